// The page in another page, without its own controls: sentence, map, legend, and a way on.
import { byId } from "./dom.js";
import { addressWords, isBoxed, isEmbedded } from "./state.js";

/** Leaves out what an embedded map does not need, and leads to the whole page. */
export function drawEmbedding() {
  if (!isEmbedded) {
    return;
  }
  const page = byId("page");
  if (!page.classList.contains("embedded")) {
    page.classList.add("embedded");
    byId("disclaimer").open = false;
  }
  byId("whole-page").hidden = isBoxed;
  byId("whole-page").href = `#${addressWords()}`;
}
