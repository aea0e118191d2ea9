"""Rows that state the same thing: refused as an accident, or added where they are parts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Context, Decimal, Inexact

from clearatlas.notes import Note
from clearatlas.observations import (
    Bound,
    Observation,
    Origin,
    Problem,
    Source,
    Status,
    Unit,
)
from clearatlas.sources.rows import Draft
from clearatlas.sources.sameness import stated_things
from clearatlas.sources.spots import Log, Spot, spots_in_words

__all__ = ["settle"]

# Wide enough for any sum of figures; a digit lost would be an error and never a rounding.
_EXACT = Context(prec=60, traps=[Inexact])


def settle(drafts: Sequence[Draft], *, sum_rows: bool, log: Log) -> tuple[Observation, ...]:
    """Return the observations of a file, in its order, repeats beside the first and parts added.

    Rows of one place, period and measure are parts where ``sum_rows`` is set or they name their
    tasks: tasks have dates and addresses of their own, so the sources of parts may differ.
    Otherwise rows that have the source in common too are a problem, unless all of them are marked
    as conflicting (status U): then somebody knows, and all are kept. A row withheld for a reason
    of its own (a problem column) is no repeat; for what it does to a sum, see :func:`_added`.
    """
    things = stated_things(drafts)
    if len(set(things)) == len(drafts):
        # Nearly always: nobody states it twice, and there is nothing to add.
        return tuple(one.observation for one in drafts if one.observation.value is not None)
    settled: list[Observation] = []
    repeats: list[Sequence[Draft]] = []
    sums: list[Sequence[Draft]] = []
    for group in _groups(drafts, things, sum_rows=sum_rows, log=log):
        if len(group) == 1 and group[0].observation.value is not None:
            settled.append(group[0].observation)
            continue
        stated = [draft for draft in group if draft.observation.value is not None]
        usable = [draft for draft in stated if not draft.observation.problems]
        has_parts = sum_rows or all(draft.shared.task is not None for draft in group)
        if has_parts and _can_be_added(group[0]):
            settled += _added(stated, usable, gaps=len(group) - len(stated))
            sums += [usable] if len(usable) > 1 else []
        else:
            settled += [draft.observation for draft in stated]
            repeats += [usable] if _is_accident(usable) else []
    _refuse(repeats, log)
    _note(sums, log)
    return tuple(settled)


def _groups(
    drafts: Iterable[Draft], things: Iterable[object], *, sum_rows: bool, log: Log
) -> Iterable[list[Draft]]:
    """Return the drafts that state the same thing; those of one source, where they are no parts.

    A task that two sources state is a problem: it would be added twice, or one of them left out.
    """
    keyed = list(zip(things, drafts, strict=True))
    with_tasks = {thing for thing, draft in keyed if draft.shared.task}
    groups: dict[object, list[Draft]] = defaultdict(list)
    for thing, draft in keyed:
        parts = (sum_rows or thing in with_tasks) and _can_be_added(draft)
        groups[thing if parts else (thing, draft.observation.source)].append(draft)
    if with_tasks and not sum_rows:
        for group in (group for key, group in groups.items() if key in with_tasks):
            _refuse_shared_tasks(group, log)
    return groups.values()


def _can_be_added(draft: Draft) -> bool:
    """Return whether figures of a measure add up: shares of different areas come to nothing."""
    return draft.observation.measure.unit is not Unit.PERCENT


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


def _is_accident(parts: Sequence[Draft]) -> bool:
    marked = {draft.observation.status for draft in parts} == {Status.CONFLICTING}
    return len(parts) > 1 and not marked


def _refuse(repeats: Iterable[Sequence[Draft]], log: Log) -> None:
    """Log repeats, the measures of the same rows together; percentages apart, as none add up."""
    rows: dict[tuple[bool, tuple[Spot, ...]], list[Observation]] = {}
    for group in repeats:
        first, spots = group[0].observation, tuple(draft.row for draft in group)
        rows.setdefault((first.measure.unit is Unit.PERCENT, spots), []).append(first)
    for (is_percent, spots), observations in rows.items():
        first = observations[0]
        measures = ", ".join(observation.measure.key for observation in observations)
        place = "; ".join(first.placing.as_written)
        found = f"{measures} of “{place}” for {first.period} from one source stands in each"
        allowed = "keep one, or say what tells them apart (source, scope); "
        allowed += (
            "percentages are never added up"
            if is_percent
            else "a task column or --sum-rows adds them up as parts"
        )
        log.problem(spots, found, allowed)


def _added(stated: Sequence[Draft], usable: Sequence[Draft], *, gaps: int) -> Iterator[Observation]:
    """Yield the sum of all rows that state a value and, where one is withheld, that of the others.

    A sum that takes in a withheld row is withheld for its reasons: whoever accepts them accepts
    the row as the part that it is. What the other rows come to is then true as a lower bound, as
    is a sum of rows of which some have no value; where the rows give no lower bound, it is
    withheld, too.
    """
    withheld = [draft for draft in stated if draft.observation.problems]
    if withheld and usable and _is_lower_bound(partial := _sum(usable, gaps, withheld)):
        yield partial
    if stated:
        whole = _sum(stated, gaps)
        problems = _problems_of(withheld) if len(stated) > 1 or gaps else whole.problems
        if gaps and not _is_lower_bound(whole):
            problems = (*problems, _no_bound(whole))
        yield replace(whole, problems=problems)


def _is_lower_bound(total: Observation) -> bool:
    """Return whether a sum to which a part is missing says anything.

    "About" and "at most" limit nothing from below, and more than nothing may be nothing: a zero
    would be told as reported.
    """
    return total.bound is Bound.AT_LEAST and bool(total.value)


def _no_bound(total: Observation) -> Problem:
    rest = f"{total.measure.shown(total.value or Decimal(0)).normalize():f}"
    message = f"rows of it have no value, and what the others state, {rest}, is no lower bound"
    return Problem(code="incomplete_sum", message=message)


def _problems_of(withheld: Iterable[Draft]) -> tuple[Problem, ...]:
    """Return why rows are withheld, each reason once with its rows."""
    rows: dict[Problem, list[Spot]] = {}
    for draft in withheld:
        for problem in draft.observation.problems:
            rows.setdefault(problem, []).append(draft.row)
    return tuple(
        replace(problem, message=f"{spots_in_words(spots)}: {problem.message}")
        for problem, spots in rows.items()
    )


def _sum(parts: Sequence[Draft], gaps: int, withheld: Sequence[Draft] = ()) -> Observation:
    """Return the sum of parts, which is as exact and as sure as the least of them.

    Where a part has no value (``gaps``) or is ``withheld``, the sum is at most a lower bound. What
    is finer than the sum stays out: the cells and, where they differ, the notes of the parts. The
    origin names the rows.
    """
    first = parts[0].observation
    is_open = bool(gaps or withheld)
    if len(parts) == 1 and not is_open:
        return first
    observations = [draft.observation for draft in parts]
    notes = {observation.note for observation in observations}
    total = Decimal(0)
    for observation in observations:
        total = _EXACT.add(total, observation.value or Decimal(0))
    return replace(
        first,
        value=total,
        quantum=max(observation.quantum for observation in observations),
        status=min((o.status for o in observations), key=lambda status: status.rank),
        bound=Bound.of_sum([*(o.bound for o in observations), *([Bound.AT_LEAST] * is_open)]),
        source=_common_source([observation.source for observation in observations], first.origin),
        origin=replace(
            first.origin,
            where=spots_in_words([draft.spot for draft in parts]),
            text=_rows_in_words(len(parts), gaps, withheld),
        ),
        note=first.note if len(notes) == 1 else "",
    )


def _rows_in_words(count: int, gaps: int, withheld: Sequence[Draft]) -> str:
    words = [f"sum of {count} row{'' if count == 1 else 's'}"]
    words += [f"{gaps} without a value"] if gaps else []
    if withheld:
        spots = spots_in_words([draft.row for draft in withheld])
        words.append(f"{len(withheld)} withheld ({spots})")
    return "; ".join(words)


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
