// Draw the outlines of the world, from Natural Earth, as one picture that every map of the site shows a part of.
import { readFileSync } from "node:fs";
import { geoEqualEarth, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";
import { presimplify, quantile, simplify } from "topojson-simplify";

const WIDTH = 1000;
const SCALE = WIDTH / (2 * 2.7066299836960748); // Equal Earth is 2.7066 radii wide on each side
const MIDDLE = SCALE * 1.3173627591574133;
const GREY = "#8b8674";
const ANTARCTICA = "010";

export function world() {
  const whole = JSON.parse(readFileSync(new URL("./node_modules/world-atlas/countries-50m.json", import.meta.url)));
  const fine = presimplify(whole);
  const topology = simplify(fine, quantile(fine, 0.36));
  const countries = topology.objects.countries;
  countries.geometries = countries.geometries.filter((one) => one.id !== ANTARCTICA);
  const projection = geoEqualEarth().scale(SCALE).translate([WIDTH / 2, MIDDLE]).precision(0.3);
  const path = geoPath(projection).digits(1);
  const land = path(feature(topology, countries));
  const borders = path(mesh(topology, countries, (one, other) => one !== other));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} 440">
<!-- Made with Natural Earth (public domain), 1:50m, by way of world-atlas; Equal Earth projection. -->
<path fill="${GREY}" fill-opacity=".26" d="${shorter(land)}"/>
<path fill="none" stroke="${GREY}" stroke-opacity=".5" stroke-width=".25" stroke-linejoin="round" d="${shorter(borders)}"/>
</svg>
`;
}

// Absolute coordinates cost twice the bytes of steps from one point to the next.
function shorter(d) {
  return d.replace(/M([^MZ]*)(Z?)/g, (_, points, close) => {
    const all = points.split("L").map((point) => point.split(",").map((text) => Math.round(Number(text) * 10)));
    let [x, y] = all[0];
    let out = `M${x / 10},${y / 10}`;
    let steps = "";
    for (const [nextX, nextY] of all.slice(1)) {
      if (nextX === x && nextY === y) continue;
      steps += pair((nextX - x) / 10, (nextY - y) / 10, steps);
      [x, y] = [nextX, nextY];
    }
    return steps ? `${out}l${steps}${close}` : "";
  });
}

function pair(x, y, before) {
  const [first, second] = [x, y].map((value) => String(value).replace(/^(-?)0\./, "$1."));
  return `${before && !first.startsWith("-") ? " " : ""}${first}${second.startsWith("-") ? "" : " "}${second}`;
}
