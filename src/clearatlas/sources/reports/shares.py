"""Parts of a total, also those without a word for what they count, as a number beside them has it.

"8718,6 hektarı Laçın, 8526,2-si Füzuli": the second number counts what the first does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from clearatlas.sources.numbers import DECIMAL_MARKS
from clearatlas.sources.reports.binding import Count
from clearatlas.sources.reports.pieces import Sentence

__all__ = ["beside_places", "sum_marks", "with_bare_numbers"]

_LEAST_PARTS: Final = 2


def with_bare_numbers(sentence: Sentence, counts: list[Count]) -> list[Count]:
    """Return the counts, with the bare numbers beside places that count what they count."""
    letters = sentence.letters
    taken = {at for count in counts for at in range(count.first, count.last)}
    spots = (max(match.start("after"), match.start("before")) for match in _BARE.finditer(letters))
    bare = [at for at in spots if at not in taken]
    models = [count for count in counts if beside_places(letters, count)]
    if not bare or not models or len({count.measure for count in models}) > 1:
        return counts
    model = models[0]
    added = []
    for at in bare:
        quantity = sentence.pieces[at].quantity
        if quantity is not None:
            added.append(replace(model, at=at, first=at, last=at + 1, quantity=quantity, same=None))
    return sorted([*counts, *added], key=lambda count: count.at)


# A number beside a place, without a label or unit of its own.
_BARE = re.compile(
    r"""
    g[aslI:\-h]{0,3}\(? (?P<after>n) (?! [sol]*-?[HLGcuC%3] )    # Ağdam rayonunda 17030
  | (?<![LGH:]) (?P<before>n)[sol]{0,2}[-Ih]{0,2}(?=g)        # 8526,2-si Füzuli
    """,
    re.VERBOSE,
)


def beside_places(letters: str, count: Count) -> bool:
    """Return whether places stand close to a count: before it, or a few words behind."""
    return "g" in letters[max(0, count.first - 3) : count.last + 6]


def sum_marks(count: Count, alike: Iterable[Count]) -> list[str]:
    """Return the decimal marks under which a count is what two or more others like it add up to."""
    others = [other for other in alike if other is not count and other.unit == count.unit]
    if len(others) < _LEAST_PARTS:
        return []
    values = {mark: [other.quantity.value(mark) for other in others] for mark in DECIMAL_MARKS}
    return [mark for mark, parts in values.items() if count.quantity.value(mark) == sum(parts)]
