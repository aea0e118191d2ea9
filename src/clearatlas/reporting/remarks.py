"""What a person should know of a record: each remark with the figures and sources behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from clearatlas.ledger.misfits import Misfit
from clearatlas.ledger.statements import Claim, Statement
from clearatlas.observations import Bound, Measure, Observation, Origin, Source
from clearatlas.periods import Period

__all__ = ["Evidence", "Kind", "Remark", "evidence_of"]


class Kind(StrEnum):
    """What a remark is about, in the order in which a person wants to act."""

    UNREADABLE = "unreadable"
    WITHHELD = "withheld"
    CONFLICT = "conflict"
    PARTS_EXCEED_WHOLE = "parts_exceed_whole"
    PARTS_FALL_SHORT = "parts_fall_short"
    RUNNING_TOTAL_FALLS = "running_total_falls"
    GROWTH_BELOW_PARTS = "growth_below_parts"
    GROWTH_ABOVE_PARTS = "growth_above_parts"
    EXCEEDS_DISTRICT_AREA = "exceeds_district_area"
    PRINTED_AGAIN = "printed_again"
    DOES_NOT_ADD_UP = "does_not_add_up"
    PLACE_LISTS_DIFFER = "place_lists_differ"
    REVISED = "revised"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ADDS_UP = "adds_up"
    COVERAGE = "coverage"

    @property
    def is_finding(self) -> bool:
        """Whether somebody should look at it."""
        return self not in (Kind.ACCEPTED, Kind.REJECTED, Kind.ADDS_UP, Kind.COVERAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One figure behind a remark, and everybody who prints it.

    ``is_shown`` tells whether a map shows it; a value is None where it could not be read.
    """

    measure: Measure
    value: Decimal | None
    bound: Bound
    period: Period
    sources: tuple[Source, ...]
    origins: tuple[Origin, ...]
    is_shown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing the check says.

    Attributes
    ----------
    kind
        What it is about.
    period, codes, label, measure
        The figure it is listed under: place codes, or the places as printed where there are none.
        A file that could not be read has neither period nor measure.
    message
        The finding in one sentence, in the language asked for.
    evidence
        The figures behind it.
    size
        How far two sides lie apart, in the measure's canonical unit; None where that says nothing.
    """

    kind: Kind
    period: Period | None
    codes: tuple[str, ...]
    label: str
    measure: Measure | None
    message: str
    evidence: tuple[Evidence, ...] = ()
    size: Decimal | None = None


def evidence_of(claim: Claim, statement: Statement, *, is_shown: bool = False) -> Evidence:
    """Return a claim as evidence, with the spot of each of its printings."""
    return Evidence(
        measure=statement.measure,
        value=claim.value,
        bound=claim.bound,
        period=statement.period,
        sources=claim.sources,
        origins=_origins(claim.observations),
        is_shown=is_shown,
    )


def shown_evidence(statements: Iterable[Statement]) -> tuple[Evidence, ...]:
    """Return what each of several statements shows."""
    return tuple(evidence_of(one.shown, one, is_shown=True) for one in statements)


def reprinted_evidence(misfit: Misfit) -> tuple[Evidence, ...]:
    """Return the figures printed again: of each statement the claim with the printed value."""
    pairs = zip(misfit.everything, misfit.values * 2, strict=True)
    return tuple(
        evidence_of(claim, one, is_shown=claim is one.shown)
        for one, value in pairs
        for claim in one.claims
        if claim.value == value
    )


def observed(observation: Observation) -> Evidence:
    """Return one observation as evidence."""
    return Evidence(
        measure=observation.measure,
        value=observation.value,
        bound=observation.bound,
        period=observation.period,
        sources=(observation.source,),
        origins=(observation.origin,),
        is_shown=not observation.problems,
    )


def _origins(observations: Iterable[Observation]) -> tuple[Origin, ...]:
    return tuple(dict.fromkeys(observation.origin for observation in observations))
