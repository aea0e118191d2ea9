// The legend: every class, pattern and mark on the map, counted, and no other. As in key.py.
import { data } from "./data.js";
import { byId, element, refill } from "./dom.js";
import { mark, swatch } from "./pieces.js";
import { state } from "./state.js";
import { limitNumber, rateName, say } from "./texts.js";

const PATTERNS = [
  ["K", "in_group"],
  ["O", "not_reported"],
];
const MARKS = [
  ["U", "disputed"],
  ["D", "definition"],
];

/** Draws the legend and tells the page which palette is in use. */
export function drawLegend(moment) {
  const granularity = data.periods.kinds[state.period];
  const breaks = data.classes[granularity]?.[state.measure] ?? [];
  const hasValues = moment.cells.some((cell) => cell.statement !== null);
  byId("page").dataset.classes = breaks.length;
  byId("legend-unit").textContent = rateName(state.measure);
  byId("legend-unit").hidden = !hasValues;
  byId("no-classes").hidden = hasValues;
  byId("method").hidden = !hasValues;
  refill(byId("legend-list"), ...lines(moment, breaks, hasValues));
}

function lines(moment, breaks, hasValues) {
  const geometry = data.geometry;
  const edition = geometry.editions[moment.edition];
  const counts = (name, sign) => moment.cells.filter((cell) => cell[name] === sign).length;
  const counted = (symbol, label, count) => line(symbol, say("legend.count", { label, count }));
  const found = [];
  if (counts("fill", "0") > 0) {
    found.push(counted(swatch("0"), say("legend.zero"), counts("fill", "0")));
  }
  if (hasValues) {
    breaks.forEach((lower, index) => {
      const fill = String(index + 1);
      found.push(counted(swatch(fill), limits(lower, breaks[index + 1]), counts("fill", fill)));
    });
  }
  for (const [status, text] of PATTERNS.filter(([status]) => counts("status", status) > 0)) {
    found.push(counted(swatch(status), say(`legend.${text}`), counts("status", status)));
  }
  for (const [status, text] of MARKS.filter(([status]) => counts("status", status) > 0)) {
    found.push(counted(mark(status), say(`legend.${text}`), counts("status", status)));
  }
  if (moment.cells.some((cell) => edition.approximate.includes(cell.place))) {
    found.push(line(swatch("approximate"), say("legend.approximate")));
  }
  const areas = edition.rest.length + edition.shapes.filter((shape) => shape !== null).length;
  if (moment.cells.length < areas + geometry.land.length) {
    found.push(line(swatch("context"), say("legend.context")));
  }
  return found;
}

function line(symbol, text) {
  return element("li", {}, symbol, element("span", {}, text));
}

/** The limits of a class as they are said aloud. */
function limits(lower, upper) {
  if (upper === undefined) {
    return lower > 0 ? say("legend.last", { lower: limitNumber(lower) }) : say("legend.only");
  }
  if (lower <= 0) {
    return say("legend.first", { upper: limitNumber(upper) });
  }
  return say("legend.middle", { lower: limitNumber(lower), upper: limitNumber(upper) });
}
