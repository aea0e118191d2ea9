"""Districts -> their order in the table, and the rank of those that can be compared."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

from clearatlas.atlas.cells import Cell
from clearatlas.observations import Bound, Status
from clearatlas.outputs.page.moments import leading_definition
from clearatlas.outputs.wording.phrases import Phrases

__all__ = ["ranked"]


def ranked(cells: Sequence[Cell], phrases: Phrases) -> list[tuple[Cell, str]]:
    """Return districts with their rank: values from the highest, then group totals, then nothing.

    Values that are not to be compared with the others (another definition, "at most") stand after
    them without a rank. Equal values share a rank; equal ones and those without a value stand by
    name.
    """
    leading = leading_definition(cells)
    compared = {cell.code: cell.value or Decimal(0) for cell in cells if _has_rank(cell, leading)}
    values = sorted(compared.values())

    def place(cell: Cell) -> tuple[object, ...]:
        empty = [cell.status is Status.MISSING, cell.status is Status.IN_GROUP_TOTAL]
        behind = [*empty, cell.code not in compared]
        return *behind, -(cell.value or 0), phrases.say.sort_key(phrases.name(cell.code))

    def rank(cell: Cell) -> str:
        value = compared.get(cell.code)
        return "" if value is None else str(1 + len(values) - bisect_right(values, value))

    return [(cell, rank(cell)) for cell in sorted(cells, key=place)]


def _has_rank(cell: Cell, leading: str) -> bool:
    own = cell.statement
    return own is not None and own.series.definition == leading and own.bound is not Bound.AT_MOST
