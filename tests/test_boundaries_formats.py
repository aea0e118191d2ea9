"""One coverage, written in every format and several coordinate systems, loads back the same."""

import json
import shutil
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from clearatlas.boundaries import load_shipped
from clearatlas.boundaries.userfile import load_file
from clearatlas.places import Gazetteer

# UTM 38N; web Mercator; Pulkovo 1942 zone 8, whose first axis is north; longitude and latitude.
SYSTEMS = ["EPSG:4326", "EPSG:32638", "EPSG:3857", "EPSG:28408"]
ALL_SYSTEMS = ["geojson", "gpkg", "shp", "zip", "fgb", "parquet"]
WGS84_ONLY = ["kml", "kmz", "topojson"]
CASES = [(suffix, crs) for suffix in ALL_SYSTEMS for crs in SYSTEMS] + [
    (suffix, SYSTEMS[0]) for suffix in WGS84_ONLY
]


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.load()


@pytest.fixture(scope="module")
def shipped(gazetteer):
    """The districts that figures name, of the newest shipped edition."""
    frame = load_shipped(gazetteer)[-1].frame
    named = ["aghdam", "aghdara", "fuzuli", "gubadli", "jabrayil", "kalbajar", "khankendi"]
    named += ["khojaly", "khojavand", "lachin", "shusha", "tartar", "zangilan"]
    return frame.loc[named].sort_index()


def write_topojson(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write every ring as an arc of its own: legal, if not small."""
    arcs: list[list[list[float]]] = []

    def ring(ring_: shapely.LinearRing) -> list[int]:
        arcs.append([list(xy) for xy in ring_.coords])
        return [len(arcs) - 1]

    def polygon(shape: shapely.Polygon) -> list[list[int]]:
        return [ring(shape.exterior), *(ring(hole) for hole in shape.interiors)]

    units = [
        {
            "type": "MultiPolygon",
            "properties": row.drop("geometry").to_dict(),
            "arcs": [polygon(part) for part in shapely.get_parts(row.geometry)],
        }
        for _, row in frame.iterrows()
    ]
    collection = {"units": {"type": "GeometryCollection", "geometries": units}}
    path.write_text(json.dumps({"type": "Topology", "objects": collection, "arcs": arcs}))


def write(frame: gpd.GeoDataFrame, path: Path) -> Path:
    suffix = path.suffix[1:]
    if suffix == "topojson":
        write_topojson(frame, path)
    elif suffix == "parquet":
        frame.to_parquet(path)
    elif suffix == "zip":
        inner = write(frame, path.with_suffix(".shp"))
        with zipfile.ZipFile(path, "w") as archive:
            for part in path.parent.glob(f"{inner.stem}.*"):
                if part.suffix != ".zip":
                    archive.write(part, f"folder/{part.name}")
                    part.unlink()
    else:
        driver = {"driver": "LIBKML"} if suffix in {"kml", "kmz"} else {}
        frame.to_file(path, **driver, **({"encoding": "UTF-8"} if suffix == "shp" else {}))
    return path


def assert_same_shapes(loaded: gpd.GeoDataFrame, expected: gpd.GeoDataFrame) -> None:
    differing = shapely.symmetric_difference(
        loaded.geometry.to_numpy(), expected.geometry.to_numpy()
    )
    assert shapely.area(differing).max() < 1e-6  # square degrees: about 0.01 km²
    np.testing.assert_allclose(loaded["area_km2"], expected["area_km2"], rtol=1e-4)
    assert shapely.coverage_is_valid(loaded.geometry.to_numpy())
    assert loaded.crs == "EPSG:4326"


@pytest.mark.parametrize(("suffix", "crs"), CASES)
def test_azerbaijan_loads_back_the_same(suffix, crs, tmp_path, gazetteer, shipped):
    written = shipped.reset_index()[["name_az", "name_en", "kind", "iso_3166_2", "geometry"]]
    path = write(written.to_crs(crs), tmp_path / f"units.{suffix}")
    boundaries = load_file(path, gazetteer=gazetteer)
    assert boundaries.edition == "units"
    assert not boundaries.own_codes
    assert list(boundaries.frame.index) == list(shipped.index)
    assert list(boundaries.frame["name_az"]) == list(shipped["name_az"])
    assert_same_shapes(boundaries.frame, shipped)


@pytest.mark.parametrize(("suffix", "crs"), CASES)
def test_foreign_codes_stay_text(suffix, crs, tmp_path, gazetteer, shipped):
    codes = [f"{number:02}" for number in range(1, 14)]
    names = [f"Vālley {code}" for code in codes]
    written = gpd.GeoDataFrame({"code": codes, "name": names}, geometry=shipped.geometry.array)
    path = write(written.set_crs(4326).to_crs(crs), tmp_path / f"units.{suffix}")
    boundaries = load_file(path, gazetteer=gazetteer, edition="mine")
    assert boundaries.edition == "mine"
    assert boundaries.own_codes
    assert list(boundaries.frame.index) == codes
    assert list(boundaries.frame["name_en"]) == names
    expected = shipped.set_axis(codes)
    assert_same_shapes(boundaries.frame, expected)


def test_layer_of_several_is_named(tmp_path, gazetteer, shipped):
    path = tmp_path / "several.gpkg"
    districts = shipped.reset_index()[["code", "geometry"]]
    districts.to_file(path, layer="districts")
    districts.iloc[:3].to_file(path, layer="some")
    points = districts.set_geometry(districts.representative_point())
    points.to_file(path, layer="towns")
    assert len(load_file(f"{path}:some", gazetteer=gazetteer).frame) == 3
    assert len(load_file(f"{path}:districts", gazetteer=gazetteer).frame) == 13


def test_only_polygon_layer_is_chosen(tmp_path, gazetteer, shipped):
    path = tmp_path / "mixed.gpkg"
    districts = shipped.reset_index()[["code", "geometry"]]
    districts.set_geometry(districts.representative_point()).to_file(path, layer="towns")
    districts.to_file(path, layer="districts")
    assert list(load_file(path, gazetteer=gazetteer).frame.index) == list(shipped.index)


def test_shapefile_without_declared_encoding_is_utf8_where_that_is_proven(
    tmp_path, gazetteer, shipped
):
    path = write(shipped.reset_index()[["name_az", "geometry"]], tmp_path / "units.shp")
    path.with_suffix(".cpg").unlink()
    boundaries = load_file(path, gazetteer=gazetteer)
    assert list(boundaries.frame.index) == list(shipped.index)
    assert any("valid UTF-8" in note for note in boundaries.notes)


@pytest.mark.parametrize("encoding", ["UTF-8", "1254", "ISO-8859-9"])
def test_shapefile_encoding_is_honoured(encoding, tmp_path, gazetteer, shipped):
    names = [f"Şövqü {number:02}" for number in range(1, 14)]
    frame = gpd.GeoDataFrame({"name": names}, geometry=shipped.geometry.array, crs=4326)
    path = tmp_path / "units.shp"
    frame.to_file(path, encoding=encoding)
    path.with_suffix(".cpg").write_text(encoding)
    assert list(load_file(path, gazetteer=gazetteer).frame["name_en"]) == names


def test_upper_case_sidecars_count(tmp_path, gazetteer, shipped):
    path = write(shipped.reset_index()[["code", "geometry"]], tmp_path / "units.shp")
    for part in tmp_path.glob("units.*"):
        shutil.move(part, part.with_suffix(part.suffix.upper()))
    assert len(load_file(path.with_suffix(".SHP"), gazetteer=gazetteer).frame) == 13


def test_integer_codes_beside_empty_cells_stay_integers(tmp_path, gazetteer):
    features = [
        {
            "type": "Feature",
            "properties": {"wof_id": 100 + n, "pop": None if n else 7, "gn_id": None if n else 5},
            "geometry": shapely.box(n, 0, n + 1, 1).__geo_interface__,
        }
        for n in range(3)
    ]
    path = tmp_path / "units.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert list(load_file(path, gazetteer=gazetteer).frame.index) == ["100", "101", "102"]


def test_kml_with_names_only_is_keyed_by_them(tmp_path, gazetteer, shipped):
    names = [f"Valley {number:02}" for number in range(1, 14)]
    frame = gpd.GeoDataFrame({"name": names}, geometry=shipped.geometry.array, crs=4326)
    boundaries = load_file(write(frame, tmp_path / "units.kml"), gazetteer=gazetteer)
    assert list(boundaries.frame.index) == names


def test_kml_folder_of_polygons_is_chosen(tmp_path, gazetteer, shipped):
    path = tmp_path / "units.kml"
    districts = shipped.reset_index()[["code", "geometry"]]
    towns = districts.set_geometry(districts.representative_point())
    towns.to_file(path, driver="LIBKML", layer="towns")
    districts.to_file(path, driver="LIBKML", layer="districts", mode="a")
    assert list(load_file(path, gazetteer=gazetteer).frame.index) == list(shipped.index)


def test_zipped_geojson(tmp_path, gazetteer, shipped):
    inner = write(shipped.reset_index()[["code", "geometry"]], tmp_path / "units.geojson")
    path = tmp_path / "units.geojson.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(inner, inner.name)
    boundaries = load_file(path, gazetteer=gazetteer)
    assert boundaries.edition == "units"
    assert list(boundaries.frame.index) == list(shipped.index)


def test_an_unclosed_ring_is_closed_and_told(tmp_path, gazetteer):
    ring = [[0, 0], [1, 0], [1, 1], [0, 1]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"code": "01"}, "geometry": shape}
    path = tmp_path / "units.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    boundaries = load_file(path, gazetteer=gazetteer)
    assert shapely.area(boundaries.frame.geometry.iloc[0]) == 1
    assert any("Non closed ring detected" in note for note in boundaries.notes)


def test_missing_texts_are_none(tmp_path, gazetteer, shipped):
    names = ["Valley", *[None] * 12]
    codes = [f"{number:02}" for number in range(13)]
    frame = gpd.GeoDataFrame({"code": codes, "name": names}, geometry=shipped.geometry.array)
    path = write(frame.set_crs(4326), tmp_path / "units.gpkg")
    loaded = load_file(path, gazetteer=gazetteer).frame
    assert loaded["name_en"].to_list() == names
    assert loaded["name_ru"].to_list() == [None] * 13


def test_geoparquet_index_is_a_column(tmp_path, gazetteer, shipped):
    path = tmp_path / "units.parquet"
    shipped[["geometry"]].to_parquet(path)
    assert list(load_file(path, gazetteer=gazetteer).frame.index) == list(shipped.index)


def test_geojson_default_and_crs84_are_the_same(tmp_path, gazetteer, shipped):
    path = write(shipped.reset_index()[["code", "geometry"]], tmp_path / "units.geojson")
    collection = json.loads(path.read_text())
    frames = []
    for name in (None, "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326"):
        collection.pop("crs", None)
        if name:
            collection["crs"] = {"type": "name", "properties": {"name": name}}
        path.write_text(json.dumps(collection))
        frames.append(load_file(path, gazetteer=gazetteer).frame)
    assert frames[0].geometry.equals(frames[1].geometry)
    assert frames[0].geometry.equals(frames[2].geometry)


def test_third_dimension_is_dropped(tmp_path, gazetteer, shipped):
    lifted = shipped.reset_index()[["code", "geometry"]]
    lifted = lifted.set_geometry(shapely.force_3d(lifted.geometry.array, 12.5))
    boundaries = load_file(write(lifted, tmp_path / "units.gpkg"), gazetteer=gazetteer)
    assert not boundaries.frame.has_z.any()


def test_a_file_of_half_a_million_vertices_loads_whole(tmp_path, gazetteer):
    grid = [(column / 10, row / 10) for column in range(71) for row in range(71)]
    cells = [shapely.box(x, y, x + 0.1, y + 0.1) for x, y in grid]
    dense = shapely.segmentize(np.array(cells), 0.1 / 25)
    codes = [f"{number:04}" for number in range(len(cells))]
    frame = gpd.GeoDataFrame({"code": codes}, geometry=dense, crs=4326)
    path = write(frame, tmp_path / "units.fgb")
    assert shapely.get_num_coordinates(dense).sum() > 500_000
    boundaries = load_file(path, gazetteer=gazetteer)
    assert len(boundaries.frame) == len(cells)
