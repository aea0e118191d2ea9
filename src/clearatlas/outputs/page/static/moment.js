// One period: districts with their figures, group totals, what has no place, sums.
import { data, statement } from "./data.js";

const moments = new Map();

/** Everything known of a period, for one measure. */
export function momentOf(period, measure) {
  const key = `${period}/${measure}`;
  if (!moments.has(key)) {
    moments.set(key, readMoment(data.slices[period], measure));
  }
  return moments.get(key);
}

/** The totals and sums of a period without its districts: all that a chart needs. */
export function figuresOf(period, measure) {
  return readFigures(data.slices[period], measure);
}

/**
 * Whether a total is to be told beside the sum: one that its districts add up to would be said
 * twice, and one operator's part is no total of all work.
 */
export function isNews({ series, parts }) {
  return series.scope === "whole" && !parts?.[2];
}

function readMoment(slice, measure) {
  const groups = readGroups(slice, measure);
  return {
    edition: slice.edition ?? 0,
    straddles: slice.straddles ?? false,
    cells: readCells(slice, measure, groups),
    unplaced: (slice.unplaced ?? [])
      .map(([label, reason, number]) => ({ label, reason, statement: statement(number) }))
      .filter((row) => row.statement.measure === measure),
    ...readFigures(slice, measure, groups),
  };
}

/** Every group of a period; one without a total of this measure keeps its number. */
function readGroups(slice, measure) {
  return (slice.groups ?? []).map((group) => ({
    places: data.lists[group.places],
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
function readCells(slice, measure, groups) {
  const columns = slice.cells?.[measure];
  return data.lists[slice.extent ?? 0].map((place, position) =>
    columns ? readCell(columns, place, position, groups) : emptyCell(place),
  );
}

function emptyCell(place) {
  return { place, status: "O", fill: "O", statement: null, group: null, flags: [], details: [] };
}

function readCell(columns, place, position, groups) {
  const number = columns.statement?.[place];
  const own = number === undefined ? null : statement(number);
  const isMember = columns.group !== undefined && groups[columns.group].places.includes(place);
  const status = columns.status?.[position] ?? (isMember ? "K" : "O");
  const usual = status === "K" ? columns.group : undefined;
  const group = columns.otherGroup?.[place] ?? usual;
  return {
    place,
    status,
    fill: own === null ? status : columns.class[position],
    statement: own,
    group: group === undefined ? null : groups[group],
    flags: columns.flags?.[place] ?? own?.flags ?? [],
    details: (columns.details?.[place] ?? []).map(statement),
  };
}

function readSum([series, placed, unplaced, statuses, placedCount, grouped, missing, exact]) {
  const [definition, scope, operator] = data.series[series];
  return {
    series: { definition, scope, operator },
    placed,
    unplaced,
    statuses: [...statuses],
    placedCount,
    grouped,
    missing,
    isExact: exact === 1,
  };
}
