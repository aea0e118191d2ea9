// What is shown as CSV, with its statuses, sources and the disclaimer. As in listings.py.
import { citation } from "./citation.js";
import { data, source } from "./data.js";
import { daysOf } from "./dates.js";
import { coverageOf, misfitsOf } from "./fitting.js";
import { momentOf } from "./moment.js";
import { KINDS, kindOf } from "./periods.js";
import { STATUS_FLAGS } from "./phrases.js";
import { state } from "./state.js";
import { HECTARE_IN_M2, placeName, rateOf, say, unitOf } from "./texts.js";

/** The columns of clearatlas' own tables, so that it reads the file in again. */
const CSV_COLUMNS = [
  "place",
  "label",
  "locus",
  "period_start",
  "period_end",
  "granularity",
  "measure",
  "value",
  "unit",
  "status",
  "claim",
  "flags",
  "bound",
  "scope",
  "definition",
  "agency",
  "note",
  "per_100km2",
  "group",
  "edition",
  "other_values",
  "source_title",
  "source_url",
  "published",
  "other_sources",
  "origin",
];
const UNITS = { m2: "ha", items: "items", percent: "%" };
/** What the reason why a figure is not on the map says of its place. */
const LOCI = { no_polygon: "district" };
/** From here on, four decimals hold at least three digits. */
const FOUR_DECIMALS_TELL = 0.1;
/** As many digits as a number surely holds: beyond them, 0.3 / 10,000 is not 0.00003. */
const SURE_DIGITS = 15;
const QUOTE = "\u0022";
const BYTE_ORDER_MARK = "\ufeff";
/** A spreadsheet runs a cell that begins so as a formula; an apostrophe makes it text. */
const FORMULA = /^[=+\-@\t\r]/;

/** The CSV of the measure in the period; what else is to be said stands in notes at its end. */
export function csvText() {
  const moment = momentNow();
  const said = [
    ...misfitsOf(state),
    ...coverageOf(state),
    `${say("disclaimer.text")} ${citation(moment)}`,
  ];
  const rows = [...figureRows(moment), ...said.map((note) => ({ locus: "note", note }))];
  const cells = rows.map((row) => CSV_COLUMNS.map((name) => csvCell(row[name])));
  return `${BYTE_ORDER_MARK}${[CSV_COLUMNS, ...cells].map((row) => row.join(",")).join("\n")}\n`;
}

/** The period and measure shown. */
export function momentNow() {
  return momentOf(state.period, state.measure);
}

/** Every figure with where it is: place, label and locus; a district's own with its cell, too. */
export function figuresPlaced({ cells, groups, totals, unplaced }) {
  return [
    ...cells.flatMap((cell) => {
      const where = placed([cell.place], "district");
      return [[where, cell.statement, cell], ...cell.details.map((detail) => [where, detail])];
    }),
    ...groups.map((group) => [
      { ...placed(group.places, "group"), group: groupId(group) },
      group.total,
    ]),
    ...totals.map((total, index) => [
      {
        ...named(total.label ?? "national", "total"),
        group: `${data.periods.keys[state.period]}/t${index + 1}`,
      },
      total,
    ]),
    ...unplaced.map(({ label, reason, statement }) => [
      {
        ...named(label, LOCI[reason] ?? reason),
        ...(reason === "residual" && { label: say("table.residual") }),
      },
      statement,
    ]),
  ];
}

function placed(places, locus) {
  const label = places.map(placeName).join(", ");
  return { place: codesOf(places).join("|"), label, locus };
}

function named(label, locus) {
  return { place: label, label, locus };
}

function figureRows(moment) {
  return figuresPlaced(moment).flatMap(([where, one, cell]) => {
    const [first, ...others] = one ? claimRows(one) : [{}];
    const own = cell ? cellColumns(cell, moment) : {};
    const common = { ...about(moment), ...where };
    return [{ ...first, ...own }, ...others].map((row) => ({ ...common, ...row }));
  });
}

/** What a district says beside its figure; with nothing reported, it is all that it says. */
export function cellColumns(cell, moment) {
  return {
    status: cell.status,
    flags: flagsOf(cell).join(";"),
    per_100km2: plain(roundedRate(cell, moment)),
    group: cell.groups.map(groupId).join("; "),
  };
}

/** The codes of places. */
export function codesOf(places) {
  return places.map((place) => data.places.codes[place]);
}

/** What `clearatlas export` calls a group. */
export function groupId({ number }) {
  return `${data.periods.keys[state.period]}/g${number}`;
}

/** Items or hectares per 100 km², with the digits that are written; null where there is none. */
function roundedRate({ place, statement, isElsewhere }, { edition }) {
  const area = data.geometry.editions[edition].areas[place];
  const rate =
    statement && !isElsewhere ? rateOf(statement.claims[0].value, state.measure, area) : null;
  if (rate === null) {
    return null;
  }
  return Number(rate < FOUR_DECIMALS_TELL ? rate.toPrecision(3) : rate.toFixed(4));
}

/** First and last day, null where open, and kind of a period, mostly the one shown. */
export function periodNow(period = state.period) {
  const [first, last] = daysOf(data.periods.keys[period]);
  return {
    period_start: first ?? null,
    period_end: last ?? null,
    granularity: KINDS[kindOf(period)],
  };
}

function about({ edition }) {
  return {
    ...periodNow(),
    measure: data.measures[state.measure][0],
    unit: UNITS[unitOf(state.measure)],
    edition: data.editions[edition],
  };
}

/** The figure shown and, where sources conflict, every claim of every source. */
function claimRows(one) {
  const claimed = one.claims.flatMap((claim) => bySource(claim).map((found) => [claim, found]));
  const [shown, ...others] = one.claims;
  return (others.length > 0 ? claimed : claimed.slice(0, 1)).map(([claim, leading], index) => ({
    ...figure(one, claim, leading),
    ...(others.length > 0 && {
      claim: index === 0 ? "shown" : claim === shown ? "repeat" : "other",
      other_values: index === 0 ? others.map(otherValue).join("; ") : "",
    }),
    ...sourceCells(index === 0 ? claim.observations : [leading]),
  }));
}

function otherValue(claim) {
  return `${amountOf(claim.value)} (${source(claim.observations[0].source).title})`;
}

/** One observation of each source, the most precise printing first. */
function bySource({ observations }) {
  const numbers = observations.map((one) => one.source);
  return observations.filter((one, index) => numbers.indexOf(one.source) === index);
}

function figure(one, { value, bound, observations }, leading) {
  const spots = observations.map(({ file, where }) => [file, where].filter(Boolean).join(" "));
  return {
    value: amountOf(value),
    status: one.status,
    flags: flagsOf(one).join(";"),
    bound,
    scope: one.series.scope,
    definition: one.series.definition,
    agency: source(leading.source).agency,
    note: leading.note,
    origin: [...new Set(spots)].join("; "),
  };
}

/** The words for what else applies; those that the page tells by other means are added. */
export function flagsOf({ status, statement, series, lists, flags }) {
  if (statement !== undefined) {
    return statement ? [...new Set([...flagsOf(statement), ...flags])] : flags;
  }
  const { definition, scope } = series;
  const isMain = definition === "cleared" && scope === "whole";
  const found = [
    STATUS_FLAGS[status],
    !isMain && STATUS_FLAGS.D,
    ...flags,
    definition !== "cleared" && `definition:${definition}`,
    scope !== "whole" && `scope:${scope}`,
    lists.length > 0 && "place_lists_differ",
  ];
  return [...new Set(found.filter(Boolean))];
}

/** A value in the unit people read, in plain digits. */
function amountOf(value) {
  return plain(unitOf(state.measure) === "m2" ? value / HECTARE_IN_M2 : value);
}

/** A number without an exponent and without digits that only the computer made. */
function plain(value) {
  if (!value) {
    return value === 0 ? "0" : "";
  }
  const decimals = SURE_DIGITS - 1 - Math.floor(Math.log10(value));
  return value.toFixed(Math.min(100, Math.max(1, decimals))).replace(/\.?0+$/, "");
}

/** Title, address and date of the first source, and all others in one text. */
export function sourceCells(observations) {
  const [first, ...others] = [...new Set(observations.map((one) => one.source))].map(source);
  const told = ({ title, published, url, address }) => [title, published, url || address];
  return {
    source_title: first?.title ?? "",
    source_url: first?.url || first?.address || "",
    published: first?.published ?? "",
    other_sources: others.map((one) => told(one).filter(Boolean).join(", ")).join("; "),
  };
}

function csvCell(content) {
  const text = content ?? "";
  const safe = FORMULA.test(text) ? `'${text}` : text;
  const isPlain = ![",", "\n", "\r", QUOTE].some((sign) => safe.includes(sign));
  return isPlain ? safe : QUOTE + safe.replaceAll(QUOTE, QUOTE + QUOTE) + QUOTE;
}
