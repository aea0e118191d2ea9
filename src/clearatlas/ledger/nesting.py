"""Statements inside the days of other statements: weeks in months in years, checked, never added.

Periods that lie inside another one and do not overlap can sum to that one's value at most; where
they tile it day by day, to no less. One kind of period is laid at a time: weeks beside weeks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from clearatlas.ledger.derivation import tiling
from clearatlas.ledger.ground import Ground, is_broad
from clearatlas.ledger.misfits import Misfit, MisfitKind
from clearatlas.ledger.statements import Series, Statement
from clearatlas.observations import Unit
from clearatlas.periods import Granularity, Period

__all__ = ["Laid", "inside_of", "layers", "nested_misfits", "sum_of_highest"]

#: Kinds of periods that can stand in others. Running totals can hold periods but stand in none.
_PARTS: Final = (
    Granularity.WEEK,
    Granularity.MONTH,
    Granularity.QUARTER,
    Granularity.OTHER,
    Granularity.YEAR,
)

#: Statements side by side without an overlap, by day.
Laid = tuple[Statement, ...]


def nested_misfits(statements: Iterable[Statement]) -> Iterator[Misfit]:
    """Yield every total that the periods inside it contradict.

    Of several kinds of periods that contradict one total, the one that does so most is given.
    """
    known = tuple(statements)
    ground = Ground.of(known)
    by_series: dict[Series, list[Statement]] = defaultdict(list)
    for statement in known:
        if statement.measure.unit is not Unit.PERCENT:
            by_series[statement.series].append(statement)
    for series in by_series.values():
        parts = [one for one in series if one.period.granularity in _PARTS]
        for whole in series:
            inside = inside_of(whole, parts, ground)
            found = [*_exceeding(whole, inside), *_falling_short(whole, inside, ground)]
            if found:
                yield max(found, key=lambda misfit: misfit.size)


def inside_of(whole: Statement, parts: Iterable[Statement], ground: Ground) -> Laid:
    """Return the statements for days and ground of ``whole``, but not for all of its days."""
    return tuple(
        part
        for part in parts
        if _is_inside(part.period, whole.period) and ground.holds(whole, part)
    )


def layers(inside: Iterable[Statement]) -> Iterator[Laid]:
    """Yield, for each kind of period, statements that share no day and ground.

    Of those that do share some, the ones with the most value are laid: if these fit, all do.
    """
    slots: dict[tuple[Granularity, object], list[Statement]] = defaultdict(list)
    for part in inside:
        # Totals over many places are of one ground; single districts are each their own.
        own = None if is_broad(part) else (part.codes or part.label.casefold())
        slots[part.period.granularity, own].append(part)
    laid: dict[tuple[Granularity, bool], list[Statement]] = defaultdict(list)
    for (granularity, name), found in slots.items():
        laid[granularity, name is None] += most_without_overlap(found, lambda one: one.lowest)
    yield from map(tuple, laid.values())


def _exceeding(whole: Statement, inside: Laid) -> Iterator[Misfit]:
    limit = whole.highest
    if limit is None:
        return
    for laid in layers(inside):
        if sum((part.lowest for part in laid), Decimal(0)) > limit:
            yield _misfit(MisfitKind.PARTS_EXCEED_WHOLE, whole, laid)


def _falling_short(whole: Statement, inside: Laid, ground: Ground) -> Iterator[Misfit]:
    same = [part for part in inside if ground.holds(part, whole)]
    for kind in dict.fromkeys(part.period.granularity for part in same):
        laid = tiling((one for one in same if one.period.granularity is kind), whole.period)
        most = sum_of_highest(laid)
        if laid and most is not None and most < whole.lowest:
            yield _misfit(MisfitKind.PARTS_FALL_SHORT, whole, laid)


def most_without_overlap(
    statements: Iterable[Statement], worth: Callable[[Statement], Decimal]
) -> Laid:
    """Return statements no two of which share a day, with the largest sum of ``worth``.

    Weighted interval scheduling, by dynamic programming over the last days (Kleinberg and Tardos,
    Algorithm Design, 2005, section 6.1).
    """
    ordered = sorted(statements, key=lambda one: one.period.sort_key)
    ends = [_last(one) for one in ordered]
    best: list[tuple[Decimal, tuple[Statement, ...]]] = [(Decimal(0), ())]
    for number, statement in enumerate(ordered):
        before = best[bisect_left(ends, _first(statement), 0, number)]
        taken = (before[0] + worth(statement), (*before[1], statement))
        best.append(max(best[-1], taken, key=lambda choice: choice[0]))
    return best[-1][1]


def sum_of_highest(statements: Iterable[Statement]) -> Decimal | None:
    """Return the most that statements can mean together; None where nothing limits it."""
    total = Decimal(0)
    for statement in statements:
        limit = statement.highest
        if limit is None:
            return None
        total += limit
    return total


def _is_inside(part: Period, whole: Period) -> bool:
    return (part.start, part.end) != (whole.start, whole.end) and whole.contains(part)


def _misfit(kind: MisfitKind, whole: Statement, laid: Laid) -> Misfit:
    return Misfit(
        kind=kind,
        statements=(whole,),
        against=laid,
        stated=whole.value,
        found=sum((part.value for part in laid), Decimal(0)),
    )


def _first(statement: Statement) -> date:
    return statement.period.start or date.min


def _last(statement: Statement) -> date:
    return statement.period.end or date.max
