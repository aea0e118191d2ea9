// The small map in the corner: where in the country the districts in scope lie.
import { data } from "./data.js";
import { byId, drawing, refill } from "./dom.js";
import { projection, shapesOf } from "./sketch.js";
import { surface } from "./tracks.js";

const LOCATOR_BOX = { width: 96, height: 72, margin: 3 };
const REST = 200;
let locatorFor = "";
let resting = 0;

/** Draws the locator; while somebody steps, only when they rest. */
export function drawLocator(moment) {
  clearTimeout(resting);
  resting = setTimeout(() => locate(moment), locatorFor ? REST : 0);
}

/** A country that is all in scope needs no locator. */
function locate(moment) {
  const places = moment.cells.map(({ place }) => place);
  const key = [moment.edition, ...places].join();
  if (key === locatorFor) {
    return;
  }
  locatorFor = key;
  const { shapes, rest } = data.geometry.editions[moment.edition];
  const inScope = new Set(places);
  const others = [...rest, ...shapes.filter((shape, place) => shape && !inScope.has(place))];
  const locator = byId("locator");
  locator.classList.toggle("none", others.length === 0);
  if (others.length === 0) {
    return;
  }
  const own = shapesOf(moment);
  const project = projection([...others, ...own], LOCATOR_BOX);
  locator.setAttribute("viewBox", `0 0 ${LOCATOR_BOX.width} ${LOCATOR_BOX.height}`);
  refill(
    locator,
    drawing("path", { class: "country", d: surface(others, project) }),
    drawing("path", { class: "scope", d: surface(own, project) }),
  );
}
