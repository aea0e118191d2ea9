"""Every failure clearatlas raises on purpose, in one tree.

::

    ClearatlasError
    ├── UsageError                 the call is wrong                      exit code 2
    └── DataError                  the data is wrong                      exit code 1
        ├── BadNumber              a text is not a number that can be read
        ├── BadPeriod              a text is not a period that can be read
        ├── UnknownPlace           a name that no known place carries
        ├── AmbiguousPlace         a name that several places carry
        ├── UnreadableFile         a file that cannot be opened or understood at all
        ├── BadTable               everything that is wrong in one file, located
        ├── BoundaryError          a boundary file that cannot be used
        ├── NothingToShow          the figures hold nothing for what was asked
        └── UnsupportedFormat      a file suffix that nobody reads or writes

A class composes its message from named fields, so that a program can read the fields and a
person can read the message: what was found, what is allowed, what to do next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = [
    "AmbiguousPlace",
    "BadNumber",
    "BadPeriod",
    "BadTable",
    "BoundaryError",
    "ClearatlasError",
    "DataError",
    "Finding",
    "NothingToShow",
    "UnknownPlace",
    "UnreadableFile",
    "UnsupportedFormat",
    "UsageError",
]


#: Findings that a message lists; more say nothing new to the person who mends them.
_MOST_LISTED = 200
#: Figures with a problem that stand behind a message about something else.
_MOST_WITHHELD = 10


class ClearatlasError(Exception):
    """Any failure clearatlas raises on purpose."""


class UsageError(ClearatlasError):
    """The call is wrong: an option, an argument, or two that do not go together."""


class DataError(ClearatlasError):
    """The data is wrong: something in a file has to be mended first."""


class BadNumber(DataError):
    """A text that is not a number, or that can be read as several.

    Parameters
    ----------
    text
        What was found.
    reason
        Why it cannot be read, in words that end the sentence "... is not usable: ".
    candidates
        The values it could mean, where it can be read in several ways.
    """

    def __init__(self, text: str, reason: str, candidates: Sequence[object] = ()) -> None:
        self.text = text
        self.reason = reason
        self.candidates = tuple(candidates)
        super().__init__(f"“{text}” is not usable as a number: {reason}")


class BadPeriod(DataError):
    """A text that is not a date or period, or that can be read as several."""

    def __init__(self, text: str, reason: str) -> None:
        self.text = text
        self.reason = reason
        super().__init__(f"“{text}” is not usable as a date or period: {reason}")


class UnknownPlace(DataError):
    """A name that no known place carries; ``candidates`` are the nearest names that exist."""

    def __init__(self, name: str, candidates: Sequence[str] = ()) -> None:
        self.name = name
        self.candidates = tuple(candidates)
        hint = f"; nearest: {', '.join(self.candidates)}" if self.candidates else ""
        super().__init__(f"no place is called “{name}”{hint}")


class AmbiguousPlace(DataError):
    """A name or code that several places carry; ``candidates`` are those places' codes."""

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        self.name = name
        self.candidates = tuple(candidates)
        listed = ", ".join(self.candidates)
        super().__init__(f"“{name}” fits several places: {listed}; write one of these")


class UnreadableFile(DataError):
    """A file that cannot be opened or understood at all."""

    def __init__(self, path: object, reason: str) -> None:
        self.path = str(path)
        self.reason = reason
        super().__init__(f"{self.path}: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong at one spot of a file.

    Attributes
    ----------
    where
        The spot as a reader finds it again: ``sheet “2025”, row 7, column “area_ha”`` or
        ``line 3, character 14``.
    found
        What stands there.
    allowed
        What may stand there, and so what to do next.
    """

    where: str
    found: str
    allowed: str

    def __str__(self) -> str:
        """Return the finding as one line for a person."""
        return f"{self.where}: {self.found} — {self.allowed}"


class BadTable(DataError):
    """Everything that is wrong in one file: ``path`` and a tuple of :class:`Finding`."""

    def __init__(self, path: object, findings: Sequence[Finding]) -> None:
        self.path = str(path)
        self.findings = tuple(findings)
        count = len(self.findings)
        lines = [f"{self.path}: {count} problem{'' if count == 1 else 's'}, nothing was written"]
        lines += [f"  {finding}" for finding in self.findings[:_MOST_LISTED]]
        if count > _MOST_LISTED:
            lines.append(f"  and {count - _MOST_LISTED} more; mend those above first")
        super().__init__("\n".join(lines))


class BoundaryError(DataError):
    """A boundary file that cannot be used; ``path`` and the ``reason`` with the next step."""

    def __init__(self, path: object, reason: str) -> None:
        self.path = str(path)
        self.reason = reason
        super().__init__(f"{self.path}: {reason}")


class NothingToShow(DataError):
    """The figures hold nothing for the measure or period that was asked for.

    Parameters
    ----------
    asked
        What was asked for.
    available
        What there is instead.
    withheld
        The figures that have a problem, one line each: they may be what is missed.
    """

    def __init__(
        self, asked: str, available: Sequence[str] = (), withheld: Sequence[str] = ()
    ) -> None:
        self.asked = asked
        self.available = tuple(available)
        self.withheld = tuple(withheld)
        hint = f"; there are: {', '.join(self.available)}" if self.available else ""
        lines = [f"the figures hold nothing for {asked}{hint}"]
        if withheld:
            lines.append("figures with a problem are not shown; decide about them with --accept:")
            lines += [f"  {line}" for line in self.withheld[:_MOST_WITHHELD]]
        if len(self.withheld) > _MOST_WITHHELD:
            lines.append(f"  and {len(self.withheld) - _MOST_WITHHELD} more: clearatlas check")
        super().__init__("\n".join(lines))


class UnsupportedFormat(DataError, UsageError):
    """A file suffix that nobody reads or writes: the call is wrong, so the exit code is 2."""

    def __init__(self, path: object, supported: Sequence[str]) -> None:
        self.path = str(path)
        self.supported = tuple(supported)
        super().__init__(f"{self.path}: this format is not supported; use {', '.join(supported)}")
