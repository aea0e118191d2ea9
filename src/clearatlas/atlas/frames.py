"""Slices -> the GeoDataFrame: the declared columns and types at door 2.

NA means not reported and 0 a reported zero, in every column. Areas stand in m² and in hectares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import geopandas as gpd
import pandas as pd

from clearatlas.atlas.cells import Cell
from clearatlas.atlas.slices import Group, Slice
from clearatlas.boundaries import COLUMNS, Boundaries, District
from clearatlas.observations import Measure, Source, Unit
from clearatlas.periods import Period

__all__ = ["SOURCE_COLUMNS", "district_frame", "period_cells", "rounded_rate", "source_cells"]

_PLACE_COLUMNS = {
    "code": "string",
    "name_en": "string",
    "name_az": "string",
    "name_ru": "string",
    "kind": "string",
    "iso_3166_2": "string",
    "ocha_pcode": "string",
    "edition": "string",
    "approximate": "boolean",
    "area_km2": "Float64",
    "area_source": "string",
    "period_start": "string",
    "period_end": "string",
    "granularity": "string",
}
#: From here on, four decimals hold at least three digits.
_FOUR_DECIMALS_TELL = 0.1
SOURCE_COLUMNS = dict.fromkeys(
    ("source_title", "source_url", "published", "other_sources"), "string"
)


def district_frame(
    slices: Sequence[Slice], boundaries: Mapping[str, Boundaries], measures: Sequence[Measure]
) -> gpd.GeoDataFrame:
    """Return one row per district and slice, in EPSG:4326, indexed by code.

    Columns: the place, the period, for every measure its value, status, flags, bound, rate and
    group, and the sources. The same columns on every row, NA where there is nothing.
    """
    columns = dict(_PLACE_COLUMNS)
    for measure in measures:
        columns |= _measure_columns(measure)
    columns |= SOURCE_COLUMNS
    rows, shapes = [], []
    for piece in slices:
        drawn = boundaries[piece.edition].drawn
        for code in piece.codes:
            place = drawn[code]
            cells = [piece.cell(measure, code) for measure in measures]
            rows.append(_district_row(place, piece, cells))
            shapes.append(place.shape)
    index = pd.Index([row["code"] for row in rows], dtype="string")
    table = pd.DataFrame(rows, columns=list(columns), index=index, dtype=object).astype(columns)
    return gpd.GeoDataFrame(table, geometry=shapes, crs="EPSG:4326")


def _measure_columns(measure: Measure) -> dict[str, str]:
    key = measure.key
    values = (
        {f"{key}_m2": "Float64", f"{key}_ha": "Float64"}
        if measure.unit is Unit.M2
        else {key: "Int64" if measure.unit is Unit.ITEMS else "Float64"}
    )
    return values | {
        f"{key}_status": "string",
        f"{key}_flags": "string",
        f"{key}_bound": "string",
        f"{key}_per_100km2": "Float64",
        f"{key}_group": "string",
    }


def _district_row(place: District, piece: Slice, cells: Sequence[Cell]) -> dict[str, object]:
    row: dict[str, object] = {
        "edition": piece.edition,
        **period_cells(piece.period),
        **{name: _or_na(getattr(place, name)) for name in ("code", *COLUMNS)},
        "area_km2": round(place.area_km2, 4),
    }
    groups = {group.id: group for group in piece.groups}
    sources: list[Source] = []
    for cell in cells:
        row |= _measure_cells(cell)
        sources += _cell_sources(cell, groups)
    return row | source_cells(sources)


def _measure_cells(cell: Cell) -> dict[str, object]:
    key = cell.measure.key
    if cell.measure.unit is Unit.M2:
        metres = None if cell.value is None else float(cell.value)
        hectares = None if cell.value is None else float(cell.measure.shown(cell.value))
        values: dict[str, object] = {f"{key}_m2": _or_na(metres), f"{key}_ha": _or_na(hectares)}
    elif cell.measure.unit is Unit.ITEMS:
        values = {key: pd.NA if cell.value is None else int(cell.value)}
    else:
        values = {key: pd.NA if cell.value is None else float(cell.value)}
    return values | {
        f"{key}_status": cell.status.value,
        f"{key}_flags": ";".join(cell.flags) or pd.NA,
        f"{key}_bound": pd.NA if cell.statement is None else cell.statement.bound.value,
        f"{key}_per_100km2": _or_na(rounded_rate(cell.rate)),
        f"{key}_group": "; ".join(cell.groups) or pd.NA,
    }


def _cell_sources(cell: Cell, groups: Mapping[str, Group]) -> tuple[Source, ...]:
    """Return who stated the value, or the group totals where they are all there is."""
    if cell.statement is not None:
        return cell.statement.sources
    totals = (groups[group].totals[cell.measure.key] for group in cell.groups)
    return tuple(source for total in totals for source in total.sources)


def period_cells(period: Period) -> dict[str, object]:
    """Return first day, last day (NA where open) and kind of a period."""
    return {
        "period_start": period.start.isoformat() if period.start else pd.NA,
        "period_end": period.end.isoformat() if period.end else pd.NA,
        "granularity": period.granularity.value,
    }


def rounded_rate(rate: float | None) -> float | None:
    """Return a rate with four decimals; a small one with three digits, as it is not zero.

    >>> rounded_rate(9.11037), rounded_rate(0.000012345), rounded_rate(None)
    (9.1104, 1.23e-05, None)
    """
    if rate is None:
        return None
    return round(rate, 4) if rate >= _FOUR_DECIMALS_TELL else float(f"{rate:.3g}")


def source_cells(sources: Iterable[Source]) -> dict[str, object]:
    """Return title, address and date of the first source, and all others in one text."""
    first, *others = [*dict.fromkeys(sources)] or [Source()]
    texts = {
        "source_title": first.title,
        "source_url": first.url,
        "published": first.published,
        "other_sources": "; ".join(
            ", ".join(filter(None, (source.title, source.published, source.url)))
            for source in others
        ),
    }
    return {name: text or pd.NA for name, text in texts.items()}


def _or_na(value: object) -> object:
    return pd.NA if value is None else value
