// The measure, the period and the language: plain selects, and buttons to step.
import { periodName } from "./dates.js";
import { data } from "./data.js";
import { byId, element, refill } from "./dom.js";
import { choose, state } from "./state.js";
import { measureName, say } from "./texts.js";

const KINDS = {
  y: "year",
  q: "quarter",
  m: "month",
  w: "week",
  c: "cumulative",
  o: "other",
};

/** Makes the controls answer. */
export function listenToControls() {
  byId("measure").addEventListener("change", (event) =>
    choose({ measure: Number(event.target.value) }),
  );
  byId("period").addEventListener("change", (event) =>
    choose({ period: Number(event.target.value) }),
  );
  byId("language").addEventListener("change", (event) => choose({ lang: event.target.value }));
  byId("previous").addEventListener("click", () => step(-1));
  byId("next").addEventListener("click", () => step(1));
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
  if (changed.includes("lang") || changed.includes("measure")) {
    refill(byId("period"), kinds().map(periodGroup));
  }
  byId("language").value = state.lang;
  byId("measure").value = state.measure;
  byId("period").value = state.period;
  const periods = siblings();
  byId("previous").disabled = periods[0] === state.period;
  byId("next").disabled = periods.at(-1) === state.period;
}

/** Each language by its own name. */
function drawLanguages() {
  const languages = Object.entries(data.languages);
  refill(
    byId("language"),
    languages.map(([lang, { texts }]) => option(lang, texts["language.name"], lang)),
  );
}

/** The kinds of period that occur, in the order a reader thinks of them. */
function kinds() {
  return Object.keys(KINDS).filter((kind) => data.periods.kinds.includes(kind));
}

/** One kind of period, the newest first. */
function periodGroup(kind) {
  const options = periodsOf(kind)
    .reverse()
    .map((period) => {
      const name = periodName(period);
      const label = hasFigure(period) ? name : say("control.without", { period: name });
      return option(period, label);
    });
  return element("optgroup", { label: say(`granularity.${KINDS[kind]}`) }, options);
}

function option(value, label, lang = null) {
  return element("option", { value, lang }, label);
}

function periodsOf(kind) {
  return [...data.periods.keys.keys()].filter((period) => data.periods.kinds[period] === kind);
}

function siblings() {
  return periodsOf(data.periods.kinds[state.period]);
}

function step(by) {
  const periods = siblings();
  const next = periods[periods.indexOf(state.period) + by];
  if (next !== undefined) {
    choose({ period: next });
  }
}

/** Whether a period says anything of the measure shown. */
function hasFigure(period) {
  const { cells, groups, totals, unplaced } = data.slices[period];
  const isShown = (number) => data.statements.measure[number] === state.measure;
  return (
    cells?.[state.measure] !== undefined ||
    (groups ?? []).some((group) => state.measure in group.totals) ||
    (totals ?? []).some(isShown) ||
    (unplaced ?? []).some(([, , number]) => isShown(number))
  );
}
