"""A total for a period nobody stated, where shorter statements tile it exactly; else nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from clearatlas.observations import Bound, Observation, Origin, Unit
from clearatlas.periods import Granularity, Period, tiles_exactly
from clearatlas.statements import Claim, Statement

__all__ = ["derive"]

# Coarse before fine: fewer statements added, fewer things that can be wrong.
_PARTS = (Granularity.QUARTER, Granularity.MONTH, Granularity.WEEK)


def derive(statements: Iterable[Statement], period: Period) -> tuple[Statement, ...]:
    """Return the statements for ``period`` that exact tilings of it give.

    One granularity at a time, one series and place at a time. A gap of one day, or a place that is
    missing in one part, gives nothing. Percentages are never added.
    """
    slots: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in statements:
        if period.contains(statement.period) and statement.measure.unit is not Unit.PERCENT:
            slot = (
                statement.series,
                statement.locus,
                tuple(sorted(statement.codes)) or (statement.label.casefold(),),
            )
            slots[slot].append(statement)
    derived = (_derive_one(slot, period) for slot in slots.values())
    return tuple(statement for statement in derived if statement is not None)


def _derive_one(slot: Sequence[Statement], period: Period) -> Statement | None:
    for granularity in _PARTS:
        parts = sorted(
            (s for s in slot if s.period.granularity is granularity),
            key=lambda s: s.period.sort_key,
        )
        if len(parts) > 1 and tiles_exactly((part.period for part in parts), period):
            return _added(parts, period)
    return None


def _added(parts: Sequence[Statement], period: Period) -> Statement:
    last = parts[-1]
    bounds = {part.bound for part in parts} - {Bound.EXACT}
    bound = Bound.EXACT if not bounds else bounds.pop() if len(bounds) == 1 else Bound.ABOUT
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
    """Return the observation a part shows, its origin naming the part's own period."""
    shown = part.shown.observations[0]
    origin = Origin(
        file=shown.origin.file,
        where=shown.origin.where,
        text=f"{part.period}: {shown.origin.text}",
    )
    return replace(shown, period=period, origin=origin)
