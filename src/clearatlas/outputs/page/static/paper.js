// Writing on an SVG sheet: blocks of text broken into lines, one under the other.
import { drawing } from "./dom.js";

const FAMILY = "system-ui, 'Noto Sans', sans-serif";
const LEADING = 1.35;
let measuring = null;

/** A block of text from `y` down; returns what is drawn and where the next block may begin. */
export function textBlock(text, { x, y, width, size, weight = 400, name = "" }) {
  const lines = linesOf(text, width, `${weight} ${size}px ${FAMILY}`);
  const height = size * LEADING;
  const node = drawing(
    "text",
    { class: name, "font-size": size, "font-weight": weight, "font-family": FAMILY },
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
