// What the chart is drawn on: where times and amounts stand, lines at round amounts, the years.
import { drawing } from "./dom.js";
import { kindOf } from "./periods.js";
import { state } from "./state.js";
import { HECTARE_IN_M2, number, say, unitOf } from "./texts.js";

export const CHART_HEIGHT = 170;
export const CHART_FRAME = { top: 26, bottom: 22, left: 74, right: 4 };
const YEAR_GAP = 44;
const YEAR_WIDTH = 30;
/** Kinds whose periods overlap: they stand as points at their last day. */
const POINTED = ["c", "o"];

/** Where times and amounts stand, for a chart of that width. */
export function scalesOf(all, width) {
  const isPointed = POINTED.includes(kindOf(state.period));
  const starts = all.map(({ start, end }) => (isPointed ? end : (start ?? end)));
  const first = Math.min(...starts);
  const last = Math.max(...all.map(({ end }) => end));
  const inset = isPointed ? 8 : 0;
  const room = width - CHART_FRAME.left - CHART_FRAME.right - 2 * inset;
  const x = (time) => CHART_FRAME.left + inset + ((time - first) / (last - first || 1)) * room;
  const top = Math.max(...all.flatMap(({ marks }) => marks.map(({ high }) => high))) || 1;
  const floor = CHART_HEIGHT - CHART_FRAME.bottom;
  return {
    isPointed,
    first,
    last,
    top,
    x,
    y: (value) => floor - (value / top) * (floor - CHART_FRAME.top),
    left: ({ start, end }) => x(isPointed ? end : (start ?? end)),
    right: ({ end }) => x(end),
  };
}

/** A line at each round amount, with the amount. */
export function gridLines(all, scales, width) {
  // Where all is zero there is no amount to mark: any number would be made up.
  if (all.every(({ marks }) => marks.every(({ high }) => high === 0))) {
    return [gridLine(scales.y(0), width)];
  }
  const scale = unitOf(state.measure) === "m2" ? HECTARE_IN_M2 : 1;
  const least = unitOf(state.measure) === "items" ? 1 : 0;
  const step = Math.max(roundStep(scales.top / scale / 2.2), least) * scale;
  const found = [];
  for (let value = 0; value <= scales.top; value += step) {
    const y = scales.y(value);
    found.push(gridLine(y, width));
    const label = say(`unit.${unitOf(state.measure)}`, { number: number(value / scale, 12) });
    found.push(
      value > 0 && drawing("text", { class: "tick", x: CHART_FRAME.left - 6, y: y + 4 }, label),
    );
  }
  return found;
}

function gridLine(y, width) {
  return drawing("line", { class: "grid", x1: CHART_FRAME.left, x2: width, y1: y, y2: y });
}

function roundStep(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [5, 2, 1].find((step) => step * power <= value) * power;
}

/** The years under the chart, as many as there is room for. */
export function yearMarks(scales, width) {
  const from = new Date(scales.first).getUTCFullYear();
  const to = new Date(scales.last - 1).getUTCFullYear();
  const every = Math.ceil(((to - from + 1) * YEAR_GAP) / (width - CHART_FRAME.left));
  const found = [];
  for (let year = from; year <= to; year += every) {
    const left = Math.max(scales.x(Date.UTC(year, 0, 1)), CHART_FRAME.left);
    const right = Math.min(scales.x(Date.UTC(year + every, 0, 1)), width);
    const isWide = kindOf(state.period) === "y";
    const x = isWide
      ? (left + scales.x(Date.UTC(year + 1, 0, 1))) / 2
      : Math.min(left + 2, width - 30);
    found.push(
      right - left >= Math.min(YEAR_WIDTH, width / 12) &&
        drawing(
          "text",
          { class: isWide ? "year wide" : "year", x, y: CHART_HEIGHT - 7 },
          String(year),
        ),
      drawing("line", {
        class: "year-line",
        x1: left,
        x2: left,
        y1: CHART_HEIGHT - 22,
        y2: CHART_HEIGHT - 17,
      }),
    );
  }
  return found;
}
