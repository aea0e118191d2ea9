"""Files of what is shown, and the citation."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

import clearatlas as ca
from clearatlas.outputs.wording import texts

pytestmark = pytest.mark.browser

DISCLAIMER = texts("en")("disclaimer.text")


def saved(opened, kind, tmp_path):
    with opened.page.expect_download() as waiting:
        opened.page.locator(f"#save-{kind}").click()
    download = waiting.value
    path = tmp_path / download.suggested_filename
    download.save_as(path)
    return path


def rows_of(path):
    text = path.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_csv_holds_every_figure_with_status_and_source(open_page, tmp_path):
    path = saved(open_page(), "csv", tmp_path)
    assert path.name == "area_cleared_2025_en.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = rows_of(path)
    districts = {row["place"]: row for row in rows if row["locus"] == "district"}
    own = ca.build()
    for (measure, code), cell in own.slice(own.opening).cells.items():
        if measure == "area_cleared":
            row = districts.pop(code)
            assert float(row["value"]) == pytest.approx(float(cell.value) / 10_000)
            assert (row["status"], row["unit"]) == (cell.status.value, "ha")
            assert (row["period_start"], row["period_end"]) == ("2025-01-01", "2025-12-31")
            assert row["source_title"]
            assert row["source_url"].startswith("https://")
    assert not districts
    assert {row["locus"] for row in rows} == {"district", "group", "residual", "note"}
    assert DISCLAIMER in rows[-1]["note"]


def test_a_gap_is_an_empty_cell_and_zero_is_zero(open_page, tmp_path):
    every = rows_of(saved(open_page("figures"), "csv", tmp_path))
    rows = {row["place"]: row for row in every if row["claim"] in {"", "shown"}}
    assert (rows["fuzuli"]["value"], rows["fuzuli"]["status"]) == ("0", "A")
    assert (rows["tartar"]["value"], rows["tartar"]["status"]) == ("", "O")
    assert (rows["shusha"]["value"], rows["shusha"]["status"]) == ("", "K")
    assert rows["aghdam"]["other_values"] != ""


@pytest.mark.parametrize("case", ["hostile", "hostile_names"])
def test_the_csv_runs_no_formula(open_page, tmp_path, case):
    path = saved(open_page(case), "csv", tmp_path)
    for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))):
        for cell in row:
            assert not re.match(r"[=+@\t\r]|-(?![\d.]+$)", cell)


def test_the_figures_of_the_csv_can_be_read_in_again(open_page, tmp_path):
    path = saved(open_page(), "csv", tmp_path)
    again = ca.build(path, period="2025")
    for (measure, code), cell in ca.build().slice(again.opening).cells.items():
        if measure == "area_cleared":
            assert again.slice(again.opening).cells[measure, code].value == cell.value


def test_the_geojson_holds_the_districts_and_what_stands_beside_them(open_page, tmp_path):
    path = saved(open_page(), "geojson", tmp_path)
    collection = json.loads(path.read_text(encoding="utf-8"))
    assert collection["disclaimer"] == DISCLAIMER
    assert "Area reported as cleared, 2025" in collection["citation"]
    assert [len(collection[name]) for name in ("groups", "totals", "unplaced")] == [1, 0, 1]
    features = {one["properties"]["code"]: one for one in collection["features"]}
    own = ca.build()
    drawn = own.boundaries["2024"].drawn
    assert len(features) == 13
    for code, feature in features.items():
        shape = ca_shape(feature)
        assert shape.is_valid
        assert shape.symmetric_difference(drawn[code].shape).area < 0.01 * drawn[code].shape.area
        assert feature["properties"]["area_cleared_status"] in "AB"
        assert shape.exterior.is_ccw if shape.geom_type == "Polygon" else True


def ca_shape(feature):
    import shapely  # noqa: PLC0415 - only here are shapes read back

    return shapely.from_geojson(json.dumps(feature["geometry"]))


def test_the_svg_is_whole_without_the_page(open_page, tmp_path):
    text = saved(open_page(), "svg", tmp_path).read_text(encoding="utf-8")
    root = ET.fromstring(text)  # noqa: S314 - our own file
    space = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{space}svg"
    fills = {node.get("fill") for node in root.iter(f"{space}path")}
    assert {"rgb(37, 52, 148)", "rgb(127, 205, 187)"} <= fills
    said = " ".join(" ".join(root.itertext()).split())
    for words in ("Area reported as cleared, 2025", "Jabrayil", "Report News Agency", "Cabinet of"):
        assert words in said
    assert DISCLAIMER.split(".")[1].strip() in said
    assert [node for node in root.iter() if node.tag == f"{space}pattern"]
    assert 'class="land"' in text
    assert "var(" not in text


def test_the_svg_names_the_patterns_it_uses(open_page, tmp_path):
    opened = open_page(address="#measure=area_cleared&period=2025-W33")
    text = saved(opened, "svg", tmp_path).read_text(encoding="utf-8")
    assert 'fill="url(&quot;#dots-area_cleared_2025-W33_en&quot;)"' in text
    assert 'id="dots-area_cleared_2025-W33_en"' in text, "two pictures can stand in one page"
    assert "<title>Area reported as cleared, 11–17 August 2025" in text
    assert "1,362.7\xa0ha for 13 places together" in " ".join(text.split(" "))


def test_the_png_is_a_picture_twice_as_fine_as_the_screen(open_page, tmp_path):
    content = saved(open_page(), "png", tmp_path).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20]) == 2 * (718 + 32)


def test_a_sandbox_that_forbids_saving_has_no_buttons(open_page, written, tmp_path):
    frame = tmp_path / "frame.html"
    text = written().read_text(encoding="utf-8").replace("&", "&amp;").replace('"', "&quot;")
    frame.write_text(f'<iframe sandbox="allow-scripts" srcdoc="{text}"></iframe>', "utf-8")
    inner = open_page(path=frame).page.frame_locator("iframe")
    expect(inner.locator("#citation")).to_contain_text("2025")
    expect(inner.locator("#downloads")).to_be_hidden()


def test_the_citation_names_what_is_shown_and_its_sources(open_page):
    opened = open_page(permissions=["clipboard-read", "clipboard-write"])
    expect(opened.page.locator("#citation")).not_to_be_empty()
    opened.page.locator("#copy-citation").click()
    expect(opened.page.locator("#cite-status")).to_have_text(texts("en")("cite.copied"))
    copied = opened.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Reported mine clearance by district. Area reported as cleared, 2025.")
    for words in ("AzerNews", "edition 2024", "latest source published 13 March 2026"):
        assert words in copied


def test_where_copying_is_forbidden_the_citation_is_selected(open_page):
    opened = open_page()
    opened.page.evaluate(
        "void (navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden')))"
    )
    expect(opened.page.locator("#citation")).not_to_be_empty()
    opened.page.locator("#copy-citation").click()
    expect(opened.page.locator("#cite-status")).to_have_text(texts("en")("cite.selected"))
    assert opened.page.evaluate("getSelection().toString()").startswith("Reported mine clearance")


@pytest.mark.parametrize("case", ["hostile", "hostile_names"])
def test_files_of_hostile_texts_are_whole_and_run_nothing(open_page, tmp_path, case):
    opened = open_page(case)
    text = saved(opened, "svg", tmp_path).read_text(encoding="utf-8")
    root = ET.fromstring(text)  # noqa: S314 - our own file
    tags = {node.tag.rpartition("}")[2] for node in root.iter()}
    known = {
        "svg",
        "defs",
        "pattern",
        "g",
        "path",
        "rect",
        "circle",
        "line",
        "text",
        "tspan",
        "title",
    }
    assert tags <= known
    assert not [name for node in root.iter() for name in node.attrib if name.startswith("on")]
    assert json.loads(saved(opened, "geojson", tmp_path).read_text(encoding="utf-8"))["features"]
    assert saved(opened, "png", tmp_path).stat().st_size > 10_000


@pytest.mark.parametrize("allowed", [False, True])
def test_in_a_sandbox_the_table_can_be_copied_or_is_saved(open_page, written, tmp_path, allowed):
    frame = tmp_path / "frame.html"
    rights = "allow-scripts allow-downloads" if allowed else "allow-scripts"
    address = f"{written().as_uri()}#{'downloads' if allowed else 'lang=en'}"
    frame.write_text(
        f'<iframe sandbox="{rights}" width="900" height="700" src="{address}"></iframe>'
    )
    opened = open_page(path=frame)
    opened.requests.clear()
    inner = opened.page.frame_locator("iframe")
    expect(inner.locator("#page[data-drawn]")).to_be_attached()
    if allowed:
        with opened.page.expect_download() as saved:
            inner.locator("#save-csv").click()
        assert saved.value.suggested_filename == "area_cleared_2025_en.csv"
        expect(inner.locator("#as-text")).to_be_hidden()
    else:
        expect(inner.locator("#save-csv")).to_be_hidden()
        inner.locator("#show-text").click()
        assert "jabrayil" in inner.locator("#table-text").input_value()
        inner.locator("#measure").select_option("1")
        expect(inner.locator("#table-text")).to_be_hidden()


def test_while_periods_are_compared_the_page_says_which_one_files_hold(open_page):
    opened = open_page(address="#measure=area_cleared&period=2025&compare=2023")
    assert opened.text("#save-period") == texts("en")("save.period", period="2025")
    opened.choose("#other", "No comparison")
    assert opened.text("#save-period") == ""
