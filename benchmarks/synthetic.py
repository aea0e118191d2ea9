"""Seeded synthetic districts and figures: the sizes of the benchmark, and nothing that is real.

Districts are the cells of a bent chessboard in an empty part of the sea; neighbours share their
edges vertex for vertex, as in a boundary file that was made with care. Figures have the shape of
weekly bulletins: areas with one decimal, small skewed counts, and district weeks without a report.

Run ``python benchmarks/synthetic.py FOLDER`` to write the files of every size.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["SIZES", "Size", "write"]

_Points = NDArray[np.float64]

SEED = 20_250_101
MEASURES = ("area_cleared", "ap_mines", "at_mines", "uxo")
#: Mean of the counts of one district in one week; areas are in hectares.
_MEAN_AREA, _MEAN_COUNTS = 4.0, (2.0, 0.7, 5.0)
_FIRST_MONDAY = date(2021, 1, 4)
#: South-west corner and cell width in degrees: open sea, so that nobody takes it for a country.
_WEST, _SOUTH, _CELL = -30.0, 20.0, 0.08
_JITTER, _BEND, _ROUGH, _WAVES = 0.16, 0.05, 0.12, 8


@dataclass(frozen=True, slots=True)
class Size:
    """A size of the benchmark: ``columns`` x ``rows`` districts and how many weeks.

    ``steps`` is how many straight pieces an edge between two corners has, ``silent`` the share of
    district weeks without a report. (Real bulletins name a fifth of the districts or fewer.)
    """

    name: str
    columns: int
    rows: int
    steps: int
    weeks: int
    silent: float

    @property
    def districts(self) -> int:
        """How many districts there are."""
        return self.columns * self.rows


SIZES = {
    size.name: size
    for size in (
        Size("80x52", columns=10, rows=8, steps=112, weeks=52, silent=0.15),
        Size("78x260", columns=13, rows=6, steps=24, weeks=260, silent=0.8),
        Size("5000x52", columns=100, rows=50, steps=26, weeks=52, silent=0.15),
    )
}


def write(size: Size, folder: Path) -> tuple[Path, Path]:
    """Write figures and boundaries of a size into ``folder`` and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    figures = folder / f"synthetic_figures_{size.name}.csv"
    boundaries = folder / f"synthetic_districts_{size.name}.geojson"
    random = np.random.default_rng(SEED)
    boundaries.write_text(json.dumps(_collection(size, random)), encoding="utf-8")
    figures.write_text("\n".join(_table(size, random)) + "\n", encoding="utf-8")
    return figures, boundaries


def code(number: int) -> str:
    """Return the code of a district."""
    return f"SYN{number:04d}"


def _collection(size: Size, random: np.random.Generator) -> dict[str, object]:
    corners = _corners(size, random)
    across = _edges(corners[:, :-1], corners[:, 1:], size.steps, random)
    upward = _edges(corners[:-1], corners[1:], size.steps, random)
    features = []
    for number in range(size.districts):
        row, column = divmod(number, size.columns)
        pieces = (
            across[row, column],
            upward[row, column + 1],
            across[row + 1, column][::-1],
            upward[row, column][::-1],
        )
        ring = [point for piece in pieces for point in piece[:-1].round(6).tolist()]
        features.append(
            {
                "type": "Feature",
                "properties": {"code": code(number), "name": f"Synthetic {number:04d}"},
                "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
            }
        )
    return {"type": "FeatureCollection", "features": features}


def _corners(size: Size, random: np.random.Generator) -> _Points:
    """Return the corners of the chessboard, moved a little: rows x columns x 2."""
    y, x = np.mgrid[0 : size.rows + 1, 0 : size.columns + 1].astype(float)
    grid = np.stack([x, y], axis=-1)
    moved = grid + random.uniform(-_JITTER, _JITTER, grid.shape)
    return np.array([_WEST, _SOUTH]) + _CELL * moved


def _edges(start: _Points, end: _Points, steps: int, random: np.random.Generator) -> _Points:
    """Return the lines from each start to each end: bent, rough, and quiet near their ends."""
    along = np.linspace(0, 1, steps + 1)
    waves = np.arange(1, _WAVES + 1)
    heights = random.normal(0, _BEND, (*start.shape[:2], _WAVES)) / waves
    bend = heights @ np.sin(np.pi * np.outer(waves, along))
    rough = random.normal(0, _ROUGH / steps, bend.shape)
    aside = (bend + rough) * 4 * along * (1 - along)
    direction = end - start
    normal = np.stack([-direction[..., 1], direction[..., 0]], axis=-1)
    line = start[..., None, :] + along[:, None] * direction[..., None, :]
    return line + aside[..., None] * normal[..., None, :]


def _table(size: Size, random: np.random.Generator) -> list[str]:
    """Return the lines of the figures: one per district and week, a column per measure."""
    head = ("place", "period_start", "period_end", "area_cleared (ha)", *MEASURES[1:])
    lines = [",".join((*head, "source_title", "source_url", "published", "agency"))]
    for week in range(size.weeks):
        monday = _FIRST_MONDAY + timedelta(weeks=week)
        sunday, published = monday + timedelta(days=6), monday + timedelta(days=8)
        source = f"Synthetic bulletin {week + 1},https://example.org/{week + 1},{published},Nobody"
        areas = random.gamma(0.8, _MEAN_AREA / 0.8, size.districts).round(1)
        counts = random.negative_binomial(
            1, [1 / (1 + mean) for mean in _MEAN_COUNTS], (size.districts, len(_MEAN_COUNTS))
        )
        silent = random.random(size.districts) < size.silent
        lines += [
            ",".join(
                (
                    code(number),
                    f"{monday},{sunday}",
                    f"{areas[number]:g}",
                    *map(str, counts[number].tolist()),
                    source,
                )
            )
            for number in range(size.districts)
            if not silent[number]
        ]
    return lines


if __name__ == "__main__":
    for one in SIZES.values():
        print(*write(one, Path(sys.argv[1])), sep="\n")
