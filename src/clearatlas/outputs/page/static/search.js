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
/** From here on points are for names that do not hold the word. */
const ONLY_ALIKE = 20;
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
  field.addEventListener("focus", drawFound);
  byId("found").addEventListener("keydown", walkFound);
  byId("search").closest(".search").addEventListener("focusout", leaveFound);
  document.addEventListener("pointerdown", leaveFound);
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
  const count = places.length;
  const key = count === 0 ? "nothing" : count > MOST_FOUND ? "first" : "found";
  refill(byId("found"), places.slice(0, MOST_FOUND).map(foundItem));
  byId("found").hidden = count === 0;
  byId("search-status").textContent = word && say(`search.${key}`, { count, shown: MOST_FOUND });
}

/** Puts the list away when the reader goes on elsewhere. */
function leaveFound({ target, relatedTarget, type }) {
  const next = type === "focusout" ? relatedTarget : target;
  if (next !== null && !byId("search").closest(".search").contains(next)) {
    byId("found").hidden = true;
    byId("search-status").textContent = "";
  }
}

/** The places that hold a word; where none does, those spelt most nearly like it. */
function placesLike(word) {
  spellings ??= allSpellings();
  return spellings
    .map(([place, names, aliases]) => [place, pointsOf(place, names, aliases, word)])
    .filter(([, points]) => points < Number.POSITIVE_INFINITY)
    .sort(([a, first], [b, second]) => first - second || placeOrder(a) - placeOrder(b))
    .filter(([, points], _, all) => points < ONLY_ALIKE || all[0][1] >= ONLY_ALIKE)
    .map(([place]) => place);
}

/** The fewer the better: whole names, then districts on the map, beginnings, and own names. */
function pointsOf(place, names, aliases, word) {
  const own = Math.min(...names.map((name) => scoreOf(name, word)));
  const other = Math.min(...aliases.map((name) => scoreOf(name, word))) + 1;
  const points = Math.min(own, other);
  return points > 1 && !isDrawn(place) ? points + 5 : points;
}

/** Nought for all of a name, two for a beginning, four for a part, then what is only spelt alike. */
function scoreOf(name, word) {
  if (name.includes(word)) {
    return name === word ? 0 : name.startsWith(word) ? 2 : 4;
  }
  // Who has typed Khod may be about to type Khodzhaly.
  const isBegun = name.startsWith(word.replace(/(?!^)(d?z|[dk])$/, ""));
  const changes = isBegun ? 0 : distance(name, word);
  return changes <= Math.ceil(word.length / 4)
    ? ONLY_ALIKE + 10 * changes
    : Number.POSITIVE_INFINITY;
}

/** Each district of the page with its folded names in every language; its code and aliases. */
function allSpellings() {
  const languages = Object.values(data.languages);
  return data.places.codes.slice(0, data.places.extent).map((code, place) => {
    const names = languages.map(({ places }) => folded(places[place]));
    const aliases = (data.spellings[place] ?? code).split("|");
    return [place, names, [code, ...aliases].map(folded)];
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
