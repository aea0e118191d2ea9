"""Statements inside the days of other statements: weeks in months in years, checked, never added.

Periods that lie inside another one and do not overlap can sum to that one's value at most; where
they tile it day by day, to no less. The same holds for lists of places inside longer lists. Sums
are made to compare, never to show.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from operator import attrgetter, itemgetter

from clearatlas.ledger.ground import Ground, ground_of, is_broad
from clearatlas.ledger.misfits import Misfit, MisfitKind
from clearatlas.ledger.statements import Series, Statement, sum_of_highest
from clearatlas.ledger.tiling import tiling
from clearatlas.observations import Locus, Unit
from clearatlas.periods import Days

__all__ = ["Laid", "Parts", "inside_of", "layers", "nested_misfits"]

#: What is no district's: no code is empty.
_ELSE = ""
#: Statements side by side without an overlap, by day.
Laid = tuple[Statement, ...]


def nested_misfits(statements: Iterable[Statement]) -> Iterator[Misfit]:
    """Yield every total that statements inside its days and ground contradict.

    Of several that do, those that do so most are given.
    """
    known = tuple(statements)
    ground = Ground.of(known)
    by_series: dict[Series, list[Statement]] = defaultdict(list)
    for series, run in groupby(known, attrgetter("series")):  # a record has them in long runs
        by_series[series] += (one for one in run if one.measure.unit is not Unit.PERCENT)
    for of_series in by_series.values():
        parts = Parts(of_series)
        for whole in parts.wholes():
            inside = inside_of(whole, parts.near(whole), ground)
            if not inside:
                continue
            found = [*_exceeding(whole, inside), *_falling_short(whole, inside, ground)]
            if found:
                yield max(found, key=lambda misfit: misfit.size)


class Parts:
    """Statements of one series, found by place and first day: long records have a million.

    Every pair of them would take hours.
    """

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._statements = tuple(statements)
        runs = groupby(self._statements, attrgetter("period"))
        self._longer = _longer({(period.start, period.end) for period, _ in runs})

    @cached_property
    def _by_place(self) -> Mapping[str, Sequence[tuple[date, int, Statement]]]:
        by_place: dict[str, list[tuple[date, int, Statement]]] = defaultdict(list)
        for number, one in enumerate(self._statements):
            if one.period.start is not None:
                by_place[_place(one)].append((one.period.start, number, one))
        for rows in by_place.values():
            rows.sort(key=itemgetter(0, 1))
        return by_place

    def wholes(self) -> Iterator[Statement]:
        """Yield the statements that may have others inside of them.

        Other periods lie in that of a longer one, and shorter lists of places in that of a total.
        """
        for period, run in groupby(self._statements, attrgetter("period")):
            every = (period.start, period.end) in self._longer
            yield from (one for one in run if every or is_broad(one))

    def near(self, whole: Statement) -> list[Statement]:
        """Return, in their order, all that may be inside ``whole``, and some that are not."""
        first, last = whole.period.start, whole.period.end
        if first is None or last is None:
            return []
        if not is_broad(whole) and (first, last) not in self._longer:
            return []
        found: list[tuple[date, int, Statement]] = []
        for place in self._by_place if whole.locus is Locus.TOTAL else {*whole.codes, _ELSE}:
            rows = self._by_place.get(place, [])
            start = bisect_left(rows, first, key=itemgetter(0))
            found += rows[start : bisect_right(rows, last, lo=start, key=itemgetter(0))]
        return [statement for _, _, statement in sorted(found, key=itemgetter(1))]


def _longer(periods: Iterable[Days]) -> frozenset[Days]:
    """Return the periods that hold another one, by one pass back from the last start."""
    known = [(start, end) for start, end in periods if start is not None and end is not None]
    longer = set[Days]()
    earliest = date.max
    for start, end in sorted(known, key=lambda days: (-days[0].toordinal(), days[1])):
        if earliest <= end:
            longer.add((start, end))
        earliest = min(earliest, end)
    return frozenset(longer)


def _place(statement: Statement) -> str:
    """Return the code of a district; what is no district's stands together."""
    return statement.codes[0] if statement.locus is Locus.DISTRICT else _ELSE


def inside_of(whole: Statement, parts: Iterable[Statement], ground: Ground) -> Laid:
    """Return the statements for days and ground of ``whole``, but not for all of both.

    A running total is inside another one that began before it, or that is of more ground.
    """
    return tuple(
        part
        for part in parts
        if whole.period.contains(part.period)
        and not _are_told_apart_elsewhere(whole, part)
        and ground.holds(whole, part)
    )


def layers(inside: Iterable[Statement]) -> Iterator[Laid]:
    """Yield statements that share no day and ground: totals, and districts each for itself.

    Of those that do share some, the ones with the most value are laid: if these fit, all do.
    """
    slots: dict[object, list[Statement]] = defaultdict(list)
    for part in inside:
        slots[ground_of(part)].append(part)
    yield most_without_overlap(slots.pop(None, ()), lambda one: one.lowest)
    yield tuple(
        laid
        for found in slots.values()
        for laid in most_without_overlap(found, lambda one: one.lowest)
    )


def _exceeding(whole: Statement, inside: Laid) -> Iterator[Misfit]:
    limit = whole.highest
    if limit is None:
        return
    for laid in layers(inside):
        if sum((part.lowest for part in laid), Decimal(0)) > limit:
            yield _misfit(MisfitKind.PARTS_EXCEED_WHOLE, whole, laid)


def _falling_short(whole: Statement, inside: Laid, ground: Ground) -> Iterator[Misfit]:
    same = [part for part in inside if ground.holds(part, whole)]
    laid = tiling(same, whole.period, lambda one: one.value)
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


def _are_told_apart_elsewhere(whole: Statement, part: Statement) -> bool:
    """Return whether two statements are the same days and ground, or one line of running totals.

    District figures of a total's own days are compared by :mod:`.totals`.
    """
    if (part.period.start, part.period.end) == (whole.period.start, whole.period.end):
        return not (is_broad(part) and set(part.codes) < set(whole.codes))
    same_line = is_broad(part) == is_broad(whole) and part.period.start == whole.period.start
    return part.period.since and same_line


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
