// The SPARQL page: an editor, and an engine in a worker that starts with the first query and can be stopped.
import { autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { drawMap, drawTable, saveCsv } from "./answers.js";

const bench = document.getElementById("bench");
const [run, stop, status, error, answer, link, examples, plain] = [
  "run", "stop", "status", "error", "answer", "permalink", "examples", "plain",
].map((id) => document.getElementById(id));
const root = document.querySelector(".mark").getAttribute("href").replace(/index\.html$/, "");

const style = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--c0)", fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--c2)" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--c3)" },
  { tag: [tags.number, tags.bool], color: "var(--c1)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
]);
const look = EditorView.theme({
  "&": { backgroundColor: "transparent", color: "var(--ink)", fontSize: ".9rem" },
  ".cm-content": { fontFamily: "var(--mono)", caretColor: "var(--ink)", minHeight: "14rem" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--soft)", border: "0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused": { outline: "3px solid var(--mark)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--mark) 30%, transparent) !important" },
  ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", borderColor: "var(--soft)" },
});

let known = null;
async function complete(context) {
  const word = context.matchBefore(/[\w:?$-]+/);
  if (!word && !context.explicit) return null;
  known ??= fetch(`${root}assets/terms.json`).then((found) => found.json());
  const { prefixes, terms } = await known;
  const text = context.state.doc.toString();
  const variables = [...new Set(text.match(/[?$]\w+/g) ?? [])].filter((name) => name !== word?.text);
  return {
    from: word ? word.from : context.pos,
    options: [
      ...terms.map(({ label, info }) => ({ label, info, type: "property", apply: (view, _c, from, to) => insert(view, label, from, to, prefixes) })),
      ...Object.keys(prefixes).map((name) => ({ label: `PREFIX ${name}:`, type: "keyword", apply: `PREFIX ${name}: <${prefixes[name]}>\n` })),
      ...variables.map((label) => ({ label, type: "variable" })),
      ...["SELECT", "CONSTRUCT", "DESCRIBE", "ASK", "WHERE", "FILTER", "OPTIONAL", "UNION", "GROUP BY", "ORDER BY", "LIMIT", "COUNT", "BIND", "VALUES"].map((label) => ({ label, type: "keyword" })),
    ],
    validFor: /^[\w:?$-]*$/,
  };
}

// A completed term brings its prefix with it.
function insert(view, label, from, to, prefixes) {
  const name = label.split(":")[0];
  const changes = [{ from, to, insert: label }];
  const declared = new RegExp(`PREFIX\\s+${name}:`, "i").test(view.state.doc.toString());
  if (!declared && prefixes[name]) changes.unshift({ from: 0, insert: `PREFIX ${name}: <${prefixes[name]}>\n` });
  const added = declared || !prefixes[name] ? 0 : changes[0].insert.length;
  view.dispatch({ changes, selection: { anchor: from + added + label.length } });
}

// In a shadow root CodeMirror uses adopted style sheets, which the content security policy of the page allows.
const shadow = document.getElementById("editor").attachShadow({ mode: "open" });
const editor = new EditorView({
  parent: shadow,
  root: shadow,
  state: EditorState.create({
    doc: fromAddress() || plain.value,
    extensions: [
      lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), lintGutter(),
      StreamLanguage.define(sparql), syntaxHighlighting(style), look, EditorView.lineWrapping,
      autocompletion({ override: [complete], activateOnTyping: true }),
      EditorView.contentAttributes.of({ "aria-label": "SPARQL query" }),
      // Tab moves on to the buttons; who wants an indent types spaces.
      keymap.of([{ key: "Mod-Enter", run: () => (ask(), true) }, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
      EditorView.updateListener.of((update) => update.docChanged && remember()),
    ],
  }),
});

let worker = null;
let loaded = null;
let waiting = null;

function start() {
  if (worker) return loaded;
  worker = new Worker(bench.dataset.worker, { type: "module" });
  worker.onmessage = ({ data }) => waiting?.(data);
  worker.onerror = (event) => waiting?.({ error: event.message || "the engine cannot be started" });
  status.textContent = "The engine and the data are loaded once, about 2 MB …";
  loaded = send({ load: new URL(bench.dataset.dump, location.href).href });
  return loaded;
}

function send(message) {
  return new Promise((resolve, reject) => {
    waiting = (data) => (data.error === undefined ? resolve(data) : reject(new Error(data.error)));
    worker.postMessage(message);
  });
}

async function ask() {
  if (location.protocol === "file:") {
    error.textContent = "A page from disk may start no engine. Serve the folder: python -m http.server, then open this page from there.";
    return;
  }
  halt("");
  clear();
  run.disabled = true;
  stop.disabled = false;
  try {
    const first = start();
    const { size } = await first;
    status.textContent = `Asking ${size.toLocaleString("en")} triples …`;
    show(await send({ query: text() }));
  } catch (trouble) {
    complain(trouble.message);
  } finally {
    if (waiting !== null) idle();
  }
}

let busy = false;
function halt(words) {
  if (!busy || !worker) return;
  worker.terminate();
  worker = loaded = null;
  waiting = null;
  idle();
  status.textContent = words;
}

function idle() {
  busy = false;
  run.disabled = false;
  stop.disabled = true;
}

function show(found) {
  const time = `${found.ms < 10 ? found.ms.toFixed(1) : Math.round(found.ms)} ms`;
  if (found.truth !== undefined) {
    status.textContent = time;
    answer.textContent = found.truth ? "yes" : "no";
  } else if (found.triples) {
    status.textContent = `${found.triples.length.toLocaleString("en")} triples in ${time}`;
    const block = document.createElement("pre");
    block.tabIndex = 0;
    block.textContent = found.triples.join("\n");
    answer.append(block);
  } else {
    status.textContent = `${found.rows.length.toLocaleString("en")} rows in ${time}`;
    const save = document.createElement("button");
    save.type = "button";
    save.id = "csv";
    save.textContent = "Save as CSV";
    save.addEventListener("click", () => saveCsv(found));
    if (found.rows.length) answer.append(save);
    drawMap(found, root, answer);
    drawTable(found, root, answer);
  }
}

// Oxigraph says "error at 3:12: expected one of …": the place is marked in the editor.
function complain(message) {
  status.textContent = "";
  const at = /error at (\d+):(\d+)(?:: expected (.*))?/s.exec(message);
  if (!at) {
    error.textContent = message;
    return;
  }
  error.textContent = `Line ${at[1]}, column ${at[2]}: the query cannot go on like this.`;
  if (at[3]) {
    const more = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = "What could stand there";
    more.append(summary, at[3]);
    error.append(more);
  }
  const line = editor.state.doc.line(Math.min(Number(at[1]), editor.state.doc.lines));
  const from = Math.min(line.from + Number(at[2]) - 1, line.to);
  const mark = { from, to: Math.max(from, line.to), severity: "error", message: "the query cannot go on like this" };
  editor.dispatch(setDiagnostics(editor.state, [mark]));
  editor.dispatch({ selection: { anchor: from }, scrollIntoView: true });
}

function clear() {
  busy = true;
  error.textContent = "";
  answer.replaceChildren();
  editor.dispatch(setDiagnostics(editor.state, []));
}

function text() {
  return editor.state.doc.toString();
}

function write(query) {
  editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: query } });
}

function remember() {
  link.href = `#query=${encodeURIComponent(text())}`;
}

function fromAddress() {
  return new URLSearchParams(location.hash.slice(1)).get("query") ?? "";
}

run.addEventListener("click", ask);
stop.addEventListener("click", () => halt("Stopped."));
examples.addEventListener("change", () => examples.value && write(examples.value));
addEventListener("hashchange", () => fromAddress() && write(fromAddress()));
remember();
bench.dataset.ready = "yes";
