"""Which period and which places of a sentence belong to which of its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from clearatlas.observations import Scope
from clearatlas.periods import Period
from clearatlas.sources.reports.calendar import (
    DAY_WORDS,
    WEEKDAYS,
    Clock,
    Settled,
    settle,
)
from clearatlas.sources.reports.drafts import Draft, State
from clearatlas.sources.reports.pieces import Mention, Piece
from clearatlas.sources.reports.shares import sum_marks

__all__ = ["is_relative", "rank", "with_periods_of", "with_places_of"]

_RELATIVE: Final = frozenset({"last_week", "last_month", "past_month", "weekly", "monthly"})
_NEAR_MENTION: Final = 12
_FAR_MORE: Final = 2

#: How much a kind of mention says: days, then a start, a month or year, a name, nothing.
_RANKS: Final = {
    "none": 0,
    "vague": 0,
    "same": 1,
    "weekly": 2,
    "monthly": 2,
    "last_week": 3,
    "last_month": 3,
    "past_month": 3,
    "the_year": 3,
    "single": 3,
    **dict.fromkeys((*DAY_WORDS, *WEEKDAYS), 3),
    "until": 4,
    "since_new_year": 4,
    "now": 4,
    "since": 5,
    "span": 6,
}


def _interleaved(
    figures: Sequence[int], marks: Sequence[int], *, trailing: bool | None = None
) -> dict[int, int]:
    """Return for each figure the mark that belongs to it, both given by their positions.

    Marks lead ("in August 5, in June 7") or trail ("5 in August, 7 in June"), throughout a
    sentence. Figures before the first leading mark take that one.
    """
    if not marks:
        return {}
    if trailing is None:
        leads = any(mark < figures[0] for mark in marks)
        trailing = not leads and max(marks) > max(figures)
    belongs = {}
    for figure in figures:
        before = [mark for mark in marks if mark < figure]
        after = [mark for mark in marks if mark > figure]
        nearest = (after[:1] or before[-1:]) if trailing else (before[-1:] or after[:1])
        belongs[figure] = nearest[0]
    return belongs


def with_periods_of(
    drafts: list[Draft], pieces: Sequence[Piece], state: State, clock: Clock
) -> list[Draft]:
    """Return the figures of a sentence with its periods, or with the one spoken of before."""
    settled = {
        at: _settled(piece, clock, state) for at, piece in enumerate(pieces) if piece.letter == "D"
    }
    marks = _explicit_first(settled, [draft.count.at for draft in drafts], pieces)
    belongs = _interleaved([draft.count.at for draft in drafts], marks) if drafts else {}
    inherited = _inherited(drafts, pieces, state)
    done = []
    for draft in drafts:
        at = belongs.get(draft.count.at)
        if at is None:
            done.append(replace(draft, settled=inherited, relative=state.relative))
            continue
        said = _called(settled, at)
        done.append(replace(draft, settled=said, relative=is_relative(pieces[at])))
    return [_in_all(draft, done, pieces, clock) for draft in done]


def _inherited(drafts: Sequence[Draft], pieces: Sequence[Piece], state: State) -> Settled | None:
    """Return the period spoken of before, but for "In all, 15,026 ha" behind that period's area."""
    again = any(
        draft.count.quantity.values[0] > _FAR_MORE * state.counted[draft.count.kind]
        for draft in drafts
        if draft.count.kind in state.counted
    )
    total = any(piece.letter == "h" and piece.value == "total" for piece in pieces)
    return Settled(None, "missing_period") if again and total else state.settled


def _in_all(draft: Draft, drafts: Sequence[Draft], pieces: Sequence[Piece], clock: Clock) -> Draft:
    """Return "62,000 ha in 2024, and in total 180,000" with the second as a running total."""
    before = [
        other for other in drafts if _is_like(other, draft) and other.count.at < draft.count.at
    ]
    alike = [other.count for other in drafts if _is_like(other, draft)]
    if not before or sum_marks(draft.count, alike):
        return draft
    between = pieces[before[-1].count.last : draft.count.first]
    total = any(piece.letter == "h" and piece.value == "total" for piece in between)
    more = max(draft.count.quantity.values) > max(
        other.count.quantity.values[0] for other in before
    )
    if not total or not more or any(piece.letter == "D" for piece in between):
        return draft
    return replace(draft, settled=settle(Mention("now"), clock), relative=False)


def _is_like(one: Draft, other: Draft) -> bool:
    return one.count.measure == other.count.measure and one.count.unit == other.count.unit


def _settled(piece: Piece, clock: Clock, state: State) -> Settled:
    if piece.mention is None or piece.mention.kind == "same":
        return state.settled or Settled(None, "missing_period")
    return settle(piece.mention, clock)


def _explicit_first(
    settled: dict[int, Settled], figures: Sequence[int], pieces: Sequence[Piece]
) -> list[int]:
    """Return the mentions, without those that another one beside them says more exactly.

    That a bulletin is weekly says nothing where the sentence says more.
    """
    marks: list[int] = []
    exact = any(rank(pieces[at]) > _RANKS["weekly"] for at in settled)
    named = [at for at in settled if not (exact and rank(pieces[at]) == _RANKS["weekly"])]
    for at in named:
        beside = marks and not (
            any(marks[-1] < figure < at for figure in figures)
            or "nc" in "".join(piece.letter for piece in pieces[marks[-1] : at])  # 8 799 items
        )
        if beside:
            if rank(pieces[at]) > rank(pieces[marks[-1]]):
                marks[-1] = at
            continue
        marks.append(at)
    return marks


def rank(piece: Piece) -> int:
    """Return how much a piece says of a period; 0 where it is no period."""
    return 0 if piece.mention is None or piece.letter != "D" else _RANKS[piece.mention.kind]


def is_relative(piece: Piece) -> bool:
    """Return whether a period is only called "last week" or the like."""
    return piece.mention is not None and piece.mention.kind in _RELATIVE


def _called(settled: dict[int, Settled], at: int) -> Settled:
    """Return a period with what the sentence calls it elsewhere: week or month."""
    own = settled[at]
    if own.called is not None or own.period is None or own.period.since:
        return own
    for other, said in settled.items():
        if other != at and said.called is not None and abs(other - at) <= _NEAR_MENTION:
            return replace(own, called=said.called)
    return own


def with_places_of(drafts: list[Draft], pieces: Sequence[Piece], state: State) -> list[Draft]:
    """Return the figures of a sentence with its places, or with those of the same report."""
    marks = [at for at, piece in enumerate(pieces) if piece.letter == "g"]
    if drafts and marks:
        figures = [draft.count.at for draft in drafts]
        belongs = _interleaved(figures, marks)
        shared = _first_of_alike(drafts, belongs) if len(marks) > 1 else set()
        return [
            draft if draft.count.at in shared else _placed(draft, pieces[belongs[draft.count.at]])
            for draft in drafts
        ]
    return [
        replace(draft, places=state.places)
        if state.places is not None and _same_period(draft, state)
        else draft
        for draft in drafts
    ]


def _placed(draft: Draft, piece: Piece) -> Draft:
    """Return the figure with its places; a part of a total that has its own is whole there."""
    work = draft.work._replace(scope=Scope.WHOLE) if draft.work.split else draft.work
    return replace(draft, places=piece.places, work=work)


def _first_of_alike(drafts: Sequence[Draft], belongs: dict[int, int]) -> set[int]:
    """Return the totals beside a split: of like figures with one place, the sum or the first."""
    last: dict[tuple[str, int, Period | None], Draft] = {}
    shared: set[int] = set()
    for draft in drafts:
        mark = (draft.count.measure, belongs[draft.count.at], draft.period)
        if mark in last:
            alike = [other.count for other in drafts if other.count.measure == mark[0]]
            total = draft if sum_marks(draft.count, alike) else last[mark]
            shared.add(total.count.at)
        last[mark] = draft
    return shared | _before_split(drafts, shared)


def _before_split(drafts: Sequence[Draft], shared: set[int]) -> set[int]:
    """Return what stands before the first part of a total: it is of all the places as well."""
    totals = {draft.count.measure for draft in drafts if draft.count.at in shared}
    parts = [d.count.at for d in drafts if d.count.measure in totals and d.count.at not in shared]
    first = min(parts, default=0)
    return {draft.count.at for draft in drafts if draft.count.at < first}


def _same_period(draft: Draft, state: State) -> bool:
    return state.settled is None or draft.period == state.settled.period
