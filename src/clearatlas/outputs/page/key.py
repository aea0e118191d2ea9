"""The legend of one measure in one period: what is on the map, counted, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from clearatlas.atlas.cells import Cell
from clearatlas.classification import Classes
from clearatlas.legend import LegendEntry, entries
from clearatlas.observations import Status
from clearatlas.outputs.page.moments import PLAIN, class_of
from clearatlas.outputs.wording import Texts

__all__ = ["KeyLine", "key_lines"]


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One line of the legend: ``sign`` names the swatch or mark, ``text`` says what it means."""

    sign: str
    text: str


def key_lines(
    cells: Sequence[Cell], classes: Classes, say: Texts, *, approximate: bool, context: bool
) -> tuple[KeyLine, ...]:
    """Return the lines of the legend, classes first.

    Parameters
    ----------
    cells
        The districts of the period, with one measure.
    classes
        Their class limits; all classes are listed, zero and patterns only where they occur.
    say
        The language.
    approximate, context
        Whether an approximate border and land outside the record are drawn.
    """
    counts = Counter(class_of(cell, classes) for cell in cells if cell.value is not None)
    statuses = Counter(cell.status for cell in cells)
    lines = []
    if counts[0]:
        lines.append(_counted("0", say("legend.zero"), counts[0], say))
    if counts and classes.breaks:
        lines += [
            _counted(str(entry.number), _limits(entry, say), counts[entry.number], say)
            for entry in entries(classes)
        ]
    if counts[None]:
        lines.append(_counted(PLAIN, say("legend.other_border"), counts[None], say))
    for status, text in ((Status.IN_GROUP_TOTAL, "in_group"), (Status.MISSING, "not_reported")):
        if statuses[status]:
            lines.append(_counted(status.value, say(f"legend.{text}"), statuses[status], say))
    for status, text in (
        (Status.CONFLICTING, "disputed"),
        (Status.DEFINITION_DIFFERS, "definition"),
    ):
        if statuses[status]:
            lines.append(_counted(status.value, say(f"legend.{text}"), statuses[status], say))
    if approximate:
        lines.append(KeyLine("approximate", say("legend.approximate")))
    if context:
        lines.append(KeyLine("context", say("legend.context")))
    return tuple(lines)


def _limits(entry: LegendEntry, say: Texts) -> str:
    """Return the limits of a class as they are said aloud."""
    lower = say.limit(entry.lower)
    if entry.upper is None:
        return say("legend.last", lower=lower) if entry.lower > 0 else say("legend.only")
    upper = say.limit(entry.upper)
    if entry.lower <= 0:
        return say("legend.first", upper=upper)
    return say("legend.middle", lower=lower, upper=upper)


def _counted(sign: str, text: str, count: int, say: Texts) -> KeyLine:
    return KeyLine(sign, say("legend.count", label=text, count=count))
