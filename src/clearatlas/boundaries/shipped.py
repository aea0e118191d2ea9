"""The two embedded editions, as fast as they can be read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

import numpy as np
import orjson
import shapely

from clearatlas.boundaries.model import COLUMNS, Boundaries, Places, districts
from clearatlas.packaged import geodata

__all__ = ["load_shipped"]

_EDITIONS = ("2023", "2024")


def load_shipped(gazetteer: Places) -> tuple[Boundaries, ...]:
    """Return the embedded editions, oldest first.

    Names, ISO codes and P-codes are the gazetteer's; shapes and areas are the file's.
    """
    folder = geodata() / "boundaries"
    return tuple(_edition(folder / f"{name}.geojson", gazetteer) for name in _EDITIONS)


def _edition(path: Path, gazetteer: Places) -> Boundaries:
    content = path.read_bytes()
    collection = orjson.loads(content)
    properties = [feature["properties"] for feature in collection["features"]]
    shapes = shapely.get_parts(shapely.from_geojson(content))
    rows = [_row(unit, gazetteer) for unit in properties]
    note = collection.get("note")
    return Boundaries(
        edition=collection["edition"],
        drawn=districts(
            [unit["code"] for unit in properties],
            {name: [row[name] for row in rows] for name in COLUMNS},
            np.asarray(shapely.orient_polygons(shapes, exterior_cw=False)),
        ),
        valid_from=_day(collection["valid_from"]),
        valid_to=_day(collection["valid_to"]),
        source=collection["source"],
        licence=collection["licence"],
        redistributable=True,
        notes=(note,) if note else (),
        own_codes=False,
        stands_for=MappingProxyType({}),
    )


def _row(unit: Mapping[str, object], gazetteer: Places) -> dict[str, object]:
    place = gazetteer[str(unit["code"])]
    return {
        "name_en": place.names.get("en"),
        "name_az": place.names.get("az"),
        "name_ru": place.names.get("ru"),
        "kind": place.kind,
        "iso_3166_2": place.iso_3166_2 or None,
        "ocha_pcode": place.ocha_pcode or None,
        "approximate": unit["approximate"],
        "area_km2": unit["area_km2"],
        "area_source": unit["area_source"],
    }


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
