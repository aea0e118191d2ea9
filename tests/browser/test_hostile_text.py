"""Whatever stands in figures, boundaries and file names: a browser shows it, and does nothing."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace

import pytest

import clearatlas as ca
from clearatlas.atlas.views import View
from clearatlas.building import places_for
from clearatlas.outputs import page

pytestmark = pytest.mark.browser

TEXTS = {
    "a script": "</script><script>window.pwned=1</script>",
    "an image": "<img src=x onerror=window.pwned=1>",
    "an attribute": '\'"><svg onload=window.pwned=1 x="',
    "an address": "javascript:window.pwned=1",
    "a template": "{{ 7 * 7 }} {% raw %} ${window.pwned=1}",
    "turned text": "\u202egnirts \u2066alone \u200f\u061c",
    "ends of data": "]]> --> */ \u2028 \u2029 \\u003c/script> &lt;b&gt;",
    "a long text": "wxyz" * 2_500,
}
TAME = "Plain text"
#: The tags and attribute names of everything in the page, in order; texts and values do not count.
SKELETON = """() => [...document.querySelectorAll("*")].map(
  (node) => [node.tagName, ...[...node.attributes].map(({ name }) => name).sort()].join(" "),
)"""
#: What cannot stand in a file's name, and what GDAL does not find a file by.
PATH_SIGNS = re.compile(r"[/\0;]")


def square(code, name, x):
    ring = [[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def written(folder, text):
    """A page with ``text`` wherever somebody else may write one."""
    name = PATH_SIGNS.sub("", text)[:60]
    figures, shapes = folder / f"{name}.csv", folder / f"{name}.geojson"
    squares = [square("A1", f"{text} 1", 0), square("A2", f"{text} 2", 1)]
    shapes.write_text(json.dumps({"type": "FeatureCollection", "features": squares}))
    head = "place,period,measure,value,agency,source_title,published,note"
    with figures.open("w", newline="", encoding="utf-8") as stream:
        rows = csv.writer(stream)
        rows.writerow(head.split(","))
        for place, value in (("A1", 3), ("A1", 4), ("A2", 0)):
            words = [f"{text} {value}", f"title {text}", "2025-02-01", text]
            rows.writerow([place, 2025, "ap_mines", value, *words])
    editions = ca.load_boundaries(shapes)
    places = places_for(editions)
    # A reader refuses such an address; a page must not rely on it.
    observations = [
        replace(one, source=replace(one.source, url=text))
        for one in ca.read(figures, places=places).observations
    ]
    built = ca.join(observations, editions, places=places, view=View(title=text))
    file = folder / "page.html"
    file.write_bytes(page.render(built).encode())
    return file


def opened_whole(open_page, file):
    """The page with a district's details open, so that every place for a text is filled."""
    opened = open_page(path=file)
    opened.page.locator("#rows button").first.click()
    opened.page.wait_for_timeout(100)
    return opened


@pytest.fixture(scope="module")
def tame_skeleton(open_once, tmp_path_factory):
    """The skeleton of a page with nothing but plain text."""
    file = written(tmp_path_factory.mktemp("tame"), TAME)
    return opened_whole(open_once, file).page.evaluate(SKELETON)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_hostile_text_changes_nothing_but_text(open_page, tmp_path, tame_skeleton, kind):
    hostile = opened_whole(open_page, written(tmp_path, TEXTS[kind]))
    assert hostile.page.evaluate(SKELETON) == tame_skeleton
    assert hostile.page.evaluate("window.pwned") is None
    for anchor in hostile.page.locator("a").all():
        assert re.match(r"https?://|#", anchor.get_attribute("href"))


@pytest.mark.parametrize("kind", TEXTS)
def test_a_hostile_text_is_shown_as_it_was_written(open_page, tmp_path, kind):
    shown = (
        opened_whole(open_page, written(tmp_path, TEXTS[kind])).page.locator("body").inner_text()
    )
    expected = re.sub("[\u202a-\u202e\u2066-\u2069]", "", TEXTS[kind])
    assert " ".join(expected.split()) in " ".join(shown.split())


def test_a_long_text_does_not_widen_the_page(open_page, tmp_path):
    opened = opened_whole(open_page, written(tmp_path, TEXTS["a long text"]))
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 1280
