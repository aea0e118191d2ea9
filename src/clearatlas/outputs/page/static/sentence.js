// The one sentence that stands first. As in sentence.py.
import { periodName } from "./dates.js";
import { isNews } from "./moment.js";
import { listed, shown } from "./phrases.js";
import { measureName, placeName, placeOrder, say, valueText } from "./texts.js";

const MOST_NAMED = 3;

/** Measure, period, what was reported in all, the highest, and what is not known. */
export function sentence(moment, measure, period) {
  const groups = moment.groups.filter(({ total }) => isNews(total));
  const said = [
    ...totalPart(moment.sums, measure),
    ...highestPart(moment.cells),
    ...totalsPart(
      groups.map((group) => [group.total, group.places.length]),
      "group",
    ),
    ...totalsPart(
      moment.totals.map((total) => [total, 0]),
      "placeless",
    ),
  ];
  said.push(...(said.length > 0 ? countedPart(moment.cells) : [say("summary.nothing")]));
  return say("summary.lead", {
    measure: measureName(measure),
    period: periodName(period),
    text: said.join(say("page.clause")),
  });
}

function totalPart([sum], measure) {
  if (sum === undefined) {
    return [];
  }
  const total = valueText(sum.placed + sum.unplaced, measure);
  const unplaced = valueText(sum.unplaced, measure);
  const placedKey = sum.unplaced ? "summary.total_unplaced" : "summary.total";
  const said = [say(sum.placedCount ? placedKey : "summary.unplaced", { total, unplaced })];
  return sum.isExact ? said : [...said, say("summary.inexact")];
}

function highestPart(cells) {
  const valued = cells.filter((cell) => cell.statement?.claims[0].value);
  if (valued.length < 2) {
    return [];
  }
  const value = Math.max(...valued.map((cell) => cell.statement.claims[0].value));
  const highest = valued.filter((cell) => cell.statement.claims[0].value === value);
  const places = highest.map((cell) => cell.place).sort((a, b) => placeOrder(a) - placeOrder(b));
  const place =
    places.length > MOST_NAMED
      ? say("summary.highest_many", { count: places.length })
      : listed(places.map(placeName));
  return [say("summary.highest", { amount: shownAmount(highest[0].statement), place })];
}

function totalsPart(totals, kind) {
  if (totals.length === 0) {
    return [];
  }
  if (totals.length > 1) {
    return [say(`summary.${kind}_many`, { count: totals.length })];
  }
  const [[total, count]] = totals;
  return [say(`summary.${kind}`, { amount: shownAmount(total), count })];
}

/** The amount shown; that sources conflict about it is never left out. */
function shownAmount(statement) {
  const amount = shown(statement);
  return statement.claims.length > 1 ? say("chart.disputed_item", { amount }) : amount;
}

/** For how many districts sources conflict, and how many have no figure of their own. */
function countedPart(cells) {
  const counted = [
    ["disputed", "U"],
    ["grouped", "K"],
    ["missing", "O"],
  ];
  return counted
    .map(([key, status]) => [key, cells.filter((cell) => cell.status === status).length])
    .filter(([, count]) => count > 0)
    .map(([key, count]) => say(`summary.${key}`, { count, all: cells.length }));
}
