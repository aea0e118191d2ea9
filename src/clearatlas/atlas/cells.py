"""What is known of one measure in one district and period."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from clearatlas.ledger.statements import Statement
from clearatlas.observations import Measure, Status, Unit

__all__ = ["Cell", "is_other_border"]


def is_other_border(flag: str) -> bool:
    """Return whether a flag says that a figure is for another border than the one drawn."""
    return flag.startswith("border_")


class Cell(NamedTuple):
    """What is known of one measure in one district and period; a named tuple, as there are many.

    Attributes
    ----------
    code, measure
        Which district, which measure.
    status
        A letter of :class:`Status`; K and O carry no value.
    value
        In the measure's canonical unit; None for K and O.
    rate
        Items or hectares per 100 km² of the drawn district; None without a value, for percent, and
        where the value is for another border.
    flags
        Stable words for what else applies.
    statement
        Where the value comes from; None for K and O.
    groups
        Ids of the group totals the district is listed in, those of the main series first.
    details
        Other statements about the district that do not colour it: an operator's part, a village,
        another definition.
    """

    code: str
    measure: Measure
    status: Status
    value: Decimal | None = None
    rate: float | None = None
    flags: tuple[str, ...] = ()
    statement: Statement | None = None
    groups: tuple[str, ...] = ()
    details: tuple[Statement, ...] = ()

    @property
    def is_elsewhere(self) -> bool:
        """Whether the figure is for another border than the one drawn."""
        return any(map(is_other_border, self.flags))

    @property
    def coloured(self) -> float | None:
        """What the colours show: the rate, of percentages the value; None for no colour."""
        if self.measure.unit is Unit.PERCENT and self.value is not None and not self.is_elsewhere:
            return float(self.value)
        return self.rate
