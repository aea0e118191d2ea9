"""Rows that state the same thing: refused as an accident, or added where they are parts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Context, Decimal, Inexact
from itertools import groupby
from operator import attrgetter
from typing import Generic, TypeVar

from clearatlas.notes import Note
from clearatlas.observations import (
    Bound,
    Locus,
    Observation,
    Origin,
    Placing,
    Scope,
    Source,
    Status,
)
from clearatlas.sources.rows import Draft
from clearatlas.sources.shared import Terms
from clearatlas.sources.spots import Log, Spot, spots_in_words
from clearatlas.sources.vocabulary import fold

__all__ = ["settle"]

_T = TypeVar("_T")

# Wide enough for any sum of figures; a digit lost would be an error and never a rounding.
_EXACT = Context(prec=60, traps=[Inexact])


def settle(drafts: Sequence[Draft], *, sum_rows: bool, log: Log) -> tuple[Observation, ...]:
    """Return the observations of a file, in its order, repeats beside the first and parts added.

    Rows of one place, period and measure are parts where ``sum_rows`` is set or they name their
    tasks: tasks have dates and addresses of their own, so the sources of parts may differ.
    Otherwise rows that have the source in common too are a problem, unless all of them are marked
    as conflicting (status U): then somebody knows, and all are kept. A row withheld for a reason
    of its own (a problem column) is neither a part nor a repeat.
    """
    stated_things = _stated_things(drafts)
    if len(set(stated_things)) == len(drafts):
        # Nearly always: nobody states it twice, and there is nothing to add.
        return tuple(one.observation for one in drafts if one.observation.value is not None)
    settled: list[Observation] = []
    repeats: list[Sequence[Draft]] = []
    sums: list[Sequence[Draft]] = []
    for group in _groups(drafts, stated_things, sum_rows=sum_rows, log=log):
        if len(group) == 1 and group[0].observation.value is not None:
            settled.append(group[0].observation)
            continue
        stated = [draft for draft in group if draft.observation.value is not None]
        parts = [draft for draft in stated if not draft.observation.problems]
        if not (sum_rows or all(draft.shared.task is not None for draft in group)):
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


def _stated_things(drafts: Iterable[Draft]) -> list[tuple[int, int, str]]:
    """Return of each draft what it states: equal where two state the same, whoever says so."""
    grounds, facts = _Numbers(_ground), _Numbers(_fact)
    return [
        (ground, fact, draft.observation.measure.key)
        for shared, row in groupby(drafts, attrgetter("shared"))
        for ground, fact in [(grounds.of(shared.placing), facts.of(shared.terms))]
        for draft in row
    ]


class _Numbers(Generic[_T]):
    """Numbers things, those alike by ``key`` with one number.

    What many rows share is one object, and looked at once.
    """

    def __init__(self, key: Callable[[_T], object]) -> None:
        self._key = key
        self._of_key: dict[object, int] = {}
        self._of_object: dict[int, int] = {}

    def of(self, thing: _T) -> int:
        """Return the number of a thing, which must live as long as the numbers do."""
        number = self._of_object.get(id(thing))
        if number is None:
            number = self._of_key.setdefault(self._key(thing), len(self._of_key))
            self._of_object[id(thing)] = number
        return number


def _groups(
    drafts: Iterable[Draft], stated_things: Iterable[object], *, sum_rows: bool, log: Log
) -> Iterable[list[Draft]]:
    """Return the drafts that state the same thing; those of one source, where they are no parts.

    A task that two sources state is a problem: it would be added twice, or one of them left out.
    """
    keyed = list(zip(stated_things, drafts, strict=True))
    with_tasks = {thing for thing, draft in keyed if draft.shared.task}
    groups: dict[object, list[Draft]] = defaultdict(list)
    for thing, draft in keyed:
        parts = sum_rows or thing in with_tasks
        groups[thing if parts else (thing, draft.observation.source)].append(draft)
    if with_tasks and not sum_rows:
        for group in (group for key, group in groups.items() if key in with_tasks):
            _refuse_shared_tasks(group, log)
    return groups.values()


def _refuse_shared_tasks(group: Sequence[Draft], log: Log) -> None:
    tasks: dict[str | None, list[Draft]] = {}
    for draft in group:
        if draft.observation.value is not None and not draft.observation.problems:
            tasks.setdefault(draft.shared.task, []).append(draft)
    for task, rows in tasks.items():
        if len({draft.observation.source for draft in rows}) == 1:
            continue
        first = rows[0].observation
        name = f"task “{task}”" if task else "a row without a task"
        place = "; ".join(first.placing.as_written)
        found = f"{name} states {first.measure.key} of “{place}” for {first.period} in two sources"
        allowed = "keep one, or name another task; --sum-rows adds all of them"
        log.problem(tuple(draft.spot for draft in rows), found, allowed)


def _ground(placing: Placing) -> object:
    """Return what the placings of rows share that are about the same ground."""
    place: object = frozenset(placing.codes)
    if placing.locus not in (Locus.DISTRICT, Locus.GROUP):
        place = tuple(sorted(map(fold, placing.as_written)))
    return placing.locus, place


def _fact(terms: Terms) -> object:
    """Return what else two rows share that state the same thing of a measure, whoever says so."""
    # A part of a district (a village, a site) is told from the next one by its note alone.
    note = terms.note if terms.scope is Scope.PART else ""
    return terms.period, terms.scope, terms.definition, note


def _is_accident(parts: Sequence[Draft]) -> bool:
    marked = {draft.observation.status for draft in parts} == {Status.CONFLICTING}
    return len(parts) > 1 and not marked


def _refuse(repeats: Iterable[Sequence[Draft]], log: Log) -> None:
    """Log repeats, the measures of the same rows together."""
    rows: dict[tuple[Spot, ...], list[Observation]] = {}
    for group in repeats:
        spots = tuple(draft.row for draft in group)
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
    stays out: the cells and, where they differ, the notes of the parts. The origin names the rows.
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
        source=_common_source([observation.source for observation in observations], first.origin),
        origin=replace(
            first.origin,
            where=spots_in_words([draft.spot for draft in parts]),
            text=f"{rows}; {gaps} without a value" if gaps else rows,
        ),
        note=first.note if len(notes) == 1 else "",
    )


def _common_source(sources: Sequence[Source], origin: Origin) -> Source:
    """Return what the sources of parts have in common, with the newest date.

    Where they have neither title nor address in common, the table itself is the source.
    """
    titles, urls, agencies = (
        {getattr(source, name) for source in sources} for name in ("title", "url", "agency")
    )
    url = urls.pop() if len(urls) == 1 else ""
    title = titles.pop() if len(titles) == 1 else ""
    return Source(
        title=title or ("" if url else origin.file),
        url=url,
        published=max(source.published for source in sources),
        agency=agencies.pop() if len(agencies) == 1 else "",
    )


def _note(sums: Sequence[Sequence[Draft]], log: Log) -> None:
    """Note that rows were added, and tasks that occur twice in one sum."""
    if not sums:
        return
    values = sum(map(len, sums))
    log.note(Spot(), Note("summed", values=values, sums=len(sums)))
    for parts in sums:
        counts: Mapping[str | None, int] = Counter(draft.shared.task for draft in parts)
        for draft in parts:
            if draft.shared.task and counts[draft.shared.task] > 1:
                note = Note("task_again", task=draft.shared.task)
                log.note(draft.row, note)
