// Two periods of one kind side by side, and what changed from the earlier to the later.
import { changesBetween, isOnEdition, mayCompare, sumsBetween } from "./change.js";
import { option } from "./controls.js";
import { periodName } from "./dates.js";
import { adjust, byId, drawing, element, isolated, refill } from "./dom.js";
import { headline } from "./history.js";
import { sharedLines } from "./legend.js";
import { momentOf } from "./moment.js";
import { absenceText, bareAmount } from "./phrases.js";
import { hasFigure, siblings } from "./periods.js";
import { MARK_SIGNS, remarkLines } from "./pieces.js";
import { projection, shapesOf, sketch } from "./sketch.js";
import { choose, state } from "./state.js";
import { bareValue, measureName, placeName, placeOrder, rateName, say, unitOf } from "./texts.js";

const PAIR_BOX = { width: 380, height: 330 };
const choicesMade = new Map();

/** Makes the choice of the second period answer. */
export function listenToComparison() {
  byId("other").addEventListener("change", ({ target }) =>
    choose({ other: target.value === "" ? null : Number(target.value) }),
  );
}

/** Draws the comparison; a second period of another kind is never compared. */
export function drawComparison() {
  const choices = siblings().filter(
    (period) =>
      period !== state.period &&
      hasFigure(period, state.measure) &&
      mayCompare(period, state.period),
  );
  const other = choices.includes(state.other) ? state.other : null;
  const none = option("", say(choices.length > 0 ? "compare.none" : "compare.impossible"));
  adjust(byId("other"), [none, ...choices.reverse().map(choiceOf)]);
  byId("other").value = other ?? "";
  byId("other").disabled = choices.length === 0;
  byId("comparison").hidden = other === null;
  if (other === null) {
    refill(byId("pair"));
    return;
  }
  drawPair([state.period, other].sort((a, b) => a - b));
}

/** The option of a period, made once: a step changes two of many. */
function choiceOf(period) {
  const key = `${state.lang}/${period}`;
  if (!choicesMade.has(key)) {
    choicesMade.set(key, option(period, periodName(period)));
  }
  return choicesMade.get(key);
}

function drawPair(periods) {
  const moments = periods.map((period) => momentOf(period, state.measure));
  const project = projection(moments.flatMap(shapesOf), PAIR_BOX);
  refill(
    byId("pair"),
    moments.map((moment, index) => pictureOf(moment, periods[index], project)),
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

function pictureOf(moment, period, project) {
  return element(
    "figure",
    {},
    element(
      "figcaption",
      {},
      element("strong", {}, periodName(period)),
      " ",
      headline(period, state.measure),
    ),
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
  const editions = moments.map(({ edition }) => edition);
  const rowsOf = (some) => some.map((each) => changeRow(each, editions));
  refill(byId("changes"), rowsOf(changes.filter(({ reason }) => reason !== "broken")));
  refill(
    byId("changes-apart"),
    broken.length > 0 &&
      element(
        "tr",
        {},
        element("th", { colspan: 4, scope: "rowgroup", class: "apart" }, say("compare.apart")),
      ),
    rowsOf(broken),
  );
  refill(byId("changes-sums"), sumsBetween(...moments).map(sumRow));
}

function changeRow({ place, cells, change, reason }, editions) {
  const values = cells.map((cell, index) =>
    element(
      "td",
      { class: cell?.statement ? "value" : "value none" },
      isOnEdition(place, editions[index]) ? cellWords(cell) : say("compare.undrawn"),
    ),
  );
  return comparedRow(isolated(placeName(place)), values, change, reason);
}

/** What a district has; that sources conflict or mean something else is said under its value. */
function cellWords(cell) {
  if (!cell?.statement) {
    return isolated(cell ? absenceText(cell) : say("status.O"));
  }
  const { statement, status } = cell;
  return [
    isolated(bareAmount(statement.claims[0], state.measure)),
    status in MARK_SIGNS ? remarkLines([say(`status.${status}`)]) : [],
  ];
}

function sumRow({ key, claims, absences, change, reason }) {
  const cells = claims.map((claim, index) =>
    claim === null
      ? element("td", { class: "value none" }, say(absences[index]))
      : element("td", { class: "value" }, bareAmount(claim, state.measure)),
  );
  return comparedRow(say(`compare.${key}`), cells, change, reason);
}

function comparedRow(name, cells, change, reason) {
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, name),
    cells,
    change === null
      ? element("td", { class: "value none" }, say(`compare.${reason}`))
      : element("td", { class: "value" }, signed(change)),
  );
}

/** A change with its sign. */
function signed(change) {
  const sign = change > 0 ? "+" : change < 0 ? "−" : "";
  return `${sign}${bareValue(Math.abs(change), state.measure)}`;
}
