// What can be read on the sheet: totals, sums, the table, sources with their numbers, footnotes.
import { data } from "./data.js";
import { drawing } from "./dom.js";
import { sumTexts } from "./figures.js";
import { misfitsOf } from "./fitting.js";
import { footnotes } from "./footnotes.js";
import { inColumns, textBlock, write } from "./paper.js";
import {
  absenceText,
  amount,
  bareAmount,
  flagWords,
  listed,
  placeNames,
  rateText,
  remarksOn,
  shown,
  unplacedName,
} from "./phrases.js";
import { sourceText } from "./references.js";
import { state } from "./state.js";
import { fillOf } from "./symbols.js";
import { placeName, placeOrder, say, unitOf } from "./texts.js";

const CLASS_LETTERS = "ABCDEF";
/** More districts than this would make the print too small. */
const MOST_ROWS = 60;
const ROW = { size: 9.5 };
/** Where the columns of a row end, of its width; those of a comparison, too. */
const ENDS = {
  value: 0.6,
  rate: 0.76,
  letter: 0.84,
  sources: 1,
  before: 0.57,
  after: 0.79,
  change: 1,
};

/** The letter of a class; what is no class has none. */
export function letterOf(fill) {
  return CLASS_LETTERS[fill - 1] ?? "";
}

/** Numbers sources; gives the numbers of a claim's in brackets. */
export function referencesOf(sources) {
  return ({ observations }) => {
    const own = observations.map((one) => sources.indexOf(one.source) + 1);
    return `[${[...new Set(own)].sort((a, b) => a - b).join(", ")}]`;
  };
}

/** A figure with its sources; of a conflict, each claim has its own. */
function citedItem(text, total, cite, more = []) {
  const own = total.claims.length > 1 ? "" : ` ${cite(total.claims[0])}`;
  const remarks = [...more, ...citedRemarks(total, null, cite)];
  return [`${text}${own}`, ...remarks].join(say("page.clause"));
}

function citedRemarks(statement, cell, cite) {
  return remarksOn(statement, cell, (claim, measure) => `${amount(claim, measure)} ${cite(claim)}`);
}

/** Totals, what has no polygon, sums, and what does not fit. */
export function sheetTotals(page, moment, y, cite) {
  const { groups, totals, cells, unplaced, sums } = moment;
  const blocks = [
    ["group.heading", groups.map((group) => groupLine(group, cite))],
    ["total.heading", totals.map((total) => citedItem(shown(total), total, cite))],
    ["other.heading", cells.flatMap((cell) => detailLines(cell, cite))],
    ["unplaced.heading", unplaced.map((row) => unplacedLine(row, cite))],
    ["sum.heading", sums.map((sum) => sumTexts(sum, moment).join(" · "))],
    ["misfit.heading", misfitsOf(state)],
  ];
  let top = y;
  for (const [heading, items] of blocks.filter(([, all]) => all.length > 0)) {
    top = write(page, say(heading), top, { size: 10, weight: 600 });
    for (const item of items) {
      top = write(page, item, top, ROW);
    }
  }
  return top;
}

function groupLine({ places, total }, cite) {
  const values = { amount: shown(total), count: places.length, places: placeNames(places) };
  return citedItem(say("group.item", values), total, cite);
}

function detailLines({ place, details }, cite) {
  return details.map((one) => {
    const text = say("page.colon", { name: placeName(place), text: shown(one) });
    return citedItem(text, one, cite);
  });
}

function unplacedLine({ label, reason, statement }, cite) {
  const text = say("page.colon", { name: unplacedName(label, reason), text: shown(statement) });
  return citedItem(text, statement, cite, [say(`reason.${reason}`)]);
}

/** The districts by name: amount, rate, class, sources. Of very many, those with a figure. */
export function tablePart(page, moment, y, cite) {
  const every = [...moment.cells].sort((a, b) => placeOrder(a.place) - placeOrder(b.place));
  const { areas } = data.geometry.editions[moment.edition];
  return tableRows(page, every, y + 2, {
    isTold: ({ statement, groups }) => statement || groups.length > 0,
    row: (cell, at) => sheetRow(page, cell, areas, at, cite),
    head: (at) => sheetHead(page, at, every),
  });
}

/** Districts in columns; of very many, those that tell something. */
export function tableRows(page, every, y, { isTold, row, head }) {
  const rows = every.length > MOST_ROWS ? every.filter(isTold) : every;
  if (rows.length > MOST_ROWS) {
    return write(page, say("save.too_many", { count: rows.length }), y, ROW);
  }
  const end = inColumns(rows, y, row, head);
  const rest = every.length - rows.length;
  return rest > 0 ? write(page, say("sum.missing", { count: rest }), end, ROW) : end + 4;
}

function sheetHead(page, at, cells) {
  const hasLetters = cells.some((cell) => letterOf(fillOf(cell)));
  const texts = {
    name: say("column.place"),
    value: say(`column.${unitOf(state.measure)}`),
    rate: unitOf(state.measure) === "percent" ? "" : say("column.rate"),
    letter: hasLetters ? say("column.class") : "",
    sources: say("column.sources"),
  };
  return tableLine(page, texts, at, { size: 8.5, weight: 600 });
}

function sheetRow(page, cell, areas, at, cite) {
  const { statement, groups } = cell;
  const name = placeName(cell.place);
  const texts = statement
    ? {
        name,
        value: bareAmount(statement.claims[0], state.measure),
        rate: rateText(cell, areas[cell.place]),
        letter: letterOf(fillOf(cell)),
        sources: cite(statement.claims[0]),
      }
    : {
        name: groups.length > 0 ? listed([name, say("status.K")]) : name,
        letter: absenceText(cell),
        sources: groups.length > 0 ? cite(allClaims(groups)) : "",
      };
  const remarks = statement ? citedRemarks(statement, cell, cite) : flagWords(cell.flags);
  const next = tableLine(page, texts, at, ROW);
  const end =
    remarks.length > 0 ? addBlock(page, listed(remarks), { ...at, y: next - 2, size: 8.5 }) : next;
  return ruledOff(page, at, end);
}

/** A line under a row that ends at a height. */
export function ruledOff(page, { x, width }, end) {
  const y = end - 2.5;
  page.append(drawing("line", { class: "rule", x1: x, x2: x + width, y1: y, y2: y }));
  return end - 1;
}

/** All claims of totals together, for their sources. */
function allClaims(groups) {
  return together(groups.flatMap(({ total }) => total.claims));
}

/** Several claims as one, for their sources. */
export function together(claims) {
  return { observations: claims.flatMap(({ observations = [] }) => observations) };
}

/** The name on the left, the rest in columns that end where they always end. */
export function tableLine(page, { name, ...columns }, { x, y, width }, style) {
  // Without a value, the name and what is said of it have more room.
  const named = columns.value ? 0.4 : columns.change ? 0.35 : 0.5;
  const filled = Object.entries(columns).filter(([, text]) => text);
  const ends = filled.map(([key, text], index) => {
    const end = ENDS[key];
    const start = index === 0 ? named : ENDS[filled[index - 1][0]];
    const room = (end - start) * width - 4;
    return addBlock(page, text, { x: x + end * width, y, width: room, anchor: "end", ...style });
  });
  return Math.max(addBlock(page, name, { x, y, width: named * width, ...style }), ...ends);
}

export function addBlock(page, text, style) {
  const { node, next } = textBlock(text, style);
  page.append(node);
  return next;
}

/** The sources under the numbers that figures name them by. */
export function sourcesPart(page, sources, y) {
  if (sources.length === 0) {
    return y;
  }
  const top = write(page, say("source.heading"), y, { size: 10, weight: 600 });
  const texts = sources.map((source, index) => `[${index + 1}] ${sourceText(source)}`);
  return inColumns(texts, top, (text, at) => addBlock(page, text, { ...at, size: 8 }));
}

/** The disclaimer, and what is to be said of the boundaries drawn; `dated` says how old all is. */
export function endPart(page, moments, y, dated = ".fresh") {
  const top = write(page, say("disclaimer.heading"), y, { size: 10, weight: 600 });
  const next = write(page, say("disclaimer.text"), top, { size: 9 });
  const fresh = [...document.querySelectorAll(dated)].map((node) => node.textContent);
  const texts = new Set([...fresh, ...moments.flatMap(footnotes).map(({ text }) => text)]);
  const said = [...texts].map((text) => text.replace(/[^.]$/, "$&."));
  return write(page, said.join(" "), next, { size: 8.5, name: "quiet" });
}
