"""What a header or cell names as counted, and the unit it is printed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from clearatlas.errors import UsageError
from clearatlas.observations import MEASURES, Measure, Unit
from clearatlas.sources.vocabulary import fold, vocabulary

__all__ = [
    "PRINTED_UNITS",
    "NamedMeasure",
    "PrintedUnit",
    "declared_unit",
    "default_unit",
    "find_measure",
    "find_unit",
    "units_of",
]

_LONGEST_UNIT = 3  # words: "kv. m", "sq. m", "ед. изм."


# The columns of what is written, which a measure of that name would overwrite.
_WRITTEN_COLUMNS = frozenset(
    (
        *("code", "name_en", "name_az", "name_ru", "kind", "iso_3166_2", "ocha_pcode", "edition"),
        *("approximate", "area_km2", "area_source", "period_start", "period_end", "granularity"),
        *("source_title", "source_url", "published", "other_sources", "geometry"),
    )
)
_WRITTEN_ENDINGS = ("_status", "_flags", "_bound", "_per_100km2", "_group", "_m2", "_ha")


@dataclass(frozen=True, slots=True)
class PrintedUnit:
    """A unit that figures are printed in: ``key``, and how it becomes the canonical one.

    A value in it times ten to the power of ``shift`` is in ``canonical``.
    """

    key: str
    canonical: Unit
    shift: int


#: 1 ha = 10,000 m² and 1 km² = 1,000,000 m²: powers of ten, so that no digit is ever lost.
PRINTED_UNITS = MappingProxyType(
    {
        unit.key: unit
        for unit in (
            PrintedUnit("items", Unit.ITEMS, 0),
            PrintedUnit("m2", Unit.M2, 0),
            PrintedUnit("ha", Unit.M2, 4),
            PrintedUnit("km2", Unit.M2, 6),
            PrintedUnit("percent", Unit.PERCENT, 0),
        )
    }
)


@dataclass(frozen=True, slots=True)
class NamedMeasure:
    """A measure that the user names, and the unit its figures are in where the table is silent.

    ``unit`` is None for a measure of the field that was named without one.
    """

    name: str
    measure: Measure
    unit: PrintedUnit | None

    @classmethod
    def parse(cls, text: str) -> NamedMeasure:
        """Return the measure that ``NAME`` or ``NAME:unit`` asks for.

        Without a unit, a new name is a count.

        Raises
        ------
        UsageError
            Where the name is empty or one of our own columns, or the unit is none that fits.

        Examples
        --------
        >>> NamedMeasure.parse("Remaining area:ha").measure
        Measure(key='remaining_area', unit=<Unit.M2: 'm2'>)
        """
        name, _, unit_text = text.partition(":")
        key = fold(name).replace(" ", "_")
        if not key:
            message = f"“{text}” names no measure; write NAME or NAME:unit"
            raise UsageError(message)
        if key in _WRITTEN_COLUMNS or key.endswith(_WRITTEN_ENDINGS):
            message = (
                f"“{text}”: what is written has a column “{key}” of its own, or could have;"
                " choose another name for the measure"
            )
            raise UsageError(message)
        known = MEASURES.get(key)
        unit = PRINTED_UNITS.get(unit_text.strip().casefold())
        if unit_text.strip() and (unit is None or (known and known.unit is not unit.canonical)):
            fitting = units_of(known) if known else ", ".join(PRINTED_UNITS)
            message = f"“{text}”: the unit can be {fitting}"
            raise UsageError(message)
        if known is not None:
            return cls(name, known, unit)
        unit = unit or PRINTED_UNITS["items"]
        return cls(name, Measure(key, unit.canonical), unit)


def units_of(measure: Measure) -> str:
    """Return the units a measure may be printed in, in words.

    >>> units_of(MEASURES["area_cleared"])
    'm2, ha or km2'
    """
    *first, last = (u.key for u in PRINTED_UNITS.values() if u.canonical is measure.unit)
    return f"{', '.join(first)} or {last}" if first else last


def find_unit(text: str) -> PrintedUnit | None:
    """Return the unit that ``text`` names, or None.

    >>> find_unit("кв. м").key
    'm2'
    """
    return PRINTED_UNITS.get(vocabulary().units.get(fold(text), ""))


def default_unit(measure: Measure, named: Iterable[NamedMeasure] = ()) -> PrintedUnit | None:
    """Return the unit of a measure where none is printed: None for an area, which has several."""
    own = declared_unit(measure, named)
    return own or (None if measure.unit is Unit.M2 else PRINTED_UNITS[measure.unit.value])


def declared_unit(measure: Measure, named: Iterable[NamedMeasure]) -> PrintedUnit | None:
    """Return the unit in which the user says a measure is printed, or None."""
    return next((own.unit for own in named if own.measure == measure), None)


def find_measure(
    text: str, named: Iterable[NamedMeasure] = ()
) -> tuple[Measure, PrintedUnit | None] | None:
    """Return the measure that ``text`` names and the unit it says, or None for neither.

    >>> measure, unit = find_measure("Təmizlənmiş sahə (ha)")
    >>> measure.key, unit.key
    ('area_cleared', 'ha')
    """
    words = fold(text).split()
    whole = _measure_of(words, named, beside_unit=False)
    if whole is not None:
        return whole, None
    for size in range(1, min(_LONGEST_UNIT, len(words) - 1) + 1):
        for unit_words, rest in ((words[-size:], words[:-size]), (words[:size], words[size:])):
            unit = find_unit(" ".join(unit_words))
            measure = _measure_of(rest, named, beside_unit=True) if unit is not None else None
            if measure is not None:
                return measure, unit
    return None


def _measure_of(
    words: list[str], named: Iterable[NamedMeasure], *, beside_unit: bool
) -> Measure | None:
    spelling = " ".join(words)
    for own in named:
        if spelling in (fold(own.name), fold(own.measure.key)):
            return own.measure
    lookup = vocabulary()
    key = lookup.measures.get(spelling)
    if key is None and beside_unit:
        key = lookup.measures_with_unit.get(spelling)
    return None if key is None else MEASURES[key]
