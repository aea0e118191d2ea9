"""Totals over several places: which of them are one statement, and whether their parts agree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from clearatlas.ledger.claims import repeats
from clearatlas.ledger.statements import PartsCheck, Statement, sum_of_highest
from clearatlas.observations import Bound, Locus, Observation, Unit

__all__ = ["are_one_list", "compare", "label", "same_totals"]

#: Two lists of places stand for one statement when at least this share of their names is common.
_SAME_LIST = Decimal("0.5")
#: One agency's two totals with different lists are a misprint of one another when they differ by
#: less than this share; by more, they are of different ground.
_MISPRINT = Decimal("0.1")


def same_totals(totals: Sequence[Observation]) -> list[list[Observation]]:
    """Return the observations of each total, whatever list of places it was printed with."""
    clusters: list[list[Observation]] = []
    for observation in sorted(totals, key=lambda o: (-len(o.placing.codes), o.source.published)):
        fitting = [c for c in clusters if all(_same_total(observation, o) for o in c)]
        if fitting:
            max(fitting, key=lambda cluster: _closeness(observation, cluster)).append(observation)
        else:
            clusters.append([observation])
    return clusters


def _closeness(observation: Observation, cluster: Sequence[Observation]) -> tuple[bool, bool]:
    """Return whether the very same places are listed, and whether the value is repeated."""
    return (
        set(observation.placing.codes) == set(cluster[0].placing.codes),
        repeats(observation, cluster[0]) or repeats(cluster[0], observation),
    )


def _same_total(one: Observation, other: Observation) -> bool:
    """Return whether two totals are one statement.

    A file that tells its totals apart knows. Else one source that prints two totals with different
    places means two. Two sources mean the same if they list the same places; where half of the
    names are common, or one names none, if one value repeats the other, or is the same agency's and
    nearly the same. "At most" and "more than" repeat nothing but themselves here, and percentages
    nothing at all: of other places they may be as true.
    """
    told = {one.placing.total, other.placing.total}
    if "" not in told and one.origin.file == other.origin.file:
        return len(told) == 1
    first, second = set(one.placing.codes), set(other.placing.codes)
    if one.source == other.source:
        return first == second and (bool(first) or label(one) == label(other))
    if first == second:
        return bool(first) or _one_whole(one, other) or _is_repeated(one, other)
    if first and second and not are_one_list(first, second):
        return False
    return _is_repeated(one, other) or _is_misprint(one, other)


def _is_repeated(one: Observation, other: Observation) -> bool:
    """Return whether one of two values that need not be of the same places repeats the other."""
    if one.measure.unit is Unit.PERCENT:
        return False
    if {one.bound, other.bound} & {Bound.AT_LEAST, Bound.AT_MOST}:
        return (one.bound, one.value) == (other.bound, other.value)
    return repeats(one, other) or repeats(other, one)


def _one_whole(one: Observation, other: Observation) -> bool:
    """Return whether two totals without places are called alike, or one by nothing at all."""
    names = {label(one).casefold(), label(other).casefold()} - {""}
    return len(names) < 2  # noqa: PLR2004 - two names are two wholes, for all we know


def are_one_list(one: Collection[str], other: Collection[str]) -> bool:
    """Return whether two lists of places have at least half of their names in common.

    >>> are_one_list(["aghdam", "fuzuli"], ["aghdam", "fuzuli", "lachin"])
    True
    """
    first, second = set(one), set(other)
    return len(first & second) >= _SAME_LIST * len(first | second)


def _is_misprint(one: Observation, other: Observation) -> bool:
    agency = one.source.agency.casefold()
    if one.bound is not other.bound or one.measure.unit is Unit.PERCENT:
        return False
    if not agency or agency != other.source.agency.casefold():
        return False
    low, high = sorted((one.value or Decimal(0), other.value or Decimal(0)))
    return high - low < _MISPRINT * high


def label(observation: Observation) -> str:
    """Return the places as printed."""
    return ", ".join(observation.placing.as_written)


def compare(total: Statement, parts: Sequence[Statement], *, closes: bool) -> Statement:
    """Return the total with the comparison against district figures of its series and period.

    ``closes`` tells that the total stands under these very figures, in one table with them.
    """
    if total.measure.unit is Unit.PERCENT:
        return total  # shares of different areas do not add up to anything
    listed = set(total.codes)
    own = {
        part.codes[0]: part
        for part in parts
        if part.locus is Locus.DISTRICT and (not listed or part.codes[0] in listed)
    }
    if not own:
        return total
    residuals = tuple(part for part in parts if part.locus is Locus.RESIDUAL)
    districts = tuple(own.values())
    every = (*districts, *residuals)
    # Of a total without places, rows of regions and of names nobody knows may be parts, too: it
    # shows in the sum.
    candidates = (every, districts) if listed else (every, districts, tuple(parts))
    agreeing = [some for some in candidates if _agrees(total, _sum(some))]
    complete = closes or (bool(listed) and listed <= set(own))
    compared = agreeing[0] if agreeing else districts
    check = PartsCheck(
        parts_sum=_sum(compared),
        complete=complete,
        agrees=bool(agreeing),
        contradicts=not agreeing and _contradicts(total, districts, every if complete else None),
        parts=compared,
    )
    return replace(total, parts=check)


def _sum(parts: Iterable[Statement]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _agrees(total: Statement, value: Decimal) -> bool:
    printed = total.shown.observations[0]
    if printed.bound is not Bound.EXACT:
        return printed.value == value
    return repeats(printed, replace(printed, value=value, quantum=Decimal(0)))


def _contradicts(
    total: Statement, districts: Sequence[Statement], everything: Sequence[Statement] | None
) -> bool:
    """Return whether the districts' sum and the total cannot both be true.

    Parts can never exceed their whole; where every part is there, they cannot fall short either.
    Bounds, rounding and disputed values are given the benefit of the doubt.
    """
    if total.highest is not None and sum((one.lowest for one in districts), Decimal(0)) > (
        total.highest
    ):
        return True
    most = None if everything is None else sum_of_highest(everything)
    return most is not None and most < total.lowest
