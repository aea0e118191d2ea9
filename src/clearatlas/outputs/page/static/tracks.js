// Arcs as the map draws them at one zoom: each is laid in pixels once, for both sides and its border.
import { flatArc } from "./geometry.js";

/** Arcs by number at the zoom they were last asked for. */
let laid = [];
let laidFor = null;

/** A layer of Leaflet whose path is made of arcs: its rings filled, or lines along it. */
const Track = L.Path.extend({
  initialize(arcs, isRings, options) {
    L.setOptions(this, options);
    this.isRings = isRings;
    this.arcs = arcs;
  },
  /** As Leaflet's own, but with nothing to look like: style sheets say that of all paths at once. */
  onAdd() {
    this._path = L.SVG.create("path");
    this._path.setAttribute("class", this.options.className);
    this._renderer._layers[L.stamp(this)] = this;
    this._reset();
    this._renderer._addPath(this);
  },
  /** Takes other arcs; the map may show the layer already. */
  follow(arcs) {
    this.arcs = arcs;
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
      layFor(this._map.getZoom());
      const parts = this.arcs.map((one) =>
        this.isRings ? ringAt(one, origin) : lineAt(one, origin),
      );
      path.setAttribute("d", parts.join("") || "M0 0");
    }
  },
});

/** Shapes as one filled layer. */
export function ringed(shapes, options) {
  return new Track(shapes.flat(2), true, options);
}

/** Lines along arcs, in one layer. */
export function along(arcs, options) {
  return new Track(arcs, false, options);
}

function layFor(zoom) {
  if (zoom !== laidFor) {
    laidFor = zoom;
    laid = [];
  }
}

function arcAt(number) {
  laid[number] ??= layArc(flatArc(number), 2 ** laidFor);
  return laid[number];
}

/** Where an arc begins and ends, and its steps in whole pixels; what falls together is left out. */
function layArc({ points }, scale) {
  const steps = [];
  const start = [Math.round(points[0] * scale), Math.round(points[1] * scale)];
  let [x, y] = start;
  for (let index = 2; index < points.length; index += 2) {
    const right = Math.round(points[index] * scale) - x;
    const down = Math.round(points[index + 1] * scale) - y;
    if (right !== 0 || down !== 0) {
      steps.push(right, down);
      x += right;
      y += down;
    }
  }
  return { start, end: [x, y], steps, forth: steps.join(" "), back: null };
}

function lineAt(number, origin) {
  const { start, forth } = arcAt(number);
  return forth && `${moveTo(start, origin)}l${forth}`;
}

function ringAt(numbers, origin) {
  const steps = numbers.map((number) =>
    number < 0 ? backwards(arcAt(~number)) : arcAt(number).forth,
  );
  const [first] = numbers;
  const start = first < 0 ? arcAt(~first).end : arcAt(first).start;
  return `${moveTo(start, origin)}l${steps.filter(Boolean).join(" ") || "0 0"}z`;
}

function moveTo([x, y], origin) {
  return `M${x - origin.x} ${y - origin.y}`;
}

function backwards(arc) {
  if (arc.back === null) {
    const turned = [];
    for (let index = arc.steps.length - 2; index >= 0; index -= 2) {
      turned.push(-arc.steps[index], -arc.steps[index + 1]);
    }
    arc.back = turned.join(" ");
  }
  return arc.back;
}
