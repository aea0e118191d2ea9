// The sheet for paper while two periods are compared: both maps, the table of changes, sources.
import { comparedColumns, comparedPeriods, comparedRows, comparisonName } from "./compare.js";
import { periodName } from "./dates.js";
import { headline } from "./history.js";
import { sharedLines, sharedTitle } from "./legend.js";
import { momentOf } from "./moment.js";
import { inColumns, SHEET_WIDTH, write } from "./paper.js";
import { listed } from "./phrases.js";
import {
  capitalised,
  editionNotes,
  framed,
  headPart,
  legendGrid,
  pictureLabels,
  sheetOf,
} from "./picture.js";
import {
  addBlock,
  endPart,
  referencesOf,
  ruledOff,
  sourcesPart,
  tableLine,
  tableRows,
  together,
} from "./printed.js";
import { sourcesIn } from "./references.js";
import { projection, shapesOf, sketch } from "./sketch.js";
import { state } from "./state.js";
import { say } from "./texts.js";

const HALF = { width: 350, height: 290 };
const ROW_SIZE = 9.5;
const BOLD = { weight: 600 };

/** The whole sheet as an SVG element. */
export function comparisonSheet() {
  const periods = comparedPeriods();
  const moments = periods.map((period) => momentOf(period, state.measure));
  const sources = [...new Set(moments.flatMap(sourcesIn))];
  const name = comparisonName(periods);
  const heading = capitalised(sharedTitle(moments));
  const numbers = referencesOf(sources);
  const cite = (claims) => {
    const all = together(claims);
    return all.observations.length > 0 ? ` ${numbers(all)}` : "";
  };
  return sheetOf(name, 0, [
    (page, y) => headPart(page, name, y),
    (page, y) => halves(page, periods, moments, y, cite),
    (page, y) => legendGrid(page, heading, sharedLines(moments), y),
    (page, y) => changesPart(page, periods, moments, y, cite),
    (page, y) => write(page, say("compare.explained"), y, { size: 8.5, name: "quiet" }),
    (page, y) => sourcesPart(page, sources, y),
    (page, y) => endPart(page, moments, y),
  ]);
}

/** Both maps on one scale, each under its period and what is told first of it. */
function halves(page, periods, moments, y, cite) {
  const project = projection(moments.flatMap(shapesOf), HALF);
  const place = (index) => ({ x: index * (SHEET_WIDTH - HALF.width), y, width: HALF.width });
  const tops = periods.map((period, index) => {
    const text = say("page.colon", {
      name: periodName(period),
      text: headline(period, state.measure, cite),
    });
    return addBlock(page, text, { ...place(index), size: 11, weight: 600 });
  });
  const top = Math.max(...tops);
  const ends = moments.map((moment, index) => {
    const fill = (cell) => cell.fill;
    const parts = [sketch(moment, project, fill), pictureLabels(moment, project, fill)];
    const box = { ...place(index), ...HALF, y: top };
    page.append(framed(box, parts));
    const under = { ...box, y: top + HALF.height + 3, size: 9, name: "quiet" };
    return addBlock(page, editionNotes(moment), under);
  });
  return Math.max(...ends);
}

/** The tables as on the page, each value with its sources; the sums however many districts there are. */
function changesPart(page, periods, moments, y, cite) {
  const { alike, broken, sums } = comparedRows(moments);
  const [name, ...columns] = comparedColumns(periods);
  const values = columns.map((text) => ({ texts: [text], claims: [] }));
  const line = (row, at, style) => changeLine(page, row, at, { size: ROW_SIZE, ...style }, cite);
  const head = (at) => line({ name, values }, at, { size: 8.5, ...BOLD });
  const table = (rows, top) =>
    tableRows(page, rows, top, {
      isTold: ({ values: own }) => own.some(({ claims }) => claims.length > 0),
      row: line,
      head,
    });
  let next = table(alike, y + 2);
  if (broken.length > 0) {
    next = table(broken, write(page, say("compare.apart"), next, { size: ROW_SIZE, ...BOLD }));
  }
  return inColumns(sums, next, (row, at) => line(row, at, BOLD), head);
}

function changeLine(page, { name, values }, at, style, cite) {
  const [before, after, change] = values.map(({ texts: [text, ...remarks], claims }) =>
    listed([text + cite(claims), ...remarks]),
  );
  const end = tableLine(page, { name, before, after, change }, at, style);
  return ruledOff(page, at, end);
}
