"""The rows of geodata/figures/: their columns, their order, and the file each belongs in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields

from clearatlas.observations import MEASURES

__all__ = ["COLUMNS", "FILES", "Row", "file_of", "tables", "text_of", "usual_unit"]

#: File -> what it holds.
FILES = {
    "annual_districts.csv": "the years the Cabinet of Ministers reported district by district",
    "districts.csv": "every other figure of a single district",
    "group_totals.csv": "totals over a list of places",
    "national_totals.csv": "totals without stated places, and of regions",
}

_UNITS = {"m2": "ha", "items": "items", "percent": "%"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One value that one source states; texts as they are written to the file."""

    place: str = ""
    period_start: str = ""
    period_end: str = ""
    granularity: str = ""
    measure: str = ""
    value: str = ""
    unit: str = ""
    status: str = "A"
    bound: str = "exact"
    scope: str = "whole"
    definition: str = "cleared"
    agency: str = ""
    source_title: str = ""
    source_url: str = ""
    published: str = ""
    language: str = ""
    mentioned: str = ""
    problem: str = ""
    note: str = ""

    @property
    def statement(self) -> tuple[str, ...]:
        """What may stand only once in a file, with the work it covers."""
        source = (self.source_title, self.source_url)
        period = (self.place, self.period_start, self.period_end, self.measure)
        part = self.note if self.scope == "part" else ""
        return (*period, *source, self.scope, self.definition, part, self.problem)


COLUMNS = tuple(field.name for field in fields(Row))


def usual_unit(measure: str) -> str:
    """Return the unit a measure is printed in where a line does not say."""
    return _UNITS[MEASURES[measure].unit.value]


def file_of(row: Row) -> str:
    """Return the name of the file a row belongs in."""
    if "|" in row.place:
        return "group_totals.csv"
    if " " in row.place and row.place != "other districts":
        return "national_totals.csv"  # regions in words
    if row.place == "national":
        return "national_totals.csv"
    whole_year = row.period_start.endswith("-01-01") and row.period_end.endswith("-12-31")
    if whole_year and row.agency == "Cabinet of Ministers":
        return "annual_districts.csv"
    return "districts.csv"


def tables(rows: Iterable[Row]) -> Mapping[str, tuple[Row, ...]]:
    """Return the rows of every file, in their order."""
    kept: dict[str, list[Row]] = {name: [] for name in FILES}
    for row in rows:
        kept[file_of(row)].append(row)
    return {name: tuple(sorted(listed, key=_order)) for name, listed in kept.items()}


def text_of(rows: Iterable[Row]) -> str:
    """Return the text of a file."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(astuple(row) for row in rows)
    return file.getvalue()


def _order(row: Row) -> tuple[object, ...]:
    measure = tuple(MEASURES).index(row.measure)
    return (row.period_end, row.period_start, row.place, measure, *astuple(row))
