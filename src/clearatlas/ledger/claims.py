"""Many observations of one fact slot -> claims: repeats merged, revisions told from conflicts.

Three rules, in this order:

1. A value repeats another if it is equal, or if it is what the other becomes when it is rounded or
   truncated to the step that it was printed with (62,023 and 62,023.9), or rounded to the zeros it
   ends in (69,200 and 69,205.7). "More than", "at most" and "about" repeat every value they do not
   contradict. A stated zero repeats zero only.
2. A publisher who later prints another value for the same slot has revised it: the later one
   supersedes, the earlier stays readable.
3. What is left over is a conflict. All claims stay; the one shown is, of totals, one with stated
   places, then that whose original agency is named, then the one of the newest month (many dates
   are known only so far), then the one with most sources, then the newest day, then the more
   precise one, then by the name of the source, so that all figures of one report stand together.
   A claim that repeats the figures of other days is shown last (:mod:`.reprints`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from clearatlas.ledger.rounding import rounding_step
from clearatlas.ledger.statements import Claim
from clearatlas.observations import Bound, Observation

__all__ = ["claim_of", "merge_repeats", "repeats", "settle"]

_FULL_DATE = len("2025-01-31")
_MONTH = len("2025-01")


def settle(observations: Collection[Observation]) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """Return the claims that stand, the one to show first, and those superseded by a revision."""
    merged = merge_repeats(observations)
    if len(merged) == 1:  # nearly always: nothing to choose from, and nobody to revise it
        return tuple(merged), ()
    claims = sorted(merged, key=_preference, reverse=True)
    revised = [_is_revised(claim, claims) for claim in claims]
    return (
        tuple(claim for claim, old in zip(claims, revised, strict=True) if not old),
        tuple(claim for claim, old in zip(claims, revised, strict=True) if old),
    )


def merge_repeats(observations: Collection[Observation]) -> list[Claim]:
    """Return one claim per distinct value, led by its most precise printing.

    Every observation with a value goes into exactly one claim.
    """
    if len(observations) == 1:  # nearly always: there is nothing it could repeat
        return [claim_of(observations)]
    same: dict[tuple[Decimal, Bound, Decimal], list[Observation]] = defaultdict(list)
    for observation in sorted(observations, key=_precision):
        same[_known(observation), observation.bound, observation.quantum].append(observation)
    claims: list[list[Observation]] = []
    for equal in same.values():
        repeated = next((claim for claim in claims if repeats(equal[0], claim[0])), None)
        if repeated is None:
            claims.append(equal)
        else:
            repeated += equal
    return [claim_of(claim) for claim in claims]


def claim_of(same: Iterable[Observation]) -> Claim:
    """Return what observations of one value claim together, the most precise of them first."""
    observations = tuple(same)
    leading = observations[0]
    return Claim(value=_known(leading), bound=leading.bound, observations=observations)


def repeats(vague: Observation, precise: Observation) -> bool:
    """Return whether ``vague`` says the same as ``precise``, only less exactly.

    >>> from clearatlas.observations import AREA_CLEARED, Locus, Placing
    >>> from clearatlas.periods import Period
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
        return abs(known - said) <= rounding_step(vague)
    if said == 0 or precise.bound is not Bound.EXACT:
        return False
    return _printed_coarser(said, known, vague, precise) or _rounded(said, known, vague)


def _printed_coarser(
    said: Decimal, known: Decimal, vague: Observation, precise: Observation
) -> bool:
    """Return whether ``said`` is ``known`` cut or rounded to fewer printed decimals."""
    if vague.quantum <= precise.quantum:
        return False
    return any(_at_step(known, vague.quantum, mode) == said for mode in (ROUND_DOWN, ROUND_HALF_UP))


def _rounded(said: Decimal, known: Decimal, vague: Observation) -> bool:
    """Return whether ``said`` is ``known`` rounded to the zeros it ends in."""
    step = rounding_step(vague)
    return step > vague.quantum and _at_step(known, step, ROUND_HALF_UP) == said


def _at_step(value: Decimal, step: Decimal, mode: str) -> Decimal:
    return (value / step).quantize(Decimal(1), mode) * step


def _known(observation: Observation) -> Decimal:
    if observation.value is None:
        message = "a claim is made of observations that have a value"
        raise ValueError(message)
    return observation.value


def _precision(observation: Observation) -> tuple[bool, str, Decimal, Decimal, str, str, str]:
    """Sort key: exact before bounded, fine before coarse, tight before loose, in a fixed order."""
    source, value = observation.source, _known(observation)
    # The largest "more than" says most, and the smallest "at most".
    tight = -value if observation.bound is Bound.AT_LEAST else value
    exact = observation.bound is Bound.EXACT
    return (
        not exact,
        observation.bound.value,
        observation.quantum if exact else tight,
        tight,
        source.published,
        source.title,
        source.url,
    )


def _publisher(observation: Observation) -> tuple[str, str]:
    source = observation.source
    host = source.url.partition("://")[2].partition("/")[0]
    return source.agency.casefold(), host or source.title


def _is_revised(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Return whether each publisher of the claim has later printed another value."""
    others = [o for other in claims if other is not claim for o in other.observations]
    return all(any(_revises(later, old) for later in others) for old in claim.observations)


def _revises(later: Observation, earlier: Observation) -> bool:
    dates = (later.source.published, earlier.source.published)
    return (
        all(len(published) == _FULL_DATE for published in dates)
        and dates[0] > dates[1]
        and _publisher(later) == _publisher(earlier)
    )


def _preference(claim: Claim) -> tuple[bool, bool, str, int, str, Decimal, str, Decimal]:
    """Sort key of rule 3; the largest is shown. Of totals, one with stated places goes first."""
    published = max(observation.source.published for observation in claim.observations)
    return (
        any(observation.placing.codes for observation in claim.observations),
        any(observation.source.agency for observation in claim.observations),
        published[:_MONTH],
        len(claim.sources),
        published,
        -claim.observations[0].quantum,
        min(observation.source.title for observation in claim.observations),
        claim.value,
    )
