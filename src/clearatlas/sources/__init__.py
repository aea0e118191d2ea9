"""Outside files -> observations: :func:`read` picks the reader by the file's suffix.

A reader gives a :class:`Reading`, or raises everything that is wrong in the file at once. It
resolves no place itself: who knows the names is handed to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol

from clearatlas.errors import UnreadableFile, UnsupportedFormat
from clearatlas.sources.accepting import Acceptance, decided
from clearatlas.sources.measures import NamedMeasure
from clearatlas.sources.options import Reading, ReadOptions
from clearatlas.sources.placings import PlaceBook
from clearatlas.sources.tables import read_table

__all__ = [
    "SUFFIXES",
    "Acceptance",
    "NamedMeasure",
    "PlaceBook",
    "ReadOptions",
    "Reading",
    "decided",
    "is_own_page",
    "is_release",
    "read",
]


_OWN_PAGE: Final = b'<meta name="generator" content="clearatlas'
_HEAD: Final = 4096


class _Reader(Protocol):
    def __call__(self, path: Path, *, places: PlaceBook, options: ReadOptions) -> Reading: ...


def is_own_page(path: Path) -> bool:
    """Return whether a file is a page that clearatlas made: an output, never a source."""
    if path.suffix.lower() not in {".html", ".htm"}:
        return False
    with path.open("rb") as file:
        return _OWN_PAGE in file.read(_HEAD)


def is_release(path: Path) -> bool:
    """Return whether a file is read as the text of a release, not as a table."""
    return path.suffix.lower() in _RELEASES


def _read_release(path: Path, *, places: PlaceBook, options: ReadOptions) -> Reading:
    if is_own_page(path):
        raise UnreadableFile(path, "clearatlas made this page; give it the figures it shows")
    # The grammar of releases is loaded when there is one: a map of tables does not wait for it.
    from clearatlas.sources.reports import report_reader  # noqa: PLC0415

    return report_reader(path, places=places, options=options)


_TABLES: Final = (".csv", ".tsv", ".xlsx")
_RELEASES: Final = (".txt", ".html", ".htm")
_READERS: Mapping[str, _Reader] = MappingProxyType(
    {**dict.fromkeys(_TABLES, read_table), **dict.fromkeys(_RELEASES, _read_release)}
)

#: The suffixes that :func:`read` understands.
SUFFIXES: Final = tuple(_READERS)

_DEFAULTS: Final = ReadOptions()


def read(path: str | Path, *, places: PlaceBook, options: ReadOptions = _DEFAULTS) -> Reading:
    """Return the observations in the file at ``path``.

    Parameters
    ----------
    path
        A file with one of :data:`SUFFIXES`.
    places
        Who knows place names and codes, such as a :class:`~clearatlas.places.Gazetteer`.
    options
        What the file does not say itself.

    Raises
    ------
    UnsupportedFormat
        Where no reader knows the suffix.
    UnreadableFile
        Where the file is missing, or cannot be opened or understood at all.
    BadTable
        With everything that is wrong in it.
    """
    file = Path(path)
    reader = _READERS.get(file.suffix.lower())
    if reader is None:
        raise UnsupportedFormat(path, SUFFIXES)
    if not file.exists():
        raise UnreadableFile(path, "there is no such file; check the path")
    if file.is_dir():
        raise UnreadableFile(path, "it is a folder, not a file; give a file that lies in it")
    try:
        return reader(file, places=places, options=options)
    except OSError as error:
        reason = f"it cannot be opened ({error.strerror}); close it elsewhere, or check its rights"
        raise UnreadableFile(path, reason) from error
