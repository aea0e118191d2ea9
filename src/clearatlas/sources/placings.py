"""The cells of a row that say where: name, codes, level -> a placing, or every unknown name."""

from __future__ import annotations

from typing import Protocol

from clearatlas.errors import AmbiguousPlace, UnknownPlace
from clearatlas.observations import Locus, Placing, Resolver
from clearatlas.sources.cells import BadCell, Flaw
from clearatlas.sources.vocabulary import fold, vocabulary

__all__ = ["PlaceBook", "is_total", "is_village", "read_placing"]

_JOINT = "; "  # what stands between the unknown names of one cell in an UnknownPlace


class PlaceBook(Resolver, Protocol):
    """What readers of tables need of a gazetteer."""

    def spelling_kind(self, name: str) -> str:
        """Return what sort of spelling a name is; ``village`` for a part of a district."""
        ...


def read_placing(
    text: str, codes: tuple[str, ...], level: str, *, places: PlaceBook, keep_unknown: bool
) -> Placing:
    """Return what the place cells of a row name.

    Parameters
    ----------
    text
        The name cell.
    codes
        The code cells that are not empty.
    level
        The level cell: a row called total or subtotal there is one, whatever its name.
    places
        Who knows the names.
    keep_unknown
        Make an unknown name an unplaced row instead of an error.

    Raises
    ------
    BadCell
        With one flaw for every name that is unknown or ambiguous.
    """
    if is_total(level):
        return Placing(Locus.TOTAL, (), (text or level,))
    try:
        return places.resolve_cell(text, codes)
    except AmbiguousPlace as error:
        raise BadCell(_ambiguous(error)) from error
    except UnknownPlace as error:
        names = tuple(filter(None, error.name.split(_JOINT))) or codes
        if keep_unknown:
            return Placing(Locus.UNKNOWN, (), (text,) if text else names)
        flaws = [_unknown(name, places) for name in names]
        raise BadCell(*flaws) from error


def is_total(level: str) -> bool:
    """Return whether a level cell calls its row a total or subtotal."""
    return vocabulary().level.get(fold(level)) == "total"


def is_village(placing: Placing, places: PlaceBook) -> bool:
    """Return whether a district was named by nothing but villages in it, so by parts of it."""
    return placing.locus is Locus.DISTRICT and all(
        places.spelling_kind(name) == "village" for name in placing.as_written
    )


def _unknown(name: str, places: PlaceBook) -> Flaw:
    """Return the flaw of one name of a cell, with the candidates that it has alone."""
    nearest: tuple[str, ...] = ()
    try:
        places.resolve_cell(name)
    except UnknownPlace as error:
        nearest = error.candidates
    except AmbiguousPlace as error:
        return _ambiguous(error)
    known = f"; nearest: {', '.join(nearest)}" if nearest else ""
    allowed = f"write a known name or code{known}; --unplaced keep takes unknown names in"
    return Flaw(f"no place is called “{name}”", allowed)


def _ambiguous(error: AmbiguousPlace) -> Flaw:
    allowed = f"write one of these: {', '.join(error.candidates)}"
    return Flaw(f"“{error.name}” fits several places", allowed)
