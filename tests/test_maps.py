"""maps/ holds what the shipped figures give: `make map` makes it fresh again."""

import json
import re
from importlib.metadata import version
from pathlib import Path

import pytest

import clearatlas as ca

ROOT = Path(__file__).parents[1]
MAPS = ROOT / "maps"
# What writes bytes; with other versions of these, only the values are compared.
WRITERS = ("babel", "branca", "folium", "numpy", "orjson", "shapely", "XStatic-Leaflet")


def constrained() -> bool:
    pinned = dict(
        line.split("==")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    )
    lower = {name.lower(): pin for name, pin in pinned.items()}
    return all(version(name) == lower[name.lower()] for name in WRITERS)


def figures(path: Path):
    """Return what a page or GeoJSON says, without how it is written."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".geojson":
        return [feature["properties"] for feature in json.loads(text)["features"]]
    return [
        json.loads(data)
        for data in re.findall(
            r'<script type="application/json"[^>]*>(.*?)</script>', text, re.DOTALL
        )
    ]


@pytest.mark.parametrize("name", ["clearance.html", "clearance.geojson"])
def test_the_built_map_is_fresh(tmp_path, name):
    fresh = tmp_path / name
    atlas = ca.build()
    (atlas.to_html if fresh.suffix == ".html" else atlas.to_file)(fresh)
    if constrained():
        assert fresh.read_bytes() == (MAPS / name).read_bytes(), "run make map and commit maps/"
    else:
        assert figures(fresh) == figures(MAPS / name), "run make map and commit maps/"
