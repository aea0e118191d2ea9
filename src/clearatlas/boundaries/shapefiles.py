"""What a Shapefile leaves to files beside it: its coordinate system and its text encoding."""

from __future__ import annotations

from clearatlas.boundaries.containers import Container

__all__ = ["encoding_of", "has_projection"]

# Header of a .dbf: bytes 8-9 are its own length, byte 29 names the code page.
_LENGTH = slice(8, 10)
_CODE_PAGE = 29

#: Code pages that declare nothing: none, and "whatever Windows had".
_UNDECLARED = frozenset({b"\x00", b"\x57"})


def has_projection(container: Container) -> bool:
    """Return whether the .prj file is there."""
    return container.read(".prj") is not None


def encoding_of(container: Container) -> str | None:
    """Return the encoding to read texts with; empty where the file itself declares one.

    Without a declaration, texts that are valid UTF-8 are UTF-8: no other encoding's accented
    letters come out as valid UTF-8 by chance. None means that the texts cannot be read for sure.
    """
    table = container.read(".dbf") or b""
    declared = container.read(".cpg") or table[_CODE_PAGE : _CODE_PAGE + 1] not in _UNDECLARED
    if declared or not table:
        return ""
    try:
        table[int.from_bytes(table[_LENGTH], "little") :].decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "UTF-8"
