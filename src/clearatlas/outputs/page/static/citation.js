// A line to cite what is shown: measure, period, sources, boundaries, how fresh.
import { data } from "./data.js";
import { periodName } from "./dates.js";
import { byId } from "./dom.js";
import { momentOf } from "./moment.js";
import { sourcesIn, sourceText } from "./references.js";
import { state } from "./state.js";
import { measureName, say } from "./texts.js";

const PATIENCE = 150;
let waiting = null;

/** The citation of what is shown. */
export function citation(moment) {
  const fresh = document.querySelector(".fresh")?.textContent ?? "";
  const sources = sourcesIn(moment).map(sourceText);
  return say("cite.text", {
    title: data.title || say("page.title"),
    measure: measureName(state.measure),
    period: periodName(state.period),
    sources: sources.length > 0 ? sources.join(say("page.clause")) : say("source.none"),
    edition: data.editions[moment.edition],
    fresh,
  }).trim();
}

/** Shows the citation of what is shown, once the reader stays there: it would slow down play. */
export function drawCitation() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    byId("citation").textContent = citation(momentOf(state.period, state.measure));
    byId("cite-status").textContent = "";
  }, PATIENCE);
}

/** Makes the button copy the citation; where the browser forbids that, it is selected. */
export function listenToCitation() {
  byId("copy-citation").addEventListener("click", async () => {
    const line = byId("citation");
    try {
      await navigator.clipboard.writeText(line.textContent);
      byId("cite-status").textContent = say("cite.copied");
    } catch {
      getSelection().selectAllChildren(line);
      byId("cite-status").textContent = say("cite.selected");
    }
  });
}
