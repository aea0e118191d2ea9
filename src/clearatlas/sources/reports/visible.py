"""A text without its invisible characters, and where each of its characters stands in the original.

Soft hyphens, zero-width spaces and joiners and the marks of writing direction stand inside words
and numbers of pages; a reader does not see them, and the grammar must not either.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

__all__ = ["Visible"]

_INVISIBLE: Final = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+"
)


@dataclass(frozen=True, slots=True)
class Visible:
    """What is seen of a text.

    Attributes
    ----------
    text
        The text without invisible characters.
    _from, _shifts
        From which of its characters on how many invisible ones stand before.
    """

    text: str
    _from: tuple[int, ...] = (0,)
    _shifts: tuple[int, ...] = (0,)

    @classmethod
    def of(cls, text: str) -> Visible:
        """Return what is seen of ``text``."""
        starts, shifts, shift = [0], [0], 0
        for match in _INVISIBLE.finditer(text):
            starts.append(match.start() - shift)
            shift += len(match[0])
            shifts.append(shift)
        return cls(_INVISIBLE.sub("", text) if shift else text, tuple(starts), tuple(shifts))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters ``[start, end)`` stand in the original.

        >>> Visible.of("30 anti\u00ad-tank mines").span(0, 12)
        (0, 13)
        """
        return self._at(start), self._at(end - 1) + 1 if end > start else self._at(start)

    def _at(self, place: int) -> int:
        return place + self._shifts[bisect_right(self._from, place) - 1]
