"""What a Shapefile leaves to files beside it: its coordinate system and its text encoding."""

from __future__ import annotations

import zipfile
from pathlib import PurePosixPath

from clearatlas.boundaries.containers import Container

__all__ = ["encoding_of", "has_projection"]

# Header of a .dbf: bytes 8-9 are its own length, byte 29 names the code page.
_LENGTH = slice(8, 10)
_CODE_PAGE = 29

#: Code pages that declare nothing: none, and "whatever Windows had".
_UNDECLARED = frozenset({0x00, 0x57})


def has_projection(container: Container) -> bool:
    """Return whether the .prj file is there."""
    return _beside(container, ".prj") is not None


def encoding_of(container: Container) -> str | None:
    """Return the encoding to read texts with; empty where the file itself declares one.

    Without a declaration, texts that are valid UTF-8 are UTF-8: no other encoding's accented
    letters come out as valid UTF-8 by chance. None means that the texts cannot be read for sure.
    """
    table = _beside(container, ".dbf")
    if table is None or _beside(container, ".cpg") or table[_CODE_PAGE] not in _UNDECLARED:
        return ""
    try:
        table[int.from_bytes(table[_LENGTH], "little") :].decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "UTF-8"


def _beside(container: Container, suffix: str) -> bytes | None:
    """Return the content of the file of the same name with another suffix, in any case."""
    if container.member:
        wanted = str(PurePosixPath(container.member).with_suffix(suffix)).casefold()
        with zipfile.ZipFile(container.path) as archive:
            found = [name for name in archive.namelist() if name.casefold() == wanted]
            return archive.read(found[0]) if found else None
    wanted = container.path.with_suffix(suffix).name.casefold()
    siblings = (file for file in container.path.parent.iterdir() if file.name.casefold() == wanted)
    sibling = next(siblings, None)
    return None if sibling is None else sibling.read_bytes()
