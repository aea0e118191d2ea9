// What is shown as GeoJSON: districts, and beside them all that is no district. As in vectors.py.
import { citation } from "./citation.js";
import { data, source, statement } from "./data.js";
import {
  cellColumns,
  codesOf,
  figuresPlaced,
  flagsOf,
  groupId,
  momentNow,
  periodNow,
  sourceCells,
} from "./exports.js";
import { coverageIn, misfitsOf } from "./fitting.js";
import { footnotes } from "./footnotes.js";
import { shapePoints } from "./geometry.js";
import { least, most } from "./sketch.js";
import { state } from "./state.js";
import { HECTARE_IN_M2, say, unitOf } from "./texts.js";

/** The GeoJSON of the measure in the period. */
export function geojsonText() {
  const moment = momentNow();
  const { shapes } = data.geometry.editions[moment.edition];
  const features = moment.cells
    .filter(({ place }) => shapes[place])
    .map((cell) => ({
      type: "Feature",
      properties: propertiesOf(cell, moment),
      geometry: geometryOf(shapes[cell.place]),
    }));
  return JSON.stringify({
    type: "FeatureCollection",
    ...(features.length > 0 && { bbox: boxOf(features) }),
    ...members(moment),
    features,
  });
}

/** What one district is and has: the same keys for each, null where there is nothing. */
function propertiesOf(cell, moment) {
  const { place, statement, groups } = cell;
  const { geometry } = data;
  const { areas, approximate, areaSource, areaSources } = geometry.editions[moment.edition];
  const [key] = data.measures[state.measure];
  const [claim = null] = statement?.claims ?? [];
  const { per_100km2: rate, ...columns } = cellColumns(cell, moment);
  const own = nulled({ ...columns, bound: claim?.bound, per_100km2: rate && Number(rate) });
  const told = statement ? [statement] : groups.map(({ total }) => total);
  return {
    code: data.places.codes[place],
    ...keyed("name_", Object.keys(data.languages), (lang) => nameIn(data.languages[lang], place)),
    ...keyed("", ["kind", "iso_3166_2", "ocha_pcode"], (name) => geometry[name]?.[place] ?? null),
    edition: data.editions[moment.edition],
    approximate: approximate.includes(place),
    area_km2: areas[place],
    area_source: areaSources[areaSource[place]],
    ...periodNow(),
    ...unitValues(claim?.value ?? null, key, `${key}_`),
    ...keyed(`${key}_`, Object.keys(own), (name) => own[name]),
    ...nulled(sourceCells(told.flatMap(({ claims }) => claims[0].observations))),
  };
}

/** A name as the boundaries have it; what is shown in its stead is none. */
function nameIn({ places, borrowed }, place) {
  return borrowed.has(place) ? null : places[place];
}

function keyed(start, names, entryOf) {
  return Object.fromEntries(names.map((name) => [start + name, entryOf(name)]));
}

function nulled(columns) {
  return keyed("", Object.keys(columns), (name) =>
    columns[name] === "" ? null : (columns[name] ?? null),
  );
}

/** A value under its name; an area twice, in m² and in hectares. */
function unitValues(value, name, start) {
  if (unitOf(state.measure) !== "m2") {
    return { [name]: value };
  }
  const hectares = value === null ? null : Number((value / HECTARE_IN_M2).toPrecision(15));
  return {
    [`${start}m2`]: value,
    [`${start}ha`]: hectares,
  };
}

function members(moment) {
  const notes = footnotes(moment);
  const own = (key, name) => notes.find((note) => note.key === key)?.values[name] ?? "";
  return {
    title: data.title || say("page.title"),
    disclaimer: say("disclaimer.text"),
    notes: [
      ...notes
        .filter(({ key }) => !(key === "boundaries" || key === "licence"))
        .map(({ text }) => text),
      ...Array.from(document.querySelectorAll("[data-borders]"), (remark) => remark.textContent),
    ],
    boundary_source: own("boundaries", "source"),
    licence: own("licence", "licence"),
    generator: document.querySelector("meta[name=generator]").content,
    citation: citation(moment),
    groups: moment.groups.map((group) => groupMember(group, moment)),
    totals: moment.totals.map((total) => totalMember(total, total.label ?? "national")),
    unplaced: moment.unplaced.map(({ label, reason, statement }) => ({
      reason,
      ...totalMember(statement, label),
    })),
    conflicts: disputed(figuresPlaced(moment)).map(conflictMember),
    misfits: misfitsOf(state).map((message) => ({ message })),
    coverage: coverageIn(state.period, state.measure).map(([, kind, covered, days]) => ({
      measure: data.measures[state.measure][0],
      period: data.periods.keys[state.period],
      by: kind,
      days_covered: covered,
      days,
    })),
  };
}

function groupMember({ places, label, without, total, number }, { edition }) {
  const [key] = data.measures[state.measure];
  const printed = label ?? codesOf(places).join(", ");
  return {
    id: groupId({ number }),
    ...periodNow(),
    places: codesOf(places),
    places_as_written: printed,
    without_polygon: codesOf(without),
    totals: { [key]: totalMember(total, printed) },
    sources: sourceMembers(total.claims[0].observations),
    edition: data.editions[edition],
  };
}

/** A figure beside the districts. */
function totalMember(one, label) {
  return {
    measure: data.measures[one.measure][0],
    ...periodNow(),
    ...amountMember(one.claims[0]),
    status: one.status,
    flags: flagsOf(one),
    scope: one.series.scope,
    definition: one.series.definition,
    label,
    other_lists: one.lists.map(codesOf),
    sources: sourceMembers(one.claims[0].observations),
  };
}

function amountMember({ value, bound }) {
  return { ...unitValues(value, "value", "value_"), bound };
}

/** What is disputed of figures, and of those they were added up from, each with its period. */
function disputed(figures) {
  const parts = figures.flatMap(([where, one]) =>
    (one?.derived ?? []).map(([period, row]) => [where, statement(row), period]),
  );
  const wholes = figures.map(([where, one]) => [where, one, state.period]);
  return [...wholes, ...parts].filter(([, one]) => one?.claims.length > 1);
}

/** A disputed figure with all its claims. */
function conflictMember([{ place, locus }, one, period]) {
  return {
    place: locus === "district" || locus === "group" ? place.split("|") : place,
    measure: data.measures[one.measure][0],
    ...periodNow(period),
    claims: one.claims.map((claim) => ({
      ...amountMember(claim),
      sources: sourceMembers(claim.observations),
    })),
  };
}

function sourceMembers(observations) {
  const numbers = observations.map((one) => one.source);
  return [...new Set(numbers)].map((number) => {
    const { address, url, ...told } = source(number);
    return nulled({ ...told, url: url || address });
  });
}

function boxOf(features) {
  const points = features.flatMap(({ geometry: { type, coordinates } }) =>
    coordinates.flat(type === "Polygon" ? 1 : 2),
  );
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  return [least(xs), least(ys), most(xs), most(ys)];
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
