// A still map as an SVG group: for paper, files, two periods side by side, and the small locator.
import { data } from "./data.js";
import { drawing } from "./dom.js";
import { arcPoints, arcsOf, labelPoint, outlineArcs, shapePoints } from "./geometry.js";

/**
 * How points of an edition fall into a box: the districts given fill it, north is up.
 * Returns a function from [latitude, longitude] to [x, y], rounded to a tenth.
 */
export function projection(shapes, { width, height, margin = 8 }) {
  const corners = shapes.flatMap((shape) => shapePoints(shape).flat(2)).map(mercator);
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [west, east, south, north] = [least(xs), most(xs), least(ys), most(ys)];
  const scale = Math.min(
    (width - 2 * margin) / (east - west || 1),
    (height - 2 * margin) / (north - south || 1),
  );
  const left = (width - scale * (east - west)) / 2;
  const top = (height - scale * (north - south)) / 2;
  return (point) => {
    const [x, y] = mercator(point);
    return [tenth(left + scale * (x - west)), tenth(top + scale * (north - y))];
  };
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
  return project(labelPoint(edition, place));
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

/** The path of shapes, filled. */
export function surface(shapes, project) {
  const rings = shapes.flatMap((shape) => shapePoints(shape).flat());
  return rings.map((ring) => `${track(ring, project)}Z`).join("");
}

function lines(arcs, project) {
  return [...arcs].map((arc) => track(arcPoints(arc), project)).join("");
}

/** A line through points; those that fall together on paper are drawn once. */
function track(points, project) {
  const spots = points.map((point) => project(point).join(" "));
  return `M${spots.filter((spot, index) => spot !== spots[index - 1]).join("L")}`;
}

function mercator([latitude, longitude]) {
  const { x, y } = L.Projection.SphericalMercator.project(L.latLng(latitude, longitude));
  return [x, y];
}

function tenth(number) {
  return Math.round(number * 10) / 10;
}

/** The least of many numbers: more than a function takes as arguments. */
export function least(numbers) {
  return numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

/** The largest of many numbers. */
export function most(numbers) {
  return numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}
