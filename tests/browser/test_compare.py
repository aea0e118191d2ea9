"""Two periods side by side, and what changed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAIR = "#measure=area_cleared&period=2025&compare=2023"


def rows(opened):
    """What each row of the comparison says, by its first cell."""
    found = opened.page.eval_on_selector_all(
        "#changes tr", "all => all.map(row => [...row.cells].map(cell => cell.textContent))"
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
    assert said["Sum of districts"] == ["53,081.8", "69,205.7", "+16,123.9"]


def test_districts_whose_border_changed_stand_apart_without_a_change(open_page):
    said = rows(open_page(address=PAIR))
    names = list(said)
    apart = names.index("Boundary changed between the two periods, so not compared")
    assert set(names[apart + 1 : -1]) == {"Aghdam", "Aghdara", "Kalbajar", "Tartar"}
    for name in names[apart + 1 : -1]:
        assert said[name][-1] == "boundary changed"


def test_no_change_is_reckoned_where_a_figure_is_missing_or_only_in_a_total(open_page):
    assert rows(open_page(address=PAIR))["Khankendi"] == ["not reported", "360.8", "not known"]
    said = rows(open_page(address="#measure=area_cleared&period=2024&compare=2025"))
    assert {row[-1] for row in said.values() if row} == {
        "only in a group total",
        "boundary changed",
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
    import clearatlas as ca  # noqa: PLC0415 - only this test builds a page of its own
    from clearatlas.outputs import page  # noqa: PLC0415

    file = tmp_path / "page.html"
    file.write_bytes(page.render(ca.build(table)).encode())
    said = rows(open_page(path=file, address="#measure=area_cleared&period=2022&compare=2021"))
    assert said[name][-1] == reason
    assert said["Sum of districts"][-1] == "not exact"


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
