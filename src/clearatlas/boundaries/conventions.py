"""The column conventions of published boundary files, as read from ``conventions.toml``."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["Conventions", "Origin", "conventions", "known_wrong"]

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Origin:
    """Who publishes files that look a certain way, and on what terms."""

    name: str
    needs: tuple[str, ...]
    source: str
    licence: str
    file: str = ""
    redistributable: bool = True
    note: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Conventions:
    """Column patterns by role; ``{n}`` in a pattern is an administrative level.

    Attributes
    ----------
    codes
        Code system to patterns, in the order in which systems decide.
    identifiers
        Patterns of columns that tell the units of one file apart and mean nothing elsewhere.
    names, other_names
        Language to patterns of names that decide; patterns of names that only help.
    kinds, kind_words
        Patterns of type columns; the words in them that mean ``district`` and ``city``.
    countries, azerbaijan
        Patterns of country columns; the folded values that mean Azerbaijan.
    approximate
        Patterns of columns that mark an approximate border.
    origins
        In the order in which they are tried.
    """

    codes: Mapping[str, tuple[str, ...]]
    identifiers: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]
    other_names: tuple[str, ...]
    kinds: tuple[str, ...]
    kind_words: Mapping[str, frozenset[str]]
    countries: tuple[str, ...]
    azerbaijan: frozenset[str]
    approximate: tuple[str, ...]
    origins: tuple[Origin, ...]


@cache
def conventions() -> Conventions:
    """Return the conventions this package knows."""
    table = tomllib.loads((_FOLDER / "conventions.toml").read_text(encoding="utf-8"))
    return Conventions(
        codes={system: tuple(patterns) for system, patterns in table["codes"].items()},
        identifiers=tuple(table["identifiers"]["columns"]),
        names={language: tuple(patterns) for language, patterns in table["names"].items()},
        other_names=tuple(table["other_names"]["columns"]),
        kinds=tuple(table["kinds"]["columns"]),
        kind_words={kind: frozenset(table["kinds"][kind]) for kind in ("district", "city")},
        countries=tuple(table["country"]["columns"]),
        azerbaijan=frozenset(table["country"]["azerbaijan"]),
        approximate=tuple(table["approximate"]["columns"]),
        origins=tuple(map(_origin, table["origins"])),
    )


def _origin(entry: Mapping[str, Any]) -> Origin:
    return Origin(**{**entry, "needs": tuple(entry["needs"])})


@cache
def known_wrong() -> Mapping[tuple[str, str], Mapping[tuple[str, str], str]]:
    """Return what published files are known to have wrong.

    From a unit's identifier and its value to the wrong statements: ``(column, value)`` -> why.

    >>> sorted(known_wrong()["ne_adm1_code", "AZE-1735"])[1]
    ('iso_3166_2', 'AZ-LAN')
    """
    found: dict[tuple[str, str], dict[tuple[str, str], str]] = {}
    with (_FOLDER / "known_wrong.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            unit = found.setdefault((row["identifier"], row["value"]), {})
            unit[row["column"], row["wrong"]] = row["why"]
    return found
