"""Atlas -> files: the one table of writers, by suffix.

Every file is written beside its place and moved there only when it is whole, so that a failure
leaves what was there before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from clearatlas.atlas import Atlas
from clearatlas.errors import UnreadableFile, UnsupportedFormat

if TYPE_CHECKING:
    import folium

__all__ = ["SUFFIXES", "check_page_path", "check_path", "explore", "write", "write_page"]

Writer = Callable[[Atlas], bytes]


# Each writer imports its module when it is called: an export does not pay for folium.
def _page(atlas: Atlas) -> bytes:
    from clearatlas.outputs import page  # noqa: PLC0415

    return page.render(atlas).encode()


def _geojson(atlas: Atlas) -> bytes:
    from clearatlas.outputs import vectors  # noqa: PLC0415

    return vectors.geojson(atlas)


def _csv(atlas: Atlas) -> bytes:
    from clearatlas.outputs import sheet  # noqa: PLC0415

    return sheet.csv(atlas)


_WRITERS: Mapping[str, Writer] = {".geojson": _geojson, ".csv": _csv}

#: The suffixes :func:`write` takes.
SUFFIXES = tuple(_WRITERS)


def check_path(path: str | Path) -> Path:
    """Return the path if :func:`write` can write it; ask before long work.

    Raises
    ------
    UnsupportedFormat
        With the suffixes that are supported.
    """
    if Path(path).suffix.lower() not in _WRITERS:
        raise UnsupportedFormat(path, SUFFIXES)
    return Path(path)


def check_page_path(path: str | Path) -> Path:
    """Return the path if it is one for a page, else raise :class:`UnsupportedFormat`."""
    if Path(path).suffix.lower() not in {".html", ".htm"}:
        raise UnsupportedFormat(path, (".html",))
    return Path(path)


def write(atlas: Atlas, path: str | Path) -> None:
    """Write the selected periods of an atlas in the format that the suffix names."""
    target = check_path(path)
    _replace(target, _WRITERS[target.suffix.lower()](atlas))


def write_page(atlas: Atlas, path: str | Path) -> None:
    """Write the page to a ``.html`` file."""
    _replace(check_page_path(path), _page(atlas))


def explore(atlas: Atlas) -> folium.Map:
    """Return the map as a :class:`folium.Map`, to which layers can be added."""
    from clearatlas.outputs import page  # noqa: PLC0415

    return page.explore(atlas)


def _replace(path: Path, content: bytes) -> None:
    """Put ``content`` in place of ``path`` in one step; missing folders are made."""
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        reason = f"it cannot be written: {error.strerror}; choose another place with -o"
        raise UnreadableFile(path, reason) from error
