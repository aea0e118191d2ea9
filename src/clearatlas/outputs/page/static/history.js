// A measure through the periods of one kind: what each has, as a sum of districts or as a total.
import { periodName, timesOf } from "./dates.js";
import { figuresOf, isNews } from "./moment.js";
import { shown } from "./phrases.js";
import { periodsOf } from "./periods.js";
import { state } from "./state.js";
import { say, valueText } from "./texts.js";

const known = new Map();
/** What stands over a mark whose value is not exact. */
const BOUND_SIGNS = { exact: "", at_least: ">", at_most: "<", about: "~" };

/** The periods of a kind that have a figure, each with its times and marks. */
export function historyOf(kind, measure) {
  const key = `${kind}/${measure}/${state.lang}`;
  if (!known.has(key)) {
    const entries = periodsOf(kind).map((period) => {
      const [start, end] = timesOf(period);
      return { period, start, end: end ?? start, marks: marksOf(period, measure) };
    });
    known.set(
      key,
      entries.filter(({ marks }) => marks.length > 0),
    );
  }
  return known.get(key);
}

/** An entry in words. */
export function entryText({ period, marks }) {
  const texts = marks.map(({ type, text }) => say(`chart.${type}_item`, { amount: text }));
  return say("page.colon", { name: periodName(period), text: texts.join(say("page.clause")) });
}

/** The sum of the districts first, then totals of groups, then totals without places. */
function marksOf(period, measure) {
  const { groups, totals, sums } = figuresOf(period, measure);
  return [
    ...sums.slice(0, 1).map((sum) => sumMark(sum, measure)),
    ...groups.filter(({ total }) => isNews(total)).map(({ total }) => totalMark("group", total)),
    ...totals.map((total) => totalMark("total", total)),
  ];
}

function sumMark({ placed, unplaced, statuses, isExact }, measure) {
  const value = placed + unplaced;
  const sign = statuses.includes("U") ? "!" : isExact ? "" : "~";
  const amount = valueText(value, measure);
  const bounded = isExact ? amount : say("chart.inexact_item", { amount });
  const text = statuses.includes("U") ? say("chart.disputed_item", { amount: bounded }) : bounded;
  return { type: "sum", value, low: value, high: value, sign, text };
}

function totalMark(type, total) {
  const values = total.claims.map(({ value }) => value);
  const { value, bound } = total.claims[0];
  const isDisputed = values.length > 1;
  return {
    type,
    value,
    low: Math.min(...values),
    high: Math.max(...values),
    sign: isDisputed ? "!" : BOUND_SIGNS[bound],
    text: isDisputed ? say("chart.disputed_item", { amount: shown(total) }) : shown(total),
  };
}
