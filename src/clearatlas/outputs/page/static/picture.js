// The sheet for paper and for picture files: sentence, map, legend, figures, sources, disclaimer.
import { circleRadius } from "./circles.js";
import { drawing } from "./dom.js";
import { legendLines, legendTitle } from "./legend.js";
import { momentOf } from "./moment.js";
import { textBlock } from "./paper.js";
import {
  bareAmount,
  placeNames,
  rateText,
  remarksOn,
  shareText,
  shown,
  unplacedName,
} from "./phrases.js";
import { MARK_SIGNS } from "./pieces.js";
import { sourcesIn, sourceText } from "./references.js";
import { sentence } from "./sentence.js";
import { labelSpot, projection, shapesOf, sketch } from "./sketch.js";
import { state } from "./state.js";
import { fillOf, isCircled } from "./symbols.js";
import { data } from "./data.js";
import { placeName, placeOrder, say, unitOf } from "./texts.js";

/** As wide as an A4 page between its margins, at 96 points to the inch. */
const WIDTH = 718;
const MAP = { width: WIDTH, height: 440 };
/** The radius of the largest circle. */
const MOST_RADIUS = 40;
const LABEL_SIZE = 10;
const LEGEND_COLUMNS = 2;
const GAP = 26;
const CLASS_LETTERS = "ABCDEF";
/** More districts than this would make the print too small; they are in the CSV. */
const MOST_ROWS = 60;

/** The whole sheet as an SVG element; its height is what its texts need. */
export function picture() {
  const moment = momentOf(state.period, state.measure);
  const page = drawing("svg", {
    class: "picture",
    "data-classes": paletteSize(),
    lang: state.lang,
  });
  const parts = [titlePart, mapPart, legendPart, sheetTotals, tablePart, sourcesPart, endPart];
  let y = 0;
  for (const part of parts) {
    y = part(page, moment, y);
  }
  const height = Math.ceil(y);
  page.setAttribute("viewBox", `0 0 ${WIDTH} ${height}`);
  page.setAttribute("width", WIDTH);
  page.setAttribute("height", height);
  page.prepend(drawing("rect", { class: "sheet", width: WIDTH, height }));
  return page;
}

function paletteSize() {
  return document.getElementById("page").dataset.classes;
}

/** Adds a block of text and returns where the next may begin. */
function write(page, text, y, style) {
  const { node, next } = textBlock(text, { x: 0, y, width: WIDTH, size: 11, ...style });
  page.append(node);
  return next;
}

function titlePart(page, moment, y) {
  const after = write(page, data.title || say("page.title"), y, { weight: 600, name: "quiet" });
  return write(page, sentence(moment, state.measure, state.period), after, { size: 17 });
}

function mapPart(page, moment, y) {
  const project = projection(shapesOf(moment), MAP);
  const frame = drawing("svg", { ...MAP, y, overflow: "hidden" });
  const { edition } = moment;
  frame.append(
    drawing("rect", { class: "water", ...MAP }),
    sketch(moment, project, fillOf),
    drawing("g", {}, isCircled() && circles(moment, project)),
    drawing("g", {}, pictureLabels(moment, project)),
    drawing("rect", {
      class: "frame-line",
      x: 0.5,
      y: 0.5,
      width: WIDTH - 1,
      height: MAP.height - 1,
    }),
  );
  page.append(frame);
  const notes = [
    say("map.edition", { edition: data.editions[edition] }),
    moment.straddles && say("map.straddles", { edition: data.editions[edition] }),
  ];
  return write(page, joined(...notes), y + MAP.height + 3, { size: 9, name: "quiet" });
}

function circles(moment, project) {
  return moment.cells
    .filter(({ statement }) => statement !== null)
    .map(
      ({
        place,
        statement: {
          claims: [claim],
        },
      }) => {
        const [cx, cy] = labelSpot(moment.edition, place, project);
        const r = circleRadius(claim.value, MOST_RADIUS);
        const kind = claim.value === 0 ? "zero" : claim.bound;
        return drawing("circle", { class: `circle ${kind}`, cx, cy, r });
      },
    );
}

/** Names, amounts and the letters of the classes, which tell in grey print what colours cannot. */
function pictureLabels({ edition, cells }, project) {
  const { shapes, areas } = data.geometry.editions[edition];
  const taken = [];
  return cells
    .filter(({ place }) => shapes[place])
    .sort((a, b) => areas[b.place] - areas[a.place])
    .map((cell) => label(cell, labelSpot(edition, cell.place, project), taken));
}

/** A label that would lie over that of a larger district is left to the table below. */
function label(cell, [x, y], taken) {
  const amount = cell.statement ? bareAmount(cell.statement.claims[0], state.measure) : "";
  const marked = `${amount} ${MARK_SIGNS[cell.status] ?? ""}`.trim();
  const lines = [placeName(cell.place), `${marked} ${letterOf(fillOf(cell))}`.trim()];
  const half = (Math.max(...lines.map((line) => line.length)) * LABEL_SIZE) / 3.4;
  const box = L.bounds([x - half, y - LABEL_SIZE], [x + half, y + LABEL_SIZE]);
  if (taken.some((other) => other.intersects(box))) {
    return null;
  }
  taken.push(box);
  const style = { class: "label-text", x, "font-size": LABEL_SIZE, "text-anchor": "middle" };
  return lines.map((line, index) =>
    drawing("text", { ...style, y: y + index * LABEL_SIZE * 1.15 }, line),
  );
}

/** The letter of a class; what is no class has none. */
function letterOf(fill) {
  return CLASS_LETTERS[fill - 1] ?? "";
}

function joined(...texts) {
  return texts.filter(Boolean).join(" · ");
}

function legendPart(page, moment, y) {
  const hasValues = moment.cells.some(({ statement }) => statement !== null);
  const heading = hasValues ? capitalised(legendTitle()) : say("map.no_classes");
  let top = write(page, heading, y + 4, { size: 10, weight: 600 });
  const lines = legendLines(moment, MOST_RADIUS);
  const width = WIDTH / 3;
  for (let first = 0; first < lines.length; first += 3) {
    const row = lines.slice(first, first + 3);
    const nexts = row.map((line, index) => legendLine(page, line, index * width, top, width));
    top = Math.max(...nexts);
  }
  return top + 4;
}

/** With a capital as the language has it: in Azerbaijani, i becomes İ. */
function capitalised(text) {
  return text.charAt(0).toLocaleUpperCase(state.lang) + text.slice(1);
}

function legendLine(page, { text, fill, sign, radius, isZero }, x, y, width) {
  const room = radius === undefined ? 22 : Math.max(22, 2 * radius + 6);
  const lettered = joined(letterOf(fill), text);
  const { node, next } = textBlock(lettered, {
    x: x + room,
    y,
    width: width - room - 8,
    size: 9.5,
  });
  if (radius !== undefined) {
    const name = `circle ${isZero ? "zero" : "exact"}`;
    page.append(
      drawing("circle", { class: name, cx: x + radius + 1, cy: y + radius + 1, r: radius }),
    );
  } else if (sign) {
    page.append(drawing("text", { class: "sign", x: x + 6, y: y + 10, "font-size": 11 }, sign));
  } else {
    const box = { x: x + 0.5, y: y + 0.5, width: 15, height: 11 };
    page.append(drawing("rect", { class: `swatch-box fill-${fill}`, ...box }));
  }
  page.append(node);
  return Math.max(next, y + (radius === undefined ? 0 : 2 * radius + 6));
}

/** Totals of groups and totals without places; what has no polygon. */
function sheetTotals(page, moment, y) {
  const groups = moment.groups.map(({ total, places }) => [
    say("group.item", { amount: shown(total), count: places.length, places: placeNames(places) }),
    ...remarksOn(total),
  ]);
  const totals = moment.totals.map((total) => [shown(total), ...remarksOn(total)]);
  const unplaced = moment.unplaced.map(({ label, reason, statement }) => [
    say("page.colon", { name: unplacedName(label, reason), text: shown(statement) }),
    say(`reason.${reason}`),
  ]);
  const blocks = [
    ["group.heading", groups],
    ["total.heading", totals],
    ["unplaced.heading", unplaced],
  ];
  let top = y;
  for (const [heading, items] of blocks.filter(([, all]) => all.length > 0)) {
    top = write(page, say(heading), top, { size: 10, weight: 600 });
    for (const item of items) {
      top = write(page, item.join(say("page.clause")), top, { size: 10 });
    }
  }
  return top;
}

/** The districts by name, in columns: amount, rate, status. */
function tablePart(page, moment, y) {
  const cells = [...moment.cells].sort((a, b) => placeOrder(a.place) - placeOrder(b.place));
  if (cells.length > MOST_ROWS) {
    return write(page, say("save.table_elsewhere", { count: cells.length }), y + 2, { size: 10 });
  }
  const { areas } = data.geometry.editions[moment.edition];
  const unit = say(`column.${unitOf(state.measure)}`);
  const isRated = unitOf(state.measure) !== "percent";
  const isLettered = cells.some((cell) => letterOf(fillOf(cell)));
  const heading = joined(
    say("column.place"),
    unit,
    isRated && say("column.rate"),
    isLettered && say("column.class"),
  );
  const top = write(page, heading, y + 2, { size: 10, weight: 600 });
  const width = (WIDTH - GAP * (LEGEND_COLUMNS - 1)) / LEGEND_COLUMNS;
  const length = Math.ceil(cells.length / LEGEND_COLUMNS);
  const ends = Array.from({ length: LEGEND_COLUMNS }, (_, column) => {
    const x = column * (width + GAP);
    return cells
      .slice(column * length, (column + 1) * length)
      .reduce((next, cell) => sheetRow(page, cell, areas, { x, y: next, width }), top);
  });
  return Math.max(...ends) + 4;
}

function sheetRow(page, cell, areas, { x, y, width }) {
  const { statement, group } = cell;
  const remarks = statement ? remarksOn(statement, cell) : group ? [say("status.K")] : [];
  const rate = statement ? rateText(statement, areas[cell.place]) : "";
  const value = statement
    ? joined(bareAmount(statement.claims[0], state.measure), rate, letterOf(fillOf(cell)))
    : group
      ? shareText(group.total)
      : say("status.O");
  const name = [placeName(cell.place), ...remarks].join(say("page.list"));
  const left = textBlock(name, { x, y, width: width * 0.6, size: 9.5 });
  const right = textBlock(value, { x: x + width * 0.62, y, width: width * 0.38, size: 9.5 });
  const next = Math.max(left.next, right.next) - 2;
  const rule = { class: "rule", x1: x, x2: x + width, y1: next - 1.5, y2: next - 1.5 };
  page.append(left.node, right.node, drawing("line", rule));
  return next;
}

function sourcesPart(page, moment, y) {
  const sources = sourcesIn(moment);
  if (sources.length === 0) {
    return y;
  }
  const top = write(page, say("source.heading"), y, { size: 10, weight: 600 });
  const texts = sources.map((source, index) => `${index + 1}. ${sourceText(source)}`);
  return write(page, texts.join("   "), top, { size: 8.5 });
}

function endPart(page, _, y) {
  const top = write(page, say("disclaimer.heading"), y, { size: 10, weight: 600 });
  const next = write(page, say("disclaimer.text"), top, { size: 9 });
  const about = [...document.querySelectorAll(".dated, .fresh, footer > p[data-values]")];
  const text = about.map((node) => node.textContent).join(" ");
  return write(page, text, next, { size: 8.5, name: "quiet" });
}
