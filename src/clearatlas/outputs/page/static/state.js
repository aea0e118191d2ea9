// What the reader chose: measure, period, language, district. It stands in the address, too.
import { data } from "./data.js";

/** The present choice, as numbers into the data; `place` is null where no district is chosen. */
export const state = {
  measure: 0,
  period: data.opening,
  lang: data.lang,
  place: null,
};

const NAMES = ["measure", "period", "lang", "district"];
const PAUSE = 200;
const listeners = [];
let writing = 0;

/** Calls `listener` after every change, with the names of what changed. */
export function onChange(listener) {
  listeners.push(listener);
}

/** Takes over new choices and tells everybody. */
export function choose(choices) {
  const changed = Object.keys(choices).filter((name) => state[name] !== choices[name]);
  if (changed.length > 0) {
    Object.assign(state, choices);
    // Browsers look at every link anew when the address changes: not while somebody steps.
    clearTimeout(writing);
    writing = setTimeout(writeAddress, PAUSE);
    announce(changed);
  }
}

/** Takes over what the address says, so that a link opens what its sender saw. */
export function readAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const choices = {};
  if (!NAMES.some((name) => asked.has(name))) {
    return [];
  }
  const take = (name, number) => {
    if (number >= 0) {
      choices[name] = number;
    }
  };
  take(
    "measure",
    data.measures.findIndex(([key]) => key === asked.get("measure")),
  );
  take("period", data.periods.keys.indexOf(asked.get("period")));
  if (Object.hasOwn(data.languages, asked.get("lang") ?? "")) {
    choices.lang = asked.get("lang");
  }
  const place = data.places.codes.indexOf(asked.get("district"));
  choices.place = place >= 0 && place < data.places.extent ? place : null;
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

function announce(changed) {
  for (const listener of listeners) {
    listener(changed);
  }
}

function writeAddress() {
  const words = new URLSearchParams({
    measure: data.measures[state.measure][0],
    period: data.periods.keys[state.period],
    lang: state.lang,
  });
  if (state.place !== null) {
    words.set("district", data.places.codes[state.place]);
  }
  try {
    history.replaceState(null, "", `#${words}`);
  } catch {
    // A sandboxed frame may not change its address; everything else works.
  }
}
