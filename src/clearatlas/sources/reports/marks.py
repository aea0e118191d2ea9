"""Which sign begins the decimals in a text, as far as its numbers prove it.

Whether "5,246 hectares" are five or five thousand, the other numbers of the text say: "1,362.7",
"3,122 mines" and "1,205 people" (nobody counts fractions of them), parts that add up under one
sign only. Where none does, or two disagree, it is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from clearatlas.sources.reports.drafts import Draft
from clearatlas.sources.reports.pieces import Quantity, Sentence
from clearatlas.sources.reports.shares import sum_marks

__all__ = ["WHOLE_UNITS", "decimal_mark"]

#: Units of which nobody prints a thousandth: 281,091 m² are thousands.
WHOLE_UNITS: Final = frozenset({"items", "m2"})
_WHOLE_THINGS: Final = frozenset({"whole", "casualty"})
_THINGS = re.compile(r"n(?=[wh]{0,2}(?P<thing>[uX]))")


def decimal_mark(sentences: Iterable[Sentence], drafts: Sequence[Draft]) -> str | None:
    """Return the decimal mark that the numbers of a text prove, or None for none or both."""
    counts = [draft.count.quantity for draft in drafts if draft.count.unit in WHOLE_UNITS]
    proved = set(_by_sums(drafts))
    for sentence in sentences:
        proved |= {quantity.proves for quantity in _counting(sentence)}
        counts += _things(sentence)
    proved |= {mark for quantity in counts for mark in _wholes(quantity)}
    proved.discard("")
    return next(iter(proved)) if len(proved) == 1 else None


def _counting(sentence: Sentence) -> Iterator[Quantity]:
    """Yield the numbers, without calibres and lengths, which follow habits of their own."""
    for at, piece in enumerate(sentence.pieces):
        behind = [p for p in sentence.pieces[at + 1 : at + 3] if p.letter != "-"]
        thing = bool(behind) and behind[0].letter == "u" and behind[0].value == "thing"
        if piece.quantity is not None and not thing:
            yield piece.quantity


def _things(sentence: Sentence) -> Iterator[Quantity]:
    """Yield the numbers of people and the like."""
    for match in _THINGS.finditer(sentence.letters):
        quantity = sentence.pieces[match.start()].quantity
        if quantity and sentence.pieces[match.start("thing")].value in _WHOLE_THINGS:
            yield quantity


def _wholes(quantity: Quantity) -> Iterator[str]:
    """Yield the mark under which alone a number that counts things is whole."""
    whole = [mark for mark, one in quantity.readings if one.value == one.value.to_integral_value()]
    if len(whole) == 1 and len(quantity.values) > 1:
        yield whole[0]


def _by_sums(drafts: Sequence[Draft]) -> Iterator[str]:
    """Yield the marks under which alone a total is what its parts add up to."""
    for _, group in groupby(drafts, key=lambda draft: (draft.sentence, draft.count.measure)):
        counts = [draft.count for draft in group]
        fits = {mark for one in counts for mark in sum_marks(one, counts)}
        if len(fits) == 1:
            yield fits.pop()
