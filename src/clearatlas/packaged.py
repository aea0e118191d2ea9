"""What comes with the package: where the shipped data lies, which languages have words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

__all__ = ["geodata", "languages", "sections"]

#: The folder is named here and not asked of the outputs: the command and the atlas refuse a
#: language that there is none of, and neither may wait for the outputs to be loaded.
_WORDS = Path(__file__).parent / "outputs" / "wording"


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

    >>> languages()
    ('en', 'az', 'ru')
    """
    codes = {path.stem for path in _WORDS.glob("*.toml")}
    return ("en", *sorted(codes - {"en"}))


@cache
def sections(lang: str) -> Mapping[str, Mapping[str, str]]:
    """Return the words of a language by section; some speak before any output is loaded.

    >>> sections("en")["note"]["hidden_sheet"]
    'the sheet is hidden and was read'
    """
    return tomllib.loads((_WORDS / f"{lang}.toml").read_text(encoding="utf-8"))
