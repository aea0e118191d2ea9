"""What the gazetteer's two files hold: places, and the spellings they are met under.

``geodata/places.csv`` has one row per place, ``geodata/aliases.csv`` one per spelling. Codes in
other systems that stand on two units of one place are joined by ``+``. In the aliases, a code that
starts with ``*`` marks a word that stands around names (see :mod:`clearatlas.places.words`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

__all__ = ["CODE_SYSTEMS", "Alias", "Place", "check_system", "read_aliases", "read_places"]

#: The foreign code systems, most trusted first.
CODE_SYSTEMS: Final = ("ocha_pcode", "ne_adm1_code", "iso_3166_2", "hasc")

_LANGUAGES: Final = ("en", "az", "ru")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One district, city or region, or one unit of another country's boundary file.

    Attributes
    ----------
    code
        The key everywhere: in columns, files and pages.
    kind
        ``district``, ``city`` or ``region``. A region has no polygon.
    names
        Names by language (``en``, ``az``, ``ru``); a foreign unit's name stands under ``""``.
    iso_3166_2, ocha_pcode
        Its code in ISO 3166-2 and in OCHA's COD-AB (level 1); None where none is known.
    hasc, ne_adm1_code
        Its codes in HASC and Natural Earth; several where those files hold it as several units.
    usual
        Whether the reports are usually about it: a map shows it even where nothing is reported.
    region
        Code of the region it lies in, where reports speak of that region as one.
    valid_from, valid_to
        First and last day it existed as such; None is open.
    note
        What a reader should know.
    """

    code: str
    kind: str
    names: Mapping[str, str]
    iso_3166_2: str | None = None
    ocha_pcode: str | None = None
    hasc: tuple[str, ...] = ()
    ne_adm1_code: tuple[str, ...] = ()
    usual: bool = False
    region: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""

    def name(self, lang: str = "en") -> str:
        """Return the name in a language, else the first name there is, else the code."""
        return self.names.get(lang) or next(iter(self.names.values()), self.code)

    def codes_in(self, system: str) -> tuple[str, ...]:
        """Return its codes in one of :data:`CODE_SYSTEMS`.

        Raises
        ------
        ValueError
            Where the system is none of them.
        """
        check_system(system)
        held: str | tuple[str, ...] | None = getattr(self, system)
        return (held,) if isinstance(held, str) else held or ()


def check_system(system: str) -> None:
    """Raise ValueError where a system is none of :data:`CODE_SYSTEMS`."""
    if system not in CODE_SYSTEMS:
        message = f"“{system}” is no code system; use one of {', '.join(CODE_SYSTEMS)}"
        raise ValueError(message)


class Alias(NamedTuple):
    """One spelling of one place; ``kind`` is name, village, historic, typo or word."""

    code: str
    language: str
    spelling: str
    kind: str


def read_places(path: Path) -> tuple[Place, ...]:
    """Return the places of a ``places.csv``, in the order of its rows."""
    return tuple(
        Place(
            code=row["code"],
            kind=row["kind"],
            names={language: row[f"name_{language}"] for language in _LANGUAGES},
            iso_3166_2=row["iso_3166_2"] or None,
            ocha_pcode=row["ocha_pcode"] or None,
            hasc=_codes(row["hasc"]),
            ne_adm1_code=_codes(row["ne_adm1_code"]),
            usual=row["usual"] == "yes",
            region=row["region"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            note=row["note"],
        )
        for row in _rows(path)
    )


def read_aliases(path: Path) -> tuple[Alias, ...]:
    """Return the spellings of an ``aliases.csv``, in the order of its rows."""
    return tuple(Alias(**row) for row in _rows(path))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, strict=True)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("+")))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
