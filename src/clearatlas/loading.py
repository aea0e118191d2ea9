"""What a call names -> figures and boundaries in hand, before they are joined or examined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from clearatlas.boundaries import Boundaries, load_shipped, units
from clearatlas.errors import UsageError
from clearatlas.gathering import Gathered, Paths, figure_files, gather
from clearatlas.places import Gazetteer
from clearatlas.sources import Acceptance, NamedMeasure, ReadOptions

__all__ = ["Inputs", "Loaded", "Watch", "load", "load_boundaries", "places_for"]

#: Called before each step of long work with what it is, and how many of how many are done.
Watch = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What is read and how; the fields are those of :func:`clearatlas.build`."""

    figures: Paths = ()
    boundaries: str | Path | None = None
    code_column: str | None = None
    name_column: str | None = None
    edition: str | None = None
    measures: tuple[str, ...] = ()
    published: str = ""
    keep_unknown: bool = False
    sum_rows: bool = False
    decimal: str | None = None
    day_first: bool | None = None
    accept: tuple[str, ...] = ()

    @cached_property
    def named(self) -> tuple[NamedMeasure, ...]:
        """The measures asked for."""
        return tuple(NamedMeasure.parse(text) for text in self.measures)

    @property
    def options(self) -> ReadOptions:
        """How the files are read."""
        return ReadOptions(
            published=self.published,
            measures=self.named,
            sum_rows=self.sum_rows,
            keep_unknown=self.keep_unknown,
            decimal=self.decimal,
            day_first=self.day_first,
        )


@dataclass(frozen=True, slots=True)
class Loaded:
    """Figures, boundaries, and who knows the names of both."""

    gathered: Gathered
    editions: tuple[Boundaries, ...]
    places: Gazetteer


def load(inputs: Inputs, watch: Watch | None = None) -> Loaded:
    """Return what a call names, what could not be read among it.

    Raises
    ------
    BoundaryError, UnsupportedFormat, UnreadableFile, UsageError
        Where nothing can be read at all, or the call does not fit what there is.
    """
    decisions = [Acceptance.parse(text) for text in inputs.accept]
    options = inputs.options
    files = figure_files(inputs.figures)
    steps = _Steps(watch, len(files) + 2)
    steps.next("boundaries")
    editions = load_boundaries(
        inputs.boundaries,
        code_column=inputs.code_column,
        name_column=inputs.name_column,
        edition=inputs.edition,
    )
    places = places_for(editions)
    gathered = gather(files, places=places, options=options, decisions=decisions, tell=steps.next)
    steps.next("joining")
    return Loaded(gathered, editions, places)


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
