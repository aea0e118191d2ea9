"""Where the shipped data lies: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["geodata"]


@cache
def geodata() -> Path:
    """Return the folder of the shipped boundaries, gazetteer and figures.

    >>> (geodata() / "places.csv").name
    'places.csv'
    """
    package = Path(__file__).parent
    installed = package / "geodata"
    return installed if installed.is_dir() else package.parents[1] / "geodata"
