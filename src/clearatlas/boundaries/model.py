"""What a set of boundaries is once it is through the door, and what it needs of a gazetteer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Protocol

import numpy as np
import pandas as pd
from geopandas import GeoDataFrame
from numpy.typing import NDArray

__all__ = [
    "COLUMNS",
    "WGS84",
    "Boundaries",
    "PlaceLike",
    "Places",
    "Shapes",
    "make_frame",
    "units",
]

#: The coordinate reference system of every frame: longitude, latitude in degrees.
WGS84 = "EPSG:4326"

#: One shapely geometry per unit.
Shapes = NDArray[np.object_]

#: The columns of every frame, in order; the index is ``code``.
COLUMNS = (
    "name_en",
    "name_az",
    "name_ru",
    "kind",
    "iso_3166_2",
    "ocha_pcode",
    "approximate",
    "area_km2",
    "area_source",
)

_TYPED = frozenset({"approximate", "area_km2"})


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
    frame
        One row per unit: index ``code`` (unique text), then :data:`COLUMNS` and ``geometry``;
        EPSG:4326, outer rings counter-clockwise, a valid coverage, sorted by code. ``area_km2`` is
        the geodesic area on WGS 84 of the polygon as drawn; texts are None where not known.
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
    frame: GeoDataFrame
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


def make_frame(
    codes: Sequence[str], columns: Mapping[str, Sequence[object]], geometry: Shapes
) -> GeoDataFrame:
    """Return the frame of :class:`Boundaries`: rows sorted by code, columns in their order."""
    data = {
        name: values if name in _TYPED else _texts(codes, values)
        for name, values in ((name, columns[name]) for name in COLUMNS)
    }
    frame = GeoDataFrame(data, index=list(codes), geometry=geometry, crs=WGS84)
    frame.index.name = "code"
    return frame.sort_index()


def _texts(codes: Sequence[str], values: Sequence[object]) -> pd.Series[Any]:
    """Return a text column of objects: pandas' own text type would turn None into NaN."""
    return pd.Series(np.array(values, dtype=object), index=list(codes), dtype=object)


def units(boundaries: Boundaries) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield code, names and further codes of every unit: what a gazetteer is made of.

    A further code that stands on two units (Colombia's CO-CUN) comes with both, so that a figure
    keyed by it is ambiguous and not silently one of them.
    """
    for code, row in zip(boundaries.frame.index, boundaries.frame.itertuples(), strict=True):
        shown = (row.name_en, row.name_az, row.name_ru)
        names = boundaries.unit_names.get(code, tuple(name for name in shown if name))
        known = (row.iso_3166_2, row.ocha_pcode)
        codes = boundaries.unit_codes.get(code, tuple(text for text in known if text))
        yield code, names, codes
