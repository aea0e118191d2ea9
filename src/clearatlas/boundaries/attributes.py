"""The columns of a layer -> what each unit says of itself: codes, names, kind, country."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import orjson

from clearatlas.boundaries.conventions import conventions
from clearatlas.boundaries.layers import Layer
from clearatlas.errors import BoundaryError

__all__ = ["Attributes", "Name", "Unit", "read_attributes", "text_of"]

_LEVELS = range(5, 0, -1)
_DBF_NAME = 10
_CONCORDANCES = "wof:concordances"

#: The system of a code whose column is named by the user or by no convention.
OWN = "code"


@dataclass(frozen=True)
class Name:
    """One name of a unit.

    Attributes
    ----------
    text, column
        The name, and where it stands.
    language
        ``en``, ``az``, ``ru``, or empty where the column does not say.
    decides
        False for names that only help where no other is known.
    """

    text: str
    column: str
    language: str
    decides: bool


@dataclass(frozen=True)
class Unit:
    """What one feature says of itself.

    Attributes
    ----------
    label
        How a message calls it: ``unit 7 (Aghdam)``.
    codes
        Code system to code, in the order in which systems decide; absent where empty.
    identifiers
        Identifiers of this file, by column pattern; absent where empty.
    names
        Names in the order of the conventions, each text once.
    kind
        The file's word for it, or empty.
    approximate
        Whether the file calls the border approximate.
    """

    label: str
    codes: Mapping[str, str]
    identifiers: Mapping[str, str]
    names: tuple[Name, ...]
    kind: str
    approximate: bool


@dataclass(frozen=True)
class Attributes:
    """What a file says: its units, and the columns that apply to it as a whole.

    Attributes
    ----------
    units
        One per feature, in the file's order.
    code_columns
        System or identifier to the column that holds it, in the order in which they decide.
    countries
        How often each value stands in the country columns.
    level
        The administrative level of the units, where the columns are numbered.
    columns
        All columns by folded name, as texts.
    chosen
        The column the user named for codes, or empty.
    """

    units: tuple[Unit, ...]
    code_columns: Mapping[str, str]
    countries: Counter[str]
    level: int | None
    columns: Mapping[str, tuple[str, ...]]
    chosen: str


def text_of(value: object) -> str:
    """Return a value as the text a person would write; empty for nothing.

    >>> text_of("05 "), text_of(85668621.0), text_of(None), text_of(float("nan"))
    ('05', '85668621', '', '')
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return "|".join(filter(None, map(text_of, value)))
    return str(value).strip()


def read_attributes(layer: Layer, code_column: str | None, name_column: str | None) -> Attributes:
    """Return what the layer's units say of themselves.

    Parameters
    ----------
    layer
        A layer of any convention.
    code_column, name_column
        The one column to take codes or names from, where detection is not wanted.

    Raises
    ------
    BoundaryError
        Where a named column does not exist, with the columns there are; where there is no unit.
    """
    if not len(layer.shapes):
        raise BoundaryError(layer.path, "it holds no features; check the export that made it")
    columns = _Columns(_with_concordances(layer.columns))
    _refuse_unknown(layer, (code_column, name_column), columns)
    reader = _Reader(columns, code_column, name_column)
    return Attributes(
        units=tuple(reader.unit(row) for row in range(len(layer.shapes))),
        code_columns={**reader.codes, **({} if code_column else reader.identifiers)},
        countries=Counter(filter(None, columns.values_of(conventions().countries))),
        level=columns.level,
        columns=columns.texts,
        chosen=code_column or "",
    )


class _Columns:
    """Columns by folded name, as texts, found by the patterns of the conventions."""

    def __init__(self, columns: Mapping[str, Sequence[object]]) -> None:
        self.names = {name.casefold(): name for name in columns}
        self.texts = {
            name.casefold(): tuple(map(text_of, values)) for name, values in columns.items()
        }
        self.level = self._level()

    def _level(self) -> int | None:
        """Return the deepest level that has a filled column."""
        known = conventions()
        patterns = [*known.identifiers, *known.other_names]
        for group in (*known.codes.values(), *known.names.values()):
            patterns.extend(group)
        numbered = [pattern for pattern in patterns if "{n}" in pattern]
        for level in _LEVELS:
            spelled = (pattern.format(n=level) for pattern in numbered)
            if any(self._half_filled(name) for name in spelled):
                return level
        return None

    def _half_filled(self, name: str) -> bool:
        values = self.texts.get(name, ())
        return bool(values) and 2 * sum(map(bool, values)) >= len(values)

    def find(self, patterns: Iterable[str]) -> list[str]:
        """Return the folded names of filled columns that fit, in the order of the patterns.

        A Shapefile keeps ten letters of a name, so those are enough where nothing longer is there.
        """
        found: dict[str, None] = {}
        for pattern in patterns:
            name = pattern.format(n=self.level) if self.level else pattern
            for spelled in (name, name[:_DBF_NAME]):
                if any(self.texts.get(spelled, ())):
                    found[spelled] = None
                    break
        return list(found)

    def first(self, patterns: Iterable[str]) -> str | None:
        """Return the first of :meth:`find`, or None."""
        return next(iter(self.find(patterns)), None)

    def values_of(self, patterns: Iterable[str]) -> Iterator[str]:
        """Yield every text in the columns that fit."""
        return (text for name in self.find(patterns) for text in self.texts[name])


class _Reader:
    """Which columns hold what, decided once, and the units they make."""

    def __init__(self, columns: _Columns, code: str | None, name: str | None) -> None:
        known = conventions()
        self._texts = columns.texts
        found = {system: columns.first(patterns) for system, patterns in known.codes.items()}
        if code is not None:
            found = {_system_of(code.casefold(), found): code.casefold()}
        self.codes = {system: column for system, column in found.items() if column}
        self.identifiers = {
            pattern: column
            for pattern in known.identifiers
            if (column := columns.first([pattern])) is not None
        }
        self._names = [
            (column, language, True)
            for language, patterns in known.names.items()
            for column in columns.find(patterns)
        ] + [(column, "", False) for column in columns.find(known.other_names)]
        if name is not None:
            self._names = [(name.casefold(), "", True)]
        self._kinds = columns.find(known.kinds)
        self._approximate = columns.find(known.approximate)

    def unit(self, row: int) -> Unit:
        names = tuple(self._unit_names(row))
        codes = self._row(self.codes, row)
        identifiers = self._row(self.identifiers, row)
        shown = next((name.text for name in names), None)
        shown = shown or next(iter([*codes.values(), *identifiers.values()]), None)
        return Unit(
            label=f"unit {row + 1} ({shown})" if shown else f"unit {row + 1}",
            codes=codes,
            identifiers=identifiers,
            names=names,
            kind=next(filter(None, (self._texts[column][row] for column in self._kinds)), ""),
            approximate=any(
                self._texts[column][row].casefold() in {"true", "1"} for column in self._approximate
            ),
        )

    def _row(self, columns: Mapping[str, str], row: int) -> dict[str, str]:
        texts = {key: self._texts[column][row] for key, column in columns.items()}
        return {key: text for key, text in texts.items() if text}

    def _unit_names(self, row: int) -> Iterable[Name]:
        seen = set()
        for column, language, decides in self._names:
            for part in self._texts[column][row].split("|"):
                text = part.strip()
                if text and text not in seen:
                    seen.add(text)
                    yield Name(text, column, language, decides)


def _system_of(column: str, found: Mapping[str, str | None]) -> str:
    """Return the code system a column holds by convention, or :data:`OWN`."""
    return next((system for system, name in found.items() if name == column), OWN)


def _refuse_unknown(layer: Layer, asked: Iterable[str | None], columns: _Columns) -> None:
    missing = [name for name in asked if name is not None and name.casefold() not in columns.names]
    if missing:
        there = ", ".join(f"“{name}”" for name in layer.columns) or "none"
        named = " and ".join(f"“{name}”" for name in missing)
        raise BoundaryError(layer.path, f"there is no column {named}; its columns are: {there}")


def _with_concordances(columns: Mapping[str, list[object]]) -> dict[str, Sequence[object]]:
    """Return the columns, and those nested in Who's On First's ``wof:concordances``."""
    widened: dict[str, Sequence[object]] = dict(columns)
    nested = [_json_object(text) for text in columns.get(_CONCORDANCES, ())]
    for key in dict.fromkeys(key for row in nested for key in row):
        widened.setdefault(key, [row.get(key) for row in nested])
    return widened


def _json_object(text: object) -> Mapping[str, object]:
    try:
        value = orjson.loads(text) if isinstance(text, str) else {}
    except orjson.JSONDecodeError:
        return {}
    return value if isinstance(value, dict) else {}
