"""What a person decided about figures with a problem: ``--accept FILE[:MEASURE[=VALUE]]``.

A release can say a thing in a way that only a person can settle. Until somebody does, the figure
stays off the map. An accepted figure remembers what was overlooked, and every output says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Final, Self

from clearatlas.errors import UsageError
from clearatlas.observations import MEASURES, Measure, Observation

__all__ = ["Acceptance", "accepted"]

#: Without a period there is no map to put a figure on: no decision can make up for that.
_NOT_ACCEPTABLE: Final = frozenset({"missing_year", "missing_period", "bad_period"})

_FORM: Final = re.compile(
    r"""
    (?P<file>(?:[A-Za-z]:[\\/])?[^:]+)
    (?: : (?P<measure>[a-z_]+)          # release.txt:ap_mines
        (?: = (?P<value>[0-9]+(?:\.[0-9]+)?) )?   # release.txt:ap_mines=18
    )?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One decision: the figures of ``file`` are good, or one measure's, or one of its values.

    ``value`` is in the unit people read: items or hectares.
    """

    file: str
    measure: Measure | None = None
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
        key = match["measure"] if match else None
        if match is None or (key is not None and key not in MEASURES):
            known = ", ".join(MEASURES)
            message = (
                f"--accept takes FILE, FILE:MEASURE or FILE:MEASURE=VALUE, not “{text}”; the value"
                f" in items or hectares with a decimal point, the measure one of {known}"
            )
            raise UsageError(message)
        value = Decimal(match["value"]) if match["value"] else None
        return cls(Path(match["file"]).name, MEASURES[key] if key else None, value)

    def concerns(self, observation: Observation) -> bool:
        """Return whether the decision is about this figure, whatever its value."""
        return (
            bool(observation.problems)
            and observation.origin.file == self.file
            and self.measure in (None, observation.measure)
        )

    def __str__(self) -> str:
        """Return the decision as it is written on the command line."""
        measure = f":{self.measure.key}" if self.measure else ""
        return f"{self.file}{measure}" + ("" if self.value is None else f"={self.value}")


def accepted(
    observations: Sequence[Observation], decisions: Iterable[Acceptance]
) -> tuple[Observation, ...]:
    """Return the observations, those a person decided about without their problems.

    Raises
    ------
    UsageError
        Where a decision is about no figure with a problem, about one without a period, or leaves
        open which of several values is meant; with what there is to decide.
    """
    settled = list(observations)
    for decision in decisions:
        chosen = _chosen(settled, decision)
        for number, observation in chosen:
            settled[number] = observation
    return tuple(settled)


def _chosen(
    observations: Sequence[Observation], decision: Acceptance
) -> list[tuple[int, Observation]]:
    concerned = [(n, one) for n, one in enumerate(observations) if decision.concerns(one)]
    if not concerned:
        what = f"no {decision.measure.key}" if decision.measure else "no figure"
        raise UsageError(f"--accept {decision}: {what} of {decision.file} has a problem")
    found = [(n, made) for n, one in concerned if (made := _decided(one, decision)) is not None]
    slots = Counter((one.measure, one.period, one.placing.codes, one.scope) for _, one in found)
    if not found or max(slots.values()) > 1 or len(found) < _needed(concerned, decision):
        listed = "; ".join(dict.fromkeys(_offered(one) for _, one in concerned))
        raise UsageError(f"--accept {decision} leaves open what is meant; there is: {listed}")
    return found


def _needed(concerned: Sequence[tuple[int, Observation]], decision: Acceptance) -> int:
    """Return how many figures must be settled: one where a value is named, else all."""
    return 1 if decision.value is not None else len(concerned)


def _decided(observation: Observation, decision: Acceptance) -> Observation | None:
    """Return the figure as it was decided, or None where the decision does not settle it."""
    if any(problem.code in _NOT_ACCEPTABLE for problem in observation.problems):
        return None
    shown = observation.measure.shown
    values = [v for v in _ways(observation) if decision.value in (None, shown(v))]
    if len(values) != 1:
        return None
    return replace(
        observation, value=values[0], problems=(), candidates=(), accepted=observation.problems
    )


def _offered(observation: Observation) -> str:
    """Return what can be decided about a figure, as the next thing to write."""
    blocked = [p for p in observation.problems if p.code in _NOT_ACCEPTABLE]
    if blocked:
        return f"{observation.measure.key}, where {blocked[0].message}"
    key, shown = observation.measure.key, observation.measure.shown
    return " or ".join(f"{key}={shown(v).normalize():f}" for v in _ways(observation))


def _ways(observation: Observation) -> list[Decimal]:
    """Return every value a figure can have, each once."""
    values = (observation.value, *observation.candidates)
    return sorted({value for value in values if value is not None})
