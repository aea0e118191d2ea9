"""The page is small enough to send: shipped figures, a long record, a detailed boundary file.

Bytes do not depend on the machine, so they are tested; times are measured in benchmarks/.
"""

from __future__ import annotations

import gzip
import importlib.util
import sys
from pathlib import Path

import pytest

import clearatlas as ca
from clearatlas.outputs import page

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
#: 147 KB of each is Leaflet.
MOST_BYTES = {"80x52": 450_000, "78x260": 400_000}


@pytest.fixture(scope="module")
def synthetic():
    """The maker of the benchmark's synthetic districts and figures."""
    spec = importlib.util.spec_from_file_location("synthetic", BENCHMARKS / "synthetic.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_the_shipped_figures_with_all_sources_and_three_languages():
    content = page.render(ca.build()).encode()
    assert len(content) <= 400_000
    assert len(gzip.compress(content, mtime=0)) <= 150_000


@pytest.mark.parametrize("size", MOST_BYTES)
def test_a_page_of_synthetic_figures(synthetic, tmp_path, size):
    figures, boundaries = synthetic.write(synthetic.SIZES[size], tmp_path)
    built = ca.build(figures, boundaries=boundaries, extent="all")
    assert len(built.periods) == synthetic.SIZES[size].weeks
    assert len(page.render(built).encode()) <= MOST_BYTES[size]
