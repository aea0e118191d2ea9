"""A record -> every remark on it: withheld, disputed, not fitting, revised, adding up, covered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files

from clearatlas.atlas.plausible import M2_PER_KM2
from clearatlas.ledger.coverage import coverage, years_of
from clearatlas.ledger.misfits import Misfit, MisfitKind
from clearatlas.ledger.record import Record
from clearatlas.ledger.statements import Claim, Statement
from clearatlas.observations import MEASURES, Measure, Observation, Problem, Source
from clearatlas.outputs.wording import Texts, read_entries, texts
from clearatlas.outputs.wording.phrases import Phrases
from clearatlas.reporting.remarks import (
    Evidence,
    Kind,
    Remark,
    evidence_of,
    observed,
    reprinted_evidence,
    shown_evidence,
)

__all__ = ["check_texts", "review"]

_ORDER = {kind: number for number, kind in enumerate(Kind)}


@cache
def check_texts(lang: str) -> Texts:
    """Return the words of the check in a language, else in English, with those of every output."""
    words = files(__package__) / "wording"
    own = words / f"{lang}.toml"
    entries = read_entries(own if own.is_file() else words / "en.toml")
    return Texts(lang, {**texts(lang).entries, **entries})


def review(
    record: Record,
    name: Callable[[str], str],
    lang: str = "en",
    unread: Iterable[Exception] = (),
    too_large: Iterable[tuple[Statement, float]] = (),
) -> tuple[Remark, ...]:
    """Return every remark on a record: what wants a decision first, then what is confirmed.

    Parameters
    ----------
    record
        With the running totals that releases give as background, where there are any.
    name
        Place code to name, in ``lang``.
    lang
        The language of the messages.
    unread
        Why files could not be read.
    too_large
        Figures of more ground than their district has, each with its area in km².
    """
    reviewer = _Reviewer(Phrases(check_texts(lang), name))
    remarks = [
        *map(_unreadable, unread),
        *reviewer.remarks(record),
        *(reviewer.too_large(statement, area) for statement, area in too_large),
    ]
    return tuple(sorted(remarks, key=lambda remark: _ORDER[remark.kind]))


class _Reviewer:
    """Puts what a record knows into remarks of one language."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._say = phrases.say

    def remarks(self, record: Record) -> Iterator[Remark]:
        for observation in record.withheld:
            rejected = any(problem.code == "rejected" for problem in observation.problems)
            yield self._observed(Kind.REJECTED if rejected else Kind.WITHHELD, observation)
        for statement in record.statements:
            yield from self._of_statement(statement)
        for misfit in record.misfits:
            yield self._misfit(misfit)
        yield from self._coverage(record)

    def too_large(self, statement: Statement, area_km2: float) -> Remark:
        return self._remark(
            Kind.EXCEEDS_DISTRICT_AREA,
            statement,
            shown_evidence([statement]),
            amount=self._phrases.shown(statement),
            area=self._phrases.value(Decimal(round(area_km2 * M2_PER_KM2)), statement.measure),
        )

    def _observed(self, kind: Kind, observation: Observation) -> Remark:
        problems = observation.problems or observation.accepted
        why = self._say("page.clause").join(map(self._why, problems))
        message = self._say(
            f"remark.{kind}",
            text=" ".join(observation.origin.text.split()),
            why=why or self._say("report.no_value"),
            where=observation.origin.spot,
        )
        return Remark(
            kind=kind,
            period=observation.period,
            codes=observation.placing.codes,
            label=", ".join(observation.placing.as_written),
            measure=observation.measure,
            message=message,
            evidence=(observed(observation),),
        )

    def _why(self, problem: Problem) -> str:
        """Return a problem in words: the reader's own in English, else those of its code."""
        key = f"problem.{problem.code}"
        said = problem.message if self._say.lang == "en" or not self._say.has(key) else ""
        return said or self._say(key)

    def _of_statement(self, statement: Statement) -> Iterator[Remark]:
        if statement.is_disputed:
            claims = self._say("table.or").join(self._claim(c, statement) for c in statement.claims)
            every = _claims(statement.claims, statement)
            yield self._remark(Kind.CONFLICT, statement, every, claims=claims)
        if statement.superseded:
            every = (
                *_claims(statement.claims, statement),
                *_claims(statement.superseded, statement),
            )
            earlier = self._phrases.listed(self._claim(c, statement) for c in statement.superseded)
            now = self._phrases.shown(statement)
            yield self._remark(Kind.REVISED, statement, every, now=now, earlier=earlier)
        if statement.other_lists:
            lists = self._say("page.clause").join(
                self._difference(statement, other) for other in statement.other_lists
            )
            yield self._remark(
                Kind.PLACE_LISTS_DIFFER, statement, shown_evidence([statement]), lists=lists
            )
        for claim in statement.claims:
            for observation in claim.observations:
                if observation.accepted:
                    yield self._observed(Kind.ACCEPTED, observation)
        yield from self._parts(statement)

    def _parts(self, statement: Statement) -> Iterator[Remark]:
        check = statement.parts
        confirmed = check is not None and check.agrees and check.complete
        if check is None or not (confirmed or check.contradicts):
            return
        yield self._remark(
            Kind.ADDS_UP if confirmed else Kind.DOES_NOT_ADD_UP,
            statement,
            shown_evidence([statement, *check.parts]),
            size=None if confirmed else abs(statement.value - check.parts_sum),
            total=self._phrases.shown(statement),
            parts=self._phrases.value(check.parts_sum, statement.measure),
        )

    def _misfit(self, misfit: Misfit) -> Remark:
        again = misfit.kind is MisfitKind.PRINTED_AGAIN
        return Remark(
            kind=Kind(misfit.kind),
            period=misfit.subject.period,
            codes=misfit.subject.codes,
            label=misfit.subject.label,
            measure=misfit.subject.measure,
            message=self._phrases.misfit(misfit),
            evidence=reprinted_evidence(misfit) if again else shown_evidence(misfit.everything),
            size=None if again else misfit.size,
        )

    def _coverage(self, record: Record) -> Iterator[Remark]:
        for year in years_of(record.statements):
            for one in coverage(record.statements, year):
                yield Remark(
                    kind=Kind.COVERAGE,
                    period=year,
                    codes=(),
                    label="",
                    measure=_measure(one.series.measure_key, record),
                    message=self._phrases.coverage(one),
                )

    def _remark(
        self,
        kind: Kind,
        statement: Statement,
        evidence: tuple[Evidence, ...],
        *,
        size: Decimal | None = None,
        **values: str,
    ) -> Remark:
        return Remark(
            kind=kind,
            period=statement.period,
            codes=statement.codes,
            label=statement.label,
            measure=statement.measure,
            message=self._say(f"remark.{kind}", **values),
            evidence=evidence,
            size=size,
        )

    def _claim(self, claim: Claim, statement: Statement) -> str:
        who = "; ".join(map(named, claim.sources))
        amount = self._phrases.amount(claim, statement.measure)
        return self._say("remark.claim", amount=amount, who=who)

    def _difference(self, statement: Statement, other: tuple[str, ...]) -> str:
        own = set(statement.codes)
        sides = (("also", sorted(set(other) - own)), ("without", sorted(own - set(other))))
        said = (
            self._say(f"remark.{side}", places=self._phrases.places(codes))
            for side, codes in sides
            if codes
        )
        return self._phrases.listed(said)


def _unreadable(error: Exception) -> Remark:
    return Remark(
        kind=Kind.UNREADABLE, period=None, codes=(), label="", measure=None, message=str(error)
    )


def named(source: Source) -> str:
    """Return a source in one line: title, date and address."""
    return ", ".join(filter(None, (source.title, source.published, source.url)))


def _claims(claims: tuple[Claim, ...], statement: Statement) -> tuple[Evidence, ...]:
    return tuple(evidence_of(c, statement, is_shown=c is statement.shown) for c in claims)


def _measure(key: str, record: Record) -> Measure:
    return MEASURES.get(key) or next(s.measure for s in record.statements if s.measure.key == key)
