// Two periods of one kind side by side, and what changed from the earlier to the later.
import { changeOfSums, changesBetween } from "./change.js";
import { option } from "./controls.js";
import { periodName } from "./dates.js";
import { byId, drawing, element, isolated, refill } from "./dom.js";
import { sharedLines } from "./legend.js";
import { momentOf } from "./moment.js";
import { bareAmount, gapText } from "./phrases.js";
import { hasFigure, siblings } from "./periods.js";
import { projection, shapesOf, sketch } from "./sketch.js";
import { choose, state } from "./state.js";
import {
  bareValue,
  measureName,
  placeName,
  placeOrder,
  rateName,
  say,
  unitOf,
  valueText,
} from "./texts.js";

const PAIR_BOX = { width: 380, height: 330 };

/** Makes the choice of the second period answer. */
export function listenToComparison() {
  byId("other").addEventListener("change", ({ target }) =>
    choose({ other: target.value === "" ? null : Number(target.value) }),
  );
}

/** Draws the comparison; a second period of another kind is never compared. */
export function drawComparison() {
  const choices = siblings().filter(
    (period) => period !== state.period && hasFigure(period, state.measure),
  );
  const other = choices.includes(state.other) ? state.other : null;
  refill(
    byId("other"),
    option("", say(choices.length > 0 ? "compare.none" : "compare.impossible")),
    choices.reverse().map((period) => option(period, periodName(period))),
  );
  byId("other").value = other ?? "";
  byId("other").disabled = choices.length === 0;
  byId("comparison").hidden = other === null;
  if (other === null) {
    refill(byId("pair"));
    refill(byId("changes"));
    return;
  }
  drawPair([state.period, other].sort((a, b) => a - b));
}

function drawPair(periods) {
  const moments = periods.map((period) => momentOf(period, state.measure));
  const project = projection(moments.flatMap(shapesOf), PAIR_BOX);
  refill(
    byId("pair"),
    moments.map((moment, index) => pictureOf(moment, periodName(periods[index]), project)),
  );
  refill(byId("pair-key"), element("li", {}, rateName(state.measure)), sharedLines(moments));
  byId("compare-caption").textContent = say("compare.caption", {
    measure: measureName(state.measure),
    before: periodName(periods[0]),
    after: periodName(periods[1]),
  });
  refill(
    byId("changes-head"),
    element("th", { scope: "col" }, say("column.place")),
    periods.map((period) => element("th", { scope: "col", class: "value" }, periodName(period))),
    element("th", { scope: "col", class: "value" }, say(`compare.${unitOf(state.measure)}`)),
  );
  drawChanges(moments);
}

function pictureOf(moment, name, project) {
  const [sum] = moment.sums;
  const text = sum ? valueText(sum.placed + sum.unplaced, state.measure) : say("compare.no_sum");
  return element(
    "figure",
    {},
    element("figcaption", {}, element("strong", {}, name), " ", text),
    drawing(
      "svg",
      {
        class: "picture",
        viewBox: `0 0 ${PAIR_BOX.width} ${PAIR_BOX.height}`,
        "aria-hidden": "true",
      },
      sketch(moment, project, (cell) => cell.fill),
    ),
  );
}

/** Districts that can be compared, then those whose border changed, then the sums. */
function drawChanges(moments) {
  const changes = changesBetween(...moments).sort(
    (a, b) => placeOrder(a.place) - placeOrder(b.place),
  );
  const broken = changes.filter(({ reason }) => reason === "broken");
  const whole = changes.filter(({ reason }) => reason !== "broken");
  refill(
    byId("changes"),
    whole.map(changeRow),
    broken.length > 0 &&
      element("tr", {}, element("th", { colspan: 4, class: "apart" }, say("compare.apart"))),
    broken.map(changeRow),
    sumRow(moments),
  );
}

function changeRow({ place, cells, change, reason }) {
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, isolated(placeName(place))),
    cells.map((cell) =>
      element("td", { class: cell?.statement ? "value" : "value none" }, isolated(cellText(cell))),
    ),
    change === null
      ? element("td", { class: "value none" }, say(`compare.${reason}`))
      : element("td", { class: "value" }, signed(change)),
  );
}

function cellText(cell) {
  if (cell?.statement) {
    return bareAmount(cell.statement.claims[0], state.measure);
  }
  return gapText(cell ?? { groups: [] });
}

function sumRow(moments) {
  const sums = moments.map(({ sums: [sum] }) => sum);
  if (sums.some((sum) => sum === undefined)) {
    return null;
  }
  const change = changeOfSums(...moments);
  return element(
    "tr",
    { class: "sum" },
    element("th", { scope: "row" }, say("compare.sum")),
    sums.map((sum) =>
      element("td", { class: "value" }, bareValue(sum.placed + sum.unplaced, state.measure)),
    ),
    element("td", { class: "value" }, change === null ? say("compare.inexact") : signed(change)),
  );
}

/** A change with its sign. */
function signed(change) {
  const sign = change > 0 ? "+" : change < 0 ? "−" : "";
  return `${sign}${bareValue(Math.abs(change), state.measure)}`;
}
