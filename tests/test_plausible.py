"""More ground in a district than it has: shown as reported, and never without a remark."""

import json

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import clearatlas as ca
from clearatlas.cli import main
from clearatlas.outputs.sheet import csv
from clearatlas.outputs.vectors import geojson
from clearatlas.outputs.wording import LANGUAGES, texts

HEADER = "district,period,area_ha,uxo,bound\n"
FLAG = "exceeds_district_area"


@pytest.fixture
def table(tmp_path):
    def table(*rows):
        path = tmp_path / "synthetic.csv"
        path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
        return path

    return table


def cell(atlas, code="aghdam", measure="area_cleared"):
    return atlas.slice(atlas.opening).cells[measure, code]


@pytest.mark.parametrize(
    ("row", "flagged"),
    [
        ("Aghdam,2025,110000.5,,", True),
        ("Aghdam,2025,110000.5,,at least", True),
        ("Aghdam,2025,110000.5,,at most", False),  # as good as nothing, and no contradiction
        ("Aghdam,2025,about 110000,,", False),  # it may be 100,000
        ("Aghdam,2025,101000.5,,", False),  # borders are coarse
        ("Aghdam,2025,1,9999999,", False),
    ],
)
def test_a_value_is_flagged_where_the_least_it_means_is_too_much(table, row, flagged):
    atlas = ca.build(table(row, "Lachin,2025,5,1,"), period="all")
    found = [c for p in atlas.periods for c in atlas.slice(p).cells.values() if FLAG in c.flags]
    assert bool(found) is flagged
    assert all((c.code, c.status.value) == ("aghdam", "A") for c in found)
    assert all(c.value is not None and c.rate is not None for c in found)


@settings(max_examples=15)
@given(share=st.floats(0.9, 1.2))
def test_only_more_than_the_drawn_area_is_flagged(tmp_path_factory, share):
    area = ca.build(period="2025").boundaries["2024"].drawn["aghdam"].area_km2
    path = tmp_path_factory.mktemp("share") / "synthetic.csv"
    path.write_text(f"district,period,area_m2\nAghdam,2025,{area * share * 1e6:.3f}\n")
    assert (FLAG in cell(ca.build(path)).flags) is (share > 1.05)


def test_files_say_so_and_keep_the_value(table):
    atlas = ca.build(table("Aghdam,2025,110000.5,3,"))
    (row,) = [row for row in csv(atlas).decode().splitlines() if FLAG in row]
    assert ",110000.5,ha,A," in row
    features = json.loads(geojson(atlas))["features"]
    flags = {one["properties"]["code"]: one["properties"] for one in features}
    assert flags["aghdam"]["area_cleared_flags"] == FLAG
    assert flags["aghdam"]["uxo_flags"] is None
    assert flags["aghdam"]["area_cleared_ha"] == 110000.5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_so_in_words(table, view_of, lang):
    atlas = ca.build(table("Aghdam,2025,110000.5,3,", "Lachin,2025,5,3,"), lang=lang)
    view = view_of(atlas, atlas.opening, atlas.measures[0], lang)
    words = texts(lang)(f"flag.{FLAG}")
    said = {row.place: words in row.remarks for row in view.rows}
    assert [name for name, is_said in said.items() if is_said] == [atlas.name("aghdam", lang)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_check_finds_it_and_the_map_warns(table, tmp_path, lang):
    path = str(table("Aghdam,2025,110000.5,3,", "Lachin,2025,5,3,"))
    done = CliRunner().invoke(main, ["check", path, "--lang", lang, "--format", "json"])
    (found,) = [one for one in json.loads(done.stdout) if one["kind"] == FLAG]
    assert texts(lang).number(110000) in found["message"].replace(",5", "").replace(".5", "")
    assert CliRunner().invoke(main, ["check", path, "--strict"]).exit_code == 1
    made = CliRunner().invoke(main, ["map", path, "-o", str(tmp_path / "page.html")])
    assert "More ground than the district has: aghdam" in made.stderr


def test_no_shipped_figure_is_too_large():
    atlas = ca.build(period="all")
    assert not [c for p in atlas.periods for c in atlas.slice(p).cells.values() if FLAG in c.flags]
