"""Slices -> plain tables: every figure, what has no polygon, and what sources dispute."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

import pandas as pd

from clearatlas.atlas.frames import SOURCE_COLUMNS, period_cells, source_cells
from clearatlas.atlas.slices import Slice
from clearatlas.ledger.statements import Claim, Statement
from clearatlas.observations import Measure

__all__ = ["conflict_table", "long_table", "unplaced_table"]

NameOf = Callable[[str], str]

_LONG_COLUMNS = (
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

    The columns are those that a table of figures may have, so the table can be read in again;
    ``place`` holds a code, codes joined by ``|``, or the printed name of what has no code.
    Districts with nothing reported have a row with status O and no value.
    """
    rows = [row for piece in slices for row in _long_rows(piece, name)]
    return _texts(pd.DataFrame(rows, columns=list(_LONG_COLUMNS)), numeric=("per_100km2",))


def unplaced_table(slices: Sequence[Slice]) -> pd.DataFrame:
    """Return one row per figure without a polygon, with the reason."""
    rows = [
        {
            "period": str(piece.period),
            "label": row.label,
            "reason": row.reason.value,
            "measure": row.statement.measure.key,
            "value": _printed(row.statement),
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
        rate = None if cell.rate is None else round(cell.rate, 4)
        groups = "; ".join(cell.groups)
        shown = {"per_100km2": rate, "group": groups, "status": cell.status.value}
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
            row = _statement_row(cell.statement, piece, name)
            yield {**row, **shown, "flags": ";".join(cell.flags)}
        for detail in cell.details:
            yield _statement_row(detail, piece, name)
    for group in piece.groups:
        for total in group.totals.values():
            yield {**_statement_row(total, piece, name), "group": group.id}
    for statement in (*piece.totals, *(row.statement for row in piece.unplaced)):
        yield _statement_row(statement, piece, name)


def _statement_row(statement: Statement, piece: Slice, name: NameOf) -> dict[str, object]:
    origins = dict.fromkeys(o.origin.spot for o in statement.shown.observations)
    return {
        "place": "|".join(statement.codes) or statement.label,
        "label": ", ".join(map(name, statement.codes)) or statement.label,
        "locus": statement.locus.value,
        **period_cells(statement.period),
        "measure": statement.measure.key,
        "value": _printed(statement),
        "unit": statement.measure.shown_unit,
        "status": statement.status.value,
        "flags": ";".join(statement.flags),
        "bound": statement.bound.value,
        "scope": statement.series.scope.value,
        "definition": statement.series.definition,
        "note": statement.shown.observations[0].note,
        "agency": "; ".join(dict.fromkeys(filter(None, (s.agency for s in statement.sources)))),
        "edition": piece.edition,
        "other_values": "; ".join(_other_value(c, statement) for c in statement.claims[1:]),
        **source_cells(statement.sources),
        "origin": "; ".join(origins),
    }


def _other_value(claim: Claim, statement: Statement) -> str:
    who = claim.sources[0].title
    return f"{_amount(claim.value, statement.measure)} ({who})"


def _printed(statement: Statement) -> str:
    return _amount(statement.value, statement.measure)


def _amount(value: Decimal, measure: Measure) -> str:
    """Return the value in the unit of :func:`_unit`, as exact plain digits."""
    return f"{measure.shown(value).normalize():f}"


def _texts(table: pd.DataFrame, numeric: Sequence[str]) -> pd.DataFrame:
    """Return the table with nullable text columns, empty texts as NA, numbers left alone."""
    texts = {name: "string" for name in table.columns if name not in numeric}
    numbers = {name: "Float64" for name in numeric if name != "shown"}
    typed = table.astype(texts | numbers)
    for name in texts:
        typed[name] = typed[name].mask(typed[name] == "")
    return typed
