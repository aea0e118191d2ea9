"""Every published column convention leads to the same codes; what a file has wrong is told."""

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearatlas.boundaries import load_shipped, units
from clearatlas.boundaries.attributes import text_of
from clearatlas.boundaries.userfile import load_file
from clearatlas.errors import BoundaryError
from clearatlas.places import Gazetteer

CASES = Path(__file__).parent / "cases" / "boundaries"
TWINS = ["lankaran", "shaki", "yevlakh"]


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.load()


@pytest.fixture(scope="module")
def older(gazetteer):
    """The shipped edition without Aghdara, with every code the gazetteer holds."""
    frame = load_shipped(gazetteer)[0].frame.reset_index()
    places = [gazetteer[code] for code in frame["code"]]
    frame["adm1_code"] = ["|".join(place.ne_adm1_code) for place in places]
    frame["hasc"] = [place.hasc[0] for place in places]
    return frame


@pytest.fixture
def load(tmp_path, gazetteer):
    def load_(frame, **options):
        path = tmp_path / "units.geojson"
        frame.to_file(path)
        return load_file(path, gazetteer=gazetteer, **options)

    return load_


def renamed(frame, columns, **constants):
    """Return the frame with ``{new name: old name}`` columns and constant ones."""
    data = {new: frame[old] for new, old in columns.items()}
    return gpd.GeoDataFrame({**data, **constants}, geometry=frame.geometry, crs=frame.crs)


def split_shusha(frame):
    """Return the frame with Shusha as two units, as Natural Earth, GADM and WOF hold it."""
    row = frame.index[frame["code"] == "shusha"][0]
    shape = frame.geometry[row]
    west, south, east, north = shape.bounds
    middle = (west + east) / 2
    parts = [
        shapely.intersection(shape, shapely.box(west - 1, south - 1, middle, north + 1)),
        shapely.intersection(shape, shapely.box(middle, south - 1, east + 1, north + 1)),
    ]
    both = pd.concat([frame.drop(index=row), frame.loc[[row, row]]], ignore_index=True)
    both.geometry = [*both.geometry[:-2], *parts]
    return both


def without_city_twins(frame):
    """Return the frame as COD-AB draws it: the three cities are inside their districts."""
    merged = frame.copy()
    merged["code"] = merged["code"].str.removesuffix("-city")
    merged = merged.sort_values("kind", ascending=False)  # the district's row comes first
    return merged.dissolve(by="code", method="coverage", sort=False).reset_index()


def assert_same_shapes(frame, expected):
    left = frame.geometry.to_numpy()
    right = expected.set_index("code").sort_index().geometry.to_numpy()
    assert shapely.area(shapely.symmetric_difference(left, right)).max() < 1e-9


CONVENTIONS = {
    "clearatlas export": ({"code": "code", "name_en": "name_en", "kind": "kind"}, {}),
    "code and name": ({"code": "code", "name": "name_az"}, {}),
    "codes of another system in code": ({"code": "iso_3166_2", "name": "name_en"}, {}),
    "geoBoundaries": (
        {"shapeName": "name_en", "shapeISO": "iso_3166_2", "shapeID": "code"},
        {"shapeGroup": "AZE", "shapeType": "ADM1"},
    ),
    "OSM": (
        {"name": "name_az", "name:az": "name_az", "name:en": "name_en", "ISO3166-2": "iso_3166_2"},
        {"admin_level": "5"},
    ),
    "WOF flattened": (
        {"wof_name": "name_az", "hasc": "hasc", "placetype_local": "kind", "wof_id": "area_km2"},
        {},
    ),
    "names and types only": ({"NAME_2": "name_az", "ENGTYPE_2": "kind"}, {"GID_0": "AZE"}),
    "GADM": (
        {"NAME_2": "name_az", "HASC_2": "hasc", "ENGTYPE_2": "kind", "GID_2": "code"},
        {"GID_0": "AZE", "NAME_1": "Aran", "GID_1": "AZE.2_1", "COUNTRY": "Azerbaijan"},
    ),
}


@pytest.mark.parametrize("columns", CONVENTIONS.values(), ids=CONVENTIONS)
@pytest.mark.parametrize("case", [str, str.upper, str.lower], ids=["as is", "UPPER", "lower"])
def test_conventions_lead_to_the_same_codes(columns, case, load, older):
    mapped, constants = columns
    frame = renamed(older, {case(new): old for new, old in mapped.items()})
    boundaries = load(frame.assign(**{case(new): value for new, value in constants.items()}))
    assert not boundaries.own_codes
    assert list(boundaries.frame.index) == sorted(older["code"])
    assert_same_shapes(boundaries.frame, older)
    assert boundaries.stands_for == {}


COD_AB = {
    "new": {
        "adm1_name": "name_en",
        "adm1_name1": "name_az",
        "adm1_pcode": "ocha_pcode",
        "adm1_type": "kind",
    },
    "old": {"ADM1_EN": "name_en", "ADM1_AZ": "name_az", "ADM1_PCODE": "ocha_pcode"},
    "older": {"admin1Name_en": "name_en", "admin1Pcode": "ocha_pcode"},
    "names only": {"adm1_name": "name_en", "adm1_name1": "name_az"},
}


@pytest.mark.parametrize("columns", COD_AB.values(), ids=COD_AB)
def test_cod_ab_has_one_unit_for_district_and_city(columns, load, older):
    merged = without_city_twins(older)
    boundaries = load(renamed(merged, columns, adm0_name="Azerbaijan", version="v01"))
    assert list(boundaries.frame.index) == sorted(merged["code"])
    assert boundaries.stands_for == {f"{code}-city": code for code in TWINS}
    for code in TWINS:
        note = f"{code}-city has no unit here: its figures stand on {code}"
        assert note in boundaries.notes


def test_cod_ab_says_its_source(load, older):
    merged = without_city_twins(older)
    new = renamed(
        merged, COD_AB["new"], adm0_name="Azerbaijan", version="v01", valid_on="2023-10-17"
    )
    boundaries = load(new)
    assert boundaries.source == "OCHA COD-AB, Azerbaijan, version v01, valid on 2023-10-17"
    assert boundaries.licence == "CC BY-IGO"
    assert boundaries.redistributable


def test_shapefile_of_cut_column_names(tmp_path, gazetteer, older):
    columns = {"admin1Name": "name_en", "admin1Pcod": "ocha_pcode", "approximat": "approximate"}
    merged = without_city_twins(older)
    path = tmp_path / "units.shp"
    renamed(merged, columns).to_file(path, encoding="UTF-8")
    frame = load_file(path, gazetteer=gazetteer).frame
    assert list(frame.index) == sorted(merged["code"])


@pytest.fixture
def natural_earth(older):
    """The columns of Natural Earth with everything BOUNDARIES knows to be wrong in them."""
    frame = split_shusha(older)
    raw = renamed(
        frame,
        {
            "adm1_code": "adm1_code",
            "name": "name_az",
            "name_en": "name_en",
            "iso_3166_2": "iso_3166_2",
            "code_hasc": "hasc",
            "type_en": "kind",
        },
        admin="Azerbaijan",
        gn_name=None,
    )
    raw["type_en"] = raw["type_en"].map({"district": "District", "city": "Municipality"})
    raw.loc[raw.index[-2:], "adm1_code"] = ["AZE-1737", "AZE-5565"]
    wrong = {
        "AZE-1735": {"name": "Lankaran", "name_en": "Lankaran", "code_hasc": "AZ.SU"},
        "AZE-4838": {"name": "Stepanakert", "code_hasc": "AZ.XC", "gn_name": "Xocali Rayonu"},
        "AZE-1739": {"gn_name": "Xankandi Sahari"},
        "AZE-1707": {"name": "Lankaran", "iso_3166_2": "AZ-LA"},
        "AZE-5562": {"name": "Lankaran"},
        "AZE-1727": {"iso_3166_2": "AZ-SA"},
        "AZE-5564": {"name": "Şəki", "name_en": "Shaki"},
        "AZE-5566": {"name": "Yevlakh", "iso_3166_2": "AZ-YEV", "code_hasc": "AZ.YV"},
        "AZE-5565": {"iso_3166_2": "AZ-X01~", "code_hasc": "AZ.SS"},
    }
    wrong["AZE-1735"]["iso_3166_2"] = "AZ-LAN"
    for code, values in wrong.items():
        for column, value in values.items():
            raw.loc[raw["adm1_code"] == code, column] = value
    return raw


def test_natural_earth_lachin_is_not_lankaran(load, natural_earth, older):
    boundaries = load(natural_earth)
    assert list(boundaries.frame.index) == sorted(older["code"])
    assert_same_shapes(boundaries.frame, older)
    assert boundaries.frame.loc["lachin", "iso_3166_2"] == "AZ-LAC"
    assert boundaries.licence == "Public domain"


def test_natural_earth_wrong_codes_are_told(load, natural_earth):
    notes = "\n".join(load(natural_earth).notes)
    for wrong in ("AZ-LAN", "AZ.SU", "AZ-LA”", "AZ-SA”", "AZ-YEV", "AZ.XC", "AZ-X01~", "Lankaran"):
        assert wrong in notes
    assert notes.count("is known to be wrong and ignored") == 11
    assert "shusha is 2 units in this file: joined to one" in notes


def test_natural_earth_without_adm1_code_is_refused(load, natural_earth):
    with pytest.raises(BoundaryError) as raised:
        load(natural_earth.drop(columns="adm1_code"))
    message = str(raised.value)
    assert "several units are lankaran-city" in message
    assert "(Lankaran) is taken as lankaran but lies in lachin (100% of it)" in message


def test_wof_with_concordances(tmp_path, gazetteer, older):
    features = [
        {
            "type": "Feature",
            "properties": {
                "wof:id": 85668000 + row.Index,
                "wof:name": "Lankaran" if row.code == "lachin" else row.name_az,
                "wof:country": "AZ",
                "wof:concordances": {"iso:id": row.iso_3166_2, "hasc:id": row.hasc},
                "name:aze_x_preferred": [row.name_az],
            },
            "geometry": row.geometry.__geo_interface__,
        }
        for row in older.itertuples()
    ]
    path = tmp_path / "wof.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    boundaries = load_file(path, gazetteer=gazetteer)
    assert list(boundaries.frame.index) == sorted(older["code"])
    told = [note for note in boundaries.notes if "taken as lachin" in note]
    assert len(told) == 1
    assert "wof:name “Lankaran” is lankaran or lankaran-city" in told[0]
    assert boundaries.source.startswith("Who's On First")


def test_wof_lachin_named_lankaran(load, older):
    frame = renamed(older, {"wof_name": "name_az", "name_az": "name_az", "hasc": "hasc"})
    frame["wof_id"] = "1"
    lachin = older["code"] == "lachin"
    frame.loc[lachin, ["wof_id", "wof_name"]] = ["85668621", "Lankaran"]
    boundaries = load(frame)
    assert list(boundaries.frame.index) == sorted(older["code"])
    assert any("wof_name “Lankaran” is known to be wrong" in note for note in boundaries.notes)


def test_contradicting_code_is_told_and_precedence_decides(load, older):
    frame = renamed(older, {"iso_3166_2": "iso_3166_2", "hasc": "hasc", "name": "name_az"})
    frame.loc[older["code"] == "aghdam", "hasc"] = "AZ.FU"
    boundaries = load(frame)
    row = older.index[older["code"] == "aghdam"][0] + 1
    wanted = f"unit {row} (Ağdam): taken as aghdam by iso_3166_2, though hasc AZ.FU is fuzuli"
    assert wanted in boundaries.notes


def test_gadm_may_not_be_handed_on(load, older):
    frame = renamed(older, {"NAME_2": "name_az", "ENGTYPE_2": "kind"}, GID_0="AZE")
    boundaries = load(frame)
    assert not boundaries.redistributable
    assert "GADM" in boundaries.source
    assert any("forbids redistribution" in note for note in boundaries.notes)


def test_gadm_is_known_by_its_file_name(tmp_path, gazetteer, older):
    path = tmp_path / "gadm41_AZE_2.geojson"
    renamed(older, {"code": "code"}).to_file(path)
    boundaries = load_file(path, gazetteer=gazetteer)
    assert not boundaries.redistributable
    assert boundaries.edition == "gadm41_AZE_2"


def test_unknown_terms_are_called_so(load, older):
    boundaries = load(renamed(older, {"code": "code"}))
    assert boundaries.source == "not stated: units.geojson"
    assert boundaries.licence == "not stated"


def test_export_says_its_own_terms_and_loads_again(tmp_path, gazetteer, older):
    path = tmp_path / "clearance.geojson"
    frame = renamed(older, {"code": "code", "name_en": "name_en"}, period_start="2023-01-01")
    again = frame.assign(period_start="2025-01-01")
    pd.concat([frame, again]).to_file(path)
    collection = json.loads(path.read_text())
    collection |= {"boundary_source": "Drawn by hand", "licence": "CC BY 4.0"}
    path.write_text(json.dumps(collection))
    boundaries = load_file(path, gazetteer=gazetteer)
    assert list(boundaries.frame.index) == sorted(older["code"])
    assert (boundaries.source, boundaries.licence) == ("Drawn by hand", "CC BY 4.0")
    assert any(note.startswith(f"{len(frame)} rows repeat a unit") for note in boundaries.notes)


def test_file_without_aghdara_says_so(load, older, gazetteer):
    assert any("Aghdara" in note for note in load(renamed(older, {"code": "code"})).notes)
    newer = load_shipped(gazetteer)[1].frame.reset_index()
    boundaries = load(newer[["code", "approximate", "geometry"]])
    assert not any("Aghdara" in note for note in boundaries.notes)
    assert list(boundaries.frame.index[boundaries.frame["approximate"]]) == list(
        newer.loc[newer["approximate"], "code"]
    )


def test_columns_can_be_named(load, older):
    frame = renamed(older, {"code": "hasc", "key": "iso_3166_2", "label": "name_az"})
    frame["code"] = frame["code"].sample(frac=1, random_state=1).to_list()
    boundaries = load(frame, code_column="Key")
    assert list(boundaries.frame.index) == sorted(older["code"])
    merged = without_city_twins(older)
    boundaries = load(renamed(merged, {"label": "name_az"}), name_column="label")
    assert list(boundaries.frame.index) == sorted(merged["code"])


def test_half_known_units_with_another_country_are_foreign(load, older):
    frame = renamed(older, {"name": "name_az", "id": "code"}, country="Elsewhere")
    boundaries = load(frame)
    assert boundaries.own_codes
    assert set(boundaries.frame["name_en"]) == set(older["name_az"])


def test_single_unit_of_a_name_is_the_district(load, older):
    merged = without_city_twins(older)
    boundaries = load(renamed(merged, {"name": "name_az"}, type="şəhər"))
    assert set(TWINS) <= set(boundaries.frame.index)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**31))
def test_order_of_rows_does_not_matter(seed, load, natural_earth, older):
    boundaries = load(natural_earth.sample(frac=1, random_state=seed))
    assert list(boundaries.frame.index) == sorted(older["code"])


@pytest.fixture(scope="module")
def colombia(gazetteer):
    return load_file(CASES / "ne_colombia.geojson", gazetteer=gazetteer)


def test_sri_lanka_is_keyed_by_its_own_codes(gazetteer):
    boundaries = load_file(CASES / "ne_sri_lanka.geojson", gazetteer=gazetteer)
    assert boundaries.own_codes
    assert len(boundaries.frame) == 25
    jaffna = boundaries.frame.loc["LKA-2459"]
    assert (jaffna["name_en"], jaffna["iso_3166_2"]) == ("Jaffna", "LK-41")
    own = Gazetteer.from_units(units(boundaries))
    for spelling in ("Jaffna", "Yāpanaya", "LK-41", "LK.JA", "Jaffna District"):
        assert own.resolve(spelling).code == "LKA-2459"


def test_colombia_has_one_iso_code_on_two_units(colombia):
    frame = colombia.frame
    assert list(frame.index[frame["iso_3166_2"] == "CO-CUN"]) == ["COL-1398", "COL-1399"]
    further = {code: codes for code, _, codes in units(colombia)}
    assert "CO-CUN" in further["COL-1398"]
    assert "CO-CUN" in further["COL-1399"]
    own = Gazetteer.from_units(units(colombia))
    assert {place.code for place in own.find("CO-CUN")} == {"COL-1398", "COL-1399"}
    assert own.resolve("Bogota", ["CO-CUN"]).code == "COL-1399"


def test_made_up_codes_and_missing_names_stay_empty(colombia):
    nameless = colombia.frame.loc["COL+99?"]
    assert nameless[["name_en", "name_az", "name_ru", "iso_3166_2"]].isna().all()
    assert "units without a name: COL+99?" in colombia.notes


def test_shared_code_column_lists_its_units(gazetteer):
    with pytest.raises(BoundaryError) as raised:
        load_file(CASES / "ne_colombia.geojson", gazetteer=gazetteer, code_column="iso_3166_2")
    assert "CO-CUN is on unit 29 (Bogotá) and unit 33 (Cundinamarca)" in str(raised.value)
    assert "pass --code-column" in str(raised.value)


def test_country_code_on_every_unit_is_no_key(load):
    cells = [shapely.box(n, 0, n + 1, 1) for n in range(3)]
    frame = gpd.GeoDataFrame(
        {"shapeName": list("abc"), "shapeISO": "XYZ", "shapeID": ["XYZ-1", "XYZ-2", "XYZ-3"]},
        geometry=cells,
        crs=4326,
    )
    boundaries = load(frame.assign(shapeGroup="XYZ"))
    assert list(boundaries.frame.index) == ["XYZ-1", "XYZ-2", "XYZ-3"]
    assert all("XYZ" not in codes for _, _, codes in units(boundaries))
    assert list(load(frame[["shapeName", "shapeISO", "geometry"]]).frame.index) == ["a", "b", "c"]


@given(st.integers(-(2**53), 2**53))
def test_whole_numbers_read_the_same_as_any_type(number):
    assert text_of(number) == text_of(float(number)) == text_of(str(number)) == str(number)
