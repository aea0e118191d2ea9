"""What the figures of one row have in common, as values."""

from __future__ import annotations

from typing import NamedTuple

from clearatlas.observations import Bound, Placing, Problem, Scope, Source, Status
from clearatlas.periods import Period

__all__ = ["Shared", "Terms"]


class Terms(NamedTuple):
    """What a row says besides its place and figures; ``bound`` and ``task`` are None if unsaid."""

    period: Period
    status: Status
    bound: Bound | None
    scope: Scope
    definition: str
    source: Source
    note: str
    problems: tuple[Problem, ...]
    task: str | None


class Shared(NamedTuple):
    """What the figures of a row share."""

    placing: Placing
    terms: Terms

    @property
    def task(self) -> str | None:
        """The task the row names; None where the table has no tasks."""
        return self.terms.task
