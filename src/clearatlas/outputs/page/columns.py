"""Statements -> columns: every source, text and statement once, found again by its number.

What most rows have in common costs nothing: exceptions stand in mappings by row number, and
columns of numbers are texts of :mod:`clearatlas.outputs.page.numbers`. So a further week of figures
adds numbers, and words only where a source says something new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, repeat
from operator import attrgetter

from clearatlas.addresses import link
from clearatlas.ledger.statements import Series, Statement
from clearatlas.observations import Measure, Source, plain_number
from clearatlas.outputs.page.evidence import Evidence, Numbers
from clearatlas.outputs.page.numbers import as_text, steps_as_text
from clearatlas.outputs.wording.flags import told_flags
from clearatlas.periods import Period

__all__ = ["Columns"]


@dataclass
class Columns:
    """Statements of an atlas, collected row by row and written as columns.

    Collect the statements that colour districts first, measure by measure: like numbers pack best
    together, and a row of districts then has numbers without a gap.

    Parameters
    ----------
    measures
        Those of the page, in its order.
    periods, places
        Number of each period and place code.
    """

    measures: Sequence[Measure]
    periods: dict[Period, int]
    places: dict[str, int]
    evidence: Evidence = field(default_factory=Evidence)
    _series: dict[tuple[str, str, str], int] = field(default_factory=dict)
    _lists: dict[tuple[int, ...], int] = field(default_factory=dict)
    _statements: list[Statement] = field(default_factory=list)
    _numbers: dict[int, int] = field(default_factory=dict)

    @cached_property
    def measure(self) -> Mapping[str, int]:
        """Number of each measure key."""
        return {measure.key: number for number, measure in enumerate(self.measures)}

    def number(self, statement: Statement) -> int:
        """Return the number of a statement; an object seen before keeps its number."""
        for number in range(len(self._numbers), len(self._statements)):  # what was only collected
            self._numbers[id(self._statements[number])] = number
        number = self._numbers.setdefault(id(statement), len(self._statements))
        if number == len(self._statements):
            self._statements.append(statement)
        return number

    def collect(self, statements: Iterable[Statement | None]) -> int:
        """Take in statements that were not seen before, and return the number of the first.

        The others follow it in their order; where there is none, it is left out.
        """
        first = len(self._statements)
        self._statements += filter(None, statements)
        return first

    def series(self, series: Series) -> int:
        """Return the number of a kind of work: definition, scope and operator."""
        key = (series.definition, series.scope.value, series.operator)
        return self._series.setdefault(key, len(self._series))

    def place_list(self, codes: Iterable[str]) -> int:
        """Return the number of a list of places; many periods have the same lists."""
        return self._lists.setdefault(tuple(self.place_numbers(codes)), len(self._lists))

    def place_numbers(self, codes: Iterable[str]) -> list[int]:
        """Return places as numbers."""
        return [self.places[code] for code in codes]

    def payload(self) -> dict[str, object]:
        """Return all that was collected; call it last."""
        every = self._statements
        for statement in every:  # grows as it goes: a part may have parts of its own
            for part in statement.derived_from:
                self.number(part)
        return {
            "statements": self._statement_columns(every),
            **self.evidence.columns(every, self.measures),
            "series": list(self._series),
            "lists": [steps_as_text(places) for places in self._lists],
            "sources": [self._source(one) for one in self.evidence.sources],
            **self._tongues(),
            "strings": list(self.evidence.texts),
        }

    def _statement_columns(self, every: Sequence[Statement]) -> dict[str, object]:
        """Return the columns of statements: of most of them, only what is unusual is written."""
        names = ("series", "claims", "superseded", "flags", "lists", "parts", "derived")
        unusual: dict[str, dict[str, object]] = {name: {} for name in names}
        # In runs: statements of one measure and of one kind follow each other.
        measures: list[int] = []
        for measure, run in groupby(every, attrgetter("measure")):
            measures += repeat(self.measure[measure.key], len(list(run)))
        first = 0
        for series, run in groupby(every, attrgetter("series")):
            number, length = self.series(series), len(list(run))
            if number:
                unusual["series"].update((str(first + row), number) for row in range(length))
            first += length
        odd = [row for row, one in enumerate(every) if _is_unusual(one)]
        for row in odd:
            for name, entry in self._unusual(every[row]).items():
                unusual[name][str(row)] = entry
        statuses = "".join([one.status for one in every])
        return {"measure": steps_as_text(measures), "status": statuses, **unusual}

    def _unusual(self, one: Statement) -> dict[str, object]:
        entries = {
            "claims": len(one.claims) if len(one.claims) > 1 else None,
            "superseded": len(one.superseded),
            "flags": told_flags(one.flags, one.status, one.series),
            "lists": [self.place_list(codes) for codes in one.other_lists],
            "parts": _parts(one),
            "derived": [
                [self.periods[part.period], self.number(part)] for part in one.derived_from
            ],
        }
        return {name: entry for name, entry in entries.items() if entry}

    def _source(self, source: Source) -> list[object]:
        """Return title, agency, date and address; one that is no link stands apart, at the end."""
        url, text = link(source.url), self.evidence.texts
        own = [text[source.title], text[source.agency], source.published, url]
        return own if url or not source.url else [*own, source.url]

    def _tongues(self) -> dict[str, object]:
        """Return the languages of sources, and the number of each source's own."""
        known = Numbers({"": 0})
        numbers = [known[source.language] for source in self.evidence.sources]
        return {"tongues": list(known), "tongue": as_text(numbers)}


def _is_unusual(one: Statement) -> bool:
    if len(one.claims) > 1:
        return True
    return bool(one.flags or one.superseded or one.parts or one.other_lists)


def _parts(statement: Statement) -> list[object] | None:
    check = statement.parts
    if check is None:
        return None
    verdict = [int(check.complete), int(check.agrees)]
    rest = plain_number(check.rest)
    beyond = [int(check.contradicts), rest] if check.contradicts or rest else []
    return [plain_number(check.parts_sum), *verdict, *beyond]
