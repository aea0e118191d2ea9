"""Values -> round class breaks, and the one rule by which a value gets its class.

The rule of the house: classes are closed at the lower side, ``[break, next break)``; zero is a
class of its own below all others; a missing value has no class.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import ceil, floor, log10

__all__ = ["Classes", "classify"]

_MOST_CLASSES = 6
#: Even steps a reader can say aloud, times a power of ten: 250, 500, 750, 1,000 ...
_STEPS = (1.0, 2.0, 2.5, 5.0)
#: Limits that rise by factors, per power of ten: 10, 20, 50, 100 ..., 10, 50, 100 ..., 10, 100 ...
_LADDERS = ((1.0, 2.0, 5.0), (1.0, 5.0), (1.0,))


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
    """Return round breaks for the values above zero, as evenly filled as round numbers allow.

    The method: of limits that go up in even round steps (250, 500, 750 ...) and of limits that go
    up by round factors (10, 20, 50, 100 ...), those that spread the distinct values best, by the
    smallest sum of squared counts. Missing values and zeros take no part.

    Parameters
    ----------
    values
        Values in the unit of the map; None is missing.
    most
        The largest number of classes besides zero.

    Examples
    --------
    >>> classify([None, 0, 3, 7, 12, 48, 160, 230, 410, 900]).breaks
    (0.0, 10.0, 20.0, 50.0, 100.0, 200.0)
    >>> classify([120, 260, 480, 540, 690, 930, 1040]).breaks
    (0.0, 200.0, 400.0, 600.0, 800.0, 1000.0)
    >>> classify([0, 0, None]).breaks
    ()
    """
    known = sorted({value for value in values if value is not None and value > 0})
    if not known:
        return Classes(())
    # Of equally good ones the shortest is taken, even steps before factors, large before small.
    limits = min(_candidates(known, most - 1), key=lambda one: (_crowding(known, one), len(one)))
    return Classes((0.0, *limits))


def _candidates(known: Sequence[float], most: int) -> Iterator[tuple[float, ...]]:
    """Yield rows of at most ``most`` limits above the lowest value and up to the highest."""
    yield ()
    lowest, highest = known[0], known[-1]
    for step in _even_steps(highest, most):
        evens = [_exact(step * number) for number in range(1, most + 1)]
        limits = [limit for limit in evens if lowest < limit <= highest]
        for length in range(1, len(limits) + 1):
            yield tuple(limits[:length])
    for ladder in _LADDERS:
        rungs = [rung for rung in _rungs(ladder, lowest, highest) if lowest < rung <= highest]
        for start, length in product(range(len(rungs)), range(1, most + 1)):
            yield tuple(rungs[start : start + length])


def _even_steps(highest: float, most: int) -> list[float]:
    """Return the steps of which one to ``most`` reach from zero near the highest value."""
    powers = range(floor(log10(highest / most)) - 1, floor(log10(highest)) + 1)
    steps = (_exact(step * 10.0**power) for power in powers for step in _STEPS)
    return sorted((step for step in steps if step <= highest), reverse=True)


def _rungs(ladder: Sequence[float], lowest: float, highest: float) -> list[float]:
    powers = range(floor(log10(lowest)), ceil(log10(highest)) + 1)
    return [_exact(rung * 10.0**power) for power in powers for rung in ladder]


def _crowding(known: Sequence[float], limits: Sequence[float]) -> int:
    """Return the sum of squared counts: the smaller, the more evenly the classes are filled."""
    edges = (0, *(bisect_left(known, limit) for limit in limits), len(known))
    return sum((after - before) ** 2 for before, after in pairwise(edges))


def _exact(value: float) -> float:
    """Return the float nearest to a round number: 0.3, not 0.30000000000000004."""
    return float(f"{value:.6g}")
