// The chart of a measure through time: each period a bar as long as itself, gaps left open.
import { periodName } from "./dates.js";
import { byId, drawing, element, refill } from "./dom.js";
import { entryText, historyOf } from "./history.js";
import { hasFigure, KINDS, kindOf, kinds, newestOf, periodsOf } from "./periods.js";
import { choose, state } from "./state.js";
import { HECTARE_IN_M2, measureName, number, say, unitOf } from "./texts.js";

const HEIGHT = 170;
const FRAME = { top: 26, bottom: 22, left: 74, right: 4 };
const LEAST_BAR = 2.5;
const YEAR_GAP = 44;
const YEAR_WIDTH = 30;
/** Kinds whose periods overlap: they stand as points at their last day. */
const POINTED = ["c", "o"];

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
  chart.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
  chart.setAttribute("aria-label", chartName(all));
  scales = scalesOf(all, width);
  drawKey(all);
  refill(
    chart,
    drawing("rect", { id: "cursor", y: FRAME.top - 12, height: HEIGHT - FRAME.top - 10, rx: 2 }),
    gridLines(width),
    yearMarks(width),
    all.map(entryMarks),
  );
}

function chartName(all) {
  const kind = say(`granularity.${KINDS[kindOf(state.period)]}`);
  const values = { measure: measureName(state.measure), kind, count: all.length };
  return say("chart.label", { ...values, all: periodsOf(kindOf(state.period)).length });
}

function scalesOf(all, width) {
  const isPointed = POINTED.includes(kindOf(state.period));
  const starts = all.map(({ start, end }) => (isPointed ? end : (start ?? end)));
  const first = Math.min(...starts);
  const last = Math.max(...all.map(({ end }) => end));
  const inset = isPointed ? 8 : 0;
  const room = width - FRAME.left - FRAME.right - 2 * inset;
  const x = (time) => FRAME.left + inset + ((time - first) / (last - first || 1)) * room;
  const top = Math.max(...all.flatMap(({ marks }) => marks.map(({ high }) => high))) || 1;
  const floor = HEIGHT - FRAME.bottom;
  return {
    isPointed,
    first,
    last,
    top,
    x,
    y: (value) => floor - (value / top) * (floor - FRAME.top),
    left: ({ start, end }) => x(isPointed ? end : (start ?? end)),
    right: ({ end }) => x(end),
  };
}

/** A line at each round amount, with the amount. */
function gridLines(width) {
  // Where all is zero there is no amount to mark: any number would be made up.
  if (entries().every(({ marks }) => marks.every(({ high }) => high === 0))) {
    return [gridLine(scales.y(0), width)];
  }
  const scale = unitOf(state.measure) === "m2" ? HECTARE_IN_M2 : 1;
  const least = unitOf(state.measure) === "items" ? 1 : 0;
  const step = Math.max(roundStep(scales.top / scale / 2.2), least) * scale;
  const found = [];
  for (let value = 0; value <= scales.top; value += step) {
    const y = scales.y(value);
    found.push(gridLine(y, width));
    const label = say(`unit.${unitOf(state.measure)}`, { number: number(value / scale, 12) });
    found.push(value > 0 && drawing("text", { class: "tick", x: FRAME.left - 6, y: y + 4 }, label));
  }
  return found;
}

function gridLine(y, width) {
  return drawing("line", { class: "grid", x1: FRAME.left, x2: width, y1: y, y2: y });
}

function roundStep(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [5, 2, 1].find((step) => step * power <= value) * power;
}

/** The years under the chart, as many as there is room for. */
function yearMarks(width) {
  const from = new Date(scales.first).getUTCFullYear();
  const to = new Date(scales.last - 1).getUTCFullYear();
  const every = Math.ceil(((to - from + 1) * YEAR_GAP) / (width - FRAME.left));
  const found = [];
  for (let year = from; year <= to; year += every) {
    const left = Math.max(scales.x(Date.UTC(year, 0, 1)), FRAME.left);
    const right = Math.min(scales.x(Date.UTC(year + every, 0, 1)), width);
    const isWide = kindOf(state.period) === "y";
    const x = isWide
      ? (left + scales.x(Date.UTC(year + 1, 0, 1))) / 2
      : Math.min(left + 2, width - 30);
    found.push(
      right - left >= Math.min(YEAR_WIDTH, width / 12) &&
        drawing("text", { class: isWide ? "year wide" : "year", x, y: HEIGHT - 7 }, String(year)),
      drawing("line", { class: "year-line", x1: left, x2: left, y1: HEIGHT - 22, y2: HEIGHT - 17 }),
    );
  }
  return found;
}

/** The first mark of a period as a bar, further ones as lines across it. */
function entryMarks(entry) {
  const { marks } = entry;
  const left = scales.left(entry);
  const gap = Math.min(8, (scales.right(entry) - left) / 8);
  const width = Math.max(scales.right(entry) - left - gap, LEAST_BAR);
  return drawing(
    "g",
    { "data-period": entry.period },
    drawing("title", {}, entryText(entry)),
    marks.map((mark, index) => markOf(mark, index, left, width)),
  );
}

function markOf(mark, index, left, width) {
  const y = scales.y(mark.value);
  const shape = shapeOf(mark.type, isLine(index), { left, width, y, floor: scales.y(0) });
  const x = scales.isPointed ? left : left + width / 2;
  const range =
    mark.high > mark.low &&
    drawing("line", {
      class: "range",
      x1: x,
      x2: x,
      y1: scales.y(mark.low),
      y2: scales.y(mark.high),
    });
  const sign =
    mark.sign &&
    drawing("text", { class: "sign", x, y: Math.min(y, scales.y(mark.high)) - 6 }, mark.sign);
  return [shape, range, sign];
}

/** A point, a bar from the floor up, or a line where a bar is there already. */
function shapeOf(type, isFurther, { left, width, y, floor }) {
  if (scales.isPointed) {
    return drawing("circle", { class: `mark-${type}`, cx: left, cy: y, r: 4.5 });
  }
  if (isFurther) {
    return drawing("line", {
      class: `also mark-${type}`,
      x1: left,
      x2: left + width,
      y1: y,
      y2: y,
    });
  }
  const height = Math.max(floor - y, 1.5);
  return drawing("rect", { class: `mark-${type}`, x: left, y: floor - height, width, height });
}

/** What the bars and signs mean: those that occur, and no other. */
function drawKey(all) {
  const marks = all.flatMap((entry) => entry.marks);
  const drawn = new Set(
    all.flatMap((entry) => entry.marks.map(({ type }, index) => [type, isLine(index)].join())),
  );
  const shapes = ["sum", "group", "total"]
    .flatMap((type) => [false, true].map((isFurther) => [type, isFurther]))
    .filter((shape) => drawn.has(shape.join()));
  const signs = ["!", ">", "<", "~"].filter((sign) => marks.some((mark) => mark.sign === sign));
  const texts = { "!": "conflict", ">": "at_least", "<": "at_most", "~": "about" };
  refill(
    byId("chart-key"),
    shapes.map(([type, isFurther]) =>
      element("li", {}, keySwatch(type, isFurther), say(`chart.${keyOf(type, marks)}`)),
    ),
    signs.map((sign) =>
      element(
        "li",
        {},
        element("span", { class: "sign", "aria-hidden": "true" }, sign),
        say(`chart.${texts[sign]}`),
      ),
    ),
  );
}

/** What a colour means: that of sums is worded so that it holds for all of them. */
function keyOf(type, marks) {
  const kinds = new Set(marks.filter((mark) => mark.type === type).map(({ kind }) => kind));
  return kinds.size === 1 ? [...kinds][0] : "both";
}

/** Whether a mark of a period crosses the bar of its first one. */
function isLine(index) {
  return index > 0 && !scales.isPointed;
}

function keySwatch(type, isFurther) {
  const box = scales.isPointed
    ? { left: 9, y: 9 }
    : { left: 1, width: 16, y: isFurther ? 9 : 1, floor: 17 };
  return drawing(
    "svg",
    { class: "swatch", viewBox: "0 0 18 18", "aria-hidden": "true" },
    shapeOf(type, isFurther, box),
  );
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
