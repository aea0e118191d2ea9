"""What a person should act on in a record: withheld, disputed, revised, not adding up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from clearatlas.ledger.record import Record
from clearatlas.ledger.statements import Claim, Statement
from clearatlas.observations import Observation, Source
from clearatlas.reporting.summary import amount

__all__ = ["Remark", "review"]

_MOST_LISTED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing the check says.

    Attributes
    ----------
    kind
        ``withheld``, ``conflict``, ``revised``, ``place_lists_differ``, ``adds_up`` or
        ``does_not_add_up``. All but ``adds_up`` want a decision.
    period, place, measure
        What it is about.
    message
        The finding in one sentence, with values and who says them.
    """

    kind: str
    period: str
    place: str
    measure: str
    message: str

    @property
    def is_finding(self) -> bool:
        """Whether somebody should look at it."""
        return self.kind != "adds_up"

    def as_dict(self, *, short: bool = False) -> dict[str, str]:
        """Return the fields by name; ``short`` cuts a long list of places, for a narrow table."""
        places = self.place.split(", ")
        if not short or len(places) <= _MOST_LISTED:
            return asdict(self)
        shown = ", ".join(places[:_MOST_LISTED])
        return {**asdict(self), "place": f"{shown} and {len(places) - _MOST_LISTED} more"}


def review(record: Record) -> tuple[Remark, ...]:
    """Return every remark on a record: findings first, then what adds up."""
    remarks = [_withheld(observation) for observation in record.withheld]
    for statement in record.statements:
        remarks += _statement_remarks(statement)
    return tuple(sorted(remarks, key=lambda remark: not remark.is_finding))


def _withheld(observation: Observation) -> Remark:
    why = "; ".join(problem.message for problem in observation.problems) or "it has no value"
    where = " ".join(filter(None, (observation.origin.file, observation.origin.where)))
    return Remark(
        kind="withheld",
        period=str(observation.period),
        place=", ".join(observation.placing.as_written),
        measure=observation.measure.key,
        message=f"“{observation.origin.text}” stays off the map: {why} ({where})",
    )


def _statement_remarks(statement: Statement) -> Iterator[Remark]:
    if statement.is_disputed:
        claims = " or ".join(_claim(claim, statement) for claim in statement.claims)
        yield _remark("conflict", statement, f"{claims}; the first is shown")
    if statement.superseded:
        earlier = ", ".join(_claim(claim, statement) for claim in statement.superseded)
        now = amount(statement.value, statement.measure)
        yield _remark("revised", statement, f"{now} supersedes {earlier}")
    if statement.other_lists:
        lists = "; ".join(_difference(statement, other) for other in statement.other_lists)
        yield _remark("place_lists_differ", statement, f"the same total is printed for {lists}")
    if statement.parts is not None:
        yield from _parts(statement)


def _parts(statement: Statement) -> Iterator[Remark]:
    check = statement.parts
    if check is None:
        return
    total = amount(statement.value, statement.measure, statement.bound)
    parts = amount(check.parts_sum, statement.measure)
    if check.agrees:
        yield _remark("adds_up", statement, f"the districts sum to the total, {total}")
    elif check.contradicts:
        yield _remark("does_not_add_up", statement, f"total {total}, districts sum to {parts}")


def _remark(kind: str, statement: Statement, message: str) -> Remark:
    return Remark(
        kind=kind,
        period=str(statement.period),
        place=", ".join(statement.codes) or statement.label,
        measure=statement.measure.key,
        message=message,
    )


def _claim(claim: Claim, statement: Statement) -> str:
    who = "; ".join(_named(source) for source in claim.sources)
    return f"{amount(claim.value, statement.measure, claim.bound)} ({who})"


def _named(source: Source) -> str:
    return ", ".join(filter(None, (source.title, source.published, source.url)))


def _difference(statement: Statement, other: tuple[str, ...]) -> str:
    own = set(statement.codes)
    more, less = sorted(set(other) - own), sorted(own - set(other))
    words = [f"also {', '.join(more)}"] if more else []
    words += [f"without {', '.join(less)}"] if less else []
    return " and ".join(words)
