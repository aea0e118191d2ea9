"""What a set of boundaries is once it is through the door, and what it needs of a gazetteer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import shapely
from numpy.typing import NDArray

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = [
    "COLUMNS",
    "WGS84",
    "Boundaries",
    "District",
    "PlaceLike",
    "Places",
    "Shapes",
    "districts",
    "units",
]

#: The coordinate reference system of every frame: longitude, latitude in degrees.
WGS84 = "EPSG:4326"

#: One shapely geometry per unit.
Shapes = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class District:
    """One unit of an edition as it is drawn.

    Attributes
    ----------
    code
        Unique in its edition.
    name_en, name_az, name_ru, kind, iso_3166_2, ocha_pcode
        None where not known.
    approximate
        Whether the border is derived and only roughly right.
    area_km2, area_source
        The geodesic area on WGS 84 of the polygon as drawn, and how it was measured.
    shape
        Polygon or MultiPolygon in EPSG:4326, outer rings counter-clockwise.
    """

    code: str
    name_en: str | None
    name_az: str | None
    name_ru: str | None
    kind: str | None
    iso_3166_2: str | None
    ocha_pcode: str | None
    approximate: bool
    area_km2: float
    area_source: str
    shape: shapely.Polygon | shapely.MultiPolygon


#: The columns of every frame, in order; the index is ``code``.
COLUMNS = tuple(field.name for field in fields(District) if field.name not in {"code", "shape"})


class PlaceLike(Protocol):
    """What is read of one place of the gazetteer."""

    @property
    def code(self) -> str:
        """The gazetteer's key, such as ``aghdam``."""
        ...

    @property
    def kind(self) -> str:
        """``district``, ``city`` or ``region``; a region has no polygon."""
        ...

    @property
    def names(self) -> Mapping[str, str]:
        """Language to name."""
        ...

    @property
    def iso_3166_2(self) -> str | None:
        """ISO 3166-2 code, where there is one."""
        ...

    @property
    def ocha_pcode(self) -> str | None:
        """OCHA P-code, where there is one."""
        ...

    @property
    def ne_adm1_code(self) -> tuple[str, ...]:
        """Natural Earth's codes; several where boundary files hold the place as several units."""
        ...


class Places(Protocol):
    """What boundaries need of a gazetteer: a code or name to its places, and nothing guessed."""

    def __contains__(self, code: object) -> bool:
        """Return whether there is a place that has the key ``code``."""
        ...

    def __getitem__(self, code: str) -> PlaceLike:
        """Return the place that has the key ``code``."""
        ...

    def by_code(self, system: str, value: str) -> PlaceLike | None:
        """Return the place that carries a code of another system, or None."""
        ...

    def find(self, name: str, kind_hint: str | None = None) -> tuple[PlaceLike, ...]:
        """Return every place a spelling can mean; none where nobody knows it."""
        ...


@dataclass(frozen=True, eq=False)
class Boundaries:
    """One edition of boundaries, checked: door 1 of the house.

    Attributes
    ----------
    edition
        Its name: ``2023``, or the stem of a user's file.
    drawn
        The units by code, sorted by it; together a valid coverage.
    valid_from, valid_to
        First and last day on which the edition holds; None is open or not stated.
    source, licence
        As they are to be printed on every page and export.
    redistributable
        False where the licence is known to forbid handing the shapes on.
    notes
        What a reader has to know of this file: codes that were ignored, repairs, contradictions.
    own_codes
        True where the file's own codes and names are the keys: another country.
    stands_for
        A place without a unit of its own to the unit that also covers it:
        ``{"lankaran-city": "lankaran"}`` where the file does not tell the two apart.
    unit_names, unit_codes
        With ``own_codes``: every name and every further code the file gives a unit, by its code.
    """

    edition: str
    drawn: Mapping[str, District]
    valid_from: date | None
    valid_to: date | None
    source: str
    licence: str
    redistributable: bool
    notes: tuple[str, ...]
    own_codes: bool
    stands_for: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    unit_names: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    unit_codes: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def shapes(self) -> Shapes:
        """One shapely geometry per unit, in the order of ``drawn``."""
        return np.array([district.shape for district in self.drawn.values()], dtype=object)

    @cached_property
    def frame(self) -> GeoDataFrame:
        """One row per unit: index ``code``, then :data:`COLUMNS` and ``geometry``; EPSG:4326.

        Texts are None where not known.
        """
        import geopandas as gpd  # noqa: PLC0415 - the page is made without data frames, and sooner
        import pandas as pd  # noqa: PLC0415

        index = pd.Index(list(self.drawn), name="code", dtype=object)
        rows = self.drawn.values()
        data = {
            # An object column: pandas' own text type would turn None into NaN.
            name: pd.Series(
                [getattr(row, name) for row in rows], index, dtype=_TYPES.get(name, object)
            )
            for name in COLUMNS
        }
        return gpd.GeoDataFrame(data, index=index, geometry=self.shapes, crs=WGS84)


_TYPES: Mapping[str, type] = MappingProxyType({"approximate": bool, "area_km2": float})


def districts(
    codes: Sequence[str], columns: Mapping[str, Sequence[Any]], shapes: Shapes
) -> Mapping[str, District]:
    """Return the units by code, sorted; ``columns`` has one value per code for each of COLUMNS."""
    rows = zip(codes, *(columns[name] for name in COLUMNS), shapes, strict=True)
    made = (District(*row) for row in rows)
    return MappingProxyType({unit.code: unit for unit in sorted(made, key=lambda unit: unit.code)})


def units(boundaries: Boundaries) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield code, names and further codes of every unit: what a gazetteer is made of.

    A further code that stands on two units (Colombia's CO-CUN) comes with both, so that a figure
    keyed by it is ambiguous and not silently one of them.
    """
    for code, row in boundaries.drawn.items():
        shown = (row.name_en, row.name_az, row.name_ru)
        names = boundaries.unit_names.get(code, tuple(name for name in shown if name))
        known = (row.iso_3166_2, row.ocha_pcode)
        codes = boundaries.unit_codes.get(code, tuple(text for text in known if text))
        yield code, names, codes
