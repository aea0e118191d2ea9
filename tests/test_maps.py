"""maps/ holds what the shipped figures give: `make map` makes it fresh again."""

import base64
import json
import re
import zlib
from importlib.metadata import version
from pathlib import Path

import pytest

import clearatlas as ca

ROOT = Path(__file__).parents[1]
MAPS = ROOT / "maps"
# What writes bytes; with other versions of these, only the values are compared.
WRITERS = ("babel", "branca", "deflate", "folium", "numpy", "orjson", "shapely", "XStatic-Leaflet")


def constrained() -> bool:
    pinned = dict(
        line.split("==")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    )
    lower = {name.lower(): pin for name, pin in pinned.items()}
    return all(version(name) == lower[name.lower()] for name in WRITERS)


DATA = re.compile(
    r'<script type="application/(?P<kind>zlib|json)" id="(?:data|program)">(?P<data>.*?)</script>',
    re.DOTALL,
)


def inflated(page: str) -> str:
    """Return a page with its data as plain text, which builds may deflate differently."""

    def plain(match):
        if match["kind"] == "json":
            return match["data"]
        return zlib.decompress(base64.b64decode(match["data"])).decode()

    return DATA.sub(plain, page)


def figures(path: Path):
    """Return what a page or GeoJSON says, without how it is written."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".geojson":
        return [feature["properties"] for feature in json.loads(text)["features"]]
    data = json.loads(re.search(r"\{\"lang\".*\}(?=<script|\s)", inflated(text))[0])
    return {key: value for key, value in data.items() if key != "geometry"}


@pytest.mark.parametrize("name", ["clearance.html", "clearance.geojson"])
def test_the_built_map_is_fresh(tmp_path, name):
    fresh = tmp_path / name
    atlas = ca.build()
    (atlas.to_html if fresh.suffix == ".html" else atlas.to_file)(fresh)
    if constrained():
        built = inflated((MAPS / name).read_text(encoding="utf-8"))
        assert inflated(fresh.read_text(encoding="utf-8")) == built, "run make map and commit maps/"
    else:
        assert figures(fresh) == figures(MAPS / name), "run make map and commit maps/"
