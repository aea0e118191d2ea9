"""Totals over several places -> the groups of a period, under ids that stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace

from clearatlas.atlas.editions import polygon_code
from clearatlas.atlas.slices import Group
from clearatlas.boundaries import Boundaries
from clearatlas.ledger.statements import Series, Statement
from clearatlas.observations import Locus
from clearatlas.periods import Period

__all__ = ["groups_of", "listed_totals"]


def listed_totals(statements: Iterable[Statement]) -> Mapping[Period, list[Statement]]:
    """Return the totals over several places, of every measure, by their period."""
    found: dict[Period, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.locus is Locus.GROUP:
            found[statement.period].append(statement)
    return found


def groups_of(
    totals: Iterable[Statement], wanted: Container[str], edition: Boundaries
) -> tuple[Group, ...]:
    """Return one group per list of places and kind of work, as far as it has a ``wanted`` total.

    Parameters
    ----------
    totals
        Those of one period, of every measure of the record: an id counts all groups, so that a
        group has the same one whatever measures are asked for.
    wanted
        Keys of the measures asked for.
    edition
        The boundaries that the period is drawn on.
    """
    groups = []
    for number, every in enumerate(_numbered(totals), start=1):
        own = {key: total for key, total in every.items() if key in wanted}
        if not own:
            continue
        first = next(iter(own.values()))
        missing = tuple(code for code in first.codes if polygon_code(code, edition) is None)
        groups.append(
            Group(
                id=f"{first.period}/g{number}",
                codes=first.codes,
                label=first.label,
                totals=own,
                without_polygon=missing,
            )
        )
    return tuple(groups)


def _numbered(totals: Iterable[Statement]) -> Iterator[dict[str, Statement]]:
    """Yield the totals of each group by measure key, in a fixed order.

    What was only derived goes last: it is there for a period that is asked for, and else not.
    """
    found: dict[tuple[Series, tuple[str, ...]], list[dict[str, Statement]]] = defaultdict(list)
    for total in totals:
        kind = replace(total.series, measure_key="")
        same = found[kind, tuple(sorted(total.codes))]
        free = next((group for group in same if total.measure.key not in group), None)
        if free is None:  # two totals of one measure for the very same places are two groups
            free = {}
            same.append(free)
        free[total.measure.key] = total
    ordered = sorted(found, key=lambda key: (not key[0].is_main, -len(key[1]), *key))
    groups = [group for key in ordered for group in found[key]]
    yield from sorted(groups, key=lambda group: all(one.derived_from for one in group.values()))
