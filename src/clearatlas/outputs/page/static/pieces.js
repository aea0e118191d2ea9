// Small things that several parts of the page show: swatches, warning signs, remarks.
import { drawing, element, isolated } from "./dom.js";

/** The sign on a district whose value needs a warning: conflicting sources, another definition. */
export const MARK_SIGNS = { U: "!", D: "*" };

/** A little square in the colour or pattern of the map. */
export function swatch(fill) {
  return drawing(
    "svg",
    { class: "swatch", "aria-hidden": "true" },
    drawing("rect", { class: `fill-${fill}` }),
  );
}

/** A circle as large as on the map. */
export function circleSwatch(radius, kind = "exact") {
  const size = 2 * radius + 2;
  return drawing(
    "svg",
    { class: "circle-swatch", width: size, height: size, "aria-hidden": "true" },
    drawing("circle", { class: `circle ${kind}`, cx: radius + 1, cy: radius + 1, r: radius }),
  );
}

export function remarkLines(remarks) {
  return remarks.map((remark) => element("span", { class: "remark" }, isolated(remark)));
}

/** The warning sign of a status. */
export function mark(status) {
  return element("span", { class: "mark", "aria-hidden": "true" }, MARK_SIGNS[status]);
}
