// What is drawn of one boundary edition: land, other districts, districts, borders.
import { data } from "./data.js";
import { arcPoints, arcsOf, shapePoints } from "./geometry.js";

const PLAIN = { stroke: false, fill: true, interactive: false, smoothFactor: 0, noClip: true };
const LINE = { fill: false, interactive: false, smoothFactor: 0, noClip: true };

/** The layers of an edition, lowest first; its districts by number; its borders to be filled. */
export function editionLayers(edition) {
  const { shapes, rest } = data.geometry.editions[edition];
  const districts = new Map();
  shapes.forEach((shape, place) => {
    if (shape !== null) {
      districts.set(place, district(shape));
    }
  });
  const all = [...rest, ...shapes.filter((shape) => shape !== null)];
  const borders = {
    knownUnder: border([], "border known-under"),
    known: border([], "border"),
    roughUnder: border([], "border rough-under"),
    rough: border([], "border rough"),
  };
  const layers = [
    shapeLayer(data.geometry.land, "land"),
    shapeLayer(rest, "rest"),
    ...districts.values(),
    border([...arcsOf(all)], "border rest-border"),
    ...Object.values(borders),
  ];
  return { layer: L.layerGroup(layers), districts, borders };
}

/** Draws the borders of the districts reported on, approximate ones dashed. */
export function drawBorders(borders, edition, places) {
  const { shapes, dashed } = data.geometry.editions[edition];
  const own = arcsOf(places.map((place) => shapes[place]));
  const rough = dashed.filter((arc) => own.has(arc));
  const known = [...own].filter((arc) => !rough.includes(arc));
  borders.knownUnder.setLatLngs(known.map(arcPoints));
  borders.known.setLatLngs(known.map(arcPoints));
  borders.roughUnder.setLatLngs(rough.map(arcPoints));
  borders.rough.setLatLngs(rough.map(arcPoints));
}

function district(shape) {
  return L.polygon(shapePoints(shape), {
    ...PLAIN,
    interactive: true,
    bubblingMouseEvents: false,
    className: "district",
  });
}

function shapeLayer(shapes, className) {
  return L.polygon(shapes.flatMap(shapePoints), { ...PLAIN, className });
}

/** Lines along arcs, in one layer. */
export function border(arcs, className) {
  return L.polyline(arcs.map(arcPoints), { ...LINE, className });
}
