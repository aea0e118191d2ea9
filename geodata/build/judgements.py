"""What was decided about each line of the transcripts, and why: transcripts/judgements.csv.

Every line has exactly one general judgement (``measure`` empty): ``keep`` or ``drop``. Further
ones may stand for single measures of a line, and ``add`` makes a row of a figure that only the
transcriber's note holds. A filled cell replaces what the line says; ``-`` makes it empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from transcript_lines import Line, read_table

__all__ = ["CHANGEABLE", "DECISIONS", "Judgement", "faults", "read_judgements"]

DECISIONS = ("keep", "drop", "add")

#: The columns of a judgement that replace what a line says.
CHANGEABLE = (
    "place",
    "mentioned",
    "period_start",
    "period_end",
    "granularity",
    "value",
    "unit",
    "bound",
    "scope",
    "status",
    "definition",
    "agency",
    "source_title",
    "source_url",
    "published",
    "problem",
    "note",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One decision.

    Attributes
    ----------
    key, check
        The line, and the check it had when it was judged.
    measure
        A measure's key, or empty for the whole line.
    decision
        One of :data:`DECISIONS`.
    changes
        Column -> what it becomes; ``-`` is already an empty text here.
    reason
        Why.
    """

    key: tuple[str, int]
    check: str
    measure: str
    decision: str
    changes: Mapping[str, str]
    reason: str

    def __str__(self) -> str:
        """Return where it stands, for a message."""
        transcript, number = self.key
        return f"{transcript} line {number} {self.measure}".rstrip()


def read_judgements() -> tuple[Judgement, ...]:
    """Return every judgement, in the order of the file."""
    return tuple(
        Judgement(
            key=(row["transcript"], int(row["line"])),
            check=row["check"],
            measure=row["measure"],
            decision=row["decision"],
            changes={c: "" if row[c] == "-" else row[c] for c in CHANGEABLE if row[c]},
            reason=row["reason"],
        )
        for row in read_table("judgements")
    )


def faults(lines: Iterable[Line], judgements: Iterable[Judgement]) -> Iterator[str]:
    """Yield everything that makes the judgements unfit for the transcripts, as sentences."""
    by_key = {line.key: line for line in lines}
    judged = tuple(judgements)
    for judgement in judged:
        line = by_key.get(judgement.key)
        if line is None:
            yield f"{judgement}: there is no such line"
        elif line.check != judgement.check:
            yield f"{judgement}: the line has changed (now {line.check}); judge it again"
        yield from _faults_of_one(judgement)
    general = Counter(j.key for j in judged if not j.measure)
    for transcript, number in by_key:
        count = general[transcript, number]
        if count != 1:
            yield f"{transcript} line {number}: {count} general judgements; there must be one"
    single = Counter((j.key, j.measure) for j in judged if j.measure and j.decision != "add")
    for (key, measure), count in single.items():
        if count > 1:
            yield f"{key[0]} line {key[1]}: {measure} is judged {count} times"


def _faults_of_one(judgement: Judgement) -> Iterator[str]:
    if judgement.decision not in DECISIONS:
        yield f"{judgement}: “{judgement.decision}” is none of {', '.join(DECISIONS)}"
    if not judgement.reason:
        yield f"{judgement}: it gives no reason"
    if judgement.decision == "add" and not (judgement.measure and judgement.changes.get("value")):
        yield f"{judgement}: a row that is added needs a measure and a value"
    if judgement.decision != "add" and "value" in judgement.changes:
        yield f"{judgement}: a transcribed value is never replaced; add a row instead"
