"""Whole numbers -> text that a browser reads quickly and deflate packs tightly.

A number is doubled, a negative one turned over (0, -1, 1, -2 become 0, 1, 2, 3), and cut into
groups of five bits, lowest first; a group that another follows gets 32 added, each gets 63 added
and is written as that character: the signs of Google's encoded polylines. ``static/numbers.js``
reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["as_text", "as_texts", "steps_as_text"]

_BITS, _FIVE_BITS, _MORE, _FIRST_SIGN = 5, 0x1F, 0x20, 63


def as_text(numbers: ArrayLike) -> str:
    """Return whole numbers as text.

    >>> as_text([0, -1, 1, 400])
    '?@A_X'
    """
    return as_texts([numbers])[0]


def as_texts(rows: Sequence[ArrayLike]) -> list[str]:
    """Return several rows of whole numbers, each as text."""
    arrays = [np.asarray(row, dtype=np.int64).ravel() for row in rows]
    if not arrays:
        return []
    signs, ends = _signs(np.concatenate(arrays))
    text = signs.tobytes().decode("ascii")
    rows_end = accumulate((len(array) for array in arrays), initial=0)
    cuts = [int(ends[end - 1]) if end else 0 for end in rows_end]
    return [text[start:end] for start, end in pairwise(cuts)]


def steps_as_text(numbers: Iterable[int]) -> str:
    """Return whole numbers as the steps from each to the next: long runs become one sign.

    >>> steps_as_text([7, 8, 9, 10])
    'MAAA'
    """
    return as_text(np.diff(np.fromiter(numbers, dtype=np.int64), prepend=0))


def _signs(numbers: NDArray[np.int64]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the signs of all numbers end to end, and where those of each number end."""
    left = (numbers << 1) ^ (numbers >> 63)
    lengths = np.ones(len(left), dtype=np.int64)
    rest = left >> _BITS
    while rest.any():
        lengths += rest > 0
        rest >>= _BITS
    ends = np.cumsum(lengths)
    signs = np.empty(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    for place in range(int(lengths.max(initial=0))):
        here = lengths > place
        bits = (left[here] >> (_BITS * place)) & _FIVE_BITS
        more = np.where(lengths[here] > place + 1, _MORE, 0)
        signs[ends[here] - lengths[here] + place] = bits + more + _FIRST_SIGN
    return signs, ends
