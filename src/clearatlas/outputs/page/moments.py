"""One slice of the atlas -> the data of one period: places, statements and series as numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clearatlas.atlas import Atlas
from clearatlas.classification import Classes
from clearatlas.observations import Bound, Status, Unit
from clearatlas.outputs.page.columns import Columns, plain
from clearatlas.slices import Cell, Group, Slice, Sum, Unplaced
from clearatlas.statements import Statement

__all__ = ["class_of", "is_exact", "moment", "named_places", "statements_of"]

#: Stands for a district without a polygon in the edition, and for a value without a class.
_NOTHING = "-"


def class_of(cell: Cell, classes: Classes) -> int | None:
    """Return the class of a cell: of its rate, for a percentage of its value; None without one."""
    if cell.measure.unit is Unit.PERCENT and cell.value is not None:
        return classes.number(float(cell.value))
    return classes.number(cell.rate)


def is_exact(total: Sum, one: Slice) -> bool:
    """Return whether all that went into a sum is exact: no "more than", no "about"."""
    return all(
        statement.bound is Bound.EXACT
        for statement in (*_cell_statements(one), *(row.statement for row in one.unplaced))
        if statement.series == total.series
    )


def named_places(one: Slice) -> Iterator[str]:
    """Yield the code of every place a period names, repeats included."""
    yield from (code for group in one.groups for code in group.codes)
    for statement in statements_of(one):
        yield from statement.codes
        yield from (code for codes in statement.other_lists for code in codes)
    for cell in one.cells.values():
        yield from (flag.partition(":")[2] for flag in cell.flags if flag.startswith("includes:"))


def moment(
    one: Slice, atlas: Atlas, editions: Sequence[str], columns: Columns
) -> dict[str, object]:
    """Return the data of one period; what is empty or usual is left out."""
    groups = {group.id: number for number, group in enumerate(one.groups)}
    cells: dict[str, object] = {}
    for number, measure in enumerate(atlas.measures):
        row = [one.cells.get((measure.key, code)) for code in atlas.extent]
        if any(_says_something(cell) for cell in row):
            classes = atlas.classes(measure, one.period.granularity)
            cells[str(number)] = _cells(row, classes, groups, columns)
    written: dict[str, object] = {
        "edition": editions.index(one.edition),
        "straddles": one.straddles,
        "cells": cells,
        "groups": [_group(group, columns) for group in one.groups],
        "totals": [columns.number(statement) for statement in one.totals],
        "unplaced": [_unplaced(row, columns) for row in one.unplaced],
        "sums": {
            str(columns.measures[key]): [_sum(total, one, columns) for total in sums]
            for key, sums in one.sums.items()
            if any(total.placed_count or total.unplaced for total in sums)
        },
    }
    return {key: entry for key, entry in written.items() if entry not in ({}, [], False)}


def _cells(
    row: Sequence[Cell | None],
    classes: Classes,
    groups: Mapping[str, int],
    columns: Columns,
) -> dict[str, object]:
    """Return one measure of one period, a column entry per district of the extent."""
    statements = {
        str(place): columns.number(cell.statement)
        for place, cell in enumerate(row)
        if cell and cell.statement
    }
    flags = {
        str(place): list(cell.flags)
        for place, cell in enumerate(row)
        if cell and cell.statement and cell.flags != cell.statement.flags
    }
    details = {
        str(place): [columns.number(detail) for detail in cell.details]
        for place, cell in enumerate(row)
        if cell and cell.details
    }
    written = {
        "status": "".join(cell.status.value if cell else _NOTHING for cell in row),
        "class": "".join(_class_sign(cell, classes) for cell in row) if statements else "",
        "statement": statements,
        **_group_column(row, groups),
        "flags": flags,
        "details": details,
    }
    return {key: entry for key, entry in written.items() if entry not in ({}, "")}


def _group_column(row: Sequence[Cell | None], groups: Mapping[str, int]) -> dict[str, object]:
    """Return the group of the districts that have only a total, and which are in another one."""
    own = [None if cell is None or cell.group is None else groups[cell.group] for cell in row]
    only = [cell is not None and cell.status is Status.IN_GROUP_TOTAL for cell in row]
    usual = next((group for group, alone in zip(own, only, strict=True) if alone), None)
    others = {
        str(place): group
        for place, (group, alone) in enumerate(zip(own, only, strict=True))
        if group != (usual if alone else None)
    }
    return {"group": -1 if usual is None else usual, "otherGroup": others}


def _class_sign(cell: Cell | None, classes: Classes) -> str:
    number = class_of(cell, classes) if cell else None
    return _NOTHING if number is None else str(number)


def _says_something(cell: Cell | None) -> bool:
    return cell is not None and (
        cell.value is not None or cell.group is not None or bool(cell.details)
    )


def _group(group: Group, columns: Columns) -> dict[str, object]:
    return {
        "places": columns.place_numbers(group.codes),
        "without": columns.place_numbers(group.without_polygon),
        "totals": {
            str(columns.measures[key]): columns.number(total) for key, total in group.totals.items()
        },
    }


def _unplaced(row: Unplaced, columns: Columns) -> list[object]:
    return [row.label, row.reason.value, columns.number(row.statement)]


def _sum(total: Sum, one: Slice, columns: Columns) -> list[object]:
    return [
        columns.series(total.series),
        plain(total.placed),
        plain(total.unplaced),
        "".join(status.value for status in total.statuses),
        total.placed_count,
        total.in_group_count,
        total.missing_count,
        int(is_exact(total, one)),
    ]


def _cell_statements(one: Slice) -> Iterator[Statement]:
    for cell in one.cells.values():
        if cell.statement is not None:
            yield cell.statement
        yield from cell.details


def statements_of(one: Slice) -> Iterator[Statement]:
    """Yield every statement of a period."""
    yield from _cell_statements(one)
    yield from (total for group in one.groups for total in group.totals.values())
    yield from one.totals
    yield from (row.statement for row in one.unplaced)
