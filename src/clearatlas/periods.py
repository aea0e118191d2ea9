"""Periods: the days a figure speaks of, with inclusive ends.

A period is written as its shortest exact name: ``2025``, ``2025-Q3``, ``2025-08``, ``2025-W33``,
``2025-08-11..2025-08-17``, or ``..2025-08-17`` where the start is open or unknown.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from clearatlas.errors import BadPeriod

__all__ = ["Days", "Granularity", "Period"]

#: First and last day of a period, where known.
Days = tuple[date | None, date | None]

_DAY = timedelta(days=1)
_WEEK_DAYS = range(5, 9)
_MONTH_LEAST_DAYS = 27
_LONGEST_YEAR = 366

_PERIOD = re.compile(
    r"""
    (?P<year>\d{4})
    (?: -Q(?P<quarter>[1-4])            # 2025-Q3
      | -W(?P<week>\d{2})               # 2025-W33, ISO week
      | -(?P<month>\d{2})               # 2025-08
        (?: -(?P<day>\d{2}) )?          # 2025-08-11
    )?
    """,
    re.VERBOSE,
)


class Granularity(StrEnum):
    """The kind of a period; values of different kinds are never added or drawn in one line."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    CUMULATIVE = "cumulative"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``start`` to ``end``, both included; None where not known or open.

    ``since`` is True where the source counts "so far", from a fixed day or from an unknown one: a
    running total, not the work of a period. An open end or start, and more than one year, imply
    it.

    >>> Period(date(2025, 8, 11), date(2025, 8, 17)).granularity.value
    'week'
    >>> str(Period(date(2025, 1, 1), date(2025, 12, 31)))
    '2025'
    >>> str(Period(None, date(2025, 8, 17)))
    '..2025-08-17'
    """

    start: date | None
    end: date | None
    since: bool = False

    def __post_init__(self) -> None:
        """Refuse a period that ends before it starts, and settle ``since``."""
        if self.start is not None and self.end is not None:
            if self.end < self.start:
                found = f"{self.start}..{self.end}"
                raise BadPeriod(found, "it ends before it starts")
            if (self.end - self.start).days + 1 > _LONGEST_YEAR:
                object.__setattr__(self, "since", True)
        else:
            object.__setattr__(self, "since", True)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period that ``text`` names, in one of the forms of the module docstring.

        Raises
        ------
        BadPeriod
            Where the text is none of them or names a day that does not exist.

        Examples
        --------
        >>> Period.parse("2025-W33")
        Period(start=datetime.date(2025, 8, 11), end=datetime.date(2025, 8, 17), since=False)
        """
        cleaned = text.strip()
        first, dots, last = cleaned.partition("..")
        if not dots:
            return cls(*_span(cleaned))
        start = _span(first)[0] if first else None
        end = _span(last)[1] if last else None
        if start is None and end is None:
            raise BadPeriod(text, "it has neither a start nor an end")
        return cls(start, end)

    @property
    def days(self) -> int | None:
        """Number of days, or None where an end is open."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days + 1

    @property
    def granularity(self) -> Granularity:
        """The kind of the period, by the field's rule.

        Week: 5 to 8 days. Month: at least 27 days inside one calendar month. Quarter and year:
        exactly those calendar days. Cumulative: see ``since``. Everything else is ``other``.
        """
        if self.since or self.start is None or self.end is None:
            return Granularity.CUMULATIVE
        days = (self.end - self.start).days + 1
        same_month = (self.start.year, self.start.month) == (self.end.year, self.end.month)
        if same_month and days >= _MONTH_LEAST_DAYS:
            return Granularity.MONTH
        if days in _WEEK_DAYS:
            return Granularity.WEEK
        for granularity, text in (
            (Granularity.YEAR, f"{self.start.year}"),
            (Granularity.QUARTER, f"{self.start.year}-Q{(self.start.month + 2) // 3}"),
        ):
            if (self.start, self.end) == _span(text):
                return granularity
        return Granularity.OTHER

    def contains(self, other: Period) -> bool:
        """Return whether every day of ``other`` is known to lie in this period."""
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return False
        return self.start <= other.start and other.end <= self.end

    def overlap_days(self, first: date | None, last: date | None) -> int:
        """Return how many of the period's days lie between two days; None is open.

        A cumulative period with an unknown start is judged by its last day alone.
        """
        end = self.end or self.start
        start = self.start or end
        if start is None or end is None:
            return 0
        low = start if first is None else max(start, first)
        high = end if last is None else min(end, last)
        return max(0, (high - low).days + 1)

    def distance(self, other: Period) -> int:
        """Return how many days the two ends lie apart in all; open ends count as very far.

        >>> Period.parse("2025-08").distance(Period.parse("2025-09"))
        61
        """
        ends = self.sort_key[0].toordinal() - other.sort_key[0].toordinal()
        starts = self.sort_key[1].toordinal() - other.sort_key[1].toordinal()
        return abs(ends) + abs(starts)

    @property
    def sort_key(self) -> tuple[date, date, bool]:
        """Order by end, then start; of the same days, a running total comes last."""
        return (self.end or date.max, self.start or date.min, self.since)

    def __str__(self) -> str:
        """Return the shortest exact name."""
        if self.start is None or self.end is None:
            return f"{self.start or ''}..{self.end or ''}"
        iso = self.start.isocalendar()
        for text in (
            f"{self.start.year}",
            f"{self.start.year}-Q{(self.start.month + 2) // 3}",
            f"{self.start:%Y-%m}",
            f"{iso.year}-W{iso.week:02}",
        ):
            if (self.start, self.end) == _span(text):
                return text
        return f"{self.start}..{self.end}"


def _span(text: str) -> tuple[date, date]:
    """Return first and last day of a year, quarter, month, ISO week or day."""
    match = _PERIOD.fullmatch(text.strip())
    if match is None:
        reason = "use 2025, 2025-Q3, 2025-08, 2025-W33, 2025-08-11..2025-08-17 or ..2025-08-17"
        raise BadPeriod(text, reason)
    year = int(match["year"])
    try:
        if match["quarter"]:
            return _months(year, 3 * int(match["quarter"]) - 2, 3 * int(match["quarter"]))
        if match["week"]:
            monday = date.fromisocalendar(year, int(match["week"]), 1)
            return monday, monday + 6 * _DAY
        if match["day"]:
            day = date(year, int(match["month"]), int(match["day"]))
            return day, day
        if match["month"]:
            return _months(year, int(match["month"]), int(match["month"]))
        return _months(year, 1, 12)
    except (ValueError, OverflowError) as error:
        raise BadPeriod(text, "there is no such day, week or month") from error


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
