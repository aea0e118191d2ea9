"""What the words around a count make of it: clearance or a plan, whose work, which verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from clearatlas.observations import Scope, Status
from clearatlas.sources.reports.binding import Count
from clearatlas.sources.reports.pieces import Piece, Sentence
from clearatlas.sources.reports.shares import beside_places, sum_marks

__all__ = ["Work", "is_clearance", "work_of"]

_NEAR_PART: Final = 4
# 201 anti-personnel mines; 82 anti-tank mines; 1,203.5 ha: a list needs no verb.
_LIST = re.compile(r"nc?L+[,;]A?nc?L+.*n-?H|n-?H[,;].*nc?L+[,;]A?nc?L+|n-?H,n.*\(nc?L+,nc?L+\)")


class Work(NamedTuple):
    """Which work a count covers and how it is told; ``split`` where it is called a part of one."""

    definition: str = "cleared"
    status: Status = Status.REPORTED
    scope: Scope = Scope.WHOLE
    split: bool = False


def is_clearance(count: Count, sentence: Sentence, *, goes_on: bool) -> bool:
    """Return whether the nearest verb says that this was cleared or found, not planned or hurt.

    ``goes_on`` says that the sentence before told of cleared land: then shares of places need no
    verb of their own; neither does the area in a list of finds.
    """
    verb = _nearest(count, sentence.pieces, "VX")
    if verb is not None and verb.letter == "X" and not _is_undone(verb, count, sentence.pieces):
        return _is_told_of_after(verb, count, sentence.pieces)
    if count.measure == "area_cleared":
        shared = goes_on and beside_places(sentence.letters, count)
        return verb is not None or shared or _LIST.search(sentence.letters) is not None
    return not count.article or verb is not None


def work_of(count: Count, pieces: Sequence[Piece], kept: Sequence[Count]) -> Work:
    """Return whose and which work a count covers, and the verb it is told with."""
    definition, status = "cleared", Status.REPORTED
    if count.measure == "area_cleared" and _is_only_checked(count, pieces):
        definition, status = "checked", Status.DEFINITION_DIFFERS
    alike = [other for other in kept if other.measure == count.measure]
    if _is_operator(count, pieces, alike):
        return Work(definition, Status.DEFINITION_DIFFERS, Scope.OPERATOR)
    if _is_land_use(count, pieces) and len(alike) > 1:
        return Work(definition, status, Scope.PART)
    split = _is_called_part(count, pieces, alike)
    return Work(definition, status, Scope.PART if split else Scope.WHOLE, split)


def _nearest(count: Count, pieces: Sequence[Piece], letters: str) -> Piece | None:
    """Return the nearest piece of some letters; of two as near, the one before."""
    near = [
        (count.first - at if at < count.at else at - count.last + 0.5, piece)
        for at, piece in enumerate(pieces)
        if piece.letter in letters and not count.first <= at < count.last
    ]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _is_undone(planted: Piece, count: Count, pieces: Sequence[Piece]) -> bool:
    """Return whether mines that were "laid by an army" are then told to be found."""
    at = pieces.index(planted)
    if planted.value not in {"planted", "made"} or at < count.last:
        return False
    for piece in pieces[at + 1 :]:
        if piece.letter in "V;":
            return piece.value == "found"
        if piece.letter in "nX":
            return False
    return False


def _is_told_of_after(hurt: Piece, count: Count, pieces: Sequence[Piece]) -> bool:
    """Return whether a blast or its victims only lead up to a count that was found."""
    if hurt.value != "casualty" or pieces.index(hurt) >= count.first:
        return False
    after = next((piece for piece in pieces[count.last :] if piece.letter in "VX"), None)
    return after is not None and after.letter == "V"


def _is_only_checked(count: Count, pieces: Sequence[Piece]) -> bool:
    """Return whether the nearest verb of land is "inspected", and no "cleared" stands with it."""
    near = [
        (count.first - at if at < count.at else at - count.last, piece)
        for at, piece in enumerate(pieces)
        if piece.letter == "V" and piece.value != "found"
    ]
    if not near:
        return False
    verb = min(near, key=lambda pair: pair[0])[1]
    return verb.value == "checked" and not any(
        other.value == "cleared" and abs(other.start - verb.end) < len(" and then ")
        for _, other in near
    )


def _is_operator(count: Count, pieces: Sequence[Piece], alike: Sequence[Count]) -> bool:
    """Return whether the count is one agency's part: it alone is named, or each has its number."""
    at = [index for index, piece in enumerate(pieces) if piece.letter == "Z"]
    if not at:
        return False
    total = next((one for one in alike if sum_marks(one, alike)), None)
    if total is None and len(alike) == len(at) + 1 and _announces(alike, pieces):
        total = alike[0]  # it stands before its parts
    if count is total:
        return False
    alike = [one for one in alike if one is not total]
    each = len(alike) >= len(at) > 1
    if any(pieces[index].value == "main" for index in at):
        return each
    between = pieces[at[0] : at[-1]]
    return each or not any(piece.letter in ",A" for piece in between)


def _announces(alike: Sequence[Count], pieces: Sequence[Piece]) -> bool:
    """Return whether the first of like counts is a total, by what stands behind it."""
    return any(piece.letter in "=:(;" for piece in pieces[alike[0].last : alike[1].first])


def _is_land_use(count: Count, pieces: Sequence[Piece]) -> bool:
    for piece in pieces[count.last : count.last + _NEAR_PART]:
        if piece.letter in "nV;":
            break
        if piece.letter == "K":
            return True
    return False


def _is_called_part(count: Count, pieces: Sequence[Piece], alike: Sequence[Count]) -> bool:
    """Return whether "of which" or "including" stands between the total and this count."""
    before = [other for other in alike if other.at < count.at]
    if not before:
        return False
    return any(piece.letter == "=" for piece in pieces[before[0].last : count.first])
