"""The opening state of the page as plain values, for readers without scripts.

``static/figures.js``, ``legend.js`` and their siblings draw the same for every other state.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from clearatlas.addresses import link
from clearatlas.atlas.cells import Cell
from clearatlas.atlas.slices import Group, Reason, Slice, Sum, Unplaced
from clearatlas.classification import Classes
from clearatlas.ledger.claims import claim_of
from clearatlas.ledger.statements import Claim, Statement
from clearatlas.observations import Bound, Measure, Observation, Scope, Source, Unit
from clearatlas.outputs.page.fitting import coverage_lines, misfit_lines
from clearatlas.outputs.page.geometry import Drawn
from clearatlas.outputs.page.key import key_lines
from clearatlas.outputs.page.lines import Evidence, Line, Quote, Reference, Row
from clearatlas.outputs.page.moments import fill_of, is_told, sums_of
from clearatlas.outputs.page.ranking import ranked
from clearatlas.outputs.page.sentence import sentence
from clearatlas.outputs.wording import Texts
from clearatlas.outputs.wording.phrases import Phrases

__all__ = ["View"]


class View:
    """One measure in one period, in one language.

    Parameters
    ----------
    one, measure, classes
        What is shown.
    phrases
        The language it is shown in.
    drawn
        What the edition draws.
    """

    def __init__(
        self, one: Slice, measure: Measure, classes: Classes, phrases: Phrases, drawn: Drawn
    ) -> None:
        self.phrases = phrases
        self.say: Texts = phrases.say
        self._one, self._measure, self._classes = one, measure, classes
        self._numbers: dict[Source, int] = {}
        cells = list(one.row(measure))
        self._groups = {group.id: group for group in one.groups if measure.key in group.totals}
        self._unplaced = [row for row in one.unplaced if row.statement.measure == measure]
        # The order matters: sources are numbered as a reader meets them.
        self.summary = sentence(one, measure, phrases)
        self.groups = tuple(self._group_line(group) for group in self._groups.values())
        self._totals = [total for total in one.totals if total.measure == measure]
        differ = len({total.label for total in self._totals}) > 1
        self.totals = tuple(self._total_line(s, s.label if differ else "") for s in self._totals)
        self.rows = tuple(self._row(cell, rank) for cell, rank in ranked(cells, phrases))
        self.others = tuple(
            self._line(detail, place=phrases.name(cell.code))
            for cell in _alphabetical(cells, phrases)
            for detail in cell.details
        )
        self._details = [detail for cell in cells for detail in cell.details]
        self.unplaced = tuple(self._unplaced_line(row) for row in self._unplaced)
        self.sums = tuple(
            self._sum_line(total, is_first=number == 0)
            for number, total in enumerate(sums_of(one, measure))
        )
        self.misfits = misfit_lines(one, measure, phrases)
        self.coverage = coverage_lines(one, measure, phrases)
        self.sources = tuple(self._reference(source) for source in self._numbers)
        self.legend = key_lines(
            cells,
            classes,
            self.say,
            approximate=any(cell.code in drawn.approximate for cell in cells),
            context=len(cells) < drawn.areas,
        )

    @property
    def dated(self) -> str:
        """When the sources of what is shown were published; empty where none says so."""
        dates = sorted(one.published for one in self._numbers if one.published)
        if not dates:
            return ""
        first, last = (self.say.published(date) for date in (dates[0], dates[-1]))
        if dates[-1].startswith(dates[0]):  # "2024-09" holds "2024-09-02"
            return self.say("page.dated_once", date=first)
        return self.say("page.dated", first=first, last=last)

    @property
    def caption(self) -> str:
        """What the table holds."""
        key = "table.caption" if self.has_values else "table.unranked"
        measure = self.say(f"measure.{self._measure.key}")
        return self.say(key, measure=measure, period=self.say.period(self._one.period))

    @property
    def has_open_groups(self) -> bool:
        """Whether any group total is more than the sum of its districts' own figures."""
        return any(not is_told(group.totals[self._measure.key]) for group in self._groups.values())

    @property
    def explained(self) -> str:
        """The key of what explains group totals."""
        return "group.explained" if self.rated else "group.explained_percent"

    @property
    def rated(self) -> bool:
        """Whether the table has a column of rates."""
        return self._measure.unit is not Unit.PERCENT

    @property
    def has_values(self) -> bool:
        """Whether any district has a value, so that the map has classes."""
        return any(row.has_value for row in self.rows)

    @property
    def groups_first(self) -> bool:
        """Whether group totals are all there is to show, and so come right under the map."""
        return bool(self.groups) and not self.has_values

    @property
    def rate_name(self) -> str:
        """What the colours mean."""
        return self.phrases.rate_name(self._measure)

    @property
    def unit(self) -> str:
        """The unit of the value column."""
        return self.say(f"column.{self._measure.unit}")

    def _line(self, statement: Statement, place: str = "") -> Line:
        shown = self.phrases.shown(statement)
        text = self.say("page.colon", name=place, text=shown) if place else shown
        return Line(text, self.phrases.remarks(statement), self._cite(statement))

    def _group_line(self, group: Group) -> Line:
        total = group.totals[self._measure.key]
        text = self.say(
            "group.item",
            amount=self.phrases.shown(total),
            count=len(group.codes),
            places=self.phrases.places(group.codes),
        )
        remarks = self.phrases.remarks(total)
        if group.without_polygon:
            places = self.phrases.places(group.without_polygon)
            remarks = (*remarks, self.say("group.without", places=places))
        evidence = self._evidence(total)
        return Line(text, remarks, self._cite(total), evidence, folded=is_told(total))

    def _total_line(self, total: Statement, label: str) -> Line:
        return replace(self._line(total, place=label), evidence=self._evidence(total))

    def _evidence(self, total: Statement) -> tuple[Evidence, ...]:
        is_disputed = len(total.claims) > 1
        return tuple(
            Evidence(
                number=self._numbers.setdefault(one.source, len(self._numbers) + 1),
                claim=self.phrases.amount(claim, total.measure) if is_disputed else "",
                printed=tuple(self._printed(one, claim)),
            )
            for claim in total.claims
            for one in claim.observations
        )

    def _printed(self, one: Observation, claim: Claim) -> Iterator[Quote]:
        """Yield the printed words with their spot, and what is noted about them."""
        line, words = self.phrases.printed(one.origin), one.origin.text
        if words:
            yield Quote(*line.partition(words), one.source.language)
        elif line:
            yield Quote(line)
        if claim.is_looser(one):
            yield Quote(self.phrases.amount(claim_of([one]), one.measure))
        if one.note:
            yield Quote(self.say("details.note", note=one.note))

    def _unplaced_line(self, row: Unplaced) -> Line:
        if row.reason is Reason.NO_POLYGON:
            label = self.phrases.name(row.label)
        else:
            label = self.say("table.residual") if row.reason is Reason.RESIDUAL else row.label
        line = self._line(row.statement, place=label)
        return Line(line.text, (self.say(f"reason.{row.reason}"), *line.remarks), line.sources)

    def _row(self, cell: Cell, rank: str) -> Row:
        place = self.phrases.name(cell.code)
        if cell.statement is None:
            return self._empty_row(cell, place)
        return Row(
            rank=rank,
            place=place,
            remarks=self.phrases.remarks(cell.statement, cell),
            value=self.phrases.bare(cell.statement.shown, self._measure),
            rate="" if cell.rate is None else self.phrases.rate(cell.rate, cell.statement.bound),
            fill=fill_of(cell, self._classes),
            sources=self._cite(cell.statement),
        )

    def _empty_row(self, cell: Cell, place: str) -> Row:
        remarks = self.phrases.flags(cell.flags)
        if not cell.groups:
            key = "status.part" if cell.details else "status.O"
            return Row("", place, tuple(remarks), self.say(key), "", "O", ())
        totals = [self._groups[group].totals[self._measure.key] for group in cell.groups]
        remarks = [*self.phrases.in_groups(totals), *remarks]
        cited = dict.fromkeys(number for total in totals for number in self._cite(total))
        share = self.phrases.share(totals)
        return Row("", place, tuple(remarks), share, "", "K", tuple(cited))

    def _sum_line(self, total: Sum, *, is_first: bool) -> Line:
        text = self._placed(total)
        if total.unplaced or not total.placed_count:
            text = self.say(
                "sum.both" if total.placed_count else "sum.unplaced",
                placed=text,
                unplaced=self._part(total, total.unplaced),
                total=self.phrases.sum_amount(total, total.total, self._measure),
            )
        kind = self.phrases.kind(total.series)
        if kind:
            text = self.say("sum.series", series=self.phrases.listed(kind), sum=text)
        words = dict.fromkeys(self.say(f"status.{status}") for status in total.statuses)
        statuses = self.phrases.listed(words)
        remarks = [self.say("sum.statuses", statuses=statuses)]
        if total.bound is not Bound.EXACT:
            remarks.append(self.say("bound.uncertain"))
        if is_first:
            remarks += self._beside_sum(total)
        return Line(text, tuple(remarks))

    def _placed(self, total: Sum) -> str:
        """Return what districts add to a sum, and whether all of it colours the map."""
        is_coloured = all(one.series != total.series for one in self._details)
        key = "sum.placed" if is_coloured else "sum.detailed"
        return self.say(key, placed=self._part(total, total.placed))

    def _part(self, total: Sum, value: Decimal) -> str:
        """Return a part of a sum; its bound is known where it is the only part."""
        if total.placed_count and total.unplaced:
            return self.phrases.value(value, self._measure)
        return self.phrases.sum_amount(total, value, self._measure)

    def _beside_sum(self, total: Sum) -> Iterator[str]:
        """Yield what stands beside the sums of a measure and is in none of them."""
        groups = [group.totals[self._measure.key] for group in self._groups.values()]
        told = [
            *(self.say("chart.group_item", amount=self.phrases.told(one)) for one in groups),
            *(self.say("chart.total_item", amount=self.phrases.told(one)) for one in self._totals),
            *(
                self.say("page.colon", name=row.label, text=self.phrases.told(row.statement))
                for row in self._regions_left()
            ),
        ]
        if told:
            yield self.say("sum.beside", amounts=self.say("page.clause").join(told))
        if total.in_group_count:
            yield self.say("sum.grouped", count=total.in_group_count)
        if total.missing_count:
            yield self.say("sum.missing", count=total.missing_count)

    def _regions_left(self) -> list[Unplaced]:
        """Return regions whose total may hold districts' figures: sums have all of them or none.

        Their size tells which.
        """
        whole = [row for row in self._unplaced if row.statement.series.scope is Scope.WHOLE]
        stated = sum((row.statement.value for row in whole), Decimal(0))
        added = sum((one.unplaced for one in sums_of(self._one, self._measure)), Decimal(0))
        is_left = stated > added
        return [row for row in whole if is_left and row.reason is Reason.REGION]

    def _cite(self, statement: Statement) -> tuple[int, ...]:
        """Return the numbers of all sources of a statement, conflicting ones included."""
        sources = dict.fromkeys(source for claim in statement.claims for source in claim.sources)
        return tuple(self._numbers.setdefault(source, len(self._numbers) + 1) for source in sources)

    def _reference(self, source: Source) -> Reference:
        url = link(source.url)
        date = self.say.published(source.published)
        return Reference(
            number=self._numbers[source],
            title=source.title or source.agency or self.say("source.unnamed"),
            agency=source.agency if source.title else "",
            published=self.say("source.published", date=date)
            if date
            else self.say("source.undated"),
            url=url,
            address="" if url else source.url,
        )


def _alphabetical(cells: list[Cell], phrases: Phrases) -> list[Cell]:
    return sorted(cells, key=lambda cell: phrases.say.sort_key(phrases.name(cell.code)))
