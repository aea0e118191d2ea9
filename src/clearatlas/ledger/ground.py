"""Whether two figures are for the same ground, as far as printed lists of places tell.

The totals of a programme are printed for lists that vary from week to week, or for none. What
such totals share is told by rule: lists with half of their names in common are one ground, and a
total without places is for the same ground as a list that is as long as usual and not short.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median_low

from clearatlas.ledger.statements import Series, Statement
from clearatlas.ledger.totals import are_one_list
from clearatlas.observations import Locus

__all__ = ["Ground", "ground_of", "is_broad"]

_BROAD = (Locus.GROUP, Locus.TOTAL)
#: A list of so many places can stand for a whole programme; two or three districts cannot.
_LONG_LIST = 5
#: So small a share of a list may lie outside of another: the villages of Gazakh, now and then.
_LITTLE = 0.2


def is_broad(statement: Statement) -> bool:
    """Return whether a statement is a total over several places, stated or not."""
    return statement.locus in _BROAD


def ground_of(statement: Statement) -> tuple[str, ...] | str | None:
    """Return what tells the ground of statements apart: totals over many places share one (None).

    Single districts are each their own, and so is whatever else has a name.
    """
    return None if is_broad(statement) else (statement.codes or statement.label.casefold())


@dataclass(frozen=True, slots=True)
class Ground:
    """Compares the ground of the statements of one record.

    ``usual`` is how many places a list of each series most often has.
    """

    usual: Mapping[Series, int]

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> Ground:
        """Return what tells the ground of these statements."""
        lengths: dict[Series, list[int]] = defaultdict(list)
        for statement in statements:
            if statement.locus is Locus.GROUP:
                lengths[statement.series].append(len(statement.codes))
        return cls({series: median_low(found) for series, found in lengths.items()})

    def holds(self, whole: Statement, part: Statement) -> bool:
        """Return whether the ground of ``part`` lies in that of ``whole``, as far as is told."""
        if is_broad(whole) and is_broad(part):
            return self._broad_holds(whole, part)
        if part.locus is Locus.DISTRICT:
            return whole.locus is Locus.TOTAL or part.codes[0] in whole.codes
        if part.locus is Locus.RESIDUAL:
            return whole.locus in (Locus.TOTAL, Locus.RESIDUAL)
        return (whole.locus, whole.label.casefold()) == (part.locus, part.label.casefold())

    def _broad_holds(self, whole: Statement, part: Statement) -> bool:
        if whole.codes and part.codes:
            # What a longer list has more may well lie in the places that the shorter one lacks.
            more = set(part.codes) - set(whole.codes)
            is_little = len(more) <= _LITTLE * len(part.codes)
            return not more or (is_little and are_one_list(whole.codes, part.codes))
        if not whole.codes:
            return True
        return self._is_as_long_as_usual(whole)

    def _is_as_long_as_usual(self, total: Statement) -> bool:
        long = len(total.codes) >= _LONG_LIST
        return long and 2 * len(total.codes) >= self.usual.get(total.series, 0)
