"""XLSX workbooks -> sheets of cells, with every cell that has no usable content marked."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from clearatlas.errors import UnreadableFile
from clearatlas.notes import Note
from clearatlas.sources.grids import Area, Broken, Cell, Layout, Row, Share, Sheet
from clearatlas.sources.spots import Log, Position, Spot

__all__ = ["read_sheets"]

_SAVE = "open it in Excel or LibreOffice and save it as XLSX"
_MOST_BYTES = 2_000_000_000

# Parts of a number format that are no codes: colours and locales, quoted and escaped characters.
_NO_DATE_LETTERS = re.compile(r'\[[^\]]*\]|"[^"]*"|\\.')

# What a sheet's XML holds where it has merged cells, or hidden rows or columns.
_LAID_OUT = re.compile(rb"<(?:\w+:)?mergeCell\s|\shidden=[\"'](?:1|true)[\"']")

# What openpyxl lets through where a workbook is damaged.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
)


def read_sheets(path: Path, log: Log) -> tuple[Sheet, ...]:
    """Return every worksheet of the workbook at ``path``, hidden ones too (with a note).

    A formula counts with the result stored beside it; one without a stored result, an error such
    as ``#REF!``, and a true/false value come back as :class:`Broken`, and are refused where their
    column is read.

    Raises
    ------
    UnreadableFile
        Where it is no XLSX workbook, damaged, or protected by a password.
    """
    data = path.read_bytes()
    try:
        _refuse_foreign(path, data)
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions it drops; no cell is affected.
            warnings.simplefilter("ignore")
            return tuple(_sheets(data, log))
    except _DAMAGE as error:
        reason = f"the workbook is damaged ({error}); {_SAVE}"
        raise UnreadableFile(path, reason) from error


def _refuse_foreign(path: Path, data: bytes) -> None:
    if not data:
        raise UnreadableFile(path, "the file is empty; export it again, or leave it out")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        reason = f"it is protected by a password or an old .xls file; {_SAVE}, without a password"
        raise UnreadableFile(path, reason)
    if not zipfile.is_zipfile(BytesIO(data)):
        raise UnreadableFile(path, f"it is no XLSX workbook; {_SAVE}")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        size = sum(entry.file_size for entry in archive.infolist())
    if "[Content_Types].xml" not in names or not any(n.startswith("xl/workbook") for n in names):
        raise UnreadableFile(path, f"it is no XLSX workbook; {_SAVE}")
    if "xl/workbook.bin" in names:
        raise UnreadableFile(path, f"it is a binary workbook (.xlsb); {_SAVE}")
    if size > _MOST_BYTES:
        raise UnreadableFile(
            path, f"it unpacks to {size:,} bytes; save the sheets with figures alone"
        )


def _sheets(data: bytes, log: Log) -> Iterator[Sheet]:
    # Imported here: openpyxl takes a while and only workbooks need it.
    from openpyxl import load_workbook  # noqa: PLC0415

    workbook = load_workbook(BytesIO(data), read_only=True)
    layouts = _layouts(data)
    stored = None
    for worksheet in workbook.worksheets:
        rows = list(_grid(worksheet))
        if any(cell.data_type == "f" for row in rows for cell in row):
            stored = stored or load_workbook(BytesIO(data), read_only=True, data_only=True)
            rows = _with_results(rows, list(_grid(stored[worksheet.title])))
        if worksheet.sheet_state != "visible":
            log.note(Spot(sheet=worksheet.title), Note("hidden_sheet"))
        layout = layouts.get(worksheet.title, Layout())
        yield Sheet(worksheet.title, tuple(_rows(rows)), layout)


def _layouts(data: bytes) -> dict[str, Layout]:
    """Return the layout of every sheet, where any has one that matters.

    Only openpyxl's full mode tells of merged and hidden cells. It is slow and needs much memory,
    so that the sheets' XML is searched first for anything it could tell.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - as above

    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        if not any(_LAID_OUT.search(archive.read(name)) for name in names):
            return {}
    worksheets = load_workbook(BytesIO(data)).worksheets
    return {worksheet.title: _layout(worksheet) for worksheet in worksheets}


def _layout(worksheet: Any) -> Layout:  # noqa: ANN401 - openpyxl has no types
    rows, columns = worksheet.row_dimensions, worksheet.column_dimensions
    return Layout(
        merged=tuple(
            Area(area.min_row, area.max_row, area.min_col - 1, area.max_col - 1)
            for area in sorted(worksheet.merged_cells.ranges, key=lambda area: area.bounds)
        ),
        hidden_rows=frozenset(number for number, row in rows.items() if row.hidden),
        hidden_columns=frozenset(
            index - 1
            for column in columns.values()
            if column.hidden
            for index in range(column.min, column.max + 1)
        ),
    )


def _grid(worksheet: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - openpyxl has no types
    # The extent noted in a file can be too small, and rows would be cut off by it.
    worksheet.reset_dimensions()
    yield from worksheet.iter_rows()


def _with_results(rows: list[tuple[Any, ...]], results: list[tuple[Any, ...]]) -> list[Any]:
    """Return the cells with each formula replaced by the cell that holds its stored result."""
    return [
        tuple(
            _Result(result) if cell.data_type == "f" else cell
            for cell, result in zip(row, stored, strict=True)
        )
        for row, stored in zip(rows, results, strict=True)
    ]


class _Result:
    """A formula's cell: its stored result, or the mark that there is none."""

    __slots__ = ("data_type", "number_format", "value")

    def __init__(self, cell: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        # A formula whose result is the empty text is stored with type "str" and no value.
        empty_text = cell.value is None and cell.data_type == "str"
        lost = cell.value is None and not empty_text
        self.value = Broken("a formula without a stored result") if lost else cell.value
        self.data_type = cell.data_type
        self.number_format = cell.number_format


def _rows(rows: list[tuple[Any, ...]]) -> Iterator[Row]:
    for number, row in enumerate(rows, start=1):
        yield Row(Position(number, number), tuple(map(_content, row)))


def _content(cell: Any) -> Cell:  # noqa: ANN401 - openpyxl has no types
    value: Cell = cell.value
    if value is None or isinstance(value, Broken):
        return value
    if isinstance(value, str):
        return Broken(f"the error {value}") if cell.data_type == "e" else value.strip()
    if isinstance(value, bool):
        return Broken(f"the truth value {str(value).upper()}")
    if isinstance(value, date) and value.day == 1:
        return _as_shown(value, cell.number_format)
    if isinstance(value, (int, float)):
        return Share(float(value)) if "%" in (cell.number_format or "") else value
    return value


def _as_shown(day: date, number_format: str) -> Cell:
    """Return the month or year that a first day stands for where the cell shows no day.

    Spreadsheets turn "August 2025" into the first of August and show the month: the cell means
    the month, and taking it for one day would change what was reported.
    """
    letters = _NO_DATE_LETTERS.sub("", number_format).casefold()
    if "y" not in letters or "d" in letters or "h" in letters:
        return day
    return f"{day:%Y-%m}" if "m" in letters else f"{day:%Y}"
