"""Which rows of a file state the same thing, whoever says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from operator import attrgetter
from typing import Generic, TypeVar

from clearatlas.observations import Locus, Placing, Scope
from clearatlas.sources.rows import Draft
from clearatlas.sources.terms import Terms
from clearatlas.sources.vocabulary import fold

__all__ = ["stated_things"]

_T = TypeVar("_T")


def stated_things(drafts: Iterable[Draft]) -> list[tuple[int, int, str]]:
    """Return of each draft what it states: equal where two state the same, whoever says so."""
    grounds, facts = _Numbers(_ground), _Numbers(_fact)
    return [
        (ground, fact, draft.observation.measure.key)
        for shared, row in groupby(drafts, attrgetter("shared"))
        for ground, fact in [(grounds.of(shared.placing), facts.of(shared.terms))]
        for draft in row
    ]


class _Numbers(Generic[_T]):
    """Numbers things, those alike by ``key`` with one number.

    What many rows share is one object, and looked at once.
    """

    def __init__(self, key: Callable[[_T], object]) -> None:
        self._key = key
        self._of_key: dict[object, int] = {}
        self._of_object: dict[int, int] = {}

    def of(self, thing: _T) -> int:
        """Return the number of a thing, which must live as long as the numbers do."""
        number = self._of_object.get(id(thing))
        if number is None:
            number = self._of_key.setdefault(self._key(thing), len(self._of_key))
            self._of_object[id(thing)] = number
        return number


def _ground(placing: Placing) -> object:
    """Return what the placings of rows share that are about the same ground."""
    # Codes tell districts and groups apart; the rest is one, in whatever words and language.
    place: object = frozenset(placing.codes)
    if placing.locus not in (Locus.DISTRICT, Locus.GROUP, Locus.RESIDUAL):
        place = tuple(sorted(map(fold, placing.as_written)))
    return placing.locus, place, placing.total


def _fact(terms: Terms) -> object:
    """Return what else two rows share that state the same thing of a measure, whoever says so."""
    # A part of a district (a village, a site) is told from the next one by its note alone.
    note = terms.note if terms.scope is Scope.PART else ""
    return terms.period, terms.scope, terms.definition, note
