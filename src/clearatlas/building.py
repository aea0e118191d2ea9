"""The whole story: figures are read, boundaries loaded, and both are joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from clearatlas import sources
from clearatlas.atlas import Atlas
from clearatlas.atlas.joining import join as join_record
from clearatlas.atlas.views import Extent, View
from clearatlas.boundaries import Boundaries, load_shipped, units
from clearatlas.errors import DataError, UnreadableFile, UnsupportedFormat, UsageError
from clearatlas.ledger.record import keep
from clearatlas.observations import Observation
from clearatlas.packaged import geodata
from clearatlas.places import Gazetteer
from clearatlas.sources import NamedMeasure, Reading, ReadOptions

__all__ = [
    "Watch",
    "build",
    "figure_files",
    "join",
    "load_boundaries",
    "places_for",
    "read",
    "read_all",
]

Paths = str | Path | Sequence[str | Path]
#: Called before each step of long work with what it is, and how many of how many are done.
Watch = Callable[[str, int, int], None]


def build(  # noqa: PLR0913 - the command's options, one keyword each
    figures: Paths = (),
    *,
    boundaries: str | Path | None = None,
    code_column: str | None = None,
    name_column: str | None = None,
    edition: str | None = None,
    period: str = "latest",
    measures: str | Sequence[str] = (),
    extent: Extent = "reported",
    lang: str = "en",
    title: str = "",
    published: str = "",
    keep_unknown: bool = False,
    sum_rows: bool = False,
    decimal: str | None = None,
    day_first: bool | None = None,
    watch: Watch | None = None,
) -> Atlas:
    """Return the atlas of figures on boundaries.

    Parameters
    ----------
    figures
        Tables, or folders of them; none means the shipped figures.
    boundaries, code_column, name_column
        A boundary file of your own, and the columns that hold codes and names where detection is
        not wanted; None means the shipped editions of Azerbaijan.
    edition
        The shipped edition to draw every period on, or a name for your own file.
    period
        ``latest``, ``all`` or one period: ``2025``, ``2025-Q3``, ``2025-08``, ``2025-W33``,
        ``2025-08-11..2025-08-17``, ``..2025-08-17``.
    measures
        Keys of the measures to show, the first one first; a column of another programme is taken
        in as ``NAME`` (a count) or ``NAME:m2``, ``NAME:ha``, ``NAME:km2`` (an area).
    extent
        ``reported`` or ``all`` (the whole country).
    lang, title
        Language (``en``, ``az``, ``ru``) and title of what is written.
    published
        ISO date for figures that name none.
    keep_unknown
        Keep a name that nobody knows as an unplaced row instead of refusing the file.
    sum_rows
        Rows of one place, period and measure are parts and are added.
    decimal
        The decimal mark of the figures, ``.`` or ``,``, where the files do not prove it.
    day_first
        Whether ``11/08/2025`` is 11 August, where the files do not prove it.
    watch
        Told of each step of the work.

    Raises
    ------
    DataError
        With everything that is wrong in the figures or boundaries.

    Examples
    --------
    >>> atlas = build(period="2023")
    >>> piece = atlas.slice(atlas.opening)
    >>> total = piece.sums["area_cleared"][0]
    >>> print(total.placed / 10_000, total.unplaced / 10_000)
    52864.2 217.6
    """
    asked = [measures] if isinstance(measures, str) else measures
    named = [NamedMeasure.parse(text) for text in asked]
    options = ReadOptions(
        published=published,
        measures=tuple(named),
        sum_rows=sum_rows,
        keep_unknown=keep_unknown,
        decimal=decimal,
        day_first=day_first,
    )
    files = figure_files(figures)
    steps = _Steps(watch, len(files) + 2)
    steps.next("boundaries")
    editions = load_boundaries(
        boundaries, code_column=code_column, name_column=name_column, edition=edition
    )
    places = places_for(editions)
    reading = read_all(files, places=places, options=options, tell=steps.next)
    steps.next("joining")
    view = View(
        period=period,
        measures=tuple(one.measure.key for one in named),
        extent=extent,
        lang=lang,
        title=title,
    )
    return join(reading, editions, places=places, view=view)


def read(
    path: str | Path, *, places: Gazetteer | None = None, options: ReadOptions | None = None
) -> Reading:
    """Return the observations of one table, and what a reader should know of how it was read.

    Raises
    ------
    BadTable
        With everything that is wrong in the file, located.
    """
    return sources.read(path, places=places or Gazetteer.load(), options=options or ReadOptions())


def load_boundaries(
    path: str | Path | None = None,
    *,
    code_column: str | None = None,
    name_column: str | None = None,
    edition: str | None = None,
) -> tuple[Boundaries, ...]:
    """Return the shipped editions, the one called ``edition``, or the edition of your own file.

    Raises
    ------
    BoundaryError
        Where the file cannot be used, with what to change.
    UsageError
        Where no shipped edition is called so.
    """
    gazetteer = Gazetteer.load()
    if path is None and (code_column or name_column):
        raise UsageError("a code or name column is one of your own boundary file: pass it too")
    if path is not None:
        from clearatlas.boundaries.userfile import load_file  # noqa: PLC0415 - brings GDAL along

        columns = {"code_column": code_column, "name_column": name_column}
        return (load_file(path, gazetteer=gazetteer, edition=edition, **columns),)
    shipped = load_shipped(gazetteer)
    chosen = tuple(one for one in shipped if edition in (None, one.edition))
    if not chosen:
        names = ", ".join(one.edition for one in shipped)
        raise UsageError(f"there is no shipped edition “{edition}”; there are: {names}")
    return chosen


def places_for(editions: Sequence[Boundaries]) -> Gazetteer:
    """Return what names resolve against: the gazetteer, or another country's own units."""
    foreign = [edition for edition in editions if edition.own_codes]
    return Gazetteer.from_units(units(foreign[0])) if foreign else Gazetteer.load()


def join(
    figures: Reading | Iterable[Observation],
    boundaries: Sequence[Boundaries],
    *,
    places: Gazetteer | None = None,
    view: View | None = None,
) -> Atlas:
    """Return the atlas of observations on boundaries.

    >>> reading = read(figure_files()[0])
    >>> join(reading, load_boundaries()).measures[0].key
    'area_cleared'
    """
    notes = figures.notes if isinstance(figures, Reading) else ()
    observations = figures.observations if isinstance(figures, Reading) else figures
    places = places or places_for(boundaries)
    atlas = join_record(keep(observations), boundaries, places, view)
    return replace(atlas, notes=notes)


def figure_files(figures: Paths = ()) -> tuple[Path, ...]:
    """Return the files to read: those given, those in given folders, or the shipped ones.

    Raises
    ------
    UnreadableFile
        Where a folder holds no table.
    """
    given = [figures] if isinstance(figures, str | Path) else list(figures)
    files: list[Path] = []
    for path in map(Path, given or [geodata() / "figures"]):
        if not path.is_dir():
            files.append(path)
            continue
        found = sorted(p for p in path.iterdir() if _holds_figures(p))
        if not found:
            known = ", ".join(sources.SUFFIXES)
            raise UnreadableFile(path, f"the folder holds no table; put one of {known} into it")
        files += found
    unsupported = [str(p) for p in files if p.suffix.lower() not in sources.SUFFIXES]
    if unsupported:
        raise UnsupportedFormat(", ".join(unsupported), sources.SUFFIXES)
    return tuple(files)


def _holds_figures(path: Path) -> bool:
    """Return whether a file of a folder holds figures.

    Excel's lock files begin with ``~$``; a page that lies beside its figures is no source of them.
    """
    known = path.suffix.lower() in sources.SUFFIXES and not path.name.startswith(("~$", "."))
    return known and not sources.is_own_page(path)


def read_all(
    files: Sequence[Path],
    *,
    places: Gazetteer,
    options: ReadOptions,
    tell: Callable[[str], None] | None = None,
) -> Reading:
    """Return the readings of several files as one; what is wrong in any is raised together."""
    readings: list[Reading] = []
    failures: list[DataError] = []
    for path in files:
        if tell is not None:
            tell(path.name)
        try:
            readings.append(sources.read(path, places=places, options=options))
        except DataError as error:
            failures.append(error)
    if len(failures) == 1:
        raise failures[0]
    if failures:
        raise DataError("\n".join(str(failure) for failure in failures))
    return Reading(
        observations=tuple(o for reading in readings for o in reading.observations),
        notes=tuple(note for reading in readings for note in reading.notes),
    )


class _Steps:
    """Counts the steps of long work for whoever watches."""

    def __init__(self, watch: Watch | None, total: int) -> None:
        self._watch = watch
        self._total = total
        self._done = 0

    def next(self, what: str) -> None:
        """Say that the step ``what`` begins."""
        if self._watch is not None:
            self._watch(what, self._done, self._total)
        self._done += 1
