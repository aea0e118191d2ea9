"""Printed periods put on the calendar: which year, which week, or why it cannot be known."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from clearatlas.periods import Granularity, Period
from clearatlas.sources.reports.pieces import Mention, Moment

__all__ = ["DAY_WORDS", "WEEKDAYS", "Clock", "Settled", "settle"]

_WEEK: Final = timedelta(days=7)
_GRACE: Final = timedelta(days=7)
#: Reports of "the year" come from its last days to the end of the next January.
_YEAR_END: Final = timedelta(days=4)
_GRACE_OF_A_YEAR: Final = timedelta(days=31)
_LONGEST_SLIP: Final = 16
_DECEMBER: Final = 12
_LONGEST_REPORT: Final = 100

#: Days that are called by their distance from publication.
DAY_WORDS: Final = MappingProxyType({"today": 0, "yesterday": 1})
WEEKDAYS: Final = tuple(f"weekday_{number}" for number in range(1, 8))
#: What a period of that name is called, and so how long it should be.
_CALLED: Final = {
    "last_week": Granularity.WEEK,
    "last_month": Granularity.MONTH,
    "past_month": Granularity.MONTH,
    "weekly": Granularity.WEEK,
    "monthly": Granularity.MONTH,
}
#: "Over the past month" is the calendar month only where it has just ended.
_JUST_ENDED: Final = 10


@dataclass(frozen=True, slots=True)
class Clock:
    """What a text tells about time, besides the mention to settle.

    Attributes
    ----------
    published
        ISO day, month or year; empty where unknown.
    stated
        Periods that the text states, in its order.
    by_days
        Those of them that it states from day to day: what "last week" refers to.
    years
        Month -> the year that stands beside it somewhere in the text.
    """

    published: str = ""
    stated: tuple[Period, ...] = ()
    by_days: tuple[Period, ...] = ()
    years: Mapping[int, int] = field(default_factory=dict)

    @property
    def day(self) -> date | None:
        """The day of publication, where it is known to the day."""
        full = len(self.published) == len("2025-08-18")
        return date.fromisoformat(self.published) if full else None

    @property
    def latest(self) -> date | None:
        """The last day that publication can have been."""
        parts = [int(part) for part in self.published.split("-") if part]
        match parts:
            case [year]:
                return date(year, 12, 31)
            case [year, month]:
                return date(year, month, monthrange(year, month)[1])
            case [year, month, day]:
                return date(year, month, day)
        return None

    @property
    def as_of(self) -> date | None:
        """The day on which "so far" was said: that of publication, else the last one reported."""
        ends = [period.end for period in self.stated if period.end is not None]
        return self.day or (max(ends) if ends else self.latest)


@dataclass(frozen=True, slots=True)
class Settled:
    """A period on the calendar, or the ``problem`` (code) why there is none or a doubtful one.

    ``called`` is how long the text says it is.
    """

    period: Period | None
    problem: str = ""
    called: Granularity | None = None


def settle(mention: Mention, clock: Clock) -> Settled:
    """Return the days that a printed period means."""
    if mention.kind in _CALLED:
        return _relative(mention.kind, clock)
    try:
        return _SETTLERS.get(mention.kind, _unsaid)(mention, clock)
    except ValueError:
        return Settled(None, "bad_period")


def _unsaid(_mention: Mention, _clock: Clock) -> Settled:
    return Settled(None, "missing_period")


def _so_far(_mention: Mention, clock: Clock) -> Settled:
    end = clock.as_of
    return Settled(Period(None, end)) if end else Settled(None, "missing_year")


def _since_new_year(_mention: Mention, clock: Clock) -> Settled:
    end = clock.as_of
    if end is None:
        return Settled(None, "missing_year")
    whole = (end.month, end.day) == (_DECEMBER, 31)
    return Settled(Period(date(end.year, 1, 1), end, since=not whole))


def _the_year(_mention: Mention, clock: Clock) -> Settled:
    """Return the one year that the text states, else the one that has just ended."""
    stated = {period for period in clock.stated if period.granularity is Granularity.YEAR}
    if len(stated) == 1:
        return Settled(stated.pop())
    day = clock.day
    ended = None if day is None else (day + _YEAR_END).year - 1
    if day is None or ended is None or day - date(ended, 12, 31) > _GRACE_OF_A_YEAR:
        return Settled(None, "missing_period")
    return Settled(Period(date(ended, 1, 1), date(ended, 12, 31)))


def _day(mention: Mention, clock: Clock) -> Settled:
    """Return the day of publication, that before it, or the last such weekday."""
    day = clock.day
    if day is None:
        return Settled(None, "missing_period")
    if mention.kind in DAY_WORDS:
        back = DAY_WORDS[mention.kind]
    else:
        back = (day.weekday() - WEEKDAYS.index(mention.kind)) % len(WEEKDAYS)
    that = day - timedelta(days=back)
    return Settled(Period(that, that))


def _until(mention: Mention, clock: Clock) -> Settled:
    end = _dated(mention.last or Moment(), clock)
    return Settled(Period(None, _last_day(end))) if end else Settled(None, "missing_year")


def _span(mention: Mention, clock: Clock) -> Settled:
    first, last = mention.first or Moment(), mention.last or Moment()
    if mention.kind == "single" and first.shift == 0 and first.month is None:
        return _since_new_year(mention, clock)  # "this year"
    first, last = _completed(first, last)
    end = _dated(last, clock)
    start = _start_before(first, end, clock) if end is not None else None
    if end is None or start is None:
        return Settled(None, "missing_year")
    begins, ends = _first_day(start), _last_day(end)
    if ends < begins:
        return Settled(None, "bad_period")
    # Months across a new year are no report of a period: the source counts on from a day.
    running = begins.year != ends.year and (ends - begins).days > _LONGEST_REPORT
    latest = clock.latest
    late = latest is not None and ends > latest + _GRACE
    if late and clock.day is not None and begins <= clock.day and _is_year(last):
        return Settled(Period(begins, clock.day, since=True))  # "in 2025", said in June
    problem = "after_publication" if late else ""
    return Settled(Period(begins, ends, since=running), problem)


def _since(mention: Mention, clock: Clock) -> Settled:
    first = mention.first or Moment()
    start = _dated(first, clock)
    if start is None:
        return Settled(None, "missing_year")
    begins = _first_day(start)
    as_of = clock.as_of
    if as_of is not None and as_of < begins:
        return Settled(None, "bad_period")
    return Settled(Period(begins, as_of, since=True))


def _relative(kind: str, clock: Clock) -> Settled:
    """Return the stated period that is called "last week", else the week before publication."""
    called = _CALLED[kind]
    fitting = [period for period in clock.stated if period.granularity is called]
    if fitting:
        return Settled(fitting[0], called=called)
    if clock.by_days:
        return Settled(clock.by_days[0], called=called)
    day = clock.day
    if day is None:
        return Settled(None, "missing_year", called)
    if called is Granularity.WEEK:
        monday = day - timedelta(days=day.weekday()) - _WEEK
        return Settled(Period(monday, monday + _WEEK - timedelta(days=1)), called=called)
    if kind == "past_month" and day.day > _JUST_ENDED:
        return Settled(None, "missing_period", called)
    last = day.replace(day=1) - timedelta(days=1)
    return Settled(Period(last.replace(day=1), last), called=called)


def _completed(first: Moment, last: Moment) -> tuple[Moment, Moment]:
    """Return both ends with what stands at only one of them."""
    month_first = first.month or (None if _is_year(first) else last.month)
    month_last = last.month
    if month_last is None and first.month is not None and not _is_year(last):
        month_last = first.month
        # "September 29 to 5": the second month's name is left out.
        slips = first.day is not None and last.day is not None and last.day < first.day
        if slips and 31 - (first.day or 0) + (last.day or 0) < _LONGEST_SLIP:
            month_last = month_last % _DECEMBER + 1
    year, shift = last.year, last.shift
    if year is None and shift is None:
        year, shift = first.year, first.shift
        if year is not None and (month_last or 0) < (month_first or 0):
            year += 1
    return (
        Moment(first.year, month_first, first.day, first.shift),
        Moment(year, month_last, last.day, shift),
    )


def _is_year(moment: Moment) -> bool:
    return moment.year is not None and moment.month is None and moment.day is None


def _dated(moment: Moment, clock: Clock) -> Moment | None:
    """Return a moment with its year, or None where nothing tells it."""
    if moment.year is not None:
        return moment
    latest = clock.latest
    if moment.shift is not None:
        as_of = clock.as_of
        return None if as_of is None else _in(moment, as_of.year + moment.shift)
    if moment.month is None:
        return None
    if latest is None:
        year = clock.years.get(moment.month)
        return None if year is None else _in(moment, year)
    for year in (latest.year, latest.year - 1):
        candidate = _in(moment, year)
        if _first_day(candidate) <= latest:
            return candidate
    return None


def _start_before(first: Moment, end: Moment, clock: Clock) -> Moment | None:
    """Return the start with its year: its own, or the last one that lies before the end."""
    if first.year is not None:
        return first
    if first.shift is not None:
        return _dated(first, clock)
    same = _in(first, end.year or 0)
    return same if _first_day(same) <= _last_day(end) else _in(first, (end.year or 0) - 1)


def _in(moment: Moment, year: int) -> Moment:
    return Moment(year, moment.month, moment.day)


def _first_day(moment: Moment) -> date:
    return date(moment.year or 0, moment.month or 1, moment.day or 1)


def _last_day(moment: Moment) -> date:
    year, month = moment.year or 0, moment.month or _DECEMBER
    return date(year, month, moment.day or monthrange(year, month)[1])


_SETTLERS: Final[Mapping[str, Callable[[Mention, Clock], Settled]]] = MappingProxyType(
    {
        "span": _span,
        "single": _span,
        "since": _since,
        "until": _until,
        "now": _so_far,
        "since_new_year": _since_new_year,
        "the_year": _the_year,
        **dict.fromkeys((*DAY_WORDS, *WEEKDAYS), _day),
    }
)
