"""The page in a page of others, and under rules of others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

README = Path(__file__).parents[2] / "README.md"
YEAR = "embed&measure=area_cleared&period=2025&lang=en"


@pytest.fixture
def in_frame(open_page, written, tmp_path):
    """Open the page in the frame that a tag says; returns the frame's content."""

    def opened(tag):
        frame = tmp_path / "frame.html"
        frame.write_text("<!DOCTYPE html>" + tag.replace("clearance.html", written().as_uri()))
        page = open_page(path=frame)
        page.requests.clear()
        inner = page.page.frame_locator("iframe")
        expect(inner.locator("#page[data-drawn]")).to_be_attached()
        return inner

    return opened


@pytest.fixture
def framed(in_frame):
    """Open an address of the page in a frame with these attributes."""
    return lambda attributes, address: in_frame(
        f'<iframe {attributes} width="700" height="640" src="clearance.html#{address}"></iframe>'
    )


def test_an_embedded_map_names_its_sources(open_page):
    opened = open_page(address=f"#{YEAR}")
    assert re.match(r"Reported by: .*ANAMA.*\. Sources .* published", opened.text("#dated"))


@pytest.mark.parametrize("width", [700, 1100])
def test_an_embedded_map_shows_group_totals_that_are_all_there_is(open_page, width):
    opened = open_page(
        address="#embed&measure=ap_mines&period=2026-W08",
        viewport={"width": width, "height": 640},
    )
    expect(opened.page.locator("#groups")).to_be_visible()
    for link in opened.page.locator("#groups .cite").all():
        expect(link).to_be_hidden()


@pytest.mark.parametrize("address", [YEAR, "embed&measure=ap_mines&period=2026-W08"])
@pytest.mark.parametrize("size", [(300, 250), (600, 400), (700, 640), (1100, 900)])
def test_the_map_takes_what_the_rest_leaves_of_the_frame(open_page, size, address):
    width, height = size
    opened = open_page(address=f"#{address}", viewport={"width": width, "height": height})
    frame = opened.page.locator("#map").bounding_box()
    assert frame["height"] >= 128
    assert frame["width"] > 0.85 * width
    if address == YEAR:
        assert frame["y"] + frame["height"] <= height
    # Nothing but what the page says makes it longer than the frame.
    last = opened.page.locator("#whole-page-line").bounding_box()
    length = opened.page.evaluate("document.documentElement.scrollHeight")
    assert length - last["y"] - last["height"] < 16


def test_the_frame_of_the_readme_need_not_scroll(in_frame):
    (tag,) = re.findall(r"<iframe .*?</iframe>", README.read_text(encoding="utf-8"), re.DOTALL)
    (height,) = re.findall(r'height="(\d+)"', tag)
    fits = "(one, height) => one.ownerDocument.documentElement.scrollHeight <= height"
    assert in_frame(tag).locator("#map").evaluate(fits, int(height))


def test_choosing_a_district_of_an_embedded_map_leads_to_it_on_the_whole_page(open_page):
    opened = open_page(address=f"#{YEAR}", viewport={"width": 600, "height": 640})
    help_text = opened.text("#map-help")
    assert "details" not in help_text
    opened.page.locator("#map").focus()
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("#open")).to_be_hidden()
    assert opened.page.evaluate("document.activeElement.id") == "map"
    link = opened.page.locator("#whole-page").get_attribute("href")
    assert "district=aghdam" in link


ALL = ("popups", "downloads", "modals")


@pytest.mark.parametrize(
    ("attributes", "allowed"),
    [
        ("", ALL),
        ('sandbox="allow-scripts"', ()),
        *[(f'sandbox="allow-scripts allow-{word}"', (word,)) for word in ALL],
        ('sandbox="allow-scripts allow-downloads allow-modals"', ("downloads", "modals")),
    ],
)
def test_what_a_frame_refuses_is_not_offered(framed, attributes, allowed):
    words = "".join(f"&{word}" for word in allowed)
    opens, saves, prints = (word in allowed for word in ALL)
    inner = framed(attributes, YEAR + words)
    expect(inner.locator("#whole-page")).to_be_visible(visible=opens)
    inner = framed(attributes, YEAR.replace("embed&", "") + words)
    expect(inner.locator("#save-csv")).to_be_visible(visible=saves)
    expect(inner.locator("#print")).to_be_visible(visible=prints)
    address = inner.locator("#sources-list .address", has_text="https://")
    assert (inner.locator("#sources-list a").count() > 0) is opens
    assert (address.count() > 0) is not opens


def test_under_a_policy_that_refuses_styles_the_still_map_keeps_its_colours(browser, written):
    context = browser.new_context()
    page = context.new_page()
    page.route(
        "https://example.test/",
        lambda route: route.fulfill(
            path=written(), headers={"Content-Security-Policy": "default-src 'self'"}
        ),
    )
    page.goto("https://example.test/")
    fills = page.eval_on_selector_all(
        "#still .district", "all => all.map((one) => getComputedStyle(one).fill)"
    )
    context.close()
    assert len(set(fills)) > 3
    assert "rgb(0, 0, 0)" not in fills
