"""Counts -> figures: the clearance figures of a text, each with its period and its places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from clearatlas.observations import Locus
from clearatlas.periods import Granularity
from clearatlas.sources.reports.assigning import (
    is_relative,
    rank,
    with_periods_of,
    with_places_of,
)
from clearatlas.sources.reports.binding import Count, counts_of
from clearatlas.sources.reports.calendar import Clock, Settled, settle
from clearatlas.sources.reports.drafts import Draft, State
from clearatlas.sources.reports.governing import is_clearance, work_of
from clearatlas.sources.reports.pieces import Piece, PlaceList, Sentence, joined
from clearatlas.sources.reports.shares import with_bare_numbers

__all__ = ["drafts_of"]

_LEAST_LIST: Final = 2
_SOON: Final = 2


def drafts_of(sentences: Sequence[Sentence], clock: Clock, *, headline: bool) -> list[Draft]:
    """Return the clearance figures of a text, in its order."""
    state = State()
    drafts: list[Draft] = []
    for number, sentence in enumerate(sentences):
        drafts += _of_sentence(sentence, number, state, clock, headline=headline and number == 0)
    return _with_later_places(_with_later_periods(drafts, clock, state.title), sentences)


def _of_sentence(
    sentence: Sentence, number: int, state: State, clock: Clock, *, headline: bool
) -> list[Draft]:
    pieces = sentence.pieces
    counts = with_bare_numbers(sentence, counts_of(sentence))
    kept = [one for one in counts if is_clearance(one, sentence, goes_on=state.cleared)]
    drafts = [
        Draft(
            count=count,
            sentence=number,
            span=(pieces[count.first].start, pieces[count.last - 1].end),
            headline=headline,
            work=work_of(count, pieces, kept),
            loose=_loose(count, counts, pieces),
        )
        for count in kept
    ]
    drafts = with_places_of(with_periods_of(drafts, pieces, state, clock), pieces, state)
    _remember(state, drafts, sentence, clock, headline=headline)
    return drafts


def _loose(count: Count, counts: Sequence[Count], pieces: Sequence[Piece]) -> tuple[Decimal, ...]:
    """Return the numbers behind a count, as far as the next one, that count nothing themselves."""
    end = min((other.first for other in counts if other.at > count.at), default=len(pieces))
    between = pieces[count.last : end]
    return tuple(piece.quantity.values[0] for piece in between if piece.quantity is not None)


def _remember(
    state: State, drafts: Sequence[Draft], sentence: Sentence, clock: Clock, *, headline: bool
) -> None:
    """Keep what the next sentence may refer back to."""
    pieces = sentence.pieces
    if sentence.line_end and state.title is None:
        state.title = _title_period(pieces, clock)
    if any(draft.count.measure == "area_cleared" for draft in drafts):
        verb = any(piece.letter == "V" and piece.value != "found" for piece in pieces)
        state.cleared = verb or state.cleared
    elif not drafts:
        state.cleared = False
    if headline:
        return
    if drafts:
        last = drafts[-1]
        if last.period != (state.settled.period if state.settled else None):
            state.places, state.counted = None, {}
        for count in (draft.count for draft in drafts if draft.period == last.period):
            most = state.counted.get(count.kind, Decimal(0))
            state.counted[count.kind] = max(most, count.quantity.values[-1])
        state.settled, state.relative = last.settled, last.relative
        if last.places is not None and last.places.locus is not Locus.RESIDUAL:
            shared = {draft.places for draft in drafts}
            state.places = last.places if len(shared) == 1 else None
        return
    _remember_scene(state, pieces, clock)


def _title_period(pieces: Sequence[Piece], clock: Clock) -> Settled | None:
    """Return the period of a title such as "Results of the week", "Monthly results (May 2024)"."""
    mentions = [piece.mention for piece in pieces if rank(piece) > 1 and piece.mention is not None]
    if not mentions or any(piece.letter == "X" for piece in pieces):
        return None
    settled = settle(mentions[0], clock)
    one_day = settled.period is not None and settled.period.days == 1
    return None if settled.period is None or one_day else settled


def _remember_scene(state: State, pieces: Sequence[Piece], clock: Clock) -> None:
    """Keep the period and places of a sentence without figures that tells of the work."""
    mentions = [piece for piece in pieces if rank(piece) > 1 and not _is_bare_year(piece)]
    if any(piece.letter == "X" for piece in pieces):
        _leave_running_total(state, mentions, clock)
        return
    works = any(piece.letter in "VjZ" for piece in pieces)
    lists = [p.places for p in pieces if p.places is not None and p.places.codes]
    spans = [piece for piece in mentions if piece.mention and piece.mention.kind == "span"]
    vague = any(piece.mention is not None and piece.mention.kind == "vague" for piece in pieces)
    if vague and works and not mentions:
        state.settled = Settled(None, "missing_period")
    if spans or (mentions and works):
        best = max(mentions, key=rank)
        settled = settle(best.mention, clock) if best.mention else None
        if settled is not None:
            state.settled = settled
            state.relative = is_relative(best)
            state.places = None
    if lists and (works or spans):
        state.places = lists[-1]
    elif lists and pieces[0].letter == "A" and state.places is not None:
        state.places = joined(state.places, lists[-1])  # Also in the villages of Gazakh


def _leave_running_total(state: State, mentions: Sequence[Piece], clock: Clock) -> None:
    """Take the days of another story where the last figures were "so far": that is over now."""
    if state.settled is None or state.settled.period is None or not state.settled.period.since:
        return
    for piece in mentions:
        if piece.mention is not None and piece.mention.kind in {"span", "single"}:
            state.settled = settle(piece.mention, clock)


def _is_bare_year(piece: Piece) -> bool:
    first = piece.mention.first if piece.mention is not None else None
    return first is not None and first.month is None and first.day is None


def _with_later_periods(drafts: list[Draft], clock: Clock, title: Settled | None) -> list[Draft]:
    """Give figures before the first period the one that the text states first, or its title."""
    dated = [draft for draft in drafts if draft.period is not None]
    found = next((draft for draft in dated if not draft.headline), next(iter(dated), None))
    main = found.settled if found is not None else title
    by_days = Settled(clock.by_days[0]) if clock.by_days else None
    if main is None or main.period is None or main.period.since or main.period.start is None:
        main = by_days or (main if found is not None and found.headline else None)
    return [
        replace(draft, settled=main)
        if draft.settled is None and (by_days or _is_near(draft, found))
        else draft
        for draft in drafts
    ]


def _is_near(draft: Draft, dated: Draft | None) -> bool:
    """Return whether a period without days can be of a figure before it: it follows soon."""
    return dated is None or dated.sentence - draft.sentence <= _SOON


def _with_later_places(drafts: list[Draft], sentences: Sequence[Sentence]) -> list[Draft]:
    """Give a report's figures the one list of places that only another sentence of it names."""
    own = [draft for draft in drafts if not draft.headline and not _is_since(draft)]
    homeless = [draft for draft in own if draft.places is None]
    if not homeless:
        return drafts
    lists = {draft.places for draft in own if draft.places is not None}
    periods = {draft.period for draft in own}
    if not lists and len(periods) == 1:
        lists = set(_lists_behind(homeless[0], sentences))
    shared = next(iter(lists)) if len(lists) == 1 else None
    if shared is None or shared.locus is not Locus.GROUP:
        return drafts
    placed = {draft.period for draft in own if draft.places is not None} or periods
    return [
        replace(draft, places=shared) if draft in homeless and draft.period in placed else draft
        for draft in drafts
    ]


def _lists_behind(draft: Draft, sentences: Sequence[Sentence]) -> list[PlaceList]:
    """Return the lists of places that sentences about the work name from a figure on."""
    return [
        piece.places
        for sentence in sentences[draft.sentence :]
        if any(piece.letter in "VjZ" for piece in sentence.pieces)
        for piece in sentence.pieces
        if piece.places is not None and len(piece.places.codes) >= _LEAST_LIST
    ]


def _is_since(draft: Draft) -> bool:
    return draft.period is not None and draft.period.granularity is Granularity.CUMULATIVE
