// The sheet for paper and for picture files: sentence, map, legend, figures, sources, disclaimer.
import { circleRadius } from "./circles.js";
import { drawing } from "./dom.js";
import { legendLines, legendTitle } from "./legend.js";
import { hasValues, momentOf } from "./moment.js";
import { endPart, letterOf, referencesOf, sheetTotals, sourcesPart, tablePart } from "./printed.js";
import { FAMILY, SHEET_WIDTH, textBlock, write } from "./paper.js";
import { bareAmount } from "./phrases.js";
import { MARK_SIGNS } from "./pieces.js";
import { sourcesIn } from "./references.js";
import { sentence } from "./sentence.js";
import { labelSpot, projection, shapesOf, sketch } from "./sketch.js";
import { state } from "./state.js";
import { fillOf, isCircled } from "./symbols.js";
import { data } from "./data.js";
import { placeName, say } from "./texts.js";

const MAP_BOX = { width: SHEET_WIDTH, height: 410 };
/** The radius of the largest circle. */
const MOST_RADIUS = 40;
const LABEL_SIZE = 10;
/** A circle smaller than this has its label beside it. */
const HOLDS_LABEL = 16;

/** The whole sheet as an SVG element; its height is what its texts need. */
export function picture(margin = 0) {
  const moment = momentOf(state.period, state.measure);
  const sources = sourcesIn(moment);
  const cite = referencesOf(sources);
  const parts = [titlePart, mapPart, legendPart, sheetTotals, tablePart].map(
    (part) => (page, y) => part(page, moment, y, cite),
  );
  const said = sentence(moment, state.measure, state.period);
  return sheetOf(said, margin, [
    ...parts,
    (page, y) => sourcesPart(page, sources, y),
    (page, y) => endPart(page, [moment], y, ".dated, .fresh"),
  ]);
}

/** A sheet with a name; each part is drawn from a height on and gives where the next may begin. */
export function sheetOf(said, margin, parts) {
  const page = drawing("svg", {
    class: "picture",
    "data-classes": paletteSize(),
    lang: state.lang,
    "font-family": FAMILY,
  });
  const end = parts.reduce((y, part) => part(page, y), 0);
  const [width, height] = [SHEET_WIDTH, Math.ceil(end)].map((side) => side + 2 * margin);
  const corner = { x: -margin, y: -margin };
  page.setAttribute("viewBox", `${-margin} ${-margin} ${width} ${height}`);
  page.setAttribute("width", width);
  page.setAttribute("height", height);
  page.prepend(
    drawing("title", {}, said),
    drawing("rect", { class: "sheet", ...corner, width, height }),
  );
  return page;
}

function paletteSize() {
  return document.getElementById("page").dataset.classes;
}

function titlePart(page, moment, y) {
  return headPart(page, sentence(moment, state.measure, state.period), y);
}

/** The title of the page and what a sheet shows. */
export function headPart(page, said, y) {
  const after = write(page, data.title || say("page.title"), y, { weight: 600, name: "quiet" });
  return write(page, said, after, { size: 17 });
}

function mapPart(page, moment, y) {
  const project = projection(shapesOf(moment), MAP_BOX);
  const parts = [
    sketch(moment, project, fillOf),
    drawing("g", {}, isCircled() && circles(moment, project)),
    pictureLabels(moment, project, fillOf, radiusIn),
  ];
  page.append(framed({ ...MAP_BOX, y }, parts));
  const notes = editionNotes(moment);
  return write(page, notes, y + MAP_BOX.height + 3, { size: 9, name: "quiet" });
}

/** A map in its frame. */
export function framed(box, parts) {
  const { width, height } = box;
  return drawing(
    "svg",
    { ...box, overflow: "hidden" },
    drawing("rect", { class: "water", width, height }),
    parts,
    drawing("rect", { class: "frame-line", x: 0.5, y: 0.5, width: width - 1, height: height - 1 }),
  );
}

/** The boundaries that a map is drawn on. */
export function editionNotes({ edition: number, straddles }) {
  const edition = data.editions[number];
  return joined(say("map.edition", { edition }), straddles && say("map.straddles", { edition }));
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
export function pictureLabels({ edition, cells }, project, fill, radiusOn = () => HOLDS_LABEL) {
  const { shapes, areas } = data.geometry.editions[edition];
  const drawn = cells
    .filter(({ place }) => shapes[place])
    .map((cell) => ({
      cell,
      spot: labelSpot(edition, cell.place, project),
      radius: radiusOn(cell),
      letter: letterOf(fill(cell)),
    }));
  const small = drawn.filter(({ radius }) => radius < HOLDS_LABEL);
  const taken = small.map(({ spot: [x, y], radius }) =>
    L.bounds([x - radius, y - radius], [x + radius, y + radius]),
  );
  // Of districts with and without a figure, those with one are labelled first.
  const sorted = drawn.sort(
    ({ cell: a }, { cell: b }) =>
      (b.statement !== null) - (a.statement !== null) || areas[b.place] - areas[a.place],
  );
  return drawing(
    "g",
    {},
    sorted.map((one) => label(one, taken)),
  );
}

/** The radius of a cell's circle; a label may lie on one that is large, and where there is none. */
function radiusIn({ statement }) {
  const isDrawn = isCircled() && statement !== null;
  return isDrawn ? circleRadius(statement.claims[0].value, MOST_RADIUS) : HOLDS_LABEL;
}

/** A label, or its letter alone where others are in its way: the table has the rest. */
function label(one, taken) {
  const { cell, letter } = one;
  const amount = cell.statement ? bareAmount(cell.statement.claims[0], state.measure) : "";
  const marked = `${amount} ${MARK_SIGNS[cell.status] ?? ""}`.trim();
  const lines = [placeName(cell.place), `${marked} ${letter}`.trim()];
  return fitted(lines, one, taken) ?? (letter && fitted([letter], one, taken));
}

/** Lines on their spot, under or over a small circle; null where there is no room. */
function fitted(lines, { spot: [x, y], radius }, taken) {
  const half = (Math.max(...lines.map((line) => line.length)) * LABEL_SIZE) / 3.4;
  const away = radius + LABEL_SIZE + 1;
  const places = radius < HOLDS_LABEL ? [y + away, y - away - 2] : [y];
  const boxes = places.map((top) => [
    top,
    L.bounds([x - half, top - LABEL_SIZE], [x + half, top + LABEL_SIZE]),
  ]);
  const free = boxes.find(([, box]) => !taken.some((other) => other.intersects(box)));
  if (free === undefined) {
    return null;
  }
  const [top, box] = free;
  taken.push(box);
  const style = { class: "label-text", x, "font-size": LABEL_SIZE, "text-anchor": "middle" };
  return lines.map((line, index) =>
    drawing("text", { ...style, y: top + index * LABEL_SIZE * 1.15 }, line),
  );
}

function joined(...texts) {
  return texts.filter(Boolean).join(" · ");
}

function legendPart(page, moment, y) {
  const heading = hasValues(moment) ? capitalised(legendTitle()) : say("map.no_classes");
  return legendGrid(page, heading, legendLines(moment, MOST_RADIUS), y);
}

/** Lines of a legend, three beside each other. */
export function legendGrid(page, heading, lines, y) {
  let top = write(page, heading, y + 4, { size: 10, weight: 600 });
  const width = SHEET_WIDTH / 3;
  for (let first = 0; first < lines.length; first += 3) {
    const row = lines.slice(first, first + 3);
    const nexts = row.map((line, index) => legendLine(page, line, index * width, top, width));
    top = Math.max(...nexts);
  }
  return top + 4;
}

/** With a capital as the language has it: in Azerbaijani, i becomes İ. */
export function capitalised(text) {
  return text.charAt(0).toLocaleUpperCase(state.lang) + text.slice(1);
}

function legendLine(page, { text, fill, sign, radius, isZero }, x, y, width) {
  const room = radius === undefined ? 22 : Math.max(22, 2 * radius + 6);
  const lettered = joined(letterOf(fill), text);
  const { node, next } = textBlock(lettered, {
    x: x + room,
    y: y + Math.max(0, (radius ?? 0) - 6),
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
