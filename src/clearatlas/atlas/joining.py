"""Placed observations meet boundaries: door 2 is opened here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from clearatlas.atlas.atlas import Atlas
from clearatlas.atlas.editions import polygon_code
from clearatlas.atlas.views import View
from clearatlas.boundaries import Boundaries
from clearatlas.errors import NothingToShow
from clearatlas.ledger.derivation import derive
from clearatlas.ledger.record import Record
from clearatlas.observations import MEASURES, Measure
from clearatlas.periods import Period
from clearatlas.places import Gazetteer

__all__ = ["join"]


def join(
    record: Record, boundaries: Iterable[Boundaries], places: Gazetteer, view: View | None = None
) -> Atlas:
    """Return the atlas of a record on boundaries.

    Parameters
    ----------
    record
        From :func:`clearatlas.ledger.record.keep`.
    boundaries
        One or more editions; each period is drawn on the one valid on most of its days that
        holds every place named in it.
    places
        The gazetteer the record was read with.
    view
        What to show; by default the latest period of everything.

    Raises
    ------
    NothingToShow
        Where nothing is stated for a measure or period that ``view`` asks for.
    """
    view = view or View()
    measures = _measures(record, view.measures)
    if view.period not in ("latest", "all"):
        record = _with_derived(record, Period.parse(view.period))
    editions = {edition.edition: edition for edition in boundaries}
    named = {
        polygon_code(code, edition)
        for statement in record.statements
        for code in statement.codes
        for edition in editions.values()
    }
    known = {code for edition in editions.values() for code in edition.drawn}
    usual = known if view.extent == "all" else known & {*places.usual_extent, *named}
    return Atlas(record, editions, places, view, measures, tuple(sorted(usual)))


def _measures(record: Record, asked: Sequence[str]) -> tuple[Measure, ...]:
    present = {statement.measure.key: statement.measure for statement in record.statements}
    unknown = [key for key in asked if key not in present]
    if unknown:
        asked_for = f"the measure {', '.join(unknown)}"
        raise NothingToShow(asked_for, sorted(present), record.withheld_lines)
    usual_first = [*(key for key in MEASURES if key in present), *sorted(present.keys() - MEASURES)]
    return tuple(present[key] for key in dict.fromkeys(asked or usual_first))


def _with_derived(record: Record, asked: Period) -> Record:
    """Return the record with what exact tilings give for a period, where nobody states it."""
    stated = next(
        (p for p in record.periods if (p.start, p.end) == (asked.start, asked.end)), asked
    )
    derived = derive(record.statements, stated)
    return replace(record, statements=(*record.statements, *derived))
