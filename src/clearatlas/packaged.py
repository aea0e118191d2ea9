"""What comes with the package: where the shipped data lies, which languages have words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["geodata", "languages"]


@cache
def geodata() -> Path:
    """Return the folder of the shipped boundaries, gazetteer and figures.

    >>> (geodata() / "places.csv").name
    'places.csv'
    """
    package = Path(__file__).parent
    installed = package / "geodata"
    return installed if installed.is_dir() else package.parents[1] / "geodata"


@cache
def languages() -> tuple[str, ...]:
    """Return the languages of the outputs, English first: a language is a file of words.

    The folder is named here and not asked of the outputs: the command and the atlas refuse a
    language that there is none of, and neither may wait for the outputs to be loaded.

    >>> languages()
    ('en', 'az', 'ru')
    """
    words = Path(__file__).parent / "outputs" / "wording"
    codes = {path.stem for path in words.glob("*.toml")}
    return ("en", *sorted(codes - {"en"}))
