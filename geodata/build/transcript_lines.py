"""The transcripts, line by line, each with a check that changes when the line does."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["FOLDER", "TRANSCRIPTS", "Line", "check_of", "read_lines", "read_table"]

FOLDER = Path(__file__).parent / "transcripts"
TRANSCRIPTS = ("district_figures", "reported_totals")

_CHECK_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a transcript.

    Attributes
    ----------
    transcript
        ``district_figures`` or ``reported_totals``.
    number
        Line in the file; the header is line 1.
    check
        First digits of the SHA-256 of the line's text.
    cells
        Column -> text, without space around it.
    """

    transcript: str
    number: int
    check: str
    cells: Mapping[str, str]

    @property
    def key(self) -> tuple[str, int]:
        """What judgements name the line by."""
        return self.transcript, self.number

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """The figures of the line: (column, printed value), without empty cells."""
        columns = ("value", "ap_mines", "at_mines", "uxo", "area_ha")
        return tuple((c, self.cells[c]) for c in columns if self.cells.get(c))


def check_of(text: str) -> str:
    """Return the check of a line's text."""
    return hashlib.sha256(text.encode()).hexdigest()[:_CHECK_DIGITS]


def read_lines(folder: Path = FOLDER) -> tuple[Line, ...]:
    """Return every line of both transcripts, in order.

    No cell of theirs holds a line break, so a line of text is a row.
    """
    lines = []
    for transcript in TRANSCRIPTS:
        text = (folder / f"{transcript}.csv").read_text(encoding="utf-8")
        header, *rows = text.splitlines()
        for number, row in enumerate(rows, start=2):
            [cells] = csv.DictReader([header, row], strict=True)
            tidy = {column: cell.strip() for column, cell in cells.items()}
            lines.append(Line(transcript, number, check_of(row), tidy))
    return tuple(lines)


def read_table(name: str, folder: Path = FOLDER) -> list[dict[str, str]]:
    """Return the rows of one of the tables that stand beside the transcripts."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))
