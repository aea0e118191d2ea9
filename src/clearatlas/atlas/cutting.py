"""Statements of one period meet the districts of one edition: the join itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from clearatlas.atlas.districts import Placed, Setting, row_of
from clearatlas.atlas.editions import polygon_code
from clearatlas.atlas.slices import Group, Reason, Slice, Unplaced
from clearatlas.atlas.sums import sums_of
from clearatlas.boundaries import Boundaries
from clearatlas.ledger.statements import Statement
from clearatlas.observations import Locus, Scope

__all__ = ["cut"]

#: Ids of group totals by measure key and district.
_Listed = Mapping[str, Mapping[str, tuple[str, ...]]]

_REASONS = {
    Locus.RESIDUAL: Reason.RESIDUAL,
    Locus.REGION: Reason.REGION,
    Locus.UNKNOWN: Reason.UNKNOWN,
}


def cut(statements: Iterable[Statement], setting: Setting) -> Slice:
    """Return the slice of one period; each statement goes to exactly one place in it."""
    here = tuple(statements)
    districts = [statement for statement in here if statement.locus is Locus.DISTRICT]
    codes = {statement.codes[0] for statement in districts}
    polygons = {code: polygon_code(code, setting.edition) for code in codes}
    placed: dict[str, Placed] = defaultdict(Placed)
    for measure, run in groupby(districts, attrgetter("measure")):
        placed[measure.key].add(tuple(run), polygons)
    beside = [statement for statement in here if statement.locus is not Locus.DISTRICT]
    unplaced = [
        # Most often every district has a polygon, and only the rest is to be looked through.
        *_unplaced(here if None in polygons.values() else beside, polygons),
        *_crowded_out(placed, setting.edition),
    ]
    listed = _listed(setting.groups, setting.edition)
    stated = {measure.key for measure, _ in groupby(here, attrgetter("measure"))}
    rows = {
        measure.key: row_of(measure, placed[measure.key], listed[measure.key], setting)
        for measure in setting.measures
        if measure.key in stated
    }
    return Slice(
        period=setting.period,
        edition=setting.edition.edition,
        straddles=setting.straddles,
        rows=rows,
        groups=setting.groups,
        totals=tuple(s for s in beside if s.locus is Locus.TOTAL),
        unplaced=tuple(unplaced),
        sums={key: sums_of(row, unplaced, setting.in_regions) for key, row in rows.items()},
        misfits=setting.misfits,
        coverage=setting.coverage,
    )


def _unplaced(
    statements: Iterable[Statement], polygons: Mapping[str, str | None]
) -> Iterator[Unplaced]:
    """Yield the figures that have no polygon by themselves."""
    for statement in statements:
        if statement.locus is Locus.DISTRICT:
            if polygons[statement.codes[0]] is None:
                yield Unplaced(statement.codes[0], Reason.NO_POLYGON, statement)
        elif statement.locus in _REASONS:
            yield Unplaced(statement.label, _REASONS[statement.locus], statement)


def _crowded_out(placed: Mapping[str, Placed], edition: Boundaries) -> list[Unplaced]:
    """Take out a city's figures where its district, drawn by the same polygon, has its own."""
    left_over: list[Unplaced] = []
    hosts = frozenset(edition.stands_for.values())
    several = (item for one in placed.values() for item in one.several.items())
    for code, statements in (item for item in several if item[0] in hosts):
        own = {s.series for s in statements if s.codes[0] == code}
        guests = [s for s in statements if s.codes[0] != code and s.series in own]
        for guest in guests:
            statements.remove(guest)
            left_over.append(Unplaced(guest.codes[0], Reason.NO_POLYGON, guest))
    return left_over


def _listed(groups: Iterable[Group], edition: Boundaries) -> _Listed:
    """Return, by measure key and district, the ids of the group totals that list it.

    Only totals of whole districts count: one operator's total says nothing of a district's work.
    """
    listed: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for group in groups:
        codes = {polygon_code(code, edition) for code in group.codes} - {None}
        for key, total in group.totals.items():
            if total.series.scope is Scope.WHOLE:
                for code in codes:
                    listed[key][str(code)] = (*listed[key].get(str(code), ()), group.id)
    return listed
