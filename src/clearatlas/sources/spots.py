"""Where something stands in a table, and what was found there: collected, grouped, in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from clearatlas.errors import Finding

__all__ = ["Column", "Log", "Position", "Spot", "column_letters"]

_LETTERS = 26


class Position(NamedTuple):
    """A row: its number as a spreadsheet counts, and the line of the text file it begins on."""

    row: int
    line: int

    def __str__(self) -> str:
        """Return the row, with the line where cells that run over several lines set them apart."""
        return f"{self.row}" if self.row == self.line else f"{self.row} (line {self.line})"


class Column(NamedTuple):
    """A column: its place from 0, and its header as written."""

    index: int
    label: str

    def __str__(self) -> str:
        """Return the column as a reader finds it again."""
        return f"column “{self.label}”" if self.label else f"column {self.index + 1}, which has no header"


class Spot(NamedTuple):
    """A cell, row, column or sheet; what is not given is meant as a whole."""

    sheet: str = ""
    position: Position | None = None
    column: Column | None = None

    def __str__(self) -> str:
        """Return the spot in words, as :class:`Finding` wants it."""
        return _words(self.sheet, (self.position,) if self.position else (), self.column)


def column_letters(index: int) -> str:
    """Return the letters a spreadsheet gives the column at ``index`` from 0.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    rest = index + 1
    while rest:
        rest, letter = divmod(rest - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


@dataclass
class Log:
    """Collects findings and notes; what is said alike of several rows is said once."""

    _findings: dict[tuple[str, Column | None, str, str], list[Position]] = field(default_factory=dict)
    _notes: dict[tuple[str, str], list[Position]] = field(default_factory=dict)

    def problem(self, spot: Spot, found: str, allowed: str) -> None:
        """Add something that must be mended."""
        rows = self._findings.setdefault((spot.sheet, spot.column, found, allowed), [])
        if spot.position is not None:
            rows.append(spot.position)

    def note(self, spot: Spot, text: str) -> None:
        """Add something a reader should know."""
        rows = self._notes.setdefault((spot.sheet, text), [])
        if spot.position is not None:
            rows.append(spot.position)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything to mend, each thing once with all its rows."""
        return tuple(
            Finding(where=_words(sheet, rows, column), found=found, allowed=allowed)
            for (sheet, column, found, allowed), rows in self._findings.items()
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """Everything to know, each thing once with all its rows."""
        return tuple(
            f"{_words(sheet, rows, None)}: {text}" if sheet or rows else text
            for (sheet, text), rows in self._notes.items()
        )


def rows_in_words(positions: Iterable[Position]) -> str:
    """Return row numbers with runs drawn together: ``row 7``, ``rows 3, 5–8``."""
    unique = sorted(set(positions))
    if any(position.row != position.line for position in unique):
        parts = [str(position) for position in unique]
    else:
        parts = []
        runs: list[list[int]] = []
        for position in unique:
            if runs and runs[-1][-1] + 1 == position.row:
                runs[-1][1:] = [position.row]
            else:
                runs.append([position.row])
        parts = ["–".join(map(str, run)) for run in runs]
    return f"row{'' if len(unique) == 1 else 's'} {', '.join(parts)}"


def _words(sheet: str, positions: Iterable[Position], column: Column | None) -> str:
    rows = tuple(positions)
    parts = [f"sheet “{sheet}”"] if sheet else []
    if rows:
        parts.append(rows_in_words(rows))
    if column is not None:
        parts.append(str(column))
    words = ", ".join(parts) or "the file"
    if sheet and column is not None:
        letters = column_letters(column.index)
        words += f" (cell {letters}{rows[0].row})" if len(rows) == 1 else f" (column {letters})"
    return words
