"""Places of a sentence: names in any case, and the lists they form.

A name counts only where it is, with its ending taken off, exactly a known spelling. Names next to
each other ("Tartar, Aghdam and the city of Khankendi") are one list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from clearatlas.observations import Locus
from clearatlas.sources.names import Names
from clearatlas.sources.reports.lexicon import Lexicon
from clearatlas.sources.reports.pieces import Piece, PlaceList, Sentence
from clearatlas.spelling import fold

__all__ = ["with_places"]

_LONGEST_NAME: Final = 4
_SHORTEST_NAME: Final = 3
_KINDS: Final = {"district": "district", "city": "city", "village": "village", "economic": "region"}

# Between two names of one list: a comma, "and", words such as "districts", "the city of".
_JOINT = re.compile(r"[aslYIoi]*k?[asl]*[,A/(;]{0,2}(?:[kIwYAi]{0,4})?[(]?")
# "... and Zangilan, including the liberated villages of Gazakh": the list goes on.
_INCLUDING = re.compile(r"[asl]*k?[asl]*[wh]?,?=[kINwYAihj]{0,9}")
_OWN_NUMBER = re.compile(r"[asl]*k?[asl]*[-:(]{0,2}[n0dyB]")
_WORDS = re.compile(r"[kasl]*w{1,4}k?")
_HAS_JOINT = re.compile(r"[,A/(k;]|^I$")


class _Name(NamedTuple):
    first: int
    last: int
    written: str
    hint: str


def with_places(sentence: Sentence, text: str, words: Lexicon, names: Names) -> Sentence:
    """Return the sentence with every list of places, and "other districts", as one piece ``g``."""
    found = list(_names(sentence, text, words, names))
    runs = [_run(sentence, group, text, names) for group in _grouped(sentence, found, names)]
    residual = [
        (at, at + 1, _residual(piece, text))
        for at, piece in enumerate(sentence.pieces)
        if piece.letter == "r" and not any(_ends_list(at, run, sentence) for run in runs)
    ]
    return sentence.with_runs(sorted(runs + residual, key=lambda run: run[0]))


def _ends_list(at: int, run: tuple[int, int, Piece], sentence: Sentence) -> bool:
    """Return whether "and other districts" is the end of a list, and no place of its own."""
    _, last, piece = run
    many = piece.places is not None and len(piece.places.codes) > 1
    return many and sentence.letters[last:at] in {"A", ",A", "AI"}


def _residual(piece: Piece, text: str) -> Piece:
    listed = PlaceList((), (text[piece.start : piece.end],), Locus.RESIDUAL)
    return Piece("g", piece.start, piece.end, places=listed)


def _names(sentence: Sentence, text: str, words: Lexicon, names: Names) -> Iterator[_Name]:
    pieces = sentence.pieces
    at = 0
    while at < len(pieces):
        found = _name_at(pieces, at, text, words, names)
        if found is not None:
            yield found
            at = found.last
        else:
            at += 1


def _name_at(
    pieces: Sequence[Piece], at: int, text: str, words: Lexicon, names: Names
) -> _Name | None:
    """Return the longest known name that begins at a piece."""
    first = pieces[at]
    if first.letter not in "wumVXKsiA" or not text[first.start].isupper():
        return None
    for size in range(_LONGEST_NAME, 0, -1):
        run = pieces[at : at + size]
        if len(run) < size or any(piece.letter not in "wumki-VXKsLA" for piece in run):
            continue
        printed = text[run[0].start : run[-1].end]
        if "\n" in printed or len(printed) < _SHORTEST_NAME:
            continue
        written = _known(printed, words, names)
        if written:
            return _Name(at, at + size, written, _hint(pieces, at, at + size))
    return None


@lru_cache(maxsize=65536)
def _known(printed: str, words: Lexicon, names: Names) -> str:
    """Return the spelling that a printed name is an ending away from, or empty."""
    if names.find(printed):
        return printed
    folded = fold(printed)
    for pair in words.place_endings:
        ending, _, instead = pair.partition(">")
        bare = printed[: -len(ending)] + instead
        if folded.endswith(fold(ending)) and len(bare) >= _SHORTEST_NAME and names.find(bare):
            return bare
    return ""


def _hint(pieces: Sequence[Piece], first: int, last: int) -> str:
    """Return the kind that the word after or before a name says."""
    after = next((p for p in pieces[last : last + 3] if p.letter not in "aslo"), None)
    if after is not None and after.letter == "k":
        return after.value
    for piece in reversed(pieces[max(0, first - 2) : first]):
        if piece.letter == "k":
            return piece.value
        if piece.letter not in "Iwi":
            break
    return ""


def _grouped(sentence: Sentence, found: Sequence[_Name], names: Names) -> Iterator[list[_Name]]:
    """Yield the names that form one list each."""
    group: list[_Name] = []
    for name in found:
        if group and not _joined(sentence, group[-1], name, names):
            yield group
            group = []
        group.append(name)
    if group:
        yield group


def _joined(sentence: Sentence, last: _Name, name: _Name, names: Names) -> bool:
    """Return whether two names next to each other are of one list."""
    letters = sentence.letters
    between = letters[last.last : name.first]
    if not between:
        return True
    if _INCLUDING.fullmatch(between):
        return _OWN_NUMBER.match(letters, name.last) is None
    if _JOINT.fullmatch(between) and _HAS_JOINT.search(between):
        return True
    if _WORDS.fullmatch(between):  # Gazakh district's liberated Kheyrimli
        return names.find(last.written) == names.find(name.written)
    return _unknown_between(sentence.pieces[last.last : name.first], between)


_STRANGER = re.compile(
    r"[asl]*k?[asl]*[,A]{1,2}(?P<name>w{1,2})(?:[asl]*k?[asl]*[,A]{1,2}[kIi]{0,3})?"
)


def _unknown_between(pieces: Sequence[Piece], between: str) -> bool:
    """Return whether one unknown name stands between two known ones, as one of their list."""
    match = _STRANGER.fullmatch(between)
    if match is None:
        return False
    return all(
        piece.value[:1].isupper() for piece in pieces[match.start("name") : match.end("name")]
    )


def _run(
    sentence: Sentence, group: Sequence[_Name], text: str, names: Names
) -> tuple[int, int, Piece]:
    pieces = sentence.pieces
    first, last = group[0].first, group[-1].last
    inner = [p for p in pieces[first:last] if p.letter == "w" and p.value[:1].isupper()]
    known = [(pieces[name.first].start, pieces[name.last - 1].end) for name in group]
    unknown = tuple(
        text[p.start : p.end]
        for p in inner
        if not any(start <= p.start < end for start, end in known)
        and not names.find(text[p.start : p.end])
    )
    while last < len(pieces) and pieces[last].letter in "kasl" and last - group[-1].last < 3:  # noqa: PLR2004
        last += 1
    run_hint = next((p.value for p in reversed(pieces[first:last]) if p.letter == "k"), "")
    if unknown and not _are_names(unknown):
        unknown = ()
    listed = _listed(group, run_hint, unknown, names)
    return first, last, Piece("g", pieces[first].start, pieces[last - 1].end, places=listed)


def _are_names(unknown: Sequence[str]) -> bool:
    return all(len(name) >= _SHORTEST_NAME for name in unknown)


def _listed(
    group: Sequence[_Name], run_hint: str, unknown: tuple[str, ...], names: Names
) -> PlaceList:
    codes: dict[str, None] = {}
    ambiguous: list[str] = []
    regions = 0
    for name in group:
        hint = _KINDS.get(name.hint or run_hint)
        places = names.find(name.written, hint if hint in {"district", "city"} else None)
        if len(places) != 1:
            ambiguous.append(name.written)
        elif places[0].kind == "region":
            regions += 1
        else:
            codes[places[0].code] = None
    written = tuple(dict.fromkeys(name.written for name in group))
    locus = Locus.DISTRICT if len(codes) == 1 else Locus.GROUP
    if regions:
        return PlaceList((), written, Locus.REGION, unknown=unknown)
    villages = all(names.spelling_kind(name.written) == "village" for name in group)
    return PlaceList(tuple(codes), written, locus, villages, unknown, tuple(ambiguous))
