// What of a period does not fit other figures, and how much of it shorter periods cover.
import { data } from "./data.js";
import { byId, element, isolated, refill } from "./dom.js";
import { state } from "./state.js";
import { say } from "./texts.js";

/** Draws both lists for the period and measure shown; see fitting.py. */
export function drawFitting({ period, measure }) {
  const { misfits = [], coverage = [] } = data.slices[period];
  const sentences = data.languages[state.lang].misfits;
  fill(
    "misfits",
    misfits
      .filter(([, measures]) => measures.includes(measure))
      .map(([number]) => sentences[number]),
  );
  fill(
    "coverage",
    coverage
      .filter(([own]) => own === measure)
      .map(([, kind, covered, days]) => say(`coverage.${kind}`, { covered, days })),
  );
}

function fill(id, sentences) {
  refill(byId(`${id}-list`), ...sentences.map((text) => element("li", {}, isolated(text))));
  byId(id).hidden = sentences.length === 0;
}
