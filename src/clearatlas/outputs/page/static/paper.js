// Writing on an SVG sheet: blocks of text broken into lines, one under the other.
import { drawing } from "./dom.js";

/** As wide as an A4 page between its margins, at 96 points to the inch. */
export const SHEET_WIDTH = 718;
export const FAMILY = "system-ui, 'Noto Sans', sans-serif";
const COLUMN_GAP = 26;
const LEADING = 1.35;
let measuring = null;

/** Adds a block of text over the whole width and returns where the next may begin. */
export function write(page, text, y, style) {
  const { node, next } = textBlock(text, { x: 0, y, width: SHEET_WIDTH, size: 11, ...style });
  page.append(node);
  return next;
}

/**
 * Two columns of equal length, or as many as can be: `draw` adds an item where it is told to and
 * returns where the next may begin; `head` does the same above each column.
 */
export function inColumns(items, y, draw, head = () => y) {
  const width = (SHEET_WIDTH - COLUMN_GAP) / 2;
  const half = Math.ceil(items.length / 2);
  const ends = [items.slice(0, half), items.slice(half)]
    .map((column, index) => [column, index * (width + COLUMN_GAP)])
    .filter(([column]) => column.length > 0)
    .map(([column, x]) =>
      column.reduce((next, item) => draw(item, { x, y: next, width }), head({ x, y, width })),
    );
  return Math.max(y, ...ends);
}

/**
 * A block of text from `y` down; returns what is drawn and where the next block may begin. With
 * `anchor` "end", its lines end at `x`.
 */
export function textBlock(text, { x, y, width, size, weight = 400, name = "", anchor }) {
  const lines = linesOf(text, width, `${weight} ${size}px ${FAMILY}`);
  const height = size * LEADING;
  const node = drawing(
    "text",
    { class: name, "font-size": size, "font-weight": weight, "text-anchor": anchor ?? null },
    lines.map((line, index) =>
      drawing("tspan", { x, y: toTenth(y + size + index * height) }, line),
    ),
  );
  return { node, next: toTenth(y + lines.length * height + size * 0.45) };
}

/** Text broken where it would run over the width; a word too long for a line is broken, too. */
function linesOf(text, width, font) {
  measuring ??= document.createElement("canvas").getContext("2d");
  measuring.font = font;
  const isFitting = (line) => measuring.measureText(line).width <= width;
  const lines = [""];
  for (const word of text.split(" ").flatMap((one) => piecesOf(one, isFitting))) {
    const longer = lines.at(-1) === "" ? word : `${lines.at(-1)} ${word}`;
    if (isFitting(longer)) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

function piecesOf(word, isFitting) {
  if (isFitting(word)) {
    return [word];
  }
  const pieces = [""];
  for (const sign of word) {
    if (!isFitting(pieces.at(-1) + sign)) {
      pieces.push("");
    }
    pieces[pieces.length - 1] += sign;
  }
  return pieces;
}

function toTenth(number) {
  return Math.round(number * 10) / 10;
}
