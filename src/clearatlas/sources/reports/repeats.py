"""What a text says twice: repeats merge, whatever differs is marked, nothing is picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import reduce
from itertools import combinations, product

from clearatlas.observations import Bound, Locus, Scope
from clearatlas.sources.reports.valuing import Valued, agree, flagged, printed

__all__ = ["codes_of", "is_residual", "series_of", "without_repeats"]


def without_repeats(figures: list[Valued]) -> list[Valued]:
    """Merge what is said twice; mark what is said twice and differently."""
    said: list[list[Valued]] = []
    for figure in figures:
        group = next((one for one in said if all(_repeats(figure, other) for other in one)), None)
        if group is None:
            said.append([figure])
        else:
            group.append(figure)
    kept = [reduce(_better, group) for group in said]
    for one, other in combinations(range(len(kept)), 2):
        first, second = kept[one], kept[other]
        if series_of(first) == series_of(second) and _differ(said[one], said[other]):
            alone = first.draft.sentence == second.draft.sentence
            code = "two_counts" if alone else "two_values"
            message = f"the text also says {printed(second)} for the same"
            kept[one] = flagged(first, code, message)
            kept[other] = flagged(second, code, f"the text also says {printed(first)} for the same")
    return kept


def _differ(ones: Sequence[Valued], others: Sequence[Valued]) -> bool:
    return any(_contradict(one, other) for one, other in product(ones, others))


def _repeats(figure: Valued, other: Valued) -> bool:
    if figure.draft.sentence == other.draft.sentence and figure.value != other.value:
        return False
    if figure.draft.work.scope is Scope.OPERATOR:
        return False
    if series_of(figure) != series_of(other) or not agree(figure, other):
        return False
    apart = figure.draft.sentence != other.draft.sentence
    loose = apart and figure.value == other.value and _is_loose(figure) and _is_loose(other)
    unplaced = apart and None in (figure.draft.places, other.draft.places)
    return _same_places(figure, other) or loose or (unplaced and figure.value == other.value)


def _is_loose(figure: Valued) -> bool:
    """Return whether a figure is of a region, under whichever of its names, or of nowhere named."""
    places = figure.draft.places
    return places is None or places.locus is Locus.REGION


def _contradict(one: Valued, other: Valued) -> bool:
    if one.draft.work.scope is not Scope.WHOLE or not _same_places(one, other):
        return False
    return not agree(one, other) or one.draft.sentence == other.draft.sentence


def _better(one: Valued, other: Valued) -> Valued:
    """Return the more exact of two printings, with the places that either names."""
    best = min((one, other), key=_vagueness)
    if best.draft.places is None:
        places = one.draft.places or other.draft.places
        best = replace(best, draft=replace(best.draft, places=places))
    return best


def _vagueness(figure: Valued) -> tuple[bool, bool, Decimal, int]:
    return (
        figure.value is None,
        figure.bound is not Bound.EXACT,
        figure.quantum,
        -len(codes_of(figure)),
    )


def series_of(figure: Valued) -> tuple[object, ...]:
    """Return what two printings of one figure have in common."""
    draft = figure.draft
    return (figure.measure, draft.period, draft.work.definition, draft.work.scope)


def codes_of(figure: Valued) -> tuple[str, ...]:
    """Return the codes of its places, in their order."""
    return figure.draft.places.codes if figure.draft.places is not None else ()


def _written(figure: Valued) -> tuple[str, ...]:
    return figure.draft.places.as_written if figure.draft.places is not None else ()


def _is_apart(figure: Valued) -> bool:
    """Return whether a figure is about a region or "other districts", which have no codes."""
    places = figure.draft.places
    return places is not None and places.locus in {Locus.REGION, Locus.RESIDUAL}


def is_residual(figure: Valued) -> bool:
    """Return whether a figure is of "other districts"."""
    places = figure.draft.places
    return places is not None and places.locus is Locus.RESIDUAL


def _same_places(one: Valued, other: Valued) -> bool:
    """Return whether two figures can be about the same places."""
    first, second = set(codes_of(one)), set(codes_of(other))
    if _is_apart(one) or _is_apart(other):
        unplaced = None in (one.draft.places, other.draft.places)
        together = one.draft.sentence == other.draft.sentence
        if is_residual(one) or is_residual(other) or together or not unplaced:
            return _written(one) == _written(other)
        return True  # of Karabakh, and then of nowhere in particular
    if first == second:
        return True
    if not first or not second:
        return max(len(first), len(second)) > 1
    return len(first & second) > 1
