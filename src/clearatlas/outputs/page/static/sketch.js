// A still map as an SVG group: for paper, files, two periods side by side, and the small locator.
import { data } from "./data.js";
import { drawing } from "./dom.js";
import { arcsOf, flatBox, labelPoint, outlineArcs } from "./geometry.js";
import { gridOf, lines, spotOn, surface } from "./tracks.js";

/** Tenths of a pixel are as fine as a printer shows. */
const FINE = 10;

/** What a box is for the arcs of shapes: these fill it, north is up. */
export function projection(shapes, { width, height, margin = 8 }) {
  const { min, max } = flatBox(shapes);
  const [across, down] = [max.x - min.x, max.y - min.y];
  const scale = Math.min((width - 2 * margin) / (across || 1), (height - 2 * margin) / (down || 1));
  const x = min.x * scale - (width - scale * across) / 2;
  const y = min.y * scale - (height - scale * down) / 2;
  return gridOf(scale, x, y, FINE);
}

/** The shapes of the districts a period reports on. */
export function shapesOf({ edition, cells }) {
  const { shapes } = data.geometry.editions[edition];
  return cells.map(({ place }) => shapes[place]).filter((shape) => shape);
}

/** Land, districts and borders of a period; `fill` says how a cell is filled. */
export function sketch(moment, project, fill) {
  const { shapes, rest, dashed } = data.geometry.editions[moment.edition];
  const drawn = moment.cells.filter(({ place }) => shapes[place]);
  const own = arcsOf(drawn.map(({ place }) => shapes[place]));
  const rough = dashed.filter((arc) => own.has(arc));
  const known = [...own].filter((arc) => !rough.includes(arc));
  const inScope = new Set(drawn.map(({ place }) => place));
  const others = [...rest, ...shapes.filter((shape, place) => shape && !inScope.has(place))];
  return drawing(
    "g",
    {},
    drawing("path", { class: "land", d: surface(data.geometry.land, project) }),
    drawing("path", { class: "rest", d: surface(others, project) }),
    drawing("path", { class: "border rest-border", d: lines(arcsOf(others), project) }),
    drawn.map((cell) =>
      drawing("path", { class: `fill-${fill(cell)}`, d: surface([shapes[cell.place]], project) }),
    ),
    drawing("path", { class: "border", d: lines(known, project) }),
    drawing("path", { class: "border rough-under", d: lines(rough, project) }),
    drawing("path", { class: "border rough", d: lines(rough, project) }),
    openGroups(moment).map((group) => groupOutline(group, inScope, shapes, project)),
  );
}

/** Where the label of a district stands. */
export function labelSpot(edition, place, project) {
  return spotOn(labelPoint(edition, place), project);
}

/** The groups whose districts have nothing but the total. */
function openGroups({ groups, cells }) {
  return groups.filter((one) =>
    cells.some(({ status, groups: own }) => status === "K" && own.includes(one)),
  );
}

function groupOutline({ places }, inScope, shapes, project) {
  const own = places.filter((place) => inScope.has(place)).map((place) => shapes[place]);
  return drawing("path", { class: "border group-line", d: lines(outlineArcs(own), project) });
}

/** The least of many numbers: more than a function takes as arguments. */
export function least(numbers) {
  return numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

/** The largest of many numbers. */
export function most(numbers) {
  return numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}
