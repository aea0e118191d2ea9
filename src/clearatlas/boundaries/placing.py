"""Which place of the gazetteer each unit of a file is: decided by code, then by name, or not.

The first system that knows the unit decides: OCHA P-code, Natural Earth's adm1_code, ISO 3166-2,
HASC, name. What contradicts the decision is told; what published files are known to have wrong is
set aside first, and told too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from clearatlas.boundaries.attributes import Attributes, Unit
from clearatlas.boundaries.conventions import conventions, known_wrong
from clearatlas.boundaries.model import PlaceLike, Places
from clearatlas.notes import Note

__all__ = ["Placed", "is_of_gazetteer", "place_units"]

_SYSTEMS = ("ocha_pcode", "ne_adm1_code", "iso_3166_2", "hasc")
_OWN = "code"


@dataclass(frozen=True)
class Placed:
    """A unit and what it is.

    Attributes
    ----------
    unit
        The unit.
    places
        Codes of the places it can be: one is decided, none is unknown, several are not told apart.
    by
        The code system that decided, or ``name``.
    remarks
        What of the unit's codes and names says otherwise.
    contradicted
        Whether codes or names that are not known to be wrong contradict each other.
    """

    unit: Unit
    places: tuple[str, ...]
    by: str
    remarks: tuple[Note, ...] = ()
    contradicted: bool = False


def place_units(units: Sequence[Unit], gazetteer: Places) -> tuple[Placed, ...]:
    """Return each unit with the places it can be, told apart as far as the file allows."""
    return _told_apart([_place(unit, gazetteer) for unit in units], gazetteer)


def is_of_gazetteer(placed: Sequence[Placed], attributes: Attributes) -> bool:
    """Return whether the file is of the gazetteer's country, Azerbaijan.

    It is where at least half of its units are known by code or name, and no country column says
    that most of them lie elsewhere.
    """
    known = conventions().azerbaijan
    elsewhere = [
        country
        for country in attributes.countries.elements()
        if country.casefold().partition("-")[0] not in known
    ]
    found = sum(bool(unit.places) for unit in placed)
    return 2 * found >= len(placed) and 2 * len(elsewhere) <= attributes.countries.total()


def _place(unit: Unit, gazetteer: Places) -> Placed:
    wrong = _known_wrong(unit)
    means = [
        (system, text, _by_code(gazetteer, system, text))
        for system, text in unit.codes.items()
        if (system, text) not in wrong
    ]
    hits = [(system, text, place) for system, text, place in means if place is not None]
    named = [
        (name, _polygons(gazetteer.find(name.text)))
        for name in unit.names
        if ("name", name.text) not in wrong
    ]
    set_aside = tuple(
        Note("wrong_name", column=_column(unit, column, text), text=text, why=why)
        for (column, text), why in wrong.items()
        if column == "name" or unit.codes.get(column) == text
    )
    if not hits:
        places, contradicted = _by_names([(name.decides, found) for name, found in named])
        return Placed(unit, places, "name", set_aside, contradicted)
    by, _, chosen = hits[0]
    against = [f"{system} {text} is {place}" for system, text, place in hits if place != chosen]
    against += [
        f"{name.column} “{name.text}” is {' or '.join(found)}"
        for name, found in named
        if found and chosen not in found
    ]
    if against:
        set_aside += (Note("taken_as", code=chosen, by=by, against=", ".join(against)),)
    return Placed(unit, (chosen,), by, set_aside, bool(against))


def _known_wrong(unit: Unit) -> Mapping[tuple[str, str], str]:
    """Return the unit's statements that are known to be wrong: column and text -> why."""
    listed: dict[tuple[str, str], str] = {}
    for identifier, text in (*unit.codes.items(), *unit.identifiers.items()):
        listed.update(known_wrong().get((identifier.replace(":", "_"), text), {}))
    said = {*unit.codes.items(), *(("name", name.text) for name in unit.names)}
    return {statement: why for statement, why in listed.items() if statement in said}


def _column(unit: Unit, column: str, text: str) -> str:
    """Return the column of the file in which a statement stands."""
    return next((name.column for name in unit.names if name.text == text), column)


def _by_code(gazetteer: Places, system: str, text: str) -> str | None:
    """Return the place a code means; a file's own code may be the key or of any system."""
    if system != _OWN:
        found = gazetteer.by_code(system, text)
        return next(iter(_polygons([found] if found else [])), None)
    if text in gazetteer:
        return next(iter(_polygons([gazetteer[text]])), None)
    means = {_by_code(gazetteer, other, text) for other in _SYSTEMS} - {None}
    return means.pop() if len(means) == 1 else None


def _polygons(places: Iterable[PlaceLike]) -> tuple[str, ...]:
    """Return the codes of the places that can have a polygon."""
    return tuple(place.code for place in places if place.kind != "region")


def _by_names(named: Sequence[tuple[bool, tuple[str, ...]]]) -> tuple[tuple[str, ...], bool]:
    """Return the places that all known names of a unit allow; those that decide come first.

    Names that contradict each other leave every place they mean, so nothing is decided: True.
    """
    for decides in (True, False):
        known = [found for main, found in named if found and main is decides]
        if known:
            shared = set(known[0]).intersection(*known[1:])
            every = {code for found in known for code in found}
            return tuple(sorted(shared or every)), not shared
    return (), False


def _told_apart(placed: Sequence[Placed], gazetteer: Places) -> tuple[Placed, ...]:
    """Tell a district from the city of its name, where codes and names leave both."""
    taken = {unit.places[0] for unit in placed if len(unit.places) == 1}
    sharing = Counter(unit.places for unit in placed)
    return tuple(
        replace(unit, places=_narrowed(unit, taken, sharing[unit.places], gazetteer))
        if len(unit.places) > 1 and not unit.contradicted
        else unit
        for unit in placed
    )


def _narrowed(placed: Placed, taken: set[str], sharing: int, gazetteer: Places) -> tuple[str, ...]:
    """Return the one place a unit is, where that can be told, else all it can be.

    A place that another unit is already is taken. A single unit left for both is the district:
    such files do not tell the city from it. Of several, each is what its type column says.
    """
    free = tuple(code for code in placed.places if code not in taken)
    wanted = "district" if sharing == 1 and free == placed.places else _kind(placed.unit)
    fitting = tuple(code for code in free if gazetteer[code].kind == wanted)
    return next((one for one in (free, fitting) if len(one) == 1), placed.places)


def _kind(unit: Unit) -> str:
    """Return ``district`` or ``city`` where the file's word for the unit says so."""
    words = conventions().kind_words
    return next((kind for kind, known in words.items() if unit.kind.casefold() in known), "")
