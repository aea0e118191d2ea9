"""Statements of one period meet the districts of one edition: the join itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from clearatlas.atlas.editions import polygon_code
from clearatlas.atlas.slices import Cell, Group, Reason, Slice, Unplaced
from clearatlas.atlas.sums import sums_of
from clearatlas.boundaries import Boundaries
from clearatlas.ledger.coverage import Coverage
from clearatlas.ledger.misfits import Misfit
from clearatlas.ledger.statements import Series, Statement
from clearatlas.observations import Locus, Measure, Scope, Status, Unit
from clearatlas.periods import Period

__all__ = ["Setting", "cut"]

#: A district's own figures by measure key and code of the polygon.
_Placed = Mapping[str, Mapping[str, list[Statement]]]

_RATE_AREA_KM2 = 100
_REASONS = {
    Locus.RESIDUAL: Reason.RESIDUAL,
    Locus.REGION: Reason.REGION,
    Locus.UNKNOWN: Reason.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a slice is cut on.

    Attributes
    ----------
    period, edition, straddles
        The days and the boundaries they are drawn on.
    extent
        District codes to report on, as far as the edition holds them.
    measures
        What may be shown, in order.
    broken
        Districts, by series, whose value is the first after a change of their boundary.
    in_regions
        Districts that regions may contain: their values and a region's total may overlap.
    misfits, coverage
        What is known of the period beside its statements.
    """

    period: Period
    edition: Boundaries
    straddles: bool
    extent: tuple[str, ...]
    measures: tuple[Measure, ...]
    broken: Mapping[Series, frozenset[str]]
    in_regions: frozenset[str]
    misfits: tuple[Misfit, ...] = ()
    coverage: tuple[Coverage, ...] = ()


def cut(statements: Iterable[Statement], setting: Setting) -> Slice:
    """Return the slice of one period; each statement goes to exactly one place in it."""
    here = tuple(statements)
    districts = [statement for statement in here if statement.locus is Locus.DISTRICT]
    codes = {statement.codes[0] for statement in districts}
    polygons = {code: polygon_code(code, setting.edition) for code in codes}
    placed: _Placed = defaultdict(lambda: defaultdict(list))
    for measure, run in groupby(districts, attrgetter("measure")):
        own = placed[measure.key]
        for statement in run:
            code = polygons[statement.codes[0]]
            if code is not None:
                own[code].append(statement)
    beside = [statement for statement in here if statement.locus is not Locus.DISTRICT]
    unplaced = [
        # Most often every district has a polygon, and only the rest is to be looked through.
        *_unplaced(here if None in polygons.values() else beside, polygons),
        *_crowded_out(placed, setting.edition),
    ]
    groups = _groups((s for s in beside if s.locus is Locus.GROUP), setting)
    listed = _listed(groups, setting.edition)
    stated = {measure.key for measure, _ in groupby(here, attrgetter("measure"))}
    rows = {
        measure: _row(measure, placed[measure.key], listed[measure.key], setting)
        for measure in setting.measures
        if measure.key in stated
    }
    return Slice(
        period=setting.period,
        edition=setting.edition.edition,
        straddles=setting.straddles,
        cells={(measure.key, cell.code): cell for measure, row in rows.items() for cell in row},
        groups=groups,
        totals=tuple(s for s in beside if s.locus is Locus.TOTAL),
        unplaced=tuple(unplaced),
        sums={
            measure.key: sums_of(measure, row, unplaced, setting.in_regions)
            for measure, row in rows.items()
        },
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


def _crowded_out(placed: _Placed, edition: Boundaries) -> list[Unplaced]:
    """Take out a city's figures where its district, drawn by the same polygon, has its own."""
    left_over: list[Unplaced] = []
    hosts = frozenset(edition.stands_for.values())
    shared = ((code, own[code]) for own in placed.values() for code in own if code in hosts)
    for code, statements in shared:
        own = {s.series for s in statements if s.codes[0] == code}
        guests = [s for s in statements if s.codes[0] != code and s.series in own]
        for guest in guests:
            statements.remove(guest)
            left_over.append(Unplaced(guest.codes[0], Reason.NO_POLYGON, guest))
    return left_over


def _groups(totals: Iterable[Statement], setting: Setting) -> tuple[Group, ...]:
    """Return one group per list of places and kind of work, ids in a fixed order."""
    found: dict[tuple[Series, tuple[str, ...]], list[dict[str, Statement]]] = defaultdict(list)
    for total in totals:
        kind = replace(total.series, measure_key="")
        same = found[kind, tuple(sorted(total.codes))]
        free = next((group for group in same if total.measure.key not in group), None)
        if free is None:  # two totals of one measure for the very same places are two groups
            free = {}
            same.append(free)
        free[total.measure.key] = total
    ordered = sorted(found, key=lambda key: (not key[0].is_main, -len(key[1]), *key))
    groups = []
    for number, by_measure in enumerate((g for key in ordered for g in found[key]), start=1):
        first = next(iter(by_measure.values()))
        missing = tuple(c for c in first.codes if polygon_code(c, setting.edition) is None)
        groups.append(
            Group(
                id=f"{setting.period}/g{number}",
                codes=first.codes,
                label=first.label,
                totals=by_measure,
                without_polygon=missing,
            )
        )
    return tuple(groups)


def _row(
    measure: Measure,
    placed: Mapping[str, Sequence[Statement]],
    listed: Mapping[str, str],
    setting: Setting,
) -> list[Cell]:
    """Return what is known of a measure in every district, by what is placed and listed there."""
    drawn = setting.edition.drawn
    return [
        _cell(measure, code, placed.get(code, ()), listed.get(code), setting)
        for code in setting.extent
        if code in drawn
    ]


def _cell(
    measure: Measure,
    code: str,
    statements: Sequence[Statement],
    group: str | None,
    setting: Setting,
) -> Cell:
    ordered = _ordered(statements, code) if len(statements) > 1 else statements
    colouring = [s for s in ordered if s.series.scope is Scope.WHOLE]
    if not colouring:
        status = Status.MISSING if group is None else Status.IN_GROUP_TOTAL
        return Cell(code, measure, status, group=group, details=tuple(ordered))
    shown = colouring[0]
    value, status, flags = shown.value, shown.status, shown.flags
    if setting.broken and code in setting.broken.get(shown.series, ()):
        flags = (*flags, "break")
        status = min(status, Status.BREAK, key=lambda letter: letter.rank)
    if shown.codes[0] != code:
        flags = (*flags, f"includes:{shown.codes[0]}")
    return Cell(
        code=code,
        measure=measure,
        status=status,
        value=value,
        rate=_rate(value, measure, setting.edition.drawn[code].area_km2),
        flags=flags,
        statement=shown,
        group=group,
        details=tuple([s for s in ordered if s is not shown]) if len(ordered) > 1 else (),
    )


def _ordered(statements: Sequence[Statement], code: str) -> Sequence[Statement]:
    """Return a district's own figures before those of a city it is drawn for, the main first."""
    return sorted(statements, key=lambda s: (s.codes[0] != code, not s.series.is_main, s.series))


def _listed(groups: Iterable[Group], edition: Boundaries) -> Mapping[str, Mapping[str, str]]:
    """Return, by measure key and district, the id of the first group total that lists it.

    Only totals of whole districts count: one operator's total says nothing of a district's work.
    """
    listed: dict[str, dict[str, str]] = defaultdict(dict)
    for group in groups:
        codes = {polygon_code(code, edition) for code in group.codes} - {None}
        for key, total in group.totals.items():
            if total.series.scope is Scope.WHOLE:
                for code in codes:
                    listed[key].setdefault(str(code), group.id)
    return listed


def _rate(value: Decimal, measure: Measure, area_km2: float) -> float | None:
    """Return items or hectares per 100 km² of the drawn polygon; None for percent."""
    if measure.unit is Unit.PERCENT:
        return None
    return float(measure.shown(value)) / area_km2 * _RATE_AREA_KM2
