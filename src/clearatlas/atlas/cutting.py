"""Statements of one period meet the districts of one edition: the join itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby
from typing import TypeVar

from clearatlas.atlas.editions import polygon_code
from clearatlas.atlas.slices import Cell, Group, Reason, Slice, Sum, Unplaced, is_other_border
from clearatlas.boundaries import Boundaries
from clearatlas.ledger.coverage import Coverage
from clearatlas.ledger.misfits import Misfit
from clearatlas.ledger.statements import Claim, Series, Statement
from clearatlas.observations import Bound, Locus, Measure, Scope, Status, Unit
from clearatlas.periods import Period

__all__ = ["Setting", "cut"]

#: A claim that is added up, the status of its value, and the district it stands in.
_Value = tuple[Claim, Status, str]
_Letter = TypeVar("_Letter", Bound, Status)

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
    other_borders
        By district, the flag of figures for a border that the edition does not draw.
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
    other_borders: Mapping[str, str] = field(default_factory=dict)
    misfits: tuple[Misfit, ...] = ()
    coverage: tuple[Coverage, ...] = ()


def cut(statements: Iterable[Statement], setting: Setting) -> Slice:
    """Return the slice of one period; each statement goes to exactly one place in it."""
    here = tuple(statements)
    stated = {statement.measure.key for statement in here}
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
    unplaced += _crowded_out(placed, setting.edition)
    groups = _groups((s for s in here if s.locus is Locus.GROUP), setting)
    listed = _listed(groups, setting.edition)
    drawn = [code for code in setting.extent if code in setting.edition.drawn]
    rows = {
        measure: [
            _cell(measure, code, placed.get(at, ()), tuple(listed.get(at, ())), setting)
            for code in drawn
            for at in [(measure.key, code)]
        ]
        for measure in setting.measures
        if measure.key in stated
    }
    return Slice(
        period=setting.period,
        edition=setting.edition.edition,
        straddles=setting.straddles,
        cells={(measure.key, cell.code): cell for measure, row in rows.items() for cell in row},
        groups=groups,
        totals=tuple(s for s in here if s.locus is Locus.TOTAL),
        unplaced=tuple(unplaced),
        sums={measure.key: _sums(measure, row, unplaced, setting) for measure, row in rows.items()},
        misfits=setting.misfits,
        coverage=setting.coverage,
    )


def _crowded_out(
    placed: Mapping[tuple[str, str], list[Statement]], edition: Boundaries
) -> list[Unplaced]:
    """Take out a city's figures where its district, drawn by the same polygon, has its own."""
    left_over: list[Unplaced] = []
    hosts = frozenset(edition.stands_for.values())
    for (_, code), statements in placed.items():
        if code not in hosts:
            continue
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
    groups: tuple[str, ...],
    setting: Setting,
) -> Cell:
    ordered = _ordered(statements, code)
    colouring = [s for s in ordered if s.series.scope is Scope.WHOLE]
    border = setting.other_borders.get(code, "")
    if not colouring:
        status = Status.IN_GROUP_TOTAL if groups else Status.MISSING
        # That nothing is reported holds for whatever border, unless there was no district at all.
        told = border and (groups or not is_other_border(border))
        own = (border,) if told else ()
        return Cell(code, measure, status, flags=own, groups=groups, details=tuple(ordered))
    shown = colouring[0]
    value, status, flags = shown.value, shown.status, shown.flags
    if setting.broken and code in setting.broken.get(shown.series, ()):
        flags = (*flags, "break")
        status = min(status, Status.BREAK, key=lambda letter: letter.rank)
    if shown.codes[0] != code:
        flags = (*flags, f"includes:{shown.codes[0]}")
    if border:
        flags = (*flags, border)
    rate = None if border else _rate(value, measure, setting.edition.drawn[code].area_km2)
    return Cell(
        code=code,
        measure=measure,
        status=status,
        value=value,
        rate=rate,
        flags=flags,
        statement=shown,
        groups=groups,
        details=tuple([s for s in ordered if s is not shown]),
    )


def _ordered(statements: Sequence[Statement], code: str) -> Sequence[Statement]:
    """Return a district's own figures before those of a city it is drawn for, the main first."""
    if len(statements) <= 1:
        return statements
    return sorted(statements, key=lambda s: (s.codes[0] != code, not s.series.is_main, s.series))


def _listed(groups: Iterable[Group], edition: Boundaries) -> Mapping[tuple[str, str], list[str]]:
    """Return, by measure key and district, the ids of the group totals that list it.

    Only totals of whole districts count: one operator's total says nothing of a district's work.
    """
    listed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for group in groups:
        codes = {polygon_code(code, edition) for code in group.codes} - {None}
        for key, total in group.totals.items():
            if total.series.scope is Scope.WHOLE:
                for code in codes:
                    listed[key, str(code)].append(group.id)
    return listed


def _rate(value: Decimal, measure: Measure, area_km2: float) -> float | None:
    """Return items or hectares per 100 km² of the drawn polygon; None for percent."""
    if measure.unit is Unit.PERCENT:
        return None
    return float(measure.shown(value)) / area_km2 * _RATE_AREA_KM2


def _sums(
    measure: Measure, row: Sequence[Cell], unplaced: Sequence[Unplaced], setting: Setting
) -> tuple[Sum, ...]:
    """Return one sum per series that has values, the main series first; none for percent."""
    if measure.unit is Unit.PERCENT:
        return ()
    values = _values(row)
    left: dict[Series, list[Unplaced]] = defaultdict(list)
    for entry in unplaced:
        if entry.statement.measure == measure:
            left[entry.statement.series].append(entry)
    series = values.keys() | left.keys()
    whole = sorted((s for s in series if s.scope is Scope.WHOLE), key=lambda s: (not s.is_main, s))
    statuses = [cell.status for cell in row]
    return tuple(
        _sum(one, values.get(one, ()), left.get(one, ()), statuses, setting)
        for one in whole or [Series(measure.key)]
    )


def _values(row: Iterable[Cell]) -> Mapping[Series, Sequence[_Value]]:
    """Return what the districts of a row add to the sum of each series."""
    values: dict[Series, list[_Value]] = defaultdict(list)
    coloured = [(cell.statement, cell) for cell in row if cell.statement is not None]
    # In runs: most districts of a row have one series, and telling a key costs more than a run.
    for series, run in groupby(coloured, lambda pair: pair[0].series):
        values[series] += [(statement.shown, cell.status, cell.code) for statement, cell in run]
    for cell in row:
        for detail in cell.details:
            values[detail.series].append((detail.shown, detail.status, cell.code))
    return values


def _sum(
    series: Series,
    values: Sequence[_Value],
    unplaced: Sequence[Unplaced],
    statuses: Sequence[Status],
    setting: Setting,
) -> Sum:
    overlapping = any(code in setting.in_regions for _, _, code in values)
    left = [
        row.statement
        for row in unplaced
        # A region's total may hold its districts' figures: never both in one sum.
        if not (row.reason is Reason.REGION and overlapping)
    ]
    added = [*(claim for claim, _, _ in values), *(statement.shown for statement in left)]
    letters = _distinct([*(status for _, status, _ in values), *(s.status for s in left)])
    return Sum(
        series=series,
        placed=sum((claim.value for claim, _, _ in values), Decimal(0)),
        unplaced=sum((statement.value for statement in left), Decimal(0)),
        bound=Bound.of_sum(_distinct(claim.bound for claim in added)),
        statuses=tuple(sorted(letters, key=lambda status: status.rank)),
        placed_count=len(values),
        in_group_count=statuses.count(Status.IN_GROUP_TOTAL),
        missing_count=statuses.count(Status.MISSING),
    )


def _distinct(letters: Iterable[_Letter]) -> set[_Letter]:
    """Return the letters that occur. Runs are made one first: it is slow to hash an enumeration."""
    return {letter for letter, _ in groupby(letters)}
