"""Rebuild geodata/figures/ from its origin: `python geodata/build/figures.py [FOLDER]`.

The transcripts of published figures (transcripts/district_figures.csv, reported_totals.csv) become
this project's long tables. What each line says by itself is drafted by rules (figure_drafts.py);
what was decided about it, line by line and with a reason, stands in transcripts/judgements.csv.
The same origin gives the same bytes. Needs clearatlas (its gazetteer), no network.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clearatlas.places import Gazetteer
from figure_drafts import RUNNING, Drafter, places_of
from figure_rows import Row, tables, text_of, usual_unit
from judgements import Judgement, faults, read_judgements
from transcript_lines import Line, read_lines

FOLDER = Path(__file__).parents[1] / "figures"

FROM_NOTE = "taken from the transcriber's note"


@dataclass(frozen=True, slots=True)
class Settled:
    """A line and the rows that were made of it; none where it was dropped."""

    line: Line
    rows: tuple[Row, ...]


def settle() -> tuple[Settled, ...]:
    """Return every line of the transcripts with its rows.

    Raises
    ------
    ValueError
        With everything that does not fit: a line that changed after it was judged, a line without
        judgement, a statement that would stand twice.
    """
    lines, judgements = read_lines(), read_judgements()
    _refuse(faults(lines, judgements))
    by_line: dict[tuple[str, int], list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        by_line[judgement.key].append(judgement)
    drafter = Drafter.load()
    settled = tuple(Settled(line, _rows(line, by_line[line.key], drafter)) for line in lines)
    _refuse(_repeated(row for one in settled for row in one.rows))
    return settled


def write(folder: Path) -> None:
    """Write every file of geodata/figures/ into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables(row for one in settle() for row in one.rows).items():
        (folder / name).write_bytes(text_of(rows).encode())
        print(f"{name}: {len(rows)} rows")


def _rows(line: Line, judgements: Sequence[Judgement], drafter: Drafter) -> tuple[Row, ...]:
    [general] = [judgement for judgement in judgements if not judgement.measure]
    special = {j.measure: j for j in judgements if j.measure and j.decision != "add"}
    draft = drafter.draft(line)
    kept = []
    for drafted in draft.rows:
        own = special.pop(drafted.measure, None)
        if (own or general).decision == "keep":
            kept.append(_change(_change(drafted, general), own))
    if special:
        message = f"{line.transcript} line {line.number} has no {', '.join(special)} to judge"
        raise ValueError(message)
    # What is noted of the line's own figures is not said of those in the transcriber's note.
    base = replace(_change(draft.base, general), note=draft.base.note)
    kept.extend(_added(base, j) for j in judgements if j.decision == "add")
    return tuple(_placed(row, line, drafter.gazetteer) for row in kept)


def _change(row: Row, judgement: Judgement | None) -> Row:
    """Return the row with what was decided; a note is added to the one it has."""
    if judgement is None:
        return row
    changed = replace(row, **judgement.changes)
    if judgement.changes.get("note"):
        changed = replace(changed, note="; ".join(filter(None, (row.note, changed.note))))
    return changed


def _added(base: Row, judgement: Judgement) -> Row:
    """Return the row of a figure that only the transcriber's note holds."""
    bare = replace(base, unit=usual_unit(judgement.measure), measure=judgement.measure)
    if {"period_start", "period_end"} & judgement.changes.keys() and bare.granularity != RUNNING:
        bare = replace(bare, granularity="")  # the line's "week" is not the word for other days
    row = _change(bare, judgement)
    if row.scope == "part":  # there the note names the part
        return row
    return replace(row, note="; ".join(filter(None, (row.note, FROM_NOTE))))


def _placed(row: Row, line: Line, gazetteer: Gazetteer) -> Row:
    """Return the row with codes for names; ``listed`` stands for the places the line lists."""
    printed = line.cells.get("places_as_written", "")

    def coded(text: str) -> str:
        return places_of(printed if text == "listed" else text, gazetteer)

    place, mentioned = coded(row.place), coded(row.mentioned)
    uncoded = [name for name in mentioned.split("|") if name and name not in gazetteer]
    if uncoded:
        message = f"{line.transcript} line {line.number} mentions {uncoded}, which has no code"
        raise ValueError(message)
    return replace(row, place=place, mentioned=mentioned)


def _repeated(rows: Iterable[Row]) -> Iterator[str]:
    for statement, count in Counter(row.statement for row in rows).items():
        if count > 1:
            yield f"{count} rows say: {', '.join(filter(None, statement))}"


def _refuse(problems: Iterable[str]) -> None:
    listed = list(problems)
    if listed:
        message = "\n".join(["geodata/figures/ cannot be built:", *listed])
        raise ValueError(message)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
