"""The cells of one table, asked for by what their column is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from clearatlas.notes import Note
from clearatlas.sources.cells import BadCell, Flaw
from clearatlas.sources.conventions import Conventions
from clearatlas.sources.grids import Cell, Row
from clearatlas.sources.headers import Table
from clearatlas.sources.spots import Column, Log, Spot

__all__ = ["CellReader"]

_T = TypeVar("_T")


class CellReader:
    """Reads cells of one table; what is wrong with one goes to the log, with its spot.

    Equal cells are read once: a column of 100,000 rows holds few different places and periods.
    """

    def __init__(self, table: Table, conventions: Conventions, log: Log) -> None:
        self.table = table
        self._conventions = conventions
        self._log = log
        self._known: dict[tuple[object, ...], object] = {}
        #: How much was logged so far: where it is more after a row than before, the row has to be
        #: read each time that its cells occur.
        self.logged = 0

    def has(self, role: str) -> bool:
        """Return whether the table has a column of that role."""
        return role in self.table.columns

    def cell(self, row: Row, role: str) -> Cell:
        """Return the cell in the column of that role; None where there is no such column."""
        column = self.table.columns.get(role)
        return None if column is None else row.cell(column.index)

    def decimal(self, column: Column) -> str | None:
        """Return the decimal mark of a column, or None where it is not known."""
        return self._conventions.decimal(self.table.sheet.name, column)

    def day_first(self, role: str) -> bool | None:
        """Return whether the column of that role writes days first, or None where not known."""
        return self._conventions.day_first(self.table.sheet.name, self.table.columns.get(role))

    def read(
        self, row: Row, where: str | Column, function: Callable[..., _T], *args: object
    ) -> _T | None:
        """Return what ``function`` makes of ``args``, or None where it finds a problem.

        ``where`` is the column to blame, or its role.
        """
        key = (function, args)
        try:
            outcome = self._known[key]
        except KeyError:
            outcome = self._known[key] = _outcome(function, args)
        if not isinstance(outcome, BadCell):
            return cast("_T", outcome)
        for flaw in outcome.flaws:
            self.problem(row, flaw.role or where, flaw)
        return None

    def problem(self, row: Row, where: str | Column, flaw: Flaw) -> None:
        """Log a problem of a cell; ``where`` is its column, or the role of its column."""
        self.logged += 1
        column = where if isinstance(where, Column) else self.table.columns.get(where)
        spot = Spot(self.table.sheet.name, row.position, column)
        self._log.problem(spot, flaw.found, flaw.allowed)

    def note(self, row: Row, note: Note) -> None:
        """Log something a reader should know about a row."""
        self.logged += 1
        self._log.note(Spot(self.table.sheet.name, row.position), note)


def _outcome(function: Callable[..., object], args: tuple[object, ...]) -> object:
    try:
        return function(*args)
    except BadCell as error:
        return error.with_traceback(None)
