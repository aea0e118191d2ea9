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
from clearatlas.outputs.page.topology import Grid, Shape, Topology, arcs_of, build_topology
from clearatlas.packaged import geodata

__all__ = ["AREA_DECIMALS", "Drawn", "Geometry", "geometry_of", "is_shipped", "written_area"]


#: Above this many vertices a file is simplified; a shipped edition has a third of it.
_MOST_VERTICES = 20_000
#: A third of a pixel where the whole is shown a thousand pixels wide.
_TOLERANCE = 1 / 3_000
#: A hundred square metres.
AREA_DECIMALS = 4
#: How the shipped editions name their source; only they fit the shipped land around them.
_SHIPPED_SOURCE = "Natural Earth 1:10m admin-1, names and codes corrected"


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
    drawn = [_for_screen(edition) for edition in editions]
    grid = Grid.around(shapely.total_bounds(np.concatenate(drawn)).tolist())
    land = _land(editions)
    topology = build_topology(np.concatenate([*drawn, land]).tolist(), grid)
    shapes = iter(topology.shapes)
    by_code = [dict(zip(edition.drawn, shapes, strict=False)) for edition in editions]
    outside = list(shapes)
    by_edition = {
        edition.edition: Drawn(
            approximate=frozenset(_approximate(edition)),
            areas=len(edition.drawn) + len(land),
            shapes=own,
            points=_label_points(edition, extent, grid),
            dashed=_approximate_arcs(edition, own, by_code),
        )
        for edition, own in zip(editions, by_code, strict=True)
    }
    payload: dict[str, object] = {
        "step": grid.step,
        "decimals": grid.decimals,
        "x": grid.x,
        "y": grid.y,
        "arcs": as_texts(topology.arcs),
        "land": outside,
        "editions": [
            _written(edition, by_edition[edition.edition], extent) for edition in editions
        ],
    }
    is_simplified = any(_is_heavy(edition) for edition in editions)
    return Geometry(payload, by_edition, topology, outside, is_simplified)


def is_shipped(edition: Boundaries) -> bool:
    """Return whether an edition is one of those that come with the package."""
    return not edition.own_codes and edition.source.startswith(_SHIPPED_SOURCE)


def written_area(district: District) -> float:
    """Return the area of a district in km² as the page has it: scripts reckon rates with it."""
    return round(district.area_km2, AREA_DECIMALS)


def _is_heavy(edition: Boundaries) -> bool:
    return int(shapely.get_num_coordinates(edition.shapes).sum()) > _MOST_VERTICES


def _for_screen(edition: Boundaries) -> Shapes:
    """Return the shapes, with fewer vertices where they are very many; edges stay shared."""
    shapes = edition.shapes
    if not _is_heavy(edition):
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
    edition: Boundaries, extent: Sequence[str], grid: Grid
) -> dict[str, tuple[int, int]]:
    """Return where the name of each district stands: farthest from its border.

    That is the middle of the largest circle that fits.
    """
    known = [district for code in extent if (district := edition.drawn.get(code))]
    own = np.array([district.shape for district in known], dtype=object)
    west, south, east, north = shapely.bounds(own).T
    tolerance = np.maximum(east - west, north - south) / 50
    middles = shapely.get_point(shapely.maximum_inscribed_circle(own, tolerance), 0)
    points = grid.snap(shapely.get_coordinates(middles)).tolist()
    return {district.code: (x, y) for district, (x, y) in zip(known, points, strict=True)}


def _written(edition: Boundaries, drawn: Drawn, extent: Sequence[str]) -> dict[str, object]:
    """Return an edition for the data of the page: lists in the order of the extent, with nulls."""
    known = [edition.drawn.get(code) for code in extent]
    own = frozenset(extent)
    return {
        "shapes": [drawn.shapes.get(code) for code in extent],
        "points": [drawn.points.get(code) for code in extent],
        "areas": [written_area(district) if district else None for district in known],
        "approximate": [
            place for place, district in enumerate(known) if district and district.approximate
        ],
        "rest": [shape for code, shape in drawn.shapes.items() if code not in own],
        "dashed": drawn.dashed,
    }


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
