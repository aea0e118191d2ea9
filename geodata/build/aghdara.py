"""Aghdara district, whose border no open file holds: an approximate one from public facts.

The law that made Aghdara a district again (1043-VIQ, December 2023) says how many km² it takes from
each of three districts; the areas used here are those of the bill as reported in November 2023,
for the law's final text was not seen. Within each parent, Aghdara gets the ground that is nearer to
Aghdara town than to the parent's own town, after an offset in metres that makes the geodesic area
the law's. The line of equal difference of two distances is one branch of a hyperbola.

Measured in UTM zone 38N (EPSG:32638), which all these places lie in.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely import LineString, Polygon

from shapes import Area, area_km2, as_area, joined, rounded, with_nodes

CODE = "aghdara"
AGHDARA_TOWN = (46.815, 40.217)


@dataclass(frozen=True)
class Parent:
    """A district that gave ground to Aghdara."""

    code: str
    town: tuple[float, float]
    """Its own town, longitude and latitude."""
    given_km2: float
    """Area it gave, by the bill as reported."""


PARENTS = (
    Parent("kalbajar", (46.037, 40.106), 735.84),
    Parent("tartar", (46.932, 40.343), 851.25),
    Parent("aghdam", (46.93, 39.99), 73.74),
)


@dataclass(frozen=True)
class Split:
    """All areas before and after; what is not in a parent is the same object in both."""

    before: dict[str, Area]
    after: dict[str, Area]
    offsets_m: dict[str, float]
    """Solved offset of each parent: how much farther from Aghdara town the border may be."""


# The branch is drawn to 120 km on either side of its axis, and closed 200 km behind Aghdara town:
# beyond every parent. A step of 0.1 in the hyperbola's parameter keeps the chord within 10 m of
# the arc, on a border that is known to kilometres.
_REACH_M = 120_000.0
_BEHIND_M = 200_000.0
_STEP = 0.1
# Solved to 0.1 m, no finer: the last bits of the projection's arithmetic, which differ between
# library builds, then cannot reach the written bytes. It is worth about 0.003 km².
_OFFSET_DECIMALS = 1

_UTM = Transformer.from_crs(4326, 32638, always_xy=True)


def split(areas: dict[str, Area]) -> Split:
    """Return the coverage before and after, with the same nodes on every edge they share.

    The nodes where the new border meets an old one are put into both editions and all
    neighbours, so an unchanged district is the same to the byte in both.
    """
    offsets = {parent.code: solve(parent, areas[parent.code]) for parent in PARENTS}
    cuts = {
        parent.code: _cuts(areas[parent.code], _branch(parent, offsets[parent.code]))
        for parent in PARENTS
    }
    ends = [end for lines in cuts.values() for line in lines for end in _ends(line)]
    before = {code: with_nodes(area, ends) for code, area in areas.items()}
    after = dict(before)
    taken: list[Polygon] = []
    for parent in PARENTS:
        side = _nearer_side(parent, offsets[parent.code])
        faces = _faces(before[parent.code], cuts[parent.code])
        given = [face for face in faces if side.contains(face.representative_point())]
        after[parent.code] = joined([face for face in faces if face not in given])
        taken += given
    after[CODE] = joined(taken)
    return Split(before, after, offsets)


def solve(parent: Parent, area: Area) -> float:
    """Return the offset in metres at which Aghdara's part of the parent has the law's area."""
    # The difference of two distances never exceeds the distance of the two towns.
    high = math.dist(_utm(AGHDARA_TOWN), _utm(parent.town)) * (1 - 1e-9)
    low = -high
    while high - low > 10 ** -(_OFFSET_DECIMALS + 2):
        middle = (low + high) / 2
        if _given_km2(parent, area, middle) < parent.given_km2:
            low = middle
        else:
            high = middle
    return round((low + high) / 2, _OFFSET_DECIMALS)


def _given_km2(parent: Parent, area: Area, offset_m: float) -> float:
    """Return the area that Aghdara takes from the parent at an offset."""
    return area_km2(as_area(area.intersection(_nearer_side(parent, offset_m))))


def _branch(parent: Parent, offset_m: float) -> NDArray[np.float64]:
    """Return the written nodes of the line `distance to Aghdara - distance to parent = offset`.

    In the frame with its origin midway between the towns and its axis towards the parent's town,
    the branch is (a cosh t, b sinh t), with 2a the offset and a² + b² the half distance squared.
    """
    middle, along, across, half_distance = _frame(parent)
    a = offset_m / 2
    b = math.sqrt(half_distance**2 - a**2)
    steps = math.ceil(math.asinh(_REACH_M / b) / _STEP)
    t = np.arange(-steps, steps + 1) * _STEP
    metres = middle + np.outer(a * np.cosh(t), along) + np.outer(b * np.sinh(t), across)
    return rounded(_degrees(metres))


def _nearer_side(parent: Parent, offset_m: float) -> Polygon:
    """Return the ground on Aghdara's side of the branch, far beyond the parent."""
    middle, along, across, _ = _frame(parent)
    behind = middle - _BEHIND_M * along
    corners = np.array([behind + _BEHIND_M * across, behind - _BEHIND_M * across])
    return Polygon(np.vstack([_branch(parent, offset_m), _degrees(corners)]))


def _frame(
    parent: Parent,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], float]:
    """Return the midpoint of the towns, the unit vectors along and across, half the distance."""
    here, there = np.array(_utm(AGHDARA_TOWN)), np.array(_utm(parent.town))
    half_distance = math.dist(here, there) / 2
    along = (there - here) / (2 * half_distance)
    return (here + there) / 2, along, np.array([-along[1], along[0]]), half_distance


def _utm(point: tuple[float, float]) -> tuple[float, float]:
    """Return the point in metres."""
    x, y = _UTM.transform(*point)
    return float(x), float(y)


def _degrees(metres: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return longitudes and latitudes of points in metres."""
    return np.column_stack(_UTM.transform(metres[:, 0], metres[:, 1], direction="INVERSE"))


def _cuts(area: Area, branch: NDArray[np.float64]) -> list[LineString]:
    """Return the pieces of the branch inside the area, their ends on the written grid."""
    pieces = shapely.get_parts(LineString(branch).intersection(area))
    return [LineString(rounded(shapely.get_coordinates(piece))) for piece in pieces]


def _ends(line: LineString) -> Sequence[tuple[float, float]]:
    """Return the first and the last node of a line."""
    (x0, y0), (x1, y1) = line.coords[0], line.coords[-1]
    return (x0, y0), (x1, y1)


def _faces(area: Area, cuts: list[LineString]) -> list[Polygon]:
    """Return the pieces that the cuts make of the area."""
    # The union only breaks the lines at nodes they already share: no new coordinate arises.
    lines = shapely.get_parts(shapely.union_all([area.boundary, *cuts]))
    faces = shapely.get_parts(shapely.polygonize(lines))
    return [face for face in faces if area.contains(face.representative_point())]
