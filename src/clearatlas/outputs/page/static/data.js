// The data of the page, and the statements in it as objects.

/** Everything Python hands over: see payload.py. */
export const data = JSON.parse(document.getElementById("data").textContent);

const BOUNDS = { "=": "exact", ">": "at_least", "<": "at_most", "~": "about" };

const claimStarts = starts(
  data.statements.measure.length,
  (row) => (data.statements.claims[row] ?? 1) + (data.statements.superseded[row] ?? 0),
);
const observationStarts = starts(
  data.claims.value.length,
  (row) => data.claims.observations[row] ?? 1,
);
const unpacked = new Map();

/** The statement with a number: its claims, the one shown first, and who makes them. */
export function statement(number) {
  if (!unpacked.has(number)) {
    unpacked.set(number, unpackStatement(number));
  }
  return unpacked.get(number);
}

function unpackStatement(row) {
  const columns = data.statements;
  const first = claimStarts[row];
  const current = columns.claims[row] ?? 1;
  const claims = range(first, claimStarts[row + 1]).map(unpackClaim);
  const [definition, scope, operator] = data.series[columns.series[row] ?? 0];
  return {
    measure: columns.measure[row],
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

function unpackClaim(row) {
  return {
    value: data.claims.value[row],
    bound: BOUNDS[data.claims.bound[row]],
    observations: range(observationStarts[row], observationStarts[row + 1]).map(unpackObservation),
  };
}

function unpackObservation(row) {
  const columns = data.observations;
  return {
    source: columns.source[row],
    file: data.strings[columns.file[row]],
    where: data.strings[columns.where[row]].replace("#", columns.row[row] || "#"),
    text: data.strings[columns.text[row]],
    note: data.strings[columns.note[row] ?? 0],
    written: data.strings[columns.written[row] ?? 0],
  };
}

/** A source: title, agency, date, address; `address` is set instead of `url` where it is no link. */
export function source(number) {
  const [title, agency, published, url, address = ""] = data.sources[number];
  return { title: data.strings[title], agency: data.strings[agency], published, url, address };
}

/** Every source of every claim of a statement, each once. */
export function sourcesOf(one) {
  const numbers = one.claims.flatMap((claim) => claim.observations.map((each) => each.source));
  return [...new Set(numbers)];
}

/** Where each row begins in a column that holds several entries per row; one more at the end. */
function starts(rows, lengthOf) {
  const found = new Uint32Array(rows + 1);
  for (let row = 0; row < rows; row += 1) {
    found[row + 1] = found[row] + lengthOf(row);
  }
  return found;
}

function range(from, to) {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
