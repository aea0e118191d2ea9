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
from clearatlas.sources.measures import NamedMeasure
from clearatlas.sources.options import Reading, ReadOptions
from clearatlas.sources.placings import PlaceBook
from clearatlas.sources.tables import read_table

__all__ = ["SUFFIXES", "NamedMeasure", "PlaceBook", "ReadOptions", "Reading", "read"]


class _Reader(Protocol):
    def __call__(self, path: Path, *, places: PlaceBook, options: ReadOptions) -> Reading: ...


_READERS: Mapping[str, _Reader] = MappingProxyType(
    {".csv": read_table, ".tsv": read_table, ".xlsx": read_table}
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
