"""The gazetteer: a spelling or a code becomes a place, or an error that names the nearest ones.

A name is never guessed: it resolves only where, after :func:`~clearatlas.spelling.fold`, it is a
known spelling of exactly one place. A kind word ("city", "rayonu", "город") decides between two
places of one name, and so does a code in the same row.

A gazetteer's own code, written exactly (``lankaran``), is that place. Written as a name
("Lankaran") it may fit two.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from clearatlas.errors import AmbiguousPlace, DataError, UnknownPlace
from clearatlas.observations import Locus, Placing
from clearatlas.packaged import geodata
from clearatlas.placewords import Part, PlaceWords
from clearatlas.spelling import is_cyrillic, key, keys, tidy

__all__ = ["CODE_SYSTEMS", "Gazetteer", "Place"]

#: The foreign code systems, most trusted first.
CODE_SYSTEMS: Final = ("ocha_pcode", "ne_adm1_code", "iso_3166_2", "hasc")

_NEAR: Final = 0.65
_NEAREST: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One district, city or region, or one unit of another country's boundary file.

    Attributes
    ----------
    code
        The key everywhere: in columns, files and pages.
    kind
        ``district``, ``city`` or ``region``. A region has no polygon.
    names
        Names by language (``en``, ``az``, ``ru``); a foreign unit's names stand under ``""``.
    iso_3166_2, ocha_pcode
        Its code in ISO 3166-2 and in OCHA's COD-AB (level 1); None where none is known.
    hasc, ne_adm1_code
        Its codes in HASC and Natural Earth; several where those files hold it as several units.
    valid_from, valid_to
        First and last day it existed as such; None is open.
    note
        What a reader should know.
    """

    code: str
    kind: str
    names: Mapping[str, str]
    iso_3166_2: str | None = None
    ocha_pcode: str | None = None
    hasc: tuple[str, ...] = ()
    ne_adm1_code: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""

    def name(self, lang: str = "en") -> str:
        """Return the name in a language, else the first name there is, else the code."""
        return self.names.get(lang) or next(iter(self.names.values()), self.code)

    def codes_in(self, system: str) -> tuple[str, ...]:
        """Return its codes in one of :data:`CODE_SYSTEMS`.

        Raises
        ------
        ValueError
            Where the system is none of them.
        """
        if system not in CODE_SYSTEMS:
            message = f"“{system}” is no code system; use one of {', '.join(CODE_SYSTEMS)}"
            raise ValueError(message)
        held: str | tuple[str, ...] | None = getattr(self, system)
        return (held,) if isinstance(held, str) else held or ()


class _Row:
    """The codes that stand in one row: which are known, and which places each may mean."""

    def __init__(self, values: Iterable[str], filed: Mapping[str, tuple[str, ...]]) -> None:
        texts = [tidy(text) for value in values for text in value.replace(";", "|").split("|")]
        self.known = tuple(text for text in texts if text.upper() in filed)
        self.means = tuple(frozenset(filed[text.upper()]) for text in self.known)

    def beside(self, name: str) -> str:
        """Return the name with the codes, for a message about both."""
        return f"{name} [{', '.join(self.known)}]" if self.known else name


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Gazetteer:
    """All known places, their spellings and codes; iterating yields places by code.

    Make one with :meth:`load` or :meth:`from_units`.

    >>> gazetteer = Gazetteer.load()
    >>> gazetteer.resolve("AĞDAM rayonu").code
    'aghdam'
    >>> gazetteer.resolve_cell("Tartar, Aghdam and the city of Shusha").codes
    ('tartar', 'aghdam', 'shusha')
    """

    _places: Mapping[str, Place]
    _names: Mapping[str, tuple[str, ...]]
    _codes: Mapping[str, tuple[str, ...]]
    _kinds: Mapping[str, str]
    _words: PlaceWords

    @classmethod
    def load(cls) -> Gazetteer:
        """Return the shipped gazetteer of Azerbaijan; the same object every time."""
        return _shipped()

    @classmethod
    def from_units(cls, units: Iterable[tuple[str, Sequence[str], Sequence[str]]]) -> Gazetteer:
        """Return a gazetteer of a boundary file's own units.

        Parameters
        ----------
        units
            For each unit its code, its names (the one to show first), and its other codes. A name
            or another code may stand on several units: then it is ambiguous.

        Raises
        ------
        DataError
            Where one code stands on several units.

        Examples
        --------
        >>> gazetteer = Gazetteer.from_units([("LK-41", ["Jaffna", "Yāpanaya"], ["LKA-2459"])])
        >>> gazetteer.resolve("yapanaya").code
        'LK-41'
        """
        listed = [(code, tuple(filter(None, names)), tuple(other)) for code, names, other in units]
        places = tuple(
            Place(code=code, kind="district", names={"": names[0]} if names else {})
            for code, names, _ in listed
        )
        spellings = [(code, name, "name") for code, names, _ in listed for name in names]
        codes = [(code, other) for code, _, others in listed for other in others if other]
        return _gazetteer(places, spellings, codes, _shipped_words())

    def __getitem__(self, code: str) -> Place:
        """Return the place of a code of this gazetteer; UnknownPlace where there is none."""
        if code not in self._places:
            raise UnknownPlace(code, self.nearest(code))
        return self._places[code]

    def __contains__(self, code: object) -> bool:
        """Return whether this gazetteer has a place of that code."""
        return code in self._places

    def __iter__(self) -> Iterator[Place]:
        """Yield every place, by code."""
        return iter(self._places.values())

    def __len__(self) -> int:
        """Return the number of places."""
        return len(self._places)

    def name(self, code: str, lang: str = "en") -> str:
        """Return the name of a place in a language."""
        return self[code].name(lang)

    def by_code(self, system: str, value: str) -> Place | None:
        """Return the place that carries a code of one of :data:`CODE_SYSTEMS`, or None.

        >>> Gazetteer.load().by_code("iso_3166_2", "AZ-LAC").name("az")
        'Laçın'
        """
        wanted = tidy(value).upper()
        found = [place for place in self if wanted in place.codes_in(system)]
        return found[0] if len(found) == 1 else None

    def find(self, name: str, kind_hint: str | None = None) -> tuple[Place, ...]:
        """Return every place that a spelling or code fits; none where it is unknown.

        Parameters
        ----------
        name
            One name or code. A kind word in it decides where several places fit.
        kind_hint
            ``district`` or ``city``, to decide where the name has no such word.
        """
        text = tidy(name)
        if text in self._places:
            return (self._places[text],)
        filed = self._codes.get(text.upper()) or self._names.get(key(text))
        if filed:
            return _of_kind([self._places[code] for code in filed], kind_hint)
        bare = self._words.bare(text)
        if bare is None or (bare.kind == "village" and self._kinds.get(bare.key) != "village"):
            return ()
        found = [self._places[code] for code in self._names.get(bare.key, ())]
        if bare.kind == "region":  # an economic region is never the district of that name
            return tuple(place for place in found if place.kind == "region")
        return _of_kind(found, bare.kind)

    def spelling_kind(self, name: str) -> str:
        """Return what sort of spelling a name is: name, village, historic or typo; "" if unknown.

        A village's figure belongs to its district, but covers a part of it only.
        """
        bare = self._words.bare(name)
        filed = [key(name), *([bare.key] if bare else [])]
        return next((self._kinds[form] for form in filed if form in self._kinds), "")

    def resolve(self, name: str, codes: Sequence[str] = ()) -> Place:
        """Return the one place that a name, with the codes in its row, means.

        Parameters
        ----------
        name
            One name or code; may be empty where codes are given.
        codes
            Codes of any system. Known ones decide and must agree with the name and each other;
            a code this gazetteer does not hold decides nothing.

        Raises
        ------
        UnknownPlace, AmbiguousPlace
            With the nearest names, or with all places that fit.
        """
        return self._settle(name, None, _Row(codes, self._codes))

    def resolve_cell(self, text: str, codes: Sequence[str] = ()) -> Placing:
        """Return what a table cell or printed list names: one place, several, or none.

        Parameters
        ----------
        text
            See :meth:`PlaceWords.split <clearatlas.placewords.PlaceWords.split>` for lists.
        codes
            As for :meth:`resolve`.

        Returns
        -------
        Placing
            With codes for a district or a group. A region, and a list with a region in it, has
            none: the value covers more than the places named. So does a list with "other
            districts" in it: a total whose places are stated in part only.

        Raises
        ------
        UnknownPlace, AmbiguousPlace
            With every unknown name of the cell. A name is never guessed.
        """
        row = _Row(codes, self._codes)
        parts = self._words.split(text, self._knows)
        if len(parts) <= 1 and not any("/" in part.written for part in parts):
            name = parts[0].written if parts else ""
            return self._cell([(name, self._one(name, None, row))], row)
        unknown = [name for part in parts for name in part.names if not self._knows(name)]
        if unknown:
            near = dict.fromkeys(place for name in unknown for place in self.nearest(name))
            raise UnknownPlace("; ".join(unknown), tuple(near))
        return self._cell([pair for part in parts for pair in self._located(part, row)], row)
