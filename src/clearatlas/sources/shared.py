"""What all figures of one row share: place, period, status, source and the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from clearatlas.notes import Note
from clearatlas.observations import (
    Bound,
    Locus,
    Placing,
    Problem,
    Scope,
    Source,
    Status,
)
from clearatlas.periods import Period
from clearatlas.sources.cells import (
    BadCell,
    Flaw,
    is_missing,
    read_address,
    read_one_period,
    read_published,
    read_start_and_end,
    read_text,
    read_word,
)
from clearatlas.sources.columns import CellReader
from clearatlas.sources.grids import Cell, Row
from clearatlas.sources.options import ReadOptions
from clearatlas.sources.placings import (
    PlaceBook,
    is_total,
    is_total_id,
    is_village,
    read_placing,
    unknown_names,
)
from clearatlas.sources.terms import Shared, Terms
from clearatlas.sources.vocabulary import fold, vocabulary

__all__ = ["SharedReader"]

_SOURCE_ROLES = ("source_title", "agency", "source_url", "published", "language")
_PLACE_ROLES = ("place", "level", "group")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)
#: Stands in for a source with a flaw: the file is refused for it.
_FLAWED = Source()


class SharedReader:
    """Reads what the rows of one table share.

    Rows that name the same place, or are alike in all else, are read once: a table of 100,000 rows
    has few places, and few periods and sources.

    Parameters
    ----------
    cells
        The table's cells, and where problems go.
    file
        The title of figures without a source.
    places, options
        Who knows the names; the date of figures that state none.
    """

    def __init__(
        self, cells: CellReader, *, file: str, places: PlaceBook, options: ReadOptions
    ) -> None:
        self._cells = cells
        self._file = file
        self._places = places
        self._published = options.published
        self._orders = (cells.day_first("period_start"), cells.day_first("period_end"))
        self._locate = partial(read_placing, places=places, keep_unknown=options.keep_unknown)
        table = cells.table
        named = [table.columns[role] for role in _PLACE_ROLES if role in table.columns]
        placed = {*named, *table.codes}
        others = {*table.columns.values()} - placed - {*table.figure_columns}
        self._place_columns = sorted(column.index for column in placed)
        self._term_columns = sorted(column.index for column in others)
        self._villages: dict[Placing, bool] = {}
        self._known_places: dict[object, tuple[Placing | None, bool]] = {}
        self._known_terms: dict[object, Terms | None] = {}

    def read(self, row: Row, *, needed: bool) -> Shared | None:
        """Return what a row's figures share, or None without place or period or with a problem.

        ``needed`` tells whether the row has figures: then the lack of either is a problem too.
        """
        placing, is_plain = self._place(row, needed)
        read_terms = self._known_or_read if is_plain else self._terms
        terms = read_terms(row, placing, needed)
        return None if placing is None or terms is None else Shared(placing, terms)

    def _place(self, row: Row, needed: bool) -> tuple[Placing | None, bool]:
        """Return the place of a row, and whether it is a district, so that nothing is to be noted.

        Rows with the same words for their place are read once.
        """
        said = (needed, *row.pick(self._place_columns))
        known = self._known_places.get(said)
        if known is None:
            logged = self._cells.logged
            placing = self._placing(row, needed)
            known = placing, placing is not None and self._is_whole_district(placing)
            if self._cells.logged == logged:
                self._known_places[said] = known
        return known

    def _is_whole_district(self, placing: Placing) -> bool:
        return placing.locus is Locus.DISTRICT and not self._is_village(placing)

    def _is_village(self, placing: Placing) -> bool:
        if placing not in self._villages:
            self._villages[placing] = is_village(placing, self._places)
        return self._villages[placing]

    def _known_or_read(self, row: Row, placing: Placing | None, needed: bool) -> Terms | None:
        """Return the terms of a row of a district; rows that are alike but for it are read once."""
        said = (needed, *row.pick(self._term_columns))
        terms = self._known_terms.get(said)
        if terms is None:
            logged = self._cells.logged
            terms = self._terms(row, placing, needed)
            if self._cells.logged == logged:
                self._known_terms[said] = terms
        return terms

    def _terms(self, row: Row, placing: Placing | None, needed: bool) -> Terms | None:
        """Return what a row says besides, or None without place or period or with a problem."""
        period = self._period(row, needed)
        status, bound = self._word(row, "status"), self._word(row, "bound")
        definition = self._definition(row)
        source = self._source(row)
        self._note_language(row, source)
        note = self._text(row, "note")
        task = self._text(row, "task") if self._cells.has("task") else None
        if placing is None:
            return None
        scope, note = self._scope(row, placing, note)
        if needed:
            self._note_placing(row, placing)
        if period is None:
            return None
        return Terms(
            period=period,
            status=Status(status or Status.REPORTED),
            bound=Bound(bound) if bound else None,
            scope=scope,
            definition=definition,
            source=source,
            note=note,
            problems=tuple(self._problems(row, period, source.published)),
            task=task,
        )

    def _text(self, row: Row, role: str) -> str:
        if not self._cells.has(role):
            return ""
        return self._cells.read(row, role, read_text, self._cells.cell(row, role)) or ""

    def _word(self, row: Row, role: str) -> str:
        if not self._cells.has(role):
            return ""
        return self._cells.read(row, role, read_word, self._cells.cell(row, role), role) or ""

    def _placing(self, row: Row, needed: bool) -> Placing | None:
        table = self._cells.table
        text, level = self._text(row, "place"), self._text(row, "level")
        codes = [
            self._cells.read(row, column, read_text, row.cell(column.index))
            for column in table.codes
            if not is_missing(row.cell(column.index))
        ]
        where = table.columns.get("place") or table.codes[0]
        if not text and not codes and not is_total(level):
            if needed:
                allowed = "a row with figures names its place; merged cells have to be unmerged"
                self._cells.problem(row, where, Flaw("it is empty beside figures", allowed))
            return None
        known_codes = tuple(filter(None, codes))
        placing = self._cells.read(row, where, self._locate, text, known_codes, level)
        return None if placing is None else self._told_apart(row, placing)

    def _told_apart(self, row: Row, placing: Placing) -> Placing:
        """Return a placing with the id that our own tables give every total."""
        if placing.locus not in (Locus.GROUP, Locus.TOTAL):
            return placing
        told = self._text(row, "group")
        return replace(placing, total=told) if is_total_id(told) else placing

    def _note_placing(self, row: Row, placing: Placing) -> None:
        name = "; ".join(placing.as_written)
        if placing.locus is Locus.TOTAL:
            self._cells.note(row, Note("total", name=name))
        elif placing.locus is Locus.UNKNOWN:
            self._cells.note(row, Note("unknown_place", name=name))
        elif unknown := unknown_names(placing, self._places):
            listed = "; ".join(unknown)
            self._cells.note(row, Note("unknown_listed", listed=listed, name=name))

    def _period(self, row: Row, needed: bool) -> Period | None:
        cells = self._cells
        period: Period | None = None
        if cells.has("period"):
            order = cells.day_first("period")
            cell = cells.cell(row, "period")
            period = cells.read(row, "period", read_one_period, cell, order, needed)
        elif cells.has("period_end"):
            ends = (cells.cell(row, "period_start"), cells.cell(row, "period_end"))
            period = cells.read(row, "period_end", read_start_and_end, *ends, self._orders, needed)
        if period is None:
            return None
        stated = self._word(row, "granularity")
        return replace(period, since=True) if stated == "cumulative" else period

    def _problems(self, row: Row, period: Period, published: str) -> Iterator[Problem]:
        """Yield why a row's figures want a decision before a map shows them."""
        noted = self._text(row, "problem")
        if noted:
            yield Problem(code="noted", message=noted)
        called = self._word(row, "granularity")
        if called and called != period.granularity:
            message = f"it is called a {called}, but {period} has {period.days} days"
            yield Problem(code="period_kind_mismatch", message=message)
        # A month or year may be published as known: as far as the dates are written, they count.
        if period.start and published and period.start.isoformat()[: len(published)] > published:
            message = f"it is for {period}, and was published {published}, before that began"
            yield Problem(code="after_publication", message=message)

    def _definition(self, row: Row) -> str:
        """Return the project's word for the source's verb, or the verb as written."""
        text = self._text(row, "definition")
        return vocabulary().definition.get(fold(text), text) if text else "cleared"

    def _scope(self, row: Row, placing: Placing, note: str) -> tuple[Scope, str]:
        """Return the scope and note; a village's figure is a part of its district's."""
        stated = self._word(row, "scope")
        if not self._is_village(placing):
            return Scope(stated or Scope.WHOLE), note
        name = "; ".join(placing.as_written)
        if stated == Scope.WHOLE:
            found = f"“{name}” is a village, and its scope is said to be the whole district"
            self._cells.problem(row, "scope", Flaw(found, "write part, or leave it empty"))
        self._cells.note(row, Note("village", name=name))
        return Scope(stated or Scope.PART), note or name

    def _source(self, row: Row) -> Source:
        """Return the source of a row; rows that name it alike share one object."""
        cells = tuple(self._cells.cell(row, role) for role in _SOURCE_ROLES)
        return self._cells.read(row, "source_title", self._read_source, *cells) or _FLAWED

    def _note_language(self, row: Row, source: Source) -> None:
        """Tell of a language that is no code: it only says how words are read aloud."""
        stated = self._text(row, "language")
        if stated and not source.language:
            self._cells.note(row, Note("no_language", stated=stated))

    def _read_source(
        self, title: Cell, agency: Cell, url: Cell, published: Cell, language: Cell
    ) -> Source:
        flaws: list[Flaw] = []

        def read(role: str, function: Callable[..., str], *args: object) -> str:
            try:
                return function(*args)
            except BadCell as error:
                flaws.extend(replace(flaw, role=role) for flaw in error.flaws)
                return ""

        title_text = read("source_title", read_text, title)
        agency_text = read("agency", read_text, agency)
        words_in = read("language", read_text, language)
        address = read("source_url", read_address, url)
        day = read("published", read_published, published, self._cells.day_first("published"))
        if flaws:
            raise BadCell(*flaws)
        return Source(
            title=title_text or ("" if address else self._file),
            url=address,
            published=day or self._published,
            agency=agency_text,
            language=words_in if _LANGUAGE.fullmatch(words_in) else "",
        )
