// What changed between two periods, and where that cannot be said.
import { data } from "./data.js";
import { timesOf } from "./dates.js";
import { arcsOf } from "./geometry.js";
import { kindOf } from "./periods.js";

/** Running totals compare from one stated start, periods of no usual length where equally long. */
export function mayCompare(one, other) {
  const [[start, end], [otherStart, otherEnd]] = [timesOf(one), timesOf(other)];
  if (kindOf(one) === "c") {
    return start !== null && start === otherStart;
  }
  return kindOf(one) !== "o" || end - start === otherEnd - otherStart;
}

/**
 * Each district of two periods of one kind: its cells and either the change or why there is none:
 * "broken" (another boundary), "missing", "grouped", "disputed", "inexact", "series".
 */
export function changesBetween(before, after) {
  const places = [...new Set([...before.cells, ...after.cells].map(({ place }) => place))];
  return places.map((place) => {
    const [first, second] = [before, after].map(({ cells }) =>
      cells.find((cell) => cell.place === place),
    );
    const isBroken = hasOtherBorder(place, before.edition, after.edition);
    const reason = isBroken ? "broken" : reasonAgainst(first?.statement, second?.statement);
    const why = reason === "missing" && [first, second].some(isGrouped) ? "grouped" : reason;
    const change = why === null ? amountIn(second) - amountIn(first) : null;
    return { place, cells: [first, second], change, reason: why };
  });
}

/**
 * The rows below the districts, which add up: their sum, what is not on the map, both together.
 * Each has its values, null where there is none, and either the change or why there is none:
 * as for districts, and "sets" where not the same districts have a figure.
 */
export function sumsBetween(before, after) {
  const sums = [before, after].map(({ sums: [sum] }) => sum);
  if (sums.some((sum) => sum === undefined)) {
    return [];
  }
  const reason = reasonAgainstSums(before, after);
  const rest = reason ?? (isSameList(...[before, after].map(labelsLeft)) ? null : "sets");
  const placed = sums.map((sum) => (sum.placedCount > 0 ? sum.placed : null));
  const rows = [summedRow("sum", placed, reason)];
  if (sums.some((sum) => sum.unplaced > 0)) {
    const unplaced = sums.map((sum) => sum.unplaced || null);
    const both = sums.map((sum) => sum.placed + sum.unplaced);
    rows.push(summedRow("unplaced", unplaced, rest), summedRow("both", both, rest));
  }
  return rows;
}

/** The totals that sources state for the two periods, and their change; null where one has none. */
export function statedBetween(before, after) {
  const [first, second] = [statedTotal(before), statedTotal(after)];
  if (!first || !second) {
    return null;
  }
  const isOneList = first.places.length > 0 && isSameList(first.places, second.places);
  const reason =
    reasonAgainst(first.total, second.total) ??
    (isOneList ? brokenAmong(first.places, before, after) : "lists");
  const change = reason === null ? firstAmount(second.total) - firstAmount(first.total) : null;
  return { totals: [first.total, second.total], change, reason };
}

/** Whether a district is drawn on an edition. */
export function isOnEdition(place, edition) {
  return Boolean(data.geometry.editions[edition].shapes[place]);
}

/** Whether a district has another border in another edition, or is not in one of them. */
function hasOtherBorder(place, ...numbers) {
  if (!numbers.every((number) => isOnEdition(place, number))) {
    return true;
  }
  const [own, other] = numbers.map((number) =>
    arcsOf([data.geometry.editions[number].shapes[place]]),
  );
  return own.size !== other.size || [...own].some((arc) => !other.has(arc));
}

function brokenAmong(places, before, after) {
  const isBroken = places.some((place) => hasOtherBorder(place, before.edition, after.edition));
  return isBroken ? "broken" : null;
}

function isGrouped(cell) {
  return cell?.status === "K";
}

function reasonAgainst(first, second) {
  if (!first || !second) {
    return "missing";
  }
  // What was added up from shorter periods has one claim, and the conflict in its status.
  if ([first, second].some(({ claims, status }) => claims.length > 1 || status === "U")) {
    return "disputed";
  }
  if (first.claims[0].bound !== "exact" || second.claims[0].bound !== "exact") {
    return "inexact";
  }
  return isSameSeries(first.series, second.series) ? null : "series";
}

function reasonAgainstSums(before, after) {
  const [first, second] = [before, after].map(({ sums: [sum] }) => sum);
  if (!isSameSeries(first.series, second.series)) {
    return "series";
  }
  if ([first, second].some(({ statuses }) => statuses.includes("U"))) {
    return "disputed";
  }
  if (first.bound !== "exact" || second.bound !== "exact") {
    return "inexact";
  }
  const [places, others] = [before, after].map(placesAdded);
  return isSameList(places, others) ? brokenAmong(places, before, after) : "sets";
}

/** The districts that the first sum of a period adds up. */
function placesAdded({ cells, sums: [{ series }] }) {
  const isAdded = (one) => one !== null && isSameSeries(one.series, series);
  return cells
    .filter(({ statement, details }) => [statement, ...details].some(isAdded))
    .map(({ place }) => place);
}

/** What of the series of the first sum has no polygon. */
function labelsLeft({ unplaced, sums: [{ series }] }) {
  return unplaced
    .filter(({ statement }) => isSameSeries(statement.series, series))
    .map(({ label }) => label);
}

/** The one total of all work that is stated for a period, and its places; null of several. */
function statedTotal({ groups, totals }) {
  const all = [...groups, ...totals.map((total) => ({ total, places: [] }))];
  const whole = all.filter(({ total }) => total.series.scope === "whole");
  const listed = whole.filter(({ places }) => places.length > 0);
  const [only, another] = listed.length > 0 ? listed : whole;
  return only && !another ? only : null;
}

function summedRow(key, values, reason) {
  const change = reason === null && !values.includes(null) ? values[1] - values[0] : null;
  return { key, values, change, reason: reason ?? "missing" };
}

function isSameList(first, second) {
  return first.length === second.length && first.every((one) => second.includes(one));
}

function isSameSeries(first, second) {
  return ["definition", "scope", "operator"].every((name) => first[name] === second[name]);
}

function amountIn({ statement }) {
  return firstAmount(statement);
}

function firstAmount({ claims: [{ value }] }) {
  return value;
}
