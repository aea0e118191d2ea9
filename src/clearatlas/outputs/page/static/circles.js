// Circles as large as the amounts, over a plain map. Zero is a ring; a gap has no circle.
import { labelPoint } from "./geometry.js";
import { map } from "./map.js";
import { isCircled, radiusOf } from "./symbols.js";

const RING = 4;
const LEAST = 1.5;
const circleLayer = L.layerGroup().addTo(map);

/** Draws the circles of a period, large ones first so that no small one hides. */
export function drawCircles(moment) {
  circleLayer.clearLayers();
  if (!isCircled()) {
    return;
  }
  const valued = moment.cells
    .filter((cell) => cell.statement !== null)
    .map(({ place, statement }) => [place, statement.claims[0]])
    .sort(([, a], [, b]) => b.value - a.value);
  for (const [place, claim] of valued) {
    circleLayer.addLayer(circle(map.unproject(labelPoint(moment.edition, place), 0), claim));
  }
}

/** How large the largest circle is, in pixels: smaller in a narrow frame, and in a low one. */
export function mostRadius() {
  const { x, y } = map.getSize();
  return Math.max(14, Math.min(40, x / 16, y / 12));
}

/** The radius of an amount's circle on the map; a ring for zero, a dot for next to nothing. */
export function circleRadius(value, most = mostRadius()) {
  return value === 0 ? RING : Math.max(LEAST, radiusOf(value, most));
}

function circle(point, { value, bound }) {
  const kind = value === 0 ? "zero" : bound;
  return L.circleMarker(point, {
    radius: circleRadius(value),
    interactive: false,
    className: `circle ${kind}`,
  });
}
