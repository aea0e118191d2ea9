// What is drawn of one boundary edition: land, other districts, districts, borders.
import { data } from "./data.js";
import { arcPoints, arcsOf, shapePoints } from "./geometry.js";

const PLAIN = { stroke: false, fill: true, interactive: false, smoothFactor: 0 };
const LINE = { fill: false, interactive: false, smoothFactor: 0 };

/** The layers of an edition, lowest first, and the districts among them by number. */
export function editionLayers(edition) {
  const { shapes, rest, dashed } = data.geometry.editions[edition];
  const drawn = shapes.filter((shape) => shape !== null);
  const rough = new Set(dashed);
  const known = [...arcsOf(drawn)].filter((arc) => !rough.has(arc));
  const districts = new Map();
  shapes.forEach((shape, place) => {
    if (shape !== null) {
      districts.set(place, district(shape));
    }
  });
  const layers = [
    surface(data.geometry.land, "land"),
    surface(rest, "rest"),
    border([...arcsOf(rest)], "border rest-border"),
    ...districts.values(),
    border(known, "border"),
    border(dashed, "border rough-under"),
    border(dashed, "border rough"),
  ];
  return { layer: L.layerGroup(layers), districts };
}

function district(shape) {
  return L.polygon(shapePoints(shape), {
    ...PLAIN,
    interactive: true,
    bubblingMouseEvents: false,
    className: "district",
  });
}

function surface(shapes, className) {
  return L.polygon(shapes.flatMap(shapePoints), { ...PLAIN, className });
}

/** Lines along arcs, in one layer. */
export function border(arcs, className) {
  return L.polyline(arcs.map(arcPoints), { ...LINE, className });
}
