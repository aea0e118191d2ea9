"""Running totals over time: they never fall, and grow by what the periods between them report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby, pairwise
from operator import attrgetter

from clearatlas.ledger.ground import Ground, ground_of, is_broad
from clearatlas.ledger.misfits import Misfit, MisfitKind
from clearatlas.ledger.nesting import layers
from clearatlas.ledger.statements import Series, Statement, sum_of_highest
from clearatlas.ledger.tiling import tiling
from clearatlas.observations import Unit
from clearatlas.periods import Period

__all__ = ["running_misfits"]

_DAY = timedelta(days=1)
_LONG_DAYS = 2 * 365


def running_misfits(
    statements: Iterable[Statement], changes: Mapping[str, date]
) -> Iterator[Misfit]:
    """Yield every running total that others contradict, and every growth that periods do.

    Where running totals contradict each other, the longest chain that does not is believed, by
    the number of its sources; what stands outside of it is given, with all it contradicts.

    Parameters
    ----------
    statements
        Of one record.
    changes
        The first day of a district's newest boundary, for districts that changed: what was
        counted before it and after it is of other ground.
    """
    known = tuple(statements)
    ground = Ground.of(known)
    for line, periods in _lines(known, changes):
        chain = _longest_chain(line, ground)
        for outsider in (one for one in line if one not in chain):
            yield from _contradicted(outsider, line, ground)
        for totals in _by_start(chain):
            for earlier, later in pairwise(totals):
                yield from _growth(earlier, later, periods, ground)


def _by_start(chain: Iterable[Statement]) -> Iterator[Sequence[Statement]]:
    """Yield the running totals that start on one known day, by their ends."""
    found: dict[date, list[Statement]] = defaultdict(list)
    for total in chain:
        if total.period.start is not None:
            found[total.period.start].append(total)
    yield from found.values()


def _lines(
    statements: Sequence[Statement], changes: Mapping[str, date]
) -> Iterator[tuple[Sequence[Statement], Sequence[Statement]]]:
    """Yield the running totals of a series and ground by their ends, and the series' periods.

    Percentages may fall: what they are shares of is surveyed anew.
    """
    if not any(period.since for period, _ in groupby(statements, attrgetter("period"))):
        return
    running: dict[tuple[Series, object], list[Statement]] = defaultdict(list)
    periods: dict[Series, list[Statement]] = defaultdict(list)
    added = [one for one in statements if one.measure.unit is not Unit.PERCENT and one.period.end]
    for one in added:
        if one.period.since:
            running[one.series, _ground_of(one, changes)].append(one)
    for one in added:
        if not one.period.since:
            periods[one.series].append(one)
    for (series, _), line in running.items():
        yield sorted(line, key=lambda one: one.period.sort_key), periods[series]


def _ground_of(total: Statement, changes: Mapping[str, date]) -> object:
    """Return what is the same for the running totals of one line: totals, or one district."""
    if is_broad(total):
        return None
    changed = [changes[code] for code in total.codes if code in changes]
    is_new = any(total.period.end is not None and total.period.end >= day for day in changed)
    return ground_of(total), is_new


def _contradict(earlier: Statement, later: Statement, ground: Ground) -> bool:
    """Return whether a running total lies below one that ended before it and started no earlier."""
    if not ground.holds(later, earlier) or earlier.period.end == later.period.end:
        return False
    if not _reaches_back_as_far(earlier.period, later.period):
        return False
    limit = later.highest
    return limit is not None and limit < earlier.lowest


def _reaches_back_as_far(earlier: Period, later: Period) -> bool:
    """Return whether a running total begins no later than one that ended before it.

    An unknown start is taken for the usual one, since "so far" is since the war for every source;
    but a count of less than two years is one of its own, such as "since the beginning of the year".
    """
    if earlier.start is not None and later.start is not None:
        return later.start <= earlier.start
    return all(one.days is None or one.days >= _LONG_DAYS for one in (earlier, later))


def _longest_chain(line: Sequence[Statement], ground: Ground) -> tuple[Statement, ...]:
    """Return the running totals with most sources in which none contradicts the one before it."""
    best: list[tuple[int, tuple[Statement, ...]]] = []
    for number, statement in enumerate(line):
        before = max(
            (
                best[other]
                for other in range(number)
                if not _contradict(line[other], statement, ground)
            ),
            key=lambda chain: chain[0],
            default=(0, ()),
        )
        best.append((before[0] + len(statement.sources), (*before[1], statement)))
    return max(best, key=lambda chain: chain[0], default=(0, ()))[1]


def _contradicted(
    outsider: Statement, line: Sequence[Statement], ground: Ground
) -> Iterator[Misfit]:
    """Yield the misfit of a running total outside of the chain with all it contradicts."""
    at = line.index(outsider)
    earlier = [one for one in line[:at] if _contradict(one, outsider, ground)]
    later = [one for one in line[at + 1 :] if _contradict(outsider, one, ground)]
    for against in (earlier, later):
        if against:
            apart = max(against, key=lambda one: abs(one.value - outsider.value))
            yield Misfit(
                kind=MisfitKind.RUNNING_TOTAL_FALLS,
                statements=(outsider,),
                against=tuple(against),
                stated=outsider.value,
                found=apart.value,
            )


def _growth(
    earlier: Statement, later: Statement, periods: Sequence[Statement], ground: Ground
) -> Iterator[Misfit]:
    """Yield what the periods between two running totals from one day contradict."""
    between = _between(earlier.period, later.period)
    low, high = earlier.highest, later.highest
    if between is None or low is None or high is None or earlier.bound is not later.bound:
        return
    inside = [one for one in periods if between.contains(one.period) and ground.holds(later, one)]
    for laid in layers(inside):
        if sum((one.lowest for one in laid), Decimal(0)) > high - earlier.lowest:
            yield _apart(MisfitKind.GROWTH_BELOW_PARTS, earlier, later, laid)
    same = [one for one in inside if ground.holds(one, later)]
    laid = tiling(same, between)
    most = sum_of_highest(laid)
    if laid and most is not None and most < later.lowest - low:
        yield _apart(MisfitKind.GROWTH_ABOVE_PARTS, earlier, later, laid)


def _between(earlier: Period, later: Period) -> Period | None:
    """Return the days between the ends of two running totals that start on one known day."""
    if earlier.start is None or earlier.start != later.start:
        return None
    if earlier.end is None or later.end is None or earlier.end >= later.end:
        return None
    return Period(earlier.end + _DAY, later.end)


def _apart(
    kind: MisfitKind, earlier: Statement, later: Statement, laid: tuple[Statement, ...]
) -> Misfit:
    return Misfit(
        kind=kind,
        statements=(later, earlier),
        against=laid,
        stated=later.value - earlier.value,
        found=sum((one.value for one in laid), Decimal(0)),
    )
