"""The land around the districts, in one grey shape without borders or names.

The district's own ground is taken out, so nothing is drawn over or beside a disputed line: land
has no countries here. A rim stays beneath the districts, because a page may simplify them, and
then an exact counterpart would gape along every border. Draw the context first, without a stroke,
and the districts opaque on top.
"""

import json
from collections.abc import Iterable

import shapely
from shapely import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from origin import WORLD_LAND, read
from shapes import Area, written_form

BOX = (40.0, 35.0, 56.0, 45.0)
"""West, south, east, north. Azerbaijan fills 44.8 to 50.4 and 38.4 to 41.9: this fills a very wide
screen beside it (21:9 needs 42.2 to 53.1) and a tall telephone above and below it."""
DECIMALS = 3
"""Some 100 m: enough for a backdrop."""

# Degrees, some 2 to 3 km. The rim must be wider than the simplification and the rounding together,
# or the grey would draw back from the districts' edge.
_RIM = 0.03
_SIMPLIFIED = 0.02
# The two packages hold different releases of Natural Earth: along the Caspian their shores differ
# by a hair. Land beyond the districts that is thinner than this is such a hair, not land.
_HAIR = 0.03
_LEAST_PART = 0.001
"""Square degrees, some 10 km²: smaller islands and remnants are left out."""


def around(districts: Iterable[Area]) -> Area:
    """Return the land in the box around the districts, reaching a rim beneath them."""
    land = shapely.intersection(_land_near_box(), box(*BOX))
    inside = shapely.coverage_union_all(list(districts))
    beyond = _without_hairs(land.difference(inside))
    with_rim = shapely.intersection(land, beyond.buffer(_RIM, quad_segs=2))
    fine = with_rim.difference(inside.buffer(-_RIM, quad_segs=2))
    # A ring's first node is never simplified away: normalize() fixes which node is first.
    coarse = fine.normalize().simplify(_SIMPLIFIED)
    parts = shapely.get_parts(shapely.set_precision(coarse, 10**-DECIMALS))
    return written_form(MultiPolygon([part for part in parts if part.area > _LEAST_PART]))


def _without_hairs(area: BaseGeometry) -> BaseGeometry:
    """Return the area without what is thinner than a hair, grown again by a little more."""
    return area.buffer(-_HAIR / 2).buffer(_HAIR / 2 + 0.001)


def _land_near_box() -> BaseGeometry:
    """Return the land masses that come near the box, out of the TopoJSON file, in one."""
    topology = json.loads(read(WORLD_LAND))
    arcs = [_positions(arc, topology["transform"]) for arc in topology["arcs"]]
    (land,) = topology["objects"]["land"]["geometries"]
    polygons = [
        Polygon(_ring(rings[0], arcs), [_ring(hole, arcs) for hole in rings[1:]])
        for rings in land["arcs"]
    ]
    near = shapely.STRtree(polygons).query(box(*BOX))
    return shapely.union_all(shapely.make_valid([polygons[i] for i in sorted(near)]))


Position = tuple[float, float]


def _positions(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Position]:
    """Return the degrees of one arc: TopoJSON stores whole-number steps from node to node."""
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    x = y = 0
    result: list[Position] = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        result.append((x * scale_x + shift_x, y * scale_y + shift_y))
    return result


def _ring(indices: list[int], arcs: list[list[Position]]) -> list[Position]:
    """Return one ring, its arcs joined; a negative index ~i is arc i backwards."""
    result: list[Position] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        result += arc[1:] if result else arc
    return result
