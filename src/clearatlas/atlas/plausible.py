"""Figures that can hardly be right: more ground in a district than it has.

Such a value is shown all the same, as it is what was reported; a flag says what is odd about it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from clearatlas.ledger.statements import Statement
from clearatlas.observations import Measure, Unit

__all__ = ["EXCEEDS_AREA", "M2_PER_KM2", "area_flags", "is_beyond", "suspects"]

#: The flag of a value that is larger than the polygon it is drawn on.
EXCEEDS_AREA = "exceeds_district_area"
#: So many times the drawn area pass: coarse borders draw a district a little too small.
_LEEWAY = Decimal("1.05")
M2_PER_KM2 = 1_000_000
#: The rate, in hectares per 100 km², of a district from border to border.
_WHOLE = 10_000


def suspects(
    measure: Measure, codes: Sequence[str], rates: Sequence[float | None]
) -> Iterator[str]:
    """Yield the districts whose rate is more than all of their ground: few or none to look at."""
    if measure.unit is Unit.M2:
        for code, rate in zip(codes, rates, strict=True):
            if rate is not None and rate > _WHOLE:
                yield code


def area_flags(statement: Statement, area_km2: float) -> tuple[str, ...]:
    """Return the flag of a figure that is larger than its district; else nothing."""
    return (EXCEEDS_AREA,) if is_beyond(statement, area_km2) else ()


def is_beyond(statement: Statement, area_km2: float) -> bool:
    """Return whether the least that a figure can mean is more than so many km²."""
    if statement.measure.unit is not Unit.M2:
        return False
    return statement.shown.lowest > Decimal(area_km2) * M2_PER_KM2 * _LEEWAY
