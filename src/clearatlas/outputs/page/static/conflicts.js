// Every figure of the record that sources disagree about: what a reader of one period would miss.
import { data } from "./data.js";
import { periodName } from "./dates.js";
import { byId, element, isolated, refill } from "./dom.js";
import { momentOf } from "./moment.js";
import { amount, unplacedName } from "./phrases.js";
import { choose, state } from "./state.js";
import { measureName, placeName, say } from "./texts.js";

let listedFor = "";

/** Makes the list when it is first opened, and again in another language. */
export function listenToConflicts() {
  byId("conflicts").hidden = Object.keys(data.statements.claims).length === 0;
  byId("conflicts").addEventListener("toggle", drawConflicts);
}

/** Lists the conflicts, the newest period first; each leads to its period. */
export function drawConflicts() {
  if (byId("conflicts").open && listedFor !== state.lang) {
    listedFor = state.lang;
    refill(byId("conflicts-list"), ...conflicts().map(conflictItem));
  }
}

function conflicts() {
  const periods = [...data.periods.keys.keys()].reverse();
  const measures = [...data.measures.keys()];
  return periods.flatMap((period) =>
    measures.flatMap((measure) =>
      figuresIn(momentOf(period, measure))
        .filter(({ statement }) => statement.claims.length > 1)
        .map((figure) => ({ period, measure, ...figure })),
    ),
  );
}

/** Every statement of a period with the words for its place. */
function figuresIn({ cells, groups, totals, unplaced }) {
  const together = ({ places }) => say("conflicts.together", { count: places.length });
  return [
    ...groups.map((group) => ({ statement: group.total, where: together(group) })),
    ...totals.map((statement) => ({ statement, where: say("conflicts.placeless") })),
    ...cells.flatMap(({ place, statement, details }) =>
      [statement, ...details]
        .filter((one) => one !== null)
        .map((one) => ({ statement: one, where: placeName(place), place })),
    ),
    ...unplaced.map(({ label, reason, statement }) => ({
      statement,
      where: unplacedName(label, reason),
    })),
  ];
}

function conflictItem({ period, measure, statement, where, place = null }) {
  const amounts = statement.claims.map((claim) => amount(claim, measure));
  const words = { measure: measureName(measure), period: periodName(period), where };
  const text = say("conflicts.item", { ...words, amounts: amounts.join(say("table.or")) });
  const go = () => choose({ period, measure, place });
  return element(
    "li",
    {},
    element("button", { type: "button", class: "place", onclick: go }, isolated(text)),
  );
}
