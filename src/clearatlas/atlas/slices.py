"""One period of the atlas, as plain values that every output draws from and none recomputes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from clearatlas.atlas.cells import Cell
from clearatlas.atlas.rows import MeasureRow
from clearatlas.ledger.coverage import Coverage
from clearatlas.ledger.misfits import Misfit
from clearatlas.ledger.statements import Series, Statement
from clearatlas.observations import Bound, Measure, Status
from clearatlas.periods import Period

__all__ = ["Group", "Reason", "Slice", "Sum", "Unplaced"]


class Reason(StrEnum):
    """Why a figure has no polygon."""

    RESIDUAL = "residual"
    REGION = "region"
    NO_POLYGON = "no_polygon"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Group:
    """One list of places with the totals stated for it, by measure key.

    ``without_polygon`` holds those of ``codes`` that the edition cannot draw.
    """

    id: str
    codes: tuple[str, ...]
    label: str
    totals: Mapping[str, Statement]
    without_polygon: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """Which group of its period it is, whatever measures are asked for."""
        return int(self.id.rpartition("/g")[2])


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A figure that no polygon can show, and why."""

    label: str
    reason: Reason
    statement: Statement


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum over one series of one period, never shown without what it leaves out.

    Attributes
    ----------
    series
        What was added: one measure, definition and scope.
    placed, unplaced
        Sums in the canonical unit of what the map shows and of what has no polygon.
    bound
        How exact the placed and unplaced values together are.
    statuses
        Status letters of the values that went in.
    placed_count, in_group_count, missing_count
        Number of districts with a value, with only a share in a group total, with nothing.
    """

    series: Series
    placed: Decimal
    unplaced: Decimal
    bound: Bound
    statuses: tuple[Status, ...]
    placed_count: int
    in_group_count: int
    missing_count: int

    @property
    def total(self) -> Decimal:
        """Placed and unplaced together."""
        return self.placed + self.unplaced


@dataclass(frozen=True)
class Slice:
    """Everything the atlas knows of one period.

    Attributes
    ----------
    period, edition
        The days, and the name of the boundary edition they are drawn on.
    straddles
        Whether the period reaches across a change of boundaries.
    rows
        By measure key: every measure stated in the period, for every district it reports on that
        the edition holds.
    groups
        Group totals, each list of places once; ``totals`` are those with no stated places.
    unplaced
        Residuals, regions, unknown names, places without a polygon in this edition.
    sums
        By measure key: the main series first.
    misfits
        What of the period does not fit other figures of the record.
    coverage
        How much of the period is covered by weeks, months and quarters.
    """

    period: Period
    edition: str
    straddles: bool
    rows: Mapping[str, MeasureRow]
    groups: tuple[Group, ...]
    totals: tuple[Statement, ...]
    unplaced: tuple[Unplaced, ...]
    sums: Mapping[str, tuple[Sum, ...]]
    misfits: tuple[Misfit, ...] = ()
    coverage: tuple[Coverage, ...] = ()

    @property
    def codes(self) -> Sequence[str]:
        """The districts the period reports on."""
        return next((row.codes for row in self.rows.values()), ())

    @cached_property
    def cells(self) -> Mapping[tuple[str, str], Cell]:
        """Every cell, by measure key and district code."""
        return {(cell.measure.key, cell.code): cell for row in self.rows.values() for cell in row}

    def row(self, measure: Measure) -> Sequence[Cell]:
        """Return the districts of a measure; empty where the period states nothing of it."""
        return self.rows.get(measure.key, ())

    def cell(self, measure: Measure, code: str) -> Cell:
        """Return what is known of a measure in a district: nothing, where it is not stated."""
        return self.cells.get((measure.key, code)) or Cell(code, measure, Status.MISSING)

    @property
    def conflicts(self) -> tuple[Statement, ...]:
        """Every disputed statement of the period, and of those added up for it; each once."""
        rows = self.rows.values()
        everything = [statement for row in rows for statement in row.statements if statement]
        everything += [detail for row in rows for _, detail in row.details]
        everything += [total for group in self.groups for total in group.totals.values()]
        everything += [*self.totals, *(row.statement for row in self.unplaced)]
        everything += [part for whole in everything for part in whole.derived_from]
        disputed: list[Statement] = []
        for statement in everything:
            if statement.is_disputed and statement not in disputed:
                disputed.append(statement)
        return tuple(disputed)
