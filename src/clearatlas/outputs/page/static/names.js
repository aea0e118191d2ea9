// Names and warning signs on the map. A name stands where it fits; a sign always stands.
import { circleRadius } from "./circles.js";
import { byId, element, isolated } from "./dom.js";
import { drawnPlaces, frameBox, framePoint, isDrawn, map } from "./map.js";
import { MARK_SIGNS, mark } from "./pieces.js";
import { state } from "./state.js";
import { isCircled } from "./symbols.js";
import { placeName } from "./texts.js";

const LINE_HEIGHT = 16;
const LEAST_SHARE = 24;
/** A circle this large holds its name. */
const WIDE = 16;
let groundKey = "";
let labelled = new Map();
let marked = [];
let drops = new Map();

/** Writes the names of the drawn districts, and signs on those whose value needs a warning. */
export function drawNames(moment) {
  const places = drawnPlaces();
  const next = [state.lang, moment.edition, ...places].join();
  const isSameGround = next === groundKey;
  if (!isSameGround) {
    groundKey = next;
    byId("names").replaceChildren();
    labelled = new Map(places.map((place) => [place, null]));
  }
  byId("still")?.remove();
  const hadMarks = marked.length > 0;
  drawMarks(
    moment.cells.filter(({ place, status }) => status in MARK_SIGNS && labelled.has(place)),
  );
  const hadDrops = drops.size > 0;
  drops = new Map(isCircled() ? moment.cells.map((cell) => [cell.place, dropOf(cell)]) : []);
  const isMoved = hadDrops || drops.size > 0;
  if (!isSameGround || isMoved || hadMarks || marked.length > 0) {
    putNames();
  }
}

/** How far below its point a name stands, so that it hides no small circle. */
function dropOf({ statement }) {
  const radius = statement ? circleRadius(statement.claims[0].value) : WIDE;
  return radius < WIDE ? radius + LINE_HEIGHT / 2 : 0;
}

/** Keeps the names in place while the map moves. */
export function followMap() {
  map.on("move zoomend resize", putNames);
}

function drawMarks(cells) {
  for (const node of marked) {
    node.remove();
  }
  marked = cells.map(({ place, status }) => {
    const sign = mark(status);
    labelOf(place).node.append(sign);
    return sign;
  });
}

/** The label of a place, made when it is first needed: of thousands, few have room for a name. */
function labelOf(place) {
  if (labelled.get(place) === null) {
    const name = element("span", { class: "name" }, isolated(placeName(place)));
    const node = element("span", { class: "label" }, name);
    byId("names").append(node);
    labelled.set(place, { node, name, width: 0 });
  }
  return labelled.get(place);
}

/** Puts each label at its point; larger districts first, no name over another. */
function putNames() {
  const taken = [];
  // While another edition comes in, the map moves before its names are there.
  const sized = [...labelled.keys()]
    .filter(isDrawn)
    .map((place) => ({ place, size: frameBox(place).getSize() }))
    .filter(({ place, size }) => labelled.get(place) !== null || hasRoom(LEAST_SHARE, size))
    .map((one) => ({ ...one, ...labelOf(one.place) }))
    .map((one) => ({ ...one, width: widthOf(one.place) }))
    .sort((a, b) => b.size.x * b.size.y - a.size.x * a.size.y);
  for (const { place, node, name, size, width } of sized) {
    const { x, y } = framePoint(place).add([0, drops.get(place) ?? 0]);
    node.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px) translate(-50%, -50%)`;
    const half = L.point(width / 2 + 1, LINE_HEIGHT / 2);
    const own = L.bounds(L.point(x, y).subtract(half), L.point(x, y).add(half));
    const fits = hasRoom(width, size);
    const isFree = taken.every((other) => !other.intersects(own));
    name.classList.toggle("tight", !(fits && isFree));
    if (fits && isFree) {
      taken.push(own);
    }
  }
}

/** How wide a name is, asked once: every question has the page laid out. */
function widthOf(place) {
  const label = labelled.get(place);
  label.width ||= label.name.scrollWidth;
  return label.width;
}

function hasRoom(width, size) {
  return width < size.x * 0.9 && LINE_HEIGHT < size.y * 0.6;
}
