// What the foot of the page says of the boundaries, as far as it concerns one edition.
import { data } from "./data.js";
import { state } from "./state.js";

/** The notes on the edition a period is drawn on: what each is called, its values and its text. */
export function footnotes({ edition, cells }) {
  const { approximate } = data.geometry.editions[edition];
  const isRough = cells.some(({ place }) => approximate.includes(place));
  return [...document.querySelectorAll("footer [data-values]")]
    .map(({ dataset, parentNode }) => ({
      key: dataset.text.replace("about.", ""),
      values: JSON.parse(dataset.values)[state.lang],
      text: parentNode.textContent,
    }))
    .filter(({ key, values }) =>
      key === "boundaries"
        ? values.edition === data.editions[edition]
        : isRough || !key.startsWith("approximate"),
    );
}
