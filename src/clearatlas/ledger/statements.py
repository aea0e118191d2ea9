"""What the record holds: statements, each with every claim made about it and every source.

A :class:`Statement` is one fact slot: a series, a period and a place, group or total. All who
filled it stand in its claims: one claim where everybody agrees, several where sources conflict.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from clearatlas.ledger.rounding import rounding_step
from clearatlas.observations import (
    Bound,
    Locus,
    Measure,
    Observation,
    Scope,
    Source,
    Status,
    Unit,
)
from clearatlas.periods import Period

__all__ = ["Claim", "PartsCheck", "Series", "Statement", "sum_of_highest"]


@dataclass(frozen=True, slots=True, order=True)
class Series:
    """What may be added up or compared over time: one measure, definition and scope.

    ``operator`` names whose work it is where the scope is not the whole, else it is empty.
    """

    measure_key: str
    definition: str = "cleared"
    scope: Scope = Scope.WHOLE
    operator: str = ""

    @property
    def is_main(self) -> bool:
        """Whether this is the series a map colours first: the whole work, called cleared."""
        return self.scope is Scope.WHOLE and self.definition == "cleared"


@dataclass(frozen=True)
class Claim:
    """One value and everybody who states it, the most precise printing first.

    Attributes
    ----------
    value
        In the measure's canonical unit.
    bound
        As the most precise printing has it.
    observations
        The repeats: same value, or the same value rounded or truncated.
    """

    value: Decimal
    bound: Bound
    observations: tuple[Observation, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source of the claim, each once."""
        return tuple(dict.fromkeys(observation.source for observation in self.observations))

    def is_looser(self, one: Observation) -> bool:
        """Return whether one of its sources only states a bound, and another one than the claim.

        "At most 500" contradicts neither 300 nor "more than 200", and says less than both.
        """
        return one.bound is not Bound.EXACT and (one.bound, one.value) != (self.bound, self.value)

    @cached_property
    def highest(self) -> Decimal | None:
        """The most it can mean; None where nothing limits it.

        A printed number may have been cut to its last digit, so it can mean almost one step more.
        """
        if self.bound is Bound.AT_LEAST:
            return None
        return self.value if self.bound is Bound.AT_MOST else self.value + self._slack

    @cached_property
    def lowest(self) -> Decimal:
        """The least it can mean: rounded up by half a step at most, "about" by a whole one."""
        if self.bound is Bound.AT_MOST:
            return Decimal(0)
        if self.bound is Bound.AT_LEAST:
            return self.value
        return self.value - (self._slack if self.bound is Bound.ABOUT else self._slack / 2)

    @property
    def _slack(self) -> Decimal:
        """The step the value may have been rounded by: none for items counted to the last one."""
        printed = self.observations[0]
        step = rounding_step(printed)
        is_count = printed.measure.unit is Unit.ITEMS and step == 1
        return Decimal(0) if is_count and self.bound is Bound.EXACT else step


@dataclass(frozen=True, slots=True)
class PartsCheck:
    """How a total compares with the district figures of the same series and period.

    A total is compared with its parts, never added to them.

    Attributes
    ----------
    parts_sum
        The districts' sum, with the residual where that is what agrees.
    complete
        Whether every place the total lists has a figure.
    parts
        What was compared.
    agrees, contradicts
        Whether the sum repeats the total, or cannot be true beside it. Neither, where parts are
        missing or the total is only a bound.
    """

    parts_sum: Decimal
    complete: bool
    agrees: bool
    contradicts: bool
    parts: tuple[Statement, ...] = ()

    @property
    def rest(self) -> Decimal:
        """How much of the sum is of no single district, so that no polygon shows it."""
        others = (part.value for part in self.parts if part.locus is not Locus.DISTRICT)
        return sum(others, Decimal(0))


@dataclass(frozen=True)
class Statement:
    """One fact slot with all its claims.

    Attributes
    ----------
    measure, series, period
        What is stated.
    locus, codes
        For which ground: one code, the codes of a group, or none.
    label
        The places as printed, for what has no code.
    claims
        The claim shown comes first; more than one claim is a conflict.
    superseded
        Earlier vintages of the same publisher, kept readable.
    other_lists
        Lists of places, other than ``codes``, under which the same total was printed.
    parts
        Comparison with district figures; None for a district's own value or where there are none.
    derived_from
        The statements that tile the period exactly, where the value was derived; else empty.
    flags
        Stable words for what else applies: ``conflict``, ``revised``, ``place_lists_differ``,
        ``derived``, ``definition:checked``, ``scope:operator``, ``accepted`` (a person decided to
        show it in spite of a problem), ``does_not_fit`` (see :mod:`.misfits`) ...
    """

    measure: Measure
    series: Series
    period: Period
    locus: Locus
    codes: tuple[str, ...]
    label: str
    claims: tuple[Claim, ...]
    status: Status
    superseded: tuple[Claim, ...] = ()
    other_lists: tuple[tuple[str, ...], ...] = ()
    parts: PartsCheck | None = None
    derived_from: tuple[Statement, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def shown(self) -> Claim:
        """The claim that maps and tables show."""
        return self.claims[0]

    @property
    def value(self) -> Decimal:
        """The shown value, in the measure's canonical unit."""
        return self.shown.value

    @property
    def bound(self) -> Bound:
        """How exact the shown value is."""
        return self.shown.bound

    @cached_property
    def highest(self) -> Decimal | None:
        """The most that any of its claims can mean; None where nothing limits one."""
        limits = [claim.highest for claim in self.claims]
        return None if None in limits else max(limit for limit in limits if limit is not None)

    @cached_property
    def lowest(self) -> Decimal:
        """The least that any of its claims can mean."""
        return min(claim.lowest for claim in self.claims)

    @property
    def is_disputed(self) -> bool:
        """Whether sources conflict."""
        return len(self.claims) > 1

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the shown value."""
        return self.shown.sources


def sum_of_highest(statements: Iterable[Statement]) -> Decimal | None:
    """Return the most that statements can mean together; None where nothing limits it."""
    total = Decimal(0)
    for statement in statements:
        limit = statement.highest
        if limit is None:
            return None
        total += limit
    return total
