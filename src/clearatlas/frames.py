"""Slices -> tables: the declared columns and types at door 2.

NA means not reported and 0 a reported zero, in every column. Areas stand in m² and in hectares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

import geopandas as gpd
import pandas as pd

from clearatlas.boundaries import Boundaries
from clearatlas.observations import Measure, Source, Unit
from clearatlas.periods import Period
from clearatlas.slices import Cell, Group, Slice
from clearatlas.statements import Claim, Statement

__all__ = ["conflict_table", "district_frame", "long_table", "to_hectares", "unplaced_table"]

NameOf = Callable[[str], str]

_HECTARE_IN_M2 = 10_000
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
_SOURCE_COLUMNS = {"source_title": "string", "source_url": "string", "published": "string"}
_LONG_COLUMNS = (
    "place",
    "place_name",
    "locus",
    "period_start",
    "period_end",
    "granularity",
    "measure",
    "value",
    "unit",
    "status",
    "flags",
    "bound",
    "scope",
    "definition",
    "agency",
    "per_100km2",
    "group",
    "edition",
    "other_values",
    "source_title",
    "source_url",
    "published",
    "origin",
)


def to_hectares(square_metres: Decimal) -> Decimal:
    """Return hectares, exactly.

    >>> to_hectares(Decimal(76721000))
    Decimal('7672.1')
    """
    return square_metres / _HECTARE_IN_M2


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
    columns |= _SOURCE_COLUMNS
    rows, shapes = [], []
    for piece in slices:
        frame = boundaries[piece.edition].frame
        for code in dict.fromkeys(code for _, code in piece.cells):
            place = frame.loc[code]
            cells = [piece.cells[measure.key, code] for measure in measures]
            rows.append(_district_row(code, place, piece, cells))
            shapes.append(place.geometry)
    table = pd.DataFrame(
        {name: pd.array([row[name] for row in rows], dtype=kind) for name, kind in columns.items()},
        index=pd.Index([row["code"] for row in rows], dtype="string"),
    )
    return gpd.GeoDataFrame(table, geometry=shapes, crs="EPSG:4326")


def long_table(slices: Sequence[Slice], name: NameOf) -> pd.DataFrame:
    """Return one row per figure: districts, group totals, totals without places, unplaced.

    The columns are those that a table of figures may have, so the table can be read in again;
    ``place`` holds a code, codes joined by ``|``, or the printed name of what has no code.
    Districts with nothing reported have a row with status O and no value.
    """
    rows = [row for piece in slices for row in _long_rows(piece, name)]
    return _texts(pd.DataFrame(rows, columns=list(_LONG_COLUMNS)), numeric=("per_100km2",))


def unplaced_table(slices: Sequence[Slice]) -> pd.DataFrame:
    """Return one row per figure without a polygon, with the reason."""
    rows = [
        {
            "period": str(piece.period),
            "label": row.label,
            "reason": row.reason.value,
            "measure": row.statement.measure.key,
            "value": _printed(row.statement),
            "unit": _unit(row.statement.measure),
            "status": row.statement.status.value,
            **_source_cells(row.statement.sources),
        }
        for piece in slices
        for row in piece.unplaced
    ]
    columns = ["period", "label", "reason", "measure", "value", "unit", "status", *_SOURCE_COLUMNS]
    table = _texts(pd.DataFrame(rows, columns=columns), numeric=())
    return table.assign(value=pd.to_numeric(table["value"]).astype("Float64"))


def conflict_table(statements: Iterable[Statement]) -> pd.DataFrame:
    """Return one row per claim of every disputed statement; ``shown`` marks the one maps show."""
    rows = [
        {
            "period": str(statement.period),
            "place": "|".join(statement.codes) or statement.label,
            "measure": statement.measure.key,
            "value": _amount(claim.value, statement.measure),
            "unit": _unit(statement.measure),
            "shown": claim is statement.shown,
            **_source_cells(claim.sources),
        }
        for statement in statements
        if statement.is_disputed
        for claim in statement.claims
    ]
    columns = ["period", "place", "measure", "value", "unit", "shown", *_SOURCE_COLUMNS]
    table = _texts(pd.DataFrame(rows, columns=columns), numeric=("shown",))
    value = pd.to_numeric(table["value"]).astype("Float64")
    return table.assign(value=value, shown=table["shown"].astype("boolean"))


def _measure_columns(measure: Measure) -> dict[str, str]:
    key = measure.key
    values = (
        {f"{key}_m2": "Int64", f"{key}_ha": "Float64"}
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


def _district_row(
    code: str, place: pd.Series, piece: Slice, cells: Sequence[Cell]
) -> dict[str, object]:
    row: dict[str, object] = {
        "code": code,
        "edition": piece.edition,
        **_period_cells(piece.period),
        **{name: _or_na(place[name]) for name in _PLACE_COLUMNS if name in place.index},
    }
    groups = {group.id: group for group in piece.groups}
    sources: list[Source] = []
    for cell in cells:
        row |= _measure_cells(cell)
        sources += _cell_sources(cell, groups)
    return row | _source_cells(sources)


def _measure_cells(cell: Cell) -> dict[str, object]:
    key = cell.measure.key
    if cell.measure.unit is Unit.M2:
        whole = None if cell.value is None else int(cell.value.to_integral_value())
        hectares = None if cell.value is None else float(to_hectares(cell.value))
        values: dict[str, object] = {f"{key}_m2": _or_na(whole), f"{key}_ha": _or_na(hectares)}
    elif cell.measure.unit is Unit.ITEMS:
        values = {key: pd.NA if cell.value is None else int(cell.value)}
    else:
        values = {key: pd.NA if cell.value is None else float(cell.value)}
    return values | {
        f"{key}_status": cell.status.value,
        f"{key}_flags": ";".join(cell.flags) or pd.NA,
        f"{key}_bound": pd.NA if cell.statement is None else cell.statement.bound.value,
        f"{key}_per_100km2": pd.NA if cell.rate is None else round(cell.rate, 4),
        f"{key}_group": _or_na(cell.group),
    }


def _cell_sources(cell: Cell, groups: Mapping[str, Group]) -> tuple[Source, ...]:
    """Return who stated the value, or the group total where that is all there is."""
    if cell.statement is not None:
        return cell.statement.sources
    if cell.group is not None:
        return groups[cell.group].totals[cell.measure.key].sources
    return ()


def _long_rows(piece: Slice, name: NameOf) -> Iterable[dict[str, object]]:
    for cell in piece.cells.values():
        shown = {"per_100km2": cell.rate, "group": cell.group, "status": cell.status.value}
        if cell.statement is None:
            empty = {"locus": "district", "measure": cell.measure.key, "unit": _unit(cell.measure)}
            yield {
                "place": cell.code,
                "place_name": name(cell.code),
                "edition": piece.edition,
                **_period_cells(piece.period),
                **empty,
                **shown,
            }
        else:
            row = _statement_row(cell.statement, piece, name)
            yield {**row, **shown, "flags": ";".join(cell.flags)}
        for detail in cell.details:
            yield _statement_row(detail, piece, name)
    for group in piece.groups:
        for total in group.totals.values():
            yield {**_statement_row(total, piece, name), "group": group.id}
    for statement in (*piece.totals, *(row.statement for row in piece.unplaced)):
        yield _statement_row(statement, piece, name)


def _statement_row(statement: Statement, piece: Slice, name: NameOf) -> dict[str, object]:
    origins = dict.fromkeys(
        " ".join(filter(None, (o.origin.file, o.origin.where)))
        for o in statement.shown.observations
    )
    return {
        "place": "|".join(statement.codes) or statement.label,
        "place_name": ", ".join(map(name, statement.codes)) or statement.label,
        "locus": statement.locus.value,
        **_period_cells(statement.period),
        "measure": statement.measure.key,
        "value": _printed(statement),
        "unit": _unit(statement.measure),
        "status": statement.status.value,
        "flags": ";".join(statement.flags),
        "bound": statement.bound.value,
        "scope": statement.series.scope.value,
        "definition": statement.series.definition,
        "agency": "; ".join(dict.fromkeys(filter(None, (s.agency for s in statement.sources)))),
        "edition": piece.edition,
        "other_values": "; ".join(_other_value(c, statement) for c in statement.claims[1:]),
        **_source_cells(statement.sources),
        "origin": "; ".join(origins),
    }


def _other_value(claim: Claim, statement: Statement) -> str:
    who = claim.sources[0].title
    return f"{_amount(claim.value, statement.measure)} ({who})"


def _period_cells(period: Period) -> dict[str, object]:
    return {
        "period_start": period.start.isoformat() if period.start else pd.NA,
        "period_end": period.end.isoformat() if period.end else pd.NA,
        "granularity": period.granularity.value,
    }


def _source_cells(sources: Iterable[Source]) -> dict[str, object]:
    """Return title, address and date of every source once, joined where there are several."""
    once = dict.fromkeys(sources)
    texts = {
        "source_title": "; ".join(dict.fromkeys(s.title for s in once if s.title)),
        "source_url": " ".join(dict.fromkeys(s.url for s in once if s.url)),
        "published": "; ".join(dict.fromkeys(s.published for s in once if s.published)),
    }
    return {name: text or pd.NA for name, text in texts.items()}


def _printed(statement: Statement) -> str:
    return _amount(statement.value, statement.measure)


def _amount(value: Decimal, measure: Measure) -> str:
    """Return the value in the unit of :func:`_unit`, as exact plain digits."""
    shown = to_hectares(value) if measure.unit is Unit.M2 else value
    return f"{shown.normalize():f}"


def _unit(measure: Measure) -> str:
    return {Unit.M2: "ha", Unit.ITEMS: "items", Unit.PERCENT: "%"}[measure.unit]


def _or_na(value: object) -> object:
    return pd.NA if value is None or value is pd.NaT or value != value else value  # noqa: PLR0124 - NaN


def _texts(table: pd.DataFrame, numeric: Sequence[str]) -> pd.DataFrame:
    """Return the table with nullable text columns, empty texts as NA, numbers left alone."""
    kinds = {name: "string" for name in table.columns if name not in numeric}
    kinds |= {name: "Float64" for name in numeric if name != "shown"}
    return table.astype(kinds).replace({name: {"": pd.NA} for name in kinds if name in table})
