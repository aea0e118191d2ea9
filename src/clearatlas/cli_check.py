"""The command ``check``: figures -> everything a person should know of them, in some form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from clearatlas.atlas import View
from clearatlas.atlas.history import History
from clearatlas.atlas.joining import join
from clearatlas.atlas.plausible import EXCEEDS_AREA, is_beyond
from clearatlas.errors import NothingToShow
from clearatlas.gathering import Gathered
from clearatlas.ledger.record import Record, keep
from clearatlas.ledger.statements import Statement
from clearatlas.loading import Inputs, Loaded, Watch, load
from clearatlas.observations import Locus
from clearatlas.outputs.wording.phrases import Phrases
from clearatlas.reporting.printing import as_json, as_page, as_rows, as_text
from clearatlas.reporting.remarks import Remark
from clearatlas.reporting.review import check_texts, review

__all__ = ["COLUMNS", "Examined", "examine"]

#: The columns of the CSV form.
COLUMNS = ("kind", "period", "place", "measure", "message")


@dataclass(frozen=True, slots=True)
class Examined:
    """What the check found, and in which language it says so.

    ``gathered`` holds the notes of reading and what could not be read at all.
    """

    remarks: tuple[Remark, ...]
    gathered: Gathered
    count: int
    name: Callable[[str], str]
    lang: str

    @property
    def findings(self) -> int:
        """How many remarks somebody should look at."""
        return sum(remark.kind.is_finding for remark in self.remarks)

    @property
    def summary(self) -> str:
        """How many figures there are, and how many findings."""
        say = check_texts(self.lang)
        return say("report.summary", figures=self.count, findings=self.findings)

    @property
    def notes(self) -> tuple[str, ...]:
        """What else is to be known of the files, in the language of the report."""
        phrases = Phrases(check_texts(self.lang), self.name)
        return tuple(map(phrases.note, self.gathered.reading.notes))

    def rows(self, form: str) -> list[dict[str, Any]]:
        """Return a row per remark, for ``json`` or ``csv``."""
        return as_json(self.remarks) if form == "json" else as_rows(self.remarks)

    def report(self, form: str) -> str:
        """Return a report to read, as ``html`` or as plain lines."""
        if form == "html":
            return as_page(self.remarks, self.name, self.lang, self.summary)
        return "\n".join(as_text(self.remarks, self.name, self.lang)).rstrip()


def examine(inputs: Inputs, lang: str, watch: Watch | None = None) -> Examined:
    """Return everything that is to be said of the figures a call names.

    Releases count with their background: the record is held against their running totals.

    Raises
    ------
    NothingToShow
        Where none of the measures asked for is stated.
    """
    loaded = load(inputs, watch)
    reading = loaded.gathered.reading
    observations = [*reading.observations, *reading.background]
    record = keep(observations, History.of(loaded.editions).days)
    name = partial(_name, loaded.places.name, lang)
    wanted = {one.measure.key for one in inputs.named}
    present = {statement.measure.key for statement in record.statements}
    present |= {observation.measure.key for observation in record.withheld}
    unread = (*loaded.gathered.failures, *loaded.gathered.left_out)
    if wanted - present and not unread:
        asked = ", ".join(sorted(wanted - present))
        raise NothingToShow(f"the measure {asked}", sorted(present))
    remarks = review(record, name, lang, unread, _too_large(record, loaded))
    return Examined(
        remarks=tuple(
            one for one in remarks if not wanted or one.measure is None or one.measure.key in wanted
        ),
        gathered=loaded.gathered,
        count=len(record.statements) + len(record.withheld),
        name=name,
        lang=lang,
    )


def _too_large(record: Record, loaded: Loaded) -> Iterator[tuple[Statement, float]]:
    """Yield the figures of more ground than their district has, each with its area in km².

    Only periods with a figure that no smallest district could hold are drawn.
    """
    smallest = min(unit.area_km2 for one in loaded.editions for unit in one.drawn.values())
    large = (one for one in record.statements if one.locus is Locus.DISTRICT)
    periods = dict.fromkeys(one.period for one in large if is_beyond(one, smallest))
    if not periods:
        return
    atlas = join(record, loaded.editions, loaded.places, View(period="all"))
    for piece in map(atlas.slice, periods):
        drawn = atlas.boundaries[piece.edition].drawn
        for cell in piece.cells.values():
            if cell.statement is not None and EXCEEDS_AREA in cell.flags:
                yield cell.statement, drawn[cell.code].area_km2


def _name(names: Callable[[str, str], str], lang: str, code: str) -> str:
    return names(code, lang)
