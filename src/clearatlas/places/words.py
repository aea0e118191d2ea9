"""The words around place names: kinds, residuals, totals, and what joins a list.

They are data: the rows of ``geodata/aliases.csv`` whose code starts with an asterisk.

=====================  ===========================================================
``*residual``          "other districts": what is left of a total
``*total``             "total", "national": a total without stated places
``*subtotal``          the same, whatever else the text says: "subtotal: Northern"
``*regional``          larger than districts, and no place of the gazetteer
``*and``               what joins the last two names of a list
``*kind-district`` …   "district", "city", "economic region", "village" before or
                       after a name; ``*kind-districts`` … for several names
=====================  ===========================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from clearatlas.observations import Locus
from clearatlas.spelling import fold, key

__all__ = ["Bare", "PlaceWords"]

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


class Bare(NamedTuple):
    """A name without its kind word: the name's ``key``, and the ``kind`` the word says.

    ``several`` where the word stands for more than one name, ``leading`` where it stands before.
    """

    key: str
    kind: str
    several: bool
    leading: bool


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words around place names, of all languages together.

    Attributes
    ----------
    loci
        Folded words that say where a value belongs without naming a place.
    subtotals
        Words with which the text of a subtotal begins or ends.
    kinds
        Words for a kind of place; with the kind and whether they mean several.
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


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split())
