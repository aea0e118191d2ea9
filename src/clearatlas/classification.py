"""Values -> round class breaks, and the one rule by which a value gets its class.

The rule of the house: classes are closed at the lower side, ``[break, next break)``; zero is a
class of its own below all others; a missing value has no class.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from math import floor, log10

__all__ = ["Classes", "classify"]

_MOST_CLASSES = 6
#: Steps a reader can say aloud: 1, 2, 5, 10, 20, 50 ... and, between them, 1.5, 2.5 and 3.
_ROUND_STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)


@dataclass(frozen=True, slots=True)
class Classes:
    """Round lower limits of the classes above zero, in the unit of the classed values.

    ``breaks[0]`` is the lower limit of the first class (0 excluded: zero has its own class), so
    there are ``len(breaks)`` classes besides zero. Empty where no value is above zero.
    """

    breaks: tuple[float, ...]

    def number(self, value: float | None) -> int | None:
        """Return the class of a value: None if missing, 0 for zero, else 1 to ``len(breaks)``.

        >>> classes = Classes((0.0, 10.0, 20.0))
        >>> [classes.number(value) for value in (None, 0, 0.3, 10, 19.99, 20, 1e9)]
        [None, 0, 1, 2, 2, 3, 3]
        """
        if value is None:
            return None
        if value < 0 or value != value:  # noqa: PLR0124 - NaN is the one value unequal to itself
            message = f"a class exists for zero and above, not for {value}"
            raise ValueError(message)
        if value == 0:
            return 0
        return max(1, bisect_right(self.breaks, value))


def classify(values: Iterable[float | None], most: int = _MOST_CLASSES) -> Classes:
    """Return round breaks for the values above zero, about equally many values in each class.

    The method: quantiles of the distinct values, each rounded down to a number a reader can say
    aloud, duplicates dropped. Missing values and zeros take no part.

    Parameters
    ----------
    values
        Values in the unit of the map; None is missing.
    most
        The largest number of classes besides zero.

    Examples
    --------
    >>> classify([None, 0, 3, 7, 12, 48, 160, 230, 410, 900]).breaks
    (0.0, 6.0, 10.0, 150.0, 200.0, 400.0)
    >>> classify([0, 0, None]).breaks
    ()
    """
    known = sorted({value for value in values if value is not None and value > 0})
    if not known:
        return Classes(())
    count = min(most, len(known))
    inner = (_round_down(known[len(known) * part // count]) for part in range(1, count))
    breaks = sorted({value for value in inner if value > known[0]})
    return Classes((0.0, *breaks))


def _round_down(value: float) -> float:
    """Return the largest round number not above ``value``."""
    power = 10.0 ** floor(log10(value))
    step = max(step for step in _ROUND_STEPS if step * power <= value * (1 + 1e-12))
    return round(step * power, 12)
