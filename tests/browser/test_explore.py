"""The same map as a folium user has it."""

from __future__ import annotations

import re

import folium
import pytest
from playwright.sync_api import expect

import clearatlas as ca
from clearatlas.outputs import page

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
