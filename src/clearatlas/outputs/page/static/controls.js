// The measure, the period, the language and what values are shown by: plain selects and radios.
import { periodName } from "./dates.js";
import { data } from "./data.js";
import { byId, element, refill } from "./dom.js";
import { hasFigure, KINDS, kinds, periodsOf } from "./periods.js";
import { choose, state } from "./state.js";
import { hasAmounts } from "./symbols.js";
import { measureName, say } from "./texts.js";

/** Makes the controls answer. */
export function listenToControls() {
  byId("measure").addEventListener("change", (event) =>
    choose({ measure: Number(event.target.value) }),
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
  if (changed.includes("lang") || changed.includes("measure")) {
    refill(byId("period"), kinds().map(periodGroup));
  }
  byId("language").value = state.lang;
  byId("measure").value = state.measure;
  byId("period").value = state.period;
  byId("symbols").hidden = !hasAmounts(state.measure);
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

/** One kind of period, the newest first. */
function periodGroup(kind) {
  const options = periodsOf(kind)
    .reverse()
    .map((period) => {
      const name = periodName(period);
      const isTold = hasFigure(period, state.measure);
      return option(period, isTold ? name : say("control.without", { period: name }));
    });
  return element("optgroup", { label: say(`granularity.${KINDS[kind]}`) }, options);
}

/** One choice of a select. */
export function option(value, label, lang = null) {
  return element("option", { value, lang }, label);
}
