"""Totals that stand under the rows of their table: whether these rows must add up to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from clearatlas.observations import Locus, Observation, Scope
from clearatlas.sources.rows import Draft

__all__ = ["with_closing_totals"]

#: What a row may be of for its figure to be a part of the whole, and of nothing else beside it.
_PARTS = (Locus.DISTRICT, Locus.RESIDUAL)


def with_closing_totals(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, each total that has all its parts over it marked as closing them.

    A row without a figure is a gap and no zero; a group, a region or an unknown place may hold what
    a district states, and so may a part of one. Beside such rows a total closes nothing; nor
    does it in a table of our own, which gathers the figures of many tables.
    """
    totals = {_subject(o) for o in _observations(drafts) if _may_close(o)}
    if not totals:
        return list(drafts)
    open_ones = {
        _subject(o) for o in _observations(drafts) if _subject(o) in totals and not _is_part(o)
    }
    return [_marked(draft) if _closes(draft, open_ones) else draft for draft in drafts]


def _observations(drafts: Iterable[Draft]) -> Iterable[Observation]:
    return (draft.observation for draft in drafts)


def _subject(observation: Observation) -> object:
    """Return what a total and its parts share; the source of a total is that of its parts."""
    period = observation.period
    return observation.measure.key, period.start, period.end, observation.source


def _is_part(observation: Observation) -> bool:
    if observation.placing.locus is Locus.TOTAL:
        return True
    is_whole = observation.placing.locus in _PARTS and observation.scope is Scope.WHOLE
    return is_whole and observation.value is not None and not observation.problems


def _closes(draft: Draft, open_ones: set[object]) -> bool:
    observation = draft.observation
    return _may_close(observation) and _subject(observation) not in open_ones


def _may_close(observation: Observation) -> bool:
    return observation.placing.locus is Locus.TOTAL and not observation.placing.total


def _marked(draft: Draft) -> Draft:
    return draft._replace(observation=replace(draft.observation, closes=True))
