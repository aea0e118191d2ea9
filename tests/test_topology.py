"""Arcs: every border once, and the shapes that come back are the shapes that went in."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from clearatlas.boundaries import load_shipped
from clearatlas.outputs.page.geometry import geometry_of
from clearatlas.outputs.page.numbers import as_text
from clearatlas.outputs.page.topology import Grid, build_topology, fitting_grid, ring_points
from clearatlas.places import Gazetteer

UNIT_GRID = Grid(step=1.0, x=0, y=0)


@st.composite
def editions(draw, side=5, labels=4):
    """Two coverages of the same square: cells of a lattice, each given to one of a few districts.

    Holes, enclaves, several parts and corners that only touch all come about.
    """
    made = []
    for _ in range(2):
        owners = draw(st.lists(st.integers(0, labels - 1), min_size=side**2, max_size=side**2))
        by_owner = {}
        for number, owner in enumerate(owners):
            x, y = divmod(number, side)
            by_owner.setdefault(owner, []).append(shapely.box(x, y, x + 1, y + 1))
        made += [shapely.union_all(cells) for _, cells in sorted(by_owner.items())]
    return made


def rebuilt(topology, shape):
    return shapely.MultiPolygon(
        [
            shapely.Polygon(
                ring_points(topology, part[0]), [ring_points(topology, hole) for hole in part[1:]]
            )
            for part in shape
        ]
    )


def segments(topology):
    """Every straight piece of every arc, as an unordered pair of points."""
    for arc in topology.arcs:
        points = np.reshape(arc, (-1, 2)).cumsum(axis=0).tolist()
        for start, end in itertools.pairwise(points):
            yield frozenset({tuple(start), tuple(end)})


def decoded(text):
    """The numbers of :func:`as_text`, read by the rule in its docstring."""
    numbers, value, shift = [], 0, 0
    for sign in text:
        bits = ord(sign) - 63
        value |= (bits % 32) << shift
        shift += 5
        if bits < 32:
            numbers.append(~(value >> 1) if value % 2 else value >> 1)
            value, shift = 0, 0
    return numbers


@given(editions())
def test_shapes_come_back_and_no_border_is_stored_twice(shapes):
    topology = build_topology(shapes, UNIT_GRID)
    for before, after in zip(shapes, topology.shapes, strict=True):
        assert rebuilt(topology, after).equals(before)
    stored = list(segments(topology))
    assert len(stored) == len(set(stored))


@given(editions())
def test_every_arc_is_used(shapes):
    topology = build_topology(shapes, UNIT_GRID)
    rings = [ring for shape in topology.shapes for part in shape for ring in part]
    used = {number if number >= 0 else ~number for ring in rings for number in ring}
    assert used == set(range(len(topology.arcs)))


@given(editions())
def test_order_of_shapes_is_kept_and_a_second_build_is_the_same(shapes):
    first, second = build_topology(shapes, UNIT_GRID), build_topology(shapes, UNIT_GRID)
    assert (first.arcs, first.shapes) == (second.arcs, second.shapes)


def test_an_island_in_two_editions_is_one_arc():
    island = shapely.box(0, 0, 3, 2)
    turned = shapely.Polygon([(3, 2), (3, 0), (0, 0), (0, 2)])
    topology = build_topology([island, turned], UNIT_GRID)
    assert len(topology.arcs) == 1
    assert rebuilt(topology, topology.shapes[1]).equals(island)


def test_a_shape_smaller_than_a_step_stays_where_it_is():
    speck = shapely.box(4.1, 6.1, 4.2, 6.2)
    topology = build_topology([speck, shapely.box(0, 0, 2, 2)], UNIT_GRID)
    assert ring_points(topology, topology.shapes[0][0][0])[0] == (4, 6)


def test_a_part_smaller_than_a_step_goes_and_the_rest_stays():
    both = shapely.MultiPolygon([shapely.box(0, 0, 2, 2), shapely.box(5.1, 5.1, 5.2, 5.2)])
    topology = build_topology([both], UNIT_GRID)
    assert rebuilt(topology, topology.shapes[0]).equals(shapely.box(0, 0, 2, 2))


@given(st.lists(st.integers(-(2**29), 2**29)))
def test_text_gives_back_the_numbers(numbers):
    assert decoded(as_text(numbers)) == numbers


@given(
    st.tuples(st.floats(-170, 160), st.floats(-80, 70)),
    st.tuples(st.floats(0.001, 10), st.floats(0.001, 10)),
)
@settings(max_examples=50)
def test_the_grid_is_finer_than_a_pixel_of_a_screen(corner, size):
    west, south = corner
    grid = Grid.around((west, south, west + size[0], south + size[1]))
    assert max(size) / grid.step >= 20_000 * 0.999
    assert np.all(grid.snap(np.array([[west, south]])) >= 0)


@pytest.fixture(scope="module")
def shipped():
    return [shape for edition in load_shipped(Gazetteer.load()) for shape in edition.shapes]


def test_both_shipped_editions_share_their_arcs(shipped):
    grid = Grid.around(shapely.total_bounds(shipped).tolist())
    topology = build_topology(shipped, grid)
    half_a_step_aside = grid.step * 0.75
    for before, after in zip(shipped, topology.shapes, strict=True):
        back = rebuilt(topology, after)
        assert shapely.hausdorff_distance(back.boundary, before.boundary) < half_a_step_aside
    stored = list(segments(topology))
    assert len(stored) == len(set(stored))
    alone = build_topology(shipped[: len(shipped) // 2], grid)
    assert len(topology.arcs) < 1.2 * len(alone.arcs)


def test_a_grid_is_made_finer_where_a_valid_shape_falls_together():
    neck = shapely.Polygon([(0, 0), (4, 2.0), (8, 0), (8, 4), (4, 2.1), (0, 4)])
    assert neck.is_valid
    assert fitting_grid([neck], UNIT_GRID) == Grid(step=0.1, x=0, y=0)
    assert fitting_grid([shapely.box(0, 0, 2, 2)], UNIT_GRID) == UNIT_GRID


def test_the_shipped_editions_stay_valid_on_the_first_grid():
    shapes = np.concatenate([edition.shapes for edition in load_shipped(Gazetteer.load())])
    grid = Grid.around(shapely.total_bounds(shapes).tolist())
    assert fitting_grid(shapes.tolist(), grid) == grid


def test_islands_on_both_sides_of_the_180th_meridian_stand_beside_each_other():
    shipped = load_shipped(Gazetteer.load())[0]
    units = [
        replace(unit, shape=shapely.box(*box))
        for unit, box in zip(
            shipped.drawn.values(),
            [(178, -18, 180, -16), (-180, -18, -179, -16), (177, -20, 178, -19)],
            strict=False,
        )
    ]
    islands = replace(
        shipped, drawn={unit.code: unit for unit in units}, source="synthetic", own_codes=True
    )
    made = geometry_of([islands], list(islands.drawn))
    edges = [
        ring_points(made.topology, part[0])
        for shape in made.drawn[islands.edition].shapes.values()
        for part in shape
    ]
    longitudes = [longitude for ring in edges for longitude, _ in ring]
    assert (min(longitudes), max(longitudes)) == (177, 181)
    spots = [
        made.topology.grid.step * (made.topology.grid.x + x)
        for x, _ in made.drawn[islands.edition].points.values()
    ]
    assert spots[1] == pytest.approx(180.5, abs=0.1)
