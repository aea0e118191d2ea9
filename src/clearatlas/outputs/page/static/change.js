// What changed between two periods, and where that cannot be said.
import { data } from "./data.js";
import { timesOf } from "./dates.js";
import { arcsOf } from "./geometry.js";
import { isAddedTo, isSameSeries, regionsLeft } from "./moment.js";
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
  const [firsts, seconds] = [before, after].map(
    ({ cells }) => new Map(cells.map((cell) => [cell.place, cell])),
  );
  return [...new Set([...firsts.keys(), ...seconds.keys()])].map((place) => {
    const [first, second] = [firsts.get(place), seconds.get(place)];
    const isBroken =
      hasOtherBorder(place, before.edition, after.edition) ||
      Boolean(first?.isElsewhere) !== Boolean(second?.isElsewhere);
    const reason = isBroken ? "broken" : reasonAgainst(first?.statement, second?.statement);
    const why = reason === "missing" && [first, second].some(isGrouped) ? "grouped" : reason;
    const change = why === null ? amountIn(second) - amountIn(first) : null;
    return { place, cells: [first, second], change, reason: why };
  });
}

/**
 * The rows below the districts: their sum, what is not on the map and both together, which add up,
 * then the total that sources state. Each has its claims, null where there is none, what is said
 * instead, and either the change or why there is none: as for districts, and "sets" or "lists" for
 * other places.
 */
export function sumsBetween(before, after) {
  const moments = [before, after];
  const sums = moments.map(summed);
  const totals = moments.map(statedTotal);
  const rows = [];
  if (!sums.includes(null)) {
    const reason = reasonAgainst(...sums) ?? reasonOfPlaces(...moments, sums, "sets");
    const rest = reason ?? (isSameList(...sums.map(({ others }) => others)) ? null : "sets");
    rows.push(summedRow("sum", sums, reason));
    if (sums.some(({ unplaced }) => unplaced !== null)) {
      rows.push(summedRow("unplaced", sums, rest), summedRow("both", sums, rest));
    }
  }
  if (!totals.includes(null)) {
    const reason = reasonAgainst(...totals) ?? reasonOfPlaces(...moments, totals, "lists");
    rows.push(
      comparedClaims(
        "stated",
        totals.map(({ claims }) => claims[0]),
        reason,
      ),
    );
  }
  return rows;
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

function reasonOfPlaces(before, after, [{ places }, { places: others }], other) {
  if (!isSameList(places, others)) {
    return other;
  }
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

/** The first sum of a period as a statement, with a claim for each row that it is told in. */
function summed({ cells, unplaced, sums: [sum] }) {
  if (sum === undefined) {
    return null;
  }
  const added = cells.filter((cell) => isAddedTo(sum, cell));
  const rows = unplaced.filter(({ statement }) => isSameSeries(statement.series, sum.series));
  const left = regionsLeft(rows, sum.unplaced);
  const kept = rows.filter((row) => !left.includes(row));
  const claims = kept.flatMap(({ statement }) => statement.claims);
  return {
    series: sum.series,
    status: sum.statuses.includes("U") ? "U" : "A",
    claims: [sum],
    sum: sum.placedCount > 0 ? exactly(sum.placed) : null,
    unplaced: kept.length > 0 ? exactly(sum.unplaced, claims) : null,
    both: exactly(sum.placed + sum.unplaced),
    places: added.map(({ place }) => place),
    others: kept.map(({ label }) => label),
    absence: left.length > 0 ? "compare.unadded" : "status.O",
  };
}

/** The one total of all work in several districts that is stated for a period; null of several. */
function statedTotal({ groups }) {
  const whole = groups.filter(({ total }) => total.series.scope === "whole");
  return whole.length === 1 ? { ...whole[0].total, places: whole[0].places } : null;
}

/** A claim of what was added up from others, as far as these are not told elsewhere. */
function exactly(value, claims = []) {
  return {
    value,
    bound: "exact",
    observations: claims.flatMap(({ observations }) => observations),
  };
}

function summedRow(key, sums, reason) {
  const claims = sums.map((one) => one[key]);
  return { ...comparedClaims(key, claims, reason), absences: sums.map(({ absence }) => absence) };
}

function comparedClaims(key, claims, reason) {
  const isKnown = reason === null && !claims.includes(null);
  const change = isKnown ? claims[1].value - claims[0].value : null;
  return { key, claims, change, reason: reason ?? "missing" };
}

function isSameList(first, second) {
  const others = new Set(second);
  return first.length === second.length && first.every((one) => others.has(one));
}

function amountIn({ statement }) {
  return statement.claims[0].value;
}
