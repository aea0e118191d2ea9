"""The cells of a row that say where: name, codes, level -> a placing, or every unknown name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from clearatlas.errors import AmbiguousPlace, UnknownPlace
from clearatlas.observations import Locus, Placing
from clearatlas.sources.cells import BadCell, Flaw
from clearatlas.sources.names import Names, Resolver
from clearatlas.sources.vocabulary import fold, vocabulary

__all__ = ["PlaceBook", "is_total", "is_total_id", "is_village", "read_placing", "unknown_names"]

_SEPARATOR = re.compile(r"[|;\n]")
_TOTAL_ID = re.compile(r"[0-9.QW-]+/[gt][0-9]+")
_JOINT = "; "  # what stands between the unknown names of one cell in an UnknownPlace


class PlaceBook(Resolver, Names, Protocol):
    """What readers need of a gazetteer: cells of tables resolved, names of releases found."""


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
        raise BadCell(*_flaws(error, _names(text), places)) from error
    except UnknownPlace as error:
        names = _names(text) or codes
        if keep_unknown:
            return _kept(names, places)
        if not text:
            found = f"no place has the code “{', '.join(codes)}”"
            raise BadCell(Flaw(found, "write a code of the boundary file, or a name")) from error
        unknown = tuple(filter(None, error.name.split(_JOINT)))
        raise BadCell(*_flaws(error, (*unknown, *names), places)) from error


def _kept(names: tuple[str, ...], places: PlaceBook) -> Placing:
    """Return a list with unknown names as it stands: it is a total for those that are known, too.

    Without any known place, there is nothing on the ground to tie the figure to.
    """
    codes_of = {name: _code(name, places) for name in names}
    known = {name: code for name, code in codes_of.items() if code is not None}
    if not known:
        return Placing(Locus.UNKNOWN, (), names)
    codes = dict.fromkeys(known.get(name, name) for name in names)
    return Placing(Locus.GROUP, tuple(codes), names)


def unknown_names(placing: Placing, places: PlaceBook) -> tuple[str, ...]:
    """Return the names in a list that nobody knows: they stand for themselves among its codes."""
    if placing.locus is not Locus.GROUP:
        return ()
    as_codes = [name for name in placing.as_written if name in placing.codes]
    return tuple(name for name in as_codes if _code(name, places) is None)


def _code(name: str, places: PlaceBook) -> str | None:
    """Return the code of the one district a name means, or None."""
    try:
        placing = places.resolve_cell(name)
    except (UnknownPlace, AmbiguousPlace):
        return None
    return placing.codes[0] if placing.locus is Locus.DISTRICT else None


def is_total(level: str) -> bool:
    """Return whether a level cell calls its row a total or subtotal."""
    return vocabulary().level.get(fold(level)) == "total"


def is_total_id(text: str) -> bool:
    """Return whether a text is the id that our own tables give a total.

    >>> is_total_id("2025-Q3/g1"), is_total_id("engineers")
    (True, False)
    """
    return _TOTAL_ID.fullmatch(text) is not None


def is_village(placing: Placing, places: PlaceBook) -> bool:
    """Return whether a district was named by nothing but villages in it, so by parts of it."""
    return placing.locus is Locus.DISTRICT and all(
        places.spelling_kind(name) == "village" for name in placing.as_written
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, _SEPARATOR.split(text))))


def _flaws(
    error: UnknownPlace | AmbiguousPlace, names: Iterable[str], places: PlaceBook
) -> list[Flaw]:
    """Return the flaw of every name that alone has one, or of the whole cell."""
    each: list[Flaw] = []
    listed = dict.fromkeys(names)
    for name in listed if len(listed) > 1 else ():
        try:
            places.resolve_cell(name)
        except (UnknownPlace, AmbiguousPlace) as alone:
            each.append(_flaw(alone))
    return list(dict.fromkeys(each)) or [_flaw(error)]


def _flaw(error: UnknownPlace | AmbiguousPlace) -> Flaw:
    listed = ", ".join(error.candidates)
    if isinstance(error, AmbiguousPlace):
        return Flaw(f"“{error.name}” fits several places", f"write one of these: {listed}")
    known = f"; nearest: {listed}" if listed else ""
    allowed = f"write a known name or code{known}; --unplaced keep takes unknown names in"
    return Flaw(f"no place is called “{error.name}”", allowed)
