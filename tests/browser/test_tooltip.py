"""The tooltip stands beside the district it speaks of, wherever the map goes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(open_page):
    """A page whose map moves at once."""
    return open_page(reduced_motion="reduce")


def is_beside(opened):
    """Whether the tooltip lies in the frame, close to what is outlined and not over it."""
    frame, tooltip, outline = (
        opened.page.locator(one).bounding_box()
        for one in ("#map", "#tooltip", "path.outline.looked")
    )
    right, bottom = (frame["x"] + frame["width"], frame["y"] + frame["height"])
    assert frame["x"] <= tooltip["x"]
    assert tooltip["x"] + tooltip["width"] <= right + 1
    assert frame["y"] <= tooltip["y"]
    assert tooltip["y"] + tooltip["height"] <= bottom + 1
    gaps = [
        max(a[side] - b[side] - b[size] for a, b in ((tooltip, outline), (outline, tooltip)))
        for side, size in (("x", "width"), ("y", "height"))
    ]
    return 0 <= max(gaps) <= 20


def test_the_tooltip_goes_with_its_district(opened):
    keys = opened.page.keyboard
    opened.page.locator("#map").focus()
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    assert is_beside(opened)
    before = opened.page.locator("#tooltip").bounding_box()
    keys.press("+")
    assert opened.page.locator("#tooltip").bounding_box() != before
    assert is_beside(opened)
    keys.press("Home")
    assert opened.page.locator("#tooltip").bounding_box() == before


def test_a_district_out_of_the_frame_has_no_tooltip_in_it(opened):
    opened.page.locator("#map").focus()
    for _ in range(4):
        opened.page.keyboard.press("+")
    row = opened.page.locator("#rows tr", has_text="Zangilan")
    row.hover()
    expect(opened.page.locator("#tooltip")).to_contain_text("Zangilan")
    expect(opened.page.locator("#tooltip")).to_be_hidden()
    opened.page.locator("#whole").click()
    row.hover()
    expect(opened.page.locator("#tooltip")).to_be_visible()
    assert is_beside(opened)


def test_while_the_map_moves_there_is_no_tooltip(open_page):
    opened = open_page()
    opened.page.locator("#map").focus()
    expect(opened.page.locator("#tooltip")).to_be_visible()
    opened.page.keyboard.press("+")
    expect(opened.page.locator("#tooltip")).to_be_hidden(timeout=200)
    expect(opened.page.locator("#tooltip")).to_be_visible()
