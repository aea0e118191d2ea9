"""A total for a period nobody stated, where shorter statements tile it exactly; else nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from clearatlas.ledger.statements import Claim, Statement, sum_of_highest
from clearatlas.ledger.tiling import tiling
from clearatlas.observations import Bound, Locus, Observation, Unit
from clearatlas.periods import Period

__all__ = ["derive"]


def derive(statements: Sequence[Statement], period: Period) -> tuple[Statement, ...]:
    """Return the statements for ``period`` that nobody made and exact tilings of it give.

    One series and place at a time, the fewest parts that tile the period. A gap of one day, a place
    that is missing in one part, or two tilings with different sums give nothing. Percentages and
    running totals are never added.
    """
    asked = (period.start, period.end)
    stated = {_slot(s) for s in statements if (s.period.start, s.period.end) == asked}
    slots: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in statements:
        if period.contains(statement.period) and statement.measure.unit is not Unit.PERCENT:
            slots[_slot(statement)].append(statement)
    derived = (_derive_one(parts, period) for slot, parts in slots.items() if slot not in stated)
    return tuple(statement for statement in derived if statement is not None)


def _slot(statement: Statement) -> tuple[object, ...]:
    """Return what must be the same in all parts: series and ground.

    "Other districts" is one ground in whatever words and language.
    """
    named = tuple(sorted(statement.codes)) or (statement.label.casefold(),)
    ground = () if statement.locus is Locus.RESIDUAL else named
    return statement.series, statement.locus, ground


def _derive_one(slot: Sequence[Statement], period: Period) -> Statement | None:
    parts = tiling(slot, period)
    if len(parts) < 2 or _disagree(slot, period):  # noqa: PLR2004 - one tile is the period itself
        return None
    return _added(parts, period)


def _disagree(slot: Sequence[Statement], period: Period) -> bool:
    """Return whether two exact tilings of the period cannot both be true."""
    smallest = tiling(slot, period, lambda one: one.value)
    largest = tiling(slot, period, lambda one: -one.value)
    most = sum_of_highest(smallest)
    return most is not None and most < sum((one.lowest for one in largest), Decimal(0))


def _added(parts: Sequence[Statement], period: Period) -> Statement:
    last = parts[-1]
    bound = Bound.of_sum(part.bound for part in parts)
    value = sum((part.value for part in parts), Decimal(0))
    flags = dict.fromkeys(("derived", *(flag for part in parts for flag in part.flags)))
    return replace(
        last,
        period=period,
        claims=(Claim(value, bound, tuple(_lead(part, period) for part in parts)),),
        status=min((part.status for part in parts), key=lambda status: status.rank),
        superseded=(),
        other_lists=(),
        parts=None,
        derived_from=tuple(parts),
        flags=tuple(flags),
    )


def _lead(part: Statement, period: Period) -> Observation:
    """Return the observation a part shows, the part's own period beside the spot it was read at."""
    shown = part.shown.observations[0]
    where = ", ".join(filter(None, (shown.origin.where, str(part.period))))
    return replace(shown, period=period, origin=replace(shown.origin, where=where))
