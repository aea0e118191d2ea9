"""The observations of one series and period -> its statements, totals compared with their parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import attrgetter

from clearatlas.ledger.claims import claim_of, settle
from clearatlas.ledger.statements import Claim, Series, Statement
from clearatlas.ledger.totals import compare, label, same_totals
from clearatlas.observations import Locus, Observation, Placing, Scope, Status
from clearatlas.periods import Period

__all__ = ["FLAG_OF_STATUS", "statements_of"]

#: The flag that says what a status says, which stays where a status of higher rank is shown.
FLAG_OF_STATUS = {
    Status.CONFLICTING: "conflict",
    Status.DEFINITION_DIFFERS: "definition_differs",
    Status.BREAK: "break",
    Status.PROVISIONAL: "provisional",
    Status.ESTIMATED: "estimated",
}


def statements_of(series: Series, period: Period, slot: Sequence[Observation]) -> list[Statement]:
    """Return the statements of one series and period in a fixed order."""
    totals: list[Observation] = []
    places: dict[object, list[Observation]] = defaultdict(list)
    for observation in slot:
        placing = observation.placing
        if placing.locus is Locus.DISTRICT:
            places[placing.codes].append(observation)
        elif placing.locus in (Locus.GROUP, Locus.TOTAL):
            totals.append(observation)
        else:
            places[_named_place(placing)].append(observation)
    parts = [_statement(series, period, same) for same in places.values()]
    whole = _compared(series, period, totals, parts) if totals else []
    districts = [one for one in parts if one.locus is Locus.DISTRICT]
    others = [one for one in parts if one.locus is not Locus.DISTRICT]
    # Districts come first, and no two of them have one code.
    return sorted(districts, key=attrgetter("codes")) + sorted(others + whole, key=_order)


def _compared(
    series: Series, period: Period, totals: Sequence[Observation], parts: Sequence[Statement]
) -> list[Statement]:
    """Return the statements of totals, compared with their parts."""
    whole = [_statement(series, period, same) for same in same_totals(totals)]
    closing = _closing(whole, parts)
    last = max(closing, key=lambda total: total.value, default=None)
    # Smaller totals of the same table are subtotals; of which places, it does not say.
    return [
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


def _named_place(placing: Placing) -> object:
    """Return what tells a place apart that is no district: its kind and names, but of the rest."""
    if placing.locus is Locus.RESIDUAL:
        return placing.locus
    return placing.locus, tuple(sorted(name.casefold() for name in placing.as_written))


def _statement(series: Series, period: Period, observations: Sequence[Observation]) -> Statement:
    if len(observations) == 1:
        return _lone(series, period, observations[0])
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


def _lone(series: Series, period: Period, observation: Observation) -> Statement:
    """Return the statement of an observation that nobody repeats or contradicts: nearly always."""
    status, flags = _lone_letter_and_words(
        series, observation.status, accepted=bool(observation.accepted)
    )
    placing = observation.placing
    return Statement(
        measure=observation.measure,
        series=series,
        period=period,
        locus=placing.locus,
        codes=placing.codes,
        label=label(observation),
        claims=(claim_of((observation,)),),
        status=status,
        flags=flags,
    )


def _other_lists(
    leading: Observation, observations: Sequence[Observation]
) -> tuple[tuple[str, ...], ...]:
    """Return the lists of places that are printed beside the one that is shown, in any order."""
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


@lru_cache(maxsize=1024)
def _lone_letter_and_words(
    series: Series, found: Status, *, accepted: bool
) -> tuple[Status, tuple[str, ...]]:
    return _letter_and_words(series, frozenset({found}), accepted=accepted, revised=False)


@lru_cache(maxsize=1024)  # a record of a million figures knows a handful of cases
def _letter_and_words(
    series: Series, found: frozenset[Status], *, accepted: bool, revised: bool
) -> tuple[Status, tuple[str, ...]]:
    if not series.is_main:
        found |= {Status.DEFINITION_DIFFERS}
    status = min(found, key=lambda letter: letter.rank)
    flags = [FLAG_OF_STATUS[s] for s in sorted(found) if s in FLAG_OF_STATUS]
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
    """Sort key among the statements of one period and series that are of no district."""
    value = statement.claims[0].value
    return _ORDER[statement.locus], statement.codes, statement.label, value
