// Names and warning signs on the map. A name stands where it fits; a sign always stands.
import { circleRadius } from "./circles.js";
import { element, isolated } from "./dom.js";
import { drawnPlaces, frameBox, framePoint, map } from "./map.js";
import { MARK_SIGNS, mark } from "./pieces.js";
import { isCircled } from "./symbols.js";
import { placeName } from "./texts.js";

const LINE_HEIGHT = 16;
/** A circle this large holds its name. */
const WIDE = 16;
let labels = [];

/** Writes the names of the drawn districts, and signs on those whose value needs a warning. */
export function drawNames(moment) {
  const layer = document.getElementById("names");
  const cells = new Map(moment.cells.map((cell) => [cell.place, cell]));
  labels = drawnPlaces().map((place) => {
    const { status } = cells.get(place);
    const name = element("span", { class: "name" }, isolated(placeName(place)));
    const node = element("span", { class: "label" }, name, status in MARK_SIGNS && mark(status));
    return { place, node, name, drop: dropOf(cells.get(place)) };
  });
  layer.replaceChildren(...labels.map((label) => label.node));
  placeNames();
}

/** How far below its point a name stands, so that it hides no small circle. */
function dropOf({ statement }) {
  const radius = isCircled() && statement ? circleRadius(statement.claims[0].value) : WIDE;
  return radius < WIDE ? radius + LINE_HEIGHT / 2 : 0;
}

/** Keeps the names in place while the map moves. */
export function followMap() {
  map.on("move zoomend resize", placeNames);
}

/** Puts each label at its point; larger districts first, no name over another. */
function placeNames() {
  const taken = [];
  const sized = labels
    .map((label) => ({ ...label, box: frameBox(label.place), width: label.name.scrollWidth }))
    .sort((a, b) => area(b.box) - area(a.box));
  for (const { place, node, name, box, width, drop } of sized) {
    const { x, y } = framePoint(place).add([0, drop]);
    node.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px) translate(-50%, -50%)`;
    const half = L.point(width / 2 + 1, LINE_HEIGHT / 2);
    const own = L.bounds(L.point(x, y).subtract(half), L.point(x, y).add(half));
    const size = box.getSize();
    const fits = width < size.x * 0.9 && LINE_HEIGHT < size.y * 0.6;
    const isFree = taken.every((other) => !other.intersects(own));
    name.classList.toggle("tight", !(fits && isFree));
    if (fits && isFree) {
      taken.push(own);
    }
  }
}

function area(box) {
  const { x, y } = box.getSize();
  return x * y;
}
