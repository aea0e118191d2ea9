"""The same counts under other days: a report printed again, or days that were mistyped."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, groupby
from operator import attrgetter
from typing import Final

from clearatlas.ledger.ground import ground_of
from clearatlas.ledger.misfits import Misfit, MisfitKind
from clearatlas.ledger.statements import Statement
from clearatlas.observations import Bound, Observation, Source
from clearatlas.periods import Period

__all__ = ["reprints", "with_reprints_last"]

#: So many equal figures of one report are no chance ...
_FIGURES: Final = 3
#: ... if so many of them are at least ``_LARGE``: small counts are often equal.
_LARGE_FIGURES: Final = 2
_LARGE: Final = Decimal(10)

#: A measure and its value, and the same with the statement it stands in.
Figure = tuple[str, Decimal]
Figures = dict[Figure, Statement]


def reprints(statements: Sequence[Statement]) -> Iterator[Misfit]:
    """Yield the figures of each period that repeat those of another one, the later one first.

    Totals are compared with totals, whatever their lists, and a district only with itself: two
    districts may well have equal counts. Running totals are left out: one that has not grown is
    rightly printed again.
    """
    alike: dict[tuple[object, frozenset[Figure]], dict[Period, Figures]] = defaultdict(dict)
    for ground, period, figures in _reports(statements):
        if len(figures) < _FIGURES:
            continue
        large = {key for key in figures if key[1] >= _LARGE}
        if len(large) < _LARGE_FIGURES:
            continue
        for chosen in combinations(sorted(figures), _FIGURES):
            if len(large.intersection(chosen)) >= _LARGE_FIGURES:
                alike[ground, frozenset(chosen)].setdefault(period, figures)
    pairs: dict[tuple[object, Period, Period], dict[Figure, tuple[Statement, Statement]]] = {}
    for (ground, some), by_period in alike.items():
        ordered = sorted(by_period, key=lambda period: period.sort_key)
        for earlier, later in combinations(ordered, 2):
            if earlier.contains(later) or later.contains(earlier):
                continue  # nothing more may have happened in the longer one
            equal = {key: (by_period[later][key], by_period[earlier][key]) for key in some}
            pairs.setdefault((ground, later, earlier), {}).update(equal)
    for equal in pairs.values():
        yield _misfit({key: equal[key] for key in sorted(equal)})


def with_reprints_last(
    statements: Sequence[Statement],
) -> tuple[list[Statement], tuple[Misfit, ...]]:
    """Return the statements, disputed ones with the claims last that repeat other days, and these.

    Nothing is taken away: both values stay, and a reader sees first the one nobody has to doubt.
    """
    found = tuple(reprints(statements))
    if not found:
        return list(statements), ()
    doubtful: dict[int, set[Decimal]] = defaultdict(set)
    for misfit in found:
        for statement, value in zip(misfit.statements, misfit.values, strict=True):
            doubtful[id(statement)].add(value)
    settled = {
        id(one): _reordered(one, doubtful[id(one)]) for one in statements if id(one) in doubtful
    }

    def new(old: Iterable[Statement]) -> tuple[Statement, ...]:
        return tuple(settled.get(id(one), one) for one in old)

    misfits = (replace(m, statements=new(m.statements), against=new(m.against)) for m in found)
    return list(new(statements)), tuple(misfits)


def _reordered(statement: Statement, doubtful: Container[Decimal]) -> Statement:
    claims = sorted(statement.claims, key=lambda claim: claim.value in doubtful)
    if claims[0] is statement.shown:
        return statement
    return replace(statement, claims=tuple(claims))


def _reports(statements: Sequence[Statement]) -> Iterator[tuple[object, Period, Figures]]:
    """Yield what each source prints for each period and list of places, and for which ground.

    Nearly all have no two large figures in common with another period, and are left out.
    """
    suspects = _suspects(statements)
    by_period: dict[Period, dict[tuple[Source, object, tuple[str, ...]], Figures]] = {}
    for period, run in _comparable(statements):
        grounds = suspects.get(period, ())
        if not grounds:
            continue
        reports = by_period.setdefault(period, defaultdict(dict))
        for statement, observation, value in _exact(s for s in run if ground_of(s) in grounds):
            report = (observation.source, ground_of(statement), observation.placing.codes)
            reports[report][statement.measure.key, value] = statement
    for period, reports in by_period.items():
        for (_, own, _), figures in reports.items():
            yield own, period, figures


def _suspects(statements: Sequence[Statement]) -> Mapping[Period, Collection[object]]:
    """Return the grounds of each period that have two large figures as in another period."""
    large: dict[tuple[Period, object], set[Figure]] = defaultdict(set)
    for period, run in _comparable(statements):
        for statement, _, value in _exact(run, least=_LARGE):
            large[period, ground_of(statement)].add((statement.measure.key, value))
    times = Counter((ground, one) for (_, ground), figures in large.items() for one in figures)
    periods: dict[tuple[object, object], list[Period]] = defaultdict(list)
    for (period, ground), figures in large.items():
        again = sorted(one for one in figures if times[ground, one] > 1)  # else pairs are very many
        for some in combinations(again, _LARGE_FIGURES):
            periods[ground, some].append(period)
    suspects: dict[Period, set[object]] = defaultdict(set)
    for (ground, _), alike in periods.items():
        for period in alike if len(alike) > 1 else ():
            suspects[period].add(ground)
    return suspects


def _exact(
    statements: Iterable[Statement], least: Decimal = Decimal(0)
) -> Iterator[tuple[Statement, Observation, Decimal]]:
    """Yield what is stated exactly in standing claims, with its value, from ``least`` on."""
    for statement in statements:
        for claim in statement.claims:
            for observation in claim.observations:
                value = observation.value
                if value is not None and value >= least and observation.bound is Bound.EXACT:
                    yield statement, observation, value


def _comparable(statements: Sequence[Statement]) -> Iterator[tuple[Period, Iterator[Statement]]]:
    """Yield the statements of main series for periods, by period: a record has them in long runs.

    Running totals and other series are left out.
    """
    for (period, series), run in groupby(statements, attrgetter("period", "series")):
        if series.is_main and not period.since:
            yield period, run


def _misfit(equal: Mapping[Figure, tuple[Statement, Statement]]) -> Misfit:
    later, earlier = zip(*equal.values(), strict=True)
    values = tuple(value for _, value in equal)
    return Misfit(
        kind=MisfitKind.PRINTED_AGAIN,
        statements=later,
        against=earlier,
        stated=values[0],
        found=values[0],
        values=values,
    )
