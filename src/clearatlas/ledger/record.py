"""Many observations -> one coherent record, in which nothing is counted twice and nothing vanishes.

Observations of the same series, period and place become one :class:`Statement`; so do totals over
(nearly) the same list of places. A total is compared with its parts and never added to them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from clearatlas.ledger.misfits import Misfit
from clearatlas.ledger.reconciliation import NO_CHANGES, reconcile
from clearatlas.ledger.reprints import with_reprints_last
from clearatlas.ledger.slots import statements_of
from clearatlas.ledger.statements import Series, Statement
from clearatlas.observations import Observation, Scope
from clearatlas.periods import Days, Granularity, Period

__all__ = ["Record", "keep"]

_SeriesKey = tuple[str, str, Scope, str]


@dataclass(frozen=True, slots=True)
class Record:
    """What is known, and what was said but may not be used.

    Attributes
    ----------
    statements
        Every fact slot, in a fixed order.
    withheld
        Observations with a problem: in the record, off the map.
    misfits
        Statements that cannot all be true; nothing is corrected or taken away for them.
    """

    statements: tuple[Statement, ...]
    withheld: tuple[Observation, ...] = ()
    misfits: tuple[Misfit, ...] = ()

    @property
    def periods(self) -> tuple[Period, ...]:
        """Every period anything is stated for, the newest end last."""
        return tuple(sorted({s.period for s in self.statements}, key=lambda p: p.sort_key))

    @property
    def withheld_lines(self) -> tuple[str, ...]:
        """Each withheld observation in one line: where it stands, what it says, and why not."""
        return tuple(map(_withheld_line, self.withheld))

    @property
    def conflicts(self) -> tuple[Statement, ...]:
        """The disputed statements."""
        return tuple(s for s in self.statements if s.is_disputed)


def _withheld_line(observation: Observation) -> str:
    origin = observation.origin
    why = "; ".join(problem.message for problem in observation.problems) or "it has no value"
    text = " ".join(origin.text.split())
    return f"{origin.spot}: {observation.measure.key} “{text}” stays off the map: {why}"


def keep(observations: Iterable[Observation], changes: Mapping[str, date] = NO_CHANGES) -> Record:
    """Return the record of ``observations``: repeats merged, revisions and conflicts told apart.

    Every usable observation ends in exactly one statement, every other one in ``withheld``.

    Parameters
    ----------
    observations
        In any order.
    changes
        The first day of a district's newest boundary, for districts that changed: its figures from
        before and after are not held against each other.
    """
    usable: list[Observation] = []
    withheld: list[Observation] = []
    for observation in observations:
        fit = observation.value is not None and not observation.problems
        (usable if fit else withheld).append(observation)
    running = {_days(o.period) for o in usable if o.period.since}
    slots: dict[Period, dict[_SeriesKey, list[Observation]]] = {}
    for period, run in groupby(usable, attrgetter("period")):  # a table has them in runs
        of_period = slots.setdefault(_running(period, running), defaultdict(list))
        for observation in run:
            of_period[_series_key(observation)].append(observation)
    statements = [
        statement
        for period, key in sorted(
            ((period, key) for period, of_period in slots.items() for key in of_period),
            key=lambda slot: (slot[0].sort_key, slot[1]),
        )
        for statement in statements_of(_series(*key), period, slots[period][key])
    ]
    ordered, reprinted = with_reprints_last(statements)
    misfits = reconcile(ordered, reprinted, changes)
    return Record(tuple(_flagged(ordered, misfits)), tuple(withheld), misfits)


def _flagged(statements: Sequence[Statement], misfits: Sequence[Misfit]) -> Iterator[Statement]:
    """Yield the statements, those that may be wrong with a flag that says so."""
    suspects = {id(one) for misfit in misfits for one in misfit.suspects}
    if not suspects:
        yield from statements
        return
    for statement in statements:
        if id(statement) in suspects:
            yield replace(statement, flags=(*statement.flags, "does_not_fit"))
        else:
            yield statement


def _series_key(observation: Observation) -> _SeriesKey:
    """Return the fields of the :class:`Series` an observation belongs to.

    What one operator did, or what was done in one part of a district, is a series of its own,
    named by who or what it is.
    """
    detail, source = "", observation.source
    if observation.scope is Scope.OPERATOR:
        detail = source.agency or source.title
    elif observation.scope is Scope.PART:
        detail = observation.note or source.agency or source.title
    return observation.measure.key, observation.definition, observation.scope, detail


#: One object for all figures of a series: the same object is found equal at once.
_series = lru_cache(maxsize=1024)(Series)


def _running(period: Period, running: Container[Days]) -> Period:
    """Return the period as a running total where another source calls these odd days one.

    A calendar year, month or week stays what it is: its figure is of those days for everybody.
    """
    if _days(period) in running and period.granularity is Granularity.OTHER:
        return replace(period, since=True)
    return period


def _days(period: Period) -> Days:
    return period.start, period.end
