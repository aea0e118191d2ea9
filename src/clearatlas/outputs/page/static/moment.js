// One period: districts with their figures, group totals, what has no place, sums.
import { BOUNDS, data, statement } from "./data.js";
import { rateOf } from "./texts.js";

/** How many cells are remembered: long records would fill the memory. */
const MOST_CELLS = 100_000;
const moments = new Map();

/** Everything known of a period, for one measure. */
export function momentOf(period, measure) {
  const key = `${period}/${measure}`;
  if (!moments.has(key)) {
    const breaks = data.classes[data.periods.kinds[period]]?.[measure] ?? [];
    if (moments.size * data.places.extent > MOST_CELLS) {
      moments.clear();
    }
    moments.set(key, readMoment(data.slices[period], measure, breaks));
  }
  return moments.get(key);
}

/** Whether a period has a figure of a district's own. */
export function hasOwn(period, measure, place) {
  const columns = data.slices[period].cells?.[measure];
  return columns?.valued !== undefined && data.lists[columns.valued].includes(place);
}

/** The totals and sums of a period without its districts: all that a chart needs. */
export function figuresOf(period, measure) {
  return readFigures(data.slices[period], measure);
}

/**
 * Whether a total is to be told beside the sum: one that its districts add up to would be said
 * twice, and one operator's part is no total of all work.
 */
export function isNews(total) {
  return total.series.scope === "whole" && !isTold(total);
}

/** Whether the districts' own figures say all that a total says: complete, and agreeing. */
export function isTold({ parts }) {
  return Boolean(parts?.[1] && parts[2]);
}

/** Whether a district adds a figure to a sum. */
export function isAddedTo({ series }, { statement: own = null, details }) {
  return [own, ...details].some((one) => one !== null && isSameSeries(one.series, series));
}

export function isSameSeries(first, second) {
  return ["definition", "scope", "operator"].every((name) => first[name] === second[name]);
}

/** Regions whose total may hold the figures of districts: a sum has all of them or none. */
export function regionsLeft(rows, added) {
  const stated = rows.reduce((all, { statement: { claims } }) => all + claims[0].value, 0);
  const isLeft = stated - added > stated * 1e-9;
  return isLeft ? rows.filter(({ reason }) => reason === "region") : [];
}

/** The definition that ranks and the highest value go by: "cleared", or else the first there is. */
export function leadingDefinition(cells) {
  const found = cells.filter(hasValue).map(({ statement: { series } }) => series.definition);
  return found.includes("cleared") ? "cleared" : found.sort()[0];
}

/** Whether any district has a figure of its own. */
export function hasValues({ cells }) {
  return cells.some(hasValue);
}

function hasValue({ statement: own }) {
  return own !== null;
}

function readMoment(slice, measure, breaks) {
  const edition = slice.edition ?? 0;
  const { areas } = data.geometry.editions[edition];
  const groups = readGroups(slice, measure);
  return {
    edition,
    straddles: slice.straddles ?? false,
    cells: readCells(slice, measure, groups, classing(breaks, areas)),
    unplaced: (slice.unplaced ?? [])
      .map(([label, reason, number]) => ({ label, reason, statement: statement(number) }))
      .filter((row) => row.statement.measure === measure),
    ...readFigures(slice, measure, groups),
  };
}

/** Every group of a period; one without a total of this measure keeps its number. */
function readGroups(slice, measure) {
  return (slice.groups ?? []).map((group, index) => ({
    number: group.number ?? index + 1,
    places: data.lists[group.places],
    label: group.labels?.[measure],
    without: group.without === undefined ? [] : data.lists[group.without],
    total: measure in group.totals ? statement(group.totals[measure]) : null,
  }));
}

function readFigures(slice, measure, groups = readGroups(slice, measure)) {
  return {
    groups: groups.filter((group) => group.total !== null),
    totals: (slice.totals ?? [])
      .map((number, index) => ({ ...statement(number), label: slice.totalLabels?.[index] }))
      .filter((one) => one.measure === measure),
    sums: (slice.sums?.[measure] ?? []).map(readSum),
  };
}

/** One cell per district that the period reports on. */
function readCells(slice, measure, groups, classOf) {
  const columns = slice.cells?.[measure];
  const places = data.lists[slice.extent ?? 0];
  if (columns === undefined) {
    return places.map(emptyCell);
  }
  const numbers = statementNumbers(columns);
  const members = new Set(columns.group === undefined ? [] : groups[columns.group].places);
  return places.map((place, position) => {
    const own = numbers.has(place) ? statement(numbers.get(place)) : null;
    const expected = own === null ? (members.has(place) ? "K" : "O") : own.status;
    const status = columns.status?.[position] ?? expected;
    const usual = status === "K" ? columns.group : undefined;
    const within = columns.otherGroup?.[place] ?? (usual === undefined ? [] : [usual]);
    const flags = columns.flags?.[place] ?? own?.flags ?? [];
    const isElsewhere = flags.some((flag) => flag.startsWith("border_"));
    const classed = () => (isElsewhere ? "plain" : (columns.class?.[place] ?? classOf(own, place)));
    return {
      place,
      status,
      fill: own === null ? status : String(classed()),
      statement: own,
      groups: within.map((group) => groups[group]),
      flags,
      isElsewhere,
      details: (columns.details?.[place] ?? []).map(statement),
    };
  });
}

function emptyCell(place) {
  return { place, status: "O", fill: "O", statement: null, groups: [], flags: [], details: [] };
}

/** The number of the statement of each place that has one: they follow each other. */
function statementNumbers({ valued, statement: first }) {
  const places = valued === undefined ? [] : data.lists[valued];
  return new Map(places.map((place, index) => [place, first + index]));
}

/** Classes are closed below; zero has its own. As in classification.py, which has the last word. */
function classing(breaks, areas) {
  return ({ claims: [{ value }], measure }, place) => {
    const shown = rateOf(value, measure, areas[place]) ?? value;
    return shown === 0 ? 0 : Math.max(1, breaks.filter((limit) => limit <= shown).length);
  };
}

function readSum([series, placed, unplaced, statuses, placedCount, grouped, missing, bound = "="]) {
  const [definition, scope, operator] = data.series[series];
  return {
    series: { definition, scope, operator },
    placed,
    unplaced,
    statuses: [...statuses],
    placedCount,
    grouped,
    missing,
    bound: BOUNDS[bound],
  };
}
