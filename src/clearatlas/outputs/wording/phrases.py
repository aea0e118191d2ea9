"""Figures -> phrases: amounts with their bounds, what else is to be said of them, who says so.

The page's scripts say the same (``page/static/phrases.js``); a test compares the two in every
language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from clearatlas.atlas.cells import Cell
from clearatlas.atlas.slices import Sum
from clearatlas.ledger.coverage import Coverage
from clearatlas.ledger.misfits import Misfit, MisfitKind
from clearatlas.ledger.statements import Claim, PartsCheck, Series, Statement
from clearatlas.notes import Note
from clearatlas.observations import Bound, Measure, Origin, Scope, Status, Unit
from clearatlas.outputs.wording import Texts, texts
from clearatlas.outputs.wording.flags import flag_key, told_flags

__all__ = ["Phrases"]

#: A quoted name, which is left as it is, or a word.
_SPOT_WORD = re.compile("“[^”]*”|\\b[a-z]+\\b")


class Phrases:
    """How one language speaks of figures.

    Attributes
    ----------
    say
        The texts of the language.
    name
        Place code to name.
    """

    def __init__(self, say: Texts, name: Callable[[str], str]) -> None:
        self.say = say
        self.name = name

    def value(self, value: Decimal, measure: Measure) -> str:
        """Return a value with its unit, areas in hectares."""
        number = self.say.number(measure.shown(value))
        return self.say(f"unit.{measure.unit}", number=number)

    def bare(self, claim: Claim, measure: Measure) -> str:
        """Return a claim's value with its bound, without the unit: for a column that names it."""
        amount = self.say.number(measure.shown(claim.value))
        return self.say(f"bound.{claim.bound}", amount=amount)

    def amount(self, claim: Claim, measure: Measure) -> str:
        """Return a claim's value with its bound in words."""
        return self.say(f"bound.{claim.bound}", amount=self.value(claim.value, measure))

    def rate(self, rate: float, bound: Bound) -> str:
        """Return a rate with the bound of the value it comes from."""
        return self.say(f"bound.{bound}", amount=self.say.rate(rate))

    def shown(self, statement: Statement) -> str:
        """Return the amount that a statement shows."""
        return self.amount(statement.shown, statement.measure)

    def told(self, statement: Statement) -> str:
        """Return the amount in one line, with what must never be left out beside it."""
        is_disputed = statement.is_disputed or statement.status is Status.CONFLICTING
        keys = ["status.U"] if is_disputed else []
        return self._with_asides(self.shown(statement), statement.series, keys)

    def told_sum(self, total: Sum, value: Decimal, measure: Measure) -> str:
        """Return the same of a sum, or of a part of it."""
        keys = ["status.U"] if Status.CONFLICTING in total.statuses else []
        keys += ["bound.inexact"] if _is_mixed(total) else []
        return self._with_asides(self.sum_amount(total, value, measure), total.series, keys)

    def sum_amount(self, total: Sum, value: Decimal, measure: Measure) -> str:
        """Return a sum with its bound; where bounds of several kinds went in, none of them holds.

        The same goes for a part of the sum.
        """
        bound = Bound.EXACT if _is_mixed(total) else total.bound
        return self.say(f"bound.{bound}", amount=self.value(value, measure))

    def _with_asides(self, text: str, series: Series, keys: Iterable[str]) -> str:
        asides = [*self.kind(series), *map(self.say, keys)]
        return self.say("page.aside", text=text, aside=self.listed(asides)) if asides else text

    def share(self, totals: Sequence[Statement]) -> str:
        """Return what group totals say of one of their places: of one, 0 to the largest claim.

        Nothing limits it where that is "more than". Of percentages not even that much is said:
        those of the places may be higher or lower.
        """
        if len(totals) > 1:
            return self.say("group.several", count=len(totals))
        (total,) = totals
        open_ones = [claim for claim in total.claims if claim.bound is Bound.AT_LEAST]
        largest = max(open_ones or total.claims, key=lambda claim: claim.value)
        amount = self.amount(largest, total.measure)
        if total.measure.unit is Unit.PERCENT:
            return self.say("bound.joint", amount=amount)
        if largest.bound is Bound.AT_MOST:
            amount = self.value(largest.value, total.measure)
        return self.say("bound.open" if open_ones else "bound.between", amount=amount)

    def places(self, codes: Iterable[str]) -> str:
        """Return the names of places as a list."""
        return self.listed(self.name(code) for code in codes)

    def listed(self, texts: Iterable[str]) -> str:
        """Return texts as a list in one line."""
        return self.say("page.list").join(texts)

    def measure(self, measure: Measure) -> str:
        """Return the name of a measure; one of another programme is named by its key."""
        key = f"measure.{measure.key}"
        return self.say(key) if self.say.has(key) else measure.key

    def rate_name(self, measure: Measure) -> str:
        """Return what the colours of a measure mean."""
        own = f"rate.{measure.key}"
        return self.say(own if self.say.has(own) else f"rate.{measure.unit}")

    def printed(self, origin: Origin) -> str:
        """Return the printed words of a figure and where they stand; empty where neither is known.

        >>> from clearatlas.outputs.wording import texts
        >>> spot = Origin(file="figures.csv", where="row 7", text="1,362.7 ha")
        >>> Phrases(texts("en"), str).printed(spot)
        '“1,362.7 ha” (figures.csv, row 7)'
        """
        spot = self.listed(filter(None, (origin.file, self.spot(origin.where))))
        if not origin.text:
            return spot
        return self.say("source.printed" if spot else "source.quoted", text=origin.text, spot=spot)

    def spot(self, where: str) -> str:
        """Return a spot of a file in the words of the language, what stands in quotes as it is.

        >>> from clearatlas.outputs.wording import texts
        >>> Phrases(texts("az"), str).spot("row 7, column “row”")
        'sətir 7, sütun “row”'
        """
        english, own = (say("source.spot").split(" ") for say in (texts("en"), self.say))
        words = dict(zip(english, own, strict=True))
        return _SPOT_WORD.sub(lambda word: words.get(word[0], word[0]), where)

    def note(self, note: str) -> str:
        """Return a note in the words of the language; any other text as it stands."""
        if not isinstance(note, Note):
            return note
        values = {
            name: self.spot(str(value)) if name == "spot" else value
            for name, value in note.values.items()
        }
        text = self.say(f"note.{note.key}", **values)
        place = self.listed(filter(None, (note.file, self.spot(note.where))))
        return self.say("page.colon", name=place, text=text) if place else text

    def kind(self, series: Series) -> list[str]:
        """Return what sets a series apart from the whole work called cleared."""
        kinds = []
        if series.scope is Scope.OPERATOR and series.operator:
            kinds.append(self.say("scope.operator", operator=series.operator))
        elif series.scope is Scope.OPERATOR:
            kinds.append(self.say("scope.unnamed"))
        elif series.scope is Scope.PART and series.operator:
            kinds.append(self.say("scope.part_of", operator=series.operator))
        elif series.scope is Scope.PART:
            kinds.append(self.say("scope.part"))
        if series.definition != "cleared":
            key = f"definition.{series.definition}"
            word = self.say(key) if self.say.has(key) else series.definition
            kinds.append(self.say("definition.says", word=word))
        return kinds

    def standing(self, status: Status, statement: Statement) -> list[str]:
        """Return the status in words, as far as it is more than "reported"."""
        if statement.is_disputed:
            amounts = [self.amount(claim, statement.measure) for claim in statement.claims]
            return [self.say("table.claims", amounts=self.say("table.or").join(amounts))]
        if status is Status.REPORTED and statement.value == 0:
            return [self.say("status.zero")]
        # A remark about the definition or the break says what these two letters say.
        silent = {Status.REPORTED, Status.BREAK}
        if self.kind(statement.series):
            silent.add(Status.DEFINITION_DIFFERS)
        return [] if status in silent else [self.say(f"status.{status}")]

    def in_groups(self, totals: Iterable[Statement]) -> list[str]:
        """Return what is to be said of a place that is only in group totals."""
        disputed = (self.standing(total.status, total) for total in totals if total.is_disputed)
        return [self.say("status.K"), *(said for conflict in disputed for said in conflict)]

    def remarks(self, statement: Statement, cell: Cell | None = None) -> tuple[str, ...]:
        """Return all that has to be said of a statement beside its amount and places.

        ``cell`` is given for the value that colours a district: it knows of breaks.
        """
        status, flags = (cell.status, cell.flags) if cell else (statement.status, statement.flags)
        said = [*self.kind(statement.series), *self.standing(status, statement)]
        said += self.flags(told_flags(flags, status, statement.series))
        said += [self.say("group.lists", places=self.places(c)) for c in statement.other_lists]
        if statement.parts is not None:
            said.append(self._parts(statement, statement.parts))
        return tuple(said)

    def flags(self, flags: Iterable[str]) -> list[str]:
        """Return flags in words, as far as there are any; some name a place or a day."""
        said = []
        for flag in flags:
            key, what = flag_key(flag), flag.partition(":")[2]
            if key:
                day = self.say.published(what)
                place = self.name(what) if what and day == what else ""
                said.append(self.say(key, place=place, day=day))
        return said

    def _parts(self, whole: Statement, parts: PartsCheck) -> str:
        """Return how a total compares with the districts' own figures."""
        if parts.contradicts and parts.parts_sum > whole.value:
            key = "part_exceeds"
        elif parts.agrees and parts.rest:
            key = "part_agrees_with"
        elif not (parts.complete or parts.contradicts):
            key = "part_incomplete"
        elif parts.agrees:
            key = "part_agrees"
        else:
            key = "part_differs"
        amounts = {"sum": parts.parts_sum, "rest": parts.rest}
        texts = {name: self.value(value, whole.measure) for name, value in amounts.items()}
        return self.say(f"group.{key}", **texts)

    def misfit(self, misfit: Misfit) -> str:
        """Return in one sentence what contradicts what, and by how much."""
        kind, subject = misfit.kind, misfit.subject
        if kind is MisfitKind.PRINTED_AGAIN:
            return self._printed_again(misfit)
        if kind is MisfitKind.RUNNING_TOTAL_FALLS:
            falls = misfit.found > misfit.stated
            return self.say(
                "misfit.falls_below" if falls else "misfit.stands_above",
                whole=self.shown(subject),
                period=self.say.period(subject.period),
                others=self.listed(map(self._dated, misfit.against)),
            )
        measure = subject.measure
        return self.say(
            f"misfit.{kind}",
            whole=self.shown(subject),
            period=self.say.period(subject.period),
            before=self._dated(misfit.statements[-1]),
            after=self._dated(subject),
            grown=self.value(misfit.stated, measure),
            count=len(misfit.against),
            sum=self.value(misfit.found, measure),
            size=self.value(misfit.size, measure),
        )

    def coverage(self, coverage: Coverage) -> str:
        """Return how many days of a period its shorter periods cover."""
        key = f"coverage.{coverage.granularity}"
        return self.say(key, covered=coverage.covered, days=coverage.days)

    def _dated(self, statement: Statement) -> str:
        amount, period = self.shown(statement), self.say.period(statement.period)
        return self.say("misfit.item", amount=amount, period=period)

    def _printed_again(self, misfit: Misfit) -> str:
        figures = [
            self.say("misfit.value", measure=self.measure(m), amount=self.value(value, m))
            for m, value in zip((s.measure for s in misfit.statements), misfit.values, strict=True)
        ]
        return self.say(
            "misfit.printed_again",
            period=self.say.period(misfit.subject.period),
            other=self.say.period(misfit.against[0].period),
            values=self.listed(figures),
        )


def _is_mixed(total: Sum) -> bool:
    """Return whether the bound of a sum is none that a source gave: of several kinds, or added."""
    is_one = total.placed_count == 1 and not total.unplaced
    return total.bound is Bound.ABOUT and not is_one
