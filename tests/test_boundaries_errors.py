"""A boundary file that cannot be used says why, where, and what to do; all at once."""

import json
import zipfile

import geopandas as gpd
import numpy as np
import pytest
import shapely

from clearatlas.boundaries import load_shipped
from clearatlas.boundaries.userfile import load_file
from clearatlas.errors import BoundaryError, UnsupportedFormat
from clearatlas.places import Gazetteer


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.load()


@pytest.fixture(scope="module")
def older(gazetteer):
    return load_shipped(gazetteer)[0].frame.reset_index()


@pytest.fixture
def refusal(gazetteer):
    """The message with which a file is refused, without its path."""

    def refusal_(path, **options):
        with pytest.raises(BoundaryError) as raised:
            load_file(path, gazetteer=gazetteer, **options)
        assert str(raised.value) == f"{raised.value.path}: {raised.value.reason}"
        return raised.value.reason

    return refusal_


@pytest.fixture
def cells():
    """Three synthetic units side by side."""
    shapes = [shapely.box(n, 0, n + 1, 1) for n in range(3)]
    return gpd.GeoDataFrame({"code": ["01", "02", "03"]}, geometry=shapes, crs=4326)


def geojson(path, shapes, **columns):
    """Write shapes as they are, without GDAL's opinion of them."""
    features = [
        {
            "type": "Feature",
            "properties": {name: values[row] for name, values in columns.items()},
            "geometry": json.loads(shapely.to_geojson(shape)) if shape else None,
        }
        for row, shape in enumerate(shapes)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_missing_file(tmp_path, refusal):
    reason = refusal(tmp_path / "none.geojson")
    assert reason == "there is no such file; check the name and the folder"


def test_folder(tmp_path, refusal):
    (tmp_path / "units.shp").mkdir()
    assert refusal(tmp_path / "units.shp") == "this is a folder; name the file in it"


def test_unsupported_suffix_lists_the_supported(tmp_path, gazetteer):
    with pytest.raises(UnsupportedFormat, match=r"\.geojson, \.json, \.topojson, \.gpkg"):
        load_file(tmp_path / "units.pdf", gazetteer=gazetteer)


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "shp", "fgb", "parquet", "kml", "topojson"])
def test_file_that_is_not_what_it_says(suffix, tmp_path, refusal):
    path = tmp_path / f"units.{suffix}"
    path.write_text("no boundaries here")
    path.with_suffix(".prj").write_text("EPSG:4326")
    reason = refusal(path)
    assert reason.startswith("it cannot be read (")
    assert reason.endswith("; open it in a GIS and export it again")


def test_parquet_without_shapes(tmp_path, refusal, cells):
    path = tmp_path / "units.parquet"
    cells.drop(columns="geometry").to_parquet(path)
    assert "Missing geo metadata" in refusal(path)


def test_broken_zip(tmp_path, refusal):
    path = tmp_path / "units.zip"
    path.write_bytes(b"PK not really")
    assert refusal(path) == "this is not a whole .zip file; fetch it again"


def test_zip_without_shapes(tmp_path, refusal):
    path = tmp_path / "units.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    assert refusal(path).startswith("it holds no file that ends in .shp, .geojson")


def test_zip_of_several_shapefiles_lists_them(tmp_path, refusal, gazetteer, cells):
    path = tmp_path / "units.zip"
    for name in ("adm0", "adm1"):
        cells.to_file(tmp_path / f"{name}.shp")
    with zipfile.ZipFile(path, "w") as archive:
        for part in tmp_path.glob("adm*"):
            archive.write(part, part.name)
    reason = refusal(path)
    assert "several files in it hold shapes" in reason
    assert "“adm0”" in reason
    assert "as in units.zip:adm" in reason
    assert "“adm7” is none of the files in it" in refusal(f"{path}:adm7")
    assert len(load_file(f"{path}:adm1", gazetteer=gazetteer).frame) == 3


def test_several_layers_are_listed(tmp_path, refusal, cells):
    path = tmp_path / "units.gpkg"
    cells.to_file(path, layer="adm1")
    cells.to_file(path, layer="adm2")
    assert refusal(path) == (
        "several layers hold shapes: “adm1”, “adm2”; name one of them, as in units.gpkg:adm1"
    )
    assert refusal(f"{path}:adm3").startswith("“adm3” is none of the layers: “adm1”, “adm2”")


def test_no_layer_of_polygons(tmp_path, refusal, cells):
    path = tmp_path / "units.gpkg"
    points = cells.set_geometry(shapely.centroid(cells.geometry.array))
    points.to_file(path, layer="a")
    points.to_file(path, layer="b")
    assert refusal(path) == "none of its layers holds polygons: “a”, “b”"


def test_shapefile_without_prj(tmp_path, refusal, cells):
    path = tmp_path / "units.shp"
    cells.to_file(path)
    path.with_suffix(".prj").unlink()
    reason = refusal(path)
    assert reason.startswith("there is no units.prj beside it")
    assert "copy the .prj from where the file came from" in reason


def test_shapefile_of_unknown_encoding_and_without_prj_says_both(tmp_path, refusal, cells):
    path = tmp_path / "units.shp"
    cells.assign(name="Füzuli").to_file(path, encoding="ISO-8859-9")
    path.with_suffix(".prj").unlink()
    path.with_suffix(".cpg").unlink()
    reason = refusal(path)
    assert "no units.prj" in reason
    assert "put a file units.cpg beside it" in reason


@pytest.mark.parametrize("suffix", ["gpkg", "fgb", "parquet"])
@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_no_coordinate_system(suffix, tmp_path, refusal, cells):
    path = tmp_path / f"units.{suffix}"
    bare = cells.set_crs(None, allow_override=True)
    bare.to_parquet(path) if suffix == "parquet" else bare.to_file(path)
    assert refusal(path).startswith("it does not say its coordinate system: export it again")


@pytest.mark.parametrize("member", [{"type": "name", "properties": {"name": "EPSG:999999"}}, "x"])
def test_geojson_crs_nobody_knows(member, tmp_path, refusal, cells):
    path = geojson(tmp_path / "units.geojson", cells.geometry, code=cells["code"])
    path.write_text(json.dumps(json.loads(path.read_text()) | {"crs": member}))
    zipped = tmp_path / "units.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.write(path, path.name)
    for file in (path, zipped):
        assert refusal(file).startswith("its “crs” member names no known coordinate system: ")


def test_metres_called_degrees(tmp_path, refusal, cells):
    metres = cells.to_crs(3857).geometry
    reason = refusal(geojson(tmp_path / "units.geojson", metres, code=cells["code"]))
    assert reason.startswith("coordinates that are no longitude and latitude under the declared")
    assert reason.endswith("declare the system the numbers are in")


def test_no_features(tmp_path, refusal):
    reason = refusal(geojson(tmp_path / "units.geojson", []))
    assert reason == "it holds no features; check the export that made it"


def test_wrong_column_names_list_the_right_ones(tmp_path, refusal, cells):
    path = geojson(tmp_path / "units.geojson", cells.geometry, code=cells["code"])
    reason = refusal(path, code_column="pcode", name_column="title")
    assert reason == "there is no column “pcode” and “title”; its columns are: “code”"


def test_shapes_that_are_no_units_are_all_named(tmp_path, refusal):
    shapes = [
        shapely.box(0, 0, 1, 1),
        None,
        shapely.Point(3, 3),
        shapely.LineString([(4, 4), (5, 5)]),
    ]
    reason = refusal(geojson(tmp_path / "units.geojson", shapes, code=list("abcd")))
    assert reason.startswith("2 problems\n")
    assert "features without a shape: unit 2 (b); remove them or draw their polygons" in reason
    assert "features that are LineString or Point, not polygons: unit 3 (c), unit 4 (d);" in reason


def test_shape_that_can_be_read_two_ways(tmp_path, refusal):
    overlapping = shapely.MultiPolygon([shapely.box(0, 0, 2, 2), shapely.box(1, 1, 3, 3)])
    shapes = [overlapping, shapely.box(5, 5, 6, 6)]
    reason = refusal(geojson(tmp_path / "units.geojson", shapes, code=list("ab")))
    assert reason.startswith("unit 1 (a): Self-intersection[")
    assert "it can be read as" in reason
    assert reason.endswith("km², mend it in a GIS first")


def test_shape_without_area(tmp_path, refusal):
    flat = shapely.Polygon([(0, 0), (1, 1), (2, 2), (0, 0)])
    shapes = [flat, shapely.box(5, 5, 6, 6)]
    reason = refusal(geojson(tmp_path / "units.geojson", shapes, code=list("ab")))
    assert "unit 1 (a)" in reason
    assert "0.00 km²" in reason


def test_levels_on_each_other(tmp_path, refusal, cells):
    shapes = [*cells.geometry, shapely.box(0, 0, 3, 1)]
    reason = refusal(geojson(tmp_path / "units.geojson", shapes, code=list("abcd")))
    assert "unit 1 (a) and unit 4 (d) (100%)" in reason
    assert reason.endswith("keep one level of units, and cut a town out of the district around it")


def test_no_column_tells_units_apart(tmp_path, refusal, cells):
    path = geojson(tmp_path / "units.geojson", cells.geometry, name=["a", "a", None])
    reason = refusal(path)
    assert "a is on unit 1 (a) and unit 2 (a); nothing is on unit 3" in reason
    assert reason.endswith("pass --code-column with a column that tells them apart: “name”")


def test_chosen_column_with_gaps(tmp_path, refusal, cells):
    columns = {"code": cells["code"], "key": ["x", None, "x"]}
    reason = refusal(
        geojson(tmp_path / "units.geojson", cells.geometry, **columns), code_column="key"
    )
    assert "x is on unit 1 (x) and unit 3 (x); nothing is on unit 2" in reason


def test_unknown_and_ambiguous_units_are_listed_together(tmp_path, refusal, older):
    names = older["name_az"].str.removesuffix(" şəhəri")
    names[older["code"] == "aghdam"] = "Atlantis"
    reason = refusal(geojson(tmp_path / "units.geojson", older.geometry, name=names.to_list()))
    assert reason.startswith("2 problems\n")
    assert "no known place of Azerbaijan: unit 2 (Atlantis)" in reason
    assert "“clearatlas places” lists" in reason
    assert "(Lənkəran) is lankaran or lankaran-city" in reason
    assert "add a column with their codes, or one called “kind”" in reason


def test_names_that_contradict_each_other_are_not_chosen_from(tmp_path, refusal, older):
    english = older["name_en"].mask(older["code"] == "khankendi", "Khojaly")
    path = geojson(
        tmp_path / "units.geojson",
        older.geometry,
        name_az=older["name_az"].to_list(),
        name_en=english.to_list(),
    )
    assert "(Khojaly) is khankendi or khojaly" in refusal(path)


def test_one_code_on_two_districts(tmp_path, refusal, older):
    codes = older["iso_3166_2"].mask(older["code"] == "aghdam", "AZ-FUZ")
    path = geojson(tmp_path / "units.geojson", older.geometry, iso_3166_2=codes.to_list())
    reason = refusal(path)
    assert "several units are fuzuli: unit 2 (AZ-FUZ) [AZ-FUZ]; unit" in reason
    assert "unit 2 (AZ-FUZ) is taken as fuzuli but lies in aghdam" in reason


def test_several_editions_in_one_file_are_told(tmp_path, refusal, older, gazetteer):
    newer = load_shipped(gazetteer)[1].frame.reset_index()
    path = geojson(
        tmp_path / "units.geojson",
        [*older.geometry, *newer.geometry],
        code=[*older["code"], *newer["code"]],
        edition=["2023"] * len(older) + ["2024"] * len(newer),
    )
    reason = refusal(path)
    assert "several units are tartar: " in reason
    assert "it holds the editions 2023, 2024: keep the rows of one" in reason


def test_lachin_under_lankarans_code_is_noticed_by_where_it_lies(tmp_path, refusal, older):
    swap = {"lachin": "AZ-LAN", "lankaran": "AZ-LAC"}
    codes = older["code"].map(swap).fillna(older["iso_3166_2"])
    path = geojson(tmp_path / "units.geojson", older.geometry, iso_3166_2=codes.to_list())
    reason = refusal(path)
    assert "is taken as lankaran but lies in lachin (100% of it)" in reason
    assert "is taken as lachin but lies in lankaran (100% of it)" in reason


def test_latitude_first_is_noticed(tmp_path, refusal, older):
    swapped = shapely.transform(older.geometry.array, np.fliplr)
    reason = refusal(geojson(tmp_path / "units.geojson", swapped, code=older["code"].to_list()))
    assert reason == (
        "the units lie in Azerbaijan only if latitude is read first: swap the coordinates"
    )


def test_units_elsewhere_are_noticed(tmp_path, refusal, older):
    moved = shapely.transform(older.geometry.array, lambda xy: np.add(xy, (60, -30)))
    reason = refusal(geojson(tmp_path / "units.geojson", moved, code=older["code"].to_list()))
    assert "unit 2 (aghdam) is taken as aghdam but lies outside Azerbaijan" in reason
