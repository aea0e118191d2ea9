"""The statements about single districts meet the polygons of one edition: rows of the map.

A long record has a million figures, and nearly each is all that is said of its district. Those go
through whole rows at once; :func:`_cell` judges the others one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from clearatlas.atlas.cells import Cell, is_other_border
from clearatlas.atlas.plausible import area_flags, suspects
from clearatlas.atlas.rows import MeasureRow
from clearatlas.atlas.slices import Group
from clearatlas.boundaries import Boundaries
from clearatlas.ledger.coverage import Coverage
from clearatlas.ledger.misfits import Misfit
from clearatlas.ledger.statements import Series, Statement
from clearatlas.observations import Measure, Scope, Status, Unit
from clearatlas.periods import Period

__all__ = ["Placed", "Setting", "row_of"]

_RATE_AREA_KM2 = 100


@dataclass(frozen=True)
class Setting:
    """What a slice is cut on.

    Attributes
    ----------
    period, edition, straddles
        The days and the boundaries they are drawn on.
    extent
        District codes to report on, as far as the edition holds them.
    measures
        What may be shown, in order.
    broken
        Districts, by series, whose value is the first after a change of their boundary.
    in_regions
        Districts that regions may contain: their values and a region's total may overlap.
    groups
        The totals over several places, by :func:`~clearatlas.atlas.groups.groups_of`.
    other_borders
        By district, the flag of figures for a border that the edition does not draw.
    misfits, coverage
        What is known of the period beside its statements.
    """

    period: Period
    edition: Boundaries
    straddles: bool
    extent: tuple[str, ...]
    measures: tuple[Measure, ...]
    broken: Mapping[Series, frozenset[str]]
    in_regions: frozenset[str]
    groups: tuple[Group, ...] = ()
    other_borders: Mapping[str, str] = field(default_factory=dict)
    misfits: tuple[Misfit, ...] = ()
    coverage: tuple[Coverage, ...] = ()

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The districts that rows have, each with its place in them."""
        drawn = self.edition.drawn
        return {code: place for place, code in enumerate(c for c in self.extent if c in drawn)}

    @cached_property
    def areas(self) -> Sequence[float]:
        """The area of each of those districts in km²."""
        return [self.edition.drawn[code].area_km2 for code in self.places]


@dataclass
class Placed:
    """The statements of one measure by the polygon that shows them.

    ``alone`` are those of polygons with one statement, ``several`` those of the others.
    """

    alone: dict[str, Statement] = field(default_factory=dict)
    several: dict[str, list[Statement]] = field(default_factory=dict)

    def add(self, statements: Sequence[Statement], polygons: Mapping[str, str | None]) -> None:
        """Place statements by the polygon of their place; those without one are left out."""
        codes = [polygons[one.codes[0]] for one in statements]
        by_code = dict(zip(codes, statements, strict=True))
        if len(by_code) == len(codes) and None not in by_code and not (self.alone or self.several):
            self.alone = {str(code): one for code, one in by_code.items()}
            return
        own: dict[str, list[Statement]] = defaultdict(list, self.several)
        own.update((code, [one]) for code, one in self.alone.items())
        for code, one in zip(codes, statements, strict=True):
            if code is not None:
                own[code].append(one)
        self.alone = {code: all_of[0] for code, all_of in own.items() if len(all_of) == 1}
        self.several = {code: all_of for code, all_of in own.items() if len(all_of) > 1}

    def of(self, code: str) -> Sequence[Statement]:
        """Return the statements of a polygon."""
        return [self.alone[code]] if code in self.alone else self.several.get(code, ())


def row_of(
    measure: Measure, placed: Placed, listed: Mapping[str, tuple[str, ...]], setting: Setting
) -> MeasureRow:
    """Return what is known of a measure in every district.

    Parameters
    ----------
    measure, placed
        What is counted, and what is stated of it.
    listed
        Ids of the group totals that list a district.
    setting
        The days and the boundaries.
    """
    places = setting.places
    codes = tuple(places)
    statements = list(map(placed.alone.get, places))
    statuses = [Status.MISSING if one is None else one.status for one in statements]
    rates = _rates(measure, statements, setting.areas)
    unusual = {
        places[code]: _cell(measure, code, placed.of(code), listed.get(code, ()), setting)
        for code in _to_be_judged(placed, listed, setting) | {*suspects(measure, codes, rates)}
        if code in places
    }
    for place, cell in unusual.items():
        statements[place], statuses[place] = cell.statement, cell.status
        rates[place] = cell.rate
    ordered = dict(sorted(unusual.items()))
    return MeasureRow(measure, codes, statements, statuses, rates, ordered)


def _to_be_judged(placed: Placed, listed: Iterable[str], setting: Setting) -> set[str]:
    """Return the districts of which more is to be said than one statement says."""
    return {
        *placed.several,
        *listed,
        *setting.other_borders,
        *(code for codes in setting.broken.values() for code in codes),
        *setting.edition.stands_for.values(),
        *_in_part(placed.alone),
    }


def _in_part(alone: Mapping[str, Statement]) -> Iterator[str]:
    """Yield the districts whose one statement does not speak of the whole work."""
    # In runs: most districts have one series, and like series are one object.
    for series, run in groupby(alone.items(), lambda item: item[1].series):
        if series.scope is not Scope.WHOLE:
            yield from (code for code, _ in run)


def _cell(
    measure: Measure,
    code: str,
    statements: Sequence[Statement],
    groups: tuple[str, ...],
    setting: Setting,
) -> Cell:
    ordered = _ordered(statements, code)
    colouring = [s for s in ordered if s.series.scope is Scope.WHOLE]
    border = setting.other_borders.get(code, "")
    if not colouring:
        status = Status.IN_GROUP_TOTAL if groups else Status.MISSING
        # That nothing is reported holds for whatever border, unless there was no district at all.
        told = border and (groups or not is_other_border(border))
        own = (border,) if told else ()
        return Cell(code, measure, status, flags=own, groups=groups, details=tuple(ordered))
    shown = colouring[0]
    status, flags = shown.status, shown.flags
    if code in setting.broken.get(shown.series, ()):
        flags = (*flags, "break")
        status = min(status, Status.BREAK, key=lambda letter: letter.rank)
    if shown.codes[0] != code:
        flags = (*flags, f"includes:{shown.codes[0]}")
    area = setting.edition.drawn[code].area_km2
    flags = (*flags, *([border] if border else area_flags(shown, area)))
    (rate,) = _rates(measure, [shown], [area])
    return Cell(
        code=code,
        measure=measure,
        status=status,
        value=shown.value,
        rate=None if border else rate,
        flags=flags,
        statement=shown,
        groups=groups,
        details=tuple(s for s in ordered if s is not shown),
    )


def _ordered(statements: Sequence[Statement], code: str) -> Sequence[Statement]:
    """Return a district's own figures before those of a city it is drawn for, the main first."""
    return sorted(statements, key=lambda s: (s.codes[0] != code, not s.series.is_main, s.series))


def _rates(
    measure: Measure, statements: Sequence[Statement | None], areas: Sequence[float]
) -> list[float | None]:
    """Return items or hectares per 100 km² of the drawn polygons; None for percent."""
    if measure.unit is Unit.PERCENT:
        return [None] * len(statements)
    shown = _Shown(measure)
    return [
        None if one is None else shown[one.claims[0].value] / area * _RATE_AREA_KM2
        for one, area in zip(statements, areas, strict=True)
    ]


class _Shown(dict[Decimal, float]):
    """Values in the unit people read; many districts have the same, and each is reckoned once."""

    def __init__(self, measure: Measure) -> None:
        super().__init__()
        self._measure = measure

    def __missing__(self, value: Decimal) -> float:
        shown = self[value] = float(self._measure.shown(value))
        return shown
