"""``11.08.2025-17.08.2025``, ``avqust 2025``, ``Q3 2025`` -> days, or :class:`BadPeriod`.

``11/08/2025`` and ``11-08-2025`` are written day first in one country and month first in another.
They are read only where it makes no difference, or where the order is proved or declared.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from clearatlas.errors import BadPeriod
from clearatlas.periods import Period
from clearatlas.sources.vocabulary import fold, vocabulary

__all__ = ["proved_order", "read_period", "read_span"]

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_MONTHS = 12
_ALLOWED = (
    "use 2025-08-11, 11.08.2025, 2025-08, August 2025, 2025-Q3, 2025-W33, 2025,"
    " or a range such as 2025-08-11..2025-08-17 or 11-17 August 2025"
)

_UNSURE = re.compile(r"([0-9]{1,2})(?P<cut>[/-])([0-9]{1,2})(?P=cut)([0-9]{4})", re.ASCII)
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})[./]([0-9]{4})")
_YEAR_MONTH = re.compile(r"([0-9]{4})/([0-9]{1,2})")
_STORED_YEAR = re.compile(r"([0-9]{4})\.0+")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{2}")
_TIME = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?P<time>[0-9]{1,2}:[0-9:.]+)(Z?)")
_MIDNIGHT = re.compile(r"0?0:00(?::00(?:\.0+)?)?")

_DAY = r"[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}"
_RANGE = re.compile(
    rf"""
    (?P<first>.+?) (?: \s*[–—]\s* | \s+-\s+ ) (?P<last>.+)      # 11.08.2025 – 17.08.2025
  | (?P<from>{_DAY}) [-/] (?P<to>{_DAY})                        # 11.08.2025-17.08.2025
    """,
    re.VERBOSE,
)

# Two days that share what is written once: 11–17 August 2025, 11-17.08.2025, August 11-17, 2025.
_DAYS = re.compile(
    r"""
    (?P<month>[^\W\d_][^\d]*)?
    (?P<first>[0-9]{1,2}) \s*[-–—]\s* (?P<last>[0-9]{1,2})
    (?P<rest>[./][0-9]{1,2}[./][0-9]{4} | [\s,] .+)
    """,
    re.VERBOSE,
)

_YEAR_QUARTER = re.compile(r"([0-9]{4})(q[1-4])")
_QUARTER_OR_WEEK = re.compile(r"(q(?=[1-4]\Z)|w)([0-9]{1,2})")
_ROMAN = MappingProxyType({"i": 1, "ii": 2, "iii": 3, "iv": 4})

# The words of a date, whatever their order: Year, Month by name, a Number, Q3, W33, and K for the
# word "quarter" -> the ISO writing.
_ISO_OF = MappingProxyType(
    {
        "Y": "{Y}",
        "MY": "{Y}-{M:0>2}",
        "MNY": "{Y}-{M:0>2}-{N:0>2}",
        "QY": "{Y}-Q{Q}",
        "KNY": "{Y}-Q{N}",
        "WY": "{Y}-W{W:0>2}",
    }
)


@lru_cache(maxsize=65536)
def read_period(text: str, *, day_first: bool | None = None) -> Period:
    """Return the period that ``text`` names, in any form of the module docstring.

    Parameters
    ----------
    text
        A day, month, quarter, ISO week, year, or two of them as a range; ``..`` before a day for
        an unknown start. A range that shares a month or year names it once, with days.
    day_first
        The order of ``11/08/2025``, where it is known.

    Raises
    ------
    BadPeriod
        Where it is none of these, can be read in two ways, or ends before it starts.

    Examples
    --------
    >>> str(read_period("11.08.2025-17.08.2025")), str(read_period("..17.08.2025"))
    ('2025-W33', '..2025-08-17')
    """
    printed = text.strip()
    first, dots, last = printed.partition("..")
    if dots:
        if not last.strip():
            raise BadPeriod(text, "it has no end; write START..END, or ..END for an unknown start")
        start = read_span(first, day_first=day_first)[0] if first.strip() else None
        return Period(start, read_span(last, day_first=day_first)[1])
    match = _DAYS.fullmatch(printed)
    if match is not None:
        return _days(printed, match, day_first)
    match = _RANGE.fullmatch(printed)
    if match is not None:
        start, _ = read_span(match["first"] or match["from"], day_first=day_first)
        _, end = read_span(match["last"] or match["to"], day_first=day_first)
        return Period(start, end)
    return Period(*read_span(printed, day_first=day_first))


@lru_cache(maxsize=65536)
def read_span(text: str, *, day_first: bool | None = None) -> tuple[date, date]:
    """Return first and last day of the day, month, quarter, week or year that ``text`` names.

    >>> read_span("avqust 2025")
    (datetime.date(2025, 8, 1), datetime.date(2025, 8, 31))
    """
    printed = _without_midnight(text.strip())
    if ".." in printed:
        raise BadPeriod(text, "a range has no place here")
    if any(sign.isdigit() and not sign.isascii() for sign in printed):
        raise BadPeriod(text, "it has digits of another script; use 0-9")
    if _SHORT_YEAR.fullmatch(printed):
        raise BadPeriod(text, "write the year with four digits")
    unsure = _UNSURE.fullmatch(printed)
    if unsure is not None:
        first = last = _unsure_day(unsure, day_first)
    else:
        try:
            period = Period.parse(_as_iso(printed) or _from_words(printed) or printed)
        except BadPeriod as error:
            missing = error.reason.startswith("there is no such")
            raise BadPeriod(text, error.reason if missing else _ALLOWED) from error
        ends = [day for day in (period.start, period.end) if day is not None]
        first, last = min(ends), max(ends)
    if not _FIRST_YEAR <= first.year <= last.year <= _LAST_YEAR:
        raise BadPeriod(text, f"its year is not between {_FIRST_YEAR} and {_LAST_YEAR}")
    return first, last


@lru_cache(maxsize=65536)
def proved_order(text: str) -> str | None:
    """Return ``day`` or ``month``, whichever a date in ``text`` proves to come first, or None.

    >>> proved_order("17/08/2025"), proved_order("08/17/2025"), proved_order("11/08/2025")
    ('day', 'month', None)
    """
    for match in _UNSURE.finditer(text):
        one, two = int(match[1]), int(match[3])
        if one > _MONTHS >= two:
            return "day"
        if two > _MONTHS >= one:
            return "month"
    return None


def _days(printed: str, match: re.Match[str], day_first: bool | None) -> Period:
    """Return the period between two days of one month that is written once."""
    before, after = match["month"] or "", match["rest"]
    # One of the days can prove the order of both: in 11-17/08/2025 the 17 is no month.
    ends = [f"{before}{match[end]}{after}" for end in ("first", "last")]
    proved = {proved_order(end) for end in ends} - {None}
    if day_first is None and proved:
        day_first = proved == {"day"}
    try:
        start, end = (read_span(end, day_first=day_first) for end in ends)
    except BadPeriod as error:
        raise BadPeriod(printed, error.reason) from error
    if start[0] != start[1] or end[0] != end[1]:
        raise BadPeriod(printed, _ALLOWED)
    return Period(start[0], end[0])


def _unsure_day(match: re.Match[str], day_first: bool | None) -> date:
    one, two, year = int(match[1]), int(match[3]), int(match[4])
    orders = {True: (year, two, one), False: (year, one, two)}
    readings = []
    for parts in orders.values() if day_first is None else (orders[day_first],):
        try:
            readings.append(date(*parts))
        except ValueError:
            continue
    if not readings:
        raise BadPeriod(match[0], "there is no such day")
    if len(set(readings)) > 1:
        reason = (
            f"it can be {readings[0]} or {readings[1]}; write days as YYYY-MM-DD, or pass "
            "--day-first or --month-first"
        )
        raise BadPeriod(match[0], reason)
    return readings[0]


def _without_midnight(printed: str) -> str:
    """Return the day of a time stamp at midnight, which is how programs write a plain date."""
    match = _TIME.fullmatch(printed)
    if match is None:
        return printed
    if _MIDNIGHT.fullmatch(match["time"]) is None:
        raise BadPeriod(printed, "a time of day has no place here; write the day alone")
    return match["day"]


def _as_iso(printed: str) -> str | None:
    """Return the ISO writing of a date in digits, or None where it has another form."""
    for pattern, order in (
        (_DOTTED, (3, 2, 1)),
        (_YEAR_FIRST, (1, 2, 3)),
        (_MONTH_YEAR, (2, 1)),
        (_YEAR_MONTH, (1, 2)),
        (_STORED_YEAR, (1,)),
    ):
        match = pattern.fullmatch(printed)
        if match is not None:
            return "-".join(match[group].zfill(2) for group in order)
    return None


def _from_words(printed: str) -> str | None:
    """Return the ISO writing of ``August 2025``, ``11 avqust 2025-ci il``, ``3 квартал 2025``."""
    words = vocabulary()
    found: dict[str, str] = {}
    for token in _YEAR_QUARTER.sub(r"\1 \2", fold(printed)).split():
        if token in words.year:
            continue
        kind, value = _kind(token)
        if kind in found:
            return None
        found[kind] = value
    iso = _ISO_OF.get("".join(sorted(found)))
    return None if iso is None else iso.format_map(found)


def _kind(token: str) -> tuple[str, str]:
    """Return what a word of a date is, as a letter of :data:`_ISO_OF`, and its number."""
    words = vocabulary()
    if token in words.months:
        return "M", str(words.months[token])
    if token in words.quarter:
        return "K", ""
    if match := _QUARTER_OR_WEEK.fullmatch(token):
        return match[1].upper(), match[2]
    if token.isdigit() and len(token) == len("2025"):
        return "Y", token
    if token.isdigit() or token in _ROMAN:
        return "N", str(_ROMAN.get(token, token))
    return "?", token
