// What the map shows a value by: the colour of its rate's class, or a circle as large as its amount.
import { momentOf } from "./moment.js";
import { kindOf, periodsOf } from "./periods.js";
import { state } from "./state.js";
import { unitOf } from "./texts.js";

const largest = new Map();

/** Whether a measure has amounts that circles can show: a percentage has none. */
export function hasAmounts(measure) {
  return unitOf(measure) !== "percent";
}

/** Whether the map shows circles. */
export function isCircled() {
  return state.symbols === "circles" && hasAmounts(state.measure);
}

/** The class or pattern a district is filled with; under circles, those with a value are plain. */
export function fillOf(cell) {
  return isCircled() && cell.statement !== null ? "plain" : cell.fill;
}

/** The radius of a value's circle: areas compare, the same across all periods of a kind. */
export function radiusOf(value, most) {
  return most * Math.sqrt(value / largestValue());
}

/** The largest value of the measure in any district and period of the kind shown. */
export function largestValue() {
  const kind = kindOf(state.period);
  const key = `${kind}/${state.measure}`;
  if (!largest.has(key)) {
    const cells = periodsOf(kind).flatMap((period) => momentOf(period, state.measure).cells);
    const values = cells.map(({ statement }) => statement?.claims[0].value ?? 0);
    largest.set(
      key,
      values.reduce((a, b) => Math.max(a, b), 0),
    );
  }
  return largest.get(key);
}

/** Round values for a legend of circles, the largest first; items come whole. */
export function circleSteps(scale) {
  const top = largestValue() / scale;
  const power = 10 ** Math.floor(Math.log10(top));
  const round = [5, 2, 1].find((step) => step * power <= top) * power;
  const least = unitOf(state.measure) === "items" ? 1 : 0;
  const steps = [round, round / 5, round / 50].filter((step) => step >= least);
  return steps.map((step) => step * scale);
}
