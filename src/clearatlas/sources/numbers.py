"""``1 362,7`` -> an exact number and the step of its last digit, or :class:`BadNumber`.

A comma or point can group digits or begin the decimals. Every text is read under both rules; where
both give a number, the text alone does not tell, and the column's other numbers or the user must.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache
from types import MappingProxyType

from clearatlas.errors import BadNumber

__all__ = ["DECIMAL_MARKS", "Number", "proved_mark", "read_number", "read_stored_number"]

DECIMAL_MARKS = (".", ",")

_MOST_WHOLE_DIGITS = 15
_MOST_DECIMALS = 20

# A spreadsheet keeps 15 significant digits; what a double shows beyond them is noise of the sum
# that made it (66936.200000000004), not a statement.
_STORED = Context(prec=15)

_SPACES = " \u00a0\u2007\u2009\u202f"  # ordinary, no-break, figure, thin, narrow no-break


def _pattern(mark: str) -> re.Pattern[str]:
    other = "," if mark == "." else "."
    return re.compile(
        rf"""
        (?P<whole>
            0 | [1-9][0-9]*
          | [1-9][0-9]{{0,2}} (?: (?:[{_SPACES}][0-9]{{3}})+      # 237 821
                                | (?:['’ʼ][0-9]{{3}})+            # 237'821
                                | (?:[{other}][0-9]{{3}})+ )      # 237,821 or 237.821
        )
        (?: [{mark}] (?P<decimals>[0-9]+) )?
        """,
        re.VERBOSE,
    )


_PATTERNS = MappingProxyType({mark: _pattern(mark) for mark in DECIMAL_MARKS})

_WHY_NOT = tuple(
    (re.compile(pattern, re.VERBOSE | re.IGNORECASE), reason)
    for pattern, reason in (
        (r"\s*", "it is empty"),
        (r"[-−–—]\s*[0-9].*", "it is negative"),
        (r"[+-]?(?:inf|infinity|nan)", "it is no finite number"),
        (r"[0-9.,]+e[+-]?[0-9]+", "it is in scientific notation; write it out"),
        (r"[0-9].*%", "it carries a percent sign, and this is not a percentage"),
        (r"[^0-9]*[0-9]+[.,]\s+[0-9]+", "a space stands before its decimals"),
        (r"0[0-9]+(?:[.,].*)?", "it begins with 0, as a code does"),
        (r"[.,][0-9]+|[0-9]+[.,]", "digits are missing before or after its decimal mark"),
        (rf"[0-9][0-9.,'’ʼ{_SPACES}]*", "its digits are not grouped in threes"),
    )
)


@dataclass(frozen=True, slots=True)
class Number:
    """A value and the step of its last printed digit.

    Attributes
    ----------
    value
        The exact value.
    quantum
        0.1 for "62,023.9", 1 for "62,023" and for "69,200": zeros at the end of a whole number
        are digits like others here, and whether they tell of rounding is not a reader's to say.
    """

    value: Decimal
    quantum: Decimal

    def shifted(self, places: int) -> Number:
        """Return the number times ten to the power of ``places``, exactly.

        >>> read_number("62,023.9").shifted(4)
        Number(value=Decimal('620239000'), quantum=Decimal('1000'))
        """
        return Number(_plain(self.value.scaleb(places)), _plain(self.quantum.scaleb(places)))


@lru_cache(maxsize=65536)
def read_number(text: str, *, decimal: str | None = None) -> Number:
    """Return the number that ``text`` prints.

    Parameters
    ----------
    text
        Digits 0-9, grouped in threes by spaces, apostrophes, commas or points, or not at all.
    decimal
        The decimal mark, where it is known.

    Raises
    ------
    BadNumber
        Where the text is no number, is negative, or can be read in two ways; then ``candidates``
        holds both readings.

    Examples
    --------
    >>> read_number("237 821,5")
    Number(value=Decimal('237821.5'), quantum=Decimal('0.1'))
    >>> read_number("1,234", decimal=",")
    Number(value=Decimal('1.234'), quantum=Decimal('0.001'))
    """
    printed = text.strip()
    readings = _readings(printed)
    if decimal is not None:
        if decimal in readings:
            return readings[decimal]
        others = [number.value for number in readings.values()]
        reason = f"the decimal mark is “{decimal}”" if others else _why_not(printed)
        raise BadNumber(text, reason, others or _without_space(printed))
    values = sorted({number.value for number in readings.values()})
    if len(values) > 1:
        reason = f"it can be {values[0]} or {values[1]}"
        raise BadNumber(text, reason, values)
    if not values:
        raise BadNumber(text, _why_not(printed), _without_space(printed))
    return next(iter(readings.values()))


@lru_cache(maxsize=65536)
def proved_mark(text: str) -> str | None:
    """Return the decimal mark that ``text`` alone proves, or None where it proves none.

    >>> proved_mark("1.362,7"), proved_mark("1,234,567"), proved_mark("1,234"), proved_mark("12")
    (',', '.', None, None)
    """
    readings = _readings(text.strip())
    return next(iter(readings)) if len(readings) == 1 else None


def read_stored_number(stored: float) -> Number:
    """Return the number that a spreadsheet or program holds in binary, without its noise.

    >>> read_stored_number(0.1 + 0.2)
    Number(value=Decimal('0.3'), quantum=Decimal('0.1'))

    Raises
    ------
    BadNumber
        Where it is negative or not finite.
    """
    if not math.isfinite(stored):
        raise BadNumber(str(stored), "it is no finite number")
    stored = stored or 0  # of a spreadsheet's zeros, some are negative
    exact = Decimal(stored) if isinstance(stored, int) else _STORED.create_decimal(repr(stored))
    printed = format(exact, "f")
    if "." in printed:
        printed = printed.rstrip("0").rstrip(".")
    return read_number(printed, decimal=".")


def _readings(printed: str) -> dict[str, Number]:
    """Return the number under each decimal mark that gives one."""
    readings: dict[str, Number] = {}
    for mark, pattern in _PATTERNS.items():
        match = pattern.fullmatch(printed)
        if match is None:
            continue
        whole = "".join(filter(str.isdigit, match["whole"]))
        decimals = match["decimals"] or ""
        if len(whole) <= _MOST_WHOLE_DIGITS and len(decimals) <= _MOST_DECIMALS:
            readings[mark] = _number(whole, decimals)
    return readings


def _number(whole: str, decimals: str) -> Number:
    if decimals:
        return Number(Decimal(f"{whole}.{decimals}"), Decimal(1).scaleb(-len(decimals)))
    return Number(Decimal(whole), Decimal(1))


def _why_not(printed: str) -> str:
    if any(sign.isdigit() and not sign.isascii() for sign in printed):
        return "it has raised digits or digits of another script; use 0-9"
    digits = sum(map(str.isdigit, printed))
    for pattern, reason in _WHY_NOT:
        if pattern.fullmatch(printed):
            too_long = reason.endswith("threes") and digits > _MOST_WHOLE_DIGITS
            return "it has too many digits" if too_long else reason
    return "it holds more than a number; units belong in the header, remarks in a note column"


def _without_space(printed: str) -> list[Decimal]:
    """Return what "1454, 2" would be without its space: a candidate, never taken."""
    closed = re.sub(r"(?<=[.,])\s+", "", printed)
    if closed == printed:
        return []
    return sorted({number.value for number in _readings(closed).values()})


def _plain(value: Decimal) -> Decimal:
    """Return the same value without an exponent, so that it prints as digits."""
    return Decimal(format(value, "f"))
