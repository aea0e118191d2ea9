"""One cell -> one value: figures, periods, dates, addresses and the words of a fixed list.

Nothing here knows where the cell stands; what is wrong with it is raised as :class:`BadCell`, and
the reader of the row says where.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal

from clearatlas.addresses import link
from clearatlas.errors import BadNumber, BadPeriod
from clearatlas.observations import Bound, Measure, Unit
from clearatlas.periods import Period
from clearatlas.sources.bounds import split_bound
from clearatlas.sources.dates import read_period, read_span
from clearatlas.sources.grids import Broken, Cell, Share, is_blank, shown
from clearatlas.sources.measures import PrintedUnit
from clearatlas.sources.numbers import Number, read_number, read_stored_number
from clearatlas.sources.options import partial_date
from clearatlas.sources.vocabulary import fold, vocabulary

__all__ = [
    "BadCell",
    "Figure",
    "Flaw",
    "is_missing",
    "read_address",
    "read_figure",
    "read_one_period",
    "read_published",
    "read_start_and_end",
    "read_text",
    "read_word",
]

_NOTHING = frozenset({"-", "–", "—", "−", "…", "...", ".."})
_A_NUMBER = "write a number such as 1362.7, 0 for a stated zero, or leave it empty for no report"
_WHOLE = Decimal(100)
_LONGEST_QUOTE = 200


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a cell: what was found and what is allowed.

    ``role`` names the column to blame, where it is not the one that was read first.
    """

    found: str
    allowed: str
    role: str = ""


class BadCell(Exception):
    """A cell that cannot be used, with everything that is wrong with it; it stays in here."""

    def __init__(self, *flaws: Flaw) -> None:
        self.flaws = flaws
        super().__init__(*flaws)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value in its canonical unit, its step, and the bound that stands in the cell, if any."""

    value: Decimal
    quantum: Decimal
    bound: Bound | None


def is_missing(cell: Cell) -> bool:
    """Return whether a cell says that there is no figure: empty, a dash, ``n/a`` and the like.

    >>> is_missing("Məlumat yoxdur"), is_missing("—"), is_missing("0")
    (True, True, False)
    """
    if is_blank(cell):
        return True
    if not isinstance(cell, str) or cell[0].isdigit():
        return False
    return cell in _NOTHING or fold(cell) in vocabulary().missing


def read_text(cell: Cell) -> str:
    """Return the text of a cell that may hold anything."""
    if isinstance(cell, Broken):
        raise BadCell(_broken(cell))
    return shown(cell)


def read_word(cell: Cell, section: str) -> str:
    """Return the canonical word of a cell whose words stand in a section of the language files.

    An empty cell gives the empty word.
    """
    text = read_text(cell)
    if not text:
        return ""
    words: dict[str, str] = getattr(vocabulary(), section)
    word = words.get(fold(text)) or words.get(text)
    if word is None:
        allowed = ", ".join(dict.fromkeys(words.values()))
        raise BadCell(Flaw(f"“{text}” is no {section} known here", f"use one of: {allowed}"))
    return word


def read_figure(
    cell: Cell, measure: Measure, unit: PrintedUnit, decimal: str | None
) -> Figure | None:
    """Return the figure of a cell in the measure's canonical unit, or None where it is missing.

    Raises
    ------
    BadCell
        Where it is no number, can be read in two ways, or cannot be of this measure.
    """
    if is_missing(cell):
        return None
    try:
        bound, number = _printed_number(cell, measure, decimal)
    except BadNumber as error:
        raise BadCell(_number_flaw(error)) from error
    number = number.shifted(unit.shift)
    if measure.unit is Unit.ITEMS:
        number = _whole(number, shown(cell))
    elif measure.unit is Unit.PERCENT and number.value > _WHOLE:
        raise BadCell(Flaw(f"“{shown(cell)}” is more than 100 %", "a share is 0 to 100"))
    return Figure(number.value, number.quantum, bound)


def _printed_number(
    cell: Cell, measure: Measure, decimal: str | None
) -> tuple[Bound | None, Number]:
    percent = measure.unit is Unit.PERCENT
    if isinstance(cell, str):
        bound, printed = split_bound(cell)
        if percent:
            printed = printed.removesuffix("%").rstrip()
        return bound, read_number(printed, decimal=decimal)
    if isinstance(cell, Share):
        if not percent:
            found = f"{shown(cell)}, a percentage"
            raise BadCell(
                Flaw(found, f"{measure.key} is no percentage; format the cell as a number")
            )
        return None, read_stored_number(cell.fraction).shifted(2)
    if isinstance(cell, (int, float)):
        return None, read_stored_number(cell)
    if isinstance(cell, Broken):
        raise BadCell(_broken(cell))
    if isinstance(cell, (date, time)):
        hint = "format the cell as a number (a spreadsheet takes 1.2 for a date)"
        raise BadCell(Flaw(f"{shown(cell)}, a date or time", hint))
    raise BadCell(Flaw(f"{shown(cell)} is no number", _A_NUMBER))


def _number_flaw(error: BadNumber) -> Flaw:
    found = f"“{error.text}”: {error.reason}"
    if len(error.candidates) > 1:
        allowed = (
            "the other numbers of the column and file do not prove which mark begins the decimals:"
            " declare it with --decimal . or --decimal , or write the digits without grouping"
        )
        return Flaw(found, allowed)
    if error.candidates:
        return Flaw(found, f"write {error.candidates[0]} if that is meant")
    return Flaw(found, _A_NUMBER)


def _whole(number: Number, printed: str) -> Number:
    whole = number.value.to_integral_value()
    if whole != number.value:
        raise BadCell(Flaw(f"“{printed}” is no whole number", "items are counted in whole numbers"))
    return Number(Decimal(int(whole)), max(number.quantum, Decimal(1)))


def read_one_period(cell: Cell, day_first: bool | None, needed: bool) -> Period | None:
    """Return the period that one cell names, or None where it is empty and not ``needed``."""
    if is_missing(cell):
        _refuse_none(needed)
        return None
    try:
        if isinstance(cell, str):
            return read_period(cell, day_first=day_first)
        return Period(*_span(cell, day_first))
    except BadPeriod as error:
        raise BadCell(_period_flaw(error)) from error


def read_start_and_end(
    start: Cell, end: Cell, day_first: tuple[bool | None, bool | None], needed: bool
) -> Period | None:
    """Return the period between two cells, or None where both are empty and it is not ``needed``.

    An empty start is an unknown one; an empty end beside a start is refused. ``day_first`` is the
    order of days and months in either column.
    """
    first, start_flaws = _end_of_period("period_start", start, day_first[0])
    last, end_flaws = _end_of_period("period_end", end, day_first[1])
    if start_flaws or end_flaws:
        raise BadCell(*start_flaws, *end_flaws)
    if last is None and first is None:
        _refuse_none(needed)
        return None
    if last is None:
        allowed = "give the last day; a whole year, quarter or month can stand in a period column"
        found = f"it is empty beside the start {shown(start)}"
        raise BadCell(Flaw(found, allowed, role="period_end"))
    try:
        return Period(first[0] if first else None, last[1])
    except BadPeriod as error:
        found = f"{shown(end)} is before the start {shown(start)}"
        raise BadCell(Flaw(found, "a period ends after it starts", role="period_end")) from error


def _end_of_period(
    role: str, cell: Cell, day_first: bool | None
) -> tuple[tuple[date, date] | None, tuple[Flaw, ...]]:
    if is_missing(cell):
        return None, ()
    try:
        return _span(cell, day_first), ()
    except BadPeriod as error:
        return None, (replace(_period_flaw(error), role=role),)
    except BadCell as error:
        return None, tuple(replace(flaw, role=role) for flaw in error.flaws)


def _refuse_none(needed: bool) -> None:
    if needed:
        raise BadCell(Flaw("it is empty beside figures", "say which days the figures speak of"))


def _span(cell: Cell, day_first: bool | None) -> tuple[date, date]:
    if isinstance(cell, str):
        return read_span(cell, day_first=day_first)
    if isinstance(cell, datetime):
        if cell.time() != time():
            raise BadPeriod(str(cell), "a time of day has no place here; write the day alone")
        return read_span(str(cell.date()))
    if isinstance(cell, date):
        return read_span(str(cell))
    if isinstance(cell, Broken):
        raise BadCell(_broken(cell))
    if not isinstance(cell, (int, float)):
        raise BadPeriod(shown(cell), "use a date, or a text such as 2025-08-11")
    return read_span(shown(cell))


def read_published(cell: Cell, day_first: bool | None) -> str:
    """Return a publication date as an ISO day, month or year; empty where it is not known."""
    if is_missing(cell):
        return ""
    try:
        if isinstance(cell, str):
            return partial_date(cell, day_first=day_first)
        first, last = _span(cell, day_first)
        return partial_date(str(Period(first, last)) if first != last else str(first))
    except BadPeriod as error:
        raise BadCell(_period_flaw(error)) from error


def _cut(text: str) -> str:
    """Return as much of a text as a message needs to name it."""
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"


def read_address(cell: Cell) -> str:
    """Return a web address; anything else than http and https is refused, scripts above all."""
    text = read_text(cell)
    if not text:
        return ""
    flaw = Flaw(f"“{_cut(text)}” is no web address", "write the whole address, from https:// on")
    if not link(text):
        raise BadCell(flaw)
    return text


def _period_flaw(error: BadPeriod) -> Flaw:
    return Flaw(f"“{error.text}”", error.reason)


def _broken(cell: Broken) -> Flaw:
    return Flaw(cell.what, "put the value itself into the cell")
