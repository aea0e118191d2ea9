"""The page on paper, in another page, in light and dark."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

import clearatlas as ca
from clearatlas.outputs import page
from clearatlas.outputs.wording import LANGUAGES, texts

pytestmark = pytest.mark.browser

STATES = {
    "year": "#measure=area_cleared&period=2025",
    "week": "#measure=area_cleared&period=2025-W33",
    "circles": "#measure=area_cleared&period=2023&symbols=circles",
    "running total": "#measure=area_cleared&period=2020-11-10..2023-04-17",
    "comparison": "#measure=area_cleared&period=2025&compare=2023",
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_paper_is_one_a4_page(open_page, state, lang):
    opened = open_page(lang=lang, address=STATES[state])
    pages = opened.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pages)) == 1
    size = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pages)
    assert [round(float(one)) for one in size.groups()] == [595, 842]


def test_paper_says_all_that_the_page_says(open_page):
    opened = open_page("figures")
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    opened.page.emulate_media(media="print")
    expect(opened.page.locator("#controls")).to_be_hidden()
    said = opened.text("#paper").replace("\xa0", " ")
    for words in (
        "more than 8,200",
        "about 430",
        "not reported",
        "between 0 and 900 ha",
        "sources conflict",
        "Synthetic bulletin A",
        texts("en")("disclaimer.heading"),
    ):
        assert words in said
    for name in ("Aghdam", "Fuzuli"):
        assert said.count(name) >= 2, "on the map and in the table"
    opened.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert opened.page.locator("#paper svg").count() == 0


def test_every_district_lies_inside_the_map_on_paper(open_page):
    opened = open_page(address="#measure=area_cleared&period=2025")
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    opened.page.emulate_media(media="print")
    frame = opened.page.locator("#paper svg svg .frame-line").bounding_box()
    shapes = opened.page.locator("#paper svg svg path[class^=fill-]")
    assert shapes.count() == 13
    for shape in shapes.all():
        box = shape.bounding_box()
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]
        assert frame["y"] <= box["y"]
        assert box["y"] + box["height"] <= frame["y"] + frame["height"]


def test_the_frame_of_the_map_is_not_cut_off_at_the_edge_of_the_paper(open_page):
    # The paper is 718.1 wide between its margins; browsers lay out 719.
    opened = open_page(
        address="#measure=ap_mines&period=2026-W08", viewport={"width": 719, "height": 900}
    )
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    opened.page.emulate_media(media="print")
    frame = opened.page.locator("#paper .frame-line").bounding_box()
    assert frame["x"] >= 1
    assert frame["x"] + frame["width"] <= 717.5


def test_in_grey_each_class_can_be_read_from_its_letter(open_page):
    opened = open_page(address="#measure=area_cleared&period=2025")
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    labels = opened.page.locator("#paper .label-text").all_text_contents()
    assert {"Jabrayil", "9,110.4 F", "Tartar", "12.8 A", "856.3 B"} <= set(labels)
    said = opened.text("#paper")
    assert "F · 1,000 and more (2)" in said
    row = opened.page.locator("#paper > svg > text").all_text_contents()
    start = row.index("Khankendi")
    assert set(row[start - 4 : start]) == {"360.8", "1,577.6", "F", "[7]"}, "too small for a label"


def test_a_comparison_is_printed_with_both_periods_their_changes_and_sources(open_page):
    opened = open_page(address=STATES["comparison"])
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    blocks = opened.page.eval_on_selector_all(
        "#paper > svg > text",
        "all => all.map((one) => [...one.children].map((line) => line.textContent).join(' '))",
    )
    said = [one.replace("\xa0", " ") for one in blocks]
    assert "Area reported as cleared: 2023 and 2025" in said
    assert opened.page.locator("#paper svg svg").count() == 2
    for name in ("#changes", "#changes-apart", "#changes-sums"):
        for row in opened.page.locator(f"{name} tr").all():
            cells = [one.replace("\xa0", " ") for one in row.locator("th, td").all_text_contents()]
            # The change stands first, as numbers are drawn before the name they belong to.
            found = [at for at, text in enumerate(said) if text == cells[0]]
            assert found, cells[0]
            if len(cells) > 1:
                before = said[found[0] - 3 : found[0]]
                assert set(cells[1:]) == {re.sub(r" \[[\d, ]+\]$", "", one) for one in before}
    assert any(re.fullmatch(r"8,526\.2 \[\d+\]", one) for one in said), "with its source"
    labels = opened.page.locator("#paper .label-text").all_text_contents()
    assert {"6,025.1 C", "8,526.2 D", "E"} <= set(labels), "classes can be told in grey"
    assert texts("en")("disclaimer.heading") in said
    opened.choose("#other", "No comparison")
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert opened.page.locator("#paper svg svg").count() == 1


def printed(opened):
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    return opened.page.eval_on_selector_all(
        "#paper > svg > text",
        "all => all.map((one) => [...one.children].map((line) => line.textContent).join(' '))",
    )


def test_every_number_of_a_printed_comparison_leads_to_its_source(open_page):
    said = printed(open_page(address="#measure=ap_mines&period=2026-W08&compare=2026-W07"))
    assert "9–15 February 2026: 53 as a total whose places are not stated [1]" in said
    assert "16–22 February 2026: 175 as a total for several districts [2]" in said
    said = printed(open_page(address=STATES["comparison"]))
    assert {"217.6 [5]", "2,269.5 [12]"} <= set(said), "not on the map"


def test_the_legend_of_a_comparison_names_what_is_drawn_and_no_more(open_page):
    opened = open_page(address="#measure=ap_mines&period=2026-W08&compare=2026-W07")
    expected = ["in_group", "not_reported", "approximate", "context"]
    said = printed(opened)
    start = said.index(texts("en")("legend.heading")) + 1
    assert said[start : start + 4] == [texts("en")(f"legend.{key}") for key in expected]
    assert opened.page.locator("#pair-key li").all_text_contents() == said[start - 1 : start + 4]
    assert texts("en")("rate.items").capitalize() not in said


def test_paper_says_that_a_table_is_too_long_for_it(open_page, squares, tmp_path):
    boundaries = tmp_path / "synthetic.geojson"
    boundaries.write_text(json.dumps(squares(61)))
    table = tmp_path / "synthetic.csv"
    table.write_text("place,period,uxo\n" + "".join(f"Square {n},2025,{n}\n" for n in range(61)))
    file = tmp_path / "synthetic.html"
    file.write_text(page.render(ca.build(table, boundaries=boundaries)), encoding="utf-8")
    opened = open_page(path=file)
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert texts("en")("save.too_many", count=61) in opened.text("#paper")


def test_paper_keeps_the_sums_of_two_periods_whose_table_is_too_long(open_page, squares, tmp_path):
    boundaries = tmp_path / "synthetic.geojson"
    boundaries.write_text(json.dumps(squares(61)))
    rows = [f"Square {n},{year},{n}\n" for year in (2024, 2025) for n in range(61)]
    table = tmp_path / "synthetic.csv"
    table.write_text("place,period,uxo\n" + "".join(rows))
    file = tmp_path / "synthetic.html"
    file.write_text(page.render(ca.build(table, boundaries=boundaries)), encoding="utf-8")
    opened = open_page(path=file, address="#period=2025&compare=2024")
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    said = opened.page.locator("#paper > svg > text").all_text_contents()
    assert texts("en")("save.too_many", count=61) in said
    assert texts("en")("compare.sum") in said
    assert said.count("1,830") == 2
    assert {"2024", "2025"} <= set(said), "the heads of the sums"


def test_embedded_there_is_map_legend_sentence_and_disclaimer_and_no_more(open_page):
    opened = open_page(address="#embed&measure=area_cleared&period=2023&lang=ru")
    for shown in ("#summary", "#map", "#legend-list", "#disclaimer summary", "#whole-page"):
        expect(opened.page.locator(shown)).to_be_visible()
    for hidden in ("#controls", "#language", "#table", "#chart", "#downloads", "footer"):
        expect(opened.page.locator(hidden)).to_be_hidden()
    expect(opened.page.locator("#disclaimer p")).to_be_hidden()
    opened.page.locator("#disclaimer summary").click()
    expect(opened.page.locator("#disclaimer p")).to_be_visible()
    whole = opened.page.locator("#whole-page").get_attribute("href")
    assert whole == "#measure=area_cleared&period=2023&lang=ru"


def test_embedded_the_address_stays_embedded(open_page):
    opened = open_page(address="#embed")
    opened.page.locator("#map").focus()
    opened.page.keyboard.press("Enter")
    assert "embed=" in opened.address()


def test_embedding_works_in_a_sandbox(open_page, written, tmp_path):
    frame = tmp_path / "frame.html"
    source = written().as_uri()
    frame.write_text(
        f'<iframe sandbox="allow-scripts" width="700" height="520" src="{source}#embed"></iframe>'
    )
    page = open_page(path=frame)
    page.requests.clear()
    inner = page.page.frame_locator("iframe")
    expect(inner.locator("path.fill-6")).to_have_count(2)
    expect(inner.locator("#table")).to_be_hidden()
    expect(inner.locator("#whole-page")).to_be_hidden()


# Light and dark


def test_the_reader_chooses_light_or_dark_and_the_palette_stays(open_page):
    opened = open_page(color_scheme="light")
    colours = "one => getComputedStyle(one).backgroundColor"
    fill = "one => getComputedStyle(one).fill"
    body, district = opened.page.locator("body"), opened.page.locator("path.fill-6").first
    light, palette = body.evaluate(colours), district.evaluate(fill)
    opened.page.locator("#theme").click()
    assert body.evaluate(colours) != light
    assert district.evaluate(fill) == palette
    expect(opened.page.locator("#theme")).to_have_attribute("aria-label", "Switch to light")
    opened.page.locator("#theme").click()
    assert body.evaluate(colours) == light


def test_light_can_be_chosen_where_the_device_is_dark(open_page):
    opened = open_page(color_scheme="dark")
    opened.page.locator("#theme").click()
    background = opened.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(255, 255, 255)"


# The corner


def test_the_locator_shows_where_the_districts_lie(open_page):
    opened = open_page()
    expect(opened.page.locator("#locator")).to_be_visible()
    assert opened.page.locator("#locator path").count() == 2


def test_a_country_that_is_all_in_scope_needs_no_locator(open_page):
    expect(open_page("hostile_names").page.locator("#locator")).to_be_hidden()
