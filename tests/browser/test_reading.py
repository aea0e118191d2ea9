"""What a reader is told of group totals, conflicts, bounds and sources."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

import clearatlas as ca
from clearatlas.outputs import page
from clearatlas.outputs.wording import LANGUAGES, texts

pytestmark = pytest.mark.browser

CASES = Path(__file__).parents[1] / "cases" / "page"


def sections(opened):
    return opened.page.eval_on_selector_all(
        "main section:not([hidden])", "all => all.map(one => one.id || one.className)"
    )


def test_group_totals_that_are_all_there_is_stand_where_the_eye_goes_next(open_page, phone):
    address = "#measure=area_cleared&period=2025-W10"
    # The map stays in its place while periods are stepped through.
    assert sections(open_page("figures", address=address, **phone))[:2] == ["frame", "groups"]
    wide = sections(open_page("figures", address=address))
    assert wide[wide.index("details") + 1] == "groups"


def test_a_period_with_nothing_but_group_totals_colours_no_district(open_page):
    opened = open_page("figures", address="#measure=area_cleared&period=2025-W10")
    said = opened.text("#groups").replace("\xa0", " ")
    assert "12.4 ha for 2 places together: Tartar, Aghdara" in said
    assert "Synthetic weekly" in said
    assert "published 10 March 2025" in said
    assert opened.fills() == {"K": 2, "O": 11}
    assert opened.page.locator("#legend-list [class*=fill-1]").count() == 0
    expect(opened.page.locator("#no-classes")).to_be_visible()


def test_looking_at_a_district_in_a_group_outlines_the_whole_group(open_page):
    opened = open_page("figures", address="#measure=area_cleared&period=2025-W10")
    opened.page.mouse.move(*opened.district("Aghdara"))
    tooltip = opened.text("#tooltip").replace("\xa0", " ")
    assert "between 0 and 12.4 ha, which is the total for 2 places together" in tooltip
    assert opened.page.locator("path.outline.group").count() == 1
    opened.page.mouse.move(5, 5)
    expect(opened.page.locator("#tooltip")).to_be_hidden()
    assert opened.page.locator("path.outline").count() == 0


def test_a_conflict_shows_both_figures_side_by_side_with_their_sources(open_page):
    opened = open_page("figures")
    opened.page.locator("#rows button", has_text="Aghdam").click()
    claims = opened.page.locator(".claims.several > li")
    assert claims.count() == 2
    said = [" ".join(one.split()) for one in claims.all_text_contents()]
    assert "1,020.5" in said[0]
    assert "Synthetic bulletin B" in said[0]
    assert "“1020.5”" in said[0] or "1020.5" in said[0]
    assert "1,200.5" in said[1]
    assert "Synthetic bulletin A" in said[1]
    # At once: the page may still be scrolling to the details.
    boxes = claims.evaluate_all("all => all.map((one) => one.getBoundingClientRect().toJSON())")
    assert boxes[0]["y"] == boxes[1]["y"]
    assert opened.page.locator("#names .mark", has_text="!").count() == 1
    assert "Sources conflict (1)" in opened.text("#legend-list")


def test_bounds_statuses_and_definitions_are_said_in_words(open_page):
    opened = open_page("figures")
    rows = opened.text("#rows").replace("\xa0", " ")
    for said in ("more than 8,200", "about 430", "provisional", "“checked”", "reported as zero"):
        assert said in rows
    assert "Ministry of Defense only" in opened.text("#others")


def test_details_lead_to_the_printed_cell(open_page):
    opened = open_page("figures")
    opened.page.locator("#rows button", has_text="Zangilan").click()
    said = opened.text("#details-body")
    for words in ("430", "Synthetic bulletin A", "5 April 2025", "synthetic_figures.csv, row 6"):
        assert words in said
    link = opened.page.locator("#details-body a").first
    assert link.get_attribute("href") == "https://example.org/a"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_figure_that_was_replaced_stays_readable(open_page):
    opened = open_page("figures", address="#measure=uxo&period=2025-Q1&district=khojaly")
    said = opened.text("#details-body")
    assert "a later figure replaced an earlier one" in said
    folded = opened.page.locator("#details-body details")
    folded.locator("summary").click()
    expect(folded).to_contain_text("published 5 April 2025")
    assert folded.locator("li").first.text_content().startswith("20")


def test_a_total_printed_with_two_lists_of_places_shows_both(open_page):
    opened = open_page("figures", address="#measure=uxo&period=2025-Q1")
    said = opened.text("#groups")
    assert "300 for 3 places together: Tartar, Aghdara, Kalbajar" in said
    assert "Also printed for another list of places: Aghdara, Tartar" in said


def test_a_percentage_of_several_places_is_no_bound_for_one(open_page):
    opened = open_page(
        "figures", address="#measure=share_of_area_to_be_cleared&period=..2025-03-31"
    )
    rows = opened.text("#rows").replace("\xa0", " ")
    assert "Lachinonly in a group total40 % together" in rows
    assert "between 0 and" not in rows
    assert texts("en")("group.explained_percent") in opened.text("#groups")


def test_a_derived_figure_says_what_it_was_added_up_from(open_page, tmp_path):
    figures = CASES / "synthetic_figures.csv"
    own = ca.build(figures, period="2025-01-01..2025-02-28", measures=["uxo"])
    file = tmp_path / "derived.html"
    file.write_bytes(page.render(own).encode())
    opened = open_page(path=file)
    opened.page.locator("#rows button", has_text="Aghdam").click()
    said = opened.text("#details-body")
    assert "added up from periods that make up this one exactly" in said
    assert "January 2025: 5" in said
    assert "February 2025: 6" in said


def test_the_legend_has_every_pattern_of_the_map_and_no_other(open_page):
    for case in ("shipped", "figures"):
        opened = open_page(case)
        signs = opened.page.eval_on_selector_all(
            "#legend-list rect", "all => all.map(one => one.getAttribute('class').slice(5))"
        )
        drawn = opened.fills()
        assert [sign for sign in signs if sign in "KO0"] == [one for one in "0KO" if one in drawn]


def test_a_group_total_has_its_source_and_what_was_printed(open_page):
    opened = open_page(address="#measure=area_cleared&period=2025-W33")
    said = opened.text("#groups").replace("\xa0", " ")
    assert "1,362.7 ha for 13 places together" in said
    assert "“1362.7” (group_totals.csv, row 368, column “value”)" in said
    assert "publication date not known" in said


def test_a_disputed_total_says_who_claims_what(open_page):
    opened = open_page(address="#measure=uxo&period=2024-08")
    lines = opened.page.locator("#groups-list li .remark:has(.claim)")
    said = [" ".join(one.split()) for one in lines.all_text_contents()]
    assert len(said) == 2
    assert "27,812 Report News Agency" in said[0]
    assert "27,872 AzerNews" in said[1]


def test_a_period_across_a_change_of_boundaries_says_so(open_page):
    own = ca.build()
    across = next(period for period in own.periods if own.slice(period).straddles)
    opened = open_page(address=f"#period={across}")
    edition = own.slice(across).edition
    assert opened.text("#straddles") == texts("en")("map.straddles", edition=edition)
    expect(open_page().page.locator("#straddles")).to_be_hidden()


def test_an_approximate_border_has_a_note_and_one_without_has_none(open_page):
    note = open_page().page.locator("#rough-note")
    expect(note).to_have_text(texts("en")("map.approximate"))
    expect(note).to_be_visible()
    expect(open_page(address="#period=2023").page.locator("#rough-note")).to_be_hidden()


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "lies below earlier ones: about 156,000 ha"),
        ("az", "əvvəlkilərdən azdır"),
        ("ru", "меньше более ранних"),
    ],
)
def test_what_does_not_fit_is_said_where_its_period_is_shown(open_page, lang, said):
    opened = open_page(address=f"#lang={lang}&measure=area_cleared&period=..2025-08-17")
    found = opened.text("#misfits-list").replace("\xa0", " ")
    assert said in found
    assert "218" in found
    opened.show(f"#lang={lang}&measure=area_cleared&period=2025")
    expect(opened.page.locator("#misfits")).to_be_hidden()


def test_a_year_says_how_much_of_it_shorter_periods_cover(open_page):
    opened = open_page(address="#measure=area_cleared&period=2025")
    said = opened.page.locator("#coverage-list li").all_text_contents()
    assert said == ["weeks cover 133 of 365 days", "months cover 89 of 365 days"]


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_a_row_of_the_table_is_outlined_on_the_map_with_its_group(open_page, way):
    opened = open_page("figures", address="#measure=area_cleared&period=2025-W10")
    button = opened.page.locator("#rows button", has_text="Aghdara")
    button.hover() if way == "hover" else button.focus()
    assert opened.page.locator("path.outline.group").count() == 1
    expect(opened.page.locator("#tooltip")).to_contain_text("between 0 and 12.4")
    opened.page.mouse.move(5, 5)
    opened.page.locator("#measure").focus()
    assert opened.page.locator("path.outline").count() == 0


def test_the_first_sentence_never_leaves_out_that_sources_conflict(open_page):
    opened = open_page("figures")
    say = texts("en")
    assert say("status.U") in opened.text("#summary")
    assert "sources conflict" in opened.text("#chart-now")
    opened = open_page(address="#measure=uxo&period=2024-08")
    assert "27,812 (sources conflict)" in opened.text("#summary")


def test_what_does_not_fit_of_one_district_names_it(open_page, tmp_path):
    table = tmp_path / "synthetic.csv"
    table.write_text("place,period,uxo\nAghdam,2025-08,5\nAghdam,2025-W33,9\n")
    file = tmp_path / "synthetic.html"
    file.write_text(page.render(ca.build(table, period="2025-08")), encoding="utf-8")
    opened = open_page(path=file)
    assert opened.text("#misfits-list").startswith("Aghdam: 5 is stated for August 2025")


def test_names_are_not_broken_where_amounts_are_bounds(open_page):
    opened = open_page("figures")
    name = opened.page.locator("#rows bdi", has_text="Khankendi")
    assert name.evaluate("one => one.getClientRects().length") == 1


def test_the_sources_of_the_period_are_dated_beside_those_of_the_record(open_page):
    opened = open_page("figures")
    # One says "April 2025" and the other "6 April 2025", which lies in it.
    assert opened.text("#dated") == "Sources of this period: published April 2025."
    opened.show("#measure=ap_mines&period=2025-W10&lang=ru")
    expect(opened.page.locator("#dated")).to_have_text(
        texts("ru")("page.dated_once", date="10 марта 2025")
    )


def test_a_table_without_ranks_does_not_claim_an_order_of_values(open_page):
    opened = open_page(address="#measure=area_cleared&period=2025-W33")
    assert opened.text("#caption").endswith("districts in alphabetical order")
    opened.show("#measure=area_cleared&period=2025")
    expect(opened.page.locator("#caption")).to_contain_text("from highest to lowest")


def test_details_lead_to_the_figures_of_other_periods(open_page):
    opened = open_page(address="#measure=area_cleared&period=2023")
    opened.page.locator("#rows button", has_text="Khankendi").click()
    section = opened.page.locator("#details-figures")
    expect(section.locator(".figure").first).to_contain_text("not reported")
    others = section.locator("> details")
    expect(others.locator("summary")).to_have_text("Figures of the district in other periods: 1")
    others.locator("summary").click()
    others.locator("button", has_text="2025: 360.8 ha").click()
    expect(opened.page.locator("#details-name")).to_be_focused()
    expect(section.locator(".when")).to_have_text("2025")


def test_a_conflict_about_a_group_total_is_told_of_each_of_its_districts(open_page):
    opened = open_page(address="#measure=ap_mines&period=2025-W41")
    row = opened.page.locator("#rows tr", has_text="Aghdam").first
    expect(row).to_contain_text("sources conflict: 77 or 118")
    opened.page.locator("#map").focus()
    opened.page.keyboard.press("ArrowDown")
    expect(opened.page.locator("#tooltip")).to_contain_text("sources conflict: 77 or 118")


def test_what_is_noted_of_a_total_stands_with_its_source(open_page):
    opened = open_page(address="#measure=uxo&period=2024-08")
    groups = opened.page.locator("#groups")
    expect(groups).to_contain_text("Note: another outlet prints 27,812 UXO and 7,235.1 ha")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_conflict_of_the_record_is_listed_and_leads_to_its_period(open_page, lang):
    opened = open_page(address=f"#lang={lang}")
    opened.page.locator("#conflicts summary").click()
    listed = opened.page.locator("#conflicts-list button")
    record = ca.build().record
    assert listed.count() == len(record.conflicts)
    first = listed.first.text_content()
    listed.first.click()
    shown = opened.text("#caption")
    assert all(part in first for part in shown.split(":")[0].split(", ")[:2])


def test_without_a_conflict_no_list_of_conflicts_is_offered(open_page, tmp_path):
    table = tmp_path / "synthetic.csv"
    table.write_text("place,period,uxo\nAghdam,2025-08,5\n")
    file = tmp_path / "synthetic.html"
    file.write_text(page.render(ca.build(table)), encoding="utf-8")
    expect(open_page(path=file).page.locator("#conflicts")).to_be_hidden()
