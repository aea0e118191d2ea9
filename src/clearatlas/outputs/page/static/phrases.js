// Figures in words: amounts with their bounds and what else is to be said. As in phrases.py.
import { data } from "./data.js";
import { dateName } from "./dates.js";
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

/** A district's rate, with the bound of its value; empty for percentages and other borders. */
export function rateText({ statement, isElsewhere }, area) {
  const [claim] = statement.claims;
  const rate = isElsewhere ? null : rateOf(claim.value, statement.measure, area);
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
function shareText(total) {
  const [kind, most] = shareIn(total);
  return say(`bound.${kind}`, { amount: most });
}

/** Why a district has no value of its own, or what group totals say of it. */
export function absenceText({ groups, details }) {
  if (groups.length > 1) {
    return say("group.several", { count: groups.length });
  }
  return groups.length === 1
    ? shareText(groups[0].total)
    : say(details.length > 0 ? "status.part" : "status.O");
}

/** The same as a sentence of its own, with the number of places. */
export function absenceSentence(cell) {
  if (cell.groups.length !== 1) {
    return absenceText(cell);
  }
  const [{ total, places }] = cell.groups;
  const [kind, most] = shareIn(total);
  const key = { joint: "group.own_percent", open: "bound.open", between: "group.own" }[kind];
  return say(key, { amount: most, count: places.length });
}

function shareIn({ claims, measure }) {
  const open = claims.filter(({ bound }) => bound === "at_least");
  const some = open.length > 0 ? open : claims;
  const largest = some.reduce((a, b) => (b.value > a.value ? b : a));
  const kind = unitOf(measure) === "percent" ? "joint" : open.length > 0 ? "open" : "between";
  const isLimit = kind === "between" && largest.bound === "at_most";
  return [kind, amount(isLimit ? { ...largest, bound: "exact" } : largest, measure)];
}

/** What is to be said of a place that is only in group totals; nothing of one in none. */
function groupRemarks(groups) {
  const disputed = groups.filter(({ total }) => total.claims.length > 1);
  const conflicts = disputed.flatMap(({ total }) => standing(total.status, total, amount));
  return groups.length > 0 ? [say("status.K"), ...conflicts] : [];
}

/** The name of what the map cannot show. */
export function unplacedName(label, reason) {
  if (reason === "residual") {
    return say("table.residual");
  }
  return reason === "no_polygon" ? placeName(data.places.codes.indexOf(label)) : label;
}

/** A spot of a file in the words of the language; what stands in quotes is left as it is. */
export function spotText(where) {
  const english = data.languages.en.texts["source.spot"].split(" ");
  const own = say("source.spot").split(" ");
  return where.replace(/“[^”]*”|\b[a-z]+\b/g, (word) => own[english.indexOf(word)] ?? word);
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
function standing(status, statement, tell = amount) {
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

/** The same of a district, whether it has a figure of its own or not. */
export function cellRemarks(cell) {
  const { statement, groups, flags } = cell;
  if (statement !== null) {
    return remarksOn(statement, cell);
  }
  return [...groupRemarks(groups), ...flagWords(flags)];
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

/** What a status says by itself, and a flag where a status of higher rank stands in its place. */
export const STATUS_FLAGS = {
  B: "break",
  D: "definition_differs",
  E: "estimated",
  P: "provisional",
  U: "conflict",
};

function flagKey(word) {
  const status = Object.keys(STATUS_FLAGS).find((letter) => STATUS_FLAGS[letter] === word);
  return hasText(`flag.${word}`) ? `flag.${word}` : `status.${status}`;
}

/** Flags in words, as far as there are any; some name a place or a day. */
export function flagWords(flags) {
  return flags
    .map((flag) => {
      // Only the first ":" parts: the code of a place may have more.
      const [word] = flag.split(":");
      return [word, flag.slice(word.length + 1)];
    })
    .map(([word, what]) => [flagKey(word), what])
    .filter(([key]) => hasText(key))
    .map(([key, what]) =>
      say(key, {
        place: placeName(data.places.codes.indexOf(what)),
        day: dateName(what),
      }),
    );
}

/** Breaks, revisions, other lists of places, and how a total compares with its parts. */
function flagsText(statement, flags) {
  const said = flagWords(flags);
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
  const texts = { sum: valueText(sum, measure), rest: rest ? valueText(rest, measure) : "" };
  if (isContradicted && sum > value) {
    return say("group.part_exceeds", texts);
  }
  if (agrees && rest) {
    return say("group.part_agrees_with", texts);
  }
  if (!(isComplete || isContradicted)) {
    return say("group.part_incomplete", texts);
  }
  return say(agrees ? "group.part_agrees" : "group.part_differs", texts);
}
