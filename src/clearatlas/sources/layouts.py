"""Merged cells and hidden rows of a workbook's tables: what a grid of cells does not show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from clearatlas.notes import Note
from clearatlas.sources.cells import is_missing
from clearatlas.sources.grids import Area, Cell, Row, is_blank
from clearatlas.sources.headers import Table
from clearatlas.sources.spots import Column, Log, Spot, column_letters

__all__ = ["note_hidden", "unmerged"]

_FIGURE_ONCE = (
    "write the figure once for all its places in one row (names separated by |), or once for each"
)
_EACH_ROW = "unmerge the cells and write what they hold in each row"
_ONE_MEASURE = "unmerge the cells and write the figure under what it counts"


def unmerged(table: Table, log: Log) -> Table:
    """Return the table with merged cells filled as if each row held what the merge shows.

    A merge over several rows of a column that is read is a problem, and so is a figure merged over
    several columns of figures: a spreadsheet keeps what it shows in the first cell alone, and for
    which of the others it is meant cannot be told. Filling them keeps that one problem from
    causing others. Merges that begin above or in the header row are titles and headers; one that
    has its rows for itself is a remark.
    """
    if not table.sheet.layout.merged:
        return table
    rows = {row.position.row: row for row in table.sheet.rows}
    below = table.sheet.rows[table.header].position.row
    for area in table.sheet.layout.merged:
        merged = [rows[n] for n in range(area.first_row, area.last_row + 1) if n in rows]
        if area.first_row <= below or not merged or _is_remark(merged, area):
            continue
        content = merged[0].cell(area.first_column)
        blamed = _blamed(table, area, content)
        if blamed is None:
            continue
        column, allowed = blamed
        where = tuple(Spot(table.sheet.name, row.position, column) for row in merged)
        log.problem(where, f"the cells {_in_letters(area)} are merged", allowed)
        rows |= {row.position.row: _filled(row, area.first_column, content) for row in merged}
    return replace(table, sheet=replace(table.sheet, rows=tuple(rows.values())))


def _is_remark(rows: Sequence[Row], area: Area) -> bool:
    """Return whether rows hold nothing beside the merged cells in them."""
    inside = range(area.first_column, area.last_column + 1)
    return all(
        is_blank(cell) or index in inside for row in rows for index, cell in enumerate(row.cells)
    )


def _blamed(table: Table, area: Area, content: Cell) -> tuple[Column, str] | None:
    """Return the column to blame for a merge below the header row, and what to do about it."""
    read = [column for column in _read_columns(table) if _touches(area, column)]
    figures = [column for column in table.figure_columns if column in read]
    if is_blank(content) or not read:
        return None
    if area.last_row > area.first_row:
        return (figures[0], _FIGURE_ONCE) if figures else (read[0], _EACH_ROW)
    return (figures[0], _ONE_MEASURE) if len(figures) > 1 and not is_missing(content) else None


def note_hidden(table: Table, log: Log) -> None:
    """Note the hidden rows and columns that are read."""
    layout = table.sheet.layout
    for row in table.rows:
        if row.position.row in layout.hidden_rows and not row.is_blank:
            log.note(Spot(table.sheet.name, row.position), Note("hidden_row"))
    for column in _read_columns(table):
        if column.index in layout.hidden_columns:
            log.note(Spot(table.sheet.name, None, column), Note("hidden_column"))


def _read_columns(table: Table) -> Iterator[Column]:
    """Yield every column that is understood, in the order of the sheet."""
    columns = {*table.columns.values(), *table.codes, *table.figure_columns}
    yield from sorted(columns)


def _touches(area: Area, column: Column) -> bool:
    return area.first_column <= column.index <= area.last_column


def _in_letters(area: Area) -> str:
    first, last = column_letters(area.first_column), column_letters(area.last_column)
    return f"{first}{area.first_row}:{last}{area.last_row}"


def _filled(row: Row, index: int, content: Cell) -> Row:
    cells = [*row.cells, *[None] * (index + 1 - len(row.cells))]
    cells[index] = content
    return row._replace(cells=tuple(cells))
