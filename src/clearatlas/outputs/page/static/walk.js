// The keyboard on the map: one stop for the Tab key, arrows from district to district.
import { openDetails } from "./details.js";
import { byId } from "./dom.js";
import { lookAt, lookAway, lookedAt, spoken } from "./look.js";
import { drawnPlaces, fitDistricts, framePoint, isDrawn, map } from "./map.js";
import { choose, isEmbedded, state } from "./state.js";
import { placeOrder, say } from "./texts.js";

const DIRECTIONS = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

const ACTIONS = {
  Enter: () => chooseLooked(),
  " ": () => chooseLooked(),
  Escape: () => leave(),
  "+": () => map.zoomIn(),
  "=": () => map.zoomIn(),
  "-": () => map.zoomOut(),
  Home: () => fitDistricts(),
};

/** Makes the map answer to keys. */
export function listenToKeys() {
  const frame = byId("map");
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const act = event.key in DIRECTIONS ? () => walkTo(DIRECTIONS[event.key]) : ACTIONS[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
  frame.addEventListener("focus", () => {
    if (frame.matches(":focus-visible")) {
      look(walkable() ?? firstPlace());
    }
  });
  frame.addEventListener("blur", lookAway);
}

/** The district looked at or chosen, if the period reports on it. */
function walkable() {
  return [lookedAt(), state.place].find((place) => place !== null && isDrawn(place)) ?? null;
}

function walkTo(direction) {
  const from = walkable();
  const next = from === null ? firstPlace() : nearest(from, direction);
  look(next);
  if (next === null) {
    byId("announcement").textContent = say("map.no_further");
  }
}

/** The nearest district in a direction: sideways steps count double. */
function nearest(from, [right, down]) {
  const origin = framePoint(from);
  let best = null;
  let least = Number.POSITIVE_INFINITY;
  for (const place of drawnPlaces()) {
    const point = framePoint(place);
    const along = (point.x - origin.x) * right + (point.y - origin.y) * down;
    const aside = Math.abs((point.x - origin.x) * down) + Math.abs((point.y - origin.y) * right);
    const distance = along + 2 * aside;
    if (along > 0 && distance < least) {
      best = place;
      least = distance;
    }
  }
  return best;
}

function look(place) {
  if (place === null) {
    return;
  }
  const point = framePoint(place);
  if (!L.bounds([0, 0], map.getSize()).contains(point)) {
    map.panInside(map.containerPointToLatLng(point), { padding: [40, 40], animate: false });
  }
  lookAt(place);
  byId("announcement").textContent = spoken(place);
}

function chooseLooked() {
  if (lookedAt() !== null) {
    // An embedded map has no details; its link leads to the page with the district chosen.
    const open = isEmbedded ? (place) => choose({ place }) : openDetails;
    open(lookedAt(), byId("map"));
  }
}

function leave() {
  choose({ place: null });
  lookAway();
}

function firstPlace() {
  const [first = null] = [...drawnPlaces()].sort((a, b) => placeOrder(a) - placeOrder(b));
  return first;
}
