"""Statements -> columns: every source, text and statement once, found again by its number.

What most rows have in common costs nothing: exceptions stand in mappings by row number, and
columns of numbers are texts of :mod:`clearatlas.outputs.page.numbers`. So a further week of figures
adds numbers, and words only where a source says something new.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import urlsplit

from clearatlas.ledger.statements import Claim, Series, Statement
from clearatlas.observations import Bound, Measure, Observation, Scope, Source
from clearatlas.outputs.page.numbers import as_text, steps_as_text
from clearatlas.outputs.wording import texts
from clearatlas.periods import Period

__all__ = ["Columns", "link", "plain", "worded"]

_ROW = re.compile(r"(?<!\d)[1-9][0-9]{0,8}(?!\d)")
#: A claim and what it counts.
_Claimed = tuple[Claim, Measure]
#: Scripts write short numbers as they are; long ones may round or get an exponent.
_MOST_FIGURES = 8
_BOUNDS = {Bound.EXACT: "=", Bound.AT_LEAST: ">", Bound.AT_MOST: "<", Bound.ABOUT: "~"}


def plain(value: Decimal) -> int | float:
    """Return a value as JSON writes it: whole where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)


def worded(flags: Iterable[str]) -> list[str]:
    """Return the flags that the page has words for; status, series and claims tell the rest."""
    return [flag for flag in flags if texts("en").has(f"flag.{flag.partition(':')[0]}")]


def link(url: str) -> str:
    """Return an address that a page may link to, or empty: http and https, nothing else.

    >>> link("https://example.org/a"), link("javascript:alert(1)"), link("see page 4")
    ('https://example.org/a', '', '')
    """
    try:
        parts = urlsplit(url)
        proper = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    return url if proper and not any(sign.isspace() or sign < " " for sign in url) else ""


@dataclass
class Columns:
    """Statements of an atlas, collected one by one and written as columns.

    Number the statements that colour districts first, measure by measure: columns of like numbers
    pack best, and a row of districts then has numbers without a gap.

    Parameters
    ----------
    measures, periods, places
        Number of each measure key, period and place code.
    """

    measures: dict[str, int]
    periods: dict[Period, int]
    places: dict[str, int]
    _texts: dict[str, int] = field(default_factory=lambda: {"": 0})
    _sources: dict[Source, int] = field(default_factory=dict)
    _series: dict[tuple[str, str, str], int] = field(default_factory=dict)
    _lists: dict[tuple[int, ...], int] = field(default_factory=dict)
    _numbers: dict[int, int] = field(default_factory=dict)
    _statements: list[Statement] = field(default_factory=list)

    def number(self, statement: Statement) -> int:
        """Return the number of a statement; an object seen before keeps its number."""
        known = self._numbers.setdefault(id(statement), len(self._statements))
        if known == len(self._statements):
            self._statements.append(statement)
        return known

    def series(self, series: Series) -> int:
        """Return the number of a kind of work: definition, scope and operator."""
        key = (series.definition, series.scope.value, series.operator)
        return self._series.setdefault(key, len(self._series))

    def place_list(self, codes: Iterable[str]) -> int:
        """Return the number of a list of places; many periods have the same lists."""
        return self._lists.setdefault(tuple(self.place_numbers(codes)), len(self._lists))

    def place_numbers(self, codes: Iterable[str]) -> list[int]:
        """Return places as numbers."""
        return [self.places[code] for code in codes]

    def payload(self) -> dict[str, object]:
        """Return all that was collected; call it last."""
        every = self._statements
        for statement in every:  # grows as it goes: a part may have parts of its own
            for part in statement.derived_from:
                self.number(part)
        claims = [(claim, one.measure) for one in every for claim in (*one.claims, *one.superseded)]
        return {
            "statements": self._statement_columns(every),
            "claims": {
                **self._values(claims),
                "bound": "".join([_BOUNDS[claim.bound] for claim, _ in claims]),
                "observations": _exceptions((len(claim.observations) for claim, _ in claims), 1),
            },
            "observations": self._observation_columns(claims),
            "series": list(self._series),
            "lists": [steps_as_text(places) for places in self._lists],
            "sources": [self._source(one) for one in self._sources],
            "strings": list(self._texts),
        }

    def _values(self, claims: Sequence[_Claimed]) -> dict[str, object]:
        """Return values as whole numbers, and for each measure the power of ten they are in."""
        pairs = {(measure.key, claim.value) for claim, measure in claims}
        powers = {key: common_power(v for own, v in pairs if own == key) for key in self.measures}
        whole = {(key, value): int(value.scaleb(-powers[key])) for key, value in pairs}
        return {
            "powers": list(powers.values()),
            "value": as_text([whole[measure.key, claim.value] for claim, measure in claims]),
        }

    def _statement_columns(self, every: Sequence[Statement]) -> dict[str, object]:
        return {
            "measure": steps_as_text(self.measures[one.measure.key] for one in every),
            "series": _exceptions((self.series(one.series) for one in every), 0),
            "status": "".join([one.status.value for one in every]),
            "claims": _exceptions((len(one.claims) for one in every), 1),
            "superseded": _exceptions((len(one.superseded) for one in every), 0),
            "flags": _exceptions((worded(one.flags) for one in every), []),
            "lists": _exceptions(
                ([self.place_list(codes) for codes in one.other_lists] for one in every), []
            ),
            "parts": _exceptions((_parts(one) for one in every), None),
            "derived": _exceptions(
                (
                    [[self.periods[part.period], self.number(part)] for part in one.derived_from]
                    for one in every
                ),
                [],
            ),
        }

    def _observation_columns(self, claims: Sequence[_Claimed]) -> dict[str, object]:
        every = [observation for claim, _ in claims for observation in claim.observations]
        patterns = {where: _pattern(where) for where in {one.origin.where for one in every}}
        spots = [patterns[one.origin.where] for one in every]
        return {
            "source": steps_as_text(self._source_number(one.source) for one in every),
            "file": steps_as_text(self._text(one.origin.file) for one in every),
            "where": steps_as_text(self._text(pattern) for pattern, _ in spots),
            "row": steps_as_text(row for _, row in spots),
            "text": as_text(self._printed(claims)),
            "note": _exceptions((self._text(one.note) for one in every), 0),
            "written": _exceptions((self._text(_village(one)) for one in every), 0),
        }

    def _printed(self, claims: Sequence[_Claimed]) -> list[int]:
        """Return what stands in the file, by observation: 0 for the value itself in figures.

        Anything else is the number of a text and one.
        """
        pairs = {(claim.value, measure) for claim, measure in claims}
        figures = {pair: in_figures(pair[1].shown(pair[0])) for pair in pairs}
        return [
            0 if text == figures[claim.value, measure] else 1 + self._text(text)
            for claim, measure in claims
            for text in (one.origin.text for one in claim.observations)
        ]

    def _source_number(self, source: Source) -> int:
        return self._sources.setdefault(source, len(self._sources))

    def _source(self, source: Source) -> list[object]:
        """Return title, agency, date and address; one that is no link stands apart, at the end."""
        url = link(source.url)
        own = [self._text(source.title), self._text(source.agency), source.published, url]
        return own if url or not source.url else [*own, source.url]

    def _text(self, text: str) -> int:
        return self._texts.setdefault(text, len(self._texts))


def common_power(values: Iterable[Decimal]) -> int:
    """Return the highest power of ten that all values are whole multiples of.

    >>> common_power([Decimal(123000), Decimal(0), Decimal(40000)]), common_power([Decimal("2.50")])
    (3, -1)
    """
    exponents = (value.normalize().as_tuple().exponent for value in values if value)
    return min((exponent for exponent in exponents if isinstance(exponent, int)), default=0)


def in_figures(value: Decimal) -> str:
    """Return a value in plain figures, as a browser writes a number of that size.

    >>> in_figures(Decimal("12.30")), in_figures(Decimal("1E+3")), in_figures(Decimal("1E-9"))
    ('12.3', '1000', '')
    """
    figures = f"{value.normalize():f}"
    return figures if len(figures) <= _MOST_FIGURES else ""


def _pattern(where: str) -> tuple[str, int]:
    """Return a spot with its first number taken out: most differ in the row alone.

    >>> _pattern("row 7, column “value”")
    ('row #, column “value”', 7)
    """
    match = None if "#" in where else _ROW.search(where)
    if match is None:
        return where, 0
    return f"{where[: match.start()]}#{where[match.end() :]}", int(match[0])


def _village(observation: Observation) -> str:
    """Return the printed place of a figure that covers only a part of a district."""
    return "; ".join(observation.placing.as_written) if observation.scope is Scope.PART else ""


def _parts(statement: Statement) -> list[object] | None:
    check = statement.parts
    if check is None:
        return None
    return [plain(check.parts_sum), int(check.complete), int(check.agrees)]


def _exceptions(column: Iterable[object], usual: object) -> dict[str, object]:
    """Return the entries that are not as usual, by row number."""
    return {str(row): entry for row, entry in enumerate(column) if entry != usual}
