// The page in another page, without its own controls: sentence, map, legend, and a way on.
import { source } from "./data.js";
import { byId } from "./dom.js";
import { listed } from "./phrases.js";
import { publishedText, sourcesIn } from "./references.js";
import { addressWords, isAllowed, isEmbedded } from "./state.js";
import { say } from "./texts.js";

/** Leaves out what an embedded map does not need, names its sources, and leads to the whole page. */
export function drawEmbedding(moment) {
  if (!isEmbedded) {
    return;
  }
  const page = byId("page");
  if (!page.classList.contains("embedded")) {
    page.classList.add("embedded");
    byId("disclaimer").open = false;
    // Where the frame forbids new windows, a link would do nothing.
    byId("whole-page-line").hidden = !isAllowed("popups");
  }
  byId("whole-page").href = `#${addressWords()}`;
  byId("map-help").textContent = say("embed.help");
  const names = sourcesIn(moment).map((one) => source(one).agency || source(one).title);
  const named = listed([...new Set(names.filter(Boolean))]);
  const dated = publishedText(moment);
  byId("dated").textContent = named ? `${say("embed.sources", { names: named })} ${dated}` : dated;
  byId("dated").hidden = named + dated === "";
}
