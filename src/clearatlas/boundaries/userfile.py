"""A user's boundary file -> :class:`Boundaries`: the whole way through door 1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
import shapely

from clearatlas.boundaries.attributes import Attributes, read_attributes
from clearatlas.boundaries.containers import SUFFIXES
from clearatlas.boundaries.keys import Keyed, keyed_by_file, keyed_by_gazetteer
from clearatlas.boundaries.layers import Layer, read_layer
from clearatlas.boundaries.location import Homeland
from clearatlas.boundaries.model import COLUMNS, Boundaries, Places, Shapes, districts
from clearatlas.boundaries.origins import terms_of
from clearatlas.boundaries.placing import is_of_gazetteer, place_units
from clearatlas.boundaries.shapes import (
    AREA_SOURCE,
    Checked,
    areas_km2,
    as_coverage,
    problems_of,
    to_wgs84,
)
from clearatlas.errors import BoundaryError
from clearatlas.notes import Note

__all__ = ["load_file"]

_AGHDARA = "aghdara"
_PARENTS = frozenset({"aghdam", "kalbajar", "tartar"})


def load_file(
    path: str | Path,
    *,
    gazetteer: Places,
    code_column: str | None = None,
    name_column: str | None = None,
    edition: str | None = None,
) -> Boundaries:
    """Return the units of a boundary file, checked and keyed.

    A file of Azerbaijan (at least half of its units are known to the gazetteer by code or name,
    and no country column says otherwise) is keyed by the gazetteer's codes; any other by its own
    codes, or by its names where it has none.

    Parameters
    ----------
    path
        GeoJSON, TopoJSON, GeoPackage, Shapefile (zipped too), FlatGeobuf, GeoParquet or KML, in
        any declared coordinate system. ``file.gpkg:layer`` names one layer of several.
    gazetteer
        The places of Azerbaijan.
    code_column, name_column
        The column to take codes or names from, where detection is not wanted.
    edition
        What to call it; the file's stem by default.

    Raises
    ------
    BoundaryError
        With everything that is wrong, the units it is wrong with, and what to do.
    UnsupportedFormat
        For a suffix nobody reads.
    """
    layer, attributes, repeats = _read(path, code_column, name_column)
    placed = place_units(attributes.units, gazetteer)
    homeland = Homeland(gazetteer) if is_of_gazetteer(placed, attributes) else None
    keyed = keyed_by_gazetteer(placed, gazetteer) if homeland else keyed_by_file(attributes)
    coverage = _checked(layer, attributes, keyed, homeland)
    codes, shapes, dissolved = _dissolved(keyed.codes, coverage.shapes)
    stands_for = homeland.stands_for(codes, shapes) if homeland else {}
    terms = terms_of(layer, attributes)
    notes = (
        *(Note("city_on", city=city, on=on) for city, on in stands_for.items()),
        *((Note("no_aghdara"),) if homeland and _lacks_aghdara(codes) else ()),
        *(layer.notes + repeats + keyed.notes + dissolved + coverage.notes + terms.notes),
    )
    return Boundaries(
        edition=edition or _stem(layer.path),
        drawn=districts(codes, _columns(codes, shapes, keyed, attributes), shapes),
        valid_from=None,
        valid_to=None,
        source=terms.source,
        licence=terms.licence,
        redistributable=terms.redistributable,
        notes=notes,
        own_codes=homeland is None,
        stands_for=MappingProxyType(dict(stands_for)),
        unit_names=MappingProxyType(dict(keyed.names)),
        unit_codes=MappingProxyType(dict(keyed.further_codes)),
    )


def _read(
    path: str | Path, code_column: str | None, name_column: str | None
) -> tuple[Layer, Attributes, tuple[Note, ...]]:
    """Return the layer and what its units say, each unit once.

    An export of several periods repeats a unit with the same shape, codes and names.
    """
    layer = read_layer(path)
    attributes = read_attributes(layer, code_column, name_column)
    first: dict[object, int] = {}
    for row, unit in enumerate(attributes.units):
        said = (*unit.codes.items(), *(name.text for name in unit.names))
        first.setdefault((shapely.to_wkb(layer.shapes[row]), said), row)
    kept = list(first.values())
    if len(kept) == len(attributes.units):
        return layer, attributes, ()
    note = Note("repeated_units", count=len(attributes.units) - len(kept))
    units = tuple(attributes.units[row] for row in kept)
    return replace(layer, shapes=layer.shapes[kept]), replace(attributes, units=units), (note,)


def _checked(
    layer: Layer, attributes: Attributes, keyed: Keyed, homeland: Homeland | None
) -> Checked:
    """Return the shapes as a coverage, or raise with everything that can be seen at once."""
    labels = [unit.label for unit in attributes.units]
    unusable = problems_of(layer.shapes, labels)
    problems = [*unusable, *keyed.problems]
    editions = sorted({*attributes.columns.get("edition", ())} - {""})
    if keyed.problems and len(editions) > 1:
        problems.append(f"it holds the editions {', '.join(editions)}: keep the rows of one")
    shapes = layer.shapes
    if not unusable:
        flat = to_wgs84(shapes, layer.crs, labels)
        shapes = flat.shapes
        problems += flat.problems
        if homeland and not flat.problems:
            problems += homeland.misplaced(keyed.codes, shapes, labels)
    _refuse(layer, problems)
    coverage = as_coverage(shapes, labels)
    _refuse(layer, coverage.problems)
    return coverage


def _refuse(layer: Layer, problems: Sequence[str]) -> None:
    """Raise one error with all problems, if there are any."""
    if len(problems) == 1:
        raise BoundaryError(layer.path, problems[0])
    if problems:
        listed = "\n".join(f"  {problem}" for problem in problems)
        raise BoundaryError(layer.path, f"{len(problems)} problems\n{listed}")


def _dissolved(codes: Sequence[str], shapes: Shapes) -> tuple[list[str], Shapes, tuple[Note, ...]]:
    """Return each code once, with its parts joined along their shared edges."""
    rows: dict[str, list[int]] = {}
    for row, code in enumerate(codes):
        rows.setdefault(code, []).append(row)
    joined = [
        shapes[parts[0]] if len(parts) == 1 else shapely.coverage_union_all(shapes[parts])
        for parts in rows.values()
    ]
    notes = [
        Note("joined_units", code=code, count=len(parts))
        for code, parts in rows.items()
        if len(parts) > 1
    ]
    oriented = shapely.orient_polygons(np.array(joined, dtype=object), exterior_cw=False)
    return list(rows), np.asarray(oriented, dtype=object), tuple(notes)


def _stem(path: Path) -> str:
    """Return a file's name without its format: ``units`` for units.geojson.zip."""
    stem = Path(path.stem)
    return stem.stem if stem.suffix.lower() in SUFFIXES else stem.name


def _lacks_aghdara(codes: Sequence[str]) -> bool:
    return _AGHDARA not in codes and not _PARENTS.isdisjoint(codes)


def _columns(
    codes: Sequence[str], shapes: Shapes, keyed: Keyed, attributes: Attributes
) -> dict[str, list[object]]:
    """Return the columns of the frame, one value per code."""
    approximate = {
        code for code, unit in zip(keyed.codes, attributes.units, strict=True) if unit.approximate
    }
    computed: dict[str, list[object]] = {
        "approximate": [code in approximate for code in codes],
        "area_km2": [float(area) for area in areas_km2(shapes)],
        "area_source": [AREA_SOURCE] * len(codes),
    }
    described = [name for name in COLUMNS if name not in computed]
    return {
        **{name: [keyed.described[code][name] for code in codes] for name in described},
        **computed,
    }
