// What is shown as CSV and GeoJSON, with its statuses, sources and the disclaimer.
import { data, source, sourcesOf } from "./data.js";
import { daysOf } from "./dates.js";
import { shapePoints } from "./geometry.js";
import { momentOf } from "./moment.js";
import { KINDS, kindOf } from "./periods.js";
import { citation } from "./citation.js";
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
  "flags",
  "bound",
  "scope",
  "definition",
  "agency",
  "note",
  "per_100km2",
  "edition",
  "other_values",
  "source_title",
  "source_url",
  "published",
  "other_sources",
];
const UNITS = { m2: "ha", items: "items", percent: "percent" };
const QUOTE = "\u0022";
const BYTE_ORDER_MARK = "\ufeff";
/** A spreadsheet runs a cell that begins so as a formula; an apostrophe makes it text. */
const FORMULA = /^[=+\-@\t\r]/;

/** The CSV of the measure in the period; the disclaimer is its last row. */
export function csvText() {
  const last = { locus: "note", note: `${say("disclaimer.text")} ${citation(withoutEmpty())}` };
  const rows = [...rowsShown(), last].map((row) => CSV_COLUMNS.map((name) => csvCell(row[name])));
  return `${BYTE_ORDER_MARK}${[CSV_COLUMNS, ...rows].map((row) => row.join(",")).join("\n")}\n`;
}

/** The GeoJSON of the measure in the period: districts, and the rest beside them. */
export function geojsonText() {
  const moment = withoutEmpty();
  const { shapes, areas, approximate } = data.geometry.editions[moment.edition];
  const features = moment.cells
    .filter(({ place }) => shapes[place])
    .map((cell) => ({
      type: "Feature",
      properties: {
        ...rowOf(cell, moment),
        area_km2: areas[cell.place],
        approximate: approximate.includes(cell.place),
      },
      geometry: geometryOf(shapes[cell.place]),
    }));
  return JSON.stringify({
    type: "FeatureCollection",
    title: data.title || say("page.title"),
    disclaimer: say("disclaimer.text"),
    citation: citation(moment),
    others: rowsShown().filter(({ locus }) => locus !== "district"),
    features,
  });
}

function withoutEmpty() {
  return momentOf(state.period, state.measure);
}

function rowsShown() {
  const moment = withoutEmpty();
  const { codes } = data.places;
  const codesOf = (places) => places.map((place) => codes[place]).join("|");
  return [
    ...moment.cells.map((cell) => rowOf(cell, moment)),
    ...moment.cells.flatMap(({ place, details }) =>
      details.map((one) => ({ ...placed(place, moment), ...figure(one), locus: "detail" })),
    ),
    ...moment.groups.map(({ places, total }) => ({
      place: codesOf(places),
      locus: "group",
      ...about(moment),
      ...figure(total),
    })),
    ...moment.totals.map((total) => ({
      place: total.label ?? "",
      locus: "total",
      ...about(moment),
      ...figure(total),
    })),
    ...moment.unplaced.map(({ label, reason, statement }) => ({
      place: label,
      ...about(moment),
      ...figure(statement),
      locus: "unplaced",
      note: say(`reason.${reason}`),
    })),
  ];
}

/** A district's row; one with nothing reported has a status and no value. */
function rowOf(cell, moment) {
  const { place, status, statement, flags, groups, isElsewhere } = cell;
  const row = { ...placed(place, moment), locus: "district", status };
  if (statement === null) {
    const within = sourceCells(...groups.map(({ total }) => total));
    return { ...row, unit: UNITS[unitOf(state.measure)], flags: flags.join(";"), ...within };
  }
  const area = data.geometry.editions[moment.edition].areas[place];
  const rate = rateOf(statement.claims[0].value, state.measure, area);
  const rounded = rate === null || isElsewhere ? "" : Number(rate.toFixed(4));
  return { ...row, ...figure(statement), status, flags: flags.join(";"), per_100km2: rounded };
}

function placed(place, moment) {
  return { place: data.places.codes[place], label: placeName(place), ...about(moment) };
}

function about(moment) {
  const [first, last] = daysOf(data.periods.keys[state.period]);
  return {
    period_start: first ?? "",
    period_end: last ?? "",
    granularity: KINDS[kindOf(state.period)],
    measure: data.measures[state.measure][0],
    edition: data.editions[moment.edition],
  };
}

function figure(one) {
  const [{ bound, value }, ...others] = one.claims;
  return {
    value: amountOf(value),
    unit: UNITS[unitOf(state.measure)],
    status: one.status,
    flags: one.flags.join(";"),
    bound,
    scope: one.series.scope,
    definition: one.series.definition,
    agency: one.series.operator,
    other_values: others.map((claim) => amountOf(claim.value)).join(";"),
    ...sourceCells(one),
  };
}

function amountOf(value) {
  return unitOf(state.measure) === "m2" ? value / HECTARE_IN_M2 : value;
}

function sourceCells(...statements) {
  const [first, ...others] = [...new Set(statements.flatMap(sourcesOf))].map(source);
  return {
    source_title: first?.title ?? "",
    source_url: first?.url || first?.address || "",
    published: first?.published ?? "",
    other_sources: others.map(({ title, url }) => url || title).join(" | "),
  };
}

function csvCell(content = "") {
  if (typeof content === "number") {
    return String(content);
  }
  const safe = FORMULA.test(content ?? "") ? `'${content}` : (content ?? "");
  const isPlain = ![",", "\n", "\r", QUOTE].some((sign) => safe.includes(sign));
  return isPlain ? safe : QUOTE + safe.replaceAll(QUOTE, QUOTE + QUOTE) + QUOTE;
}

function geometryOf(shape) {
  const parts = shapePoints(shape).map((rings) => rings.map(closedRing));
  return parts.length === 1
    ? { type: "Polygon", coordinates: parts[0] }
    : { type: "MultiPolygon", coordinates: parts };
}

/** A ring as GeoJSON wants it: outer ones against the clock, holes with it, closed. */
function closedRing(points, index) {
  // What is drawn beyond 180 degrees lies on the other side of that meridian.
  const turn = points.some(([, longitude]) => longitude > 180) ? 360 : 0;
  const ring = points.map(([latitude, longitude]) => [longitude - turn, latitude]);
  ring.push(ring[0]);
  const area = ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length];
    return sum + (x * nextY - nextX * y);
  }, 0);
  return area > 0 === (index === 0) ? ring : ring.reverse();
}
