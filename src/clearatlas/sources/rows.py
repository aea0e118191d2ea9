"""One row of a table -> the observations it states, or everything that is wrong in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from clearatlas.notes import Note
from clearatlas.observations import (
    AREA_CLEARED,
    MEASURES,
    Bound,
    Measure,
    Observation,
    Origin,
    Status,
)
from clearatlas.sources.cells import BadCell, Figure, Flaw, is_missing, read_figure, read_text
from clearatlas.sources.columns import CellReader
from clearatlas.sources.grids import Cell, Row, is_blank, shown
from clearatlas.sources.measures import (
    PRINTED_UNITS,
    NamedMeasure,
    PrintedUnit,
    declared_unit,
    default_unit,
    find_measure,
    find_unit,
    units_of,
)
from clearatlas.sources.options import ReadOptions
from clearatlas.sources.placings import PlaceBook
from clearatlas.sources.shared import SharedReader
from clearatlas.sources.spots import CellNames, Column, Spot
from clearatlas.sources.terms import Shared, Terms

__all__ = ["Draft", "RowReader"]

_DERIVED = "derived"
_ONE = Decimal(1)
_WITHOUT_VALUE = (Status.MISSING, Status.IN_GROUP_TOTAL)


class Draft(NamedTuple):
    """One figure cell: what it states, where, and what it shares with the figures of its row.

    The observation's value is None where the cell is empty: a gap, which matters where rows are
    added.
    """

    observation: Observation
    row: Spot
    column: Column
    shared: Shared

    @property
    def spot(self) -> Spot:
        """Where the cell stands."""
        return self.row._replace(column=self.column)


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What a figure cell counts, and in which unit it is printed; like cells have one object."""

    measure: Measure
    unit: PrintedUnit


# Stands in where it is not known what a cell counts, so that its number is checked all the same.
_ANYTHING = Counted(AREA_CLEARED, PRINTED_UNITS["m2"])


class FigureCells:
    """The figure cells of one column; equal ones are read once."""

    def __init__(self, cells: CellReader, column: Column) -> None:
        self.column = column
        self.names = CellNames(cells.table.sheet.name, column)
        self._cells = cells
        self._decimal = cells.decimal(column)
        self._known: dict[tuple[Counted, Cell], Figure] = {}

    def read(self, row: Row, cell: Cell, counted: Counted) -> Figure | None:
        """Return the figure of the cell in a row, or None where it is missing or has a problem."""
        figure = self._known.get((counted, cell))
        if figure is None and not is_missing(cell):
            how = (counted.measure, counted.unit, self._decimal)
            figure = self._cells.read(row, self.column, read_figure, cell, *how)
            if figure is not None:
                self._known[counted, cell] = figure
        return figure


class RowReader:
    """Reads the rows of one table; what is wrong goes to the log of ``cells``."""

    def __init__(
        self, cells: CellReader, *, file: str, places: PlaceBook, options: ReadOptions
    ) -> None:
        self._cells = cells
        self._file = file
        self._named = options.measures
        self._shared = SharedReader(cells, file=file, places=places, options=options)
        self._columns = [FigureCells(cells, column) for column in cells.table.figure_columns]
        self._indexes = [figures.column.index for figures in self._columns]
        # An area without a unit is a problem by now; its cells are still checked.
        self._own = [Counted(f.measure, f.unit or PRINTED_UNITS["m2"]) for f in cells.table.figures]

    def drafts(self, row: Row) -> Iterator[Draft]:
        """Yield a draft for every figure cell of a row; none where they share a problem."""
        cells = row.pick(self._indexes)
        has_figures = not all(map(is_missing, cells))
        if self._is_sum(row) or (not has_figures and self._is_remark(row)):
            return
        shared = self._shared.read(row, needed=has_figures)
        counts = self._counted(row)
        spot = Spot(self._cells.table.sheet.name, row.position)
        row_in_words = str(row.position)
        for figures, cell, counted in zip(self._columns, cells, counts, strict=True):
            figure = figures.read(row, cell, counted or _ANYTHING)
            if shared is None or counted is None:
                continue
            if figure is not None and (figure.bound or shared.terms.status in _WITHOUT_VALUE):
                self._check(row, figures.column, shared.terms, figure)
            where = figures.names.name(row_in_words, row.position.row)
            origin = Origin(file=self._file, where=where, text=shown(cell))
            observation = _observation(shared, counted.measure, figure, origin)
            yield Draft(observation, spot, figures.column, shared)

    def _is_sum(self, row: Row) -> bool:
        """Return whether a row of our own tables is a sum that nobody stated; then it is noted."""
        if not self._cells.has("flags"):
            return False
        flags = self._cells.cell(row, "flags")
        if is_blank(flags) or _DERIVED not in shown(flags).split(";"):
            return False
        self._cells.note(row, Note("derived"))
        return True

    def _is_remark(self, row: Row) -> bool:
        """Return whether a row holds one text alone, such as a footnote; then it is noted."""
        texts = [shown(cell) for cell in row.cells if not is_blank(cell)]
        if len(texts) != 1:
            return False
        self._cells.note(row, Note("lone_text", text=texts[0]))
        return True

    def _counted(self, row: Row) -> Sequence[Counted | None]:
        """Return what each figure cell of a row counts; None where that has a problem."""
        cells = self._cells
        unit = cells.cell(row, "unit")
        if cells.has("value"):
            needed = cells.has("measure") and not is_missing(cells.cell(row, "value"))
            measure = cells.cell(row, "measure")
            return (cells.read(row, "measure", _read_counted, measure, unit, self._named, needed),)
        if not cells.has("unit"):
            return self._own
        return [
            own if figure.unit else cells.read(row, "unit", _own_unit, unit, own.measure) or own
            for figure, own in zip(cells.table.figures, self._own, strict=True)
        ]

    def _check(self, row: Row, column: Column, terms: Terms, figure: Figure) -> None:
        """Log what does not go together in a figure and its row."""
        if terms.status in _WITHOUT_VALUE:
            printed = shown(row.cell(column.index))
            found = f"“{printed}” beside status {terms.status}, which carries no value"
            self._cells.problem(row, column, Flaw(found, "clear the cell, or change the status"))
        if figure.bound and terms.bound and figure.bound is not terms.bound:
            printed = shown(row.cell(column.index))
            found = f"“{printed}” is {figure.bound}, and the bound column says {terms.bound}"
            self._cells.problem(row, column, Flaw(found, "let both say the same, or leave one out"))


def _observation(
    shared: Shared, measure: Measure, figure: Figure | None, origin: Origin
) -> Observation:
    terms = shared.terms
    return Observation(
        measure=measure,
        value=None if figure is None else figure.value,
        quantum=_ONE if figure is None else figure.quantum,
        placing=shared.placing,
        period=terms.period,
        status=terms.status,
        bound=(figure.bound if figure else None) or terms.bound or Bound.EXACT,
        scope=terms.scope,
        definition=terms.definition,
        source=terms.source,
        origin=origin,
        note=terms.note,
        problems=terms.problems,
    )


def _read_counted(
    measure_cell: Cell, unit_cell: Cell, named: tuple[NamedMeasure, ...], needed: bool
) -> Counted | None:
    """Return what a row of a long table counts, or None where it is empty and not ``needed``."""
    text = read_text(measure_cell)
    if not text:
        if needed:
            raise BadCell(Flaw("it is empty beside a value", "say what is counted"))
        return None
    found = find_measure(text, named)
    if found is None:
        known = ", ".join(MEASURES)
        allowed = f"use one of: {known}; --measure NAME or NAME:unit takes in any other"
        raise BadCell(Flaw(f"no measure is called “{text}”", allowed))
    measure, stated = found
    return Counted(measure, _one_unit(measure, stated, unit_cell, named))


def _one_unit(
    measure: Measure, stated: PrintedUnit | None, cell: Cell, named: tuple[NamedMeasure, ...]
) -> PrintedUnit:
    """Return the unit that a measure's words, the unit cell or the user state."""
    if stated is not None and stated.canonical is not measure.unit:
        found = f"{measure.key} cannot be in {stated.key}"
        raise BadCell(Flaw(found, f"{measure.key} is in {units_of(measure)}"))
    declared = declared_unit(measure, named)
    if stated and declared and stated is not declared:
        found = f"{measure.key} stands in {stated.key}, and --measure says {declared.key}"
        raise BadCell(Flaw(found, "let both say the same"))
    if is_missing(cell):
        unit = stated or default_unit(measure, named)
        if unit is None:
            allowed = f"write {units_of(measure)} in a unit column, or {measure.key}_ha"
            raise BadCell(Flaw(f"{measure.key} does not say its unit", allowed, role="unit"))
        return unit
    unit = _read_unit(cell, measure)
    if stated is not None and unit is not stated:
        found = f"the unit {unit.key} stands beside {measure.key} in {stated.key}"
        raise BadCell(Flaw(found, "let both say the same, or leave one out", role="unit"))
    return unit


def _own_unit(cell: Cell, measure: Measure) -> Counted:
    return Counted(measure, _read_unit(cell, measure))


def _read_unit(cell: Cell, measure: Measure) -> PrintedUnit:
    """Return the unit that a unit cell names, which must be one of the measure's."""
    text = read_text(cell)
    unit = find_unit(text)
    if unit is None or unit.canonical is not measure.unit:
        found = f"{measure.key} cannot be in “{text}”" if text else "it is empty"
        raise BadCell(Flaw(found, f"{measure.key} is in {units_of(measure)}", role="unit"))
    return unit
