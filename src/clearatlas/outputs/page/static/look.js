// Looking at a district with the pointer, a finger or the arrow keys: outline and tooltip.
import { data } from "./data.js";
import { byId, element, isolated, refill } from "./dom.js";
import { drawOutline, frameBox, isDrawn, map } from "./map.js";
import { momentOf } from "./moment.js";
import { absenceSentence, cellRemarks, rateText, shown } from "./phrases.js";
import { remarkLines } from "./pieces.js";
import { state } from "./state.js";
import { placeName, rateName, say } from "./texts.js";

const MARGIN = 14;

let looked = null;

// The map moves under the tooltip, which follows its district.
map.on("movestart", () => {
  byId("tooltip").hidden = true;
});
map.on("moveend", () => looked === null || placeTooltip(frameBox(looked)));

/** The district looked at, or null. */
export function lookedAt() {
  return looked;
}

/** The same as looking away where the outline is drawn anew in any case. */
export function forgetLooked() {
  looked = null;
  byId("tooltip").hidden = true;
}

/** Looks at a district; `point` is where the pointer is, if it is one that looks. */
export function lookAt(place, point = null) {
  if (looked !== place) {
    looked = place;
    fillTooltip(cellOf(place));
    redrawOutline();
  }
  placeTooltip(point ? L.bounds([point]) : frameBox(place));
}

/** Looks at nothing. */
export function lookAway() {
  forgetLooked();
  redrawOutline();
}

/** A row of the table that is pointed at or focused is looked at on the map, too. */
export function followTable() {
  const rows = byId("table");
  const look = ({ target }) => {
    const row = target.closest("tr");
    const place = Number(row?.dataset.place);
    if (row && isDrawn(place)) {
      lookAt(place);
    }
  };
  rows.addEventListener("mouseover", look);
  rows.addEventListener("focusin", look);
  rows.addEventListener("mouseleave", lookAway);
  rows.addEventListener("focusout", lookAway);
}

/** Outlines what is chosen and looked at; with no figure of its own, its whole groups, too. */
export function redrawOutline() {
  const parts = [state.place, looked]
    .filter((place, index, all) => place !== null && isDrawn(place) && all.indexOf(place) === index)
    .flatMap((place) => {
      const { statement, groups } = cellOf(place);
      const own = { places: [place], name: place === looked ? "looked" : "chosen" };
      const around = statement === null ? groups : [];
      return [...around.map(({ places }) => ({ places: drawnOf(places), name: "group" })), own];
    });
  drawOutline(parts);
}

/** The tooltip's words in one line, for those who hear the page. */
export function spoken(place) {
  return [placeName(place), ...tooltipTexts(cellOf(place))].join(say("page.clause"));
}

function cellOf(place) {
  return momentOf(state.period, state.measure).cells.find((cell) => cell.place === place);
}

function drawnOf(places) {
  return places.filter((place) => place < data.places.extent && isDrawn(place));
}

function fillTooltip(cell) {
  const [amount, ...remarks] = tooltipTexts(cell);
  refill(
    byId("tooltip"),
    element("strong", {}, isolated(placeName(cell.place))),
    element("span", { class: "amount" }, isolated(amount)),
    remarkLines(remarks),
  );
}

/** The amount first, then what else is to be said of it. */
function tooltipTexts(cell) {
  const { statement, place } = cell;
  if (statement === null) {
    return [absenceSentence(cell), ...cellRemarks(cell)];
  }
  const { areas } = data.geometry.editions[momentOf(state.period, state.measure).edition];
  const rate = rateText(cell, areas[place]);
  const rated = rate ? [say("rate.value", { number: rate, rate: rateName(state.measure) })] : [];
  return [shown(statement), ...rated, ...cellRemarks(cell)];
}

/** Puts the tooltip beside a box, over it where there is no room; hidden if that is off the map. */
function placeTooltip(box) {
  const tooltip = byId("tooltip");
  const frame = map.getSize();
  tooltip.hidden = !L.bounds([0, 0], frame).intersects(box);
  const [across, down] = [
    ["x", tooltip.offsetWidth],
    ["y", tooltip.offsetHeight],
  ].map(([side, size]) => {
    const [from, to, most] = [box.min[side], box.max[side], frame[side] - size];
    return {
      beside: [to + MARGIN, from - MARGIN - size].find((edge) => edge >= 0 && edge <= most),
      along: Math.max(0, Math.min((from + to - size) / 2, most)),
    };
  });
  const left = across.beside ?? across.along;
  const top = across.beside === undefined ? (down.beside ?? down.along) : down.along;
  tooltip.style.left = `${left}px`;
  tooltip.style.top = `${top}px`;
}
