// The map: districts in the fill of their class, the outline of what is looked at.
import { data } from "./data.js";
import { byId } from "./dom.js";
import { labelPoint, outlineArcs } from "./geometry.js";
import { border, drawBorders, editionLayers } from "./layers.js";
import { fillOf } from "./symbols.js";

/** The Leaflet map. Without a keyboard of its own: arrow keys go from district to district. */
export const map = L.map(byId("map"), {
  zoomControl: false,
  keyboard: false,
  scrollWheelZoom: false,
  boxZoom: false,
  dragging: false,
  // Exactly as large as the still map it takes the place of.
  zoomSnap: 0,
  zoomDelta: 0.6,
  maxBoundsViscosity: 1,
  renderer: L.svg({ padding: 0.5 }),
  fadeAnimation: false,
  zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
});
map.attributionControl.setPrefix(false);

/** Pixels left free around the districts. */
const FRAME_MARGIN = 12;
const madeEditions = new Map();
const outline = L.layerGroup();
const handlers = {};
let current = null;
let isMoved = false;
let firstZoom = 0;

/** Sets what happens on "enter", "move", "leave" and "choose" of a district. */
export function onDistrict(name, handler) {
  handlers[name] = handler;
}

/** Draws a period: the edition it belongs to, and each district in its class or pattern. */
export function drawMap(moment) {
  const fills = new Map(moment.cells.map((cell) => [cell.place, fillOf(cell)]));
  const places = [...fills.keys()];
  showEdition(moment.edition);
  const isOtherGround = places.join() !== current.places.join();
  current.places = places;
  current.reported = new Set(places);
  if (isOtherGround && !isMoved) {
    fitDistricts();
  } else if (isOtherGround) {
    // They may lie beyond the limits of the districts before.
    map.setMaxBounds(null);
  }
  current.layer.addTo(map);
  outline.remove();
  outline.addTo(map);
  for (const [place, layer] of current.districts) {
    paint(layer.getElement(), fills.get(place) ?? "rest");
  }
  if (isOtherGround) {
    drawBorders(current.borders, current.number, places);
  }
  uncover();
}

/** Takes Python's picture away, looked at until now; its names stay until those of the map come. */
function uncover() {
  const still = byId("still");
  still?.classList.add("names-only");
  still?.replaceChildren(...still.querySelectorAll(":scope > circle, :scope > text"));
}

/** Only what changes is painted: that keeps a step quick. */
function paint(path, fill) {
  const name = `district leaflet-interactive fill-${fill}`;
  if (path.getAttribute("class") !== name) {
    path.setAttribute("class", name);
  }
}

function showEdition(number) {
  if (current?.number === number) {
    return;
  }
  current?.layer.remove();
  if (!madeEditions.has(number)) {
    const made = editionLayers(number);
    made.districts.forEach(listenTo);
    madeEditions.set(number, { ...made, number, places: [], reported: new Set() });
  }
  current = madeEditions.get(number);
}

/** A district that the period does not report on is land like any other. */
function listenTo(layer, place) {
  const tell = (name) => (event) => {
    if (isDrawn(place)) {
      handlers[name](place, event.containerPoint);
    }
  };
  layer.on("mouseover mousemove", tell("enter"));
  layer.on("mouseout", tell("leave"));
  layer.on("click", tell("choose"));
}

/** Shows all districts that the period reports on. */
export function fitDistricts() {
  const places = current.places.length > 0 ? current.places : current.boxes.keys();
  const box = L.bounds([]);
  for (const place of places) {
    box.extend(current.boxes.get(place));
  }
  if (!box.isValid()) {
    map.fitWorld({ animate: false });
    return;
  }
  const [corner, other, middle] = [box.min, box.max, box.getCenter()].map((point) =>
    map.unproject(point, 0),
  );
  const { x, y } = map.getSize();
  // The limits of another view would hold this one.
  map.setMaxBounds(null).setMinZoom(0);
  if (Math.min(x, y) > 2 * FRAME_MARGIN) {
    map.fitBounds([corner, other], { animate: false, padding: [FRAME_MARGIN, FRAME_MARGIN] });
  } else {
    // A hidden frame has no room to fit anything in.
    map.setView(middle, 0, { animate: false });
  }
  isMoved = false;
  firstZoom = map.getZoom();
  // Two steps farther at most. What a folium user adds, who is offered tiles, may lie anywhere.
  if (!byId("tiles")) {
    map.setMinZoom(firstZoom - 1.2).setMaxBounds(map.getBounds().pad(0.3));
  }
  letDrag();
}

/** A finger scrolls the page over the first view, and moves the map once that is nearer. */
function letDrag() {
  const isFree = !L.Browser.mobile || map.getZoom() > firstZoom + 0.01;
  map.dragging[isFree ? "enable" : "disable"]();
}

/** Keeps all districts in view when the frame changes, unless the reader moved the map. */
export function followSize() {
  map.on("dragstart zoomstart", () => {
    isMoved = true;
  });
  map.on("zoomend", letDrag);
  map.on("resize", () => isMoved || fitDistricts());
  new ResizeObserver(() => {
    // On paper the map is hidden: a frame without a size shows no place at all.
    if (map.getContainer().clientWidth === 0) {
      return;
    }
    map.invalidateSize({ animate: false });
  }).observe(map.getContainer());
}

/** Outlines districts together; a chosen one and a looked-at one may both be outlined. */
export function drawOutline(parts) {
  const { shapes } = data.geometry.editions[current.number];
  outline.clearLayers();
  for (const { places, name } of parts) {
    const arcs = outlineArcs(places.map((place) => shapes[place]).filter((shape) => shape));
    outline.addLayer(border(arcs, `outline-under ${name}`));
    outline.addLayer(border(arcs, `outline ${name}`));
  }
}

/** Where a district's label point lies in the frame, in pixels. */
export function framePoint(place) {
  return toFrame(L.point(labelPoint(current.number, place)));
}

/** Whether the period reports on a district, so that it is drawn as one. */
export function isDrawn(place) {
  return current.reported.has(place);
}

/** The numbers of the districts that the period reports on. */
export function drawnPlaces() {
  return current.places;
}

/** Where a point of the map at zoom 0 is in the frame. */
function toFrame(corner) {
  const scale = map.getZoomScale(map.getZoom(), 0);
  return map.layerPointToContainerPoint(
    corner.multiplyBy(scale).subtract(map.getPixelOrigin()).round(),
  );
}

/** The box of a district in the frame, in pixels. */
export function frameBox(place) {
  const { min, max } = current.boxes.get(place);
  return L.bounds([min, max].map(toFrame));
}
