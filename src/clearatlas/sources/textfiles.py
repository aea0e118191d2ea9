"""CSV and TSV files -> rows of texts, by rules that can be stated.

**Encoding.** A byte order mark decides (UTF-8, UTF-16). Without one, a file that is valid UTF-8 is
UTF-8: text in another encoding practically never is. Everything else is Windows Cyrillic or
Windows Turkish (cp1251, cp1254), whichever turns at least one header or place name with a letter
beyond ASCII into one that is known; where both or neither do, the user is asked for UTF-8.

**Delimiter.** A first line ``sep=;`` declares it. A ``.tsv`` is cut at tabs. A ``.csv`` is cut at
the first of comma, semicolon and tab under which a header row is recognised.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator

from clearatlas.errors import UnreadableFile
from clearatlas.sources.grids import Row, Sheet
from clearatlas.sources.spots import Log, Position, Spot

__all__ = ["decode", "read_rows"]

_SINGLE_BYTE = ("cp1251", "cp1254")
_DELIMITERS = {".tsv": ("\t",), ".csv": (",", ";", "\t")}
_DECLARED = re.compile(r"sep=(?P<delimiter>[,;|\t])[ \t]*(?:\r\n|\r|\n|\Z)", re.IGNORECASE)

_SAVE = "open it in the program that made it and save it as CSV UTF-8 or XLSX"
_FOREIGN = (
    (b"PK\x03\x04", "it is a ZIP or XLSX file under another name; rename it to .xlsx"),
    (b"\xd0\xcf\x11\xe0", f"it is an old Excel (.xls) file under another name; {_SAVE}"),
    (b"%PDF", "it is a PDF file; take the table out of it first"),
    (codecs.BOM_UTF32_LE, f"it is UTF-32; {_SAVE}"),
    (codecs.BOM_UTF32_BE, f"it is UTF-32; {_SAVE}"),
)
_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_WEB_PAGE = re.compile(r"\s*<(?:!doctype|html|table|\?xml)", re.IGNORECASE)


def decode(path: object, data: bytes, knows: Callable[[str], bool]) -> str:
    """Return the text of a file, by the rule of the module docstring.

    Parameters
    ----------
    path
        Named in errors.
    data
        The whole file.
    knows
        Tells whether a text holds a known header or place name with a letter beyond ASCII.

    Raises
    ------
    UnreadableFile
        Where the file is empty, no text at all, or in an encoding that cannot be told.
    """
    for start, reason in _FOREIGN:
        if data.startswith(start):
            raise UnreadableFile(path, reason)
    text = _decode(path, data, knows)
    if not text.strip():
        raise UnreadableFile(path, "the file is empty; export it again, or leave it out")
    if _WEB_PAGE.match(text):
        raise UnreadableFile(path, f"it is a web page under another name; {_SAVE}")
    control = _CONTROL.search(text)
    if control is not None:
        line = text.count("\n", 0, control.start()) + 1
        reason = f"it is no text, or UTF-16 without its mark (line {line}); {_SAVE}"
        raise UnreadableFile(path, reason)
    return text


def _decode(path: object, data: bytes, knows: Callable[[str], bool]) -> str:
    marked = next((encoding for mark, encoding in _MARKED if data.startswith(mark)), None)
    try:
        return data.decode(marked or "utf-8")
    except UnicodeDecodeError as error:
        fitting = [text for text in _single_byte(data) if knows(text)] if not marked else []
        if len(fitting) == 1:
            return fitting[0]
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(path, _why_not_decoded(data, marked, line)) from error


def _why_not_decoded(data: bytes, marked: str | None, line: int) -> str:
    if marked is not None:
        name = "UTF-8" if marked == "utf-8-sig" else "UTF-16"
        return f"it says it is {name}, but line {line} is not; {_SAVE}"
    if b"\x00" in data:
        return f"it is no text (it holds NUL bytes); {_SAVE}"
    return (
        f"line {line} is not UTF-8, and whether the file is Cyrillic (cp1251) or Turkish (cp1254)"
        f" cannot be told from its headers and places; {_SAVE}"
    )


def _single_byte(data: bytes) -> Iterator[str]:
    for encoding in _SINGLE_BYTE:
        try:
            yield data.decode(encoding)
        except UnicodeDecodeError:
            continue


def read_rows(text: str, suffix: str, is_header: Callable[[Row], bool], log: Log) -> Sheet:
    """Return the one table of a text file, cut by the rule of the module docstring.

    A quoting error ends the table; it is logged, and the rows before it are returned.
    """
    declared = _DECLARED.match(text)
    if declared is not None:
        return _cut(text, declared["delimiter"], log, skip=1)
    delimiters = _DELIMITERS[suffix]
    for delimiter in delimiters:
        if any(map(is_header, _rows(text, delimiter, Log()))):
            return _cut(text, delimiter, log)
    return _cut(text, _most_columns(text, delimiters), log)


def _most_columns(text: str, delimiters: Iterable[str]) -> str:
    """Return the delimiter to explain a missing header with: the one that cuts line 1 most."""
    first = text.split("\n", 1)[0]
    return max(delimiters, key=first.count)


def _cut(text: str, delimiter: str, log: Log, skip: int = 0) -> Sheet:
    return Sheet(name="", rows=tuple(_rows(text, delimiter, log))[skip:])


def _rows(text: str, delimiter: str, log: Log) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    position = Position(1, 1)
    try:
        for record in reader:
            yield Row(position, tuple(map(str.strip, record)))
            position = Position(position.row + 1, reader.line_num + 1)
    except csv.Error as error:
        log.problem(Spot(position=position), *_why_not_cut(error))


def _why_not_cut(error: csv.Error) -> tuple[str, str]:
    """Return what ends a table, and what is allowed; only csv's words tell the reasons apart."""
    if "field limit" in str(error):
        return (
            f"a cell is longer than {csv.field_size_limit():,} characters",
            "shorten it, or close the quotation mark that it begins with",
        )
    return (
        "the quotation marks are wrong from here on",
        (
            "a cell that holds a quotation mark, a delimiter or a line break stands in quotation"
            " marks, with those inside doubled"
        ),
    )
