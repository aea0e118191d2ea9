"""The opening map as a still picture: there before any script runs, and where none may.

Scripts draw the same over it and take it away. It is made of the arcs of :mod:`topology`, with as
many vertices as its size needs; a border that two districts share is simplified once for both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from clearatlas.atlas.cells import Cell
from clearatlas.classification import Classes
from clearatlas.observations import Status
from clearatlas.outputs.page.geometry import Drawn, Geometry
from clearatlas.outputs.page.moments import fill_of
from clearatlas.outputs.page.topology import Shape, Topology, arcs_of

__all__ = ["SIGNS", "Label", "Patch", "Still", "still"]

_Points = NDArray[np.float64]
_Walk = NDArray[np.int64]

#: Warning signs on the map, as in ``static/pieces.js``.
SIGNS = {Status.CONFLICTING: "!", Status.DEFINITION_DIFFERS: "*"}
#: Steps of the picture across its longer side: two to a pixel where a map is 500 pixels high.
_ACROSS = 1_000
#: How far a line may leave its place, in steps: borders of districts, and what lies around them.
_TOLERANCE, _TOLERANCE_AROUND = 1.5, 20.0
#: How much of what lies around is drawn on each side, in widths and heights of the picture.
_AROUND = 0.3
#: Height of a name, and width of one letter of it, in steps: 12 pixels where it is drawn half size.
_NAME, _LETTER = 24, 14
#: How much of its district's box a name may take, across and upwards.
_ROOM = (0.9, 0.6)


@dataclass(frozen=True, slots=True)
class Patch:
    """A district: the name of its fill, and its path."""

    fill: str
    path: str


@dataclass(frozen=True, slots=True)
class Label:
    """Where a district's name and warning sign stand; each may be empty."""

    x: int
    y: int
    name: str
    sign: str


@dataclass(frozen=True, slots=True)
class Still:
    """The picture: its size in steps, the paths of what is around the districts, and these.

    Districts carry their borders themselves; ``rough`` lies over those that are approximate.
    """

    width: int
    height: int
    land: str
    rest: str
    districts: tuple[Patch, ...]
    rough: str
    labels: tuple[Label, ...]


def still(
    cells: Mapping[str, Cell | None],
    classes: Classes,
    geometry: Geometry,
    drawn: Drawn,
    names: Mapping[str, str],
) -> Still:
    """Return the picture of one period and measure.

    Parameters
    ----------
    cells
        The districts reported on by code; None where the period states nothing of the measure.
    classes
        Their class limits.
    geometry, drawn
        All that is drawn, and what the period's edition draws of it.
    names
        The names of districts.
    """
    own = {code: drawn.shapes[code] for code in cells}
    paper = _Paper(geometry.topology, own.values())
    others = [shape for code, shape in drawn.shapes.items() if code not in own]
    arcs = arcs_of(own.values())
    rough = [arc for arc in drawn.dashed if arc in arcs]
    return Still(
        width=paper.width,
        height=paper.height,
        land=paper.surface(paper.near(geometry.land)),
        rest=paper.surface(paper.near(others)),
        districts=tuple(
            Patch(_fill(cell, classes), paper.surface([own[code]])) for code, cell in cells.items()
        ),
        rough=paper.lines(rough),
        labels=tuple(_labels(cells, paper, drawn, names)),
    )


def _labels(
    cells: Mapping[str, Cell | None], paper: _Paper, drawn: Drawn, names: Mapping[str, str]
) -> Iterator[Label]:
    """Yield the names that fit into their districts, and every warning sign."""
    for code, cell in cells.items():
        width, height = paper.size(drawn.shapes[code]).tolist()
        has_room = len(names[code]) * _LETTER < width * _ROOM[0] and height * _ROOM[1] > _NAME
        sign = SIGNS.get(cell.status, "") if cell else ""
        if has_room or sign:
            x, y = paper.spot(drawn.points[code])
            yield Label(x, y, names[code] if has_room else "", sign)


def _fill(cell: Cell | None, classes: Classes) -> str:
    """Return what a district is filled with: its class, else the pattern of its status."""
    if cell is None:
        return "O"
    return fill_of(cell, classes)


class _Paper:
    """Arcs as they fall on the picture, in whole steps: north is up, the districts fill it."""

    def __init__(self, topology: Topology, own: Iterable[Shape]) -> None:
        self._grid = topology.grid
        steps, arc_of = _walked(topology)
        flat = self._mercator(steps)
        own_arcs = list(arcs_of(own))
        inside = flat[np.isin(arc_of, own_arcs)]
        span = np.maximum(np.ptp(inside, axis=0), 1e-9)
        self._corner = np.array([inside[:, 0].min(), inside[:, 1].max()])
        self._scale = _ACROSS / span.max()
        self.width, self.height = np.ceil(span * self._scale).astype(int).tolist()
        lines = shapely.linestrings(self._placed(flat), indices=arc_of)
        tolerance = np.full(len(topology.arcs), _TOLERANCE_AROUND)
        tolerance[own_arcs] = _TOLERANCE
        simpler = shapely.simplify(lines, tolerance, preserve_topology=False)
        points, arc_of = shapely.get_coordinates(simpler, return_index=True)
        ends = np.cumsum(np.bincount(arc_of, minlength=len(topology.arcs)))
        self._walks: list[_Walk] = np.split(np.rint(points).astype(np.int64), ends[:-1])

    def _mercator(self, steps: _Walk) -> _Points:
        """Return steps of the grid in the projection of the map."""
        degrees = (steps + np.array([self._grid.x, self._grid.y])) * self._grid.step
        longitude, latitude = np.radians(degrees).T
        return np.column_stack([longitude, np.arctanh(np.sin(latitude))])

    def _placed(self, flat: _Points) -> _Points:
        placed: _Points = (flat - self._corner) * [self._scale, -self._scale]
        return placed

    def spot(self, point: tuple[int, int]) -> tuple[int, int]:
        """Return where a point of the grid lies on the picture."""
        x, y = np.rint(self._placed(self._mercator(np.array([point])))[0]).astype(int).tolist()
        return x, y

    def size(self, shape: Shape) -> _Walk:
        """Return the width and height of a shape."""
        extent: _Walk = np.ptp(self._points(ring for part in shape for ring in part), axis=0)
        return extent

    def near(self, shapes: Iterable[Shape]) -> list[Shape]:
        """Return the rings of shapes that may be seen where the frame is wider or higher."""
        return [
            [[ring] for part in shape for ring in part if self._is_near(ring)] for shape in shapes
        ]

    def surface(self, shapes: Iterable[Shape]) -> str:
        """Return the path of shapes, filled."""
        return "".join(self._ring(ring) for shape in shapes for part in shape for ring in part)

    def lines(self, arcs: Iterable[int]) -> str:
        """Return the path of borders."""
        return "".join(
            f"M{self._start(arc)}l{self._steps[arc]}" for arc in arcs if self._steps[arc]
        )

    def _points(self, rings: Iterable[Sequence[int]]) -> _Walk:
        return np.concatenate([self._walks[max(arc, ~arc)] for ring in rings for arc in ring])

    def _is_near(self, ring: Sequence[int]) -> bool:
        points = self._points([ring])
        size = np.array([self.width, self.height])
        apart = (points.max(axis=0) < -_AROUND * size) | (points.min(axis=0) > (1 + _AROUND) * size)
        return not bool(apart.any())

    def _ring(self, ring: Sequence[int]) -> str:
        steps = "".join([self._steps[arc] if arc >= 0 else self._steps_back[~arc] for arc in ring])
        return f"M{self._start(ring[0])}l{steps}z" if steps else ""

    def _start(self, arc: int) -> str:
        x, y = self._walks[arc][0] if arc >= 0 else self._walks[~arc][-1]
        return f"{x} {y}"

    @cached_property
    def _steps(self) -> list[str]:
        return [_steps(walk) for walk in self._walks]

    @cached_property
    def _steps_back(self) -> list[str]:
        return [_steps(walk[::-1]) for walk in self._walks]


def _walked(topology: Topology) -> tuple[_Walk, _Walk]:
    """Return the points of all arcs in steps of the grid, and the arc of each."""
    sizes = [len(arc) // 2 for arc in topology.arcs]
    steps = np.concatenate([np.asarray(arc) for arc in topology.arcs]).reshape(-1, 2)
    total = np.cumsum(steps, axis=0)
    firsts = np.cumsum([0, *sizes[:-1]])
    before = np.repeat(total[firsts] - steps[firsts], sizes, axis=0)
    return total - before, np.repeat(np.arange(len(sizes)), sizes)


def _steps(walk: _Walk) -> str:
    """Return the steps of a path: a minus sign parts numbers as a space does."""
    moves = np.diff(walk, axis=0)
    moved = moves[moves.any(axis=1)].ravel().tolist()
    return "".join([str(step) if step < 0 else f" {step}" for step in moved])
