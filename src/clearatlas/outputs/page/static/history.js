// A measure through the periods of one kind: what each has, as a sum of districts or as a total.
import { periodName, timesOf } from "./dates.js";
import { figuresOf, isNews } from "./moment.js";
import { toldAmount, toldSum } from "./phrases.js";
import { periodsOf } from "./periods.js";
import { state } from "./state.js";
import { say } from "./texts.js";

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
  const texts = marks.map(({ text }) => text);
  return say("page.colon", { name: periodName(period), text: texts.join(say("page.clause")) });
}

/** What is told first of a period: its sum, else a total, with what `cite` makes of its claims. */
export function headline(period, measure, cite = () => "") {
  const [first] = marksOf(period, measure);
  return first ? first.text + cite(first.claims) : say("chart.no_total");
}

/** The sum of the first series, then totals of groups, then totals without places. */
function marksOf(period, measure) {
  const { groups, totals, sums } = figuresOf(period, measure);
  return [
    ...sums.slice(0, 1).map((sum) => sumMark(sum, measure)),
    ...groups.filter(({ total }) => isNews(total)).map(({ total }) => totalMark("group", total)),
    ...totals.filter(isNews).map((total) => totalMark("total", total)),
  ];
}

function sumMark(sum, measure) {
  const { placed, unplaced, placedCount, statuses, bound } = sum;
  const value = placed + unplaced;
  const key = unplaced > 0 ? "chart.both_item" : "chart.sum_item";
  const amount = toldSum(sum, value, measure);
  const text = say(placedCount > 0 ? key : "summary.unplaced", { amount });
  const sign = statuses.includes("U") ? "!" : BOUND_SIGNS[bound];
  return { type: "sum", value, low: value, high: value, sign, text, claims: [] };
}

function totalMark(type, total) {
  const values = total.claims.map(({ value }) => value);
  const { value, bound } = total.claims[0];
  return {
    type,
    value,
    low: Math.min(...values),
    high: Math.max(...values),
    sign: values.length > 1 ? "!" : BOUND_SIGNS[bound],
    text: say(`chart.${type}_item`, { amount: toldAmount(total) }),
    claims: total.claims,
  };
}
