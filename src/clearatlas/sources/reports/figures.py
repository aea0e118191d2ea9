"""Counts -> figures: which of them are clearance figures, of which period and which places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from clearatlas.observations import Locus, Scope, Status
from clearatlas.periods import Granularity, Period
from clearatlas.sources.reports.binding import Count, counts_of
from clearatlas.sources.reports.calendar import Clock, Settled, settle
from clearatlas.sources.reports.pieces import Piece, PlaceList, Sentence

__all__ = ["Draft", "drafts_of"]

_RELATIVE: Final = frozenset({"last_week", "last_month"})
_NEAR_PART: Final = 4
_LEAST_LIST: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A figure in the making: a count, and what its surroundings say of it.

    Attributes
    ----------
    sentence
        Number of its sentence; the headline's is 0 where ``headline`` is true.
    settled
        Its period; None as long as the text gives none.
    relative
        Its period is only called "last week" or the like.
    places
        None where neither its sentence nor one before it names any.
    """

    count: Count
    sentence: int
    span: tuple[int, int]
    headline: bool = False
    settled: Settled | None = None
    relative: bool = False
    places: PlaceList | None = None
    own_places: bool = False
    definition: str = "cleared"
    status: Status = Status.REPORTED
    scope: Scope = Scope.WHOLE

    @property
    def period(self) -> Period | None:
        """The period on the calendar, or None."""
        return None if self.settled is None else self.settled.period


@dataclass(slots=True)
class _State:
    """What earlier sentences leave to later ones."""

    settled: Settled | None = None
    relative: bool = False
    places: PlaceList | None = None
    area_verb: str = ""
    pairs: bool = False


def drafts_of(sentences: Sequence[Sentence], clock: Clock, *, headline: bool) -> list[Draft]:
    """Return the clearance figures of a text, in its order."""
    state = _State()
    drafts: list[Draft] = []
    for number, sentence in enumerate(sentences):
        drafts += _of_sentence(sentence, number, state, clock, headline=headline and number == 0)
    return _with_later_places(_with_later_periods(drafts, clock), sentences)


def _of_sentence(
    sentence: Sentence, number: int, state: _State, clock: Clock, *, headline: bool
) -> list[Draft]:
    pieces = sentence.pieces
    counts = [*counts_of(sentence)]
    counts = _with_bare_numbers(sentence, counts)
    kept = [count for count in counts if _is_clearance(count, pieces, state)]
    drafts = [
        Draft(
            count=count,
            sentence=number,
            span=(pieces[count.first].start, pieces[count.last - 1].end),
            headline=headline,
            **_work(count, pieces, kept),
        )
        for count in kept
    ]
    drafts = _with_places(_with_periods(drafts, pieces, state, clock), pieces, state)
    _remember(state, drafts, sentence, clock, headline=headline)
    return drafts


def _is_clearance(count: Count, pieces: Sequence[Piece], state: _State) -> bool:
    """Return whether the nearest verb says that this was cleared or found, not planned or hurt."""
    verb = _nearest(count, pieces, "VX")
    if verb is not None and verb.letter == "X":
        return False
    if count.measure == "area_cleared":
        return verb is not None or bool(state.area_verb)
    return not count.article or verb is not None


def _nearest(count: Count, pieces: Sequence[Piece], letters: str) -> Piece | None:
    """Return the nearest piece of some letters; of two as near, the one behind."""
    near = [
        (count.first - at if at < count.at else at - count.last + 0.5, piece)
        for at, piece in enumerate(pieces)
        if piece.letter in letters
    ]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _work(count: Count, pieces: Sequence[Piece], kept: Sequence[Count]) -> dict[str, object]:
    """Return whose and which work a count covers, and the verb it is told with."""
    definition, status, scope = "cleared", Status.REPORTED, Scope.WHOLE
    if count.measure == "area_cleared":
        verbs = [piece for piece in pieces if piece.letter == "V" and piece.value != "found"]
        near = _nearest(count, [_only(piece, verbs) for piece in pieces], "V")
        if near is not None and near.value == "checked" and not _also_cleared(near, verbs):
            definition, status = "checked", Status.DEFINITION_DIFFERS
    if _is_operator(count, pieces, kept):
        scope, status = Scope.OPERATOR, Status.DEFINITION_DIFFERS
    elif _is_part(count, pieces, kept):
        scope = Scope.PART
    return {"definition": definition, "status": status, "scope": scope}


def _only(piece: Piece, verbs: Sequence[Piece]) -> Piece:
    return piece if piece.letter != "V" or piece in verbs else replace(piece, letter="v")


def _also_cleared(near: Piece, verbs: Sequence[Piece]) -> bool:
    """Return whether "inspected and cleared" stands together."""
    return any(
        verb.value == "cleared" and abs(verb.start - near.end) < len(" and then ") for verb in verbs
    )


def _is_operator(count: Count, pieces: Sequence[Piece], kept: Sequence[Count]) -> bool:
    """Return whether the count is one agency's part: it alone is named, or each has its number."""
    operators = [piece for piece in pieces if piece.letter == "Z"]
    if not operators:
        return False
    alike = [other for other in kept if other.measure == count.measure]
    others = {piece.value for piece in operators}
    if others == {"other"}:
        return len(operators) == 1 or len(alike) >= len(operators) > 1
    return len(alike) > 1 and len(alike) >= len(operators) > 1


def _is_part(count: Count, pieces: Sequence[Piece], kept: Sequence[Count]) -> bool:
    """Return whether the count covers only some of the work: farmland, "of which"."""
    alike = [other for other in kept if other.measure == count.measure]
    near = pieces[count.last : count.last + _NEAR_PART]
    for piece in near:
        if piece.letter in "nV;":
            break
        if piece.letter == "K" and len(alike) > 1:
            return True
    before = [other for other in alike if other.at < count.at]
    if not before:
        return False
    return any(piece.letter == "=" for piece in pieces[before[0].last : count.first])


def _with_bare_numbers(sentence: Sentence, counts: list[Count]) -> list[Count]:
    """Return the counts with the numbers beside places that leave out label and unit.

    "8718,6 hektarı Laçın, 8526,2-si Füzuli": the second number counts what the first does.
    """
    letters = sentence.letters
    taken = {at for count in counts for at in range(count.first, count.last)}
    spots = (max(match.start("after"), match.start("before")) for match in _BARE.finditer(letters))
    bare = [at for at in spots if at not in taken]
    models = [count for count in counts if "g" in _around(letters, count)]
    if not bare or not models or len({count.measure for count in models}) > 1:
        return counts
    model = models[0]
    added = []
    for at in bare:
        quantity = sentence.pieces[at].quantity
        if quantity is not None:
            added.append(replace(model, at=at, first=at, last=at + 1, quantity=quantity, same=None))
    return sorted([*counts, *added], key=lambda count: count.at)


# A number beside a place, without a label or unit of its own.
_BARE = re.compile(
    r"""
    g[aslI:\-h]{0,3} (?P<after>n) (?! [sol]*-?[HLcu%3] )    # Ağdam rayonunda 17030
  | (?<![LH:]) (?P<before>n)[sol]{0,2}[-I]{0,2}(?=g)        # 8526,2-si Füzuli
    """,
    re.VERBOSE,
)


def _around(letters: str, count: Count) -> str:
    return letters[max(0, count.first - 3) : count.last + 6]


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
        trailing = not leads and any(figure > marks[0] for figure in figures)
        if trailing and max(figures) > max(marks):
            trailing = len(marks) > 1
    belongs = {}
    for figure in figures:
        before = [mark for mark in marks if mark < figure]
        after = [mark for mark in marks if mark > figure]
        nearest = (after[:1] or before[-1:]) if trailing else (before[-1:] or after[:1])
        belongs[figure] = nearest[0]
    return belongs


def _with_periods(
    drafts: list[Draft], pieces: Sequence[Piece], state: _State, clock: Clock
) -> list[Draft]:
    settled = {
        at: _settled(piece, clock, state) for at, piece in enumerate(pieces) if piece.letter == "D"
    }
    marks = _explicit_first(settled, [draft.count.at for draft in drafts], pieces)
    belongs = _interleaved([draft.count.at for draft in drafts], marks) if drafts else {}
    done = []
    for draft in drafts:
        at = belongs.get(draft.count.at)
        if at is None:
            done.append(replace(draft, settled=state.settled, relative=state.relative))
            continue
        mention = pieces[at].mention
        relative = mention is not None and mention.kind in _RELATIVE
        done.append(replace(draft, settled=_called(settled, at, pieces), relative=relative))
    return done


def _settled(piece: Piece, clock: Clock, state: _State) -> Settled:
    if piece.mention is None or piece.mention.kind == "same":
        return state.settled or Settled(None, "missing_period")
    return settle(piece.mention, clock)


def _explicit_first(
    settled: dict[int, Settled], figures: Sequence[int], pieces: Sequence[Piece]
) -> list[int]:
    """Return the mentions, without those that another one beside them says more exactly."""
    marks: list[int] = []
    for at in settled:
        beside = marks and not any(marks[-1] < figure < at for figure in figures)
        if beside:
            if _rank(pieces[at]) > _rank(pieces[marks[-1]]):
                marks[-1] = at
            continue
        marks.append(at)
    return marks


def _rank(piece: Piece) -> int:
    """Return how much a mention says: days, then a start, a month or year, a name, nothing."""
    mention = piece.mention
    if mention is None:
        return 0
    if mention.kind == "since":
        return 5
    if mention.kind == "span":
        return 6
    order = {"none": 0, "same": 1, "last_week": 3, "last_month": 3, "since_new_year": 4, "now": 4}
    return order.get(mention.kind, 3)


def _called(settled: dict[int, Settled], at: int, pieces: Sequence[Piece]) -> Settled:
    """Return a period with what the sentence calls it elsewhere: week or month."""
    own = settled[at]
    if own.called is not None or own.period is None or own.period.since:
        return own
    for other, said in settled.items():
        if other != at and said.called is not None and abs(other - at) <= _NEAR_MENTION:
            return replace(own, called=said.called)
    return own


_NEAR_MENTION: Final = 12


def _with_places(drafts: list[Draft], pieces: Sequence[Piece], state: _State) -> list[Draft]:
    marks = [at for at, piece in enumerate(pieces) if piece.letter == "g"]
    if drafts and marks:
        figures = [draft.count.at for draft in drafts]
        belongs = _interleaved(figures, marks)
        shared = _first_of_alike(drafts, belongs) if len(marks) > 1 else set()
        return [
            draft
            if draft.count.at in shared
            else replace(draft, places=pieces[belongs[draft.count.at]].places, own_places=True)
            for draft in drafts
        ]
    return [
        replace(draft, places=state.places)
        if state.places is not None and _same_period(draft, state)
        else draft
        for draft in drafts
    ]


def _first_of_alike(drafts: Sequence[Draft], belongs: dict[int, int]) -> set[int]:
    """Return the totals before a split: of two like figures with one place, the first."""
    last: dict[tuple[str, int, Period | None], int] = {}
    shared: set[int] = set()
    for draft in drafts:
        mark = (draft.count.measure, belongs[draft.count.at], draft.period)
        if mark in last:
            shared.add(last[mark])
        last[mark] = draft.count.at
    return shared


def _same_period(draft: Draft, state: _State) -> bool:
    return state.settled is None or draft.period == state.settled.period


def _remember(
    state: _State, drafts: Sequence[Draft], sentence: Sentence, clock: Clock, *, headline: bool
) -> None:
    """Keep what the next sentence may refer back to."""
    pieces = sentence.pieces
    cleared = any(draft.count.measure == "area_cleared" for draft in drafts)
    verb = any(piece.letter == "V" and piece.value != "found" for piece in pieces)
    state.area_verb = "cleared" if cleared and (verb or state.area_verb) else ""
    if headline:
        return
    if drafts:
        last = drafts[-1]
        if last.period != (state.settled.period if state.settled else None):
            state.places = None
        state.settled, state.relative = last.settled, last.relative
        if last.places is not None and last.places.locus is not Locus.RESIDUAL:
            shared = {draft.places for draft in drafts}
            state.places = last.places if len(shared) == 1 else None
        return
    _remember_scene(state, pieces, clock)


def _remember_scene(state: _State, pieces: Sequence[Piece], clock: Clock) -> None:
    """Keep the period and places of a sentence without figures that tells of the work."""
    if any(piece.letter == "X" for piece in pieces):
        return
    mentions = [piece for piece in pieces if piece.letter == "D" and _rank(piece) > 1]
    works = any(piece.letter in "VjZ" for piece in pieces)
    lists = [p.places for p in pieces if p.places is not None and p.places.codes]
    spans = [piece for piece in mentions if piece.mention and piece.mention.kind == "span"]
    if spans or (mentions and works):
        best = max(mentions, key=_rank)
        settled = settle(best.mention, clock) if best.mention else None
        if settled is not None and settled.period is not None:
            state.settled = settled
            state.relative = bool(best.mention and best.mention.kind in _RELATIVE)
            state.places = None
    if lists and (works or spans):
        state.places = lists[-1]


def _with_later_periods(drafts: list[Draft], clock: Clock) -> list[Draft]:
    """Give figures before the first period the one that the text states first."""
    found = next((d for d in drafts if d.period is not None and not d.headline), None)
    main = found.settled if found is not None else None
    if main is None or (main.period is not None and main.period.since):
        main = Settled(clock.by_days[0]) if clock.by_days else main
    return [replace(draft, settled=main) if draft.settled is None else draft for draft in drafts]


def _with_later_places(drafts: list[Draft], sentences: Sequence[Sentence]) -> list[Draft]:
    """Give a text's figures the one list that only a later sentence of the work names."""
    homeless = [draft for draft in drafts if not draft.headline and not _is_since(draft)]
    if not homeless or any(draft.places is not None for draft in homeless):
        return drafts
    if len({draft.period for draft in homeless}) != 1:
        return drafts
    lists = [
        piece.places
        for sentence in sentences[homeless[0].sentence :]
        if any(piece.letter in "VjZ" for piece in sentence.pieces)
        for piece in sentence.pieces
        if piece.places is not None and len(piece.places.codes) >= _LEAST_LIST
    ]
    if len(lists) != 1:
        return drafts
    return [
        draft if draft.headline or _is_since(draft) else replace(draft, places=lists[0])
        for draft in drafts
    ]


def _is_since(draft: Draft) -> bool:
    return draft.period is not None and draft.period.granularity is Granularity.CUMULATIVE
