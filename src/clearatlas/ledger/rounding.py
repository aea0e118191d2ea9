"""How exact a printed number is: by its decimals, and by the zeros it ends in."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from clearatlas.observations import Observation

__all__ = ["rounding_step"]

_ROUNDING_ZEROS: Final = 2
_ROUNDING_DIGITS: Final = 2


def rounding_step(observation: Observation) -> Decimal:
    """Return the step that the zeros at the end of a printed number tell of, else its last digit's.

    From two zeros on: one in ten exact counts ends in one zero, one in a hundred in two. At least
    two digits must be left: 100 may be exact, and so may 2,000.
    """
    if observation.value is None or not observation.quantum:
        return observation.quantum
    digits = (observation.value / observation.quantum).normalize().as_tuple()
    zeros = digits.exponent if isinstance(digits.exponent, int) else 0
    if not any(digits.digits) or zeros < _ROUNDING_ZEROS or len(digits.digits) < _ROUNDING_DIGITS:
        return observation.quantum
    return observation.quantum.scaleb(zeros)
