// Arcs -> lines and shapes on the map. Each border is stored once; see topology.py.
import { data } from "./data.js";
import { numbersIn } from "./numbers.js";

const { step, decimals, x: originX, y: originY, arcs, editions } = data.geometry;
const flattened = [];
/** The side of the world in the map's projection at zoom 0, in pixels. */
const WORLD = 256;
/** The box of nothing. A country across the 180th meridian goes on beyond the world's side. */
const FAR = Number.POSITIVE_INFINITY;
const NOWHERE = [FAR, FAR, -FAR, -FAR];

/**
 * An arc as the map lays it at zoom 0, in pixels: its `points` as x, y, x, y and so on, and its box.
 * Of half a million points, none is made an object.
 */
export function flatArc(number) {
  flattened[number] ??= flatten(numbersIn(arcs[number]));
  return flattened[number];
}

/** The numbers are steps and become points. */
function flatten(points) {
  let [x, y] = [originX, originY];
  let [west, north, east, south] = NOWHERE;
  for (let index = 0; index < points.length; index += 2) {
    x += points[index];
    y += points[index + 1];
    const right = flatX(x);
    const down = flatY(y);
    points[index] = right;
    points[index + 1] = down;
    west = Math.min(west, right);
    east = Math.max(east, right);
    north = Math.min(north, down);
    south = Math.max(south, down);
  }
  return { points, west, north, east, south };
}

function flatX(x) {
  return WORLD * ((x * step) / 360 + 0.5);
}

/** Spherical Mercator, as far from the poles as the world is a square. */
function flatY(y) {
  const sine = Math.sin((y * step * Math.PI) / 180);
  return Math.max(0, Math.min(WORLD, WORLD * (0.5 - Math.atanh(sine) / (2 * Math.PI))));
}

/** The box of shapes as the map lays them at zoom 0. */
export function flatBox(shapes) {
  let [west, north, east, south] = NOWHERE;
  for (const number of shapes.flat(3)) {
    const arc = flatArc(number < 0 ? ~number : number);
    west = Math.min(west, arc.west);
    north = Math.min(north, arc.north);
    east = Math.max(east, arc.east);
    south = Math.max(south, arc.south);
  }
  return L.bounds([west, north], [east, south]);
}

/** The rings of a shape: for each part the outer ring, then its holes. */
export function shapePoints(shape) {
  return shape.map((part) => part.map(ringPoints));
}

function ringPoints(ring) {
  return ring.flatMap((number) => {
    const points = number < 0 ? walk(arcs[~number]).reverse() : walk(arcs[number]);
    return points.slice(1);
  });
}

/** The points of an arc in degrees: latitude, longitude. */
function walk(text) {
  const differences = numbersIn(text);
  const points = [];
  let [x, y] = [originX, originY];
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

/** Where the name of a district stands, as the map lays it at zoom 0. */
export function labelPoint(edition, place) {
  const [x, y] = editions[edition].points[place];
  return [flatX(originX + x), flatY(originY + y)];
}
