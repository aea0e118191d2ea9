"""Classes -> the legend every output shares: colours, limits, patterns and counts.

Colours are ColorBrewer YlGnBu (Brewer, 2003), the sequential scheme best separated under every
colour-vision deficiency; red, amber and green are left to hazard status (GICHD symbology).
"""

from __future__ import annotations

from dataclasses import dataclass

from clearatlas.classification import Classes

__all__ = ["IN_GROUP", "NOT_REPORTED", "ZERO_COLOUR", "LegendEntry", "colours", "entries"]

#: Fill of a stated zero: paper, told apart from "not reported" by the absence of a pattern.
ZERO_COLOUR = "#fffff2"
#: Pattern keys; each output draws them in its own way.
NOT_REPORTED = "not_reported"
IN_GROUP = "in_group"

# ColorBrewer YlGnBu with 3 to 6 classes; fewer classes take the spread-out ends.
_YLGNBU: dict[int, tuple[str, ...]] = {
    1: ("#41b6c4",),
    2: ("#a1dab4", "#225ea8"),
    3: ("#edf8b1", "#7fcdbb", "#2c7fb8"),
    4: ("#ffffcc", "#a1dab4", "#41b6c4", "#225ea8"),
    5: ("#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494"),
    6: ("#ffffcc", "#c7e9b4", "#7fcdbb", "#41b6c4", "#2c7fb8", "#253494"),
}


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One class: its number, colour, and limits ``[lower, upper)``; the top class is open."""

    number: int
    colour: str
    lower: float
    upper: float | None


def colours(classes: Classes) -> tuple[str, ...]:
    """Return the fill of class 0 (a stated zero), 1, 2 ... in order.

    >>> colours(Classes((0.0, 10.0)))
    ('#fffff2', '#a1dab4', '#225ea8')
    """
    count = len(classes.breaks)
    return (ZERO_COLOUR, *(_YLGNBU[count] if count else ()))


def entries(classes: Classes) -> tuple[LegendEntry, ...]:
    """Return the classes above zero, lowest first, as a legend lists them."""
    if not classes.breaks:
        return ()
    uppers = (*classes.breaks[1:], None)
    fills = colours(classes)[1:]
    return tuple(
        LegendEntry(number, colour, lower, upper)
        for number, (colour, lower, upper) in enumerate(
            zip(fills, classes.breaks, uppers, strict=True), start=1
        )
    )
