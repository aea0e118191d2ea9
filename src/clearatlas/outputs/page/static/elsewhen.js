// What a district has in other periods, as far as figures of its own were reported.
import { data } from "./data.js";
import { periodName } from "./dates.js";
import { byId, element, refill } from "./dom.js";
import { hasOwn, momentOf } from "./moment.js";
import { remarksOn, shown } from "./phrases.js";
import { remarkLines } from "./pieces.js";
import { choose, state } from "./state.js";
import { say } from "./texts.js";

/** The figures of other periods, the newest first, folded; false where there are none. */
export function elsewhen(place, measure) {
  const found = [...data.periods.keys.keys()]
    .filter((period) => period !== state.period && hasOwn(period, measure, place))
    .reverse();
  if (found.length === 0) {
    return false;
  }
  const list = element("ul", { class: "periods" });
  const fill = () => refill(list, ...found.map((period) => periodItem(period, measure, place)));
  return element(
    "details",
    { ontoggle: () => list.hasChildNodes() || fill() },
    element("summary", {}, say("details.elsewhen", { count: found.length })),
    list,
  );
}

function periodItem(period, measure, place) {
  const cell = momentOf(period, measure).cells.find((one) => one.place === place);
  const text = say("details.sum", { period: periodName(period), amount: shown(cell.statement) });
  return element(
    "li",
    {},
    element("button", { type: "button", class: "place", onclick: () => showPeriod(period) }, text),
    remarkLines(remarksOn(cell.statement, cell)),
  );
}

/** Chooses a period; the panel is drawn anew, so a reader goes on at its heading. */
function showPeriod(period) {
  choose({ period });
  byId("details-name").focus();
}
