"""The page by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

import clearatlas as ca

pytestmark = pytest.mark.browser


def test_the_keyboard_goes_from_district_to_district(open_page):
    opened = open_page()
    keys = opened.page.keyboard
    opened.page.locator("#next").focus()
    opened.page.locator("#previous").focus()
    while opened.page.evaluate("document.activeElement.id") != "map":
        keys.press("Tab")
    expect(opened.page.locator("#tooltip")).to_contain_text("Aghdam")
    keys.press("ArrowDown")
    expect(opened.page.locator("#tooltip")).not_to_contain_text("Aghdam")
    heard = opened.text("#announcement")
    name = opened.page.locator("#tooltip strong").text_content()
    assert heard.startswith(name)
    keys.press("Enter")
    assert opened.page.evaluate("document.activeElement.id") == "details-name"
    assert opened.page.locator("#details-name").text_content() == name
    keys.press("Escape")
    assert opened.page.evaluate("document.activeElement.id") == "map"
    expect(opened.page.locator("#details-body")).to_be_hidden()


def test_the_map_is_one_stop_for_the_tab_key(open_page):
    opened = open_page()
    opened.page.locator("#map").focus()
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.closest('#map')") is None


def test_arrows_reach_every_district_from_the_first(open_page):
    opened = open_page()
    focused = opened.page.locator("#map")
    own = ca.build()
    codes = {own.name(code): code for code in own.extent}
    reached, waiting = {"Aghdam"}, ["Aghdam"]
    while waiting:
        here = waiting.pop()
        for way in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
            focused.blur()
            opened.page.evaluate("code => { location.hash = `district=${code}`; }", codes[here])
            expect(opened.page.locator("#details-name")).to_have_text(here)
            focused.focus()
            focused.press(way)
            name = opened.page.locator("#tooltip strong").text_content()
            if name not in reached:
                reached.add(name)
                waiting.append(name)
    assert len(reached) == 13


def test_details_opened_in_the_table_close_back_to_it(open_page):
    opened = open_page()
    button = opened.page.locator("#rows button", has_text="Lachin")
    button.focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("document.activeElement.id") == "details-name"
    opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("document.activeElement.textContent") == "Lachin"


def test_the_tab_key_walks_the_page_in_the_order_it_is_read(open_page):
    opened = open_page()
    opened.page.evaluate("document.body.focus()")
    seen = []
    for _ in range(90):
        opened.page.keyboard.press("Tab")
        name = opened.page.evaluate(
            "(({ id, name, className }) => id || name || className)(document.activeElement)"
        )
        if name in seen and name == seen[0]:
            break
        seen.append(name)
        assert opened.page.evaluate(
            "(one => one === document.body || getComputedStyle(one).outlineStyle !== 'none')"
            "(document.activeElement)"
        ), f"{name} shows no focus"
    stops = ["skip", "theme", "language", "measure", "previous", "period", "play", "time", "map"]
    stops += [
        "zoom-in",
        "search",
        "symbols",
        "place",
        "chart",
        "other",
        "save-csv",
        "print",
        "copy-citation",
    ]
    order = [seen.index(name) for name in stops]
    assert order == sorted(order)


def test_the_keyboard_stays_at_its_district_while_periods_go_by(open_page):
    opened = open_page(address="#measure=area_cleared&period=2022")
    opened.page.locator("#play").click()
    opened.page.locator("#map").focus()
    opened.page.keyboard.press("ArrowDown")
    name = opened.page.locator("#tooltip strong").text_content()
    expect(opened.page.locator("#tooltip")).to_be_visible()
    before = opened.text("#tooltip .amount")
    expect(opened.page.locator("#summary")).to_contain_text(", 2023:")
    expect(opened.page.locator("#tooltip strong")).to_have_text(name)
    expect(opened.page.locator("#tooltip")).to_be_visible()
    expect(opened.page.locator("#map path.outline.looked")).to_have_count(1)
    assert opened.text("#tooltip .amount") != before


def test_another_language_leaves_no_sentence_of_the_one_before(open_page):
    opened = open_page()
    opened.page.locator("#map").focus()
    opened.page.keyboard.press("ArrowDown")
    assert opened.text("#announcement")
    opened.page.locator("#language").select_option("az")
    assert opened.text("#announcement") == ""
