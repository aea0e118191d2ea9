// The measure, the period, the language and what values are shown by: plain selects and radios.
import { dayName, daysOf, periodName } from "./dates.js";
import { data } from "./data.js";
import { byId, element, refill } from "./dom.js";
import { hasValues, momentOf } from "./moment.js";
import { hasFigure, KINDS, kindOf, kinds, newestOf, periodsOf } from "./periods.js";
import { choose, state } from "./state.js";
import { hasAmounts } from "./symbols.js";
import { measureName, say } from "./texts.js";

let kindListed = "";

/** Makes the controls answer. */
export function listenToControls() {
  byId("measure").addEventListener("change", (event) =>
    choose({ measure: Number(event.target.value) }),
  );
  byId("kind").addEventListener("change", (event) =>
    choose({ period: newestOf(event.target.value, state.measure) }),
  );
  byId("period").addEventListener("change", (event) =>
    choose({ period: Number(event.target.value) }),
  );
  byId("language").addEventListener("change", (event) => choose({ lang: event.target.value }));
  byId("symbols").addEventListener("change", (event) => choose({ symbols: event.target.value }));
  byId("controls").addEventListener("submit", (event) => event.preventDefault());
}

/** Shows the choices in the present language, with the present ones chosen. */
export function drawControls(changed) {
  if (changed.includes("lang")) {
    drawLanguages();
    refill(
      byId("measure"),
      data.measures.map((_, measure) => option(measure, measureName(measure))),
    );
  }
  const kind = kindOf(state.period);
  if (changed.includes("lang")) {
    const options = kinds().map((each) => option(each, say(`granularity.${KINDS[each]}`)));
    refill(byId("kind"), options);
  }
  if (changed.includes("lang") || changed.includes("measure") || kind !== kindListed) {
    refill(byId("period"), periodOptions(kind));
    kindListed = kind;
  }
  const { lang: language, measure, period } = state;
  for (const [id, value] of Object.entries({ language, measure, kind, period })) {
    // Setting a select goes through all its options.
    if (byId(id).value !== String(value)) {
      byId(id).value = value;
    }
  }
  const moment = momentOf(state.period, state.measure);
  byId("symbols").hidden = !(hasValues(moment) && hasAmounts(state.measure));
  for (const radio of byId("symbols").querySelectorAll("input")) {
    radio.checked = radio.value === state.symbols;
  }
}

/** Each language by its own name. */
function drawLanguages() {
  const languages = Object.entries(data.languages);
  refill(
    byId("language"),
    languages.map(([lang, { texts }]) => option(lang, texts["language.name"], lang)),
  );
}

/** The periods of a kind, the newest first; of long kinds, year by year. */
function periodOptions(kind) {
  const years = new Map();
  for (const period of periodsOf(kind).reverse()) {
    const year = yearOfPeriod(period);
    years.set(year, [...(years.get(year) ?? []), periodOption(period)]);
  }
  const isLong = periodsOf(kind).length > years.size;
  const groups = [...years].map(([year, options]) =>
    isLong ? element("optgroup", { label: year }, options) : options,
  );
  return groups.flat();
}

function periodOption(period) {
  const name = shortName(period);
  const isTold = hasFigure(period, state.measure);
  return option(period, isTold ? name : say("control.without", { period: name }));
}

/** Running totals are told apart by their end, which a narrow field must show. */
function shortName(period) {
  const ends = daysOf(data.periods.keys[period]);
  const isRunning = kindOf(period) === "c" && ends.every(Boolean);
  const [first, last] = isRunning ? ends.map(dayName) : [];
  return isRunning ? say("period.to", { first, last }) : periodName(period);
}

/** The year in which a period ends, or begins where its end is open. */
function yearOfPeriod(period) {
  const [first, last] = daysOf(data.periods.keys[period]);
  return (last ?? first).slice(0, 4);
}

/** One choice of a select. */
export function option(value, label, lang = null) {
  return element("option", { value, lang }, label);
}
