"""Areas, repairs and coverages: nothing is lost, and what is mended is told."""

from itertools import pairwise

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS

from clearatlas.boundaries import load_shipped
from clearatlas.boundaries.shapes import areas_km2, as_coverage, problems_of, to_wgs84
from clearatlas.places import Gazetteer

LABELS = [f"unit {number}" for number in range(1, 10)]


@pytest.fixture(scope="module")
def editions():
    return load_shipped(Gazetteer.load())


def test_geodesic_areas_agree_with_an_equal_area_projection(editions):
    for edition in editions:
        dense = edition.frame.geometry.segmentize(0.002)
        projected = dense.to_crs("+proj=aea +lat_1=38.8 +lat_2=41.5 +lon_0=47.5").area / 1e6
        np.testing.assert_allclose(areas_km2(dense.to_numpy()), projected, rtol=2e-6)


def test_shipped_areas_are_those_of_the_shapes(editions):
    for edition in editions:
        computed = areas_km2(edition.frame.geometry.to_numpy())
        np.testing.assert_allclose(edition.frame["area_km2"], computed, atol=0.01)


@given(
    hole=st.floats(0.1, 0.4),
    shell_clockwise=st.booleans(),
    hole_clockwise=st.booleans(),
)
def test_a_hole_is_subtracted_however_its_ring_runs(hole, shell_clockwise, hole_clockwise):
    shell = shapely.box(46, 40, 47, 41, ccw=not shell_clockwise)
    inner = shapely.box(46.5 - hole, 40.5 - hole, 46.5 + hole, 40.5 + hole, ccw=not hole_clockwise)
    holed = shapely.Polygon(shell.exterior, [inner.exterior])
    whole, cut, left = areas_km2(np.array([shell, inner, holed]))
    assert left == pytest.approx(whole - cut, rel=1e-9)


@given(st.lists(st.floats(0.05, 1.0), min_size=2, max_size=9))
def test_a_valid_coverage_passes_unchanged(widths):
    edges = np.concatenate([[0.0], np.cumsum(widths)])
    units = np.array([shapely.box(a, 0, b, 1) for a, b in pairwise(edges)])
    checked = as_coverage(units, LABELS)
    assert checked.notes == ()
    assert checked.problems == ()
    assert shapely.equals(checked.shapes, units).all()
    assert shapely.is_ccw(shapely.get_exterior_ring(checked.shapes)).all()


@given(st.floats(0.001, 0.08))
def test_a_small_overlap_goes_to_one_side_and_no_area_is_lost(overlap):
    units = np.array([shapely.box(0, 0, 1 + overlap, 1), shapely.box(1, 0, 2, 1)])
    checked = as_coverage(units, LABELS)
    assert not checked.problems
    assert shapely.coverage_is_valid(checked.shapes)
    assert shapely.area(checked.shapes).sum() == pytest.approx(2)
    assert checked.notes[0].startswith("units overlapped or did not share their edges exactly")
    assert "areas changed, km²: unit " in checked.notes[0]


def test_unmatched_vertices_are_matched_without_moving_an_area():
    left = shapely.Polygon([(0, 0), (1, 0), (1, 0.5), (1, 1), (0, 1)])
    checked = as_coverage(np.array([left, shapely.box(1, 0, 2, 1)]), LABELS)
    assert shapely.coverage_is_valid(checked.shapes)
    (note,) = checked.notes
    assert note.endswith("did not share their edges exactly; cleaned, no area changed by 0.01 km²")


def test_a_narrow_gap_is_told_and_left_open():
    units = np.array([shapely.box(0, 0, 1, 1), shapely.box(1.0005, 0, 2, 1)])
    checked = as_coverage(units, LABELS)
    assert checked.notes == (
        "there are gaps less than about 100 m wide between units; they are left open",
    )
    assert shapely.area(checked.shapes).sum() == pytest.approx(1.9995)


def test_a_bow_tie_is_repaired_and_told():
    bow_tie = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    checked = as_coverage(np.array([bow_tie]), LABELS)
    assert not checked.problems
    assert shapely.area(checked.shapes[0]) == pytest.approx(0.5)
    assert checked.notes[0].startswith("unit 1: Self-intersection[0.5 0.5]; repaired, its area is ")


def test_coordinates_that_are_no_numbers_are_a_problem():
    with np.errstate(invalid="ignore"):  # numpy warns of the very number this is about
        broken = shapely.Polygon([(0, 0), (1, 0), (np.nan, 1), (0, 0)])
    assert problems_of(np.array([shapely.box(0, 0, 1, 1), broken]), LABELS) == (
        "features with coordinates that are no numbers: unit 2; mend or remove them",
    )


@given(st.floats(-179, 178), st.floats(-80, 79))
def test_longitude_and_latitude_pass_as_they_are(x, y):
    shape = np.array([shapely.box(x, y, x + 1, y + 1)])
    for name in ("EPSG:4326", "OGC:CRS84"):
        assert shapely.equals_identical(to_wgs84(shape, CRS(name), LABELS).shapes, shape).all()


def test_shipped_editions_are_through_the_door(editions):
    assert [edition.edition for edition in editions] == ["2023", "2024"]
    for edition in editions:
        frame = edition.frame
        assert isinstance(frame, gpd.GeoDataFrame)
        assert frame.index.name == "code"
        assert frame.index.is_unique
        assert frame.index.is_monotonic_increasing
        assert frame.crs == "EPSG:4326"
        assert shapely.coverage_is_valid(frame.geometry.to_numpy())
        assert frame["name_ru"].notna().all()
        assert edition.source
        assert edition.licence
    assert "aghdara" not in editions[0].frame.index
    assert editions[1].frame.loc["aghdara", "approximate"]
    assert editions[0].valid_to < editions[1].valid_from
