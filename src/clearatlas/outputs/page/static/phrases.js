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

/** The largest amount claimed for a total. */
function mostClaimed(total) {
  const largest = total.claims.reduce((a, b) => (b.value > a.value ? b : a));
  return amount(largest, total.measure);
}

/**
 * What a group total says of one of its places: a bound, 0 to the largest claim. Of percentages
 * not even that: those of the places may be higher or lower.
 */
export function shareText(total) {
  const kind = unitOf(total.measure) === "percent" ? "joint" : "between";
  return say(`bound.${kind}`, { amount: mostClaimed(total) });
}

/** The same as a sentence of its own, with the number of places. */
export function shareSentence({ total, places }) {
  const key = unitOf(total.measure) === "percent" ? "group.own_percent" : "group.own";
  return say(key, { amount: mostClaimed(total), count: places.length });
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

function partsText({ parts: [sum, complete, agrees], measure }) {
  const agreement = agrees ? "part_agrees" : "part_differs";
  return say(`group.${complete ? agreement : "part_incomplete"}`, { sum: valueText(sum, measure) });
}
