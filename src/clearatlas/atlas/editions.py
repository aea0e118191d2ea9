"""Which boundary edition a period is drawn on, and which districts changed between editions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain, pairwise
from operator import attrgetter

from clearatlas.boundaries import Boundaries, District
from clearatlas.ledger.statements import Series, Statement
from clearatlas.observations import Locus
from clearatlas.periods import Granularity, Period

__all__ = [
    "change_days",
    "changed_codes",
    "choose_edition",
    "named_codes",
    "polygon_code",
    "series_breaks",
    "straddles",
]

#: A district counts as changed when its area differs by more than this share.
_CHANGED_AREA = 0.001


def polygon_code(code: str, edition: Boundaries) -> str | None:
    """Return the code of the polygon that shows a place in an edition, or None.

    Most often the place's own; a city that the file does not tell from its district is shown by
    the district.
    """
    drawn = edition.stands_for.get(code, code)
    return drawn if drawn in edition.drawn else None


def choose_edition(
    period: Period, named: Iterable[str], editions: Sequence[Boundaries]
) -> Boundaries:
    """Return the edition valid on most days of ``period``, among those that hold every named place.

    Where no edition holds them all, all of them are candidates; of equals the newest wins.
    """
    wanted = set(named)
    holding = [
        edition
        for edition in editions
        if all(polygon_code(code, edition) is not None for code in wanted)
    ]
    candidates = holding or list(editions)
    newest_first = sorted(candidates, key=_start, reverse=True)
    return max(newest_first, key=lambda e: period.overlap_days(e.valid_from, e.valid_to))


def named_codes(statements: Iterable[Statement]) -> frozenset[str]:
    """Return the codes of the places that statements name."""
    return frozenset(chain.from_iterable(map(attrgetter("codes"), statements)))


def straddles(period: Period, editions: Sequence[Boundaries]) -> bool:
    """Return whether the period has days under more than one edition.

    A running total from an unknown start may reach back across every earlier edition, so it does.
    """
    if period.start is None:
        return any(
            edition.valid_from is not None
            and period.end is not None
            and period.end >= edition.valid_from
            for edition in editions
        )
    lived = [e for e in editions if period.overlap_days(e.valid_from, e.valid_to) > 0]
    return len(lived) > 1


def changed_codes(editions: Sequence[Boundaries]) -> Mapping[str, frozenset[str]]:
    """Return, by edition name, the districts that differ from the edition before."""
    ordered = sorted(editions, key=_start)
    changes: dict[str, frozenset[str]] = {edition.edition: frozenset() for edition in ordered[:1]}
    for before, after in pairwise(ordered):
        changes[after.edition] = frozenset(
            code for code, new in after.drawn.items() if _has_changed(before.drawn.get(code), new)
        )
    return changes


def change_days(editions: Sequence[Boundaries]) -> Mapping[str, date]:
    """Return the first day of the newest boundary of each district that ever changed."""
    by_name = {edition.edition: edition for edition in editions}
    return {
        code: day
        for name, codes in changed_codes(editions).items()
        if (day := by_name[name].valid_from) is not None
        for code in codes
    }


def series_breaks(
    statements: Iterable[Statement],
    edition_of: Mapping[Period, str],
    changes: Mapping[str, frozenset[str]],
) -> Mapping[Period, Mapping[Series, frozenset[str]]]:
    """Return, by period and series, the districts whose value is the first on changed boundaries.

    A break needs a series on both sides: without an earlier period of the same granularity that
    was drawn on another edition, there is none.

    Parameters
    ----------
    statements
        In the order of their periods.
    edition_of, changes
        The edition each period is drawn on; the districts each edition changed.
    """
    if not any(changes.values()):
        return {}
    lines: dict[tuple[Series, Granularity], list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.locus is Locus.DISTRICT:
            lines[statement.series, statement.period.granularity].append(statement)
    breaks: dict[Period, dict[Series, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (series, _), line in lines.items():
        seen: set[str] = set()
        done: set[str] = set()
        for statement in line:
            edition, code = edition_of[statement.period], statement.codes[0]
            if seen - {edition} and code in changes[edition] - done:
                breaks[statement.period][series].add(code)
                done.add(code)
            seen.add(edition)
    return {
        period: {series: frozenset(codes) for series, codes in by_series.items()}
        for period, by_series in breaks.items()
    }


def _has_changed(old: District | None, new: District) -> bool:
    return old is None or abs(new.area_km2 - old.area_km2) > _CHANGED_AREA * new.area_km2


def _start(edition: Boundaries) -> str:
    return "" if edition.valid_from is None else edition.valid_from.isoformat()
