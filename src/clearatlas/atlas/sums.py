"""The sums of one measure in one period, one for each kind of work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import TypeVar

from clearatlas.atlas.slices import Cell, Reason, Sum, Unplaced
from clearatlas.ledger.statements import Claim, Series
from clearatlas.observations import Bound, Measure, Scope, Status, Unit

__all__ = ["sums_of"]

#: A claim that is added up, the status of its value, and the district it stands in.
_Value = tuple[Claim, Status, str]
_Letter = TypeVar("_Letter", Bound, Status)


def sums_of(
    measure: Measure, row: Sequence[Cell], unplaced: Sequence[Unplaced], in_regions: frozenset[str]
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
        _sum(one, values.get(one, ()), left.get(one, ()), statuses, in_regions)
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
    in_regions: frozenset[str],
) -> Sum:
    overlapping = any(code in in_regions for _, _, code in values)
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
