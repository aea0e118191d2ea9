// The data of the page, and the statements in it as objects.
import { numbersIn, stepsIn } from "./numbers.js";

const holder = document.getElementById("data");

/** Everything Python hands over: see payload.py; inflated by loader.js where it was deflated. */
export const data = widened(JSON.parse(holder.inflated ?? holder.textContent));

export const BOUNDS = { "=": "exact", ">": "at_least", "<": "at_most", "~": "about" };

const claimStarts = starts(data.statements.measure.length, [
  ...Object.entries(data.statements.claims).map(([row, count]) => [row, count - 1]),
  ...Object.entries(data.statements.superseded),
]);
const observationStarts = starts(
  data.claims.value.length,
  Object.entries(data.claims.observations).map(([row, count]) => [row, count - 1]),
);
/** How many statements are remembered: long records would fill the memory. */
const MOST_UNPACKED = 100_000;
const unpacked = new Map();

/** The data with its columns of numbers as arrays, those of observations when first looked at. */
function widened(found) {
  const { statements, claims, observations } = found;
  statements.measure = stepsIn(statements.measure);
  claims.value = numbersIn(claims.value);
  found.tongue = numbersIn(found.tongue);
  for (const name of ["source", "file", "where", "row"]) {
    unfoldLater(observations, name, stepsIn);
  }
  unfoldLater(observations, "text", numbersIn);
  found.lists = found.lists.map((list) => [...stepsIn(list)]);
  for (const language of Object.values(found.languages)) {
    const { texts } = language;
    language.texts = Object.fromEntries(found.texts.map((key, index) => [key, texts[index]]));
    language.places = found.names[language.places];
    language.order = stepsIn(language.order);
    unfoldLater(language, "borrowed", (text) => new Set(stepsIn(text)));
  }
  return found;
}

function unfoldLater(columns, name, unfold) {
  const text = columns[name];
  Object.defineProperty(columns, name, {
    configurable: true,
    get() {
      const value = unfold(text);
      Object.defineProperty(columns, name, { value });
      return value;
    },
  });
}

/** The statement with a number: its claims, the one shown first, and who makes them. */
export function statement(number) {
  if (!unpacked.has(number)) {
    if (unpacked.size > MOST_UNPACKED) {
      unpacked.clear();
    }
    unpacked.set(number, unpackStatement(number));
  }
  return unpacked.get(number);
}

function unpackStatement(row) {
  const columns = data.statements;
  const first = claimStarts[row];
  const current = columns.claims[row] ?? 1;
  const measure = columns.measure[row];
  const claims = range(first, claimStarts[row + 1]).map((claim) => unpackClaim(claim, measure));
  const [definition, scope, operator] = data.series[columns.series[row] ?? 0];
  return {
    measure,
    series: { definition, scope, operator },
    status: columns.status[row],
    claims: claims.slice(0, current),
    superseded: claims.slice(current),
    flags: columns.flags[row] ?? [],
    lists: (columns.lists[row] ?? []).map((list) => data.lists[list]),
    parts: columns.parts[row] ?? null,
    derived: columns.derived[row] ?? [],
  };
}

function unpackClaim(row, measure) {
  const power = data.claims.powers[measure];
  const whole = data.claims.value[row];
  // Dividing by a power of ten is exact to the last digit; multiplying by 0.1 is not.
  const value = power < 0 ? whole / 10 ** -power : whole * 10 ** power;
  const claim = { row, value, bound: BOUNDS[data.claims.bound[row]] };
  return Object.defineProperty(claim, "observations", {
    get: () => observationRows(row).map((each) => unpackObservation(each, measure, value)),
  });
}

function observationRows(claim) {
  return range(observationStarts[claim], observationStarts[claim + 1]);
}

function unpackObservation(row, measure, value) {
  const columns = data.observations;
  return {
    source: columns.source[row],
    file: data.strings[columns.file[row]],
    where: data.strings[columns.where[row]].replace("#", columns.row[row] || "#"),
    text: columns.text[row] === 0 ? figures(value, measure) : data.strings[columns.text[row] - 1],
    note: data.strings[columns.note[row] ?? 0],
    written: data.strings[columns.written[row] ?? 0],
    said: saidApart(columns.said[row], measure),
  };
}

/** A bound that a source states beside a claim that says more. */
function saidApart([sign, value] = [], measure) {
  return sign && { bound: BOUNDS[sign], value, measure };
}

/** A value as it stands in most files: areas in hectares, no grouping. */
function figures(value, measure) {
  return String(data.measures[measure][1] === "m2" ? value / 10_000 : value);
}

/** A source: title, agency, date, address; `address` is set instead of `url` where it is no link. */
export function source(number) {
  const [title, agency, published, url, address = ""] = data.sources[number];
  return { title: data.strings[title], agency: data.strings[agency], published, url, address };
}

/** The language of a source's words; null where not known. */
export function tongueOf(number) {
  return data.tongues[data.tongue[number]] || null;
}

/** Every source of every claim of a statement, each once. */
export function sourcesOf(one) {
  const rows = one.claims.flatMap((claim) => observationRows(claim.row));
  return [...new Set(rows.map((row) => data.observations.source[row]))];
}

/** Where each row begins in a column with an entry per row, and some more for some of them. */
function starts(rows, more) {
  const found = new Uint32Array(rows + 1).fill(1);
  found[0] = 0;
  for (const [row, count] of more) {
    found[Number(row) + 1] += count;
  }
  for (let row = 0; row < rows; row += 1) {
    found[row + 1] += found[row];
  }
  return found;
}

function range(from, to) {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
