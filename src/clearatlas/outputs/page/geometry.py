"""Boundaries -> what the page draws: arcs shared by all editions, shapes, borders, label points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import orjson
import shapely

from clearatlas.boundaries import Boundaries
from clearatlas.boundaries.model import District, Shapes
from clearatlas.outputs.page.numbers import as_texts
from clearatlas.outputs.page.topology import (
    Grid,
    Shape,
    Topology,
    arcs_of,
    build_topology,
    fitting_grid,
)
from clearatlas.outputs.wording.borders import is_shipped
from clearatlas.packaged import geodata

__all__ = ["AREA_DECIMALS", "Drawn", "Geometry", "geometry_of", "written_area"]


#: Above this many vertices a file is simplified; a shipped edition has a third of it.
_MOST_VERTICES = 20_000
#: A third of a pixel where the whole is shown a thousand pixels wide.
_TOLERANCE = 1 / 3_000
#: Degrees once around the world.
_TURN = 360
#: A hundred square metres.
AREA_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Drawn:
    """What an edition draws.

    Attributes
    ----------
    approximate
        Districts with an approximate border.
    areas
        How many areas in all; the land around the country counts as one.
    shapes, points
        The shape of each district, and where its name stands, in steps of the grid.
    dashed
        The arcs of approximate borders.
    """

    approximate: frozenset[str]
    areas: int
    shapes: Mapping[str, Shape]
    points: Mapping[str, tuple[int, int]]
    dashed: Sequence[int]


@dataclass(frozen=True, slots=True)
class Geometry:
    """What is drawn, as plain values.

    Attributes
    ----------
    payload
        For the data of the page.
    drawn
        What each edition draws.
    topology, land
        All arcs, and the land around the country.
    simplified
        Whether borders were simplified to what a screen shows.
    """

    payload: dict[str, object]
    drawn: Mapping[str, Drawn]
    topology: Topology
    land: Sequence[Shape]
    simplified: bool


def geometry_of(editions: Sequence[Boundaries], extent: Sequence[str]) -> Geometry:
    """Return the geometry of editions; the districts of ``extent`` come apart from the rest."""
    whole = [_side_by_side(edition.shapes) for edition in editions]
    drawn = [_for_screen(shapes) for shapes in whole]
    grid = Grid.around(shapely.total_bounds(np.concatenate(drawn)).tolist())
    land = _land(editions)
    if not all(is_shipped(edition) for edition in editions):  # a test holds those to the first grid
        grid = fitting_grid(np.concatenate(drawn).tolist(), grid)
    topology = build_topology(np.concatenate([*drawn, land]).tolist(), grid)
    shapes = iter(topology.shapes)
    by_code = [dict(zip(edition.drawn, shapes, strict=False)) for edition in editions]
    outside = list(shapes)
    by_edition = {
        edition.edition: Drawn(
            approximate=frozenset(_approximate(edition)),
            areas=len(edition.drawn) + len(land),
            shapes=own,
            points=_label_points(dict(zip(edition.drawn, shapes, strict=True)), extent, grid),
            dashed=_approximate_arcs(edition, own, by_code),
        )
        for edition, shapes, own in zip(editions, whole, by_code, strict=True)
    }
    payload: dict[str, object] = {
        "step": grid.step,
        "decimals": grid.decimals,
        "x": grid.x,
        "y": grid.y,
        "arcs": as_texts(topology.arcs),
        "land": outside,
        **_codes(editions, extent),
        "editions": [
            _written(edition, by_edition[edition.edition], extent) for edition in editions
        ],
    }
    is_simplified = any(map(_is_heavy, whole))
    return Geometry(payload, by_edition, topology, outside, is_simplified)


def written_area(district: District) -> float:
    """Return the area of a district in km² as the page has it: scripts reckon rates with it.

    One that would be written as nothing stands in full.
    """
    return round(district.area_km2, AREA_DECIMALS) or district.area_km2


def _side_by_side(shapes: Shapes) -> Shapes:
    """Return the shapes of a country on both sides of the 180th meridian beside each other.

    What lies west of it goes on eastwards from 180 degrees; elsewhere the map would span the world.
    """
    parts, owner = shapely.get_parts(shapes, return_index=True)
    west, _, east, _ = shapely.bounds(parts).T
    shift = np.where(west + east < 0, _TURN, 0)
    span = np.ptp(np.concatenate([west, east]))
    if span <= _TURN / 2 or np.ptp(np.concatenate([west + shift, east + shift])) > _TURN / 2:
        return shapes
    degrees, part_of = shapely.get_coordinates(parts, return_index=True)
    moved = shapely.set_coordinates(parts, degrees + shift[part_of, None] * [1, 0])
    return np.asarray(shapely.multipolygons(moved, indices=owner), dtype=object)


def _is_heavy(shapes: Shapes) -> bool:
    return int(shapely.get_num_coordinates(shapes).sum()) > _MOST_VERTICES


def _for_screen(shapes: Shapes) -> Shapes:
    """Return the shapes, with fewer vertices where they are very many; edges stay shared."""
    if not _is_heavy(shapes):
        return shapes
    west, south, east, north = shapely.total_bounds(shapes)
    across = max(east - west, north - south)
    simpler: Shapes = shapely.coverage_simplify(shapes, across * _TOLERANCE)
    return simpler


def _land(editions: Iterable[Boundaries]) -> Shapes:
    """Return the land around the country, which fits the shipped editions only."""
    path = geodata() / "boundaries" / "context.json"
    if not all(is_shipped(edition) for edition in editions) or not path.is_file():
        return np.empty(0, dtype=object)
    geometry = orjson.dumps(orjson.loads(path.read_bytes())["geometry"])
    return np.asarray([shapely.from_geojson(geometry)], dtype=object)


def _label_points(
    shapes: Mapping[str, shapely.Geometry], extent: Sequence[str], grid: Grid
) -> dict[str, tuple[int, int]]:
    """Return where the name of each district stands: farthest from its border.

    That is the middle of the largest circle that fits.
    """
    known = [code for code in extent if code in shapes]
    own = np.array([shapes[code] for code in known], dtype=object)
    west, south, east, north = shapely.bounds(own).T
    tolerance = np.maximum(east - west, north - south) / 50
    middles = shapely.get_point(shapely.maximum_inscribed_circle(own, tolerance), 0)
    points = grid.snap(shapely.get_coordinates(middles)).tolist()
    return {code: (x, y) for code, (x, y) in zip(known, points, strict=True)}


def _written(edition: Boundaries, drawn: Drawn, extent: Sequence[str]) -> dict[str, object]:
    """Return an edition for the data of the page: lists in the order of the extent, with nulls."""
    known = [edition.drawn.get(code) for code in extent]
    own = frozenset(extent)
    return {
        "shapes": [drawn.shapes.get(code) for code in extent],
        "points": [drawn.points.get(code) for code in extent],
        "areas": [written_area(district) if district else None for district in known],
        **_area_sources(known),
        "approximate": [
            place for place, district in enumerate(known) if district and district.approximate
        ],
        "rest": [shape for code, shape in drawn.shapes.items() if code not in own],
        "dashed": drawn.dashed,
    }


def _codes(editions: Sequence[Boundaries], extent: Sequence[str]) -> dict[str, object]:
    """Return the kind and the codes of each district, the same in every edition that draws it."""
    drawn = {code: unit for edition in editions for code, unit in edition.drawn.items()}
    units = [drawn.get(code) for code in extent]
    columns = {
        name: [getattr(unit, name, None) for unit in units]
        for name in ("kind", "iso_3166_2", "ocha_pcode")
    }
    return {name: column for name, column in columns.items() if any(column)}


def _area_sources(known: Sequence[District | None]) -> dict[str, object]:
    """Return how areas were measured: each way once, and the number of each district's."""
    ways: dict[str, int] = {}
    numbers = [ways.setdefault(one.area_source, len(ways)) if one else 0 for one in known]
    return {"areaSources": list(ways), "areaSource": numbers}


def _approximate(edition: Boundaries) -> list[str]:
    return [code for code, district in edition.drawn.items() if district.approximate]


def _approximate_arcs(
    edition: Boundaries, shapes: Mapping[str, Shape], by_code: Sequence[Mapping[str, Shape]]
) -> list[int]:
    """Return the arcs of approximate districts that no other edition has.

    Where the border of an approximate district follows a line another edition also draws, the line
    itself is not approximate.
    """
    own = arcs_of(shapes[code] for code in _approximate(edition))
    others = (other for other in by_code if other is not shapes)
    elsewhere = set().union(*(arcs_of(other.values()) for other in others))
    return sorted(own - elsewhere)
