// Arcs as they are drawn at one scale: each is laid once, for both its sides and its border.
import { flatArc } from "./geometry.js";

/**
 * What arcs are laid on: so large is a unit of the map at zoom 0, there its corner, and so many
 * `parts` has a unit that lines are drawn to.
 */
export function gridOf(scale, x, y, parts = 1) {
  return { scale, x, y, parts, laid: [] };
}

/** The path of shapes, filled. */
export function surface(shapes, grid) {
  return shapes
    .flat(2)
    .map((ring) => ringOn(ring, grid))
    .join("");
}

/** The path of lines along arcs. */
export function lines(arcs, grid) {
  return [...arcs]
    .map((number) => {
      const { start, forth } = arcOn(number, grid);
      return forth && `${moveTo(start, grid)}l${forth}`;
    })
    .join("");
}

/** Where a point of the map at zoom 0 falls. */
export function spotOn([x, y], { scale, parts, ...corner }) {
  return [x * scale - corner.x, y * scale - corner.y].map((at) => Math.round(at * parts) / parts);
}

function arcOn(number, grid) {
  grid.laid[number] ??= layArc(flatArc(number), grid);
  return grid.laid[number];
}

/** Where an arc begins and ends, and its steps in whole parts; what falls together is left out. */
function layArc({ points }, { scale, parts }) {
  const fine = scale * parts;
  const steps = [];
  const start = [Math.round(points[0] * fine), Math.round(points[1] * fine)];
  let [x, y] = start;
  for (let index = 2; index < points.length; index += 2) {
    const right = Math.round(points[index] * fine) - x;
    const down = Math.round(points[index + 1] * fine) - y;
    if (right !== 0 || down !== 0) {
      steps.push(right, down);
      x += right;
      y += down;
    }
  }
  return { start, end: [x, y], steps, forth: written(steps, parts), back: null };
}

function ringOn(numbers, grid) {
  const steps = numbers.map((number) =>
    number < 0 ? backwards(arcOn(~number, grid), grid) : arcOn(number, grid).forth,
  );
  const [first] = numbers;
  const start = first < 0 ? arcOn(~first, grid).end : arcOn(first, grid).start;
  return `${moveTo(start, grid)}l${steps.filter(Boolean).join(" ") || "0 0"}z`;
}

/** Corners of the map are whole, so that nothing is drawn a part of a part aside. */
function moveTo([x, y], grid) {
  const { parts } = grid;
  return `M${Math.round(x - grid.x * parts) / parts} ${Math.round(y - grid.y * parts) / parts}`;
}

/** Steps of parts in units; whole ones are written as they are, which is quicker. */
function written(steps, parts) {
  return (parts === 1 ? steps : steps.map((step) => step / parts)).join(" ");
}

function backwards(arc, { parts }) {
  if (arc.back === null) {
    const turned = [];
    for (let index = arc.steps.length - 2; index >= 0; index -= 2) {
      // Not negated: that makes a zero negative, and the list one of broken numbers.
      turned.push(0 - arc.steps[index], 0 - arc.steps[index + 1]);
    }
    arc.back = written(turned, parts);
  }
  return arc.back;
}
