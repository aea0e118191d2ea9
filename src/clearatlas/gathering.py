"""Many files of figures -> one reading: a folder into which files are dropped is a unit of work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from clearatlas import sources
from clearatlas.errors import DataError, UnreadableFile, UnsupportedFormat
from clearatlas.packaged import geodata
from clearatlas.places import Gazetteer
from clearatlas.sources import Reading, ReadOptions

__all__ = ["FigureFile", "Gathered", "Paths", "figure_files", "gather"]

Paths = str | Path | Sequence[str | Path]


@dataclass(frozen=True, slots=True)
class FigureFile:
    """A file to read, and whether it was ``found`` in a folder and not named by anybody.

    Excel's lock files (``~$``) and hidden files are never found.
    """

    path: Path
    found: bool = False


@dataclass(frozen=True, slots=True)
class Gathered:
    """What several files hold, and why those that could not be read were not."""

    reading: Reading
    failures: tuple[DataError, ...] = ()

    def whole(self) -> Reading:
        """Return the reading of all files.

        Raises
        ------
        DataError
            With everything that is wrong in any of them.
        """
        if len(self.failures) == 1:
            raise self.failures[0]
        if self.failures:
            raise DataError("\n".join(map(str, self.failures)))
        return self.reading


def figure_files(figures: Paths = ()) -> tuple[FigureFile, ...]:
    """Return the files to read: those given, those in given folders, or the shipped ones.

    Raises
    ------
    UnreadableFile
        Where a folder holds no figures.
    UnsupportedFormat
        With every given file that no reader understands.
    """
    given = [figures] if isinstance(figures, str | Path) else list(figures)
    files: list[FigureFile] = []
    for path in map(Path, given or [geodata() / "figures"]):
        files += _in_folder(path) if path.is_dir() else [FigureFile(path)]
    unsupported = [str(f.path) for f in files if not f.found and not _is_readable(f.path)]
    if unsupported:
        raise UnsupportedFormat(", ".join(unsupported), sources.SUFFIXES)
    return tuple(files)


def gather(
    files: Sequence[FigureFile],
    *,
    places: Gazetteer,
    options: ReadOptions,
    tell: Callable[[str], None] | None = None,
) -> Gathered:
    """Return the readings of several files as one.

    A release that was found in a folder and cannot be read is left out, and a note says why:
    one bad page among hundreds stops no map. Everything else that cannot be read is a failure.
    """
    readings: list[Reading] = []
    failures: list[DataError] = []
    for file in files:
        if tell is not None:
            tell(file.path.name)
        if file.path.is_dir():
            note = f"{file.path} lies in a folder of figures and was not read; name it too"
            readings.append(Reading((), (note,)))
            continue
        try:
            readings.append(sources.read(file.path, places=places, options=options))
        except DataError as error:
            if file.found and sources.is_release(file.path):
                readings.append(Reading((), (f"{error}; it is left off the map",)))
            else:
                failures.append(error)
    return Gathered(Reading.of(readings), tuple(failures))


def _in_folder(folder: Path) -> list[FigureFile]:
    """Return the figures of a folder, and the folders in it, which are not entered."""
    visible = [path for path in sorted(folder.iterdir()) if not path.name.startswith(("~$", "."))]
    found = [FigureFile(path, found=True) for path in visible if _holds_figures(path)]
    if not any(file.path.is_file() for file in found):
        known = ", ".join(sources.SUFFIXES)
        raise UnreadableFile(folder, f"the folder holds no figures; put one of {known} into it")
    return found


def _holds_figures(path: Path) -> bool:
    """Return whether a file may hold figures; a page of ours beside its figures is no source."""
    return path.is_dir() or (_is_readable(path) and not sources.is_own_page(path))


def _is_readable(path: Path) -> bool:
    return path.suffix.lower() in sources.SUFFIXES
