// What is drawn of one boundary edition: land, other districts, districts, borders.
import { data } from "./data.js";
import { arcsOf, flatBox } from "./geometry.js";
import { gridOf, lines, surface } from "./tracks.js";

/** What the map's arcs are laid on at the zoom they were last asked for. */
let mapGrid = null;
let gridZoom = null;

/** A layer of Leaflet whose path is made of arcs: shapes that are filled, or lines. */
const Track = L.Path.extend({
  initialize(trace, parts, options) {
    L.setOptions(this, options);
    this.trace = trace;
    this.parts = parts;
  },
  /** As Leaflet's own, but with nothing to look like: style sheets say that of all paths at once. */
  onAdd() {
    this._path = L.SVG.create("path");
    this._path.setAttribute("class", this.options.className);
    this._renderer._layers[L.stamp(this)] = this;
    this._reset();
    this._renderer._addPath(this);
  },
  /** Takes other parts; the map may show the layer already. */
  follow(parts) {
    this.parts = parts;
    this.getElement()?.removeAttribute("d");
    this.redraw();
  },
  // Leaflet calls both whenever the view may have changed, and wants a layer to clip itself.
  _project() {},
  _update() {
    const path = this.getElement();
    const origin = this._map.getPixelOrigin();
    if (origin !== this.origin || !path.hasAttribute("d")) {
      this.origin = origin;
      path.setAttribute(
        "d",
        this.trace(this.parts, gridFor(this._map.getZoom(), origin)) || "M0 0",
      );
    }
  },
});

function gridFor(zoom, { x, y }) {
  if (zoom !== gridZoom) {
    gridZoom = zoom;
    mapGrid = gridOf(2 ** zoom, x, y);
  }
  return Object.assign(mapGrid, { x, y });
}

/** The layers of an edition, lowest first; its districts by number; its borders to be filled. */
export function editionLayers(edition) {
  const { shapes, rest } = data.geometry.editions[edition];
  const districts = new Map();
  const boxes = new Map();
  shapes.forEach((shape, place) => {
    if (shape !== null) {
      districts.set(place, district(shape));
      boxes.set(place, flatBox([shape]));
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
  return new Track(surface, [shape], { className: "district", bubblingMouseEvents: false });
}

function ground(shapes, className) {
  return new Track(surface, shapes, { className, interactive: false });
}

/** Lines along arcs, in one layer. */
export function border(arcs, className) {
  return new Track(lines, arcs, { className, interactive: false });
}
