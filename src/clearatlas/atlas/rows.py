"""One measure in every district of a period, as columns of which cells are made when asked for.

A long record has a million cells, and a page asks for whole columns of them; a reader or an export
asks for the cells of one period. Nearly every cell says what its statement says and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from clearatlas.atlas.cells import Cell
from clearatlas.ledger.statements import Statement
from clearatlas.observations import Measure, Status, Unit

__all__ = ["MeasureRow"]


@dataclass(frozen=True, slots=True, eq=False)
class MeasureRow(Sequence[Cell]):
    """What is known of one measure in the districts of a period, in their order.

    Attributes
    ----------
    measure, codes
        Which measure, which districts.
    statements
        Where the value of each district comes from; None where it has none.
    statuses, rates
        As :class:`Cell` has them.
    unusual
        The cells that say more than their statement, by place in the row: groups, details, or
        flags of the boundaries. Every other cell has the status and the flags of its statement,
        or is missing.
    """

    measure: Measure
    codes: Sequence[str]
    statements: Sequence[Statement | None]
    statuses: Sequence[Status]
    rates: Sequence[float | None]
    unusual: Mapping[int, Cell]

    def __len__(self) -> int:
        """Return the number of districts."""
        return len(self.codes)

    @overload
    def __getitem__(self, place: int) -> Cell: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Cell]: ...
    def __getitem__(self, place: int | slice) -> Cell | Sequence[Cell]:
        """Return a cell by its place, or several."""
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        return self.unusual.get(place) or self._usual(place)

    def __iter__(self) -> Iterator[Cell]:
        """Yield every cell."""
        return (self.unusual.get(place) or self._usual(place) for place in range(len(self)))

    def _usual(self, place: int) -> Cell:
        code, status, statement = self.codes[place], self.statuses[place], self.statements[place]
        if statement is None:
            return Cell(code, self.measure, status)
        rate, flags = self.rates[place], statement.flags
        return Cell(code, self.measure, status, statement.value, rate, flags, statement)

    @property
    def details(self) -> Iterator[tuple[Cell, Statement]]:
        """The statements beside those that colour, each with its cell."""
        return ((cell, detail) for cell in self.unusual.values() for detail in cell.details)

    @property
    def is_silent(self) -> bool:
        """Whether nothing is stated of any district: no value, no total it is in, no part."""
        if any(self.statements):
            return False
        return not any(cell.groups or cell.details for cell in self.unusual.values())

    @property
    def coloured(self) -> Sequence[float | None]:
        """What the colours show, as :attr:`Cell.coloured` says it."""
        if self.measure.unit is Unit.PERCENT:
            return [cell.coloured for cell in self]
        return self.rates
