"""A table before it is understood: sheets, rows and what a cell can hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType, NoneType
from typing import Any, NamedTuple, TypeAlias

from clearatlas.sources.spots import Position

__all__ = ["Area", "Broken", "Cell", "Layout", "Row", "Share", "Sheet", "is_blank", "shown"]


class Share(NamedTuple):
    """A spreadsheet number shown as a percentage: 0.262 for 26.2 %."""

    fraction: float


class Broken(NamedTuple):
    """A cell without a usable content, and what it shows instead."""

    what: str


Cell: TypeAlias = str | int | float | datetime | date | time | timedelta | Share | Broken | None


class Row(NamedTuple):
    """One row of a sheet: where it stands, and its cells from the first column on."""

    position: Position
    cells: tuple[Cell, ...]

    def cell(self, index: int) -> Cell:
        """Return the cell of a column; a row that ends early has empty cells."""
        return self.cells[index] if index < len(self.cells) else None

    def pick(self, indexes: Sequence[int]) -> tuple[Cell, ...]:
        """Return the cells of several columns."""
        cells = self.cells
        return tuple([cells[at] if at < len(cells) else None for at in indexes])

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(self.cells) and all(map(is_blank, self.cells))


class Area(NamedTuple):
    """A rectangle of cells: first and last row as a spreadsheet counts, columns from 0."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is laid out: merged cells, hidden rows (as counted) and columns (from 0)."""

    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, or the one table of a text file, whose name is empty."""

    name: str
    rows: tuple[Row, ...]
    layout: Layout = Layout()


def is_blank(cell: Cell) -> bool:
    """Return whether a cell holds nothing at all."""
    return cell is None or cell == ""


def shown(cell: Cell) -> str:
    """Return a cell as a person sees it in the file.

    >>> shown(2025.0), shown(datetime(2025, 8, 11)), shown(None)
    ('2025', '2025-08-11', '')
    """
    if isinstance(cell, str):  # nearly always
        return cell
    show = _SHOWN.get(type(cell), str)
    return show(cell)


_SHOWN: Mapping[type, Callable[[Any], str]] = MappingProxyType(
    {
        NoneType: lambda _: "",
        Share: lambda cell: f"{cell.fraction * 100:.15g}%",
        Broken: lambda cell: cell.what,
        float: lambda cell: str(int(cell)) if cell.is_integer() else repr(cell),
        datetime: lambda cell: str(cell if cell.time() != time() else cell.date()),
    }
)
