"""Slices -> plain tables: every figure, what has no polygon, and what sources dispute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

import pandas as pd

from clearatlas.atlas.frames import SOURCE_COLUMNS, period_cells, rounded_rate, source_cells
from clearatlas.atlas.slices import Slice
from clearatlas.ledger.statements import Claim, Statement
from clearatlas.observations import Measure, Observation, Source

__all__ = ["LONG_COLUMNS", "conflict_table", "long_table", "unplaced_table"]

NameOf = Callable[[str], str]

#: The columns of every table of figures that is written; the page's own CSV has the same.
LONG_COLUMNS = (
    "place",
    "label",
    "locus",
    "period_start",
    "period_end",
    "granularity",
    "measure",
    "value",
    "unit",
    "status",
    "claim",
    "flags",
    "bound",
    "scope",
    "definition",
    "agency",
    "note",
    "per_100km2",
    "group",
    "edition",
    "other_values",
    "source_title",
    "source_url",
    "published",
    "other_sources",
    "origin",
)


def long_table(slices: Sequence[Slice], name: NameOf) -> pd.DataFrame:
    """Return one row per figure: districts, group totals, totals without places, unplaced.

    Where sources conflict, every claim of every source has a row. ``claim`` says ``shown`` for what
    maps show, ``repeat`` where a further source says the same and ``other`` for what contradicts
    it; it is empty where nobody disagrees. Leave ``repeat`` and ``other`` out of any sum.

    The columns are those that a table of figures may have, so the table can be read in again;
    ``place`` holds a code, codes joined by ``|``, or the printed name of what has no code.
    Districts with nothing reported have a row with status O and no value. A derived sum says so in
    ``flags`` and is no statement: reading leaves it to be derived again.
    """
    rows = [row for piece in slices for row in _long_rows(piece, name)]
    return _texts(pd.DataFrame(rows, columns=list(LONG_COLUMNS)), numeric=("per_100km2",))


def unplaced_table(slices: Sequence[Slice]) -> pd.DataFrame:
    """Return one row per figure without a polygon, with the reason."""
    rows = [
        {
            "period": str(piece.period),
            "label": row.label,
            "reason": row.reason.value,
            "measure": row.statement.measure.key,
            "value": _amount(row.statement.value, row.statement.measure),
            "unit": row.statement.measure.shown_unit,
            "status": row.statement.status.value,
            **source_cells(row.statement.sources),
        }
        for piece in slices
        for row in piece.unplaced
    ]
    columns = ["period", "label", "reason", "measure", "value", "unit", "status", *SOURCE_COLUMNS]
    table = _texts(pd.DataFrame(rows, columns=columns), numeric=())
    return table.assign(value=pd.to_numeric(table["value"]).astype("Float64"))


def conflict_table(statements: Iterable[Statement]) -> pd.DataFrame:
    """Return one row per claim of every disputed statement; ``shown`` marks the one maps show."""
    rows = [
        {
            "period": str(statement.period),
            "place": "|".join(statement.codes) or statement.label,
            "measure": statement.measure.key,
            "value": _amount(claim.value, statement.measure),
            "unit": statement.measure.shown_unit,
            "shown": claim is statement.shown,
            **source_cells(claim.sources),
        }
        for statement in statements
        if statement.is_disputed
        for claim in statement.claims
    ]
    columns = ["period", "place", "measure", "value", "unit", "shown", *SOURCE_COLUMNS]
    table = _texts(pd.DataFrame(rows, columns=columns), numeric=("shown",))
    value = pd.to_numeric(table["value"]).astype("Float64")
    return table.assign(value=value, shown=table["shown"].astype("boolean"))


def _long_rows(piece: Slice, name: NameOf) -> Iterable[dict[str, object]]:
    for cell in piece.cells.values():
        shown = {
            "per_100km2": rounded_rate(cell.rate),
            "group": "; ".join(cell.groups),
            "status": cell.status.value,
        }
        if cell.statement is None:
            yield {
                "place": cell.code,
                "label": name(cell.code),
                "edition": piece.edition,
                **period_cells(piece.period),
                "locus": "district",
                "measure": cell.measure.key,
                "unit": cell.measure.shown_unit,
                "flags": ";".join(cell.flags),
                **shown,
            }
        else:
            row, *others = _claim_rows(cell.statement, piece, name)
            yield {**row, **shown, "flags": ";".join(cell.flags)}
            yield from others
        for detail in cell.details:
            yield from _claim_rows(detail, piece, name)
    for group in piece.groups:
        for total in group.totals.values():
            for row in _claim_rows(total, piece, name):
                yield {**row, "group": group.id}
    numbers: Counter[str] = Counter()
    for total in piece.totals:
        numbers[total.measure.key] += 1
        for row in _claim_rows(total, piece, name):
            yield {**row, "group": f"{piece.period}/t{numbers[total.measure.key]}"}
    for unplaced in piece.unplaced:
        yield from _claim_rows(unplaced.statement, piece, name)


def _claim_rows(statement: Statement, piece: Slice, name: NameOf) -> Iterator[dict[str, object]]:
    """Yield the figure shown and, where sources conflict, every claim of every source."""
    claimed = [(claim, one) for claim in statement.claims for one in _by_source(claim)]
    (shown, first), *others = claimed
    row = _statement_row(statement, shown, first, piece, name)
    if not statement.is_disputed:
        yield row
        return
    values = "; ".join(_other_value(claim, statement) for claim in statement.claims[1:])
    yield {**row, "claim": "shown", "other_values": values}
    for claim, one in others:
        kind = "repeat" if claim is shown else "other"
        alone = {"claim": kind, **_printed_cells(one, name), **source_cells([one.source])}
        yield _statement_row(statement, claim, one, piece, name) | alone


def _printed_cells(one: Observation, name: NameOf) -> dict[str, object]:
    """Return what one source says of a figure: others may list other places, or say it rounder."""
    placing = one.placing
    label = ", ".join(placing.as_written)
    return {
        "value": "" if one.value is None else _amount(one.value, one.measure, one.quantum),
        "bound": one.bound.value,
        "place": "|".join(placing.codes) or label,
        "label": ", ".join(map(name, placing.codes)) or label,
        "locus": placing.locus.value,
    }


def _by_source(claim: Claim) -> list[Observation]:
    """Return one observation of each source, the most precise printing first."""
    each: dict[Source, Observation] = {}
    for one in claim.observations:
        each.setdefault(one.source, one)
    return list(each.values())


def _statement_row(
    statement: Statement, claim: Claim, leading: Observation, piece: Slice, name: NameOf
) -> dict[str, object]:
    """Return the row of a claim, led by one of its observations; the other sources stand behind."""
    origins = dict.fromkeys(o.origin.spot for o in claim.observations)
    return {
        "place": "|".join(statement.codes) or statement.label,
        "label": ", ".join(map(name, statement.codes)) or statement.label,
        "locus": statement.locus.value,
        **period_cells(statement.period),
        "measure": statement.measure.key,
        "value": _amount(claim.value, statement.measure, leading.quantum),
        "unit": statement.measure.shown_unit,
        "status": statement.status.value,
        "flags": ";".join(statement.flags),
        "bound": claim.bound.value,
        "scope": statement.series.scope.value,
        "definition": statement.series.definition,
        "note": leading.note,
        "agency": leading.source.agency,
        "edition": piece.edition,
        **source_cells([leading.source, *claim.sources]),
        "origin": "; ".join(origins),
    }


def _other_value(claim: Claim, statement: Statement) -> str:
    who = claim.sources[0].title
    return f"{_amount(claim.value, statement.measure)} ({who})"


def _amount(value: Decimal, measure: Measure, quantum: Decimal | None = None) -> str:
    """Return the value in its :attr:`Measure.shown_unit`, as exact plain digits.

    With the step that it was printed in, zeros that were printed are written: 100.0 is more exact
    than 100, and would else be taken for 100.4 rounded where the table is read in again.
    """
    digits = f"{measure.shown(value).normalize():f}"
    if quantum is None:
        return digits
    decimals = -int(measure.shown(quantum).normalize().as_tuple().exponent)
    missing = decimals - len(digits.partition(".")[2])
    return digits if missing <= 0 else digits + "." * ("." not in digits) + "0" * missing


def _texts(table: pd.DataFrame, numeric: Sequence[str]) -> pd.DataFrame:
    """Return the table with nullable text columns, empty texts as NA, numbers left alone."""
    texts = {name: "string" for name in table.columns if name not in numeric}
    numbers = {name: "Float64" for name in numeric if name != "shown"}
    typed = table.astype(texts | numbers)
    for name in texts:
        typed[name] = typed[name].mask(typed[name] == "")
    return typed
