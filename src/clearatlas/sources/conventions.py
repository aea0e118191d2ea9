"""How the columns of a file write decimals and dates, as far as their own cells prove it.

A column has one rule. Its cells that can be read in one way only prove it; where none does, the
other columns of the file do, if they agree; else nothing is proved and nothing guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from clearatlas.sources.bounds import split_bound
from clearatlas.sources.dates import proved_order
from clearatlas.sources.headers import Table
from clearatlas.sources.numbers import proved_mark
from clearatlas.sources.options import ReadOptions
from clearatlas.sources.spots import Column, Log, Position, Spot

__all__ = ["Conventions", "prove"]

_DATE_ROLES = ("period", "period_start", "period_end", "published")
_WORDS = {
    ".": "decimals begin with a point",
    ",": "decimals begin with a comma",
    "day": "the day comes first",
    "month": "the month comes first",
}

#: Sheet name and column number.
_Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Conventions:
    """The rule of each column, where known: its decimal mark, and what comes first in its dates."""

    decimals: Mapping[_Key, str | None]
    orders: Mapping[_Key, str | None]

    def decimal(self, sheet: str, column: Column) -> str | None:
        """Return the decimal mark of a column, or None where it is not known."""
        return self.decimals.get((sheet, column.index))

    def day_first(self, sheet: str, column: Column | None) -> bool | None:
        """Return whether a column writes the day first, or None where it is not known."""
        order = self.orders.get((sheet, column.index)) if column is not None else None
        return None if order is None else order == "day"


def prove(tables: Sequence[Table], options: ReadOptions, log: Log) -> Conventions:
    """Return the rules that the cells of the tables prove, or that were declared.

    A column that proves two rules is a problem, which goes to ``log``.
    """
    orders = {True: "day", False: "month", None: None}
    return Conventions(
        decimals=_rules(tables, _number_columns, _mark, options.decimal, log),
        orders=_rules(tables, _date_columns, proved_order, orders[options.day_first], log),
    )


def _mark(text: str) -> str | None:
    if "." not in text and "," not in text:
        return None
    return proved_mark(split_bound(text)[1].removesuffix("%").rstrip())


def _number_columns(table: Table) -> tuple[Column, ...]:
    return table.figure_columns


def _date_columns(table: Table) -> tuple[Column, ...]:
    return tuple(table.columns[role] for role in _DATE_ROLES if role in table.columns)


def _rules(
    tables: Sequence[Table],
    columns: Callable[[Table], tuple[Column, ...]],
    proof: Callable[[str], str | None],
    declared: str | None,
    log: Log,
) -> dict[_Key, str | None]:
    places = [(table, column) for table in tables for column in columns(table)]
    if declared is not None:
        return {(table.sheet.name, column.index): declared for table, column in places}
    rules: dict[_Key, str | None] = {}
    mixed: set[_Key] = set()
    for table, column in places:
        key = (table.sheet.name, column.index)
        proofs = _proofs(table, column, proof)
        rules[key] = next(iter(proofs)) if len(proofs) == 1 else None
        if len(proofs) > 1:
            mixed.add(key)
            found = ", ".join(
                f"row {_first_row(table, column, text)} writes “{text}” ({_WORDS[rule]})"
                for rule, text in proofs.items()
            )
            log.problem(Spot(table.sheet.name, None, column), found, "use one way in a column")
    everywhere = {rule for rule in rules.values() if rule is not None}
    common = everywhere.pop() if len(everywhere) == 1 else None
    return {key: rule if key in mixed else rule or common for key, rule in rules.items()}


def _proofs(table: Table, column: Column, proof: Callable[[str], str | None]) -> dict[str, str]:
    """Return each rule that a cell of the column proves, with the first text that does."""
    proofs: dict[str, str] = {}
    for text in dict.fromkeys(table.cells(column)):  # many rows, few texts
        rule = proof(text) if isinstance(text, str) else None
        if rule is not None and isinstance(text, str):
            proofs.setdefault(rule, text)
    return proofs


def _first_row(table: Table, column: Column, text: str) -> Position:
    return next(row.position for row in table.rows if row.cell(column.index) == text)
