"""The words of every output in one language, and how it writes numbers, days and periods.

Words stand in ``<language>.toml`` beside this file; month names and number signs come from CLDR by
way of Babel, because browsers do not know Azerbaijani.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from importlib.resources.abc import Traversable

from babel import Locale
from babel.dates import get_month_names
from babel.numbers import format_decimal

from clearatlas.observations import MEASURES, Measure
from clearatlas.packaged import languages, sections
from clearatlas.periods import Granularity, Period

__all__ = ["LANGUAGES", "Texts", "read_entries", "texts", "title_key"]

#: The languages of the page, in the order the reader chooses from.
LANGUAGES = languages()

#: Decimals of a figure: a square metre is a ten-thousandth of a hectare.
_DECIMALS = 4
_LIMIT_DECIMALS = 12
_ROMAN = ("I", "II", "III", "IV")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_PARTIAL_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


@dataclass(frozen=True, eq=False)
class Texts:
    """The words of one language by dotted key: ``status.O``.

    Attributes
    ----------
    lang
        ISO 639-1 code.
    entries
        Every text of the language's file.
    """

    lang: str
    entries: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return a text with its ``{names}`` filled in.

        >>> texts("en")("bound.at_least", amount="8,200")
        'more than 8,200'
        """
        return _PLACEHOLDER.sub(lambda name: str(values[name[1]]), self.entries[key])

    def has(self, key: str) -> bool:
        """Return whether the language has a text of its own for ``key``."""
        return key in self.entries

    @property
    def signs(self) -> Mapping[str, str]:
        """The signs of a number: ``decimal`` and ``group``."""
        symbols = Locale.parse(self.lang).number_symbols["latn"]
        return {"decimal": symbols["decimal"], "group": symbols["group"]}

    def number(self, value: Decimal | int, decimals: int = _DECIMALS) -> str:
        """Return a number with grouped digits and at most so many decimals.

        One that would be written as zero has more: two digits that mean something.

        >>> texts("az").number(Decimal("66936.20")), texts("en").number(Decimal("0.00003"))
        ('66.936,2', '0.00003')
        """
        needed = 1 - Decimal(value).adjusted()
        return _formatted(Decimal(value), f"#,##0.{'#' * max(decimals, needed)}", self.lang)

    def rate(self, value: float) -> str:
        """Return a rate with the digits that mean something: 773.5, 7.74, 0.077.

        >>> [texts("en").rate(rate) for rate in (773.512, 7.7351, 0.07735, 0.0002314, 0.0)]
        ['773.5', '7.74', '0.077', '0.00023', '0']
        """
        decimals = 1 if value >= 10 else 2 if value >= 1 else 3  # noqa: PLR2004 - see the docstring
        return self.number(Decimal(value), decimals)

    def limit(self, value: float) -> str:
        """Return a class limit, a round number however small."""
        return self.number(Decimal(repr(value)).normalize(), _LIMIT_DECIMALS)

    @cached_property
    def months(self) -> Mapping[str, tuple[str, ...]]:
        """Names of the months: in a date (``dated``: августа) and ``alone`` (август)."""
        dated = get_month_names("wide", "format", self.lang)
        alone = get_month_names("wide", "stand-alone", self.lang)
        return {"dated": tuple(dated.values()), "alone": tuple(alone.values())}

    def day(self, day: date) -> str:
        """Return a day in words: 17 August 2025."""
        return self("date.day", day=day.day, month=self._dated(day), year=day.year)

    def published(self, text: str) -> str:
        """Return an ISO day, month or year in words; any other text as it stands.

        >>> texts("ru").published("2026-01")
        'январь 2026'
        """
        match = _PARTIAL_DATE.fullmatch(text)
        if match is None or not match["month"]:
            return text
        try:
            first = date(int(match["year"]), int(match["month"]), int(match["day"] or 1))
        except ValueError:
            return text
        return self.day(first) if match["day"] else self._month(first)

    def period(self, period: Period) -> str:
        """Return a period as a reader says it.

        >>> texts("en").period(Period.parse("2025-08-11..2025-08-17"))
        '11–17 August 2025'
        >>> texts("en").period(Period.parse("..2025-08-17"))
        'up to 17 August 2025, start not stated'
        """
        start, end = period.start, period.end
        if start is None or end is None:
            return self._open(start, end)
        granularity = period.granularity
        if granularity is Granularity.CUMULATIVE:
            return self("period.running", span=self._span(start, end))
        if granularity is Granularity.YEAR:
            return self("period.year", year=start.year)
        if granularity is Granularity.QUARTER:
            number = (start.month + 2) // 3
            roman = _ROMAN[number - 1]
            return self("period.quarter", number=number, roman=roman, year=start.year)
        if str(period) == f"{start:%Y-%m}":
            return self._month(start)
        return self._span(start, end)

    def sort_key(self, name: str) -> tuple[tuple[int, str], ...]:
        """Return a key that sorts names as the language's alphabet does.

        >>> sorted(["Zəngilan", "Şuşa", "Ağdərə", "Ağdam", "Xocalı"], key=texts("az").sort_key)
        ['Ağdam', 'Ağdərə', 'Xocalı', 'Şuşa', 'Zəngilan']
        """
        alphabet = self.entries["language.alphabet"]
        lowered = name.replace("I", "ı").replace("İ", "i") if "ı" in alphabet else name
        return tuple(
            (alphabet.index(sign) if sign in alphabet else len(alphabet), sign)
            for sign in lowered.lower()
        )

    def _open(self, start: date | None, end: date | None) -> str:
        if end is not None:
            return self("period.until", last=self.day(end))
        return self("period.since", first="" if start is None else self.day(start))

    def _span(self, start: date, end: date) -> str:
        last = self.day(end)
        if start == end:
            return last
        if (start.year, start.month) == (end.year, end.month):
            return self("period.same_month", first=start.day, last=last)
        if start.year == end.year:
            first = self("date.day_month", day=start.day, month=self._dated(start))
        else:
            first = self.day(start)
        return self("period.span", first=first, last=last)

    def _month(self, day: date) -> str:
        return self("date.month", month=self.months["alone"][day.month - 1], year=day.year)

    def _dated(self, day: date) -> str:
        return self.months["dated"][day.month - 1]


def title_key(measures: Iterable[Measure]) -> str:
    """Return the key of the standing title: only measures of the field are mine clearance.

    >>> from clearatlas.observations import Unit
    >>> title_key([Measure("remaining", Unit.M2)])
    'page.title_plain'
    """
    is_clearance = any(measure.key in MEASURES for measure in measures)
    return "page.title" if is_clearance else "page.title_plain"


@cache
def _formatted(value: Decimal, pattern: str, lang: str) -> str:
    """Return a number in words; few are distinct, and each takes a while."""
    return format_decimal(value, pattern, lang)


@cache
def texts(lang: str) -> Texts:
    """Return the words of one of :data:`LANGUAGES`."""
    return Texts(lang, _by_dotted_key(sections(lang)))


def read_entries(file: Traversable) -> Mapping[str, str]:
    """Return the texts of a language file by dotted key."""
    return _by_dotted_key(tomllib.loads(file.read_text(encoding="utf-8")))


def _by_dotted_key(entries: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    return {
        f"{section}.{name}": text
        for section, group in entries.items()
        for name, text in group.items()
    }
