"""Cells that name places: how one is taken apart, and what its entries say together."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from clearatlas.errors import AmbiguousPlace
from clearatlas.observations import Locus, Placing
from clearatlas.places.words import PlaceWords
from clearatlas.spelling import tidy

__all__ = ["Located", "Part", "combine", "split"]

_ALWAYS_PARTS = re.compile(r"[|;\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_COMMA = re.compile("[,،、，]")


class Part(NamedTuple):
    """One entry of a list: as ``written``, its ``names`` ("A/B" has two), and a kind to expect."""

    written: str
    names: tuple[str, ...]
    hint: str | None = None


class Located(NamedTuple):
    """What one printed name turned out to be; ``code`` is empty where it is no district."""

    written: str
    locus: Locus
    code: str = ""


def split(text: str, words: PlaceWords, knows: Callable[[str], bool]) -> tuple[Part, ...]:
    """Return the entries of a cell or printed list; ``knows`` tells what is a name.

    A bar, a semicolon and a new line always part. A comma, a slash and "and" part only what is no
    name as a whole and holds a known name.
    """
    whole = tidy(text)
    if knows(whole):
        return (Part(whole, (whole,)),)
    pieces = filter(None, map(tidy, _ALWAYS_PARTS.split(text)))
    return tuple(part for piece in pieces for part in _listed(piece, words, knows))


def combine(located: Sequence[Located]) -> Placing:
    """Return what the entries of one cell say together.

    A region beside districts makes the whole a region, "other districts" beside them a total: the
    value covers more than the districts named, so none of them may be shown with it.

    Raises
    ------
    AmbiguousPlace
        Where the word "total" stands among names: it cannot be told which of them it counts.
    """
    written = tuple(dict.fromkeys(entry.written for entry in located))
    codes = tuple(dict.fromkeys(entry.code for entry in located if entry.code))
    loci = {entry.locus for entry in located}
    if loci == {Locus.DISTRICT}:
        return Placing(Locus.DISTRICT if len(codes) == 1 else Locus.GROUP, codes, written)
    if len(loci) == 1:
        return Placing(loci.pop(), (), written)
    if Locus.TOTAL in loci:
        raise AmbiguousPlace("; ".join(written), written)
    return Placing(Locus.TOTAL if Locus.RESIDUAL in loci else Locus.REGION, (), written)


def _listed(piece: str, words: PlaceWords, knows: Callable[[str], bool]) -> list[Part]:
    if knows(piece):
        return [Part(piece, (piece,))]
    inner = piece[1:-1] if piece[0] + piece[-1] == "()" else piece
    entries = (
        entry.strip()
        for chunk in _COMMA.split(inner)
        for entry in ([chunk] if knows(chunk) else words.joints.split(chunk))
    )
    parts = [Part(entry, _alternatives(entry, knows)) for entry in entries if entry]
    if not any(knows(name) for part in parts for name in part.names):
        return [Part(piece, (piece,))]
    return _hinted(parts, words)


def _alternatives(entry: str, knows: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the spellings of an entry like "Jabrayil/Dschäbrayil"."""
    if knows(entry) or "/" not in entry:
        return (entry,)
    return tuple(filter(None, (name.strip() for name in entry.split("/"))))


def _hinted(parts: list[Part], words: PlaceWords) -> list[Part]:
    """Let "districts" after (or before) a list count for every name without a word of its own."""
    bare = [words.bare(part.names[0]) for part in parts]
    hints: dict[int, str] = {}
    for leading, order in ((False, range(len(parts) - 1, -1, -1)), (True, range(len(parts)))):
        carried = None
        for index in order:
            found = bare[index]
            if found is not None:
                carried = found.kind if found.several and found.leading is leading else None
            elif carried is not None:
                hints.setdefault(index, carried)
    return [part._replace(hint=hints.get(index)) for index, part in enumerate(parts)]
