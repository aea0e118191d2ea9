"""The chart of a measure through time."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import expect

import clearatlas as ca
from clearatlas.outputs import page

pytestmark = pytest.mark.browser

MONTHS = "#measure=uxo&period=2024-08"


def test_years_are_bars_each_for_what_it_is(open_page):
    opened = open_page()
    kinds = opened.page.eval_on_selector_all(
        "#chart rect[class^=mark]", "all => all.map(one => one.getAttribute('class'))"
    )
    # 2022 has a total without places, 2023 and 2025 sums of districts, 2024 one group total.
    assert kinds == ["mark-total", "mark-sum", "mark-group", "mark-sum"]
    assert "2025: 69,205.7 ha as the sum" in opened.text("#chart-now").replace("\xa0", " ")


def test_a_period_without_a_figure_is_a_gap(open_page):
    opened = open_page(address=MONTHS)
    own = ca.build()
    months = [period for period in own.periods if period.granularity.value == "month"]
    told = [period for period in months if says_something(own.slice(period))]
    assert len(told) < len(months)
    assert opened.page.locator("#chart g[data-period]").count() == len(told)
    assert opened.page.locator("#chart path").count() == 0, "no line joins what lies apart"


def says_something(one):
    totals = [*one.totals, *(group.totals.get("uxo") for group in one.groups)]
    return bool(one.sums.get("uxo")) or any(t and t.measure.key == "uxo" for t in totals)


def test_a_conflict_is_marked_with_its_range(open_page):
    opened = open_page(address=MONTHS)
    number = opened.page.locator("#period").input_value()
    bar = opened.page.locator(f'#chart g[data-period="{number}"]')
    assert bar.locator("text.sign").text_content() == "!"
    assert bar.locator("line.range").count() == 1
    assert "sources conflict" in opened.text("#chart-key")
    assert "sources conflict" in opened.text("#chart-now")


def test_a_bound_is_marked_and_said(open_page):
    opened = open_page(address="#measure=area_cleared&period=..2023-03-01")
    assert {">", "~"} <= set(opened.page.locator("#chart .sign").all_text_contents())
    assert "more than" in opened.text("#chart-key")


def test_a_click_chooses_the_period(open_page):
    opened = open_page()
    opened.page.locator("#chart rect.mark-sum").first.click()
    expect(opened.page.locator("#summary")).to_contain_text(", 2023:")


def test_arrow_keys_choose_the_next_period_with_a_figure(open_page):
    opened = open_page(address=MONTHS)
    chart = opened.page.locator("#chart")
    chart.focus()
    opened.page.keyboard.press("ArrowRight")
    expect(opened.page.locator("#summary")).to_contain_text("October 2024")
    assert chart.get_attribute("aria-valuetext").startswith("October 2024: ")
    opened.page.keyboard.press("Home")
    expect(opened.page.locator("#summary")).not_to_contain_text("no figure")
    assert chart.get_attribute("aria-valuenow") == "1"


def test_kinds_of_period_are_never_in_one_chart(open_page):
    opened = open_page()
    count = opened.page.locator("#chart g[data-period]").count
    assert count() == 4
    opened.page.get_by_role("button", name="Weeks").click()
    weeks = count()
    assert weeks > 50
    assert opened.page.evaluate("document.activeElement.dataset.kind") == "w"
    opened.page.get_by_role("button", name="Months").click()
    assert count() < weeks
    pressed = opened.page.locator("#kinds [aria-pressed=true]")
    assert pressed.all_text_contents() == ["Months"]


def test_the_list_says_what_the_chart_shows(open_page):
    opened = open_page()
    opened.page.locator("#history summary").click()
    items = opened.page.locator("#history-list button")
    expect(items).to_have_count(4)
    said = items.first.text_content().replace("\xa0", " ")
    assert said == "2025: 69,205.7 ha as the sum of districts and of what the map cannot show"
    items.last.click()
    expect(opened.page.locator("#summary")).to_contain_text(", 2022:")


def test_a_repeat_of_the_sum_is_not_drawn_beside_it(open_page):
    opened = open_page()
    assert opened.page.locator("#chart .also").count() == 0


def test_no_amount_is_made_up_where_all_is_zero(open_page, tmp_path):
    table = tmp_path / "synthetic.csv"
    table.write_text("place,period,uxo,area_ha\nAghdam,2025-08,0,0\nFuzuli,2025-08,0,0\n")
    file = tmp_path / "synthetic.html"
    file.write_text(page.render(ca.build(table)), encoding="utf-8")
    opened = open_page(path=file)
    assert opened.page.locator("#chart g[data-period]").count() == 1
    assert opened.page.locator("#chart .tick").all_text_contents() == []


@pytest.mark.parametrize(
    ("case", "period", "said"),
    [
        ("shipped", "2025", "69,205.7 ha as the sum of districts and of what the map cannot show"),
        ("shipped", "2020-11-10..2023-07-31", "42,635 ha in places that the map cannot show"),
        ("shipped", "2020-11-10..2021-09-28", "no sum and no total of all work"),
        ("shipped", "2020-12-15..2020-12-21", "68.4 ha (the source says “checked”) as a total"),
        ("told", "2015", "about 16,000 ha as the sum of the districts that have a figure"),
        ("told", "2022", "1,200 ha (sources conflict) as the sum of the districts"),
    ],
)
def test_what_stands_for_a_period_is_named_for_what_it_is(open_page, case, period, said):
    opened = open_page(case, address=f"#measure=area_cleared&period={period}")
    assert said in opened.text("#chart-now").replace("\xa0", " ")
    assert said in opened.page.locator("#chart").get_attribute("aria-valuetext").replace(
        "\xa0", " "
    )


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("period", ["2025-08", "2020-11-10..2023-04-17", "2025", "2026-W08"])
def test_every_chart_has_years_under_it_that_do_not_touch(open_page, width, period):
    address = f"#measure=area_cleared&period={period}"
    opened = open_page(address=address, viewport={"width": width, "height": 740})
    boxes = [one.bounding_box() for one in opened.page.locator("#chart .year").all()]
    assert boxes
    for one, other in pairwise(boxes):
        assert one["x"] + one["width"] < other["x"]


def test_the_key_of_the_chart_shows_the_shapes_of_the_chart(open_page):
    opened = open_page(address="#measure=area_cleared&period=2020-11-10..2023-04-17")
    assert opened.page.locator("#chart-key rect").count() == 0
    assert opened.page.locator("#chart-key circle").count() > 0
    opened = open_page("figures")
    for shape in ("rect", "line"):
        drawn = opened.page.locator(f"#chart g {shape}[class*=mark-]").count()
        assert (opened.page.locator(f"#chart-key {shape}").count() > 0) is (drawn > 0)
