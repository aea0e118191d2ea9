"""Figures in the making, and what earlier sentences leave to later ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from clearatlas.periods import Period
from clearatlas.sources.reports.binding import Count
from clearatlas.sources.reports.calendar import Settled
from clearatlas.sources.reports.governing import Work
from clearatlas.sources.reports.pieces import PlaceList

__all__ = ["Draft", "State"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A figure in the making: a count, and what its surroundings say of it.

    Attributes
    ----------
    sentence
        Number of its sentence; the headline's is 0 where ``headline`` is true.
    settled
        Its period; None as long as the text gives none.
    relative
        Its period is only called "last week" or the like.
    places
        None where neither its sentence nor one before it names any.
    loose
        The numbers behind it in its sentence that count nothing that was read: its parts, perhaps.
    """

    count: Count
    sentence: int
    span: tuple[int, int]
    work: Work
    headline: bool = False
    settled: Settled | None = None
    relative: bool = False
    places: PlaceList | None = None
    loose: tuple[Decimal, ...] = ()

    @property
    def period(self) -> Period | None:
        """The period on the calendar, or None."""
        return None if self.settled is None else self.settled.period


@dataclass(slots=True)
class State:
    """What earlier sentences leave to later ones.

    ``cleared``: the sentence before told of cleared land, or counted items after one that did.
    ``counted``: measure and unit -> the most that was given of it for this period.
    ``title``: the period of the first line without a full stop that gives one.
    """

    settled: Settled | None = None
    relative: bool = False
    places: PlaceList | None = None
    cleared: bool = False
    counted: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    title: Settled | None = None
