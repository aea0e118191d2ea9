"""What a reader is told besides the file, and what it gives back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clearatlas.errors import BadPeriod, UsageError
from clearatlas.notes import Note
from clearatlas.observations import Observation
from clearatlas.periods import Granularity
from clearatlas.sources.dates import read_period
from clearatlas.sources.measures import NamedMeasure
from clearatlas.sources.numbers import DECIMAL_MARKS

__all__ = ["ReadOptions", "Reading", "partial_date"]


@dataclass(frozen=True, kw_only=True)
class ReadOptions:
    """How a file is to be read, where it does not say so itself.

    Attributes
    ----------
    published
        When the figures were published, for rows that do not say: an ISO day, month or year.
    measures
        Columns to take in besides the measures of the field (``--measure NAME[:unit]``).
    sum_rows
        Rows that state the same thing are parts and are added, whatever their sources.
    keep_unknown
        A name that nobody knows becomes an unplaced row instead of an error.
    decimal
        The decimal mark of every number: ``.`` or ``,``; None to let each column prove it.
    day_first
        Whether ``11/08/2025`` is 11 August; None to let each column prove it.
    """

    published: str = ""
    measures: tuple[NamedMeasure, ...] = ()
    sum_rows: bool = False
    keep_unknown: bool = False
    decimal: str | None = None
    day_first: bool | None = None

    def __post_init__(self) -> None:
        """Refuse options that nobody can follow."""
        if self.decimal is not None and self.decimal not in DECIMAL_MARKS:
            message = f"the decimal mark can be “.” or “,”, not “{self.decimal}”"
            raise UsageError(message)
        if self.published:
            try:
                object.__setattr__(self, "published", partial_date(self.published))
            except BadPeriod as error:
                raise UsageError(str(error)) from error


@dataclass(frozen=True)
class Reading:
    """What a file holds.

    Attributes
    ----------
    observations
        In the order of the file.
    background
        Running totals that a release gives beside the figures of its period: the record is held
        against them, and no map shows them.
    notes
        What was left out or taken in a particular way: one plain sentence each, with the file
        and the spot.
    """

    observations: tuple[Observation, ...]
    notes: tuple[Note, ...] = ()
    background: tuple[Observation, ...] = ()

    @classmethod
    def of(cls, readings: Iterable[Reading]) -> Reading:
        """Return the readings of several files as one."""
        several = tuple(readings)
        return cls(
            observations=tuple(one for reading in several for one in reading.observations),
            notes=tuple(note for reading in several for note in reading.notes),
            background=tuple(one for reading in several for one in reading.background),
        )


def partial_date(text: str, *, day_first: bool | None = None) -> str:
    """Return an ISO day, month or year, as far as ``text`` tells.

    >>> partial_date("18.08.2025"), partial_date("August 2025"), partial_date("2025")
    ('2025-08-18', '2025-08', '2025')

    Raises
    ------
    BadPeriod
        Where it is none of them.
    """
    period = read_period(text, day_first=day_first)
    if period.days == 1:
        return str(period.start)
    if period.granularity in (Granularity.YEAR, Granularity.MONTH) and ".." not in str(period):
        return str(period)
    raise BadPeriod(text, "use a day, month or year such as 2025-08-18, 2025-08 or 2025")
