"""The page's own files say what ``clearatlas export`` says, as far as one measure and period go."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import clearatlas as ca
from clearatlas.atlas.listings import LONG_COLUMNS
from clearatlas.outputs import page
from clearatlas.outputs.sheet import csv as exported
from clearatlas.outputs.vectors import geojson

CASES = Path(__file__).parents[1] / "cases" / "page"

pytestmark = pytest.mark.browser

SHIPPED = [
    ("shipped", "area_cleared", "2025"),
    ("shipped", "area_cleared", "2025-W33"),
    ("shipped", "uxo", "2024-08"),
    ("shipped", "area_cleared", "2024"),
    ("shipped", "area_cleared", "2020-11-10..2023-04-17"),
    # These do not fit other figures.
    ("shipped", "area_cleared", "..2025-08-17"),
    ("shipped", "ap_mines", "2025-W37"),
    ("shipped", "share_of_area_to_be_cleared", "latest"),
]
# A part of what is added up here is disputed; a sum is not read in again.
# Groups are printed by name here, and not as the codes that the shipped tables have.
STATES = [
    *SHIPPED,
    ("told", "area_cleared", "2012-Q3"),
    ("told", "area_cleared", "2014"),
    ("figures", "ap_mines", "2025-W10"),
    ("figures", "area_cleared", "2025-Q1"),
]
# A district's rate divides by its area, which the page knows a little less exactly.
INEXACT = {"per_100km2", "area_km2"}
# The page knows how many days are covered, not which. Of misfits it has the sentences alone, and
# these name a district that is the only one.
NOT_HELD = {"gaps"}


def saved(opened, kind, tmp_path):
    with opened.page.expect_download() as waiting:
        opened.page.locator(f"#save-{kind}").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def table(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def figures(case):
    return () if case == "shipped" else CASES / f"synthetic_{case}.csv"


@cache
def built(case, measure, period):
    chosen = ca.build(figures(case), measures=[measure], period=period)
    return chosen, chosen.selected[0]


@pytest.mark.parametrize("value", [0.3, 0.5, 1.5])
def test_a_part_of_a_square_metre_is_written_as_reported(open_page, tmp_path, value):
    table, file = tmp_path / "synthetic.csv", tmp_path / "page.html"
    table.write_text(f"place,period,area_m2\nLachin,2025,{value}\nTotal,2025,{value}\n")
    file.write_bytes(page.render(ca.build(table)).encode())
    mine = json.loads(saved(open_page(path=file), "geojson", tmp_path).read_text(encoding="utf-8"))
    areas = [one["properties"]["area_cleared_m2"] for one in mine["features"]]
    assert [area for area in areas if area is not None] == [value]
    assert [total["value_m2"] for total in mine["totals"]] == [value]


@pytest.fixture
def open_state(open_page, tmp_path):
    """Open the page of a case at a measure and a period, which is added up where it must be."""

    def opened(case, measure, period):
        path = None
        if case != "shipped":
            path = tmp_path / "page.html"
            path.write_bytes(page.render(ca.build(figures(case), period=str(period))).encode())
        return open_page(path=path, address=f"#measure={measure}&period={period}")

    return opened


def test_the_columns_are_those_of_the_export():
    script = Path(page.__file__).parent / "static" / "exports.js"
    found = re.search(r"CSV_COLUMNS = \[([^\]]*)\]", script.read_text(encoding="utf-8"))
    assert tuple(re.findall(r'"(\w+)"', found[1])) == LONG_COLUMNS


@pytest.mark.parametrize(("case", "measure", "period"), STATES)
def test_each_row_of_the_csv_is_that_of_the_export(open_state, tmp_path, case, measure, period):
    atlas, shown = built(case, measure, period)
    opened = open_state(case, measure, shown)
    rows = table(saved(opened, "csv", tmp_path).read_bytes())
    own = [row for row in rows if row["locus"] != "note"]
    expected = [row for row in table(exported(atlas)) if row["measure"] == measure]
    assert len(own) == len(expected) > 0
    for mine, theirs in zip(sorted(own, key=order), sorted(expected, key=order), strict=True):
        skipped = {"place", "label", "locus"} if theirs["claim"] in {"repeat", "other"} else set()
        for name in LONG_COLUMNS:
            if name == "flags":
                assert set(mine[name].split(";")) == set(theirs[name].split(";"))
            elif name in INEXACT and theirs[name]:
                assert float(mine[name]) == pytest.approx(float(theirs[name]), rel=1e-3)
            elif name == "value" and theirs[name]:  # how many zeros were printed, the page forgets
                assert Decimal(mine[name]) == Decimal(theirs[name])
            elif name not in skipped:
                assert mine[name] == theirs[name], (name, theirs)


def order(row):
    return row["claim"], row["value"], row["place"], row["source_title"], row["source_url"]


@pytest.mark.parametrize(("case", "measure", "period"), STATES)
def test_each_feature_and_member_is_that_of_the_export(open_state, tmp_path, case, measure, period):
    atlas, shown = built(case, measure, period)
    theirs = json.loads(geojson(atlas))
    opened = open_state(case, measure, shown)
    mine = json.loads(saved(opened, "geojson", tmp_path).read_text(encoding="utf-8"))
    assert len({frozenset(one["properties"]) for one in mine["features"]}) == 1
    expected = {one["properties"]["code"]: one["properties"] for one in theirs["features"]}
    assert len(mine["features"]) == len(expected)
    for feature in mine["features"]:
        own = feature["properties"]
        other = expected[own["code"]]
        assert set(own) == set(other)
        for name, entry in own.items():
            if name.endswith("_flags"):
                assert set((entry or "").split(";")) == set((other[name] or "").split(";"))
            elif name.endswith(tuple(INEXACT)) and entry is not None:
                assert entry == pytest.approx(other[name], rel=1e-3)
            else:
                assert entry == other[name], name
    assert set(mine) == set(theirs) | {"citation"}
    assert mine["bbox"] == pytest.approx(theirs["bbox"], abs=0.01)
    for name in ("title", "disclaimer", "notes", "generator", "licence", "boundary_source"):
        assert mine[name] == theirs[name], name
    for name in ("groups", "totals", "unplaced", "conflicts", "coverage"):
        assert list(map(held, mine[name])) == list(map(held, theirs[name])), name
    for own, other in zip(mine["misfits"], theirs["misfits"], strict=True):
        assert set(own) == {"message"}
        assert own["message"].endswith(other["message"])


def test_what_a_boundary_file_says_of_itself_is_in_both_files(open_page, tmp_path):
    shapes = CASES / "synthetic_hostile_names.geojson"
    theirs = json.loads(geojson(ca.build(shapes.with_suffix(".csv"), boundaries=shapes)))
    path = saved(open_page("hostile_names"), "geojson", tmp_path)
    mine = json.loads(path.read_text(encoding="utf-8"))
    assert any("does not state its licence" in note for note in mine["notes"])
    assert mine["notes"] == theirs["notes"]


def held(member):
    """What both know of a member, and of the totals in a group."""
    entries = {name: entry for name, entry in member.items() if name not in NOT_HELD}
    if "totals" in entries:
        entries["totals"] = {key: held(total) for key, total in entries["totals"].items()}
    if "flags" in entries:
        entries["flags"] = sorted(entries["flags"])
    return entries


@pytest.mark.parametrize(("case", "measure", "period"), SHIPPED)
def test_the_csv_of_the_page_reads_in_again(open_state, tmp_path, case, measure, period):
    atlas, shown = built(case, measure, period)
    opened = open_state(case, measure, shown)
    path = saved(opened, "csv", tmp_path)
    again = ca.build(path, period=str(shown), measures=[measure])
    assert said(again, shown) == said(atlas, shown)


def said(atlas, period):
    piece = atlas.slice(next(one for one in atlas.periods if str(one) == str(period)))
    cells = {
        code: (cell.value, cell.status, cell.statement and claims(cell.statement))
        for (_, code), cell in piece.cells.items()
        if cell.value is not None or cell.groups
    }
    groups = [
        ({*one.codes}, {key: claims(total) for key, total in one.totals.items()})
        for one in piece.groups
        if one.totals
    ]
    totals = [claims(total) for total in piece.totals]
    return cells, groups, totals, [claims(row.statement) for row in piece.unplaced]


def claims(statement):
    return sorted((claim.value, claim.bound) for claim in statement.claims)


def test_a_name_that_the_boundaries_lack_is_none_in_the_geojson(open_page, tmp_path):
    ring = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
    square = {"type": "Polygon", "coordinates": [ring]}
    district = {"type": "Feature", "properties": {"code": "A1", "name": "One"}, "geometry": square}
    boundaries, table = tmp_path / "synthetic.geojson", tmp_path / "synthetic.csv"
    boundaries.write_text(json.dumps({"type": "FeatureCollection", "features": [district]}))
    table.write_text("place,period,uxo\nA1,2025,7\n")
    atlas = ca.build(table, boundaries=boundaries)
    file, export = tmp_path / "synthetic.html", tmp_path / "out.geojson"
    file.write_text(page.render(atlas), encoding="utf-8")
    atlas.to_file(export)
    opened = open_page(path=file)
    with opened.page.expect_download() as saved:
        opened.page.locator("#save-geojson").click()
    names = [
        {key: value for key, value in feature["properties"].items() if key.startswith("name_")}
        for path in (saved.value.path(), export)
        for feature in json.loads(Path(path).read_text(encoding="utf-8"))["features"]
    ]
    assert names[0] == names[1] == {"name_en": "One", "name_az": None, "name_ru": None}
