"""What a reader without scripts reads of one measure in one period: lines, rows, sources."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Evidence", "Line", "Reference", "Row"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One source of a total: its number, what it claims if others differ, what it printed where.

    ``printed`` has a line for the words and their spot, and one for what is noted about them.
    """

    number: int
    claim: str
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A figure in words, what else is to be said of it, and the numbers of its sources.

    ``evidence`` is given for totals, which are often all there is to show; it is ``folded`` where
    the districts' own figures say the same.
    """

    text: str
    remarks: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One district of the table; ``rank`` and ``rate`` are empty where there is no value.

    A value that is not to be compared with the others has no rank either.

    ``fill`` is the class number, or the pattern: ``K`` or ``O``.
    """

    rank: str
    place: str
    remarks: tuple[str, ...]
    value: str
    rate: str
    fill: str
    sources: tuple[int, ...]

    @property
    def has_value(self) -> bool:
        """Whether the district has a value of its own."""
        return self.fill not in {"K", "O"}


@dataclass(frozen=True, slots=True)
class Reference:
    """One source of the list below the table; ``address`` is printed where no link can be made."""

    number: int
    title: str
    agency: str
    published: str
    url: str
    address: str
