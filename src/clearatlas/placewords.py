"""The words around place names: kinds, residuals, totals, and what parts a list.

They are data: the rows of ``geodata/aliases.csv`` whose code starts with an asterisk.

=====================  ===========================================================
``*residual``          "other districts": what is left of a total
``*total``             "total", "national": a total without stated places
``*subtotal``          the same, whatever else the text says: "subtotal: Northern"
``*regional``          larger than districts, and no place of the gazetteer
``*and``               what joins the last two names of a list
``*kind-district`` …   "district", "city", "region", "village" before or after a
                       name; ``*kind-districts`` … for several names
=====================  ===========================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from clearatlas.observations import Locus
from clearatlas.spelling import fold, key, tidy

__all__ = ["Bare", "Part", "PlaceWords"]

_LOCI = {"*residual": Locus.RESIDUAL, "*total": Locus.TOTAL, "*regional": Locus.REGION}

_KINDS = {
    "*kind-district": ("district", False),
    "*kind-districts": ("district", True),
    "*kind-city": ("city", False),
    "*kind-cities": ("city", True),
    "*kind-region": ("region", False),
    "*kind-regions": ("region", True),
    "*kind-village": ("village", False),
    "*kind-villages": ("village", True),
}

_ALWAYS_PARTS = re.compile(r"[|;\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_COMMA = re.compile("[,،、，]")  # noqa: RUF100, RUF001 - commas of other scripts occur


class Bare(NamedTuple):
    """A name without its kind word: the name's ``key``, and the ``kind`` the word says.

    ``several`` where the word stands for more than one name, ``leading`` where it stands before.
    """

    key: str
    kind: str
    several: bool
    leading: bool


class Part(NamedTuple):
    """One entry of a list: as ``written``, its ``names`` ("A/B" has two), and a kind to expect."""

    written: str
    names: tuple[str, ...]
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words around place names, of all languages together.

    Attributes
    ----------
    loci
        Folded words that say where a value belongs without naming a place.
    subtotals
        Words, as tuples, with which a subtotal's text begins or ends.
    kinds
        Words, as tuples, for a kind of place; with the kind and whether they mean several.
    joints
        A pattern for "and", "&" and their like.
    """

    loci: Mapping[str, Locus]
    subtotals: frozenset[tuple[str, ...]]
    kinds: Mapping[tuple[str, ...], tuple[str, bool]]
    joints: re.Pattern[str]

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[str, str]]) -> PlaceWords:
        """Return the words of rows of (code, spelling); rows of places are passed over."""
        listed = [(code, spelling) for code, spelling in rows if code.startswith("*")]
        joints = sorted(re.escape(spelling) for code, spelling in listed if code == "*and")
        return cls(
            loci={key(text): _LOCI[code] for code, text in listed if code in _LOCI},
            subtotals=frozenset(_words(text) for code, text in listed if code == "*subtotal"),
            kinds={_words(text): _KINDS[code] for code, text in listed if code in _KINDS},
            joints=re.compile(rf"&|(?<!\w)(?:{'|'.join(joints)})(?!\w)", re.IGNORECASE),
        )

    def locus(self, text: str) -> Locus | None:
        """Return where a text that names no place says a value belongs, or None."""
        words = _words(text)
        for size in range(1, len(words) + 1):
            if words[:size] in self.subtotals or words[-size:] in self.subtotals:
                return Locus.TOTAL
        return self.loci.get("".join(words))

    def bare(self, text: str) -> Bare | None:
        """Return the name without the kind word before or after it, or None without one."""
        words = _words(text)
        for size in range(len(words) - 1, 0, -1):
            for word, rest, leading in (
                (words[-size:], words[:-size], False),
                (words[:size], words[size:], True),
            ):
                if word in self.kinds:
                    return Bare("".join(rest), *self.kinds[word], leading)
        return None

    def split(self, text: str, knows: Callable[[str], bool]) -> tuple[Part, ...]:
        """Return the entries of a cell or printed list; ``knows`` tells what is a name.

        A bar, a semicolon and a new line always part. A comma, a slash and "and" part only what
        is no name as a whole and holds a known name.
        """
        whole = tidy(text)
        if knows(whole):
            return (Part(whole, (whole,)),)
        pieces = filter(None, map(tidy, _ALWAYS_PARTS.split(text)))
        return tuple(part for piece in pieces for part in self._list(piece, knows))

    def _list(self, piece: str, knows: Callable[[str], bool]) -> list[Part]:
        if knows(piece):
            return [Part(piece, (piece,))]
        inner = piece[1:-1] if piece[0] + piece[-1] == "()" else piece
        entries = (
            entry.strip()
            for chunk in _COMMA.split(inner)
            for entry in ([chunk] if knows(chunk) else self.joints.split(chunk))
        )
        parts = [Part(entry, _alternatives(entry, knows)) for entry in entries if entry]
        if not any(knows(name) for part in parts for name in part.names):
            return [Part(piece, (piece,))]
        return self._with_hints(parts)

    def _with_hints(self, parts: list[Part]) -> list[Part]:
        """Let "districts" after (or before) a list count for every name without a kind word."""
        bare = [self.bare(part.names[0]) for part in parts]
        hints: dict[int, str] = {}
        for leading, order in ((False, range(len(parts) - 1, -1, -1)), (True, range(len(parts)))):
            carried = None
            for index in order:
                found = bare[index]
                if found is not None:
                    counts = found.several and found.leading is leading
                    carried = found.kind if counts else None
                elif carried is not None:
                    hints.setdefault(index, carried)
        return [part._replace(hint=hints.get(index)) for index, part in enumerate(parts)]


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split())


def _alternatives(entry: str, knows: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the spellings of an entry like "Jabrayil/Dschäbrayil"."""
    if knows(entry) or "/" not in entry:
        return (entry,)
    return tuple(filter(None, (name.strip() for name in entry.split("/"))))
