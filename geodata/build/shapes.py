"""What a coverage of polygons needs: exact shared nodes, one written form, areas, checks.

Coordinates are degrees on WGS84, at most six decimals (11 cm or less on the ground).
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

DECIMALS = 6
"""RFC 7946, section 11.2, advises no more."""

Area = Polygon | MultiPolygon

_WGS84 = Geod(ellps="WGS84")
# Half a unit of the last decimal in each axis, and a little for the arithmetic.
_ON_EDGE = 0.75 * 10**-DECIMALS


def as_area(geometry: BaseGeometry) -> Area:
    """Return the geometry, known to be a polygon or several."""
    if isinstance(geometry, Polygon | MultiPolygon):
        return geometry
    message = f"expected a polygon or several, got a {geometry.geom_type}"
    raise TypeError(message)


def area_km2(area: Area) -> float:
    """Return the geodesic area on the WGS84 ellipsoid in km².

    Rings are oriented first: pyproj adds a hole that turns the same way as its outer ring.
    """
    square_metres, _ = _WGS84.geometry_area_perimeter(shapely.orient_polygons(area))
    return float(square_metres) / 1e6


def written_form(area: Area) -> Area:
    """Return the one form in which a shape is written: the same shape gives the same bytes.

    Outer rings run counterclockwise, holes clockwise (RFC 7946); each ring starts at its least
    node, and rings and parts stand in order.
    """
    return as_area(shapely.orient_polygons(shapely.normalize(area)))


def joined(parts: Sequence[Area]) -> Area:
    """Return neighbours as one area, their common edges gone, no node moved."""
    whole = shapely.coverage_union_all(parts)
    polygons = shapely.get_parts(whole)
    return as_area(polygons[0] if len(polygons) == 1 else whole)


def rounded(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the coordinates on the written grid."""
    return np.round(coordinates, DECIMALS)


def with_nodes(area: Area, nodes: Sequence[tuple[float, float]]) -> Area:
    """Return the area with each node that lies on one of its edges as a vertex of that edge."""
    parts = [
        Polygon(
            _ring_with_nodes(part.exterior.coords, nodes),
            [_ring_with_nodes(hole.coords, nodes) for hole in part.interiors],
        )
        for part in shapely.get_parts(area)
    ]
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def _ring_with_nodes(
    ring: Iterable[tuple[float, ...]], nodes: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Return the ring's vertices with the nodes put in, in order along each edge."""
    vertices = [(x, y) for x, y, *_ in ring]
    known = set(vertices)
    new = [node for node in nodes if node not in known]
    result = vertices[:1]
    for start, end in pairwise(vertices):
        edge = shapely.LineString([start, end])
        inside = [node for node in new if edge.distance(shapely.Point(node)) < _ON_EDGE]
        result += sorted(inside, key=lambda node: edge.project(shapely.Point(node)))
        result.append(end)
    return result


class CoverageError(Exception):
    """The polygons of an edition overlap, leave gaps or do not share their edges exactly."""

    def __init__(self, edition: str, codes: Sequence[str]) -> None:
        """Name the edition and the units with a faulty edge."""
        super().__init__(
            f"edition {edition}: edges of {', '.join(codes)} do not match their neighbours'."
            " Nothing was written; look at the nodes put in by aghdara.py."
        )


def check_coverage(edition: str, areas: dict[str, Area]) -> None:
    """Raise `CoverageError` unless neighbours share every edge node by node."""
    faulty = shapely.coverage_invalid_edges(list(areas.values()))
    codes = [code for code, edges in zip(areas, faulty, strict=True) if not edges.is_empty]
    if codes:
        raise CoverageError(edition, codes)
