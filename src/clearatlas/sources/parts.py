"""Rows that state the same thing: refused as an accident, or added where they are parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Context, Decimal, Inexact

from clearatlas.observations import Bound, Locus, Observation, Scope, Status
from clearatlas.sources.rows import Draft
from clearatlas.sources.spots import Log, Spot, spots_in_words
from clearatlas.sources.vocabulary import fold

__all__ = ["settle"]

# Wide enough for any sum of figures; a digit lost would be an error and never a rounding.
_EXACT = Context(prec=60, traps=[Inexact])


def settle(drafts: Iterable[Draft], *, sum_rows: bool, log: Log) -> tuple[Observation, ...]:
    """Return the observations of a file, in its order, repeats beside the first and parts added.

    Rows of one place, period, measure and source are parts where the table has a task column or
    ``sum_rows`` is set. Otherwise they are a problem, unless all of them are marked as conflicting
    (status U): then somebody knows, and all are kept. A row withheld for a reason of its own (a
    problem column) is neither a part nor a repeat.
    """
    groups: dict[object, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(_statement(draft.observation), []).append(draft)
    settled: list[Observation] = []
    repeats: list[Sequence[Draft]] = []
    sums: list[Sequence[Draft]] = []
    for group in groups.values():
        stated = [draft for draft in group if draft.observation.value is not None]
        parts = [draft for draft in stated if not draft.observation.problems]
        if not (sum_rows or all(draft.task is not None for draft in group)):
            settled += [draft.observation for draft in stated]
            repeats += [parts] if _is_accident(parts) else []
            continue
        settled += [draft.observation for draft in stated if draft.observation.problems]
        if parts:
            settled.append(_sum(parts, gaps=len(group) - len(parts)))
            sums += [parts] if len(parts) > 1 else []
    _refuse(repeats, log)
    _note(sums, log)
    return tuple(settled)


def _statement(observation: Observation) -> object:
    """Return what two rows share that state the same thing."""
    placing = observation.placing
    place: object = frozenset(placing.codes)
    if placing.locus not in (Locus.DISTRICT, Locus.GROUP):
        place = tuple(sorted(map(fold, placing.as_written)))
    return (
        observation.measure.key,
        observation.period,
        placing.locus,
        place,
        observation.source,
        observation.scope,
        observation.definition,
        # A part of a district (a village, a site) is told from the next one by its note alone.
        observation.note if observation.scope is Scope.PART else "",
    )


def _is_accident(parts: Sequence[Draft]) -> bool:
    marked = {draft.observation.status for draft in parts} == {Status.CONFLICTING}
    return len(parts) > 1 and not marked


def _refuse(repeats: Iterable[Sequence[Draft]], log: Log) -> None:
    """Log repeats, the measures of the same rows together."""
    rows: dict[tuple[Spot, ...], list[Observation]] = {}
    for group in repeats:
        spots = tuple(draft.spot._replace(column=None) for draft in group)
        rows.setdefault(spots, []).append(group[0].observation)
    for spots, observations in rows.items():
        first = observations[0]
        measures = ", ".join(observation.measure.key for observation in observations)
        place = "; ".join(first.placing.as_written)
        found = f"{measures} of “{place}” for {first.period} from one source stands in each"
        allowed = (
            "keep one, or say what tells them apart (source, scope); a task column or --sum-rows"
            " adds them up as parts"
        )
        log.problem(spots, found, allowed)


def _sum(parts: Sequence[Draft], gaps: int) -> Observation:
    """Return the sum of parts, which is as exact and as sure as the least of them.

    Where a part has no value (``gaps``), the sum is only a lower bound. What is finer than the sum
    stays out: the cells and, where they differ, the notes of the parts.
    """
    first = parts[0].observation
    if len(parts) == 1 and not gaps:
        return first
    observations = [draft.observation for draft in parts]
    notes = {observation.note for observation in observations}
    total = Decimal(0)
    for observation in observations:
        total = _EXACT.add(total, observation.value or Decimal(0))
    rows = f"sum of {len(parts)} row{'' if len(parts) == 1 else 's'}"
    return replace(
        first,
        value=total,
        quantum=max(observation.quantum for observation in observations),
        status=min((o.status for o in observations), key=lambda status: status.rank),
        bound=Bound.of_sum([*(o.bound for o in observations), *([Bound.AT_LEAST] if gaps else [])]),
        origin=replace(
            first.origin,
            where=spots_in_words([draft.spot for draft in parts]),
            text=f"{rows}; {gaps} without a value" if gaps else rows,
        ),
        note=first.note if len(notes) == 1 else "",
    )


def _note(sums: Sequence[Sequence[Draft]], log: Log) -> None:
    """Note that rows were added, and tasks that occur twice in one sum."""
    if not sums:
        return
    values = sum(map(len, sums))
    log.note(Spot(), f"{values} figures are parts and were added up to {len(sums)}")
    for parts in sums:
        counts: Mapping[str | None, int] = Counter(draft.task for draft in parts)
        for draft in parts:
            if draft.task and counts[draft.task] > 1:
                note = f"task “{draft.task}” has several rows for one figure; all were added"
                log.note(draft.spot._replace(column=None), note)
