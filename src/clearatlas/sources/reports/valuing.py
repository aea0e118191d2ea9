"""Drafts -> values: what each number is, in items or m², or the ways in which it can be read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from clearatlas.observations import HECTARE_IN_M2, Bound, Problem
from clearatlas.sources.numbers import Number
from clearatlas.sources.reports.drafts import Draft
from clearatlas.sources.reports.marks import WHOLE_UNITS
from clearatlas.sources.reports.pieces import Quantity

__all__ = ["Valued", "agree", "agreeing", "flagged", "printed", "shown", "valued"]

#: A printed unit in canonical units, as a power of ten.
_SHIFTS: Final = {"items": 0, "m2": 0, "ha": 4, "km2": 6}
_UNITS: Final = {"items": "items"}
_NEARLY: Final = Decimal("0.1")
_TWICE: Final = 2


@dataclass(frozen=True, slots=True)
class Valued:
    """A draft with its value.

    Attributes
    ----------
    value
        In items or m²; None where it can be read in several ways.
    quantum
        The smallest step of its printing.
    candidates
        The ways in which it can be read, or the values that contradict each other.
    """

    draft: Draft
    measure: str
    value: Decimal | None
    quantum: Decimal
    candidates: tuple[Decimal, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def bound(self) -> Bound:
        """How exact the source calls it."""
        return self.draft.count.bound


def valued(draft: Draft, mark: str | None) -> Valued:
    """Return a draft with its value, and the problems of its number alone."""
    count = draft.count
    readings = _readings(count.quantity, count.unit, mark)
    if len(readings) > 1 and count.same is not None:
        beside = _readings(*count.same, mark)
        fitting = [one for one in readings if any(_near(one, other) for other in beside)]
        readings = fitting if len(fitting) == 1 else readings
    if len(readings) != 1:
        candidates = tuple(sorted(number.value for number in readings))
        listed = " or ".join(shown(one, count.measure) for one in candidates) or "no number"
        problem = Problem(code="ambiguous_number", message=f"it can be read as {listed}")
        quantum = min((number.quantum for number in readings), default=Decimal(1))
        return Valued(draft, count.measure, None, quantum, candidates, (problem,))
    number = readings[0]
    problems: tuple[Problem, ...] = ()
    candidates = ()
    if number.value != number.value.to_integral_value():
        message = f"it cannot be {number.value.normalize():,f} {_UNITS.get(count.unit, 'm²')}"
        problem = Problem(code="ambiguous_number", message=message)
        return Valued(draft, count.measure, None, number.quantum, (number.value,), (problem,))
    if count.same is not None:
        beside = _readings(*count.same, mark)
        finer = [one for one in beside if _near(number, one) and one.quantum < number.quantum]
        if len(finer) == 1 and finer[0].value == finer[0].value.to_integral_value():
            number = finer[0]  # 143 hectares (1,435,427 square metres)
        elif not any(_near(number, other) for other in beside):
            candidates = (number.value, *(other.value for other in beside))
            listed = " and ".join(shown(one, count.measure) for one in candidates)
            message = f"the text gives this area twice, and differently: {listed}"
            problems = (*problems, Problem(code="area_mismatch", message=message))
    return Valued(draft, count.measure, number.value, number.quantum, candidates, problems)


def _readings(quantity: Quantity, unit: str, mark: str | None) -> list[Number]:
    """Return the numbers a quantity can be, in canonical units, each value once."""
    numbers = [number for _, number in quantity.readings]
    if unit in WHOLE_UNITS:
        whole = [n for n in numbers if n.value == n.value.to_integral_value()]
        numbers = whole or numbers
    if len({number.value for number in numbers}) > 1 and mark is not None:
        under = quantity.under(mark)
        numbers = [under] if under is not None else numbers
    shifted = {n.value: n.shifted(_SHIFTS[unit]) for n in reversed(numbers)}
    return list(shifted.values())


def _near(one: Number, other: Number) -> bool:
    """Return whether two printings can be one value, rounded or cut off."""
    return abs(one.value - other.value) < max(one.quantum, other.quantum)


def agree(one: Valued, other: Valued) -> bool:
    """Return whether two figures can be the same statement: repeated, rounded or bounded."""
    if one.value is None or other.value is None:
        ways = one.candidates or other.candidates
        known = other.value if one.value is None else one.value
        return known is None or known in ways or not ways
    bounded = [
        agreeing(figure, value, quantum)
        for figure, value, quantum in (
            (one, other.value, other.quantum),
            (other, one.value, one.quantum),
        )
        if figure.bound is not Bound.EXACT
    ]
    return any(bounded) if bounded else _rounds(one.value, one.quantum, other.value, other.quantum)


def agreeing(one: Valued, value: Decimal, quantum: Decimal = Decimal(1)) -> bool:
    """Return whether a value is what a figure says, with its bound and its precision."""
    if one.value is None:
        return value in one.candidates
    rounded = _rounds(one.value, one.quantum, value, quantum)
    match one.bound:
        case Bound.AT_LEAST:
            return one.value <= value < one.value * _TWICE
        case Bound.AT_MOST:
            return value <= one.value < value * _TWICE
        case Bound.ABOUT:
            return rounded or abs(one.value - value) <= one.value * _NEARLY
        case _:
            return rounded


def _rounds(one: Decimal, quantum: Decimal, other: Decimal, other_quantum: Decimal) -> bool:
    """Return whether the coarser of two printings is the other, rounded or cut off."""
    if quantum < other_quantum:
        return _rounds(other, other_quantum, one, quantum)
    return -quantum / 2 <= other - one < quantum


def flagged(figure: Valued, code: str, message: str) -> Valued:
    """Return the figure with one more problem, each code once."""
    if any(problem.code == code for problem in figure.problems):
        return figure
    return replace(figure, problems=(*figure.problems, Problem(code=code, message=message)))


def shown(value: Decimal, measure: str) -> str:
    """Return a value for a message: items, hectares, or m² where it is less than one.

    >>> shown(Decimal(52_460), "area_cleared"), shown(Decimal(5246), "uxo")
    ('5.246 ha', '5,246')
    """
    if measure != "area_cleared":
        return f"{value.normalize():,f}"
    if value < HECTARE_IN_M2:
        return f"{value.normalize():,f} m²"
    return f"{value.scaleb(-4).normalize():,f} ha"


def printed(figure: Valued) -> str:
    """Return the value, or the ways in which it can be read, for a message."""
    values = figure.candidates if figure.value is None else (figure.value,)
    return " or ".join(shown(value, figure.measure) for value in values)
