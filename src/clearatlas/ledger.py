"""Many observations -> one coherent record, in which nothing is counted twice and nothing vanishes.

Observations of the same series, period and place become one :class:`Statement`; so do totals over
(nearly) the same list of places. A total is compared with its parts and never added to them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from clearatlas.claims import repeats, settle
from clearatlas.observations import (
    Bound,
    Locus,
    Observation,
    Scope,
    Status,
    Unit,
)
from clearatlas.periods import Period
from clearatlas.statements import Claim, PartsCheck, Series, Statement

__all__ = ["Record", "keep"]

#: Two lists of places stand for one statement when at least this share of their names is common.
_SAME_LIST = 0.5

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
    """

    statements: tuple[Statement, ...]
    withheld: tuple[Observation, ...] = ()

    @property
    def periods(self) -> tuple[Period, ...]:
        """Every period anything is stated for, the newest end last."""
        return tuple(sorted({s.period for s in self.statements}, key=lambda p: p.sort_key))

    @property
    def conflicts(self) -> tuple[Statement, ...]:
        """The disputed statements."""
        return tuple(s for s in self.statements if s.is_disputed)


def keep(observations: Iterable[Observation]) -> Record:
    """Return the record of ``observations``: repeats merged, revisions and conflicts told apart.

    Every usable observation ends in exactly one statement, every other one in ``withheld``.
    """
    usable: list[Observation] = []
    withheld: list[Observation] = []
    for observation in observations:
        fit = observation.value is not None and not observation.problems
        (usable if fit else withheld).append(observation)
    slots: dict[tuple[Series, Period], list[Observation]] = defaultdict(list)
    running = {_days(o.period) for o in usable if o.period.since}
    for observation in usable:
        since = observation.period.since or _days(observation.period) in running
        period = replace(observation.period, since=since)
        slots[series_of(observation), period].append(observation)
    statements = [
        statement
        for (series, period), slot in slots.items()
        for statement in _statements(series, period, slot)
    ]
    return Record(tuple(sorted(statements, key=_order)), tuple(withheld))


def series_of(observation: Observation) -> Series:
    """Return the series an observation belongs to.

    What one operator did, or what was done in one part of a district, is a series of its own,
    named by who or what it is.
    """
    detail = ""
    if observation.scope is Scope.OPERATOR:
        detail = observation.source.agency
    elif observation.scope is Scope.PART:
        detail = observation.note or observation.source.agency
    return Series(observation.measure.key, observation.definition, observation.scope, detail)


def _days(period: Period) -> tuple[date | None, date | None]:
    return period.start, period.end


def _statements(series: Series, period: Period, slot: Sequence[Observation]) -> list[Statement]:
    """Return the statements of one series and period, totals compared with their parts."""
    totals = [o for o in slot if o.placing.locus in (Locus.GROUP, Locus.TOTAL)]
    places: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for observation in slot:
        if observation.placing.locus not in (Locus.GROUP, Locus.TOTAL):
            places[_place_key(observation)].append(observation)

    def build(observations: Sequence[Observation]) -> Statement:
        return _statement(series, period, observations)

    parts = [build(observations) for observations in places.values()]
    whole = [build(observations) for observations in _same_totals(totals)]
    return parts + [_compare(total, parts) for total in whole]


def _place_key(observation: Observation) -> tuple[str, ...]:
    placing = observation.placing
    if placing.locus is Locus.DISTRICT:
        return ("", *placing.codes)
    if placing.locus is Locus.RESIDUAL:
        return (placing.locus,)
    return (placing.locus, *sorted(name.casefold() for name in placing.as_written))


def _same_totals(totals: Sequence[Observation]) -> list[list[Observation]]:
    """Return the observations of each total, whatever list of places it was printed with."""
    clusters: list[list[Observation]] = []
    for observation in sorted(totals, key=lambda o: (-len(o.placing.codes), o.source.published)):
        fitting = [c for c in clusters if all(_same_total(observation, o) for o in c)]
        agreeing = [c for c in fitting if repeats(observation, c[0]) or repeats(c[0], observation)]
        for cluster in (*agreeing[:1], *fitting[:1]):
            cluster.append(observation)
            break
        else:
            clusters.append([observation])
    return clusters


def _same_total(one: Observation, other: Observation) -> bool:
    """Return whether two totals are one statement.

    One source that prints two totals with different places means two totals. Two sources mean the
    same if half of the names are common; where one names no places, if the agency does not differ
    or if one value repeats the other.
    """
    first, second = set(one.placing.codes), set(other.placing.codes)
    if one.source == other.source:
        return first == second and (bool(first) or _label(one) == _label(other))
    if first and second:
        return len(first & second) >= _SAME_LIST * len(first | second)
    agencies = {one.source.agency.casefold(), other.source.agency.casefold()} - {""}
    return len(agencies) <= 1 or repeats(one, other) or repeats(other, one)


def _label(observation: Observation) -> str:
    return ", ".join(observation.placing.as_written)


def _statement(series: Series, period: Period, observations: Sequence[Observation]) -> Statement:
    claims, superseded = settle(observations)
    leading = _leading_placing(claims[0], observations)
    lists = {tuple(sorted(o.placing.codes)) for o in observations if o.placing.codes}
    lists.discard(tuple(sorted(leading.placing.codes)))
    status, flags = _status(series, claims, superseded)
    if lists:
        flags = (*flags, "place_lists_differ")
    return Statement(
        measure=leading.measure,
        series=series,
        period=period,
        locus=leading.placing.locus,
        codes=leading.placing.codes,
        label=_label(leading),
        claims=claims,
        status=status,
        superseded=superseded,
        other_lists=tuple(sorted(lists)),
        flags=flags,
    )


def _leading_placing(claim: Claim, observations: Sequence[Observation]) -> Observation:
    """Return the observation whose list of places is shown.

    That of the original agency in the shown claim, the newest first; any list before none.
    """
    newest_first = sorted(
        (*claim.observations, *observations),
        key=lambda o: (
            bool(o.placing.codes),
            o in claim.observations,
            bool(o.source.agency),
            o.source.published,
            len(o.placing.codes),
        ),
        reverse=True,
    )
    return newest_first[0]


def _status(
    series: Series, claims: Sequence[Claim], superseded: Sequence[Claim]
) -> tuple[Status, tuple[str, ...]]:
    """Return the one status letter by precedence, and the words for what else applies."""
    found = {observation.status for observation in claims[0].observations}
    if len(claims) > 1:
        found.add(Status.CONFLICTING)
    if not series.is_main:
        found.add(Status.DEFINITION_DIFFERS)
    status = min(found, key=lambda letter: letter.rank)
    flags = [_FLAG_OF_STATUS[s] for s in sorted(found) if s in _FLAG_OF_STATUS]
    if superseded:
        flags.append("revised")
    if series.definition != "cleared":
        flags.append(f"definition:{series.definition}")
    if series.scope is not Scope.WHOLE:
        flags.append(f"scope:{series.scope}")
    return status, tuple(flags)


def _compare(total: Statement, parts: Sequence[Statement]) -> Statement:
    """Return the total with the comparison against district figures of its series and period."""
    if total.measure.unit is Unit.PERCENT:
        return total  # shares of different areas do not add up to anything
    listed = set(total.codes)
    own = {
        part.codes[0]: part.value
        for part in parts
        if part.locus is Locus.DISTRICT and (not listed or part.codes[0] in listed)
    }
    if not own:
        return total
    residual = sum((p.value for p in parts if p.locus is Locus.RESIDUAL), Decimal(0))
    candidates = [sum(own.values(), Decimal(0)) + rest for rest in (residual, Decimal(0))]
    printed = total.shown.observations[0]

    def agrees(value: Decimal) -> bool:
        return repeats(printed, replace(printed, value=value, quantum=Decimal(0)))

    matching = [value for value in candidates if printed.bound is Bound.EXACT and agrees(value)]
    check = PartsCheck(
        parts_sum=matching[0] if matching else candidates[0],
        complete=bool(listed) and listed <= set(own),
        agrees=bool(matching),
    )
    return replace(total, parts=check)


_ORDER: Mapping[Locus, int] = {locus: place for place, locus in enumerate(Locus)}


def _order(statement: Statement) -> tuple[object, ...]:
    return (
        statement.period.sort_key,
        statement.series,
        _ORDER[statement.locus],
        statement.codes,
        statement.label,
        statement.value,
    )
