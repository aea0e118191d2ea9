"""GeoJSON: RFC 7946 to the letter, the same keys on every feature, and read back unchanged."""

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import geojson_validator
import numpy as np
import pyogrio
import pytest
import shapely

import clearatlas as ca
from clearatlas.errors import UnreadableFile, UnsupportedFormat
from clearatlas.outputs.vectors import geojson
from clearatlas.outputs.wording import texts

GOLDEN = Path(__file__).parent / "golden"
SYNTHETIC = Path(__file__).parent / "cases" / "outputs" / "synthetic_quarter.csv"

KEYS = {
    *("code", "name_en", "name_az", "name_ru", "kind", "iso_3166_2", "ocha_pcode", "edition"),
    *("approximate", "area_km2", "area_source", "period_start", "period_end", "granularity"),
    *("area_cleared_m2", "area_cleared_ha", "area_cleared_status", "area_cleared_flags"),
    *("area_cleared_bound", "area_cleared_per_100km2", "area_cleared_group"),
    *("source_title", "source_url", "published", "other_sources"),
}
MEMBERS = [
    *("type", "bbox", "title", "disclaimer", "notes", "boundary_source", "licence", "generator"),
    *("groups", "totals", "unplaced", "conflicts", "misfits", "coverage", "features"),
]


@cache
def collection(period="2025"):
    return json.loads(geojson(ca.build(period=period)))


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "x.geojson"
    ca.build(period="2025").to_file(path)
    return path


class TestForm:
    @pytest.mark.parametrize("period", ["2025", "2023", "2025-W33", "all"])
    def test_a_checker_we_did_not_write_finds_nothing(self, period):
        found = collection(period)
        bare = {"type": found["type"], "features": found["features"]}
        assert geojson_validator.validate_structure(bare) == {}
        invalid = geojson_validator.validate_geometries(bare)
        assert invalid["invalid"] == {}

    def test_members_stand_beside_the_features(self):
        found = collection()
        assert list(found) == MEMBERS
        assert "crs" not in found
        west, south, east, north = found["bbox"]
        assert west < east
        assert south < north
        assert found["disclaimer"].startswith("Figures for whole districts")

    def test_bbox_holds_every_coordinate(self):
        found = collection()
        shapes = [shapely.geometry.shape(f["geometry"]) for f in found["features"]]
        assert found["bbox"] == pytest.approx(list(shapely.total_bounds(shapes)), abs=1e-9)

    def test_no_number_has_more_than_six_decimals(self, written):
        text = written.read_text(encoding="utf-8")
        coordinates = re.findall(r'"coordinates":(.*?)}', text)
        assert max(len(d) for c in coordinates for d in re.findall(r"\.(\d+)", c)) <= 6

    def test_rings_follow_the_right_hand_rule(self):
        for feature in collection()["features"]:
            shape = shapely.geometry.shape(feature["geometry"])
            for polygon in getattr(shape, "geoms", [shape]):
                assert polygon.exterior.is_ccw
                assert not any(ring.is_ccw for ring in polygon.interiors)

    def test_every_feature_has_the_same_keys(self):
        for period in ("2025", "all"):
            keys = {tuple(f["properties"]) for f in collection(period)["features"]}
            assert len(keys) == 1
            (names,) = keys
            assert set(names) >= KEYS

    def test_nothing_is_nan(self, written):
        assert not re.search(r"\b(NaN|Infinity)\b", written.read_text(encoding="utf-8"))

    def test_dates_are_iso_text(self):
        for feature in collection("all")["features"]:
            for key in ("period_start", "period_end"):
                value = feature["properties"][key]
                assert value is None or date.fromisoformat(value)


class TestTruth:
    def test_missing_is_null_and_zero_is_zero(self):
        atlas = ca.build(SYNTHETIC)
        found = {f["properties"]["code"]: f["properties"] for f in _features(atlas)}
        assert found["lachin"]["uxo"] == 0
        assert found["lachin"]["uxo_status"] == "A"
        assert found["shusha"]["uxo"] is None
        assert found["shusha"]["uxo_status"] == "O"
        assert found["fuzuli"]["uxo"] is None
        assert found["fuzuli"]["uxo_status"] == "K"
        assert found["fuzuli"]["uxo_group"] is not None

    @pytest.mark.parametrize("value", [0.3, 0.5, 1.5, 2])
    def test_a_part_of_a_square_metre_is_written_as_reported(self, tmp_path, value):
        path = tmp_path / "synthetic_small.csv"
        path.write_text(f"place,period,area_m2\nLachin,2025,{value}\nTotal,2025,{value}\n")
        atlas = ca.build(path)
        found = json.loads(geojson(atlas))
        (lachin,) = [
            f["properties"] for f in found["features"] if f["properties"]["area_cleared_m2"]
        ]
        (total,) = found["totals"]
        assert lachin["area_cleared_m2"] == total["value_m2"] == value
        assert atlas.frame.loc["lachin", "area_cleared_m2"] == value

    def test_group_totals_stand_in_the_collection_once(self):
        (group,) = collection("2025-W33")["groups"]
        assert group["totals"]["area_cleared"]["value_m2"] == 13_627_000
        assert group["totals"]["area_cleared"]["value_ha"] == 1362.7
        assert len(group["places"]) == 13
        assert group["sources"]
        named = {f["properties"]["area_cleared_group"] for f in collection("2025-W33")["features"]}
        assert named == {group["id"]}

    def test_unplaced_figures_are_in_the_collection(self):
        (residual,) = [u for u in collection()["unplaced"] if u["measure"] == "area_cleared"]
        assert (residual["reason"], residual["value_ha"]) == ("residual", 2269.5)

    def test_conflicts_name_every_claim_with_its_sources(self):
        disputed = [c for c in collection("2024-08")["conflicts"] if c["measure"] == "uxo"]
        (uxo,) = disputed
        assert sorted(claim["value"] for claim in uxo["claims"]) == [27812, 27872]
        assert all(claim["sources"][0]["url"] for claim in uxo["claims"])

    def test_the_approximate_border_is_marked(self):
        marked = [f for f in collection()["features"] if f["properties"]["approximate"]]
        assert [f["properties"]["code"] for f in marked] == ["aghdara"]
        assert any("approximate" in note for note in collection()["notes"])

    @pytest.mark.parametrize("lang", ["az", "ru"])
    def test_notes_on_shipped_boundaries_are_in_the_readers_language(self, lang):
        notes = json.loads(geojson(ca.build(period="2025", lang=lang)))["notes"]
        assert texts(lang)("about.shipped") in notes
        assert not any("Natural Earth's lines" in note for note in notes)

    def test_all_gives_one_feature_per_district_and_period(self):
        pairs = [
            (p["code"], p["period_start"], p["period_end"])
            for p in (f["properties"] for f in collection("all")["features"])
        ]
        assert len(pairs) == len(set(pairs))
        assert len({period for _, *period in pairs for period in [tuple(period)]}) > 100


class TestReadBack:
    def test_gdal_reads_values_statuses_and_shapes(self, written):
        back = pyogrio.read_dataframe(written).set_index("code")
        frame = ca.build(period="2025").frame
        assert back.crs == "EPSG:4326"
        assert list(back.index) == list(frame.index)
        for column in ("area_cleared_ha", "area_cleared_m2", "area_km2"):
            np.testing.assert_array_equal(
                back[column].to_numpy(float), frame[column].to_numpy(float, na_value=np.nan)
            )
        assert list(back["area_cleared_status"]) == list(frame["area_cleared_status"])
        assert shapely.equals_exact(
            back.geometry.to_numpy(), shapely.orient_polygons(frame.geometry.to_numpy()), 1e-6
        ).all()

    def test_our_own_export_is_a_boundary_file(self, written):
        (edition,) = ca.load_boundaries(written)
        assert set(edition.frame.index) == set(ca.build(period="2025").frame.index)

    def test_golden_file(self):
        golden = GOLDEN / "synthetic_quarter.geojson"
        text = geojson(ca.build(SYNTHETIC))
        assert text == golden.read_bytes(), "write it anew with tests/golden/rebuild.py and look"


class TestWriting:
    def test_two_builds_are_equal_bytes(self, tmp_path):
        paths = tmp_path / "a.geojson", tmp_path / "b.geojson"
        for path in paths:
            ca.build(period="2025").to_file(path)
        assert paths[0].read_bytes() == paths[1].read_bytes()

    def test_an_unknown_suffix_lists_what_is_supported(self, tmp_path):
        with pytest.raises(UnsupportedFormat, match=r"use \.geojson, \.csv"):
            ca.build().to_file(tmp_path / "x.xyz")

    def test_missing_folders_are_made_and_nothing_is_left_beside(self, tmp_path):
        path = tmp_path / "deep" / "er" / "x.geojson"
        ca.build().to_file(path)
        assert [p.name for p in path.parent.iterdir()] == ["x.geojson"]

    def test_a_failure_leaves_what_was_there(self, tmp_path):
        blocked = tmp_path / "x.geojson"
        blocked.mkdir()
        with pytest.raises(UnreadableFile, match="cannot be written"):
            ca.build().to_file(blocked)
        assert list(tmp_path.iterdir()) == [blocked]


def _features(atlas):
    return json.loads(geojson(atlas))["features"]
