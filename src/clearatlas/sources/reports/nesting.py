"""Readings of a number that a part of the same text rules out.

"5,537 hectares" since 2020 are no five hectares where the text gives 677 for one month of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clearatlas.sources.reports.valuing import Valued

__all__ = ["without_impossible_readings"]


def without_impossible_readings(figures: Sequence[Valued]) -> list[Valued]:
    """Return the figures, those that have one reading left with it and without their problem."""
    return [_settled(figure, figures) for figure in figures]


def _settled(figure: Valued, figures: Sequence[Valued]) -> Valued:
    if figure.value is not None or not figure.candidates:
        return figure
    least = max((one.value for one in figures if _is_part(one, figure) and one.value), default=None)
    left = [way for way in figure.candidates if least is None or way >= least]
    if len(left) != 1 or least is None:
        return figure
    problems = tuple(one for one in figure.problems if one.code != "ambiguous_number")
    return replace(figure, value=left[0], candidates=(), problems=problems)


def _is_part(part: Valued, whole: Valued) -> bool:
    """Return whether a figure with a value is of days within those of another, and places too."""
    inner, outer = part.draft.period, whole.draft.period
    if part.measure != whole.measure or part.value is None or inner is None or outer is None:
        return False
    if inner == outer or inner.start is None or inner.end is None or outer.end is None:
        return False
    if inner.end > outer.end or (outer.start is not None and inner.start < outer.start):
        return False
    return whole.draft.places is None or whole.draft.places == part.draft.places
