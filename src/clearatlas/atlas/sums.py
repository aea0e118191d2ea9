"""The sums of one measure in one period, one for each kind of work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import TypeVar

from clearatlas.atlas.rows import MeasureRow
from clearatlas.atlas.slices import Reason, Sum, Unplaced
from clearatlas.ledger.statements import Claim, Series, Statement
from clearatlas.observations import Bound, Scope, Status, Unit

__all__ = ["sums_of"]

_Letter = TypeVar("_Letter", Bound, Status)


@dataclass
class _Values:
    """What the districts of a row add to the sum of one series."""

    claims: list[Claim] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    def add(self, statement: Statement, status: Status, code: str) -> None:
        """Add one value, its status and its district."""
        self.claims.append(statement.claims[0])
        self.statuses.append(status)
        self.codes.append(code)


def sums_of(
    row: MeasureRow, unplaced: Sequence[Unplaced], in_regions: frozenset[str]
) -> tuple[Sum, ...]:
    """Return one sum per series that has values, the main series first; none for percent."""
    if row.measure.unit is Unit.PERCENT:
        return ()
    values = _values(row)
    left: dict[Series, list[Unplaced]] = defaultdict(list)
    for entry in unplaced:
        if entry.statement.measure == row.measure:
            left[entry.statement.series].append(entry)
    series = values.keys() | left.keys()
    whole = sorted((s for s in series if s.scope is Scope.WHOLE), key=lambda s: (not s.is_main, s))
    return tuple(
        _sum(one, values.get(one, _Values()), left.get(one, ()), row.statuses, in_regions)
        for one in whole or [Series(row.measure.key)]
    )


def _values(row: MeasureRow) -> Mapping[Series, _Values]:
    """Return what the districts of a row add to the sum of each series."""
    values: dict[Series, _Values] = defaultdict(_Values)
    each = zip(row.statements, row.statuses, row.codes, strict=True)
    coloured = ((one, status, code) for one, status, code in each if one is not None)
    # In runs: most districts of a row have one series, and telling a key costs more than a run.
    for series, run in groupby(coloured, lambda entry: entry[0].series):
        own = values[series]
        for entry in run:
            own.add(*entry)
    for cell, detail in row.details:
        values[detail.series].add(detail, detail.status, cell.code)
    return values


def _sum(
    series: Series,
    values: _Values,
    unplaced: Sequence[Unplaced],
    statuses: Sequence[Status],
    in_regions: frozenset[str],
) -> Sum:
    overlapping = not in_regions.isdisjoint(values.codes)
    left = [
        row.statement
        for row in unplaced
        # A region's total may hold its districts' figures: never both in one sum.
        if not (row.reason is Reason.REGION and overlapping)
    ]
    added = [*values.claims, *(statement.shown for statement in left)]
    letters = _distinct([*values.statuses, *(s.status for s in left)])
    return Sum(
        series=series,
        placed=sum([claim.value for claim in values.claims], Decimal(0)),
        unplaced=sum((statement.value for statement in left), Decimal(0)),
        bound=Bound.of_sum(_distinct(claim.bound for claim in added)),
        statuses=tuple(sorted(letters, key=lambda status: status.rank)),
        placed_count=len(values.claims),
        in_group_count=statuses.count(Status.IN_GROUP_TOTAL),
        missing_count=statuses.count(Status.MISSING),
    )


def _distinct(letters: Iterable[_Letter]) -> set[_Letter]:
    """Return the letters that occur. Runs are made one first: it is slow to hash an enumeration."""
    return {letter for letter, _ in groupby(letters)}
