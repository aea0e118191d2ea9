"""The sheet for paper and picture files: what stands on it, and that it measures up."""

from __future__ import annotations

from math import sqrt

import pytest

import clearatlas as ca
from clearatlas.outputs.wording import texts

pytestmark = pytest.mark.browser


def laid(opened):
    """Put the sheet where it can be looked at."""
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    opened.page.emulate_media(media="print")
    return opened


def radii(opened, selector):
    return opened.page.eval_on_selector_all(
        selector, "all => all.map(one => Number(one.getAttribute('r')))"
    )


@pytest.mark.parametrize("width", [360, 1280, 2400])
def test_circles_of_the_legend_are_on_the_scale_of_the_map_beside_them(open_page, width):
    address = "#measure=area_cleared&period=2023&symbols=circles"
    opened = laid(open_page(address=address, viewport={"width": width, "height": 800}))
    largest = max(radii(opened, "#paper svg svg circle.exact"))
    legend = radii(opened, "#paper svg > circle.exact")
    own = ca.build(period="2023")
    values = [cell.value for cell in own.slice(own.opening).cells.values() if cell.value]
    area = max(float(value) / 10_000 for value in values)
    # 10,000, 2,000 and 200 ha stand in the legend.
    for radius, hectares in zip(legend, (10_000, 2_000, 200), strict=True):
        assert radius / largest == pytest.approx(sqrt(hectares / area), abs=0.01)
    assert texts("en")("unit.m2", number="10,000") in opened.page.locator("#paper").text_content()


def test_each_note_at_the_foot_ends_with_a_full_stop(open_page):
    opened = laid(open_page())
    foot = opened.page.locator("#paper svg > text").last
    lines = " ".join(foot.locator("tspan").all_text_contents())
    assert "package/data/states/admin1.json. Licence: " in lines
    assert ".." not in lines
