// Starts the page: draws what Python opened it on, then follows the reader.
import { drawChart, listenToChart } from "./chart.js";
import { drawCircles } from "./circles.js";
import { drawCitation, listenToCitation } from "./citation.js";
import { drawComparison, listenToComparison } from "./compare.js";
import { drawConflicts, listenToConflicts } from "./conflicts.js";
import { drawControls, listenToControls } from "./controls.js";
import { data } from "./data.js";
import { closeDetails, drawDetails, openDetails } from "./details.js";
import { byId, leadTo } from "./dom.js";
import { hideText, listenToDownloads } from "./downloads.js";
import { drawEmbedding } from "./embed.js";
import { drawFigures } from "./figures.js";
import { drawFitting } from "./fitting.js";
import { drawLegend, legendTitle } from "./legend.js";
import { drawLocator } from "./locator.js";
import { followTable, forgetLooked, lookAt, lookAway, lookedAt, redrawOutline } from "./look.js";
import { drawMap, fitDistricts, followSize, isDrawn, map, onDistrict } from "./map.js";
import { momentOf } from "./moment.js";
import { drawNames, followMap } from "./names.js";
import { publishedText } from "./references.js";
import { listenToSearch } from "./search.js";
import { sentence } from "./sentence.js";
import { choose, followAddress, isEmbedded, onChange, readAddress, state } from "./state.js";
import { say } from "./texts.js";
import { drawTheme, listenToTheme } from "./theme.js";
import { drawTime, listenToTime } from "./time.js";
import { listenToKeys } from "./walk.js";
import { drawWords } from "./words.js";

const EVERYTHING = Object.keys(state);

/** Draws the map: on a page that opens, all that must be there to answer a pointer or a key. */
function drawGround(moment) {
  drawMap(moment);
  drawCircles(moment);
  redrawOutline();
}

/** Draws what stands around the map and below it. */
function drawRest(moment, changed) {
  if (changed.includes("lang")) {
    drawWords();
    drawTheme();
  }
  drawControls(changed);
  drawTime();
  drawSummary(moment);
  drawLegend(moment);
  drawNames(moment);
  drawLocator(moment);
  drawDetails();
  drawFigures(moment);
  drawFitting(state);
  drawChart();
  drawConflicts();
  drawComparison();
  drawCitation();
  hideText();
  drawEmbedding(moment);
}

function draw(changed) {
  const moment = momentOf(state.period, state.measure);
  // The keyboard stays where it walked to.
  const stood = byId("map").matches(":focus") ? lookedAt() : null;
  forgetLooked();
  drawGround(moment);
  drawRest(moment, changed);
  if (isDrawn(stood)) {
    lookAt(stood);
  }
}

function drawSummary(moment) {
  const summary = sentence(moment, state.measure, state.period);
  const edition = data.editions[moment.edition];
  // Written again, it would be read again.
  if (byId("summary").textContent !== summary) {
    byId("summary").textContent = summary;
  }
  const dated = publishedText(moment);
  byId("dated").textContent = dated;
  byId("dated").hidden = dated === "";
  byId("map").setAttribute("aria-label", say("map.label", { summary }));
  byId("straddles").hidden = !moment.straddles;
  byId("straddles").textContent = moment.straddles ? say("map.straddles", { edition }) : "";
  byId("edition").textContent = say("map.edition", { edition });
  const { approximate } = data.geometry.editions[moment.edition];
  byId("rough-note").hidden = !moment.cells.some((cell) => approximate.includes(cell.place));
}

/** Says what changed where the first sentence stays the same. */
function tellChange(changed) {
  const told = {
    symbols: legendTitle(),
    other: byId("comparison").hidden ? say("compare.none") : byId("compare-caption").textContent,
  }[changed.join()];
  if (told) {
    byId("announcement").textContent = told;
  }
}

/** Redraws what depends on the chosen district alone. */
function drawChoice() {
  drawDetails();
  drawEmbedding(momentOf(state.period, state.measure));
  redrawOutline();
  for (const row of byId("rows").children) {
    row.setAttribute("aria-current", Number(row.dataset.place) === state.place);
  }
}

/** What the map itself answers to, and what must not be missed until the rest does. */
function listenToMap() {
  onDistrict("enter", lookAt);
  onDistrict("leave", lookAway);
  onDistrict("choose", (place, point) => {
    choose({ place });
    lookAt(place, point);
  });
  map.on("resize", () => {
    const moment = momentOf(state.period, state.measure);
    drawCircles(moment);
    drawLegend(moment);
  });
  map.on("click", () => {
    choose({ place: null });
    lookAway();
  });
  listenToKeys();
  followSize();
  map.on("zoomstart dragstart", complete);
  followAddress();
}

function listenToRest() {
  byId("zoom-in").addEventListener("click", () => map.zoomIn());
  byId("zoom-out").addEventListener("click", () => map.zoomOut());
  byId("whole").addEventListener("click", fitDistricts);
  byId("open").addEventListener("click", () => openDetails(state.place, byId("map")));
  // The address holds the reader's choice: a link into the page must not replace it.
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    leadTo(byId("figures"));
  });
  byId("close").addEventListener("click", closeDetails);
  byId("details").addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      closeDetails();
    }
  });
  followMap();
  followTable();
  listenToControls();
  listenToTime();
  listenToChart();
  listenToConflicts();
  listenToComparison();
  listenToSearch();
  listenToTheme();
  listenToCitation();
  listenToDownloads();
  onChange((changed) => (changed.every((name) => name === "place") ? drawChoice() : draw(changed)));
  onChange(tellChange);
}

let isWhole = false;

/** Draws the rest of the page, once: after the map, or before the reader's first choice. */
function complete() {
  if (!isWhole) {
    isWhole = true;
    reveal();
    keepPlace(() => {
      drawRest(momentOf(state.period, state.measure), EVERYTHING);
      listenToRest();
    });
    delete byId("page").dataset.starting;
    byId("page").dataset.drawn = "";
  }
}

/** Leaves the keyboard where an early reader put it, and open what they opened in Python's words. */
function keepPlace(redraw) {
  const focused = document.activeElement;
  const { id } = focused.closest("[id], body");
  const all = (selector) => [...document.querySelectorAll(selector)];
  const stops = () => all(`[id="${id}"], [id="${id}"] :is(a, summary)`);
  const stop = stops().indexOf(focused);
  const opened = all(".evidence").map((fold) => fold.open);
  redraw();
  all(".evidence").forEach((fold, index) => {
    fold.open = opened[index];
  });
  if (document.activeElement !== focused) {
    stops()[stop]?.focus({ preventScroll: true });
  }
}

function reveal() {
  for (const node of document.querySelectorAll("[data-scripted]")) {
    node.hidden = false;
  }
}

// Layers that a folium user adds find the map under the name folium gave it.
window[byId("page").dataset.map] = map;
const isAsWritten = readAddress().length === 0 && !isEmbedded && byId("still") !== null;
if (!isAsWritten) {
  reveal();
}
drawGround(momentOf(state.period, state.measure));
onChange(complete);
listenToMap();
if (isAsWritten) {
  // Python wrote what stands around the map: first let it be seen. Unseen pages have no frames.
  requestAnimationFrame(() => setTimeout(complete));
  setTimeout(complete, 500);
} else {
  complete();
}
