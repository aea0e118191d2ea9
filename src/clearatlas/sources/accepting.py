"""What a person decided about figures with a problem: ``--accept FILE[:MEASURE[=VALUE]]``.

A release can say a thing in a way that only a person can settle. Until somebody does, the figure
stays off the map. An accepted figure remembers what was overlooked, and every output says so; the
readings that were not chosen stay in the record as rejected.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Final, Self

from clearatlas.errors import UsageError
from clearatlas.observations import Observation, Problem
from clearatlas.sources.options import Reading

__all__ = ["Acceptance", "decided"]

#: Code of the problem of a figure that somebody decided against.
_REJECTED: Final = "rejected"
#: Without a period there is no map to put a figure on: no decision can make up for that.
_NOT_ACCEPTABLE: Final = frozenset({"missing_year", "missing_period", "bad_period"})

_FORM: Final = re.compile(
    r"""
    (?P<file>(?:[A-Za-z]:[\\/])?[^:]+)
    (?: : (?P<measure>\w+)                            # release.txt:ap_mines
        (?: = (?P<value>[0-9]+(?:\.[0-9]+)?) )?       # release.txt:ap_mines=18
    )?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One decision: the figures of a file are good, or one measure's, or one of its values.

    Attributes
    ----------
    file
        The file, with as many of its folders as it takes to tell it from others.
    measure
        Key of a measure, or empty for all.
    value
        In the unit people read: items or hectares; None for the value there is.
    """

    file: Path
    measure: str = ""
    value: Decimal | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the decision that ``text`` makes.

        >>> Acceptance.parse("june/release.txt:ap_mines=18").value
        Decimal('18')

        Raises
        ------
        UsageError
            Where it is not of the form ``FILE[:MEASURE[=VALUE]]``.
        """
        match = _FORM.fullmatch(text.strip())
        if match is None:
            message = (
                f"--accept takes FILE, FILE:MEASURE or FILE:MEASURE=VALUE, not “{text}”; the value"
                " in items or hectares with a decimal point"
            )
            raise UsageError(message)
        value = Decimal(match["value"]) if match["value"] else None
        return cls(Path(match["file"]), match["measure"] or "", value)

    def names(self, path: Path) -> bool:
        """Return whether a file is meant: its path ends in the one of the decision.

        >>> Acceptance.parse("a/x.txt").names(Path("in/a/x.txt"))
        True
        >>> Acceptance.parse("b/x.txt").names(Path("in/a/x.txt"))
        False
        """
        return path.parts[-len(self.file.parts) :] == self.file.parts

    def concerns(self, observation: Observation) -> bool:
        """Return whether the decision is about this figure of its file, whatever its value."""
        return bool(observation.problems) and self.measure in ("", observation.measure.key)

    def __str__(self) -> str:
        """Return the decision as it is written on the command line."""
        measure = f":{self.measure}" if self.measure else ""
        return f"{self.file}{measure}" + ("" if self.value is None else f"={self.value}")


def decided(reading: Reading, decisions: Sequence[Acceptance]) -> Reading:
    """Return the reading of one file, its figures as somebody decided.

    Raises
    ------
    UsageError
        Where a decision is about no figure with a problem, about one without a period, leaves open
        which of several values is meant, or contradicts another; with what there is to decide.
    """
    own = list(reading.observations)
    every = [*own, *reading.background]
    for decision in dict.fromkeys(decisions):
        every = _decide(every, decision)
    return replace(
        reading, observations=tuple(every[: len(own)]), background=tuple(every[len(own) :])
    )


def _decide(observations: Sequence[Observation], decision: Acceptance) -> list[Observation]:
    concerned = [one for one in observations if decision.concerns(one)]
    if not concerned:
        what = f"no {decision.measure}" if decision.measure else "no figure"
        raise UsageError(f"--accept {decision}: {what} of {decision.file} has a problem")
    settled = {id(one): made for one in concerned if (made := _settled(one, decision)) is not None}
    slots = Counter(_slot(made) for made in settled.values())
    open_slots = {_slot(one) for one in concerned} - set(slots)
    if not slots or max(slots.values()) > 1 or (open_slots and decision.value is None):
        listed = "; ".join(dict.fromkeys(map(_offered, concerned)))
        raise UsageError(f"--accept {decision} leaves open what is meant; there is: {listed}")
    return [
        settled.get(id(one)) or _rejected(one, slots, decision) if decision.concerns(one) else one
        for one in observations
    ]


def _slot(observation: Observation) -> tuple[object, ...]:
    """Return what two figures share that cannot both be true."""
    placing = observation.placing
    return observation.measure, observation.period, placing.codes, observation.scope


def _settled(observation: Observation, decision: Acceptance) -> Observation | None:
    """Return the figure as it was decided, or None where the decision does not settle it."""
    codes = {problem.code for problem in observation.problems}
    shown = observation.measure.shown
    values = [v for v in _ways(observation) if decision.value in (None, shown(v))]
    if codes & _NOT_ACCEPTABLE or len(values) != 1:
        return None
    if _REJECTED in codes:
        raise UsageError(f"--accept {decision} contradicts another --accept: leave one out")
    return replace(
        observation, value=values[0], problems=(), candidates=(), accepted=observation.problems
    )


def _rejected(
    observation: Observation, slots: Counter[tuple[object, ...]], decision: Acceptance
) -> Observation:
    """Return a figure that somebody decided against, if its slot was settled by another value."""
    if _slot(observation) not in slots:
        return observation
    message = f"somebody has decided for another value: {decision}"
    return replace(observation, problems=(Problem(code=_REJECTED, message=message),))


def _offered(observation: Observation) -> str:
    """Return what can be decided about a figure, as the next thing to write."""
    blocked = [p for p in observation.problems if p.code in _NOT_ACCEPTABLE]
    key, shown = observation.measure.key, observation.measure.shown
    if blocked:
        return f"{key}, where {blocked[0].message}"
    return " or ".join(f"{key}={shown(v).normalize():f}" for v in _ways(observation))


def _ways(observation: Observation) -> list[Decimal]:
    """Return every value a figure can have, each once."""
    values = (observation.value, *observation.candidates)
    return sorted({value for value in values if value is not None})
