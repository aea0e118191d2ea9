"""Two periods side by side, and what changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

import clearatlas as ca
from clearatlas.outputs import page

pytestmark = pytest.mark.browser

CASES = Path(__file__).parents[1] / "cases" / "page"

PAIR = "#measure=area_cleared&period=2025&compare=2023"


def rows(opened):
    """What each row of the comparison says, by its first cell."""
    found = opened.page.eval_on_selector_all(
        "#comparison :is(tbody, tfoot) tr",
        "all => all.map(row => [...row.cells].map(cell => cell.textContent))",
    )
    return {row[0]: [one.replace("\xa0", " ") for one in row[1:]] for row in found}


def test_a_second_period_stands_beside_the_first_the_earlier_left(open_page):
    opened = open_page()
    opened.choose("#other", "2023")
    heads = opened.page.locator("#pair figcaption strong").all_text_contents()
    assert heads == ["2023", "2025"]
    assert opened.page.locator("#pair svg").count() == 2
    assert opened.address().endswith("&compare=2023")
    opened.choose("#other", "No comparison")
    expect(opened.page.locator("#comparison")).to_be_hidden()


def test_changes_are_those_of_the_figures(open_page):
    said = rows(open_page(address=PAIR))
    assert said["Fuzuli"] == ["6,025.1", "8,526.2", "+2,501.1"]
    assert said["Gubadli"] == ["6,993.9", "3,514.8", "−3,479.1"]


def test_the_sums_add_up_and_no_gap_is_taken_for_zero(open_page):
    said = rows(open_page(address=PAIR))
    # Khankendi and Aghdara have a figure in one of the two years only.
    assert said["Sum of districts"] == ["52,864.2", "66,936.2", "not the same districts"]
    assert said["Not on the map"] == ["217.6", "2,269.5", "not the same districts"]
    assert said["Together"] == ["53,081.8", "69,205.7", "not the same districts"]
    assert said["Total as stated"] == ["53,081.8", "69,205.7", "not the same list of places"]


def test_the_same_districts_have_a_change_of_their_sum(open_page):
    said = rows(open_page("told", address="#measure=area_cleared&period=2012-09&compare=2012-07"))
    assert said["Sum of districts"] == ["10", "12", "+2"]
    assert "Not on the map" not in said


def test_a_region_that_no_sum_holds_is_not_compared(open_page):
    opened = open_page("told", address="#measure=area_cleared&period=2009-08&compare=2009-07")
    said = rows(opened)
    assert said["Sum of districts"] == ["30", "40", "+10"]
    assert not {"Not on the map", "Together"} & set(said)


def test_a_region_left_out_and_a_zero_are_not_called_unreported(open_page):
    opened = open_page("told", address="#measure=area_cleared&period=2009-09&compare=2009-08")
    said = rows(opened)
    assert said["Not on the map"] == ["reported, not added", "0", "not the same districts"]
    assert said["Together"] == ["40", "40", "not the same districts"]


def test_exact_totals_of_one_list_of_places_are_compared(open_page):
    opened = open_page(address="#measure=area_cleared&period=2024&compare=2025")
    assert rows(opened)["Total as stated"] == ["62,023.9", "69,205.7", "+7,181.8"]
    caption = opened.text("#pair figcaption >> nth=0").replace("\xa0", " ")
    assert caption == "2024 62,023.9 ha as a total for several districts"


def test_the_sums_stand_in_the_foot_of_the_table(open_page):
    opened = open_page(address=PAIR)
    assert opened.text("#changes-sums tr >> nth=0").startswith("Sum of districts")
    assert opened.page.locator("#changes-apart th[scope=rowgroup]").count() == 1


def test_on_a_phone_the_change_is_in_view(open_page, phone):
    opened = open_page(address=PAIR, **phone)
    hidden = opened.page.eval_on_selector(
        ".wide-table", "frame => frame.scrollWidth - frame.clientWidth"
    )
    assert hidden <= 0


def test_districts_whose_border_changed_stand_apart_without_a_change(open_page):
    said = rows(open_page(address=PAIR))
    names = list(said)
    apart = names.index("Boundary changed between the two periods, so not compared")
    broken = names[apart + 1 : names.index("Sum of districts")]
    assert set(broken) == {"Aghdam", "Aghdara", "Kalbajar", "Tartar"}
    assert {said[name][-1] for name in broken} == {"boundary changed"}
    assert said["Aghdara"][0] == "not on this edition"


def test_no_change_is_reckoned_where_a_figure_is_missing_or_only_in_a_total(open_page):
    assert rows(open_page(address=PAIR))["Khankendi"] == ["not reported", "360.8", "not known"]
    said = rows(open_page(address="#measure=area_cleared&period=2024&compare=2025"))
    # Both years are drawn on one edition: no boundary changed between them.
    assert {row[-1] for name, row in said.items() if name != "Total as stated"} == {
        "only in a group total"
    }


@pytest.mark.parametrize(
    ("name", "reason"), [("Aghdam", "sources conflict"), ("Zangilan", "not exact")]
)
def test_no_change_is_reckoned_from_conflicts_and_bounds(open_page, tmp_path, name, reason):
    table = tmp_path / "synthetic.csv"
    table.write_text(
        "place,period,area_ha,bound,source_title\n"
        "Aghdam,2022,10,exact,Synthetic A\nAghdam,2022,11,exact,Synthetic B\n"
        "Aghdam,2021,5,exact,Synthetic A\n"
        "Zangilan,2022,10,about,Synthetic A\nZangilan,2021,5,exact,Synthetic A\n"
    )
    file = tmp_path / "page.html"
    file.write_bytes(page.render(ca.build(table)).encode())
    said = rows(open_page(path=file, address="#measure=area_cleared&period=2022&compare=2021"))
    assert said[name][-1] == reason
    assert said["Sum of districts"][-1] == "sources conflict"
    assert "sources conflict" in said["Aghdam"][1]


def test_no_change_is_reckoned_from_a_sum_of_disputed_parts(open_page, tmp_path):
    file = tmp_path / "page.html"
    table = CASES / "synthetic_told.csv"
    file.write_bytes(page.render(ca.build(table, period="2012-Q3")).encode())
    opened = open_page(path=file)
    opened.choose("#other", "Q2 2012")
    said = rows(opened)
    assert said["Lachin"][-1] == "sources conflict"
    assert said["Sum of districts"][-1] == "sources conflict"


@pytest.mark.parametrize("period", ["2020-11-10..2021-03-11", "..2021-05-06"])
def test_running_totals_are_compared_from_one_stated_start(open_page, period):
    opened = open_page(address=f"#measure=area_cleared&period={period}")
    offered = opened.page.locator("#other option").all_text_contents()[1:]
    start = period.partition("..")[0]
    assert all(text.startswith("10 November 2020 – ") for text in offered)
    assert bool(offered) is bool(start)


def test_periods_of_unequal_length_are_not_compared(open_page):
    opened = open_page(address="#measure=area_cleared&period=2023-04-01..2023-04-14")
    numbers = opened.page.eval_on_selector_all("#other option", "all => all.map(one => one.value)")
    periods = list(ca.build().periods)
    lengths = {(periods[int(n)].end - periods[int(n)].start).days for n in numbers if n}
    assert lengths <= {(date(2023, 4, 14) - date(2023, 4, 1)).days}


def test_periods_of_different_kinds_are_never_compared(open_page):
    opened = open_page(address="#measure=area_cleared&period=2025&compare=2025-W33")
    expect(opened.page.locator("#comparison")).to_be_hidden()
    offered = opened.page.locator("#other option").all_text_contents()
    assert offered == ["No comparison", "2024", "2023", "2022"]


def test_a_step_keeps_the_second_period(open_page):
    opened = open_page(address=PAIR)
    opened.page.locator("#previous").click()
    heads = opened.page.locator("#pair figcaption strong").all_text_contents()
    assert heads == ["2023", "2024"]


def test_the_comparison_has_a_legend_of_its_own(open_page):
    opened = open_page(address=PAIR)
    key = opened.text("#pair-key")
    assert "under 200" in key
    assert "Not reported" in key
