"""The sentences that every output carries, one text file per language.

Adding a language is adding one file with the same keys.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

__all__ = ["wording"]


@cache
def wording(lang: str) -> Mapping[str, str]:
    """Return the sentences by key in ``en``, ``az`` or ``ru``.

    >>> wording("en")["title"]
    'Mine clearance reported by district'
    """
    text = files(__name__).joinpath(f"{lang}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
