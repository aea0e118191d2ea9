// Figures in words: amounts with their bounds and what else is to be said. As in phrases.py.
import { data } from "./data.js";
import {
  bareValue,
  hasText,
  placeName,
  rateNumber,
  rateOf,
  say,
  unitOf,
  valueText,
} from "./texts.js";

/** A claim's value with its bound in words. */
export function amount(claim, measure) {
  return say(`bound.${claim.bound}`, { amount: valueText(claim.value, measure) });
}

/** The same without the unit: for a column that names it. */
export function bareAmount(claim, measure) {
  return say(`bound.${claim.bound}`, { amount: bareValue(claim.value, measure) });
}

/** The rate of what a statement shows, with the same bound; empty for percentages. */
export function rateText({ claims: [claim], measure }, area) {
  const rate = rateOf(claim.value, measure, area);
  return rate === null ? "" : say(`bound.${claim.bound}`, { amount: rateNumber(rate) });
}

/** The amount that a statement shows. */
export function shown(statement) {
  return amount(statement.claims[0], statement.measure);
}

/** An amount in one line, with what must never be left out beside it. */
export function toldAmount(statement) {
  return withAsides(shown(statement), seriesText(statement.series), [
    statement.claims.length > 1 || statement.status === "U" ? "status.U" : "",
  ]);
}

/** The same of a sum, or of a part of it. */
export function toldSum({ series, statuses, ...sum }, value, measure) {
  return withAsides(sumAmount(sum, value, measure), seriesText(series), [
    statuses.includes("U") ? "status.U" : "",
    isMixed(sum) ? "bound.inexact" : "",
  ]);
}

/** A sum with its bound; where bounds of several kinds went in, none of them holds. */
export function sumAmount(sum, value, measure) {
  return amount({ value, bound: isMixed(sum) ? "exact" : sum.bound }, measure);
}

function isMixed({ bound, placedCount, unplaced }) {
  return bound === "about" && (placedCount !== 1 || unplaced > 0);
}

function withAsides(text, kinds, keys) {
  const asides = [...kinds, ...keys.filter(Boolean).map((key) => say(key))];
  return asides.length > 0 ? say("page.aside", { text, aside: listed(asides) }) : text;
}

/**
 * What a group total says of one of its places: a bound, 0 to the largest claim; nothing limits it
 * where that is "more than". Of percentages not even that: those of the places may be higher.
 */
export function shareText(total) {
  const [kind, most] = shareIn(total);
  return say(`bound.${kind}`, { amount: most });
}

/** The same as a sentence of its own, with the number of places. */
export function shareSentence({ total, places }) {
  const [kind, most] = shareIn(total);
  const key = { joint: "own_percent", open: "own_open", between: "own" }[kind];
  return say(`group.${key}`, { amount: most, count: places.length });
}

function shareIn({ claims, measure }) {
  const open = claims.filter(({ bound }) => bound === "at_least");
  const some = open.length > 0 ? open : claims;
  const largest = some.reduce((a, b) => (b.value > a.value ? b : a));
  if (unitOf(measure) === "percent") {
    return ["joint", amount(largest, measure)];
  }
  return largest.bound === "at_most"
    ? ["between", valueText(largest.value, measure)]
    : [open.length > 0 ? "open" : "between", amount(largest, measure)];
}

/** Why a district has no value of its own, or what a group total says of it. */
export function absenceText({ group, details }) {
  if (group !== null) {
    return shareText(group.total);
  }
  return say(details.length > 0 ? "status.part" : "status.O");
}

/** What is to be said of a place that is only in a group total. */
export function groupRemarks(total) {
  return [say("status.K"), ...(total.claims.length > 1 ? standing(total.status, total) : [])];
}

/** The name of what the map cannot show. */
export function unplacedName(label, reason) {
  if (reason === "residual") {
    return say("table.residual");
  }
  return reason === "no_polygon" ? placeName(data.places.codes.indexOf(label)) : label;
}

/** Texts as a list in one line. */
export function listed(texts) {
  return texts.join(say("page.list"));
}

export function placeNames(places) {
  return listed(places.map(placeName));
}

/** What sets a series apart from the whole work called cleared. */
export function seriesText({ definition, scope, operator }) {
  const kinds = [];
  if (scope === "operator") {
    kinds.push(operator ? say("scope.operator", { operator }) : say("scope.unnamed"));
  } else if (scope === "part") {
    kinds.push(operator ? say("scope.part_of", { operator }) : say("scope.part"));
  }
  if (definition !== "cleared") {
    const key = `definition.${definition}`;
    kinds.push(say("definition.says", { word: hasText(key) ? say(key) : definition }));
  }
  return kinds;
}

/** The status in words, as far as it is more than "reported"; `tell` puts a claim in words. */
function standing(status, statement, tell) {
  if (statement.claims.length > 1) {
    const amounts = statement.claims.map((claim) => tell(claim, statement.measure));
    return [say("table.claims", { amounts: amounts.join(say("table.or")) })];
  }
  if (status === "A" && statement.claims[0].value === 0) {
    return [say("status.zero")];
  }
  const isSaid = status === "D" && seriesText(statement.series).length > 0;
  return status === "A" || status === "B" || isSaid ? [] : [say(`status.${status}`)];
}

/** All that has to be said of a statement beside its amount and places. */
export function remarksOn(statement, cell = null, tell = amount) {
  const { status, flags } = cell ?? statement;
  return [
    ...seriesText(statement.series),
    ...standing(status, statement, tell),
    ...flagsText(statement, flags),
  ];
}

/** The same without the status, for where that stands by itself. */
export function asidesOn(statement, cell = null) {
  const { flags } = cell ?? statement;
  return [...seriesText(statement.series), ...flagsText(statement, flags)];
}

/** The status of a district's value in words. */
export function statusText({ status, statement }) {
  const isZero = status === "A" && statement?.claims[0].value === 0;
  return say(isZero ? "status.zero" : `status.${status}`);
}

/** Breaks, revisions, other lists of places, and how a total compares with its parts. */
function flagsText(statement, flags) {
  const said = [];
  for (const flag of flags) {
    const [word, code] = flag.split(":");
    if (hasText(`flag.${word}`)) {
      said.push(
        say(`flag.${word}`, { place: code ? placeName(data.places.codes.indexOf(code)) : "" }),
      );
    }
  }
  for (const places of statement.lists) {
    said.push(say("group.lists", { places: placeNames(places) }));
  }
  if (statement.parts !== null) {
    said.push(partsText(statement));
  }
  return said;
}

function partsText({ parts, claims: [{ value }], measure }) {
  const [sum, isComplete, agrees, isContradicted, rest] = parts;
  const agreement = agrees ? (rest ? "part_agrees_with" : "part_agrees") : "part_differs";
  const key = isContradicted && sum > value ? "part_exceeds" : agreement;
  return say(`group.${isComplete || isContradicted ? key : "part_incomplete"}`, {
    sum: valueText(sum, measure),
    rest: rest ? valueText(rest, measure) : "",
  });
}
