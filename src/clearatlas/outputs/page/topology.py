"""Polygons -> arcs: every shared border once, whatever number of polygons or editions use it.

The scheme is that of TopoJSON: rings are cut where the set of neighbours of a vertex changes, equal
pieces are kept once, coordinates are whole steps of a grid. An arc is a flat list of differences
``[x, y, dx, dy, dx, dy, ...]``; a ring is a list of arc numbers, ``~n`` for arc ``n`` walked
backwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

import numpy as np
import shapely
from numpy.typing import NDArray

__all__ = ["Grid", "Shape", "Topology", "arcs_of", "build_topology", "fitting_grid", "ring_points"]

#: A polygon or multipolygon: parts, each an outer ring and its holes, each a list of arc numbers.
Shape = list[list[list[int]]]

_Ints = NDArray[np.int64]

#: Steps of the grid across the longer side: four or more to a pixel of a full-screen map.
_STEPS_ACROSS = 20_000
_RING_LEAST = 3
#: How often a grid is made finer, ten times each.
_FINER_GRIDS = 2


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid coordinates are rounded to: ``degrees = (origin + whole number) * step``.

    ``step`` is 1, 2 or 5 times a power of ten in degrees; ``x`` and ``y`` are the origin in steps,
    so that the numbers written are small.
    """

    step: float
    x: int
    y: int

    @classmethod
    def around(cls, bounds: Sequence[float]) -> Grid:
        """Return the grid fit for a screen that shows ``bounds`` (west, south, east, north).

        >>> Grid.around((44.8, 38.4, 50.4, 41.9))
        Grid(step=0.0002, x=224000, y=192000)
        """
        west, south, east, north = bounds
        across = max(east - west, north - south, 1e-9)
        longest = across / _STEPS_ACROSS
        power = floor(log10(longest))
        step = max(one for one in (10.0**power, 2 * 10.0**power, 5 * 10.0**power) if one <= longest)
        return cls(step, floor(west / step + 1e-6), floor(south / step + 1e-6))

    @property
    def finer(self) -> Grid:
        """The grid with steps a tenth as long."""
        return Grid(self.step / 10, self.x * 10, self.y * 10)

    @property
    def decimals(self) -> int:
        """Decimals that write a grid coordinate in degrees."""
        return max(0, ceil(-log10(self.step) - 1e-9))

    def snap(self, coordinates: NDArray[np.float64]) -> _Ints:
        """Return degrees as whole grid steps."""
        steps: _Ints = np.rint(coordinates / self.step).astype(np.int64)
        return steps - np.array([self.x, self.y], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Topology:
    """Arcs on a grid, and the shapes made of them in the order they were given."""

    grid: Grid
    arcs: list[list[int]]
    shapes: list[Shape]


@dataclass(frozen=True, slots=True)
class _Rings:
    """All rings end to end, not closed: vertex numbers, and where each ring starts and ends."""

    vertices: _Ints
    starts: _Ints
    ends: _Ints
    polygon: _Ints
    shape: _Ints


def fitting_grid(geometries: Sequence[shapely.Geometry], grid: Grid) -> Grid:
    """Return a grid on which polygons stay valid: ``grid``, or else a finer one.

    A narrow neck or a spike may fall together on the steps, and a GIS refuses such a polygon.
    """
    for _ in range(_FINER_GRIDS):
        if _are_valid(*_rings(np.asarray(geometries, dtype=object), grid)):
            break
        grid = grid.finer
    return grid


def build_topology(geometries: Sequence[shapely.Geometry], grid: Grid) -> Topology:
    """Return the arcs of polygons, each once, and the polygons as lists of arcs.

    Vertices that fall on one grid point become one. A ring that falls together to less than a
    triangle is left out, unless it is the first of its polygon's only part.
    """
    rings, places = _rings(np.asarray(geometries, dtype=object), grid)
    junctions = _junctions(rings, len(places))
    numbers: dict[bytes, int] = {}
    arcs: list[list[int]] = []
    shapes: list[Shape] = [[] for _ in geometries]
    last_polygon = -1
    for index in range(len(rings.starts)):
        piece = rings.vertices[rings.starts[index] : rings.ends[index]]
        ring = []
        for arc in _cut(piece, junctions):
            key, backwards = _canonical(arc)
            number = numbers.setdefault(key, len(arcs))
            if number == len(arcs):
                arcs.append(_differences(places[arc[::-1] if backwards else arc]))
            ring.append(~number if backwards else number)
        parts = shapes[int(rings.shape[index])]
        if rings.polygon[index] != last_polygon:
            parts.append([])
            last_polygon = int(rings.polygon[index])
        parts[-1].append(ring)
    return Topology(grid, arcs, shapes)


def arcs_of(shapes: Iterable[Shape]) -> set[int]:
    """Return the numbers of the arcs that shapes are made of."""
    rings = (ring for shape in shapes for part in shape for ring in part)
    return {number if number >= 0 else ~number for ring in rings for number in ring}


def ring_points(topology: Topology, ring: Sequence[int]) -> list[tuple[float, float]]:
    """Return a ring as closed longitude and latitude pairs, as a reader of the page builds it."""
    grid = topology.grid
    points: list[tuple[int, int]] = []
    for number in ring:
        steps = np.reshape(topology.arcs[number if number >= 0 else ~number], (-1, 2)).cumsum(0)
        walked = [(int(x), int(y)) for x, y in (steps if number >= 0 else steps[::-1])]
        points += walked[1:] if points else walked
    decimals = grid.decimals
    return [
        (round((grid.x + x) * grid.step, decimals), round((grid.y + y) * grid.step, decimals))
        for x, y in points
    ]


def _rings(geometries: NDArray[np.object_], grid: Grid) -> tuple[_Rings, _Ints]:
    """Return all rings on the grid, repeats and collapsed rings gone, and the grid points."""
    polygons, shape_of = shapely.get_parts(geometries, return_index=True)
    lines, polygon_of = shapely.get_rings(polygons, return_index=True)
    degrees, ring_of = shapely.get_coordinates(lines, return_index=True)
    points = grid.snap(degrees)
    last = np.append(ring_of[1:] != ring_of[:-1], True)
    # Rings are closed, so the last point repeats the first; others go where they repeat the next.
    moves = np.append((points[1:] != points[:-1]).any(axis=1), False) & ~last
    sizes = np.bincount(ring_of[moves], minlength=len(lines))
    lone = _lone(polygon_of, shape_of, sizes)
    whole = (sizes >= _RING_LEAST) | lone
    whole &= whole[np.searchsorted(polygon_of, polygon_of)]  # no hole without its outer ring
    # A polygon smaller than a step stays as a point.
    moves |= last & (lone & (sizes == 0))[ring_of]
    chosen = moves & whole[ring_of]
    places, vertices = _numbered(points[chosen])
    ends = np.cumsum(np.bincount(ring_of[chosen], minlength=len(lines))[whole])
    return (
        _Rings(
            vertices=vertices,
            starts=np.append(0, ends[:-1]),
            ends=ends,
            polygon=polygon_of[whole],
            shape=shape_of[polygon_of][whole],
        ),
        places,
    )


def _are_valid(rings: _Rings, places: _Ints) -> bool:
    """Return whether the polygons of rings are valid; one that is no more than a point counts."""
    sizes = rings.ends - rings.starts
    whole = sizes >= _RING_LEAST
    ring_of = np.repeat(np.cumsum(whole) - 1, sizes)
    drawn = np.repeat(whole, sizes)
    lines = shapely.linearrings(places[rings.vertices][drawn], indices=ring_of[drawn])
    _, polygon_of = np.unique(rings.polygon[whole], return_inverse=True)
    return bool(shapely.is_valid(shapely.polygons(np.asarray(lines), indices=polygon_of)).all())


def _lone(polygon_of: _Ints, shape_of: _Ints, sizes: _Ints) -> NDArray[np.bool_]:
    """Return the largest outer ring of each shape that would vanish for being too small."""
    outer = np.append(True, polygon_of[1:] != polygon_of[:-1])
    shape = shape_of[polygon_of]
    alive = np.bincount(shape[outer & (sizes >= _RING_LEAST)], minlength=int(shape.max()) + 1)
    candidates = np.flatnonzero(outer & (alive[shape] == 0))
    lone = np.zeros(len(sizes), dtype=bool)
    for one in np.unique(shape[candidates]):
        of_shape = candidates[shape[candidates] == one]
        lone[of_shape[np.argmax(sizes[of_shape])]] = True
    return lone


def _numbered(points: _Ints) -> tuple[_Ints, _Ints]:
    """Return the distinct points, and for each point the number of its distinct one."""
    least, span = points.min(axis=0), np.ptp(points, axis=0) + 1
    keys = (points[:, 0] - least[0]) * span[1] + (points[:, 1] - least[1])
    distinct, numbers = np.unique(keys, return_inverse=True)
    places = np.column_stack([distinct // span[1] + least[0], distinct % span[1] + least[1]])
    return places, numbers.astype(np.int64)


def _junctions(rings: _Rings, count: int) -> NDArray[np.bool_]:
    """Return, for every grid point, whether arcs end there.

    They do where the two neighbours are not the same pair each time a ring passes the point.
    """
    vertices = rings.vertices
    before, after = np.roll(vertices, 1), np.roll(vertices, -1)
    before[rings.starts] = vertices[rings.ends - 1]
    after[rings.ends - 1] = vertices[rings.starts]
    low, high = np.minimum(before, after), np.maximum(before, after)
    some_low, some_high = np.zeros(count, np.int64), np.zeros(count, np.int64)
    some_low[vertices], some_high[vertices] = low, high
    differs = (some_low[vertices] != low) | (some_high[vertices] != high)
    junctions = np.zeros(count, dtype=bool)
    junctions[vertices[differs]] = True
    return junctions


def _cut(ring: _Ints, junctions: NDArray[np.bool_]) -> list[_Ints]:
    """Return the arcs of a ring, in its direction, each with both its ends."""
    at = np.flatnonzero(junctions[ring])
    if not len(at):
        least = int(np.argmin(ring))
        turned = np.roll(ring, -least)
        return [np.append(turned, turned[0])]
    turned = np.roll(ring, -at[0])
    closed = np.append(turned, turned[0])
    ends = [*(at - at[0]), len(ring)]
    return [closed[a : b + 1] for a, b in pairwise(ends)]


def _canonical(arc: _Ints) -> tuple[bytes, bool]:
    """Return what is equal for an arc and its reverse, and whether it is this arc's reverse."""
    forwards, backwards = arc.tobytes(), arc[::-1].tobytes()
    return min((forwards, False), (backwards, True))


def _differences(points: _Ints) -> list[int]:
    steps: _Ints = np.diff(points, axis=0, prepend=0)
    return [int(number) for number in steps.ravel()]
