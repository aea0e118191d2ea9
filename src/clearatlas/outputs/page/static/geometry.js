// Arcs -> shapes on the map. Each border is stored once; see topology.py.
import { data } from "./data.js";
import { numbersIn } from "./numbers.js";

const { step, decimals, x: originX, y: originY, arcs, editions } = data.geometry;
const walked = new Map();

/** The points of an arc as Leaflet wants them: latitude, longitude. */
export function arcPoints(number) {
  if (!walked.has(number)) {
    walked.set(number, walk(arcs[number]));
  }
  return walked.get(number);
}

function walk(text) {
  const differences = numbersIn(text);
  const points = [];
  let x = originX;
  let y = originY;
  for (let index = 0; index < differences.length; index += 2) {
    x += differences[index];
    y += differences[index + 1];
    points.push([degrees(y), degrees(x)]);
  }
  return points;
}

function degrees(steps) {
  return Number((steps * step).toFixed(decimals));
}

/** The rings of a shape: for each part the outer ring, then its holes. */
export function shapePoints(shape) {
  return shape.map((part) => part.map(ringPoints));
}

function ringPoints(ring) {
  return ring.flatMap((number) => {
    const points = number < 0 ? [...arcPoints(~number)].reverse() : arcPoints(number);
    return points.slice(1);
  });
}

/** The numbers of the arcs that some shapes are made of, each once. */
export function arcsOf(shapes) {
  return new Set(countedArcs(shapes).keys());
}

/** The outline of several shapes together: arcs that only one of them has. */
export function outlineArcs(shapes) {
  return [...countedArcs(shapes)].filter(([, count]) => count === 1).map(([number]) => number);
}

function countedArcs(shapes) {
  const counts = new Map();
  for (const number of shapes.flat(3)) {
    const forwards = number < 0 ? ~number : number;
    counts.set(forwards, (counts.get(forwards) ?? 0) + 1);
  }
  return counts;
}

/** Where the name of a district stands. */
export function labelPoint(edition, place) {
  const [x, y] = editions[edition].points[place];
  return [degrees(originY + y), degrees(originX + x)];
}
