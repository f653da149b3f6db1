// Answer SPARQL with Oxigraph, apart from the page: whoever waits too long ends this worker and starts another.
import init, { Store } from "oxigraph/web.js";

let store = null;

async function load(dump) {
  await init({ module_or_path: new URL("oxigraph.wasm", self.location) });
  const answer = await fetch(dump);
  if (!answer.ok) throw new Error(`the data cannot be loaded (${answer.status})`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  // Some hosts unpack .gz on the way, so look at the bytes and not at the name.
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = packed
    ? await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text()
    : new TextDecoder().decode(bytes);
  store = new Store();
  store.load(text, { format: "application/n-triples", no_transaction: true });
  return store.size;
}

self.onmessage = async ({ data }) => {
  try {
    if (data.load) {
      self.postMessage({ id: data.id, size: await load(data.load) });
      return;
    }
    const began = performance.now();
    self.postMessage({ id: data.id, ...answered(store.query(data.query, { use_default_graph_as_union: true })), ms: performance.now() - began });
  } catch (error) {
    self.postMessage({ id: data.id, error: String(error?.message ?? error) });
  }
};

function answered(result) {
  if (typeof result === "boolean") return { truth: result };
  if (result.length && result[0] instanceof Map) {
    const columns = [...result[0].keys()];
    const names = new Set(columns);
    for (const row of result) for (const name of row.keys()) if (!names.has(name)) names.add(name), columns.push(name);
    return { columns, rows: result.map((row) => columns.map((name) => plain(row.get(name)))) };
  }
  if (result.length) return { triples: result.map((quad) => `${quad.subject} ${quad.predicate} ${quad.object} .`) };
  return { columns: [], rows: [] };
}

function plain(term) {
  if (!term) return null;
  if (term.termType === "Literal") return { type: "literal", value: term.value, lang: term.language, datatype: term.datatype.value };
  return { type: term.termType === "NamedNode" ? "uri" : "bnode", value: term.value };
}
