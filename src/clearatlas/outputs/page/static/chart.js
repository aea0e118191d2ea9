// The chart of a measure through time: each period a bar as long as itself, gaps left open.
import { CHART_HEIGHT, CHART_FRAME, gridLines, scalesOf, yearMarks } from "./axes.js";
import { drawKey, entryMarks } from "./bars.js";
import { periodName } from "./dates.js";
import { byId, drawing, element, refill } from "./dom.js";
import { entryText, historyOf } from "./history.js";
import { hasFigure, KINDS, kindOf, kinds, newestOf, periodsOf } from "./periods.js";
import { choose, state } from "./state.js";
import { measureName, say } from "./texts.js";

let scales = null;
let frameWidth = 0;
let chartFor = "";

/** Makes the chart answer to pointer, keys and a change of its width. */
export function listenToChart() {
  const chart = byId("chart");
  chart.addEventListener("click", (event) => {
    const x = event.clientX - chart.getBoundingClientRect().left;
    const near = (entry) => Math.abs((scales.left(entry) + scales.right(entry)) / 2 - x);
    const [nearest] = [...entries()].sort((a, b) => near(a) - near(b));
    choose({ period: nearest.period });
  });
  chart.addEventListener("keydown", (event) => {
    const next = stepFrom(event.key);
    if (next) {
      event.preventDefault();
      choose({ period: next.period });
    }
  });
  byId("history").addEventListener("toggle", () => {
    drawHistoryTable();
    drawCursor();
  });
  new ResizeObserver(([{ contentRect }]) => {
    frameWidth = contentRect.width;
    drawChart();
  }).observe(byId("chart-frame"));
}

/** Draws the chart anew where measure, kind, language or width changed; else moves the cursor. */
export function drawChart() {
  // Asking for the width after every step would lay the page out once more.
  const width = frameWidth || byId("chart-frame").clientWidth;
  const key = [state.measure, kindOf(state.period), state.lang, width].join();
  if (key !== chartFor) {
    chartFor = key;
    drawKinds();
    drawBars(width);
    drawHistoryTable();
  }
  drawCursor();
}

function entries() {
  return historyOf(kindOf(state.period), state.measure);
}

/** The entry an arrow leads to, among those that have a figure. */
function stepFrom(key) {
  const all = entries();
  const before = all.filter(({ period }) => period < state.period);
  const after = all.filter(({ period }) => period > state.period);
  const steps = {
    ArrowLeft: before.at(-1),
    ArrowDown: before.at(-1),
    ArrowRight: after[0],
    ArrowUp: after[0],
    Home: all[0],
    End: all.at(-1),
  };
  return steps[key];
}

/** A button per kind of period; it leads to the newest that has a figure. */
function drawKinds() {
  const buttons = kinds()
    .filter((kind) => hasAny(kind) || kind === kindOf(state.period))
    .map((kind) =>
      element(
        "button",
        {
          type: "button",
          "data-kind": kind,
          "aria-pressed": String(kind === kindOf(state.period)),
          onclick: () => chooseKind(kind),
        },
        say(`granularity.${KINDS[kind]}`),
      ),
    );
  const isFocused = byId("kinds").contains(document.activeElement);
  refill(byId("kinds"), buttons);
  if (isFocused) {
    byId("kinds").querySelector('[aria-pressed="true"]').focus();
  }
}

function hasAny(kind) {
  return periodsOf(kind).some((period) => hasFigure(period, state.measure));
}

function chooseKind(kind) {
  if (kind !== kindOf(state.period)) {
    choose({ period: newestOf(kind, state.measure) });
  }
}

function drawBars(width) {
  const all = entries();
  byId("chart-frame").hidden = all.length === 0;
  byId("history").hidden = all.length === 0;
  byId("chart-none").hidden = all.length > 0;
  if (all.length === 0 || width === 0) {
    refill(byId("chart"));
    refill(byId("chart-key"));
    return;
  }
  const chart = byId("chart");
  chart.setAttribute("viewBox", `0 0 ${width} ${CHART_HEIGHT}`);
  chart.setAttribute("aria-label", chartName(all));
  scales = scalesOf(all, width);
  drawKey(all, scales);
  refill(
    chart,
    drawing("rect", {
      id: "cursor",
      y: CHART_FRAME.top - 12,
      height: CHART_HEIGHT - CHART_FRAME.top - 10,
      rx: 2,
    }),
    gridLines(all, scales, width),
    yearMarks(scales, width),
    all.map((entry) => entryMarks(entry, scales)),
  );
}

function chartName(all) {
  const kind = say(`granularity.${KINDS[kindOf(state.period)]}`);
  const values = { measure: measureName(state.measure), kind, count: all.length };
  return say("chart.label", { ...values, all: periodsOf(kindOf(state.period)).length });
}

function drawCursor() {
  for (const button of byId("history-list").querySelectorAll("button")) {
    button.setAttribute("aria-current", Number(button.dataset.period) === state.period);
  }
  const cursor = document.getElementById("cursor");
  const chart = byId("chart");
  const all = entries();
  const own = all.find(({ period }) => period === state.period);
  chart.setAttribute("aria-valuemax", all.length);
  chart.setAttribute("aria-valuenow", own ? all.indexOf(own) + 1 : 0);
  const text = own ? entryText(own) : nothingText();
  chart.setAttribute("aria-valuetext", text);
  byId("chart-now").textContent = text;
  if (cursor === null) {
    return;
  }
  cursor.classList.toggle("nowhere", !own);
  if (own) {
    const left = scales.left(own) - 3;
    cursor.setAttribute("x", scales.isPointed ? left - 3 : left);
    cursor.setAttribute("width", Math.max(scales.right(own) - left + 3, 12));
  }
}

/** What stands where the period has no mark: no figure at all, or none of all work. */
function nothingText() {
  const name = periodName(state.period);
  return hasFigure(state.period, state.measure)
    ? say("page.colon", { name, text: say("chart.no_total") })
    : say("control.without", { period: name });
}

/** The same in a table, made when it is opened. */
function drawHistoryTable() {
  const rows = byId("history").open ? [...entries()].reverse() : [];
  refill(
    byId("history-list"),
    rows.map((entry) =>
      element(
        "li",
        {},
        element(
          "button",
          {
            type: "button",
            class: "place",
            "data-period": entry.period,
            onclick: () => choose({ period: entry.period }),
          },
          entryText(entry),
        ),
      ),
    ),
  );
}
