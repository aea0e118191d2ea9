// The marks of the chart: points, bars and lines across them, warning signs, and what they mean.
import { byId, drawing, element, refill } from "./dom.js";
import { entryText } from "./history.js";
import { say } from "./texts.js";

const LEAST_BAR = 2.5;

/** The first mark of a period as a bar, further ones as lines across it. */
export function entryMarks(entry, scales) {
  const { marks } = entry;
  const left = scales.left(entry);
  const gap = Math.min(8, (scales.right(entry) - left) / 8);
  const width = Math.max(scales.right(entry) - left - gap, LEAST_BAR);
  return drawing(
    "g",
    { "data-period": entry.period },
    drawing("title", {}, entryText(entry)),
    marks.map((mark, index) => markOf(mark, index, { left, width, scales })),
  );
}

function markOf(mark, index, { left, width, scales }) {
  const y = scales.y(mark.value);
  const { isPointed } = scales;
  const isFurther = isLine(index, isPointed);
  const shape = shapeOf(
    mark.type,
    { isPointed, isFurther },
    { left, width, y, floor: scales.y(0) },
  );
  const x = isPointed ? left : left + width / 2;
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
function shapeOf(type, { isPointed, isFurther }, { left, width, y, floor }) {
  if (isPointed) {
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
export function drawKey(all, { isPointed }) {
  const marks = all.flatMap((entry) => entry.marks);
  const drawn = new Set(
    all.flatMap((entry) =>
      entry.marks.map(({ type }, index) => [type, isLine(index, isPointed)].join()),
    ),
  );
  const formsOf = (type) =>
    [false, true].filter((isFurther) => drawn.has([type, isFurther].join()));
  const types = ["sum", "group", "total"].filter((type) => formsOf(type).length > 0);
  const signs = ["!", ">", "<", "~"].filter((sign) => marks.some((mark) => mark.sign === sign));
  const texts = { "!": "conflict", ">": "at_least", "<": "at_most", "~": "about" };
  refill(
    byId("chart-key"),
    types.map((type) => {
      const swatches = formsOf(type).map((isFurther) => keySwatch(type, { isPointed, isFurther }));
      return element("li", {}, swatches, say(`chart.${type}`));
    }),
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

/** Whether a mark of a period crosses the bar of its first one. */
function isLine(index, isPointed) {
  return index > 0 && !isPointed;
}

function keySwatch(type, how) {
  const box = how.isPointed
    ? { left: 9, y: 9 }
    : { left: 1, width: 16, y: how.isFurther ? 9 : 1, floor: 17 };
  return drawing(
    "svg",
    { class: "swatch", viewBox: "0 0 18 18", "aria-hidden": "true" },
    shapeOf(type, how, box),
  );
}
