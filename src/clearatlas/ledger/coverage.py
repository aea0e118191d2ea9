"""How much of a period is covered by shorter ones, day by day: what a sum of them would leave out.

Nothing is added up here. Where shorter periods tile a longer one exactly, :mod:`.derivation` may
add them; :class:`Coverage` says how far away from that a record is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from clearatlas.ledger.ground import is_broad
from clearatlas.ledger.statements import Series, Statement
from clearatlas.periods import Granularity, Period

__all__ = ["Coverage", "coverage", "may_cover", "years_of"]

_FINER: Final = (Granularity.WEEK, Granularity.MONTH, Granularity.QUARTER)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many days of a period are covered by reports of a shorter kind.

    Attributes
    ----------
    series, period
        Of which figure, and of which days.
    granularity
        The kind of the shorter periods: ``week``, ``month`` or ``quarter``.
    covered
        How many days of ``period`` at least one of them holds. Weeks that reach beyond its ends
        count with the days inside.
    gaps
        The days without a report, as periods.
    """

    series: Series
    period: Period
    granularity: Granularity
    covered: int
    gaps: tuple[Period, ...]

    @property
    def days(self) -> int:
        """Number of days of the period."""
        return self.period.days or 0

    @property
    def is_full(self) -> bool:
        """Whether every day is covered."""
        return self.covered == self.days


def may_cover(statement: Statement) -> bool:
    """Return whether a statement can cover days of a longer period: a total of a short one."""
    # Broad first: most statements are of a single district, and that is quickly told.
    if not (is_broad(statement) and statement.series.is_main):
        return False
    return statement.period.granularity in _FINER


def coverage(statements: Iterable[Statement], period: Period) -> Iterator[Coverage]:
    """Yield the coverage of a period by shorter totals over many places, for each main series.

    Nothing where the period is open, or where no shorter total touches it. Who asks for many
    periods keeps only the statements that :func:`may_cover` first.
    """
    if period.since or period.start is None or period.end is None:
        return
    spans: dict[tuple[Series, Granularity], set[date]] = defaultdict(set)
    for one in statements:
        # Days first: they rule out most, and cost least.
        if _touches(one.period, period) and may_cover(one):
            spans[one.series, one.period.granularity].update(_days_inside(one.period, period))
    for (series, granularity), days in sorted(
        spans.items(), key=lambda item: (item[0][0], _FINER.index(item[0][1]))
    ):
        gaps = tuple(_gaps(days, period.start, period.end))
        yield Coverage(series, period, granularity, len(days), gaps)


def years_of(statements: Iterable[Statement]) -> tuple[Period, ...]:
    """Return every calendar year in which a week, month or quarter of a record ends."""
    years = {
        one.period.end.year
        for one in statements
        if one.period.end is not None and one.period.granularity in _FINER
    }
    return tuple(Period.parse(str(year)) for year in sorted(years))


def _touches(part: Period, whole: Period) -> bool:
    """Return whether a period is shorter than another one and shares a day with it."""
    if part.start is None or part.end is None or whole.start is None or whole.end is None:
        return False
    shares = part.start <= whole.end and whole.start <= part.end
    return shares and part.end - part.start < whole.end - whole.start


def _days_inside(part: Period, whole: Period) -> Iterator[date]:
    if part.start is None or part.end is None or whole.start is None or whole.end is None:
        return
    day, last = max(part.start, whole.start), min(part.end, whole.end)
    while day <= last:
        yield day
        day += timedelta(days=1)


def _gaps(days: set[date], first: date, last: date) -> Iterator[Period]:
    """Yield the stretches of days from ``first`` to ``last`` that are not in ``days``."""
    start: date | None = None
    day = first
    while day <= last:
        if day in days:
            if start is not None:
                yield Period(start, day - timedelta(days=1))
            start = None
        elif start is None:
            start = day
        day += timedelta(days=1)
    if start is not None:
        yield Period(start, last)
