"""Many observations of one fact slot -> claims: repeats merged, revisions told from conflicts.

Three rules, in this order:

1. A value repeats another if it is equal, or if it is what the other becomes when it is rounded or
   truncated to the step that it was printed with (62,023 and 62,023.9). "More than", "at most" and
   "about" repeat every value they do not contradict.
2. A publisher who later prints another value for the same slot has revised it: the later one
   supersedes, the earlier stays readable.
3. What is left over is a conflict. All claims stay; the one shown is that whose original agency
   is named, then the one of the newest month (many dates are known only so far), then the one with
   most sources, then the newest day, then the more precise one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from urllib.parse import urlsplit

from clearatlas.observations import Bound, Observation
from clearatlas.statements import Claim

__all__ = ["merge_repeats", "repeats", "settle"]

_FULL_DATE = len("2025-01-31")
_MONTH = len("2025-01")


def settle(observations: Iterable[Observation]) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """Return the claims that stand, the one to show first, and those superseded by a revision."""
    claims = merge_repeats(observations)
    standing = [claim for claim in claims if not _is_revised(claim, claims)]
    superseded = [claim for claim in claims if claim not in standing]
    return (
        tuple(sorted(standing, key=_preference, reverse=True)),
        tuple(sorted(superseded, key=_preference, reverse=True)),
    )


def merge_repeats(observations: Iterable[Observation]) -> list[Claim]:
    """Return one claim per distinct value, led by its most precise printing.

    Every observation with a value goes into exactly one claim.
    """
    groups: list[list[Observation]] = []
    for observation in sorted(observations, key=_precision):
        for group in groups:
            if repeats(observation, group[0]):
                group.append(observation)
                break
        else:
            groups.append([observation])
    return [
        Claim(value=_known(group[0]), bound=group[0].bound, observations=tuple(group))
        for group in groups
    ]


def repeats(vague: Observation, precise: Observation) -> bool:
    """Return whether ``vague`` says the same as ``precise``, only less exactly.

    >>> from clearatlas.observations import AREA_CLEARED, Locus, Period, Placing
    >>> def hectares(text, quantum):
    ...     return Observation(measure=AREA_CLEARED, value=Decimal(text) * 10_000,
    ...         quantum=Decimal(quantum) * 10_000, period=Period.parse("2024"),
    ...         placing=Placing(Locus.TOTAL, (), ("total",)))
    >>> repeats(hectares("62023", "1"), hectares("62023.9", "0.1"))
    True
    >>> repeats(hectares("62032", "1"), hectares("62023.9", "0.1"))
    False
    """
    said, known = _known(vague), _known(precise)
    if said == known:
        return True
    if vague.bound is Bound.AT_LEAST:
        return known >= said
    if vague.bound is Bound.AT_MOST:
        return known <= said
    if vague.bound is Bound.ABOUT:
        return abs(known - said) <= vague.quantum
    if vague.quantum <= precise.quantum:
        return False
    steps = known / vague.quantum
    return said in {
        steps.quantize(Decimal(1), rounding) * vague.quantum
        for rounding in (ROUND_DOWN, ROUND_HALF_UP)
    }


def _known(observation: Observation) -> Decimal:
    if observation.value is None:
        message = "a claim is made of observations that have a value"
        raise ValueError(message)
    return observation.value


def _precision(observation: Observation) -> tuple[bool, Decimal, str, str, str, Decimal]:
    """Sort key: exact before bounded, fine before coarse, then a fixed order."""
    source = observation.source
    return (
        observation.bound is not Bound.EXACT,
        observation.quantum,
        source.published,
        source.title,
        source.url,
        _known(observation),
    )


def _publisher(observation: Observation) -> tuple[str, str]:
    source = observation.source
    return source.agency.casefold(), urlsplit(source.url).netloc or source.title


def _is_revised(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Return whether each publisher of the claim has later printed another value."""
    others = [
        observation for other in claims if other is not claim for observation in other.observations
    ]
    return all(any(_revises(later, earlier) for later in others) for earlier in claim.observations)


def _revises(later: Observation, earlier: Observation) -> bool:
    dates = (later.source.published, earlier.source.published)
    return (
        all(len(published) == _FULL_DATE for published in dates)
        and dates[0] > dates[1]
        and _publisher(later) == _publisher(earlier)
    )


def _preference(claim: Claim) -> tuple[bool, str, int, str, Decimal, Decimal]:
    """Sort key of rule 3; the largest is shown."""
    published = max(
        (observation.source.published for observation in claim.observations), default=""
    )
    return (
        any(observation.source.agency for observation in claim.observations),
        published[:_MONTH],
        len(claim.sources),
        published,
        -claim.observations[0].quantum,
        claim.value,
    )
