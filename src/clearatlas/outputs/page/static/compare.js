// Two periods of one kind side by side, and what changed from the earlier to the later.
import { changesBetween, isOnEdition, mayCompare, sumsBetween } from "./change.js";
import { option } from "./controls.js";
import { periodName } from "./dates.js";
import { adjust, byId, drawing, element, isolated, refill } from "./dom.js";
import { headline } from "./history.js";
import { legendItem, sharedLines, sharedTitle } from "./legend.js";
import { momentOf } from "./moment.js";
import { absenceText, bareAmount } from "./phrases.js";
import { hasFigure, siblings } from "./periods.js";
import { MARK_SIGNS, remarkLines } from "./pieces.js";
import { projection, shapesOf, sketch } from "./sketch.js";
import { choose, state } from "./state.js";
import { bareValue, measureName, placeName, placeOrder, say, unitOf } from "./texts.js";

const PAIR_BOX = { width: 380, height: 330 };
const choicesMade = new Map();
let compared = [];

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
  // Files hold one of the two periods; only paper gets both.
  byId("save-period").textContent =
    other === null ? "" : say("save.period", { period: periodName(state.period) });
  compared = other === null ? [] : [state.period, other].sort((a, b) => a - b);
  if (other === null) {
    refill(byId("pair"));
  } else {
    drawPair(compared);
  }
}

/** The two periods compared, the earlier first; none where there is no comparison. */
export function comparedPeriods() {
  return compared;
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
  // The small maps have no marks: the table says them in words.
  const key = sharedLines(moments).filter(({ sign }) => !sign);
  refill(byId("pair-key"), element("li", {}, sharedTitle(moments)), key.map(legendItem));
  byId("compare-caption").textContent = comparisonName(periods);
  const [name, ...columns] = comparedColumns(periods);
  refill(
    byId("changes-head"),
    element("th", { scope: "col" }, name),
    columns.map((column) => element("th", { scope: "col", class: "value" }, column)),
  );
  const { alike, broken, sums } = comparedRows(moments);
  refill(byId("changes"), alike.map(comparedRow));
  refill(
    byId("changes-apart"),
    broken.length > 0 &&
      element(
        "tr",
        {},
        element("th", { colspan: 4, scope: "rowgroup", class: "apart" }, say("compare.apart")),
      ),
    broken.map(comparedRow),
  );
  refill(byId("changes-sums"), sums.map(comparedRow));
}

/** What is compared, in words. */
export function comparisonName([before, after]) {
  const values = { before: periodName(before), after: periodName(after) };
  return say("compare.caption", { measure: measureName(state.measure), ...values });
}

/** The heads of the columns: place, both periods, change. */
export function comparedColumns(periods) {
  const change = say(`compare.${unitOf(state.measure)}`);
  return [say("column.place"), ...periods.map(periodName), change];
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

/**
 * What stands in each row, of districts that can be compared, of those whose border changed, and of
 * sums: a name and three values, each with what is said of it, whether it is one, and its claims.
 */
export function comparedRows(moments) {
  const editions = moments.map(({ edition }) => edition);
  const changes = changesBetween(...moments).sort(
    (a, b) => placeOrder(a.place) - placeOrder(b.place),
  );
  const rowsOf = (some) => some.map((one) => districtRow(one, editions));
  return {
    alike: rowsOf(changes.filter(({ reason }) => reason !== "broken")),
    broken: rowsOf(changes.filter(({ reason }) => reason === "broken")),
    sums: sumsBetween(...moments).map(sumRow),
  };
}

function districtRow({ place, cells, change, reason }, editions) {
  const values = cells.map((cell, index) =>
    isOnEdition(place, editions[index]) ? cellValue(cell) : absent(say("compare.undrawn")),
  );
  return { name: placeName(place), values: [...values, changeValue(change, reason)] };
}

/** What a district has; that sources conflict or mean something else is said under its value. */
function cellValue(cell) {
  if (!cell?.statement) {
    const claims = cell?.groups.flatMap(({ total }) => total.claims);
    return absent(cell ? absenceText(cell) : say("status.O"), claims);
  }
  const { statement, status } = cell;
  const remarks = status in MARK_SIGNS ? [say(`status.${status}`)] : [];
  const texts = [bareAmount(statement.claims[0], state.measure), ...remarks];
  return { texts, isKnown: true, claims: statement.claims };
}

function absent(text, claims = []) {
  return { texts: [text], isKnown: false, claims };
}

function sumRow({ key, claims, absences, change, reason }) {
  const values = claims.map((claim, index) =>
    claim === null
      ? absent(say(absences[index]))
      : { texts: [bareAmount(claim, state.measure)], isKnown: true, claims: [claim] },
  );
  const name = say(`compare.${key}`);
  return { name, values: [...values, changeValue(change, reason)] };
}

/** A change with its sign, or why there is none. */
function changeValue(change, reason) {
  if (change === null) {
    return absent(say(`compare.${reason}`));
  }
  const sign = change > 0 ? "+" : change < 0 ? "−" : "";
  const text = `${sign}${bareValue(Math.abs(change), state.measure)}`;
  return { texts: [text], isKnown: true, claims: [] };
}

function comparedRow({ name, values }) {
  const cells = values.map(({ texts: [text, ...remarks], isKnown }) =>
    element(
      "td",
      { class: isKnown ? "value" : "value none" },
      isolated(text),
      remarkLines(remarks),
    ),
  );
  return element("tr", {}, element("th", { scope: "row" }, isolated(name)), cells);
}
