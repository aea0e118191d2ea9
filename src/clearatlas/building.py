"""The whole story: figures are read, boundaries loaded, and both are joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from clearatlas import sources
from clearatlas.atlas import Atlas
from clearatlas.atlas.history import History
from clearatlas.atlas.joining import join as join_record
from clearatlas.atlas.views import Extent, View
from clearatlas.boundaries import Boundaries
from clearatlas.gathering import Paths
from clearatlas.ledger.record import keep
from clearatlas.loading import Inputs, Watch, load, load_boundaries, places_for
from clearatlas.observations import Observation
from clearatlas.places import Gazetteer
from clearatlas.sources import Reading, ReadOptions

__all__ = ["build", "join", "load_boundaries", "read"]


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
    accept: str | Sequence[str] = (),
    watch: Watch | None = None,
) -> Atlas:
    """Return the atlas of figures on boundaries.

    Parameters
    ----------
    figures
        Tables, releases, or folders of them; none means the shipped figures.
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
    accept
        What a person decided about figures with a problem: ``FILE``, ``FILE:MEASURE`` or
        ``FILE:MEASURE=VALUE``.
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
    inputs = Inputs(
        figures=figures,
        boundaries=boundaries,
        code_column=code_column,
        name_column=name_column,
        edition=edition,
        measures=tuple(asked),
        published=published,
        keep_unknown=keep_unknown,
        sum_rows=sum_rows,
        decimal=decimal,
        day_first=day_first,
        accept=(accept,) if isinstance(accept, str) else tuple(accept),
    )
    loaded = load(inputs, watch)
    view = View(
        period=period,
        measures=tuple(one.measure.key for one in inputs.named),
        extent=extent,
        lang=lang,
        title=title,
    )
    return join(loaded.gathered.whole(), loaded.editions, places=loaded.places, view=view)


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


def join(
    figures: Reading | Iterable[Observation],
    boundaries: Sequence[Boundaries],
    *,
    places: Gazetteer | None = None,
    view: View | None = None,
) -> Atlas:
    """Return the atlas of observations on boundaries.

    >>> from clearatlas.gathering import figure_files
    >>> reading = read(figure_files()[0].path)
    >>> join(reading, load_boundaries()).measures[0].key
    'area_cleared'
    """
    notes = figures.notes if isinstance(figures, Reading) else ()
    observations = figures.observations if isinstance(figures, Reading) else figures
    places = places or places_for(boundaries)
    record = keep(observations, History.of(boundaries).days)
    atlas = join_record(record, boundaries, places, view)
    return replace(atlas, notes=notes)
