"""The gazetteer: a spelling or a code becomes a place, or an error that names the nearest ones.

A name is never guessed: it resolves only where, after :func:`~clearatlas.spelling.fold`, it is a
known spelling of exactly one place. Between two places of one name a kind word decides ("city",
"rayonu", "город"), or a code in the same row.

A gazetteer's own code, written exactly (``lankaran``), is that place. Written as a name
("Lankaran") it may fit two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from clearatlas.errors import AmbiguousPlace, UnknownPlace
from clearatlas.observations import Locus, Placing
from clearatlas.packaged import geodata
from clearatlas.places.cells import Located, Part, combine, split
from clearatlas.places.files import CODE_SYSTEMS, Alias, Place, read_aliases, read_places
from clearatlas.places.index import PlaceIndex
from clearatlas.places.words import PlaceWords
from clearatlas.spelling import tidy

__all__ = ["CODE_SYSTEMS", "Gazetteer", "Place"]

#: The known codes of one row, each with the places it stands on.
_Row = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Gazetteer:
    """All known places with their spellings and codes; iterating yields the places.

    Make one with :meth:`load` or :meth:`from_units`.

    >>> gazetteer = Gazetteer.load()
    >>> gazetteer.resolve("AĞDAM rayonu").code
    'aghdam'
    >>> gazetteer.resolve_cell("Tartar, Aghdam and the city of Shusha").codes
    ('tartar', 'aghdam', 'shusha')
    """

    index: PlaceIndex

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
            For each unit its code, its names (the one to show first; several in one text are
            parted by a bar), and its other codes. A name or another code may stand on several
            units: then it is ambiguous.

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
        listed = [
            (code, [name.strip() for text in names for name in text.split("|") if name], other)
            for code, names, other in units
        ]
        places = [
            Place(code=code, kind="district", names={"": names[0]} if names else {})
            for code, names, _ in listed
        ]
        aliases = [Alias(code, "", name, "name") for code, names, _ in listed for name in names]
        codes = [(code, foreign) for code, _, other in listed for foreign in other]
        return cls(PlaceIndex.of(places, aliases, codes, _words()))

    def __getitem__(self, code: str) -> Place:
        """Return the place of a code of this gazetteer; UnknownPlace where there is none."""
        if code not in self.index.places:
            raise UnknownPlace(code, self.index.nearest(code))
        return self.index.places[code]

    def __contains__(self, code: object) -> bool:
        """Return whether this gazetteer has a place of that code."""
        return code in self.index.places

    def __iter__(self) -> Iterator[Place]:
        """Yield every place, in the order of the file."""
        return iter(self.index.places.values())

    def __len__(self) -> int:
        """Return the number of places."""
        return len(self.index.places)

    def name(self, code: str, lang: str = "en") -> str:
        """Return the name of a place in a language."""
        return self[code].name(lang)

    def spellings(self, codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the folded spellings of places beside their code and names; villages left out.

        >>> "mirbashir" in Gazetteer.load().spellings(["tartar"])["tartar"]
        True
        """
        wanted = {code: self.index.shown_forms(code) for code in codes if code in self}
        found: dict[str, list[str]] = {code: [] for code in wanted}
        for form, owners in self.index.names.items():
            if self.index.kinds.get(form) != "village":
                for code in owners:
                    if code in wanted and form not in wanted[code]:
                        found[code].append(form)
        return {code: tuple(forms) for code, forms in found.items() if forms}

    @property
    def usual_extent(self) -> frozenset[str]:
        """Codes of the places that reports are usually about; none for another country.

        >>> len(Gazetteer.load().usual_extent)
        13
        """
        return frozenset(place.code for place in self if place.usual)

    def may_lie_in_a_region(self, codes: Iterable[str]) -> frozenset[str]:
        """Return those of some places whose figures a region's total may hold.

        Where no region's places are known (another country), it may hold any.

        >>> sorted(Gazetteer.load().may_lie_in_a_region(["lachin", "gazakh"]))
        ['lachin']
        """
        lying = frozenset(place.code for place in self if place.region)
        return lying.intersection(codes) if lying else frozenset(codes)

    def by_code(self, system: str, value: str) -> Place | None:
        """Return the place that carries a code of one of :data:`CODE_SYSTEMS`, or None.

        >>> Gazetteer.load().by_code("iso_3166_2", "AZ-LAC").name("az")
        'Laçın'
        """
        found = self.index.carrying(system, value)
        return found[0] if len(found) == 1 else None

    def find(self, name: str, kind_hint: str | None = None) -> tuple[Place, ...]:
        """Return every place that a spelling or code fits; none where it is unknown.

        Parameters
        ----------
        name
            One name or code. A kind word in it decides where several places fit.
        kind_hint
            ``district`` or ``city``, to decide where the name has no such word.

        Examples
        --------
        >>> [place.code for place in Gazetteer.load().find("Yevlax")]
        ['yevlakh', 'yevlakh-city']
        """
        return self.index.find(name, kind_hint)

    def spelling_kind(self, name: str) -> str:
        """Return what sort of spelling a name is: name, village, historic or typo; "" if unknown.

        A village's figure belongs to its district, but covers a part of it only.

        >>> Gazetteer.load().spelling_kind("Baganis Ayrim village")
        'village'
        """
        return self.index.spelling_kind(name)

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
        return self._settle(name, [self.find(name)], self.index.meanings(codes))

    def resolve_cell(self, text: str, codes: Sequence[str] = ()) -> Placing:
        """Return what a table cell or printed list names: one place, several, or none.

        Parameters
        ----------
        text
            One name or a list, taken apart as :func:`clearatlas.places.cells.split` says; a
            residual, a region or the word "total".
        codes
            As for :meth:`resolve`. Beside a list, each must stand on one of its places.

        Raises
        ------
        UnknownPlace, AmbiguousPlace
            With every unknown name of the cell. A name is never guessed.
        """
        row = self.index.meanings(codes)
        parts = split(text, self.index.words, self.index.knows)
        names = [name for part in parts for name in part.names]
        unknown = [name for name in names if not self.index.knows(name)]
        whole = tidy(text) or ", ".join(row)
        if len(names) <= 1:
            only = names[0] if names else whole
            return combine([self._locate(only, self.find(only) if names else (), row)])
        if unknown and row:  # "Bogotá, D.C." beside its code: known words must agree with it
            place = self._settle(whole, [self.find(name) for name in names], row)
            return combine([_placed(whole, place)])
        if unknown:
            near = [place for name in unknown for place in self.index.nearest(name)]
            raise UnknownPlace("; ".join(unknown), tuple(dict.fromkeys(near)))
        located = [entry for part in parts for entry in self._listed(part, row)]
        listed = frozenset(entry.code for entry in located)
        if any(not places & listed for places in row.values()):
            raise self._ambiguous(whole, row, listed.union(*row.values()))
        return combine(located)

    def _listed(self, part: Part, row: _Row) -> list[Located]:
        """Return what the names of one entry mean; one where they are spellings of one place."""
        beside = frozenset[str]().union(*row.values())
        located = []
        for name in part.names:
            found = self.find(name, part.hint)
            if len(found) > 1:
                found = tuple(place for place in found if place.code in beside) or found
            located.append(self._locate(name, found, {}))
        if len({(entry.locus, entry.code) for entry in located}) == 1:
            return [located[0]._replace(written=part.written)]
        return located

    def _locate(self, name: str, found: Sequence[Place], row: _Row) -> Located:
        """Return what a name means that fits ``found``, or stands for no place at all."""
        locus = None if found else self.index.words.locus(name)
        if locus is None:
            return _placed(name, self._settle(name, [found], row))
        if row:
            places = frozenset[str]().union(*row.values())
            raise AmbiguousPlace(f"{name} [{', '.join(row)}]", [name, *sorted(places)])
        return Located(name, locus)

    def _settle(self, name: str, found: Iterable[Sequence[Place]], row: _Row) -> Place:
        """Return the one place that all of the names and codes can mean."""
        named = [frozenset(place.code for place in places) for places in found if places]
        meanings = [*named, *row.values()]
        if not meanings:
            raise UnknownPlace(name, self.index.nearest(name))
        fitting = frozenset.intersection(*meanings)
        if len(fitting) != 1:
            raise self._ambiguous(name, row, fitting or frozenset.union(*meanings))
        return self[next(iter(fitting))]

    def _ambiguous(self, name: str, row: _Row, codes: frozenset[str]) -> AmbiguousPlace:
        label = f"{name} [{', '.join(row)}]" if row else name
        return AmbiguousPlace(label, [place.code for place in self if place.code in codes])


def _placed(name: str, place: Place) -> Located:
    if place.kind == "region":
        return Located(name, Locus.REGION)
    return Located(name, Locus.DISTRICT, place.code)


@cache
def _aliases() -> tuple[Alias, ...]:
    return read_aliases(geodata() / "aliases.csv")


@cache
def _words() -> PlaceWords:
    return PlaceWords.from_rows((row.code, row.spelling) for row in _aliases())


@cache
def _shipped() -> Gazetteer:
    places = read_places(geodata() / "places.csv")
    aliases = [row for row in _aliases() if not row.code.startswith("*")]
    codes = [
        (place.code, foreign)
        for place in places
        for system in CODE_SYSTEMS
        for foreign in place.codes_in(system)
    ]
    return Gazetteer(PlaceIndex.of(places, aliases, codes, _words()))
