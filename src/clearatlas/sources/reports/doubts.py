"""Values whose size cannot be right: more in a week than in its year, parts that miss their total.

Nothing is mended here: the figures say what does not fit, and a person decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations
from typing import Final

from clearatlas.observations import Bound, Scope
from clearatlas.sources.reports.valuing import Valued, agreeing, flagged, printed

__all__ = ["with_doubts"]

_MONTH: Final = 31
#: More than ten times the largest month ever published (August 2024: 27,872 UXO, 7,235 ha):
#: what lies above it in a week or month is a running total that was taken for one.
_MOST_IN_A_MONTH: Final = {"area_cleared": Decimal(1_000_000_000)}
_MOST_ITEMS_IN_A_MONTH: Final = Decimal(300_000)
#: Twice the daily mean of the largest month ever published, for reports of a few days.
_MOST_LAND_IN_A_DAY: Final = Decimal(4_670_000)
_FEW_DAYS: Final = 3
_LEAST_PARTS: Final = 3
_NEARLY_ALL: Final = Decimal("0.02")


def with_doubts(figures: Sequence[Valued]) -> list[Valued]:
    """Return the figures of a text, marked where their sizes contradict each other or sense."""
    done = [_with_loose_parts(_with_limit(figure)) for figure in figures]
    for one, other in permutations(range(len(done)), 2):
        part, whole = done[one], done[other]
        if _is_inside(part, whole) and _is_more(part, whole):
            longer = f"{whole.draft.period}: {printed(whole)}"
            shorter = f"{part.draft.period}: {printed(part)}"
            code = "more_than_whole"
            done[one] = flagged(part, code, f"the text gives less for a longer time, {longer}")
            done[other] = flagged(whole, code, f"the text gives more for a part of it, {shorter}")
    return done


def _with_limit(figure: Valued) -> Valued:
    period = figure.draft.period
    most = _MOST_IN_A_MONTH.get(figure.measure, _MOST_ITEMS_IN_A_MONTH)
    days = None if period is None or period.since else period.days
    if days is None or days > _MONTH or figure.value is None:
        return figure
    if days <= _FEW_DAYS and figure.measure == "area_cleared":
        most = _MOST_LAND_IN_A_DAY * days
    if figure.value <= most:
        return figure
    message = f"no {days} days have ever had so much; is it a running total?"
    return flagged(figure, "too_much_for_period", message)


def _with_loose_parts(figure: Valued) -> Valued:
    """Mark a total whose parts, numbers without labels behind it, nearly add up to it.

    "662: 45 of this kind, 6 of that, 182, 429 and 3" make 665.
    """
    parts = figure.draft.loose
    if figure.value is None or len(parts) < _LEAST_PARTS:
        return figure
    added = sum(parts, Decimal(0))
    if not 0 < abs(added - figure.value) <= figure.value * _NEARLY_ALL:
        return figure
    message = f"the numbers behind it add up to {added:,f}"
    return flagged(figure, "parts_mismatch", message)


def _is_inside(part: Valued, whole: Valued) -> bool:
    """Return whether a figure covers days and places that another of its kind covers too."""
    inner, outer = part.draft.period, whole.draft.period
    if part.measure != whole.measure or inner is None or outer is None or inner == outer:
        return False
    if whole.draft.work.scope is not Scope.WHOLE or inner.start is None or inner.end is None:
        return False
    begins = outer.start is None or outer.start <= inner.start
    if not begins or outer.end is None or inner.end > outer.end:
        return False
    theirs, ours = whole.draft.places, part.draft.places
    return theirs is None or (ours is not None and set(ours.as_written) <= set(theirs.as_written))


def _is_more(part: Valued, whole: Valued) -> bool:
    if part.value is None or whole.value is None or part.value <= whole.value:
        return False
    return whole.bound is not Bound.AT_LEAST and not agreeing(whole, part.value, part.quantum)
