// Everything said of one district in the period, each figure with who says so and in which words.
import { data, statement, tongueOf } from "./data.js";
import { periodName } from "./dates.js";
import { byId, element, isolated, leadTo, refill } from "./dom.js";
import { elsewhen } from "./elsewhen.js";
import { momentOf } from "./moment.js";
import {
  absenceText,
  amount,
  asidesOn,
  flagWords,
  listed,
  placeNames,
  rateText,
  remarksOn,
  shown,
  spotText,
  statusText,
} from "./phrases.js";
import { remarkLines } from "./pieces.js";
import { sourceLine } from "./references.js";
import { choose, state } from "./state.js";
import { measureName, number, placeName, rateName, say } from "./texts.js";

let openedFrom = null;

/** Chooses a district and goes to its details; `opener` is gone back to. */
export function openDetails(place, opener) {
  openedFrom = opener;
  choose({ place });
  leadTo(byId("details"), { focused: byId("details-name") });
}

/**
 * Closes the details and goes back to where they were opened: to the row of the district if another
 * period has new rows, to the district if it was the map.
 */
export function closeDetails() {
  const row = byId("rows").querySelector(`[data-place="${state.place}"] button`);
  const opener = openedFrom?.isConnected ? openedFrom : row;
  (opener ?? byId("map")).focus();
  choose({ place: null });
}

/** Draws the panel of the chosen district, or the hint where none is chosen. */
export function drawDetails() {
  const { place, period, measure } = state;
  byId("details-hint").hidden = place !== null;
  byId("details-body").hidden = place === null;
  byId("open").hidden = place === null;
  if (place === null) {
    return;
  }
  const measures = [measure, ...data.measures.keys()].filter(
    (each, index, all) => all.indexOf(each) === index,
  );
  const cells = measures
    .map((each) => [each, momentOf(period, each).cells.find((cell) => cell.place === place)])
    .filter(([, cell]) => cell !== undefined);
  const isTold = ([, cell]) => cell.status !== "O" || cell.details.length > 0;
  const [first, ...others] = cells;
  const untold = others.filter((one) => !isTold(one)).map(([each]) => measureName(each));
  byId("details-name").textContent = placeName(place);
  byId("open").textContent = say("details.open", { place: placeName(place) });
  refill(
    byId("details-figures"),
    element("p", { class: "when" }, periodName(period)),
    cells.length === 0 && element("p", { class: "status" }, say("status.O")),
    first && measureSection(...first),
    elsewhen(place, measure),
    others.filter(isTold).map((one) => measureSection(...one)),
    untold.length > 0 &&
      element("p", { class: "untold" }, say("details.missing", { measures: listed(untold) })),
    groundOf(place),
  );
}

/** How large the district is as drawn, and whether its border is known. */
function groundOf(place) {
  const { edition } = momentOf(state.period, state.measure);
  const { areas, approximate } = data.geometry.editions[edition];
  if (areas[place] === null) {
    return element("p", { class: "ground" }, say("reason.no_polygon"));
  }
  const area = say("details.area", { number: number(areas[place], 1) });
  const notes = approximate.includes(place) ? [area, say("details.approximate")] : [area];
  return element("p", { class: "ground" }, notes.join(" "));
}

function measureSection(measure, cell) {
  return element(
    "section",
    { class: "figure" },
    element("h4", {}, measureName(measure)),
    cell.statement ? ownFigure(cell, measure) : noFigure(cell),
    cell.groups.map((group) => groupFigure(cell, group)),
    cell.details.map((detail) => detailFigure(detail)),
  );
}

function ownFigure(cell, measure) {
  const { edition } = momentOf(state.period, measure);
  const rate = rateText(cell, data.geometry.editions[edition].areas[cell.place]);
  return [
    element("p", { class: "amount" }, isolated(shown(cell.statement))),
    element("p", { class: "status" }, statusText(cell)),
    rate &&
      element(
        "p",
        { class: "rated" },
        say("rate.value", { number: rate, rate: rateName(measure) }),
      ),
    remarkLines(asidesOn(cell.statement, cell)),
    evidence(cell.statement),
  ];
}

/** What is known of a district without a figure of its own; parts of it may have some. */
function noFigure(cell) {
  const isGrouped = cell.groups.length > 0;
  return [
    element("p", { class: isGrouped ? "amount" : "status" }, isolated(absenceText(cell))),
    isGrouped && element("p", { class: "status" }, say("status.K")),
    remarkLines(flagWords(cell.flags)),
  ];
}

function groupFigure({ statement: own }, { total, places }) {
  const whole = say("group.item", {
    amount: shown(total),
    count: places.length,
    places: placeNames(places),
  });
  return [
    own && element("p", { class: "status" }, say("details.also_group")),
    element("p", {}, isolated(whole)),
    remarkLines(remarksOn(total)),
    evidence(total),
  ];
}

function detailFigure(detail) {
  const written = detail.claims[0].observations[0].written;
  const isPart = detail.series.scope === "part" && written !== "";
  const remarks = remarksOn(detail);
  return element(
    "div",
    { class: "detail" },
    element("p", { class: "amount" }, isolated(shown(detail))),
    remarkLines(isPart ? [...remarks, say("scope.written", { names: written })] : remarks),
    evidence(detail),
  );
}

/** The claims side by side, each with its sources; then what was replaced or added up. */
function evidence(one, counted = "details.shown") {
  const { claims, superseded, derived, measure } = one;
  const count = claims.length;
  const parts = claims.map((claim, index) => {
    const aside = index === 0 ? [say(counted)] : [];
    const heading = [say("details.claim", { number: index + 1, count }), ...aside];
    return element(
      "li",
      {},
      count > 1 && element("p", { class: "claim" }, heading.join(say("page.list"))),
      count > 1 && element("p", { class: "amount" }, isolated(amount(claim, measure))),
      observations(claim),
    );
  });
  return [
    element("ul", { class: count > 1 ? "claims several" : "claims" }, parts),
    superseded.length > 0 && foldedList("details.superseded", superseded.map(oldClaim(measure))),
    derived.length > 0 && foldedList("details.derived", derived.map(derivedItem)),
  ];
}

function oldClaim(measure) {
  return (claim) => element("li", {}, isolated(amount(claim, measure)), observations(claim));
}

function derivedItem([period, row]) {
  const part = statement(row);
  const text = say("details.sum", { period: periodName(period), amount: shown(part) });
  return element("li", {}, isolated(text), evidence(part, "details.added"));
}

function foldedList(key, items) {
  return element(
    "details",
    {},
    element("summary", {}, say(key)),
    element("ul", { class: "claims" }, items),
  );
}

/** Who states a claim: source, the printed words, where they stand, and remarks. */
function observations(claim) {
  return element(
    "ul",
    { class: "observations" },
    claim.observations.map(({ source, file, where, text, note, said }) =>
      element(
        "li",
        {},
        sourceLine(source),
        text && element("q", { class: "printed", lang: tongueOf(source) }, text),
        said && element("span", { class: "note-text" }, isolated(amount(said, said.measure))),
        (file || where) && element("span", { class: "where" }, isolated(spot(file, where))),
        note && element("span", { class: "note-text" }, isolated(say("details.note", { note }))),
      ),
    ),
  );
}

function spot(file, where) {
  const words = spotText(where);
  return file && words ? say("details.where", { file, where: words }) : file || words;
}
