// The one sentence that stands first. As in sentence.py.
import { periodName } from "./dates.js";
import { isAddedTo, isNews, isTold, leadingDefinition } from "./moment.js";
import { listed, toldAmount, toldSum } from "./phrases.js";
import { measureName, placeName, placeOrder, say, valueText } from "./texts.js";

const MOST_NAMED = 3;

/** Measure, period, what was reported in all, the highest, and what is not known. */
export function sentence(moment, measure, period) {
  const said = [
    ...totalPart(moment, measure),
    ...highestPart(moment),
    ...totalsPart(
      moment.groups.filter(({ total }) => isNews(total)),
      moment.totals.filter(isNews),
    ),
  ];
  const known = said.length > 0 ? said : operatorPart(moment);
  const isPart = moment.cells.some(({ details }) => details.length > 0);
  known.push(...(known.length > 0 || isPart ? countedPart(moment) : [say(nothingKey(moment))]));
  return say("summary.lead", {
    measure: measureName(measure),
    period: periodName(period),
    text: known.join(say("page.clause")),
  });
}

/** The sum of the first series: of how many districts, and what of it has no polygon. */
function totalPart(moment, measure) {
  const { cells, unplaced: rows } = moment;
  const [sum] = moment.sums;
  if (sum === undefined) {
    return unsummedPart(cells, rows);
  }
  const { placed, unplaced, placedCount: count } = sum;
  const isWhole = count >= cells.length || isStated(moment);
  const kind = count === 0 ? "unplaced" : isWhole ? "total" : "some";
  const values = {
    amount: toldSum(sum, placed + unplaced, measure),
    placed: toldSum(sum, placed, measure),
    unplaced: valueText(unplaced, measure),
    count,
    all: cells.length,
  };
  const text = say(`summary.${kind}${count > 0 && unplaced > 0 ? "_unplaced" : ""}`, values);
  const isDerived = cells.some(({ flags }) => flags.includes("derived"));
  return [isDerived ? listed([text, say("summary.derived")]) : text];
}

/** What there is of percentages, which are never added up. */
function unsummedPart(cells, rows) {
  const count = cells.filter(({ statement }) => statement !== null).length;
  const told = rows.map(({ statement }) => statement).filter(isNews);
  return [
    count > 0 ? say("summary.unsummed", { count, all: cells.length }) : "",
    told.length > 0 ? say("summary.unplaced", { amount: listed(told.map(toldAmount)) }) : "",
  ].filter(Boolean);
}

/** Where nothing is known of all work: the total of one operator, if there is only one. */
function operatorPart({ groups, totals }) {
  return groups.length + totals.length === 1 ? totalsPart(groups, totals) : [];
}

/** Whether somebody states a total that the figures add up to. */
function isStated({ groups, totals }) {
  return [...groups.map(({ total }) => total), ...totals].some(isTold);
}

/** The highest value that was added up, where no other can be higher. */
function highestPart({ cells, sums: [sum] }) {
  const definition = sum?.series.definition ?? leadingDefinition(cells);
  const own = cells.filter(
    ({ statement }) => statement !== null && statement.series.definition === definition,
  );
  const value = Math.max(...own.map((cell) => spanOf(cell)[0]));
  const highest = own.filter((cell) => spanOf(cell)[0] === value);
  const others = highest.length === 1 ? own.filter((cell) => cell !== highest[0]) : own;
  if (own.length < 2 || value <= 0 || others.some((cell) => spanOf(cell)[1] > value)) {
    return [];
  }
  const places = highest.map((cell) => cell.place).sort((a, b) => placeOrder(a) - placeOrder(b));
  const place =
    places.length > MOST_NAMED
      ? say("summary.highest_many", { count: places.length })
      : listed(places.map(placeName));
  return [say("summary.highest", { amount: toldAmount(highest[0].statement), place })];
}

/** The least and the most that a value can mean; "about" is taken for half to twice as much. */
function spanOf({ statement: { claims } }) {
  const ends = claims.flatMap(({ value, bound }) => {
    const spans = {
      exact: [value],
      at_least: [value, Number.POSITIVE_INFINITY],
      at_most: [0, value],
      about: [value / 2, value * 2],
    };
    return spans[bound];
  });
  return [Math.min(...ends), Math.max(...ends)];
}

/** Totals of groups and totals without places, each kind in words, or how many there are. */
function totalsPart(groups, totals) {
  const placeless = totals.map((total) => ({ total, places: [] }));
  return Object.entries({ group: groups, placeless })
    .filter(([, all]) => all.length > 0)
    .map(([kind, all]) => {
      const [{ total, places }] = all;
      return all.length > 1
        ? say(`summary.${kind}_many`, { count: all.length })
        : say(`summary.${kind}`, { amount: toldAmount(total), count: places.length });
    });
}

/** How many districts the sum leaves out and why; of conflicts, if it does not say so. */
function countedPart({ cells, sums: [sum] }) {
  const isPart = ({ status, details }) => status === "O" && details.length > 0;
  const isBeside = (cell) => sum && cell.statement !== null && !isAddedTo(sum, cell);
  const counts = {
    definition: cells.filter(isBeside).length,
    disputed: sum?.statuses.includes("U") ? 0 : cells.filter(({ status }) => status === "U").length,
    grouped: cells.filter(({ status }) => status === "K").length,
    part: cells.filter(isPart).length,
    missing: cells.filter((cell) => cell.status === "O" && !isPart(cell)).length,
  };
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([key, count]) => say(`summary.${key}`, { count, all: cells.length }));
}

/** Whether nothing was reported, or nothing of all work. */
function nothingKey({ groups, totals, unplaced }) {
  const isEmpty = groups.length + totals.length + unplaced.length === 0;
  return isEmpty ? "summary.nothing" : "chart.no_total";
}
