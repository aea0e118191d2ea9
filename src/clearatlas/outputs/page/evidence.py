"""Claims and what they rest on -> columns: values, sources, the spots and words they were read at.

A long record has a million of them: each is walked once, and what repeats is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, chain, groupby, repeat
from operator import attrgetter
from typing import TypeVar

from clearatlas.ledger.statements import Claim, Statement
from clearatlas.observations import Bound, Measure, Observation, Scope, Source, plain_number
from clearatlas.outputs.page.numbers import as_text, steps_as_text

__all__ = ["BOUND_SIGNS", "Evidence", "Numbers", "common_power", "exceptions", "in_figures"]

_Key = TypeVar("_Key")

_ROW = re.compile(r"(?<!\d)[1-9][0-9]{0,8}(?!\d)")
#: How the page's data writes a bound.
BOUND_SIGNS = {Bound.EXACT: "=", Bound.AT_LEAST: ">", Bound.AT_MOST: "<", Bound.ABOUT: "~"}
#: Scripts write short numbers as they are; long ones may round or get an exponent.
_MOST_FIGURES = 8


class Numbers(dict[_Key, int]):
    """Keys, numbered as they come: to look one up gives it a number.

    >>> numbers = Numbers()
    >>> numbers["b"], numbers["a"], numbers["b"]
    (0, 1, 0)
    """

    def __missing__(self, key: _Key) -> int:
        """Give a new key the next number."""
        number = self[key] = len(self)
        return number


@dataclass(eq=False)
class _Values:
    """The distinct values of one measure; the properties are asked for when all are in."""

    measure: Measure
    numbers: Numbers[Decimal] = field(default_factory=Numbers)

    @cached_property
    def power(self) -> int:
        """The highest power of ten that all values are whole multiples of."""
        return common_power(self.numbers)

    @cached_property
    def whole(self) -> list[int]:
        """The values as multiples of that power of ten."""
        return [int(value.scaleb(-self.power)) for value in self.numbers]

    @cached_property
    def figures(self) -> list[str]:
        """The values as they are most often printed."""
        return [in_figures(self.measure.shown(value)) for value in self.numbers]


@dataclass
class Evidence:
    """Sources and texts, each once, and the columns that refer to them."""

    sources: Numbers[Source] = field(default_factory=Numbers)
    texts: Numbers[str] = field(default_factory=lambda: Numbers({"": 0}))

    def columns(
        self, statements: Iterable[Statement], measures: Iterable[Measure]
    ) -> dict[str, object]:
        """Return the columns of all claims of statements, and of the observations behind them.

        ``measures`` are those of the page, in its order.
        """
        values = {measure.key: _Values(measure) for measure in measures}
        claims: list[Claim] = []
        whole: list[int] = []
        printed: list[str] = []
        runs: list[tuple[_Values, list[int]]] = []  # statements of one measure follow each other
        for measure, run in groupby(statements, attrgetter("measure")):
            own = [
                claim
                for one in run
                for claim in (one.claims + one.superseded if one.superseded else one.claims)
            ]
            numbers = values[measure.key].numbers
            claims += own
            runs.append((values[measure.key], [numbers[claim.value] for claim in own]))
        for one, slots in runs:  # when all values are in
            whole += map(one.whole.__getitem__, slots)
            printed += map(one.figures.__getitem__, slots)
        bounds = groupby([claim.bound for claim in claims])
        counts = [len(claim.observations) for claim in claims]
        return {
            "claims": {
                "powers": [one.power for one in values.values()],
                "value": as_text(whole),
                "bound": "".join([BOUND_SIGNS[bound] * len(list(run)) for bound, run in bounds]),
                "observations": exceptions(counts, 1),
            },
            "observations": self._observations(
                [one for claim in claims for one in claim.observations],
                chain.from_iterable(map(repeat, printed, counts)),
            )
            | {"said": _looser(claims, counts)},
        }

    def _observations(
        self, every: Sequence[Observation], printed: Iterable[str]
    ) -> dict[str, object]:
        """Return the columns of observations, given with their values in figures.

        The column of texts has 0 where those figures are what is printed.
        """
        texts, origins = self.texts, [one.origin for one in every]
        patterns, rows = self._spots([origin.where for origin in origins])
        words = [
            0 if origin.text == figures else 1 + texts[origin.text]
            for origin, figures in zip(origins, printed, strict=True)
        ]
        remarks = [(str(row), one) for row, one in enumerate(every) if one.note]
        parts = [(str(row), one) for row, one in enumerate(every) if one.scope is Scope.PART]
        return {
            "source": steps_as_text(_numbered([one.source for one in every], self.sources)),
            "file": steps_as_text(_numbered([origin.file for origin in origins], texts)),
            "where": steps_as_text(patterns),
            "row": steps_as_text(rows),
            "text": as_text(words),
            "note": {row: texts[one.note] for row, one in remarks},
            "written": {row: texts[_village(one)] for row, one in parts},
        }

    def _spots(self, wheres: Iterable[str]) -> tuple[list[int], list[int]]:
        """Return spots as the numbers of their words without a row, and the rows."""
        heads, patterns, rows = _Heads(), [], []
        known = ""  # most spots differ from the one before in nothing but the row
        number = self.texts[known]
        for where in wheres:
            head, comma, rest = where.partition(",")
            # Where the rest has the sign that stands for a row, the spot is written whole.
            start, row = (head, 0) if "#" in rest else heads[head]
            pattern = start + comma + rest
            if pattern != known:
                known, number = pattern, self.texts[pattern]
            patterns.append(number)
            rows.append(row)
        return patterns, rows


def _looser(claims: Iterable[Claim], counts: Iterable[int]) -> dict[str, list[object]]:
    """Return the bounds that observations state for themselves, by row."""
    return {
        str(row): [BOUND_SIGNS[one.bound], plain_number(one.value)]
        for claim, first in zip(claims, accumulate(counts, initial=0), strict=False)
        if len(claim.observations) > 1
        for row, one in enumerate(claim.observations, first)
        if claim.is_looser(one) and one.value is not None
    }


def _numbered(keys: Iterable[_Key], numbers: Numbers[_Key]) -> list[int]:
    """Return the number of each key. In runs: like keys follow each other, and are one object."""
    runs = ((numbers[key], len(list(run))) for key, run in groupby(keys))
    return [number for number, length in runs for _ in range(length)]


class _Heads(dict[str, tuple[str, int]]):
    """Heads of spots with their first number taken out: most differ in the row alone.

    >>> _Heads()["row 7"]
    ('row #', 7)
    """

    def __missing__(self, head: str) -> tuple[str, int]:
        """Return the pattern of a head and the number; 0 where it has none."""
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
