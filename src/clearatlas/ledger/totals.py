"""Totals over several places: which of them are one statement, and whether their parts agree."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from clearatlas.ledger.claims import repeats
from clearatlas.ledger.statements import PartsCheck, Statement
from clearatlas.observations import Bound, Locus, Observation, Unit

__all__ = ["are_one_list", "compare", "label", "same_totals"]

#: Two lists of places stand for one statement when at least this share of their names is common.
_SAME_LIST = Decimal("0.5")
#: One agency's two totals with different lists are a misprint of one another when they differ by
#: less than this share; by more, they are of different ground.
_MISPRINT = Decimal("0.1")
#: "About" is contradicted by parts that differ by more than this share.
_ABOUT = Decimal("0.1")


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

    One source that prints two totals with different places means two totals. Two sources mean the
    same if they list the same places; where half of the names are common, or one names none, if one
    value repeats the other, or is the same agency's and nearly the same.
    """
    first, second = set(one.placing.codes), set(other.placing.codes)
    if one.source == other.source:
        return first == second and (bool(first) or label(one) == label(other))
    if first == second and first:
        return True
    if first and second and not are_one_list(first, second):
        return False
    return repeats(one, other) or repeats(other, one) or _is_misprint(one, other)


def are_one_list(one: Collection[str], other: Collection[str]) -> bool:
    """Return whether two lists of places have at least half of their names in common.

    >>> are_one_list(["aghdam", "fuzuli"], ["aghdam", "fuzuli", "lachin"])
    True
    """
    first, second = set(one), set(other)
    return len(first & second) >= _SAME_LIST * len(first | second)


def _is_misprint(one: Observation, other: Observation) -> bool:
    agency = one.source.agency.casefold()
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
        part.codes[0]: part.value
        for part in parts
        if part.locus is Locus.DISTRICT and (not listed or part.codes[0] in listed)
    }
    if not own:
        return total
    districts = sum(own.values(), Decimal(0))
    residual = sum((p.value for p in parts if p.locus is Locus.RESIDUAL), Decimal(0))
    agreeing = [value for value in (districts + residual, districts) if _agrees(total, value)]
    complete = closes or (bool(listed) and listed <= set(own))
    check = PartsCheck(
        parts_sum=agreeing[0] if agreeing else districts,
        complete=complete,
        agrees=bool(agreeing),
        contradicts=not agreeing
        and _contradicts(total, districts, districts + residual if complete else None),
    )
    return replace(total, parts=check)


def _agrees(total: Statement, value: Decimal) -> bool:
    printed = total.shown.observations[0]
    if printed.bound is not Bound.EXACT:
        return printed.value == value
    return repeats(printed, replace(printed, value=value, quantum=Decimal(0)))


def _contradicts(total: Statement, districts: Decimal, everything: Decimal | None) -> bool:
    """Return whether the districts' sum and the total cannot both be true.

    Parts can never exceed their whole; where every part is there, they cannot fall short either.
    """
    above = districts > total.value
    below = everything is not None and everything < total.value
    return {
        Bound.EXACT: above or below,
        Bound.AT_LEAST: below,
        Bound.AT_MOST: above,
        Bound.ABOUT: (above or below)
        and abs(districts - total.value) > _ABOUT * max(total.value, Decimal(1)),
    }[total.bound]
