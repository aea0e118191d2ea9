// The periods of one kind: years, quarters, months, weeks, running totals, others.
import { data } from "./data.js";
import { state } from "./state.js";

/** The letter of each kind and the name of its text, in the order a reader thinks of them. */
export const KINDS = {
  y: "year",
  q: "quarter",
  m: "month",
  w: "week",
  c: "cumulative",
  o: "other",
};

/** The kinds of period that occur. */
export function kinds() {
  return Object.keys(KINDS).filter((kind) => data.periods.kinds.includes(kind));
}

/** The kind of a period, by its letter. */
export function kindOf(period) {
  return data.periods.kinds[period];
}

/** The periods of a kind, the oldest first. */
export function periodsOf(kind) {
  return [...data.periods.keys.keys()].filter((period) => kindOf(period) === kind);
}

/** The periods of the kind shown: steps and play stay among them. */
export function siblings() {
  return periodsOf(kindOf(state.period));
}

/** The newest period of a kind that says anything of a measure, else the newest of all. */
export function newestOf(kind, measure) {
  const periods = periodsOf(kind);
  return periods.findLast((period) => hasFigure(period, measure)) ?? periods.at(-1);
}

/** Whether a period says anything of a measure. */
export function hasFigure(period, measure) {
  const { cells, groups, totals, unplaced } = data.slices[period];
  const isShown = (number) => data.statements.measure[number] === measure;
  return (
    cells?.[measure] !== undefined ||
    (groups ?? []).some((group) => measure in group.totals) ||
    (totals ?? []).some(isShown) ||
    (unplaced ?? []).some(([, , number]) => isShown(number))
  );
}
