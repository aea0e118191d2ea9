// What changed between two periods, and where that cannot be said.
import { data } from "./data.js";
import { arcsOf } from "./geometry.js";

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
    const isBroken =
      hasOtherBorder(place, before.edition, after.edition) ||
      Boolean(first?.isElsewhere) !== Boolean(second?.isElsewhere) ||
      isBreak(second);
    const reason = isBroken ? "broken" : reasonAgainst(first?.statement, second?.statement);
    const why = reason === "missing" && [first, second].some(isGrouped) ? "grouped" : reason;
    const change = why === null ? amountIn(second) - amountIn(first) : null;
    return { place, cells: [first, second], change, reason: why };
  });
}

/** The change of two sums over the same kind of work; null where one is missing or not exact. */
export function changeOfSums(before, after) {
  const [first, second] = [before.sums[0], after.sums[0]];
  const isComparable =
    first?.isExact &&
    second?.isExact &&
    isSameSeries(first.series, second.series) &&
    ![first, second].some(({ statuses }) => statuses.includes("U"));
  return isComparable ? second.placed + second.unplaced - first.placed - first.unplaced : null;
}

/** Whether a district has another border in another edition, or is not in one of them. */
function hasOtherBorder(place, ...numbers) {
  const [first, second] = numbers.map((number) => data.geometry.editions[number].shapes[place]);
  if (!first || !second) {
    return true;
  }
  const [own, other] = [arcsOf([first]), arcsOf([second])];
  return own.size !== other.size || [...own].some((arc) => !other.has(arc));
}

function isBreak(cell) {
  return Boolean(cell?.flags.includes("break"));
}

function isGrouped(cell) {
  return cell?.status === "K";
}

function reasonAgainst(first, second) {
  if (!first || !second) {
    return "missing";
  }
  if (first.claims.length > 1 || second.claims.length > 1) {
    return "disputed";
  }
  if (first.claims[0].bound !== "exact" || second.claims[0].bound !== "exact") {
    return "inexact";
  }
  return isSameSeries(first.series, second.series) ? null : "series";
}

function isSameSeries(first, second) {
  return ["definition", "scope", "operator"].every((name) => first[name] === second[name]);
}

function amountIn(cell) {
  return cell.statement.claims[0].value;
}
