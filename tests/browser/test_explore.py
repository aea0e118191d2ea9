"""The same map as a folium user has it."""

from __future__ import annotations

import base64
import re

import folium
import pytest
from playwright.sync_api import expect

import clearatlas as ca
from clearatlas.outputs import page
from clearatlas.outputs.wording import texts

pytestmark = pytest.mark.browser


def test_a_layer_of_a_folium_user_lies_on_the_same_map(open_page, tmp_path):
    shown = page.explore(ca.build())
    # Without a popup or an icon a marker needs nothing from the network.
    folium.CircleMarker((39.8, 46.75), radius=9, color="#b3005e").add_to(shown)
    folium.GeoJson(
        {"type": "Point", "coordinates": [46.9, 39.9]}, marker=folium.CircleMarker(radius=5)
    ).add_to(shown)
    file = tmp_path / "explore.html"
    # The helpers of folium come from the network, which is shut: take their addresses out.
    text = re.sub(
        r'<(script src|link rel="stylesheet" href)="http[^>]*>(</script>)?',
        "",
        shown.get_root().render(),
    )
    file.write_text(text, encoding="utf-8")
    opened = open_page(path=file)
    expect(opened.page.locator("path.fill-6")).to_have_count(2)
    expect(opened.page.locator('path[stroke="#b3005e"]')).to_have_count(1)


def test_a_marker_has_its_image_without_a_network(open_page, tmp_path):
    shown = page.explore(ca.build())
    file = tmp_path / "explore.html"
    text = shown.get_root().render()
    marker = "<script>L.marker([39.8, 46.75]).addTo(map_clearatlas);</script></body>"
    file.write_text(text.replace("</body>", marker), encoding="utf-8")
    opened = open_page(path=file)
    icon = opened.page.locator("img.leaflet-marker-icon")
    expect(icon).to_have_attribute("src", re.compile("^data:image/png"))
    assert icon.evaluate("one => one.naturalWidth") > 0


def test_the_locator_leaves_its_corner_to_a_control_of_a_folium_user(open_page, tmp_path):
    shown = page.explore(ca.build())
    file = tmp_path / "explore.html"
    text = shown.get_root().render()
    control = "<script>L.control.layers({}, {}).addTo(map_clearatlas);</script></body>"
    for added, is_there in (("</body>", True), (control, False)):
        file.write_text(text.replace("</body>", added), encoding="utf-8")
        locator = open_page(path=file).page.locator("#locator")
        expect(locator).to_be_visible(visible=is_there)


PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@pytest.fixture
def explored(browser, tmp_path):
    """Open the map of a notebook, with a network that answers tiles as told."""
    contexts = []

    def opened(answer):
        file = tmp_path / "explore.html"
        file.write_text(page.explore(ca.build()).get_root().render(), encoding="utf-8")
        contexts.append(browser.new_context())
        one = contexts[-1].new_page()
        one.route("https://tile.openstreetmap.org/**", answer)
        one.goto(file.as_uri())
        return one

    yield opened
    for context in contexts:
        context.close()


def test_the_written_page_offers_no_background_from_the_network(open_page):
    assert open_page().page.locator("#tiles").count() == 0


def test_a_background_comes_when_asked_for_with_its_credit(explored):
    asked = []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(body=PIXEL, content_type="image/png")

    one = explored(answer)
    assert asked == []
    one.locator("#tiles").click()
    expect(one.locator("#tiles-status")).to_have_text(texts("en")("tiles.on"))
    expect(one.locator(".leaflet-control-attribution")).to_have_text(texts("en")("tiles.credit"))
    expect(one.locator("#map.tiled img.leaflet-tile-loaded").first).to_be_attached()
    others = one.locator("#map path.fill-rest")
    assert others.count() > 0
    assert not any(path.is_visible() for path in others.all())
    one.locator("#tiles").click()
    expect(one.locator("img.leaflet-tile")).to_have_count(0)


def test_a_background_that_does_not_come_is_removed_and_that_is_said(explored):
    one = explored(lambda route: route.abort())
    one.locator("#tiles").click()
    expect(one.locator("#tiles-status")).to_have_text(texts("en")("tiles.failed"))
    expect(one.locator("#tiles")).to_have_attribute("aria-pressed", "false")
    expect(one.locator("#map.tiled")).to_have_count(0)
    expect(one.locator("path.fill-6")).to_have_count(2)
