// The words of the chosen language, and how it writes numbers. As in wording/__init__.py.
import { data } from "./data.js";
import { state } from "./state.js";

export const HECTARE_IN_M2 = 10_000;

function language() {
  return data.languages[state.lang];
}

/** A text with its {names} filled in. */
export function say(key, values = {}) {
  return language().texts[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** Whether there is a text for a key. */
export function hasText(key) {
  return Object.hasOwn(language().texts, key);
}

/** A number with grouped digits and at most so many decimals; what is not zero has more. */
export function number(value, decimals = 4) {
  const { decimal, group } = language().signs;
  const needed = 1 - value.toExponential().split("e")[1];
  const [whole, part = ""] = value.toFixed(Math.max(decimals, needed)).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  const digits = part.replace(/0+$/, "");
  return digits === "" ? grouped : `${grouped}${decimal}${digits}`;
}

/** A rate with the digits that mean something. */
export function rateNumber(value) {
  if (value >= 10) {
    return number(value, 1);
  }
  return number(value, value >= 1 ? 2 : 3);
}

/** A class limit: a round number, however small. */
export function limitNumber(value) {
  return number(value, 12);
}

/** The unit of a measure: m2, items or percent. */
export function unitOf(measure) {
  return data.measures[measure][1];
}

/** A value with its unit, areas in hectares. */
export function valueText(value, measure) {
  return say(`unit.${unitOf(measure)}`, { number: bareValue(value, measure) });
}

/** A value without its unit. */
export function bareValue(value, measure) {
  return number(unitOf(measure) === "m2" ? value / HECTARE_IN_M2 : value);
}

/** Items or hectares per 100 km² of the district as drawn; null for percentages. */
export function rateOf(value, measure, area) {
  const unit = unitOf(measure);
  if (unit === "percent") {
    return null;
  }
  return ((unit === "m2" ? value / HECTARE_IN_M2 : value) / area) * 100;
}

export function placeName(place) {
  return language().places[place];
}

/** Rank of a place's name in the alphabet of the language. */
export function placeOrder(place) {
  return language().order[place];
}

export function measureName(measure) {
  return say(`measure.${data.measures[measure][0]}`);
}

/** What the colours of a measure mean. */
export function rateName(measure) {
  const own = `rate.${data.measures[measure][0]}`;
  return say(hasText(own) ? own : `rate.${unitOf(measure)}`);
}

/** The names of the months: "dated" as in a date, "alone" as by themselves. */
export function months() {
  return language().months;
}
