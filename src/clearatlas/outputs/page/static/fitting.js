// What of a period does not fit other figures, and how much of it shorter periods cover.
import { data } from "./data.js";
import { byId, element, isolated, refill } from "./dom.js";
import { state } from "./state.js";
import { say } from "./texts.js";

/** Draws both lists for the period and measure shown; see fitting.py. */
export function drawFitting(shown) {
  fillFitting("misfits", misfitsOf(shown));
  fillFitting("coverage", coverageOf(shown));
}

/** What does not fit, in sentences. */
export function misfitsOf({ period, measure }) {
  const { misfits = [] } = data.slices[period];
  const sentences = data.languages[state.lang].misfits;
  return misfits
    .filter(([, measures]) => measures.includes(measure))
    .map(([number]) => sentences[number]);
}

/** How much of the period shorter ones cover, in sentences. */
export function coverageOf({ period, measure }) {
  return coverageIn(period, measure).map(([, kind, covered, days]) =>
    say(`coverage.${kind}`, { covered, days }),
  );
}

/** The same as numbers: measure, kind of period, days covered, days. */
export function coverageIn(period, measure) {
  return (data.slices[period].coverage ?? []).filter(([own]) => own === measure);
}

function fillFitting(id, sentences) {
  refill(byId(`${id}-list`), ...sentences.map((text) => element("li", {}, isolated(text))));
  byId(id).hidden = sentences.length === 0;
}
