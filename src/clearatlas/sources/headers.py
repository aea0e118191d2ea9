"""The header row of a sheet -> what each column is.

The header row is the first row in which a place (or code) column and at least one column for a
period, measure or value are recognised, and in which no cell is a number or date. Title rows may
stand above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from clearatlas.observations import Measure
from clearatlas.sources.grids import Broken, Cell, Row, Sheet, shown
from clearatlas.sources.measures import (
    NamedMeasure,
    PrintedUnit,
    declared_unit,
    default_unit,
    find_measure,
    units_of,
)
from clearatlas.sources.spots import Column, Log, Position, Spot, column_letters
from clearatlas.sources.vocabulary import fold, vocabulary

__all__ = [
    "Table",
    "find_table",
    "header_index",
    "is_half_table",
    "is_header",
    "no_header",
    "recognised",
]

_PLACE_ROLES = frozenset({"place", "place_of_other_level", "code"})
_FIGURE_ROLES = frozenset({"period", "period_start", "period_end", "measure", "value", "figure"})
_FIGURES_WANTED = (
    "columns measure and value, or one column per measure, such as ap_mines, at_mines, uxo, area_ha"
    " (--measure NAME takes in any other)"
)
_TOP_ROWS = 50  # where to look for the row that comes nearest to a header, for the message alone
_NUMBER = re.compile(r"[0-9][0-9.,/\s-]*")


@dataclass(frozen=True, slots=True)
class Headed:
    """A column and what it is: ``role`` is a key of the language files, ``figure`` or empty.

    ``measure`` and ``unit`` are those of a figure column; see :class:`FigureColumn`.
    """

    column: Column
    role: str
    measure: Measure | None = None
    unit: PrintedUnit | None = None


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A column of figures of one measure; ``unit`` is None for an area whose unit is not stated."""

    column: Column
    measure: Measure
    unit: PrintedUnit | None


@dataclass(frozen=True)
class Table:
    """A sheet that holds a table, and what its columns are.

    Attributes
    ----------
    sheet, header
        The sheet, and where in ``sheet.rows`` its header row stands.
    columns
        Role -> column, for roles that one column has.
    codes
        Columns of place codes.
    figures
        One column per measure (wide layout); empty where a value column holds them (long).
    ignored
        Columns that are not understood.
    """

    sheet: Sheet
    header: int
    columns: Mapping[str, Column]
    codes: tuple[Column, ...]
    figures: tuple[FigureColumn, ...]
    ignored: tuple[Column, ...]

    @property
    def rows(self) -> Sequence[Row]:
        """The rows below the header row."""
        return self.sheet.rows[self.header + 1 :]

    def cells(self, column: Column) -> list[Cell]:
        """Return the cells of a column, from the row below the header row on."""
        at = column.index
        return [row.cells[at] if at < len(row.cells) else None for row in self.rows]

    @property
    def figure_columns(self) -> tuple[Column, ...]:
        """The columns that hold figures: the value column, or one per measure."""
        if "value" in self.columns:
            return (self.columns["value"],)
        return tuple(figure.column for figure in self.figures)


@lru_cache(maxsize=4096)
def _meaning(
    label: str, named: tuple[NamedMeasure, ...]
) -> tuple[str, Measure | None, PrintedUnit | None]:
    spelling = fold(label)
    if not any(spelling in (fold(own.name), fold(own.measure.key)) for own in named):
        role = vocabulary().columns.get(spelling)
        if role is not None:
            return role, None, None
    found = find_measure(label, named)
    if found is None:
        return "", None, None
    measure, unit = found
    return "figure", measure, unit or default_unit(measure, named)


def recognised(row: Row, named: tuple[NamedMeasure, ...]) -> tuple[Headed, ...]:
    """Return every column of a row of headers; the role of one that is not understood is empty."""
    labels = [" ".join(shown(cell).split()) for cell in row.cells]
    return tuple(
        Headed(Column(index, label), *_meaning(label, named)) for index, label in enumerate(labels)
    )


def is_header(row: Row, named: tuple[NamedMeasure, ...]) -> bool:
    """Return whether a row is a header row, by the rule of the module docstring."""
    if any(map(_is_figure_or_date, row.cells)):
        return False
    roles = {headed.role for headed in recognised(row, named)}
    return bool(roles & _PLACE_ROLES) and bool(roles & _FIGURE_ROLES)


def _is_figure_or_date(cell: Cell) -> bool:
    if isinstance(cell, str):
        return _NUMBER.fullmatch(cell) is not None
    return cell is not None and not isinstance(cell, Broken)


def header_index(sheet: Sheet, named: tuple[NamedMeasure, ...]) -> int | None:
    """Return where in ``sheet.rows`` the header row stands, or None."""
    return next((n for n, row in enumerate(sheet.rows) if is_header(row, named)), None)


def find_table(sheet: Sheet, index: int, named: tuple[NamedMeasure, ...], log: Log) -> Table:
    """Return what the columns are, from the header row at ``index``; problems go to ``log``.

    Where two columns mean the same, the first is used to look for further problems.
    """
    row = sheet.rows[index]
    spot = Spot(sheet.name, row.position)
    groups: dict[str, list[Headed]] = {}
    for headed in recognised(row, named):
        groups.setdefault(_same_meaning(headed), []).append(headed)
    ignored = [headed.column for headed in groups.pop("", [])]
    other_level = groups.pop("place_of_other_level", [])
    if other_level and "place" in groups:
        ignored += [headed.column for headed in other_level]
    elif other_level:
        groups["place"] = other_level
    for found in _repeated(groups):
        log.problem(spot, found, "keep one of them, or rename the other")
    firsts = [group[0] for group in groups.values()]
    table = Table(
        sheet=sheet,
        header=index,
        columns={role: group[0].column for role, group in groups.items()},
        codes=tuple(headed.column for headed in firsts if headed.role == "code"),
        figures=tuple(
            FigureColumn(headed.column, headed.measure, headed.unit)
            for headed in firsts
            if headed.measure is not None
        ),
        ignored=tuple(sorted(ignored)),
    )
    for found, allowed in (*_gaps(table), *_unit_problems(table, named)):
        log.problem(spot, found, allowed)
    return table


def _same_meaning(headed: Headed) -> str:
    """Return a key that two columns share where they mean the same."""
    if headed.measure is not None:
        return f"figure {headed.measure.key}"
    if headed.role == "code":
        return f"code {fold(headed.column.label)}"
    return headed.role


def _repeated(groups: Mapping[str, list[Headed]]) -> Iterator[str]:
    for group in groups.values():
        if len(group) > 1:
            labels = " and ".join(f"“{headed.column.label}”" for headed in group)
            letters = ", ".join(column_letters(headed.column.index) for headed in group)
            yield f"the columns {labels} ({letters}) mean the same"


def _gaps(table: Table) -> Iterator[tuple[str, str]]:
    """Yield what a table of figures needs and this one lacks or has twice."""
    have = table.columns.keys()
    if "period" in have and have & {"period_start", "period_end"}:
        yield (
            "there is a period column beside period_start or period_end",
            "keep the period column, or period_start and period_end",
        )
    elif "period_start" in have and "period_end" not in have:
        yield "period_start has no period_end beside it", "add period_end, or use one period column"
    elif not have & {"period", "period_end"}:
        yield "no column says the period", "add period, or period_start and period_end"
    if "measure" in have and "value" not in have:
        yield "the measure column has no value column beside it", "add a value column"
    elif "value" in have and "measure" not in have:
        yield (
            f"the value column “{table.columns['value'].label}” does not say what is counted",
            "add a measure column, or head it with its measure, such as ap_mines or area_ha",
        )
    elif "value" in have and table.figures:
        labels = ", ".join(f"“{figure.column.label}”" for figure in table.figures)
        yield (
            f"there is a value column beside columns for single measures ({labels})",
            "use measure and value columns, or one column per measure",
        )
    elif "value" not in have and not table.figures:
        yield "no column holds figures", f"add {_FIGURES_WANTED}"


def _unit_problems(table: Table, named: tuple[NamedMeasure, ...]) -> Iterator[tuple[str, str]]:
    for figure in table.figures:
        key = figure.measure.key
        if figure.unit is None and "unit" not in table.columns:
            yield (
                f"{figure.column} does not say its unit",
                f"head it {key}_ha, {key}_m2 or {key}_km2",
            )
        if figure.unit is not None and figure.unit.canonical is not figure.measure.unit:
            yield (
                f"{figure.column}: {key} cannot be in {figure.unit.key}",
                f"{key} is in {units_of(figure.measure)}",
            )
            continue
        declared = declared_unit(figure.measure, named)
        if declared and figure.unit and declared is not figure.unit:
            yield (
                f"{figure.column} is in {figure.unit.key}, and --measure says {declared.key}",
                "let both say the same",
            )


def no_header(sheet: Sheet, named: tuple[NamedMeasure, ...]) -> tuple[Position, str, str]:
    """Return where a header row was looked for, what was found there and what it needs."""
    best = max(sheet.rows[:_TOP_ROWS], key=lambda row: _known_columns(row, named))
    known = [headed for headed in recognised(best, named) if headed.role]
    names = ", ".join(f"“{headed.column.label}”" for headed in known)
    roles = {headed.role for headed in known}
    wanted = []
    if not roles & _PLACE_ROLES:
        wanted.append(
            "a column for places headed place, district, rayon or район (or one for codes)"
        )
    if not roles & {"period", "period_end"}:
        wanted.append("a column period, or period_start and period_end")
    if not roles & {"value", "figure"}:
        wanted.append(_FIGURES_WANTED)
    found = f"no header row was found; this row comes nearest, with {names or 'nothing'} known"
    return best.position, found, "needed: " + "; ".join(wanted)


def is_half_table(sheet: Sheet, named: tuple[NamedMeasure, ...]) -> bool:
    """Return whether a sheet without a header row looks as if it should have one.

    That is: one of its rows holds two known headers, one of them for a period, measure or value.
    """
    return any(
        _known_columns(row, named) > 1
        and any(headed.role in _FIGURE_ROLES for headed in recognised(row, named))
        for row in sheet.rows
    )


def _known_columns(row: Row, named: tuple[NamedMeasure, ...]) -> int:
    if any(map(_is_figure_or_date, row.cells)):
        return 0
    return sum(bool(headed.role) for headed in recognised(row, named))
