"""What one figure says: the value objects every other module speaks in.

An :class:`Observation` is one value that one source stated for one place (or group of places) and
one period. Values stand in the canonical unit of their measure (items, square metres, percent) as
:class:`~decimal.Decimal`, so that sums are exact. Nothing here knows files, frames or maps.

The words and code letters are those of the field: IMAS 04.10 for explosive ordnance, SDMX
``CL_OBS_STATUS`` for the status letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from clearatlas.periods import Period

__all__ = [
    "AREA_CLEARED",
    "HECTARE_IN_M2",
    "MEASURES",
    "Bound",
    "Locus",
    "Measure",
    "Observation",
    "Origin",
    "Placing",
    "Problem",
    "Scope",
    "Source",
    "Status",
    "Unit",
    "plain_number",
]


class Unit(StrEnum):
    """The canonical unit of a measure."""

    ITEMS = "items"
    M2 = "m2"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted: a ``key`` used in columns and files, and its canonical ``unit``.

    >>> AREA_CLEARED.shown(Decimal(76721000)), AREA_CLEARED.shown_unit
    (Decimal('7672.1'), 'ha')
    """

    key: str
    unit: Unit

    @property
    def shown_unit(self) -> str:
        """The unit that people read: ``ha``, ``items`` or ``%``."""
        return {Unit.M2: "ha", Unit.ITEMS: "items", Unit.PERCENT: "%"}[self.unit]

    def shown(self, value: Decimal) -> Decimal:
        """Return a value of the canonical unit in :attr:`shown_unit`, exactly."""
        return value / HECTARE_IN_M2 if self.unit is Unit.M2 else value


HECTARE_IN_M2 = 10_000
AREA_CLEARED = Measure("area_cleared", Unit.M2)

#: The measures of the field, in the order a reader meets them. ``mines`` is AP + AT where a source
#: gives only the sum, ``eo_items`` all explosive ordnance together; neither is ever split.
MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        AREA_CLEARED,
        Measure("ap_mines", Unit.ITEMS),
        Measure("at_mines", Unit.ITEMS),
        Measure("uxo", Unit.ITEMS),
        Measure("mines", Unit.ITEMS),
        Measure("cluster_munitions", Unit.ITEMS),
        Measure("eo_items", Unit.ITEMS),
        Measure("other_eo", Unit.ITEMS),
        Measure("share_of_area_to_be_cleared", Unit.PERCENT),
        Measure("share_basis_unstated", Unit.PERCENT),
    )
}


class Status(StrEnum):
    """What kind of value this is: the SDMX ``CL_OBS_STATUS`` letters this project uses.

    ``I`` (imputed by us) does not exist here on purpose: nothing is ever imputed.
    """

    REPORTED = "A"
    PROVISIONAL = "P"
    CONFLICTING = "U"
    DEFINITION_DIFFERS = "D"
    BREAK = "B"
    ESTIMATED = "E"
    IN_GROUP_TOTAL = "K"
    MISSING = "O"

    @property
    def rank(self) -> int:
        """Precedence where several apply (U > D > B > P > E > A); smaller wins.

        >>> min([Status.REPORTED, Status.BREAK], key=lambda status: status.rank).value
        'B'
        """
        return "UDBPEAKO".index(self.value)


class Bound(StrEnum):
    """How exact the source calls its value."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"

    @classmethod
    def of_sum(cls, bounds: Iterable[Bound]) -> Bound:
        """Return how exact a sum of values with these bounds is.

        Lower bounds add up to a lower bound, upper to an upper one; anything else is "about".

        >>> Bound.of_sum([Bound.EXACT, Bound.AT_LEAST]).value
        'at_least'
        >>> Bound.of_sum([Bound.ABOUT, Bound.AT_LEAST]).value
        'about'
        """
        inexact = set(bounds) - {cls.EXACT}
        if not inexact:
            return cls.EXACT
        return inexact.pop() if len(inexact) == 1 else cls.ABOUT


class Scope(StrEnum):
    """Whose or which work a value covers. Only ``whole`` may colour a district."""

    WHOLE = "whole"
    OPERATOR = "operator"
    PART = "part"


class Locus(StrEnum):
    """How a value is tied to the ground.

    ``district``: one place. ``group``: one total for several places. ``residual``: "other
    districts", which no polygon can show. ``region``: larger than districts. ``total``: a total
    whose places the source does not state. ``unknown``: a name nobody knows, kept on request.
    """

    DISTRICT = "district"
    GROUP = "group"
    RESIDUAL = "residual"
    REGION = "region"
    TOTAL = "total"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Placing:
    """What a printed place or list of places resolved to.

    Attributes
    ----------
    locus
        How the value is tied to the ground.
    codes
        Place codes, in the order printed, each once; one for a district, several for a group,
        none for the rest. A name that nobody knows stands for itself beside the codes of a group.
    as_written
        The printed names, one per name.
    total
        Which total of its file this is, where the file tells its totals apart, or empty.
    """

    locus: Locus
    codes: tuple[str, ...]
    as_written: tuple[str, ...]
    total: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who published a figure.

    Attributes
    ----------
    title, url
        Publication in words (for a user's own table without one, the file name), and address.
    published
        ISO date, year-month or year as far as known, or empty.
    agency
        Who stated the figure (not who reprinted it), or empty.
    language
        The language of its words as ISO 639 writes it, or empty; it tells no two sources apart.
    """

    title: str = ""
    url: str = ""
    published: str = ""
    agency: str = ""
    language: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where in which file a value was read, and the words or cell it came from.

    Attributes
    ----------
    file, where
        File name without folders, so that outputs do not depend on where files lie; the spot
        inside: ``row 7, column “area_ha”``.
    text
        The printed cell or words.
    """

    file: str = ""
    where: str = ""
    text: str = ""

    @property
    def spot(self) -> str:
        """File and spot in one line, as far as they are known."""
        return " ".join(filter(None, (self.file, self.where)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a value must not be used as it stands: a stable ``code`` and a sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One value that one source stated for one place or group and one period.

    Attributes
    ----------
    measure, value
        The value in the measure's canonical unit (items, m², percent); None where it could not
        be read.
    quantum
        The smallest step the printed digits can express, in the canonical unit: 10,000 m² for
        "62,023 ha", 1,000 m² for "62,023.9 ha". It decides whether a value repeats another.
    placing, period, status, bound, scope
        See the classes.
    definition
        The source's own verb: ``cleared``, ``checked``, ``found`` ...
    source, origin, note
        Who says so, where it was read, and a remark of the transcriber or table.
    problems
        Empty means usable. Otherwise the value stays in the record and off the map.
    candidates, accepted
        The values it can have, where it can be read in several ways; the problems that a person
        has decided may be overlooked.
    closes
        Whether this is a total under rows that are all of its parts, so that they must add up.
    """

    measure: Measure
    value: Decimal | None
    placing: Placing
    period: Period
    quantum: Decimal = Decimal(1)
    status: Status = Status.REPORTED
    bound: Bound = Bound.EXACT
    scope: Scope = Scope.WHOLE
    definition: str = "cleared"
    source: Source = field(default_factory=Source)
    origin: Origin = field(default_factory=Origin)
    note: str = ""
    problems: tuple[Problem, ...] = ()
    candidates: tuple[Decimal, ...] = ()
    accepted: tuple[Problem, ...] = ()
    closes: bool = False

    def __post_init__(self) -> None:
        """Refuse a part of an item: readers report it, located, before it comes here."""
        if self.measure.unit is Unit.ITEMS and self.value is not None and self.value % 1:
            message = f"items are counted in whole numbers, not {self.value}"
            raise ValueError(message)


def plain_number(value: Decimal) -> int | float:
    """Return a value as JSON writes it: whole where it is whole.

    >>> plain_number(Decimal("153")), plain_number(Decimal("1362.7"))
    (153, 1362.7)
    """
    return int(value) if value == value.to_integral_value() else float(value)
