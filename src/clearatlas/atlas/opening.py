"""Which period an output opens on, and which period of the record is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clearatlas.atlas.slices import Slice
from clearatlas.errors import NothingToShow
from clearatlas.observations import Measure
from clearatlas.periods import Granularity, Period

__all__ = ["latest", "stated"]

_NEAREST = 5


def latest(
    periods: Sequence[Period], slice_of: Callable[[Period], Slice], measure: Measure
) -> Period:
    """Return the newest end with district values of a measure, else with anything.

    Of periods that end on one day: the work of a period before a running total, then the one with
    most district values, then the longest.
    """

    def rank(period: Period) -> tuple[object, ...]:
        row = slice_of(period).rows.get(measure.key)
        values = sum(one is not None for one in row.statements) if row else 0
        end, start, _ = period.sort_key
        is_work_of_it = period.granularity is not Granularity.CUMULATIVE
        return values > 0, end, is_work_of_it, values, -start.toordinal()

    dated = [period for period in periods if period.end is not None]
    return max(dated or periods, key=rank)


def stated(periods: Sequence[Period], asked: Period) -> Period:
    """Return the period of the record with the days asked for.

    Raises
    ------
    NothingToShow
        With the periods that are nearest.
    """
    same_days = [p for p in periods if (p.start, p.end) == (asked.start, asked.end)]
    if same_days:  # of the work of a period and a running total, the work of the period
        return min(same_days, key=lambda period: period.since)
    near = sorted(periods, key=asked.distance)[:_NEAREST]
    raise NothingToShow(f"the period {asked}", [str(period) for period in near])
