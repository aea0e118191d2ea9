"""Going through the periods of one kind: slider, steps, play."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from clearatlas.outputs.wording import texts

pytestmark = pytest.mark.browser

WEEKS = "#measure=area_cleared&period=2020-12-15..2020-12-21"


def kind(opened):
    return opened.text("#kind option:checked")


def test_the_slider_goes_from_period_to_period_of_one_kind(open_page):
    opened = open_page(address=WEEKS)
    slider = opened.page.locator("#time")
    assert slider.get_attribute("max") == "71"
    slider.focus()
    opened.page.keyboard.press("ArrowRight")
    expect(opened.page.locator("#summary")).to_contain_text("10–16 May 2021")
    expect(slider).to_have_attribute("aria-valuetext", "10–16 May 2021")
    opened.page.keyboard.press("End")
    expect(opened.page.locator("#summary")).to_contain_text("February 2026")
    assert kind(opened) == texts("en")("granularity.week")


def test_a_long_list_of_periods_is_parted_by_kind_and_year(open_page):
    opened = open_page()
    assert opened.page.locator("#period option").all_text_contents() == [
        *("2025", "2024", "2023", "2022"),
    ]
    opened.choose("#kind", "Weeks")
    expect(opened.page.locator("#summary")).to_contain_text("February 2026")
    years = opened.page.locator("#period optgroup")
    labels = years.evaluate_all("all => all.map(one => one.label)")
    assert labels == sorted(labels, reverse=True)
    assert labels[:2] == ["2026", "2025"]
    for said in years.nth(1).locator("option").all_text_contents():
        assert "2025" in said
    opened.choose("#kind", "Years")
    expect(opened.page.locator("#summary")).to_contain_text(", 2025:")


def test_play_goes_through_its_kind_and_stops_at_the_newest(open_page):
    opened = open_page(address="#measure=area_cleared&period=2022")
    opened.page.clock.install()
    opened.page.locator("#play").click()
    expect(opened.page.locator("#play")).to_have_attribute("aria-label", "Pause")
    expect(opened.page.locator("#summary")).to_have_attribute("aria-live", "off")
    seen = []
    for _ in range(5):
        opened.page.clock.run_for(900)
        seen.append(opened.text("#summary").split(":")[0].split(", ")[1])
    assert seen == ["2023", "2024", "2025", "2025", "2025"]
    expect(opened.page.locator("#play")).to_have_attribute("aria-label", "Play through the periods")
    expect(opened.page.locator("#summary")).to_have_attribute("aria-live", "polite")


def test_play_from_the_newest_begins_with_the_oldest(open_page):
    opened = open_page()
    opened.page.locator("#play").click()
    expect(opened.page.locator("#summary")).to_contain_text(", 2022:")
    opened.page.locator("#play").click()
    assert kind(opened) == texts("en")("granularity.year")


def test_a_district_without_a_report_keeps_no_former_colour(open_page):
    opened = open_page(address="#measure=area_cleared&period=2023")
    before = opened.fills()
    assert {"1", "2", "3"} < set(before)
    opened.page.locator("#next").click()
    assert opened.fills() == {"K": 13}
    opened.page.locator("#next").click()
    opened.page.locator("#previous").click()
    assert opened.fills() == {"K": 13}


@pytest.mark.parametrize("end", ["Escape", "slider", "measure", "chart", "conflicts", "address"])
def test_whatever_else_the_reader_does_ends_play(open_page, end):
    opened = open_page(address=WEEKS)
    opened.page.locator("#play").click()
    if end == "Escape":
        opened.page.keyboard.press("Escape")
    elif end == "slider":
        opened.page.locator("#time").press("ArrowRight")
    elif end == "chart":
        opened.page.locator("#chart").press("End")
    elif end == "conflicts":
        opened.page.locator("#conflicts summary").click()
        opened.page.locator("#conflicts-list button").first.click()
    elif end == "address":
        opened.show("#measure=area_cleared&period=2023")
    else:
        opened.choose("#measure", "Anti-personnel mines")
    expect(opened.page.locator("#play")).to_have_attribute("aria-label", "Play through the periods")


def test_play_is_slower_for_who_wants_less_motion(open_page):
    opened = open_page(address="#measure=area_cleared&period=2022", reduced_motion="reduce")
    opened.page.clock.install()
    opened.page.locator("#play").click()
    opened.page.clock.run_for(2_000)
    assert ", 2022:" in opened.text("#summary")
    opened.page.clock.run_for(600)
    assert ", 2023:" in opened.text("#summary")


def test_a_step_repaints_only_the_districts_that_change(open_page):
    opened = open_page(address=WEEKS)
    repainted = opened.page.evaluate(
        """() => {
          const slider = document.getElementById("time");
          const paths = [...document.querySelectorAll("#map path.district")];
          const classes = () => paths.map((path) => path.getAttribute("class"));
          const seen = new MutationObserver(() => {});
          seen.observe(document.getElementById("map"), {
            subtree: true, attributes: true, attributeFilter: ["class"],
          });
          const steps = [];
          for (let at = 0; at <= Number(slider.max); at += 1) {
            const before = classes();
            slider.value = at;
            slider.dispatchEvent(new Event("input"));
            const after = classes();
            const written = seen.takeRecords().filter(({ target }) => paths.includes(target));
            const changed = after.filter((one, index) => one !== before[index]);
            steps.push([written.length, changed.length]);
          }
          return steps;
        }"""
    )
    assert len(repainted) > 50
    assert all(written == changed for written, changed in repainted)


def test_any_period_can_follow_any_other_whatever_edition_it_is_drawn_on(open_page):
    opened = open_page()
    keys = opened.page.evaluate(
        """async () => {
          const holder = document.getElementById("data");
          const bytes = Uint8Array.from(atob(holder.textContent), (sign) => sign.charCodeAt(0));
          const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
          return JSON.parse(await new Response(stream).text()).periods.keys;
        }"""
    )
    # The newest and the oldest by turns: between them lies the change of boundaries.
    turns = [key for pair in zip(reversed(keys), keys, strict=True) for key in pair]
    for key in turns[:120]:
        opened.show(f"#measure=area_cleared&period={key}")
    assert opened.complaints == []
    assert opened.text("#summary").split(":")[0] == opened.text("#caption").split(":")[0]
