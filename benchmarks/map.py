"""Time ``clearatlas map`` against its peers, whole processes, in one run.

Ours builds the page of the shipped figures with every measure and period; each peer reads the same
district figures and boundaries and draws one measure of one year. The commands take turns, so that
a machine that slows down slows all of them; what counts are the ratios.

Run with ``make benchmark`` (needs the ``benchmark`` extra).
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
FIGURES = ROOT / "geodata" / "figures" / "annual_districts.csv"
BOUNDARIES = ROOT / "geodata" / "boundaries" / "2024.geojson"
ROUNDS = 7


def commands(folder: Path) -> dict[str, list[str]]:
    """Return the command of each contestant; the first is ours."""
    peers = ROOT / "benchmarks" / "peers"
    ours = [sys.executable, "-m", "clearatlas", "map", "--quiet", "-o", str(folder / "ours.html")]
    return {"clearatlas map": ours} | {
        name: [
            sys.executable,
            str(peers / f"{name}.py"),
            str(FIGURES),
            str(BOUNDARIES),
            str(folder / f"{name}.html"),
        ]
        for name in ("explore", "choropleth")
    }


def seconds(command: list[str]) -> float:
    """Return the wall time of one run."""
    start = time.perf_counter()
    subprocess.run(command, check=True)  # noqa: S603 - the commands stand above
    return time.perf_counter() - start


def main() -> None:
    """Print the median of each contestant and the ratio of ours to each peer, round by round."""
    with TemporaryDirectory() as folder:
        contestants = commands(Path(folder))
        for command in contestants.values():  # a first round fills the caches and is not counted
            seconds(command)
        times: dict[str, list[float]] = {name: [] for name in contestants}
        for _ in range(ROUNDS):
            for name, command in contestants.items():
                times[name].append(seconds(command))
        sizes = {path.stem: path.stat().st_size for path in Path(folder).glob("*.html")}
    ours = times.pop("clearatlas map")
    print(f"{'clearatlas map':16} {median(ours):6.2f} s  {sizes['ours'] / 1000:8.0f} KB")
    for name, theirs in times.items():
        ratio = median(a / b for a, b in zip(ours, theirs, strict=True))
        print(
            f"{name:16} {median(theirs):6.2f} s  {sizes[name] / 1000:8.0f} KB"
            f"  ours / theirs {ratio:.2f}"
        )


if __name__ == "__main__":
    main()
