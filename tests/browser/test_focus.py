"""Where the keyboard is, and that it is seen."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

COVERED = """bar => {
    const focused = document.activeElement;
    if (bar.contains(focused) || focused === document.body) return "";
    const [one, other] = [focused, bar].map((node) => node.getBoundingClientRect());
    return one.bottom > other.top + 1 && one.top < other.bottom ? focused.outerHTML : "";
}"""


def focused(opened, name="id"):
    return opened.page.evaluate(f"document.activeElement.{name}")


@pytest.mark.parametrize("size", [(360, 740), (320, 640), (700, 600)])
def test_the_bar_covers_nothing_that_the_keyboard_comes_to(open_page, size):
    opened = open_page(
        "figures",
        viewport=dict(zip(("width", "height"), size, strict=True)),
        reduced_motion="reduce",
    )
    bar = opened.page.locator("#controls")
    expect(bar).to_have_css("position", "fixed")
    for _ in range(90):
        opened.page.keyboard.press("Tab")
        assert bar.evaluate(COVERED) == ""


@pytest.mark.parametrize("size", [(320, 256), (740, 360)])
def test_a_low_window_has_no_bar_and_names_its_controls(open_page, size):
    opened = open_page(viewport=dict(zip(("width", "height"), size, strict=True)))
    expect(opened.page.locator("#controls")).to_have_css("position", "static")
    box = opened.page.locator("label.measure span").bounding_box()
    assert box["width"] > 20


def test_from_a_middling_width_on_the_controls_stand_in_one_row(open_page):
    opened = open_page(viewport={"width": 740, "height": 360})
    bottoms = [
        round(box["y"] + box["height"])
        for box in (
            opened.page.locator(one).bounding_box() for one in ("#previous", "#time", "#measure")
        )
    ]
    assert max(bottoms) - min(bottoms) < 12


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_the_ring_of_the_map_is_seen(open_page, options):
    opened = open_page(**options)
    box = opened.page.locator(".canvas").bounding_box()
    clip = {"x": box["x"] + 60, "y": box["y"] - 5, "width": 120, "height": 6}
    shots = []
    for name in ("time", "map"):
        opened.page.locator(f"#{name}").focus()
        shots.append(Image.open(BytesIO(opened.page.screenshot(clip=clip))).convert("L"))
    before, after = (shot.crop((0, 1, 120, 3)).tobytes() for shot in shots)
    assert min(abs(a - b) for a, b in zip(before, after, strict=True)) > 60


def test_skipping_to_the_figures_keeps_the_address(open_page):
    opened = open_page(address="#measure=area_cleared&period=2023&lang=en")
    opened.page.locator(".skip").focus()
    opened.page.keyboard.press("Enter")
    assert focused(opened) == "figures"
    assert "period=2023" in opened.address()


def test_on_a_phone_details_come_to_the_top_of_the_window(open_page, phone):
    opened = open_page(**phone, reduced_motion="reduce")
    opened.page.touchscreen.tap(*opened.district("Lachin"))
    opened.page.locator("#open").tap()
    assert abs(opened.page.locator("#details").bounding_box()["y"]) < 2
    assert focused(opened) == "details-name"


def test_the_walk_goes_on_from_the_district_whose_details_were_closed(open_page):
    opened = open_page()
    keys = opened.page.keyboard
    opened.page.locator("#map").focus()
    keys.press("Home")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    name = opened.page.locator("#tooltip strong").text_content()
    keys.press("Enter")
    keys.press("Escape")
    assert focused(opened) == "map"
    assert opened.page.locator("#tooltip strong").text_content() == name
    expect(opened.page.locator("#tooltip")).to_be_visible()


def test_details_close_to_the_row_of_their_district_in_another_period(open_page):
    opened = open_page()
    opened.page.locator("#rows button", has_text="Lachin").press("Enter")
    opened.choose("#period", "2023")
    opened.page.locator("#details-name").focus()
    opened.page.keyboard.press("Escape")
    assert focused(opened, "textContent") == "Lachin"


def test_the_last_step_keeps_the_keyboard(open_page):
    opened = open_page()
    opened.choose("#period", "2024")
    opened.page.locator("#next").press("Enter")
    assert focused(opened) == "next"
    expect(opened.page.locator("#next")).to_have_attribute("aria-disabled", "true")
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("#period option:checked")).to_have_text("2025")


def test_a_kind_of_period_keeps_the_keyboard_when_the_window_turns(open_page):
    opened = open_page()
    opened.page.locator("#kinds button", has_text="Months").press("Enter")
    chart = opened.page.locator("#chart")
    before = chart.get_attribute("viewBox")
    opened.page.set_viewport_size({"width": 700, "height": 900})
    expect(chart).not_to_have_attribute("viewBox", before)
    assert focused(opened, "textContent") == "Months"


def test_escape_on_a_source_goes_back_to_where_it_was_followed_from(open_page):
    opened = open_page()
    link = opened.page.locator("#rows .cite").first
    assert re.match(r"Source \d+: .+, published .+ 20\d\d$", link.get_attribute("aria-label"))
    link.press("Enter")
    assert focused(opened).startswith("source-")
    opened.page.keyboard.press("Escape")
    assert focused(opened, "className") == "cite"
    assert focused(opened, "closest('tr').rowIndex") == 1


# What is announced


def heard(opened):
    return opened.text("#announcement").replace("\xa0", " ")


def test_what_changes_is_said_and_the_sentence_is_not_said_again(open_page):
    opened = open_page()
    opened.page.evaluate(
        "window.said = 0; new MutationObserver(() => { window.said += 1; })"
        ".observe(document.getElementById('summary'), { childList: true });"
    )
    opened.page.locator("#symbols input").last.check()
    assert heard(opened).startswith("Area of a circle")
    opened.choose("#other", "2023")
    assert heard(opened) == "Area reported as cleared: 2023 and 2025"
    assert opened.page.evaluate("window.said") == 0
    opened.choose("#period", "2022")
    assert opened.page.evaluate("window.said") == 1


def test_play_says_where_it_stopped(open_page):
    opened = open_page()
    opened.page.locator("#play").click()
    opened.page.locator("#play").click()
    now = opened.page.locator("#period option:checked").text_content().split()[0]
    assert heard(opened).startswith(f"Stopped at {now}")


def test_an_arrow_that_leads_nowhere_says_so(open_page):
    opened = open_page()
    opened.page.locator("#map").focus()
    for _ in range(8):
        opened.page.keyboard.press("ArrowUp")
    assert heard(opened) == "No further district this way."


def test_the_chosen_row_and_period_are_marked_for_who_hears_them(open_page):
    opened = open_page()
    opened.page.locator("#rows button", has_text="Lachin").click()
    expect(opened.page.locator("#rows [aria-current=true]")).to_contain_text("Lachin")
    opened.page.locator("#history summary").click()
    opened.page.locator("#history button", has_text="2023").click()
    expect(opened.page.locator("#history [aria-current=true]")).to_contain_text("2023")
