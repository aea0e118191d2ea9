// What is drawn of one boundary edition: land, other districts, districts, borders.
import { data } from "./data.js";
import { arcsOf, flatBox } from "./geometry.js";
import { along, ringed } from "./tracks.js";

/** The layers of an edition, lowest first; its districts by number; its borders to be filled. */
export function editionLayers(edition) {
  const { shapes, rest } = data.geometry.editions[edition];
  const districts = new Map();
  const boxes = new Map();
  shapes.forEach((shape, place) => {
    if (shape !== null) {
      districts.set(place, district(shape));
      boxes.set(place, flatBox(shape));
    }
  });
  const borders = {
    rest: border([], "border rest-border"),
    knownUnder: border([], "border known-under"),
    known: border([], "border"),
    roughUnder: border([], "border rough-under"),
    rough: border([], "border rough"),
  };
  const layers = [
    ground(data.geometry.land, "land"),
    ground(rest, "rest"),
    ...districts.values(),
    ...Object.values(borders),
  ];
  return { layer: L.layerGroup(layers), districts, boxes, borders };
}

/** Draws the borders of the districts reported on, approximate ones dashed, and of the others. */
export function drawBorders(borders, edition, places) {
  const { shapes, rest, dashed } = data.geometry.editions[edition];
  const own = arcsOf(places.map((place) => shapes[place]));
  const all = arcsOf([...rest, ...shapes.filter((shape) => shape !== null)]);
  const rough = dashed.filter((arc) => own.has(arc));
  const isRough = new Set(rough);
  const known = [...own].filter((arc) => !isRough.has(arc));
  borders.rest.follow([...all].filter((arc) => !own.has(arc)));
  borders.knownUnder.follow(known);
  borders.known.follow(known);
  borders.roughUnder.follow(rough);
  borders.rough.follow(rough);
}

function district(shape) {
  return ringed([shape], { className: "district", bubblingMouseEvents: false });
}

function ground(shapes, className) {
  return ringed(shapes, { className, interactive: false });
}

/** Lines along arcs, in one layer. */
export function border(arcs, className) {
  return along(arcs, { className, interactive: false });
}
