"""Statements of one period meet the districts of one edition: the join itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from clearatlas.atlas.editions import polygon_code
from clearatlas.atlas.slices import Cell, Group, Reason, Slice, Sum, Unplaced
from clearatlas.boundaries import Boundaries
from clearatlas.ledger.coverage import Coverage
from clearatlas.ledger.misfits import Misfit
from clearatlas.ledger.statements import Series, Statement
from clearatlas.observations import Bound, Locus, Measure, Scope, Status, Unit
from clearatlas.periods import Period

__all__ = ["Setting", "cut"]

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
    stated = {statement.measure for statement in here}
    measures = [measure for measure in setting.measures if measure in stated]
    placed: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    unplaced: list[Unplaced] = []
    for statement in here:
        if statement.locus is Locus.DISTRICT:
            code = polygon_code(statement.codes[0], setting.edition)
            if code is None:
                unplaced.append(Unplaced(statement.codes[0], Reason.NO_POLYGON, statement))
            else:
                placed[statement.measure.key, code].append(statement)
        elif statement.locus in _REASONS:
            unplaced.append(Unplaced(statement.label, _REASONS[statement.locus], statement))
    unplaced += _crowded_out(placed)
    groups = _groups((s for s in here if s.locus is Locus.GROUP), setting)
    listed = _listed(groups, setting.edition)
    cells = {
        (measure.key, code): _cell(
            measure, code, placed[measure.key, code], listed.get((measure.key, code)), setting
        )
        for measure in measures
        for code in setting.extent
        if code in setting.edition.drawn
    }
    return Slice(
        period=setting.period,
        edition=setting.edition.edition,
        straddles=setting.straddles,
        cells=cells,
        groups=groups,
        totals=tuple(s for s in here if s.locus is Locus.TOTAL),
        unplaced=tuple(unplaced),
        sums={measure.key: _sums(measure, cells, unplaced, setting) for measure in measures},
        misfits=setting.misfits,
        coverage=setting.coverage,
    )


def _crowded_out(placed: Mapping[tuple[str, str], list[Statement]]) -> list[Unplaced]:
    """Take out a city's figures where its district, drawn by the same polygon, has its own."""
    left_over: list[Unplaced] = []
    for (_, code), statements in placed.items():
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


def _cell(
    measure: Measure,
    code: str,
    statements: Sequence[Statement],
    group: str | None,
    setting: Setting,
) -> Cell:
    # The district's own figures go before those of a city that it is drawn for.
    ordered = sorted(statements, key=lambda s: (s.codes[0] != code, not s.series.is_main, s.series))
    colouring = [s for s in ordered if s.series.scope is Scope.WHOLE]
    shown = colouring[0] if colouring else None
    status = Status.MISSING if group is None else Status.IN_GROUP_TOTAL
    if shown is None:
        return Cell(code, measure, status, group=group, details=tuple(ordered))
    flags, status = list(shown.flags), shown.status
    if code in setting.broken.get(shown.series, ()):
        flags.append("break")
        status = min(status, Status.BREAK, key=lambda letter: letter.rank)
    if shown.codes[0] != code:
        flags.append(f"includes:{shown.codes[0]}")
    return Cell(
        code=code,
        measure=measure,
        status=status,
        value=shown.value,
        rate=_rate(shown.value, measure, setting.edition.drawn[code].area_km2),
        flags=tuple(flags),
        statement=shown,
        group=group,
        details=tuple(s for s in ordered if s is not shown),
    )


def _listed(groups: Iterable[Group], edition: Boundaries) -> Mapping[tuple[str, str], str]:
    """Return, by measure key and district, the id of the first group total that lists it.

    Only totals of whole districts count: one operator's total says nothing of a district's work.
    """
    listed: dict[tuple[str, str], str] = {}
    for group in groups:
        codes = {polygon_code(code, edition) for code in group.codes} - {None}
        for key, total in group.totals.items():
            if total.series.scope is Scope.WHOLE:
                for code in codes:
                    listed.setdefault((key, str(code)), group.id)
    return listed


def _rate(value: Decimal, measure: Measure, area_km2: float) -> float | None:
    """Return items or hectares per 100 km² of the drawn polygon; None for percent."""
    if measure.unit is Unit.PERCENT:
        return None
    return float(measure.shown(value)) / area_km2 * _RATE_AREA_KM2


def _sums(
    measure: Measure,
    cells: Mapping[tuple[str, str], Cell],
    unplaced: Sequence[Unplaced],
    setting: Setting,
) -> tuple[Sum, ...]:
    """Return one sum per series that has values, the main series first; none for percent."""
    own = [cell for (key, _), cell in cells.items() if key == measure.key]
    left = [row for row in unplaced if row.statement.measure == measure]
    series = {s.series for c in own for s in (c.statement, *c.details) if s is not None}
    series |= {row.statement.series for row in left}
    whole = sorted((s for s in series if s.scope is Scope.WHOLE), key=lambda s: (not s.is_main, s))
    if measure.unit is Unit.PERCENT:
        return ()
    return tuple(_sum(one, own, left, setting) for one in whole or [Series(measure.key)])


def _sum(
    series: Series, cells: Sequence[Cell], unplaced: Sequence[Unplaced], setting: Setting
) -> Sum:
    values = [
        (statement, cell.status if statement is cell.statement else statement.status, cell.code)
        for cell in cells
        for statement in (cell.statement, *cell.details)
        if statement is not None and statement.series == series
    ]
    overlapping = any(code in setting.in_regions for _, _, code in values)
    left = [
        row.statement
        for row in unplaced
        # A region's total may hold its districts' figures: never both in one sum.
        if row.statement.series == series and not (row.reason is Reason.REGION and overlapping)
    ]
    statuses = {status for _, status, _ in values} | {s.status for s in left}
    return Sum(
        series=series,
        placed=sum((statement.value for statement, _, _ in values), Decimal(0)),
        unplaced=sum((s.value for s in left), Decimal(0)),
        bound=Bound.of_sum([*(s.bound for s, _, _ in values), *(s.bound for s in left)]),
        statuses=tuple(sorted(statuses, key=lambda status: status.rank)),
        placed_count=len(values),
        in_group_count=sum(c.status is Status.IN_GROUP_TOTAL for c in cells),
        missing_count=sum(c.status is Status.MISSING for c in cells),
    )
