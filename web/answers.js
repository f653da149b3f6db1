// What a query answered, as a table, as dots on the map of the world, and as a file.
import { geoEqualEarth } from "d3-geo";

const ID = "https://w3id.org/confgraph/id/";
const NS = "https://w3id.org/confgraph/ns#";
const MOST = 1000;
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^[+-]?[0-9]+(\.[0-9]+)?$/;
const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 1000;
const SCALE = WIDTH / (2 * 2.7066299836960748);
const project = geoEqualEarth().scale(SCALE).translate([WIDTH / 2, SCALE * 1.3173627591574133]);

export function drawTable({ columns, rows }, root, into) {
  const table = make("table", { className: "answer" });
  const caption = make("caption");
  if (rows.length > MOST) caption.textContent = `The first ${MOST.toLocaleString("en")} rows; the CSV has all.`;
  const head = make("tr");
  for (const name of columns) head.append(make("th", { scope: "col", textContent: name }));
  const body = make("tbody");
  for (const row of rows.slice(0, MOST)) {
    const line = make("tr");
    for (const term of row) {
      const cell = make("td");
      if (term) cell.append(shown(term, root));
      line.append(cell);
    }
    body.append(line);
  }
  const top = make("thead");
  top.append(head);
  table.append(caption, top, body);
  const box = make("section", { className: "scroll", tabIndex: 0 });
  box.setAttribute("aria-label", "Rows of the answer");
  box.append(table);
  into.append(box);
}

function shown(term, root) {
  if (term.type !== "uri") {
    const text = make("span", { textContent: term.value });
    if (term.lang) text.lang = term.lang;
    return text;
  }
  const address = pageOf(term.value, root);
  if (!address) return document.createTextNode(term.value);
  const short = term.value.replace(ID, "").replace(NS, "cg:").replace(/^([a-z]+)\//, "$1:");
  return make("a", { href: address, textContent: short });
}

// Only addresses of the web become links; a page of ours is where its name says, unless that name is odd.
function pageOf(iri, root) {
  const own = /^https:\/\/w3id\.org\/confgraph\/id\/([a-z]+\/[A-Za-z0-9][A-Za-z0-9_-]*)$/.exec(iri);
  if (own) return `${root}${own[1]}.html`;
  return /^https?:\/\//i.test(iri) ? iri : "";
}

export function drawMap({ columns, rows }, root, into) {
  const [lat, long] = ["lat", "long"].map((name) => columns.indexOf(name));
  const label = columns.indexOf("label");
  if (lat < 0 || long < 0) return;
  const picture = draw("svg", { viewBox: `0 0 ${WIDTH} 440`, role: "img", "aria-label": "The rows on a map" });
  picture.append(draw("image", { href: `${root}assets/world.svg`, width: WIDTH, height: 440 }));
  for (const row of rows) {
    const [y, x] = [row[lat], row[long]].map((term) => Number(term?.value));
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    const [left, top] = project([x, y]);
    const dot = draw("circle", { cx: left.toFixed(1), cy: top.toFixed(1), r: 5 });
    const title = draw("title", {});
    title.textContent = row[label]?.value ?? "";
    dot.append(title);
    picture.append(dot);
  }
  const figure = make("figure", { className: "map" });
  figure.append(picture);
  into.append(figure);
}

export function saveCsv({ columns, rows }) {
  const line = (cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");
  const safe = (text) => (FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text);
  const text = [line(columns), ...rows.map((row) => line(row.map((term) => safe(term?.value ?? ""))))].join("\r\n");
  const address = URL.createObjectURL(new Blob([text, "\r\n"], { type: "text/csv" }));
  make("a", { href: address, download: "answer.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function make(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}

function draw(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
