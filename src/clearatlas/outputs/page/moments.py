"""One slice of the atlas -> the data of one period: places, statements and series as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np

from clearatlas.atlas import Atlas
from clearatlas.atlas.cells import Cell
from clearatlas.atlas.rows import MeasureRow
from clearatlas.atlas.slices import Group, Slice, Sum, Unplaced
from clearatlas.classification import Classes
from clearatlas.ledger.statements import Statement
from clearatlas.observations import Bound, Measure, Status, plain_number
from clearatlas.outputs.page.columns import Columns
from clearatlas.outputs.page.evidence import BOUND_SIGNS
from clearatlas.outputs.page.geometry import AREA_DECIMALS
from clearatlas.outputs.wording.flags import told_flags

#: The fill of a value that has no class, as it is for another border than the one drawn.
PLAIN = "plain"
#: Areas as written differ from the true ones by less than this, in km².
_AREA_STEP = 10.0**-AREA_DECIMALS

__all__ = [
    "PLAIN",
    "class_of",
    "fill_of",
    "is_told",
    "leading_definition",
    "moment",
    "named_places",
    "sums_of",
]


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a row of districts is coloured: class limits, and each district's area as written."""

    classes: Classes
    areas: Mapping[str, float]

    def misjudged(self, row: MeasureRow) -> Iterator[Cell]:
        """Yield the cells whose class scripts would get wrong: they know areas as written."""
        rates = np.array(row.rates, dtype=float)  # not a number where there is none
        areas = [self.areas[code] for code in row.codes]
        limits = np.array(self.classes.breaks)
        # Only where a limit is nearer than the rounding of the area can the two differ, and never
        # at zero.
        slack = _AREA_STEP / min(areas, default=1.0)
        distances = np.abs(rates[:, None] - limits).min(axis=1, initial=np.inf)
        for place in np.flatnonzero((distances <= rates * slack) & (rates > 0)).tolist():
            if self._reckoned(row[place]) != class_of(row[place], self.classes):
                yield row[place]

    def _reckoned(self, cell: Cell) -> int | None:
        """Return the class that scripts reckon for a cell."""
        shown = 0.0 if cell.value is None else float(cell.measure.shown(cell.value))
        return self.classes.number(shown / self.areas[cell.code] * 100)


def class_of(cell: Cell, classes: Classes) -> int | None:
    """Return the class of a cell; None without a value, and where it is for another border."""
    return classes.number(cell.coloured)


def fill_of(cell: Cell, classes: Classes) -> str:
    """Return what a district is filled with: its class, else the pattern of its status."""
    if cell.statement is None:
        return str(cell.status)
    return PLAIN if cell.is_elsewhere else str(class_of(cell, classes))


def sums_of(one: Slice, measure: Measure) -> tuple[Sum, ...]:
    """Return the sums of a measure that hold anything."""
    return tuple(s for s in one.sums.get(measure.key, ()) if s.placed_count or s.unplaced)


def is_told(total: Statement) -> bool:
    """Return whether the districts' own figures say all that a total says."""
    return total.parts is not None and total.parts.complete and total.parts.agrees


def leading_definition(cells: Iterable[Cell]) -> str:
    """Return the definition that ranks go by: "cleared", or else the first there is."""
    found = {cell.statement.series.definition for cell in cells if cell.statement is not None}
    return min(found, key=lambda definition: (definition != "cleared", definition), default="")


def named_places(one: Slice) -> list[str]:
    """Return the code of every place a period names beside those it reports on; some repeat."""
    named = [code for group in one.groups for code in group.codes]
    for statement in _unusual_statements(one):
        named += statement.codes
        for codes in statement.other_lists:
            named += codes
    return named


def moment(
    one: Slice,
    firsts: Mapping[str, int],
    atlas: Atlas,
    areas: Mapping[str, float],
    columns: Columns,
) -> dict[str, object]:
    """Return the data of one period; what is empty or usual is left out.

    Parameters
    ----------
    one, firsts
        The period, and by measure key the number of the first statement that colours a district:
        the others follow it.
    atlas, areas
        Where it comes from, and the areas of its edition's districts as they are written.
    columns
        Where its statements and lists are collected.
    """
    cells: dict[str, object] = {}
    for number, measure in enumerate(atlas.measures):
        row = one.rows.get(measure.key)
        if row is not None and not row.is_silent:
            setting = _Setting(atlas.classes(measure, one.period.granularity), areas)
            cells[str(number)] = _cells(row, firsts[measure.key], setting, one.groups, columns)
    written: dict[str, object] = {
        "edition": list(atlas.boundaries).index(one.edition),
        "extent": columns.place_list(one.codes),
        "straddles": one.straddles,
        "cells": cells,
        "groups": [_group(*group, columns) for group in enumerate(one.groups, start=1)],
        "totals": [columns.number(statement) for statement in one.totals],
        "totalLabels": _told_apart([statement.label for statement in one.totals]),
        "unplaced": [_unplaced(row, columns) for row in one.unplaced],
        "sums": {
            str(number): [_sum(total, columns) for total in sums_of(one, measure)]
            for number, measure in enumerate(atlas.measures)
            if sums_of(one, measure)
        },
    }
    return {key: entry for key, entry in written.items() if entry not in ({}, [], False)}


def _told_apart(labels: Sequence[str]) -> list[str]:
    """Return the printed names of totals, unless all are called as most are: national."""
    return list(labels) if set(labels) - {"national"} else []


def _cells(
    row: MeasureRow, first: int, setting: _Setting, groups: Sequence[Group], columns: Columns
) -> dict[str, object]:
    """Return one measure of one period: lists in the order of its districts, the rest by place.

    What follows from the rest is left out: a status from the statement, a class from the value.
    """
    places = columns.places
    has_value = [one is not None for one in row.statements]
    is_valued = any(has_value)
    unusual = row.unusual.values()
    written = {
        "status": _status_column(row, groups),
        "valued": columns.place_list(compress(row.codes, has_value)) if is_valued else None,
        "statement": first if is_valued else None,
        "class": {
            str(places[cell.code]): class_of(cell, setting.classes)
            for cell in setting.misjudged(row)
        },
        "flags": {
            str(places[cell.code]): told
            for cell in unusual
            if (told := _told(cell)) != _usual(cell)
        },
        "details": {
            str(places[cell.code]): [columns.number(detail) for detail in cell.details]
            for cell in unusual
            if cell.details
        },
        **_group_column(row, groups, places),
    }
    return {key: entry for key, entry in written.items() if entry not in ({}, "", None, [])}


def _told(cell: Cell) -> list[str]:
    series = cell.statement.series if cell.statement else None
    return told_flags(cell.flags, cell.status, series)


def _usual(cell: Cell) -> list[str]:
    """Return the flags that a cell has from its statement."""
    one = cell.statement
    return told_flags(one.flags, one.status, one.series) if one else []


def _status_column(row: MeasureRow, groups: Sequence[Group]) -> str:
    """Return the letters of a row; empty where each is as expected.

    That is the status of its statement; without one, K in the usual group, else O.
    """
    if not groups and not row.unusual:
        return ""
    usual = _usual_group(row, groups)
    places = groups[usual].codes if usual is not None else ()
    expected = [
        one.status if one else Status.IN_GROUP_TOTAL if code in places else Status.MISSING
        for one, code in zip(row.statements, row.codes, strict=True)
    ]
    return "" if row.statuses == expected else "".join(row.statuses)


def _group_column(
    row: MeasureRow, groups: Sequence[Group], places: Mapping[str, int]
) -> dict[str, object]:
    """Return the group of the districts that have only a total, and who is in which other ones."""
    if not groups:
        return {}
    numbers = {group.id: number for number, group in enumerate(groups)}
    usual = _usual_group(row, groups)
    others = {}
    for cell in row.unusual.values():
        own = [numbers[group] for group in cell.groups]
        if own != ([usual] if cell.status is Status.IN_GROUP_TOTAL else []):
            others[str(places[cell.code])] = own
    return {"otherGroup": others} | ({} if usual is None else {"group": usual})


def _usual_group(row: MeasureRow, groups: Sequence[Group]) -> int | None:
    """Return the number of the group of the first district that has only a total."""
    if not groups:
        return None
    unusual = row.unusual.values()
    only = (cell.groups[0] for cell in unusual if cell.status is Status.IN_GROUP_TOTAL)
    first = next(only, None)
    return next((number for number, group in enumerate(groups) if group.id == first), None)


def _group(position: int, group: Group, columns: Columns) -> dict[str, object]:
    """Return a group; its number where groups of other measures stand before it."""
    return {
        **({"number": group.number} if group.number != position else {}),
        "places": columns.place_list(group.codes),
        **({"without": columns.place_list(group.without_polygon)} if group.without_polygon else {}),
        "totals": {
            str(columns.measure[key]): columns.number(total) for key, total in group.totals.items()
        },
        **_printed_places(group, columns),
    }


def _printed_places(group: Group, columns: Columns) -> dict[str, object]:
    """Return the places of a group as printed, by measure, where that is not their codes."""
    usual = ", ".join(group.codes)
    labels = {
        str(columns.measure[key]): total.label
        for key, total in group.totals.items()
        if total.label != usual
    }
    return {"labels": labels} if labels else {}


def _unplaced(row: Unplaced, columns: Columns) -> list[object]:
    return [row.label, row.reason.value, columns.number(row.statement)]


def _sum(total: Sum, columns: Columns) -> list[object]:
    bound = [] if total.bound is Bound.EXACT else [BOUND_SIGNS[total.bound]]
    return [
        columns.series(total.series),
        plain_number(total.placed),
        plain_number(total.unplaced),
        "".join(status.value for status in total.statuses),
        total.placed_count,
        total.in_group_count,
        total.missing_count,
        *bound,
    ]


def _unusual_statements(one: Slice) -> Iterator[Statement]:
    """Yield every statement of a period but those that say all there is of their own district."""
    for cell in (cell for row in one.rows.values() for cell in row.unusual.values()):
        if cell.statement is not None:
            yield cell.statement
        yield from cell.details
    yield from (total for group in one.groups for total in group.totals.values())
    yield from one.totals
    yield from (row.statement for row in one.unplaced)
