// The map: districts in the fill of their class, the outline of what is looked at.
import { data } from "./data.js";
import { byId } from "./dom.js";
import { labelPoint, outlineArcs } from "./geometry.js";
import { border, editionLayers } from "./layers.js";

/** The Leaflet map. Without a keyboard of its own: arrow keys go from district to district. */
export const map = L.map(byId("map"), {
  zoomControl: false,
  keyboard: false,
  scrollWheelZoom: false,
  boxZoom: false,
  dragging: !L.Browser.mobile,
  zoomSnap: 0.1,
  zoomDelta: 0.6,
  renderer: L.svg({ padding: 0.5 }),
  fadeAnimation: false,
});
map.attributionControl.setPrefix(false);

const editions = new Map();
const outline = L.layerGroup();
const handlers = {};
let current = null;
let isMoved = false;

/** Sets what happens on "enter", "move", "leave" and "choose" of a district. */
export function onDistrict(name, handler) {
  handlers[name] = handler;
}

/** Draws a period: the edition it belongs to, and each district in its class or pattern. */
export function drawMap(moment) {
  showEdition(moment.edition);
  for (const { place, fill } of moment.cells) {
    const path = current.districts.get(place).getElement();
    const name = `district leaflet-interactive fill-${fill}`;
    if (path.getAttribute("class") !== name) {
      path.setAttribute("class", name);
    }
  }
}

function showEdition(number) {
  if (current?.number === number) {
    return;
  }
  const isFirst = current === null;
  current?.layer.remove();
  if (!editions.has(number)) {
    const made = editionLayers(number);
    made.districts.forEach(listen);
    editions.set(number, { ...made, number });
  }
  current = editions.get(number);
  if (isFirst) {
    fitDistricts();
  }
  current.layer.addTo(map);
  outline.remove();
  outline.addTo(map);
}

function listen(layer, place) {
  layer.on("mouseover", (event) => handlers.enter(place, event.containerPoint));
  layer.on("mousemove", (event) => handlers.enter(place, event.containerPoint));
  layer.on("mouseout", () => handlers.leave(place));
  layer.on("click", (event) => handlers.choose(place, event.containerPoint));
}

/** Shows all districts of the extent. */
export function fitDistricts() {
  const bounds = L.latLngBounds([]);
  for (const layer of current.districts.values()) {
    bounds.extend(layer.getBounds());
  }
  map.invalidateSize({ animate: false });
  map.fitBounds(bounds, { animate: false, padding: [12, 12] });
  isMoved = false;
}

/** Keeps all districts in view when the frame changes, unless the reader moved the map. */
export function followSize() {
  map.on("dragstart zoomstart", () => {
    isMoved = true;
  });
  new ResizeObserver(() => {
    if (isMoved) {
      map.invalidateSize({ animate: false });
    } else {
      fitDistricts();
    }
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
  return map.latLngToContainerPoint(labelPoint(current.number, place));
}

/** Whether the present edition draws a district. */
export function isDrawn(place) {
  return current.districts.has(place);
}

/** The numbers of the districts drawn. */
export function drawnPlaces() {
  return [...current.districts.keys()];
}

/** The box of a district in the frame, in pixels. */
export function frameBox(place) {
  const bounds = current.districts.get(place).getBounds();
  return L.bounds(
    map.latLngToContainerPoint(bounds.getNorthWest()),
    map.latLngToContainerPoint(bounds.getSouthEast()),
  );
}
