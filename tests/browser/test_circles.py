"""Amounts as circles over a plain map."""

from __future__ import annotations

from math import sqrt

import pytest
from playwright.sync_api import expect

import clearatlas as ca
from clearatlas.outputs import page
from clearatlas.outputs.wording import texts

pytestmark = pytest.mark.browser


def radii(opened):
    paths = opened.page.eval_on_selector_all(
        "path.circle:not(.zero)", "all => all.map(one => one.getBBox().width / 2)"
    )
    return sorted(paths, reverse=True)


def test_the_area_of_a_circle_is_its_amount(open_page):
    opened = open_page()
    opened.page.get_by_label(texts("en")("symbols.circles")).check()
    own = ca.build()
    cells = own.slice(own.opening).cells.values()
    values = sorted(
        (float(c.value) for c in cells if c.measure.key == "area_cleared" and c.value), reverse=True
    )
    drawn = radii(opened)
    assert len(drawn) == len(values) == 13
    for radius, value in zip(drawn[:-1], values[:-1], strict=True):
        assert radius / drawn[0] == pytest.approx(sqrt(value / values[0]), abs=0.03)
    assert opened.fills() == {"plain": 13}
    assert opened.address().endswith("&symbols=circles")


@pytest.mark.parametrize(
    ("address", "width", "height"),
    [("#symbols=circles", 740, 360), ("#embed&symbols=circles", 640, 380)],
)
def test_circles_leave_districts_to_be_seen_in_a_low_frame(open_page, address, width, height):
    opened = open_page(address=address, viewport={"width": width, "height": height})
    frame = opened.page.locator("#map").bounding_box()
    assert 2 * radii(opened)[0] < min(frame["width"], frame["height"]) / 6


def test_one_scale_holds_for_all_periods_of_a_kind(open_page):
    opened = open_page(address="#measure=area_cleared&period=2023&symbols=circles")
    largest_2023 = radii(opened)[0]
    opened.page.locator("#time").press("End")
    largest_2025 = radii(opened)[0]
    # Jabrayil: 14,016.7 ha in 2023, 9,110.4 ha in 2025.
    assert largest_2025 / largest_2023 == pytest.approx(sqrt(9110.4 / 14016.7), abs=0.03)


def test_a_gap_has_no_circle_and_zero_has_a_ring(open_page):
    opened = open_page("figures", address="#symbols=circles")
    drawn = opened.fills()
    assert {"K", "O"} <= set(drawn)
    assert opened.page.locator("path.circle").count() == drawn["plain"]
    assert opened.page.locator("path.circle.zero").count() == 1
    assert opened.page.locator("path.circle.at_least").count() == 1
    assert texts("en")("legend.zero") in opened.text("#legend-list")
    assert texts("en")("legend.not_reported") in opened.text("#legend-list")


def test_the_legend_shows_circles_as_large_as_on_the_map(open_page):
    opened = open_page(address="#measure=area_cleared&period=2023&symbols=circles")
    entries = opened.page.locator("#legend-list li:has(circle)")
    said = [text.replace("\xa0", " ").strip() for text in entries.all_text_contents()]
    assert said == ["10,000 ha", "2,000 ha", "200 ha"]
    shown = entries.locator("circle").first.get_attribute("r")
    assert float(shown) / radii(opened)[0] == pytest.approx(sqrt(10_000 / 14_016.7), abs=0.03)
    assert opened.text("#legend-unit") == texts("en")("legend.circles", unit="Hectares")


def test_a_percentage_has_no_circles(open_page):
    opened = open_page(
        address="#measure=share_of_area_to_be_cleared&period=2020-11-10..2023-12-05&symbols=circles"
    )
    expect(opened.page.locator("#symbols")).to_be_hidden()
    assert opened.page.locator("path.circle").count() == 0
    assert "plain" not in opened.fills()


def test_looking_at_a_district_in_a_group_outlines_the_group_under_circles_too(open_page):
    opened = open_page("figures", address="#measure=area_cleared&period=2025-W10&symbols=circles")
    opened.page.mouse.move(*opened.district("Aghdara"))
    assert opened.page.locator("path.outline.group").count() == 1


def test_items_come_whole_in_legend_and_chart(open_page, tmp_path):
    table, file = tmp_path / "synthetic.csv", tmp_path / "page.html"
    table.write_text("place,period,ap_mines\nAghdam,2025,2\nFuzuli,2025,1\n")
    file.write_bytes(page.render(ca.build(table)).encode())
    opened = open_page(path=file, address="#symbols=circles")
    sizes = opened.page.locator("#legend-list li:has(circle)").all_text_contents()
    ticks = opened.page.locator("#chart .tick").all_text_contents()
    assert sizes == ["2"]
    assert all(float(one).is_integer() for one in ticks)
