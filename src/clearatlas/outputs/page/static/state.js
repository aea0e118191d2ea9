// What the reader chose: measure, period, language, district. It stands in the address, too.
import { data } from "./data.js";

/**
 * The present choice, as numbers into the data; `place` is null where no district is chosen,
 * `other` where no second period is. `symbols` is "colour" (rates) or "circles" (amounts).
 */
export const state = {
  measure: 0,
  period: data.opening,
  lang: data.lang,
  place: null,
  symbols: "colour",
  other: null,
};

const OPENING = { ...state };
const PAUSE = 200;
const listeners = [];
let writing = 0;
/** Asked when first needed: the answer takes as long as drawing the map. */
let isInBox = null;

/** What a page that holds this one says in the address: it stays there. */
const opened = new URLSearchParams(location.hash.slice(1));
const told = ["embed", "downloads", "popups", "modals"].filter((word) => opened.has(word));

/** Whether the page stands in another one, without its own controls. */
export const isEmbedded = told.includes("embed");

/** Calls `listener` after every change, with the names of what changed. */
export function onChange(listener) {
  listeners.push(listener);
}

/** Takes over new choices and tells everybody. */
export function choose(choices) {
  const changed = adopt(choices);
  if (changed.length > 0) {
    // Browsers look at every link anew when the address changes: not while somebody steps.
    clearTimeout(writing);
    writing = setTimeout(writeAddress, PAUSE);
    announce(changed);
  }
}

/**
 * Takes over what the address says, so that a link opens what its sender saw; of what it leaves
 * out, what the page opened on. A link into the page says nothing of it.
 */
export function readAddress() {
  if (/^#(figures|source-)/.test(location.hash)) {
    return [];
  }
  const asked = new URLSearchParams(location.hash.slice(1));
  const choices = { ...OPENING };
  const { keys } = data.periods;
  const { codes, extent } = data.places;
  const take = (name, word, known) => {
    const number = known.indexOf(asked.get(word));
    if (number >= 0) {
      choices[name] = number;
    }
  };
  take(
    "measure",
    "measure",
    data.measures.map(([key]) => key),
  );
  take("period", "period", keys);
  take("other", "compare", keys);
  take("place", "district", codes.slice(0, extent));
  if (Object.hasOwn(data.languages, asked.get("lang") ?? "")) {
    choices.lang = asked.get("lang");
  }
  if (asked.get("symbols") === "circles") {
    choices.symbols = "circles";
  }
  return adopt(choices);
}

/** The names of what changed. */
function adopt(choices) {
  const changed = Object.keys(choices).filter((name) => state[name] !== choices[name]);
  Object.assign(state, choices);
  return changed;
}

/** Follows the address when the reader edits it or goes back. */
export function followAddress() {
  window.addEventListener("hashchange", () => {
    clearTimeout(writing);
    announce(readAddress());
  });
}

/** What the address says of the present choice; what is usual is left out. */
export function addressWords() {
  const words = new URLSearchParams({
    measure: data.measures[state.measure][0],
    period: data.periods.keys[state.period],
    lang: state.lang,
  });
  if (state.place !== null) {
    words.set("district", data.places.codes[state.place]);
  }
  if (state.symbols !== "colour") {
    words.set("symbols", state.symbols);
  }
  if (state.other !== null) {
    words.set("compare", data.periods.keys[state.other]);
  }
  return words;
}

/**
 * Whether the frame around the page allows "downloads", "popups" (new windows) or "modals"
 * (printing). Most sandboxes do not tell: the address does.
 */
export function isAllowed(word) {
  const frame = window.frameElement;
  if (frame !== null) {
    return !frame.hasAttribute("sandbox") || frame.sandbox.contains(`allow-${word}`);
  }
  isInBox ??= isBoxed();
  return told.includes(word) || !isInBox;
}

/** Whether the page is in a sandbox that hides its origin: there, asking for cookies is refused. */
function isBoxed() {
  try {
    return document.cookie === null;
  } catch {
    return true;
  }
}

function announce(changed) {
  for (const listener of listeners) {
    listener(changed);
  }
}

function writeAddress() {
  const words = addressWords();
  for (const word of told) {
    words.set(word, "");
  }
  try {
    history.replaceState(null, "", `#${words}`);
  } catch {
    // A sandboxed frame may not change its address; everything else works.
  }
}
