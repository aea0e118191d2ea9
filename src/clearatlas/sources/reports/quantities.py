"""Numbers of a sentence: digits, number words, "5 тыс. 264,14", "11 min 9", "38 (thirty eight)".

A number keeps every reading: whether "1.234" is a thousand or a fraction is decided later, by the
text's other numbers (:mod:`.marks`), or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from clearatlas.errors import BadNumber
from clearatlas.sources.numbers import DECIMAL_MARKS, Number, read_number
from clearatlas.sources.reports.pieces import Piece, Quantity, Sentence

__all__ = ["literal", "with_numbers"]

_THOUSAND: Final = 1000
_HUNDRED: Final = 100
_SHORT_GROUP: Final = 3

_NUMBER = re.compile(
    r"""
    (?P<digits>  [dy0] )
    (?:
        (?P<scaled> (?: 3 [dy0]? )+ )              # 62 thousand, 11 min 9, 535 milyon 431 min 256
      | (?P<stray>  (?: , [d0] )+ ) (?= -? H )     # 1454, 2 ha; 115, 803, 002 sq m
      | (?P<torn>   , 0 ) (?= [LG] )               # 713, 694 mines: one number or two
      | (?P<spelled> \( [1A3w-]*? 1 [1A3w-]*? \) ) # 38 (thirty eight)
    )?
  | (?P<bare> (?<=B) 3 )                           # over a thousand
  | (?P<words> 1 (?: [A-]? [13] )* )               # one hundred and five, thirty-eight
    """,
    re.VERBOSE,
)

# The same sign groups the digits and begins the decimals: 5,264,14. There is one way to read it.
_ONE_SIGN = re.compile(
    r"(?P<whole>\d{1,3}(?P<sign>[.,])\d{3}(?:(?P=sign)\d{3})*)(?P=sign)(?P<rest>\d{1,2})"
)
# 200,00: two hundred, or 200,000 with a zero lost; nobody prints two decimals that say nothing.
_LOST_ZERO = re.compile(r"[1-9]\d{1,2}[.,]00")
_ZEROS = re.compile(r"[1-9]\d{0,2}[.,]000")


def with_numbers(sentence: Sentence) -> Sentence:
    """Return the sentence with every number as one piece."""
    runs: list[tuple[int, int, Piece]] = []
    at = 0
    letters = sentence.letters
    while match := _NUMBER.search(letters, at):
        size, quantity = _read(match, sentence.pieces[match.start() : match.end()], letters)
        first, last = match.start(), match.start() + size
        if quantity is not None:
            pieces = sentence.pieces[first:last]
            piece = Piece("n", pieces[0].start, pieces[-1].end, quantity=quantity)
            runs.append((first, last, piece))
        at = last
    return sentence.with_runs(runs)


def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


@lru_cache(maxsize=65536)
def literal(text: str) -> Quantity | None:
    """Return the number that digits print, or None where they print none.

    >>> [str(value) for value in literal("1.234").values]
    ['1.234', '1234']
    >>> literal("2.790,9").proves, literal("140,000").proves
    (',', '.')
    """
    readings = []
    for mark in DECIMAL_MARKS:
        try:
            readings.append((mark, read_number(text, decimal=mark)))
        except BadNumber:
            continue
    if not readings:
        return _one_sign(text)
    if _ZEROS.fullmatch(text):  # 140,000: nobody prints three decimals that say nothing
        whole = max(readings, key=lambda reading: reading[1].value)
        return Quantity((whole,), whole[0])
    if _LOST_ZERO.fullmatch(text):
        hundreds = Decimal(text[:-3])
        ways = (Number(hundreds, Decimal(1)), Number(hundreds * _THOUSAND, Decimal(1)))
        return Quantity(tuple(("", way) for way in ways))
    proves = readings[0][0] if len(readings) == 1 and len(text) > 1 else ""
    return Quantity(tuple(readings), proves)


def _one_sign(text: str) -> Quantity | None:
    match = _ONE_SIGN.fullmatch(text)
    if match is None:
        return None
    value = Decimal(f"{match['whole'].replace(match['sign'], '')}.{match['rest']}")
    return _certain(value, Decimal(1).scaleb(-len(match["rest"])))


def _certain(value: Decimal, quantum: Decimal) -> Quantity:
    return Quantity((("", Number(value, quantum)),))


def _read(
    match: re.Match[str], pieces: Sequence[Piece], letters: str
) -> tuple[int, Quantity | None]:
    """Return how many pieces are the number, and the number."""
    if match["words"]:
        return _from_words(pieces)
    if match["bare"]:
        return 1, _certain(Decimal(pieces[0].value), Decimal(pieces[0].value))
    if match["scaled"]:
        return _scaled(pieces)
    label_first = match.start() > 0 and letters[match.start() - 1] in "Lm"
    if (match["stray"] or match["torn"]) and not label_first:
        closed = _closed(pieces) if match["stray"] else _torn(pieces)
        if closed is not None:
            return len(pieces), closed
    return len(pieces) if match["spelled"] else 1, literal(pieces[0].value)


def _closed(pieces: Sequence[Piece]) -> Quantity | None:
    """Return "1454, 2" without its space, or None where that is no number."""
    parts = [piece.value for piece in pieces[::2]]
    closed = literal(",".join(parts)) if all(map(str.isdigit, parts[1:])) else None
    return None if closed is None else Quantity(closed.readings)  # a slip proves no habit


def _torn(pieces: Sequence[Piece]) -> Quantity | None:
    """Return "713, 694" as 713,694 or as 694, whichever it is: nobody can tell."""
    first, last = pieces[0].value, pieces[2].value
    if not first.isdigit() or len(last) != _SHORT_GROUP or len(first) > _SHORT_GROUP:
        return None
    ways = (Decimal(last), Decimal(first + last))
    return Quantity(tuple(("", Number(way, Decimal(1))) for way in ways))


def _scaled(pieces: Sequence[Piece]) -> tuple[int, Quantity | None]:
    """Return "5 thousand 264.14": parts, each below the scale before it."""
    total, quantum, used = Decimal(0), Decimal(1), 0
    below: Decimal | None = None
    while used < len(pieces) and pieces[used].letter in "dy0":
        quantity = literal(pieces[used].value)
        scale = _scale(pieces, used + 1)
        # Behind a scale a group of three is no thousand: 5 тыс. 264,143 has decimals.
        if quantity is None:
            break
        number = min((number for _, number in quantity.readings), key=_value)
        if below is not None and number.value >= below:
            break
        total += number.value * scale
        quantum = number.quantum * scale
        below = scale
        used += 2 if scale > 1 else 1
        if scale == 1 or not _is_whole(number.value):
            break
    return max(used, 1), _certain(total, quantum) if used else None


def _value(number: Number) -> Decimal:
    return number.value


def _scale(pieces: Sequence[Piece], at: int) -> Decimal:
    if at < len(pieces) and pieces[at].letter == "3":
        return Decimal(pieces[at].value)
    return Decimal(1)


def _from_words(pieces: Sequence[Piece]) -> tuple[int, Quantity | None]:
    """Return "one hundred and five", as far as the words go on building one number."""
    total = current = 0
    used = 0
    for index, piece in enumerate(pieces):
        if piece.letter in "A-":
            if piece.letter == "A" and current % _HUNDRED and total == 0:
                break
            continue
        value = int(piece.value)
        if value >= _THOUSAND:
            total, current = total + (current or 1) * value, 0
        elif value == _HUNDRED and 0 < current < 10:  # noqa: PLR2004 - three hundred
            current *= value
        elif current == 0 or _fits(current, value):
            current += value
        else:
            break
        used = index + 1
    return max(used, 1), _certain(Decimal(total + current), Decimal(1)) if used else None


def _fits(current: int, value: int) -> bool:
    """Return whether a word's value fills empty places: 30 and 8, 100 and 30, not 8 and 30."""
    places = 10 ** len(str(value)) if value >= 10 or value == 0 else 10  # noqa: PLR2004
    return current % places == 0 and (value < 20 or value % 10 == 0)  # noqa: PLR2004
