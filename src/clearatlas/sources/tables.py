"""CSV, TSV and XLSX tables -> observations, or everything that is wrong in them at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from clearatlas.errors import BadNumber, BadTable, DataError, UnreadableFile
from clearatlas.notes import Note
from clearatlas.observations import Observation
from clearatlas.sources.closing import with_closing_totals
from clearatlas.sources.columns import CellReader
from clearatlas.sources.conventions import prove
from clearatlas.sources.grids import Cell, Row, Sheet, is_blank, shown
from clearatlas.sources.headers import (
    Table,
    find_table,
    header_index,
    is_half_table,
    is_header,
    no_header,
    recognised,
)
from clearatlas.sources.layouts import note_hidden, unmerged
from clearatlas.sources.listed import note_unlisted
from clearatlas.sources.measures import NamedMeasure
from clearatlas.sources.numbers import read_number
from clearatlas.sources.options import Reading, ReadOptions
from clearatlas.sources.parts import settle
from clearatlas.sources.placings import PlaceBook, is_total_id
from clearatlas.sources.rows import Draft, RowReader
from clearatlas.sources.spots import Column, Log, Spot
from clearatlas.sources.textfiles import decode, read_rows
from clearatlas.sources.vocabulary import fold, vocabulary
from clearatlas.sources.workbooks import read_sheets

__all__ = ["read_table"]

# How like a known header one has to be to be taken for a slip (difflib's ratio): "perod start" is.
_NEAR = 0.85


def read_table(path: Path, *, places: PlaceBook, options: ReadOptions) -> Reading:
    """Return the observations of every table in the file at ``path``.

    Raises
    ------
    UnreadableFile
        Where the file cannot be opened or understood at all.
    BadTable
        With everything that is wrong in it; then nothing of it is used.
    """
    log = Log()
    with _collector_paused():
        observations = _observations(path, places, options, log)
    if log.findings:
        raise BadTable(path, log.findings)
    return Reading(observations, log.notes(path.name))


def _observations(
    path: Path, places: PlaceBook, options: ReadOptions, log: Log
) -> tuple[Observation, ...]:
    load = _load_workbook if path.suffix.lower() == ".xlsx" else _load_text
    sheets = load(path, places, options.measures, log)
    if all(row.is_blank for sheet in sheets for row in sheet.rows):
        raise UnreadableFile(
            path, "it holds nothing; put a header row and figures into it, or leave it out"
        )
    tables = _tables(sheets, options.measures, log)
    conventions = prove(tables, options, log)
    drafts: list[Draft] = []
    for table in tables:
        cells = CellReader(table, conventions, log)
        reader = RowReader(cells, file=path.name, places=places, options=options)
        for row in _filled_rows(table, log):
            drafts += reader.drafts(row)
    note_unlisted(drafts, log)
    observations = settle(with_closing_totals(drafts), sum_rows=options.sum_rows, log=log)
    if not observations:
        log.note(Spot(), Note("no_figure"))
    return observations


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep Python from searching for garbage among what is being read: there is none.

    Reading makes very many small objects that all stay; looking through them again and again
    takes as long as the reading.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _load_workbook(
    path: Path, places: PlaceBook, named: tuple[NamedMeasure, ...], log: Log
) -> tuple[Sheet, ...]:
    del places, named  # a workbook says itself what a text file leaves to be found out
    return read_sheets(path, log)


def _load_text(
    path: Path, places: PlaceBook, named: tuple[NamedMeasure, ...], log: Log
) -> tuple[Sheet, ...]:
    suffix = path.suffix.lower()
    header = partial(is_header, named=named)
    knows = partial(_knows, suffix=suffix, places=places, named=named)
    text = decode(path, path.read_bytes(), knows)
    return (read_rows(text, suffix, header, log),)


def _knows(text: str, *, suffix: str, places: PlaceBook, named: tuple[NamedMeasure, ...]) -> bool:
    """Return whether a header or place name with a letter beyond ASCII is known in ``text``."""
    sheet = read_rows(text, suffix, partial(is_header, named=named), Log())
    index = header_index(sheet, named)
    if index is None:
        return False
    headers = recognised(sheet.rows[index], named)
    if any(headed.role and not headed.column.label.isascii() for headed in headers):
        return True
    table = find_table(sheet, index, named, Log())
    column = table.columns.get("place")
    if column is None:
        return False
    names = dict.fromkeys(str(row.cell(column.index) or "") for row in table.rows)
    return any(_resolves(name, places) for name in names if not name.isascii())


def _resolves(name: str, places: PlaceBook) -> bool:
    try:
        places.resolve_cell(name)
    except DataError:
        return False
    return True


def _tables(sheets: Sequence[Sheet], named: tuple[NamedMeasure, ...], log: Log) -> list[Table]:
    """Return every sheet that holds a table; one that seems to want to be one is a problem."""
    tables = []
    others = []
    for sheet in sheets:
        index = header_index(sheet, named)
        if index is not None:
            table = unmerged(find_table(sheet, index, named, log), log)
            tables.append(table)
            if all(row.is_blank for row in table.rows):
                spot = Spot(sheet.name, sheet.rows[index].position)
                log.problem(spot, "no row stands below the header row", "add the figures")
        elif not all(row.is_blank for row in sheet.rows):
            others.append(sheet)
    for sheet in others:
        if tables and not is_half_table(sheet, named):
            log.note(Spot(sheet.name), Note("no_table"))
            continue
        position, found, allowed = no_header(sheet, named)
        log.problem(Spot(sheet.name, position), found, allowed)
    return tables


def _filled_rows(table: Table, log: Log) -> Iterator[Row]:
    """Yield the rows to read; what is passed over is noted, what is too much is a problem."""
    _note_ignored(table, log)
    note_hidden(table, log)
    header = table.sheet.rows[table.header]
    blank: list[Row] = []
    for row in table.rows:
        if row.is_blank:
            blank.append(row)
            continue
        for empty in blank:
            log.note(Spot(table.sheet.name, empty.position), Note("empty_row"))
        blank.clear()
        if row.cells == header.cells:
            log.note(Spot(table.sheet.name, row.position), Note("repeated_header"))
            continue
        _check_width(table, header, row, log)
        yield row


def _check_width(table: Table, header: Row, row: Row, log: Log) -> None:
    """Log cells to the right of the header row: in a text file, a delimiter too many."""
    if len(row.cells) <= len(header.cells):
        return
    beyond = [cell for cell in row.cells[len(header.cells) :] if not is_blank(cell)]
    spot = Spot(table.sheet.name, row.position)
    if beyond and table.sheet.name:
        log.note(spot, Note("beyond_header"))
    elif beyond:
        found = f"it has {len(row.cells)} cells, and the header row {len(header.cells)}"
        log.problem(spot, found, "put cells that hold a delimiter in quotation marks")


def _note_ignored(table: Table, log: Log) -> None:
    """Note every column that is not read, and how it could be."""
    roles = vocabulary().columns
    known = [word for word, role in roles.items() if role != "place_of_other_level"]
    known += vocabulary().measures
    for column in table.ignored:
        filled = [cell for cell in table.cells(column) if not is_blank(cell)]
        if not filled and not column.label:
            continue
        near = get_close_matches(fold(column.label), known, n=1, cutoff=_NEAR)
        if near:
            note = Note("ignored_near", spot=str(column), near=near[0])
        elif column.label and filled and all(map(_is_number, filled)):
            note = Note("ignored_number", spot=str(column), label=column.label)
        else:
            note = Note("ignored", spot=str(column))
        log.note(Spot(table.sheet.name), note)
    for column in _other_groups(table):
        log.note(Spot(table.sheet.name), Note("ignored", spot=str(column)))


def _other_groups(table: Table) -> Iterator[Column]:
    """Yield a column called group that has none of our ids: it says something else."""
    column = table.columns.get("group")
    if column and not any(is_total_id(shown(cell)) for cell in table.cells(column)):
        yield column


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        try:
            read_number(cell)
        except BadNumber as error:
            return len(error.candidates) > 1
        return True
    return isinstance(cell, (int, float))
