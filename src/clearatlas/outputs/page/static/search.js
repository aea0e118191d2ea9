// Finding a district by name, in any of the languages and in other spellings. It offers, the
// reader chooses: a name is never guessed.
import { data } from "./data.js";
import { openDetails } from "./details.js";
import { byId, element, isolated, refill } from "./dom.js";
import { lookAt } from "./look.js";
import { isDrawn } from "./map.js";
import { distance, folded } from "./spelling.js";
import { placeName, placeOrder, say } from "./texts.js";

const MOST_FOUND = 6;
let spellings = null;

/** Makes the search answer. */
export function listenToSearch() {
  const field = byId("search");
  field.addEventListener("input", drawFound);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      byId("found").querySelector("button")?.click();
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      byId("found").querySelector("button")?.focus();
    } else if (event.key === "Escape") {
      field.value = "";
      drawFound();
    }
  });
  byId("found").addEventListener("keydown", walkFound);
}

function walkFound(event) {
  const item = event.target.closest("li");
  const next = {
    ArrowDown: item.nextElementSibling?.firstChild,
    ArrowUp: item.previousElementSibling?.firstChild ?? byId("search"),
    Escape: byId("search"),
  }[event.key];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

function drawFound() {
  const word = folded(byId("search").value);
  const places = word === "" ? [] : placesLike(word);
  refill(byId("found"), places.slice(0, MOST_FOUND).map(foundItem));
  byId("found").hidden = places.length === 0;
  const nothing = word === "" ? "" : say("search.nothing");
  byId("search-status").textContent =
    places.length > 0 ? say("search.found", { count: places.length }) : nothing;
}

/** The places that hold a word; where none does, those spelt most nearly like it. */
function placesLike(word) {
  spellings ??= allSpellings();
  const score = ([, names]) => Math.min(...names.map((name) => scoreOf(name, word)));
  return spellings
    .map((entry) => [entry[0], score(entry)])
    .filter(([, points]) => points < Number.POSITIVE_INFINITY)
    .sort(([a, first], [b, second]) => first - second || placeOrder(a) - placeOrder(b))
    .filter(([, points], _, all) => points < 10 || all[0][1] >= 10)
    .map(([place]) => place);
}

/** Nought for a beginning, one for a part, from ten on for what is only spelt alike. */
function scoreOf(name, word) {
  if (name.includes(word)) {
    return name.startsWith(word) ? 0 : 1;
  }
  const changes = distance(name, word);
  return changes <= Math.ceil(word.length / 4) ? 10 + changes : Number.POSITIVE_INFINITY;
}

/** Each district of the page with its folded names in every language, its code and aliases. */
function allSpellings() {
  const languages = Object.values(data.languages);
  return data.places.codes.slice(0, data.places.extent).map((code, place) => {
    const names = languages.map(({ places }) => places[place]);
    const aliases = (data.spellings[place] ?? code).split("|");
    return [place, [...new Set([...names, code, ...aliases].map(folded))]];
  });
}

function foundItem(place) {
  return element(
    "li",
    {},
    element(
      "button",
      { type: "button", onclick: () => goTo(place) },
      isolated(placeName(place)),
      !isDrawn(place) && element("span", { class: "remark" }, say("search.undrawn")),
    ),
  );
}

function goTo(place) {
  byId("search").value = "";
  drawFound();
  openDetails(place, byId("search"));
  if (isDrawn(place)) {
    lookAt(place);
  }
}
