// Search the names of everything; a letter or two may be wrong.
import MiniSearch from "minisearch";

const WORDS = { edition: "event", organization: "organisation" };
const ROOT = document.querySelector(".mark").getAttribute("href").replace(/index\.html$/, "");
const WEIGHT = { series: 1.6, place: 1.25, organization: 1.3, term: 0.8, source: 0.6 };

const plain = (term) => term.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const engine = new MiniSearch({
  fields: ["name", "others", "more"],
  storeFields: ["name", "kind", "page", "others"],
  processTerm: plain,
  searchOptions: {
    boost: { name: 3, others: 2 },
    prefix: true,
    fuzzy: (term) => (term.length > 3 ? 0.25 : false),
    combineWith: "AND",
    boostDocument: (_id, _term, stored) => WEIGHT[stored.kind] ?? 1,
  },
});
engine.addAll(
  (window.confgraphIndex ?? []).map(([name, kind, page, others, more], id) => ({ id, name, kind, page, others, more })),
);

const field = document.getElementById("q");
const hits = document.getElementById("hits");
const count = document.getElementById("count");

function show() {
  const words = field.value.trim();
  hits.replaceChildren();
  count.textContent = "";
  if (!words) return;
  const found = engine.search(words);
  count.textContent = found.length === 1 ? "1 match" : `${found.length} matches`;
  for (const one of found.slice(0, 60)) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `${ROOT}${one.page}.html`;
    link.textContent = one.name;
    const note = document.createElement("span");
    note.className = "note";
    note.textContent = ` ${WORDS[one.kind] ?? one.kind}${one.others ? ` · ${one.others}` : ""}`;
    item.append(link, note);
    hits.append(item);
  }
}

field.value = new URLSearchParams(location.search).get("q") ?? "";
field.addEventListener("input", () => {
  const address = new URL(location.href);
  address.search = field.value ? `?q=${encodeURIComponent(field.value)}` : "";
  history.replaceState(null, "", address);
  show();
});
document.getElementById("ask").addEventListener("submit", (event) => event.preventDefault());
field.focus();
show();
