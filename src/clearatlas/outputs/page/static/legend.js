// The legend: every class, pattern and mark on the map, counted, and no other. As in key.py.
import { data } from "./data.js";
import { byId, element, refill } from "./dom.js";
import { mostRadius } from "./circles.js";
import { hasValues } from "./moment.js";
import { circleSwatch, MARK_SIGNS, mark, swatch } from "./pieces.js";
import { state } from "./state.js";
import { circleSteps, isCircled, largestValue, radiusOf } from "./symbols.js";
import { HECTARE_IN_M2, limitNumber, rateName, say, unitOf, valueText } from "./texts.js";

const STATUSES = { K: "in_group", O: "not_reported", U: "disputed", D: "definition" };

/** Draws the legend and tells the page which palette is in use. */
export function drawLegend(moment) {
  const breaks = breaksOf();
  const isValued = hasValues(moment);
  byId("page").dataset.classes = breaks.length;
  byId("legend-unit").textContent = legendTitle();
  byId("legend-unit").hidden = !isValued;
  byId("no-classes").hidden = isValued;
  byId("method").hidden = !isValued;
  byId("method-text").textContent = say(isCircled() ? "legend.circles_text" : "legend.method_text");
  refill(byId("legend-list"), legendLines(moment).map(legendItem));
}

/** What the colours or the circles mean. */
export function legendTitle() {
  const unit = say(`column.${unitOf(state.measure)}`);
  return isCircled() ? say("legend.circles", { unit }) : rateName(state.measure);
}

/**
 * Each line of the legend: what it means, what is drawn, and how to make its symbol. `most` is the
 * radius of the largest circle on the map beside it: a sheet has another one than the screen.
 */
export function legendLines(moment, most = mostRadius()) {
  const shown = hasValues(moment)
    ? isCircled()
      ? circleLines(moment, most)
      : classLines(moment)
    : [];
  return [...shown, ...patternLines(moment), ...groundLines(moment)];
}

/** The same of several periods, which are never shown in circles. */
export function sharedTitle(moments) {
  return moments.some(hasValues) ? rateName(state.measure) : say("legend.heading");
}

/** The classes, patterns and marks of several periods of one kind together, without counts. */
export function sharedLines(moments) {
  const all = { cells: moments.flatMap(({ cells }) => cells) };
  const lines = [...classLines(all), ...patternLines(all)]
    .filter(isCounted)
    .map((line) => ({ ...line, text: line.label }));
  const ground = moments.flatMap(groundLines).map((line) => [line.fill, line]);
  return [...lines, ...new Map(ground).values()];
}

function breaksOf() {
  return data.classes[data.periods.kinds[state.period]]?.[state.measure] ?? [];
}

function classLines({ cells }) {
  const breaks = breaksOf();
  const classes = breaks.map((lower, index) => [index + 1, limits(lower, breaks[index + 1])]);
  const lines = [["0", say("legend.zero")], ...classes, ["plain", say("legend.other_border")]];
  return lines
    .map(([fill, label]) => counted(cells, "fill", String(fill), label))
    .filter((line) => isCounted(line) || breaks[line.fill - 1] !== undefined);
}

/** Circles as they are on the map, for round amounts; a ring where zero was reported. */
function circleLines({ cells }, most) {
  const found = [];
  if (largestValue() > 0) {
    const scale = unitOf(state.measure) === "m2" ? HECTARE_IN_M2 : 1;
    for (const value of circleSteps(scale)) {
      const radius = radiusOf(value, most);
      const text = valueText(value, state.measure);
      found.push({ text, radius, symbol: () => circleSwatch(radius) });
    }
  }
  const zero = counted(cells, "fill", "0", say("legend.zero"));
  const ring = { ...zero, radius: 4, isZero: true, symbol: () => circleSwatch(4, "zero") };
  return isCounted(zero) ? [...found, ring] : found;
}

function patternLines({ cells }) {
  return Object.entries(STATUSES)
    .map(([status, text]) => {
      const line = counted(cells, "status", status, say(`legend.${text}`));
      const sign = MARK_SIGNS[status];
      return { ...line, sign, symbol: sign ? () => mark(status) : line.symbol };
    })
    .filter(isCounted);
}

function groundLines({ cells, edition: number }) {
  const { geometry } = data;
  const edition = geometry.editions[number];
  const found = [];
  if (cells.some((cell) => edition.approximate.includes(cell.place))) {
    found.push(filled("approximate", say("legend.approximate")));
  }
  const areas = edition.rest.length + edition.shapes.filter((shape) => shape !== null).length;
  if (cells.length < areas + geometry.land.length) {
    found.push(filled("context", say("legend.context")));
  }
  return found;
}

function counted(cells, name, fill, label) {
  const count = cells.filter((cell) => cell[name] === fill).length;
  return { ...filled(fill, say("legend.count", { label, count })), label, count };
}

function isCounted({ count }) {
  return count > 0;
}

function filled(fill, text) {
  return { text, fill, symbol: () => swatch(fill) };
}

/** A line of the legend in the page. */
export function legendItem({ symbol, text }) {
  return element("li", {}, symbol(), element("span", {}, text));
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
