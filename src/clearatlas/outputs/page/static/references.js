// Sources, numbered as a reader meets them, and the list they are looked up in.
import { dateName } from "./dates.js";
import { source, sourcesOf, tongueOf } from "./data.js";
import { byId, element, isolated, leadTo } from "./dom.js";
import { amount, listed, spotText } from "./phrases.js";
import { isAllowed } from "./state.js";
import { say } from "./texts.js";

let followed = null;

/**
 * Starts a new numbering. `count` numbers a statement's sources, `cite` gives the links of some into the
 * list that `list` draws, `spell` the same with the sources in words: who says so, what was
 * printed, and where.
 */
export function references() {
  const numbers = new Map();
  const numberOf = (source) => {
    if (!numbers.has(source)) {
      numbers.set(source, numbers.size + 1);
    }
    return numbers.get(source);
  };
  return {
    count: (statement) => sourcesOf(statement).forEach(numberOf),
    cite: (...statements) =>
      [...new Set(statements.flatMap(sourcesOf))].map((one) => cited(numberOf(one), one)),
    spell: (statement) =>
      statement.claims.flatMap((claim) =>
        claim.observations.map((one) => [
          cited(numberOf(one.source), one.source),
          statement.claims.length > 1 && claimed(claim, statement.measure),
          sourceLine(one.source),
          printedLines(one),
        ]),
      ),
    list: () => [...numbers].map(([one, number]) => sourceItem(one, number)),
  };
}

function cited(number, one) {
  const { title, agency, published } = source(one);
  const name = listed([title || agency || say("source.unnamed"), dateText(published)]);
  const label = say("source.reference", { number, name });
  return element(
    "a",
    { class: "cite", href: `#source-${number}`, "aria-label": label, onclick: showSource },
    String(number),
  );
}

/** What a source claims, where another one differs. */
function claimed(claim, measure) {
  return [element("strong", { class: "claim" }, isolated(amount(claim, measure))), " "];
}

/** The printed words of a figure and where they stand, and what is noted about them. */
function printedLines({ source: from, file, where, text, note, said }) {
  const spot = listed([file, spotText(where)].filter(Boolean));
  // The words are in their own language, what stands around them in the reader's.
  const around = say(spot ? "source.printed" : "source.quoted", { text: "\0", spot }).split("\0");
  const words = element("span", { lang: tongueOf(from) }, text);
  const lines = [
    text ? [around[0], words, around[1]] : [spot],
    said && [amount(said, said.measure)],
    note && [say("details.note", { note })],
  ];
  return lines
    .filter((line) => line?.[0])
    .map((line) => element("span", { class: "printed-line" }, element("bdi", {}, line)));
}

/** Goes to the source without touching the address, which holds the reader's choice. */
function showSource(event) {
  const id = event.currentTarget.getAttribute("href").slice(1);
  followed = event.currentTarget;
  event.preventDefault();
  leadTo(byId(id), { block: "center" });
}

/** A source; Escape goes back to where it was followed from. */
function sourceItem(one, number) {
  const onkeydown = ({ key }) => key === "Escape" && followed?.focus();
  const attributes = { id: `source-${number}`, value: number, tabindex: -1, onkeydown };
  return element("li", attributes, sourceLine(one));
}

function dateText(published) {
  return published ? say("source.published", { date: dateName(published) }) : say("source.undated");
}

/** Who published it, when, and the link to it. */
export function sourceLine(number) {
  const { title, agency, published, url, ...rest } = source(number);
  // Where the frame forbids new windows, an address can still be copied.
  const mayOpen = isAllowed("popups");
  const address = mayOpen ? rest.address : rest.address || url;
  const name = isolated(title || agency || say("source.unnamed"));
  return [
    isWebAddress(url) && mayOpen
      ? element("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, name)
      : name,
    title && agency ? element("span", {}, say("page.list"), isolated(agency)) : null,
    element("span", { class: "date" }, say("page.list"), isolated(dateText(published))),
    address ? element("span", { class: "address" }, say("page.list"), isolated(address)) : null,
  ];
}

/** The same as plain text. */
export function sourceText(number) {
  const { title, agency, published, url, address } = source(number);
  const names = [
    title || agency || say("source.unnamed"),
    title && agency,
    dateText(published),
    url || address,
  ];
  return names.filter(Boolean).join(say("page.list"));
}

/** When the sources of what a period shows were published; empty where none says so. */
export function publishedText(moment) {
  const dates = sourcesIn(moment)
    .map((one) => source(one).published)
    .filter(Boolean)
    .sort();
  if (dates.length === 0) {
    return "";
  }
  const [first, last] = [dates[0], dates.at(-1)].map(dateName);
  // "2024-09" holds "2024-09-02".
  return dates.at(-1).startsWith(dates[0])
    ? say("page.dated_once", { date: first })
    : say("page.dated", { first, last });
}

/** The sources of all that a period shows, each once. */
export function sourcesIn({ groups, totals, cells, unplaced }) {
  const statements = [
    ...groups.map(({ total }) => total),
    ...totals,
    ...cells.flatMap(({ statement, details }) => (statement ? [statement, ...details] : details)),
    ...unplaced.map(({ statement }) => statement),
  ];
  return [...new Set(statements.flatMap(sourcesOf))];
}

function isWebAddress(url) {
  return url.startsWith("https://") || url.startsWith("http://");
}
