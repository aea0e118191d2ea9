"""Statements that cover every day of a period once, like tiles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from clearatlas.ledger.statements import Statement
from clearatlas.periods import Period

__all__ = ["tiling"]

Tiles = tuple[Statement, ...]
Cost = Callable[[Statement], Decimal | int]


def tiling(slot: Iterable[Statement], period: Period, cost: Cost = lambda _: 1) -> Tiles:
    """Return the cheapest of the statements that cover every day of the period once.

    Without ``cost`` the fewest; an empty tuple if none do. They must be of one ground: only their
    days are looked at. Running totals are no tiles.
    """
    following: dict[date, list[Statement]] = defaultdict(list)
    for statement in slot:
        if statement.period.start is not None and not statement.period.since:
            following[statement.period.start].append(statement)
    # From the last day back: the cheapest tiles that lead from each start to the period's end.
    best: dict[date, tuple[Decimal | int, Tiles]] = {}
    for start in sorted(following, reverse=True):
        for statement in following[start]:
            rest = _rest(statement.period, period, best)
            if rest is not None:
                whole = (cost(statement) + rest[0], (statement, *rest[1]))
                best[start] = min(best.get(start, whole), whole, key=lambda choice: choice[0])
    return best.get(period.start or date.max, (0, ()))[1]


def _rest(
    part: Period, whole: Period, best: Mapping[date, tuple[Decimal | int, Tiles]]
) -> tuple[Decimal | int, Tiles] | None:
    """Return what follows a part up to the end of the whole; None where nothing leads there."""
    if part.end is None or whole.end is None:
        return None
    if part.end == whole.end:
        return 0, ()
    return best.get(part.end + timedelta(days=1))
