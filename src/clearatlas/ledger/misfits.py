"""What does not fit together in a record: statements that cannot all be true as they are printed.

A :class:`Misfit` only names what contradicts what, and by how much. Nothing is corrected, and no
value is taken off the map for it: a person reads both sources and decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from clearatlas.ledger.statements import Statement

__all__ = ["Misfit", "MisfitKind"]


class MisfitKind(StrEnum):
    """In which way statements contradict each other.

    ``parts_exceed_whole``: periods inside a period sum to more than it has. ``parts_fall_short``:
    periods that tile a period exactly sum to less. ``running_total_falls``: a running total lies
    below an earlier one. ``growth_below_parts`` and ``growth_above_parts``: between two running
    totals lies less, or more, than the periods between them report. ``printed_again``: the same
    counts stand under other days.
    """

    PARTS_EXCEED_WHOLE = "parts_exceed_whole"
    PARTS_FALL_SHORT = "parts_fall_short"
    RUNNING_TOTAL_FALLS = "running_total_falls"
    GROWTH_BELOW_PARTS = "growth_below_parts"
    GROWTH_ABOVE_PARTS = "growth_above_parts"
    PRINTED_AGAIN = "printed_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """Statements that cannot all be true.

    Attributes
    ----------
    kind
        In which way.
    statements
        What is in question: the whole, the running total (and the one it grew from), or the
        figures of the days printed later.
    against
        What they contradict: the parts, the other running totals, the same figures elsewhere.
    stated, found
        What is stated, and what the other side comes to, in the measure's canonical unit; of
        figures printed again, both are the first figure.
    values
        Of figures printed again, the value of each of ``statements``; else empty.
    """

    kind: MisfitKind
    statements: tuple[Statement, ...]
    against: tuple[Statement, ...]
    stated: Decimal
    found: Decimal
    values: tuple[Decimal, ...] = ()

    @property
    def size(self) -> Decimal:
        """How far the two sides lie apart, in the measure's canonical unit."""
        return abs(self.found - self.stated)

    @property
    def subject(self) -> Statement:
        """The statement the misfit is listed under."""
        return self.statements[0]

    @property
    def everything(self) -> tuple[Statement, ...]:
        """Every statement that takes part."""
        return (*self.statements, *self.against)

    @property
    def suspects(self) -> tuple[Statement, ...]:
        """The statements of which one must be wrong.

        Of nested periods, the whole or any part; of running totals, the one in question, as what
        it contradicts is believed; of figures printed again, those that are shown.
        """
        if self.kind is MisfitKind.PRINTED_AGAIN:
            pairs = zip(self.statements, self.values, strict=True)
            return tuple(one for one, value in pairs if one.value == value)
        believed = self.kind is MisfitKind.RUNNING_TOTAL_FALLS
        return self.statements if believed else self.everything
