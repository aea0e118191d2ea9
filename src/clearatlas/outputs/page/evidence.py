"""Claims and what they rest on -> columns: values, sources, the spots and words they were read at.

A long record has a million of them: each is walked once, and what repeats is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from clearatlas.ledger.statements import Claim, Statement
from clearatlas.observations import Bound, Measure, Observation, Scope, Source
from clearatlas.outputs.page.numbers import as_text, steps_as_text

__all__ = ["BOUND_SIGNS", "Evidence", "common_power", "exceptions", "in_figures"]

_ROW = re.compile(r"(?<!\d)[1-9][0-9]{0,8}(?!\d)")
#: How the page's data writes a bound.
BOUND_SIGNS = {Bound.EXACT: "=", Bound.AT_LEAST: ">", Bound.AT_MOST: "<", Bound.ABOUT: "~"}
#: Scripts write short numbers as they are; long ones may round or get an exponent.
_MOST_FIGURES = 8


@dataclass
class _Values:
    """The distinct values of one measure, numbered as they come, and their printed figures."""

    measure: Measure
    slots: dict[Decimal, int] = field(default_factory=dict)
    figures: list[str] = field(default_factory=list)

    def slot(self, value: Decimal) -> int:
        """Return the number of a value."""
        slot = self.slots.setdefault(value, len(self.figures))
        if slot == len(self.figures):
            self.figures.append(in_figures(self.measure.shown(value)))
        return slot


@dataclass
class Evidence:
    """Sources and texts, each once, and the columns that refer to them."""

    sources: dict[Source, int] = field(default_factory=dict)
    texts: dict[str, int] = field(default_factory=lambda: {"": 0})

    def text(self, text: str) -> int:
        """Return the number of a text."""
        return self.texts.setdefault(text, len(self.texts))

    def columns(self, statements: Sequence[Statement], keys: Sequence[str]) -> dict[str, object]:
        """Return the columns of all claims of statements, and of the observations behind them.

        ``keys`` are the measures in the order of the page.
        """
        values: dict[str, _Values] = {}
        claims = [
            (claim, values.setdefault(one.measure.key, _Values(one.measure)))
            for one in statements
            for claim in (one.claims + one.superseded if one.superseded else one.claims)
        ]
        slots = [own.slot(claim.value) for claim, own in claims]
        powers = {key: common_power(values[key].slots if key in values else ()) for key in keys}
        whole = {
            id(own): [int(value.scaleb(-powers[key])) for value in own.slots]
            for key, own in values.items()
        }
        pairs = list(zip(claims, slots, strict=True))
        printed = ((claim, own.figures[slot]) for (claim, own), slot in pairs)
        return {
            "claims": {
                "powers": list(powers.values()),
                "value": as_text([whole[id(own)][slot] for (_, own), slot in pairs]),
                "bound": "".join([BOUND_SIGNS[claim.bound] for claim, _ in claims]),
                "observations": exceptions([len(claim.observations) for claim, _ in claims], 1),
            },
            "observations": self._observations(printed),
        }

    def _observations(self, claims: Iterable[tuple[Claim, str]]) -> dict[str, object]:
        """Return the columns of observations, their claims given with the value in figures.

        The column of texts has 0 where those figures are what is printed.
        """
        spot, source = _Spots(), _ByIdentity(self.sources)
        plain: dict[str, list[int]] = {name: [] for name in ("source", "file", "where", "row")}
        unusual: dict[str, dict[str, int]] = {"note": {}, "written": {}}
        words: list[int] = []
        columns = [column.append for column in plain.values()]
        for claim, figures in claims:
            for one in claim.observations:
                origin = one.origin
                pattern, row = spot(origin.where)
                entries = (source(one.source), self.text(origin.file), self.text(pattern), row)
                for append, entry in zip(columns, entries, strict=True):
                    append(entry)
                words.append(0 if origin.text == figures else 1 + self.text(origin.text))
                if one.note:
                    unusual["note"][str(len(words) - 1)] = self.text(one.note)
                if one.scope is Scope.PART:
                    unusual["written"][str(len(words) - 1)] = self.text(_village(one))
        return {
            **{name: steps_as_text(column) for name, column in plain.items()},
            "text": as_text(words),
            **unusual,
        }


class _ByIdentity:
    """Numbers of sources; rows of a file share the object, which is quicker to look up."""

    def __init__(self, numbers: dict[Source, int]) -> None:
        self._numbers = numbers
        self._known: dict[int, int] = {}

    def __call__(self, source: Source) -> int:
        """Return the number of a source."""
        number = self._known.get(id(source))
        if number is None:
            number = self._numbers.setdefault(source, len(self._numbers))
            self._known[id(source)] = number
        return number


class _Spots(dict[str, tuple[str, int]]):
    """Spots with their first number taken out: most differ in the row alone.

    >>> _Spots()("row 7, column “value”")
    ('row #, column “value”', 7)
    """

    def __call__(self, where: str) -> tuple[str, int]:
        """Return the pattern of a spot and the number; 0 where it has none."""
        head, comma, rest = where.partition(",")
        if "#" in rest:
            return where, 0
        pattern, row = self[head]
        return pattern + comma + rest, row

    def __missing__(self, head: str) -> tuple[str, int]:
        match = None if "#" in head else _ROW.search(head)
        found = (head, 0)
        if match is not None:
            found = (f"{head[: match.start()]}#{head[match.end() :]}", int(match[0]))
        self[head] = found
        return found


def common_power(values: Iterable[Decimal]) -> int:
    """Return the highest power of ten that all values are whole multiples of.

    >>> common_power([Decimal(123000), Decimal(0), Decimal(40000)]), common_power([Decimal("2.50")])
    (3, -1)
    """
    exponents = (value.normalize().as_tuple().exponent for value in values if value)
    return min((exponent for exponent in exponents if isinstance(exponent, int)), default=0)


def in_figures(value: Decimal) -> str:
    """Return a value in plain figures as a browser writes it, or empty where it is long.

    >>> in_figures(Decimal("12.30")), in_figures(Decimal("1E+3")), in_figures(Decimal("1E-9"))
    ('12.3', '1000', '')
    """
    figures = f"{value.normalize():f}"
    return figures if len(figures) <= _MOST_FIGURES else ""


def exceptions(column: Iterable[object], usual: object) -> dict[str, object]:
    """Return the entries that are not as usual, by row number."""
    return {str(row): entry for row, entry in enumerate(column) if entry != usual}


def _village(observation: Observation) -> str:
    """Return the printed place of a figure that covers only a part of a district."""
    return "; ".join(observation.placing.as_written)
