"""Many files of figures -> one reading: a folder into which files are dropped is a unit of work."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clearatlas import sources
from clearatlas.errors import DataError, UnreadableFile, UnsupportedFormat, UsageError
from clearatlas.notes import Note
from clearatlas.packaged import geodata
from clearatlas.places import Gazetteer
from clearatlas.sources import Acceptance, Reading, ReadOptions

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
    """What several files hold.

    Attributes
    ----------
    reading
        Of all files that could be read.
    failures
        Why others could not.
    left_out
        Why releases that were found in a folder could not be read: one bad page among hundreds
        stops no map.
    """

    reading: Reading
    failures: tuple[DataError, ...] = ()
    left_out: tuple[DataError, ...] = ()

    def whole(self) -> Reading:
        """Return the reading of all files, with a note on each release that was left out.

        Raises
        ------
        DataError
            With everything that is wrong in any of the others.
        """
        _raise(self.failures)
        notes = map(_left_off, self.left_out)
        return replace(self.reading, notes=(*self.reading.notes, *notes))

    def raise_unread(self) -> None:
        """Raise why anything could not be read, releases that were found included."""
        _raise((*self.failures, *self.left_out))


def _left_off(error: DataError) -> Note:
    """Return the remark on a release, by its name alone: a page does not tell where files lie."""
    if isinstance(error, UnreadableFile):
        return Note("left_off", file=Path(error.path).name, reason=error.reason)
    return Note("left_off", reason=str(error))


def _raise(failures: Sequence[DataError]) -> None:
    if len(failures) == 1:
        raise failures[0]
    if failures:
        raise DataError("\n".join(map(str, failures)))


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
    given_files = [file.path for file in files if not file.found]
    unsupported = [str(p) for p in given_files if not _is_readable(p) and (p.suffix or p.exists())]
    missing = [path for path in given_files if not path.suffix and not path.exists()]
    if missing:
        raise UnreadableFile(missing[0], "there is no such file or folder; check the path")
    if unsupported:
        raise UnsupportedFormat(", ".join(unsupported), sources.SUFFIXES)
    return tuple(files)


def gather(
    files: Sequence[FigureFile],
    *,
    places: Gazetteer,
    options: ReadOptions,
    decisions: Sequence[Acceptance] = (),
    tell: Callable[[str], None] = lambda _: None,
) -> Gathered:
    """Return the readings of several files as one, figures with a problem as ``decisions`` say.

    Raises
    ------
    UsageError
        Where a decision does not fit what there is.
    """
    readings: list[Reading] = []
    failures: list[DataError] = []
    left_out: list[DataError] = []
    named = _named(files, decisions)
    called = Counter(file.path.name for file in files)
    for file in files:
        tell(file.path.name)
        try:
            reading = _read(file, places=places, options=options)
        except DataError as error:
            is_lenient = file.found and sources.is_release(file.path)
            (left_out if is_lenient else failures).append(error)
        else:
            reading = sources.decided(reading, named.get(file.path, ()))
            readings.append(_without_ids(reading) if called[file.path.name] > 1 else reading)
    return Gathered(Reading.of(readings), tuple(failures), tuple(left_out))


def _read(file: FigureFile, *, places: Gazetteer, options: ReadOptions) -> Reading:
    if file.path.is_dir():
        return Reading((), (Note("inner_folder", file=file.path.name),))
    return sources.read(file.path, places=places, options=options)


def _without_ids(reading: Reading) -> Reading:
    """Return a reading without the ids of its totals: two files of one name may have like ones."""
    return replace(
        reading,
        observations=tuple(
            replace(one, placing=replace(one.placing, total="")) if one.placing.total else one
            for one in reading.observations
        ),
    )


def _named(
    files: Iterable[FigureFile], decisions: Iterable[Acceptance]
) -> Mapping[Path, Sequence[Acceptance]]:
    """Return the decisions about each file; each must be about exactly one."""
    named: dict[Path, list[Acceptance]] = defaultdict(list)
    paths = [file.path for file in files]
    for decision in decisions:
        meant = [path for path in paths if decision.names(path)]
        if len(meant) != 1:
            listed = ", ".join(map(str, meant)) or "none of the files is called so"
            raise UsageError(f"--accept {decision} does not tell which file is meant: {listed}")
        named[meant[0]].append(decision)
    return named


def _in_folder(folder: Path) -> list[FigureFile]:
    """Return the figures of a folder, and the folders in it, which are not entered."""
    visible = [path for path in sorted(folder.iterdir()) if not path.name.startswith(("~$", "."))]
    found = [FigureFile(path, found=True) for path in visible if _holds_figures(path)]
    if not any(file.path.is_file() for file in found):
        known = ", ".join(sources.SUFFIXES)
        folders = ", ".join(file.path.name for file in found)
        hint = f"; or name a folder in it: {folders}" if folders else ""
        reason = f"the folder holds no figures; put one of {known} into it{hint}"
        raise UnreadableFile(folder, reason)
    return found


def _holds_figures(path: Path) -> bool:
    """Return whether a file may hold figures; a page of ours beside its figures is no source."""
    return path.is_dir() or (_is_readable(path) and not sources.is_own_page(path))


def _is_readable(path: Path) -> bool:
    return path.suffix.lower() in sources.SUFFIXES
