// The figures in words and numbers: totals, the table, what is not on the map, sums, sources.
import { data } from "./data.js";
import { periodName } from "./dates.js";
import { openDetails } from "./details.js";
import { byId, element, isolated, refill, refillInTurns } from "./dom.js";
import {
  absenceText,
  bareAmount,
  cellRemarks,
  listed,
  placeNames,
  rateText,
  remarksOn,
  seriesText,
  shown,
  sumAmount,
  toldAmount,
  unplacedName,
} from "./phrases.js";
import { hasValues, isAddedTo, isTold, leadingDefinition, regionsLeft } from "./moment.js";
import { remarkLines, swatch } from "./pieces.js";
import { references } from "./references.js";
import { isEmbedded, state } from "./state.js";
import { fillOf } from "./symbols.js";
import { measureName, placeName, placeOrder, say, unitOf, valueText } from "./texts.js";

/** Draws everything that can be read for a period and measure. */
export function drawFigures(moment) {
  const { count, cite, spell, list } = references();
  const items = (id, lines) => {
    refill(byId(`${id}-list`), ...lines);
    byId(id).hidden = lines.length === 0;
  };
  // Where the table is not beside the map, group totals that are all there is come right under it;
  // an embedded map has no table, so all do that districts' figures do not tell.
  const isWide = matchMedia("(min-width: 62rem)").matches;
  const isAllTold = moment.groups.every(({ total }) => isTold(total));
  const isBeside = isEmbedded ? isAllTold : hasValues(moment) || isWide;
  byId(isBeside ? "groups-beside" : "groups-first").append(byId("groups"));
  byId("groups-explained").hidden = isAllTold;
  byId("groups-explained").textContent = say(
    isRated() ? "group.explained" : "group.explained_percent",
  );
  // The order matters: sources are numbered as a reader meets them.
  items(
    "groups",
    moment.groups.map((group) => groupItem(group, spell)),
  );
  items(
    "totals",
    moment.totals.map((total) => totalItem(total, moment.totals, spell)),
  );
  drawTable(moment, count, cite);
  items("others", otherItems(moment.cells, cite));
  items(
    "unplaced",
    moment.unplaced.map((row) => unplacedItem(row, cite)),
  );
  items(
    "sums",
    moment.sums.map((sum) => sumItem(sum, moment)),
  );
  const sources = list();
  refill(byId("sources-list"), ...sources);
  byId("sources-none").hidden = sources.length > 0;
}

/** A figure, what else is to be said of it, and its sources. */
function figureItem(text, statement, cite, remarks = remarksOn(statement)) {
  return element("li", {}, isolated(text), citations(cite(statement)), remarkLines(remarks));
}

/** A group total comes with its sources in words: often it is all there is to show. */
function groupItem({ places, without, total }, spell) {
  const text = say("group.item", {
    amount: shown(total),
    count: places.length,
    places: placeNames(places),
  });
  const remarks = remarksOn(total);
  if (without.length > 0) {
    remarks.push(say("group.without", { places: placeNames(without) }));
  }
  return spelledItem(text, remarks, spell(total), isTold(total));
}

/** A total whose places are not stated; where several differ in name, with its name. */
function totalItem(total, totals, spell) {
  const differ = new Set(totals.map(({ label }) => label)).size > 1;
  const text = differ ? say("page.colon", { name: total.label, text: shown(total) }) : shown(total);
  return spelledItem(text, remarksOn(total), spell(total));
}

/** A figure with its sources in words; folded where the districts' own figures say the same. */
function spelledItem(text, remarks, sources, isFolded = false) {
  const lines = sources.map((parts) => element("span", { class: "remark" }, parts));
  const count = say("source.count", { count: sources.length });
  const evidence = isFolded
    ? element("details", { class: "evidence" }, element("summary", {}, count), lines)
    : lines;
  return element("li", {}, isolated(text), remarkLines(remarks), evidence);
}

function otherItems(cells, cite) {
  return byName(cells).flatMap((cell) =>
    cell.details.map((detail) =>
      figureItem(
        say("page.colon", { name: placeName(cell.place), text: shown(detail) }),
        detail,
        cite,
      ),
    ),
  );
}

function unplacedItem({ label, reason, statement }, cite) {
  const name = unplacedName(label, reason);
  const remarks = [say(`reason.${reason}`), ...remarksOn(statement)];
  return figureItem(say("page.colon", { name, text: shown(statement) }), statement, cite, remarks);
}

function sumItem(sum, moment) {
  const [line, ...remarks] = sumTexts(sum, moment);
  return element("li", {}, isolated(line), citations([]), remarkLines(remarks));
}

/** A sum in words, and what is to be said of it; of the first one, what was not added. */
export function sumTexts(sum, moment) {
  const { measure } = state;
  const isOne = sum.placedCount === 0 || sum.unplaced === 0;
  const isColoured = !moment.cells.some(({ details }) => isAddedTo(sum, { details }));
  const part = (value) => (isOne ? sumAmount(sum, value, measure) : valueText(value, measure));
  const values = {
    placed: say(isColoured ? "sum.placed" : "sum.detailed", { placed: part(sum.placed) }),
    unplaced: part(sum.unplaced),
    total: sumAmount(sum, sum.placed + sum.unplaced, measure),
  };
  const key = sum.placedCount > 0 ? "sum.both" : "sum.unplaced";
  const text = sum.placedCount > 0 && sum.unplaced === 0 ? values.placed : say(key, values);
  const kind = listed(seriesText(sum.series));
  const statuses = listed([...new Set(sum.statuses.map((status) => say(`status.${status}`)))]);
  return [
    kind ? say("sum.series", { series: kind, sum: text }) : text,
    say("sum.statuses", { statuses }),
    ...(sum.bound === "exact" ? [] : [say("bound.uncertain")]),
    ...(sum === moment.sums[0] ? besideSum(moment) : []),
  ];
}

/** What stands beside the sums of a measure and is in none of them. */
function besideSum(moment) {
  const { groups, totals, unplaced, sums } = moment;
  const whole = unplaced.filter(({ statement }) => statement.series.scope === "whole");
  const added = sums.reduce((all, sum) => all + sum.unplaced, 0);
  const [{ grouped, missing }] = sums;
  const told = [
    ...groups.map(({ total }) => say("chart.group_item", { amount: toldAmount(total) })),
    ...totals.map((total) => say("chart.total_item", { amount: toldAmount(total) })),
    ...regionsLeft(whole, added).map(({ label, statement }) =>
      say("page.colon", { name: label, text: toldAmount(statement) }),
    ),
  ];
  const remarks = [];
  if (told.length > 0) {
    remarks.push(say("sum.beside", { amounts: told.join(say("page.clause")) }));
  }
  if (grouped > 0) {
    remarks.push(say("sum.grouped", { count: grouped }));
  }
  if (missing > 0) {
    remarks.push(say("sum.missing", { count: missing }));
  }
  return remarks;
}

function drawTable(moment, count, cite) {
  const { measure, period } = state;
  byId("caption").textContent = say(hasValues(moment) ? "table.caption" : "table.unranked", {
    measure: measureName(measure),
    period: periodName(period),
  });
  byId("unit").textContent = say(`column.${unitOf(measure)}`);
  byId("table").classList.toggle("unrated", !isRated());
  const areas = data.geometry.editions[moment.edition].areas;
  const rows = ranked(moment.cells);
  rows.flatMap(({ cell }) => toldBy(cell)).forEach(count);
  refillInTurns(byId("rows"), rows, ({ cell, rank }) => tableRow(cell, rank, areas, cite));
}

function isRated() {
  return unitOf(state.measure) !== "percent";
}

function tableRow(cell, rank, areas, cite) {
  const { statement } = cell;
  const rate = statement && rateText(cell, areas[cell.place]);
  return element(
    "tr",
    { "data-place": cell.place, "aria-current": cell.place === state.place && "true" },
    element("td", { class: "rank" }, rank),
    element("th", { scope: "row" }, placeButton(cell), remarkLines(cellRemarks(cell))),
    statement
      ? element("td", { class: "value" }, isolated(rowValue(cell)))
      : element(
          "td",
          { class: "value none", colspan: isRated() ? 2 : 1 },
          isolated(rowValue(cell)),
        ),
    statement && element("td", { class: "rate" }, rate),
    element("td", { class: "cites" }, cite(...toldBy(cell))),
  );
}

/** What a row of the table shows: the district's own statement, else the totals it is in. */
function toldBy({ statement, groups }) {
  return statement ? [statement] : groups.map(({ total }) => total);
}

function placeButton(cell) {
  const { place } = cell;
  const open = (event) => openDetails(place, event.currentTarget);
  return element(
    "button",
    { type: "button", class: "place", onclick: open },
    swatch(fillOf(cell)),
    isolated(placeName(place)),
  );
}

function rowValue(cell) {
  const { statement } = cell;
  return statement === null ? absenceText(cell) : bareAmount(statement.claims[0], state.measure);
}

function citations(links) {
  return element("span", { class: "cites" }, links);
}

/**
 * Districts with their rank: values from the highest, then those that are not to be compared with
 * them (another definition, "at most"), then group totals, then nothing.
 */
function ranked(cells) {
  const stages = { K: 2, O: 3 };
  const leading = leadingDefinition(cells);
  const isRanked = ({ statement }) =>
    statement !== null &&
    statement.series.definition === leading &&
    statement.claims[0].bound !== "at_most";
  const sorted = cells
    .map((cell) => ({
      cell,
      stage: isRanked(cell) ? 0 : (stages[cell.status] ?? 1),
      value: cell.statement?.claims[0].value ?? null,
      order: placeOrder(cell.place),
    }))
    .sort((a, b) => a.stage - b.stage || b.value - a.value || a.order - b.order);
  // Equal values share a rank.
  let rank = 0;
  return sorted.map(({ cell, value, stage }, index) => {
    if (index === 0 || value !== sorted[index - 1].value) {
      rank = index + 1;
    }
    return { cell, rank: stage === 0 ? String(rank) : "" };
  });
}

function byName(cells) {
  return [...cells].sort((a, b) => placeOrder(a.place) - placeOrder(b.place));
}
