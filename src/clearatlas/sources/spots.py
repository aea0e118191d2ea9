"""Where something stands in a table, and what was found there: collected, grouped, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from clearatlas.errors import Finding
from clearatlas.notes import Note

__all__ = [
    "CellNames",
    "Column",
    "Log",
    "Position",
    "Spot",
    "column_letters",
    "spots_in_words",
]

_LETTERS = 26
_MOST = 20  # runs of rows that one message lists; the others are counted in it


class Position(NamedTuple):
    """A row: its number as a spreadsheet counts, and the line of the text file it begins on."""

    row: int
    line: int

    def __str__(self) -> str:
        """Return the row, with the line where cells that run over several lines set them apart."""
        return f"{self.row}" if self.row == self.line else f"{self.row} (line {self.line})"


@dataclass(frozen=True, slots=True, order=True)
class Column:
    """A column: its place from 0, and its header as written."""

    index: int
    label: str

    def __str__(self) -> str:
        """Return the column as a reader finds it again."""
        return f"column “{self.label}”" if self.label else f"column {self.index + 1} (no header)"


class Spot(NamedTuple):
    """A cell, row, column or sheet; what is not given is meant as a whole."""

    sheet: str = ""
    position: Position | None = None
    column: Column | None = None

    def __str__(self) -> str:
        """Return the spot in words, as :class:`Finding` wants it."""
        return _words(self.sheet, self.column, [self.position] if self.position else [], None)


class CellNames:
    """Names the cells of one column: what all of them share is put into words once.

    >>> CellNames("2025", Column(2, "uxo")).name("7", 7)
    'sheet “2025”, row 7, column “uxo” (cell C7)'
    """

    def __init__(self, sheet: str, column: Column) -> None:
        self._sheet = f"sheet “{sheet}”, " if sheet else ""
        self._column = str(column)
        self._letters = column_letters(column.index) if sheet else ""

    def name(self, row_in_words: str, row: int) -> str:
        """Return the words of :class:`Spot` for the cell of a row, itself in words and a number."""
        words = f"{self._sheet}row {row_in_words}, {self._column}"
        return f"{words} (cell {self._letters}{row})" if self._letters else words


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

    _findings: dict[tuple[object, ...], list[Spot]] = field(default_factory=dict)
    _notes: dict[tuple[Note, str], list[Spot]] = field(default_factory=dict)

    def problem(self, where: Spot | tuple[Spot, ...], found: str, allowed: str) -> None:
        """Add something that must be mended at one spot, or at several at once."""
        if isinstance(where, Spot):
            key: tuple[object, ...] = (found, allowed, where.sheet, where.column)
            self._findings.setdefault(key, []).append(where)
        else:
            self._findings.setdefault((found, allowed, where), list(where))

    def note(self, spot: Spot, note: Note) -> None:
        """Add something a reader should know."""
        self._notes.setdefault((note, spot.sheet), []).append(spot)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be mended, each thing once with all its rows."""
        return tuple(
            Finding(where=spots_in_words(spots, _MOST), found=str(found), allowed=str(allowed))
            for (found, allowed, *_), spots in self._findings.items()
        )

    def notes(self, file: str) -> tuple[Note, ...]:
        """Everything to know of a file, each thing once with all its rows."""
        return tuple(
            note.at(file, "" if spots[0] == Spot() else spots_in_words(spots, _MOST))
            for (note, _), spots in self._notes.items()
        )


def spots_in_words(spots: Sequence[Spot], most: int | None = None) -> str:
    """Return spots in words, those of one sheet and column together.

    Runs of rows are drawn together; beyond ``most`` of them the others are counted.

    >>> spots_in_words([Spot("2025", Position(row, row)) for row in (3, 5, 6, 7)])
    'sheet “2025”, rows 3, 5–7'
    """
    rows: dict[tuple[str, Column | None], list[Position]] = {}
    for spot in spots:
        positions = rows.setdefault((spot.sheet, spot.column), [])
        positions += [spot.position] if spot.position else []
    words = [
        _words(sheet, column, sorted(set(positions)), most)
        for (sheet, column), positions in rows.items()
    ]
    return "; ".join(words)


def _words(sheet: str, column: Column | None, positions: list[Position], most: int | None) -> str:
    parts = [f"sheet “{sheet}”"] if sheet else []
    parts += [_rows(positions, most)] if positions else []
    parts += [str(column)] if column is not None else []
    words = ", ".join(parts) or "the file"
    if not sheet or column is None:
        return words
    letters = column_letters(column.index)
    return f"{words} ({_cells(letters, [position.row for position in positions])})"


def _cells(letters: str, rows: list[int]) -> str:
    """Return rows of a column as a spreadsheet writes them: a cell, a range, or the column."""
    if len(rows) == 1:
        return f"cell {letters}{rows[0]}"
    if rows and rows[-1] - rows[0] == len(rows) - 1:
        return f"cells {letters}{rows[0]}:{letters}{rows[-1]}"
    return f"column {letters}"


def _rows(positions: list[Position], most: int | None) -> str:
    if len(positions) == 1:
        return f"row {positions[0]}"
    runs: list[list[Position]] = []
    for position in positions:
        plain = position.row == position.line
        if runs and plain and runs[-1][-1] == (position.row - 1, position.line - 1):
            runs[-1].append(position)
        else:
            runs.append([position])
    words = ["–".join(map(str, dict.fromkeys((run[0], run[-1])))) for run in runs[:most]]
    left = sum(map(len, runs[len(words) :]))
    listed = ", ".join(words) + (f" and {left} more" if left else "")
    return f"rows {listed}"
