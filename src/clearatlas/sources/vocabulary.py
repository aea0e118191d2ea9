"""The words of every language we read, as one lookup: the files in ``languages/`` are the data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from clearatlas import spelling

__all__ = ["fold", "vocabulary"]

_LANGUAGES = ("en", "az", "ru")
_SECTIONS = (
    "columns",
    "measures",
    "measures_with_unit",
    "units",
    "status",
    "bound",
    "scope",
    "definition",
    "granularity",
    "level",
    "missing",
    "calendar",
    "months",
)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return ``text`` as it is compared: no case, accents, punctuation or doubled spaces.

    Raised digits become plain ones, and the sign % its word.

    >>> fold("Təmizlənmiş  sahə (M²)")
    'temizlenmis sahe m2'
    >>> fold("İL") == fold("il") == fold("ıl")
    True
    """
    return spelling.fold(text.replace("%", " percent "))


@dataclass(frozen=True)
class Vocabulary:
    """What words mean, over all languages at once; the keys of the mappings are folded.

    Attributes
    ----------
    columns
        Header -> what the column is: ``place``, ``period_start`` ...
    measures
        Words -> measure key.
    measures_with_unit
        Words -> measure key, where a unit stands beside them.
    units
        Words -> ``items``, ``m2``, ``ha``, ``km2`` or ``percent``.
    status, bound, scope, definition, granularity, level
        Words in the column of that name -> its canonical word or letter.
    missing
        Words that say "no figure here".
    number_before, number_after
        Words beside a number, as written in small letters -> bound.
    months
        A month's name in any form -> its number.
    quarter, year
        Words that may stand beside a quarter's or year's number.
    """

    columns: Mapping[str, str]
    measures: Mapping[str, str]
    measures_with_unit: Mapping[str, str]
    units: Mapping[str, str]
    status: Mapping[str, str]
    bound: Mapping[str, str]
    scope: Mapping[str, str]
    definition: Mapping[str, str]
    granularity: Mapping[str, str]
    level: Mapping[str, str]
    missing: frozenset[str]
    number_before: Mapping[str, str]
    number_after: Mapping[str, str]
    months: Mapping[str, int]
    quarter: frozenset[str]
    year: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Return the words of all languages, read once.

    >>> vocabulary().columns[fold("Rayonun adı")]
    'place'
    >>> vocabulary().months[fold("Avqust")]
    8
    """
    folder = files("clearatlas.sources") / "languages"
    languages = [
        tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")) for name in _LANGUAGES
    ]
    words = {section: _by_spelling(languages, section) for section in _SECTIONS}
    calendar = words.pop("calendar")
    months = {word: int(number) for word, number in words.pop("months").items()}
    return Vocabulary(
        missing=frozenset(words.pop("missing")),
        months=MappingProxyType(months),
        quarter=frozenset(word for word, what in calendar.items() if what == "quarter"),
        year=frozenset(word for word, what in calendar.items() if what == "year"),
        number_before=_as_written(languages, "number_before"),
        number_after=_as_written(languages, "number_after"),
        **{section: MappingProxyType(mapping) for section, mapping in words.items()},
    )


def _by_spelling(languages: list[dict[str, Any]], section: str) -> dict[str, str]:
    return {
        fold(spelling): meaning
        for language in languages
        for meaning, spellings in language.get(section, {}).items()
        for spelling in spellings
    }


def _as_written(languages: list[dict[str, Any]], section: str) -> Mapping[str, str]:
    pairs = [
        (spelling.casefold(), meaning)
        for language in languages
        for meaning, spellings in language.get(section, {}).items()
        for spelling in spellings
    ]
    longest_first = sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0]))
    return MappingProxyType(dict(longest_first))
