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

from clearatlas.ledger.claims import settle
from clearatlas.ledger.misfits import Misfit
from clearatlas.ledger.reconciliation import NO_CHANGES, reconcile
from clearatlas.ledger.reprints import with_reprints_last
from clearatlas.ledger.statements import Claim, Series, Statement
from clearatlas.ledger.totals import compare, label, same_totals
from clearatlas.observations import (
    Locus,
    Observation,
    Placing,
    Scope,
    Status,
)
from clearatlas.periods import Days, Granularity, Period

__all__ = ["Record", "keep"]

_FLAG_OF_STATUS = {
    Status.CONFLICTING: "conflict",
    Status.DEFINITION_DIFFERS: "definition_differs",
    Status.BREAK: "break",
    Status.PROVISIONAL: "provisional",
    Status.ESTIMATED: "estimated",
}


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
    slots: dict[tuple[Period, Series], list[Observation]] = defaultdict(list)
    for observation in usable:
        slots[_running(observation.period, running), series_of(observation)].append(observation)
    statements = [
        statement
        for period, series in sorted(slots, key=lambda slot: (slot[0].sort_key, slot[1]))
        for statement in sorted(_statements(series, period, slots[period, series]), key=_order)
    ]
    ordered, reprinted = with_reprints_last(statements)
    misfits = reconcile(ordered, reprinted, changes)
    return Record(tuple(_flagged(ordered, misfits)), tuple(withheld), misfits)


def _flagged(statements: Sequence[Statement], misfits: Sequence[Misfit]) -> Iterator[Statement]:
    """Yield the statements, those that may be wrong with a flag that says so."""
    suspects = {id(one) for misfit in misfits for one in misfit.suspects}
    for statement in statements:
        if id(statement) in suspects:
            yield replace(statement, flags=(*statement.flags, "does_not_fit"))
        else:
            yield statement


def series_of(observation: Observation) -> Series:
    """Return the series an observation belongs to.

    What one operator did, or what was done in one part of a district, is a series of its own,
    named by who or what it is.
    """
    detail, source = "", observation.source
    if observation.scope is Scope.OPERATOR:
        detail = source.agency or source.title
    elif observation.scope is Scope.PART:
        detail = observation.note or source.agency or source.title
    return _series(observation.measure.key, observation.definition, observation.scope, detail)


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


def _statements(series: Series, period: Period, slot: Sequence[Observation]) -> list[Statement]:
    """Return the statements of one series and period, totals compared with their parts."""
    totals: list[Observation] = []
    places: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for observation in slot:
        if observation.placing.locus in (Locus.GROUP, Locus.TOTAL):
            totals.append(observation)
        else:
            places[_place_key(observation.placing)].append(observation)
    parts = [_statement(series, period, same) for same in places.values()]
    if not totals:
        return parts
    whole = [_statement(series, period, same) for same in same_totals(totals)]
    closing = _closing(whole, parts)
    last = max(closing, key=lambda total: total.value, default=None)
    # Smaller totals of the same table are subtotals; of which places, it does not say.
    return parts + [
        total
        if total in closing and total is not last
        else compare(total, parts, closes=total is last and _closes(total))
        for total in whole
    ]


def _closes(total: Statement) -> bool:
    """Return whether a total stands under all of its parts in the table that prints it."""
    return any(observation.closes for observation in total.shown.observations)


def _closing(totals: Sequence[Statement], parts: Sequence[Statement]) -> list[Statement]:
    """Return the totals without places that stand in one file with all parts."""
    files = {o.origin.file for s in parts for claim in s.claims for o in claim.observations}
    return [
        total
        for total in totals
        if total.locus is Locus.TOTAL
        and {o.origin.file for o in total.shown.observations} == files
        and len(files) == 1
    ]


def _place_key(placing: Placing) -> tuple[str, ...]:
    if placing.locus is Locus.DISTRICT:
        return ("", *placing.codes)
    if placing.locus is Locus.RESIDUAL:
        return (placing.locus,)
    return (placing.locus, *sorted(name.casefold() for name in placing.as_written))


def _statement(series: Series, period: Period, observations: Sequence[Observation]) -> Statement:
    claims, superseded = settle(observations)
    leading = _leading(claims[0])
    lists = _other_lists(leading, observations)
    status, flags = _status(series, claims, superseded)
    if lists:
        flags = (*flags, "place_lists_differ")
    return Statement(
        measure=leading.measure,
        series=series,
        period=period,
        locus=leading.placing.locus,
        codes=leading.placing.codes,
        label=label(leading),
        claims=claims,
        status=status,
        superseded=superseded,
        other_lists=lists,
        flags=flags,
    )


def _other_lists(
    leading: Observation, observations: Sequence[Observation]
) -> tuple[tuple[str, ...], ...]:
    """Return the lists of places that are printed beside the one that is shown, in any order."""
    if len(observations) == 1:
        return ()
    lists = {tuple(sorted(o.placing.codes)) for o in observations if o.placing.codes}
    return tuple(sorted(lists - {tuple(sorted(leading.placing.codes))}))


def _leading(claim: Claim) -> Observation:
    """Return the observation of a claim whose list of places is shown.

    Any list before none, then that of the original agency, then the newest.
    """
    if len(claim.observations) == 1:
        return claim.observations[0]
    return max(
        claim.observations,
        key=lambda o: (
            bool(o.placing.codes),
            bool(o.source.agency),
            o.source.published,
            len(o.placing.codes),
        ),
    )


def _status(
    series: Series, claims: Sequence[Claim], superseded: Sequence[Claim]
) -> tuple[Status, tuple[str, ...]]:
    """Return the one status letter by precedence, and the words for what else applies."""
    shown = claims[0].observations
    found = {observation.status for observation in shown}
    if len(claims) > 1:
        found.add(Status.CONFLICTING)
    return _letter_and_words(
        series,
        frozenset(found),
        accepted=any(observation.accepted for observation in shown),
        revised=bool(superseded),
    )


@lru_cache(maxsize=1024)  # a record of a million figures knows a handful of cases
def _letter_and_words(
    series: Series, found: frozenset[Status], *, accepted: bool, revised: bool
) -> tuple[Status, tuple[str, ...]]:
    if not series.is_main:
        found |= {Status.DEFINITION_DIFFERS}
    status = min(found, key=lambda letter: letter.rank)
    flags = [_FLAG_OF_STATUS[s] for s in sorted(found) if s in _FLAG_OF_STATUS]
    if accepted:
        flags.append("accepted")
    if revised:
        flags.append("revised")
    if series.definition != "cleared":
        flags.append(f"definition:{series.definition}")
    if series.scope is not Scope.WHOLE:
        flags.append(f"scope:{series.scope}")
    return status, tuple(flags)


_ORDER: Mapping[Locus, int] = {locus: place for place, locus in enumerate(Locus)}


def _order(statement: Statement) -> tuple[object, ...]:
    """Sort key among the statements of one period and series."""
    return (
        _ORDER[statement.locus],
        statement.codes,
        statement.label,
        statement.value,
    )
