"""What a sentence is made of: pieces with a letter each, and the values that the grammar reads.

A :class:`Piece` is a word, a phrase, a sign, or something larger that was read already (a number, a
date, a list of places). The string of the letters of a sentence is what the grammar matches.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from clearatlas.observations import Locus
from clearatlas.sources.numbers import Number

__all__ = ["Mention", "Moment", "Piece", "PlaceList", "Quantity", "Sentence", "joined", "span_of"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed number and everything it can mean.

    Attributes
    ----------
    readings
        Decimal mark -> the number read under it. One entry, or equal entries, where the mark does
        not matter.
    proves
        The decimal mark that the printing alone proves, or empty.
    """

    readings: tuple[tuple[str, Number], ...]
    proves: str = ""

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The different values it can have, the smallest first."""
        return tuple(sorted({number.value for _, number in self.readings}))

    def under(self, mark: str) -> Number | None:
        """Return the number with a decimal mark, or None where it cannot be read so."""
        return next((number for own, number in self.readings if own == mark), None)

    def value(self, mark: str) -> Decimal:
        """Return the value with a decimal mark, or the smallest where it cannot be read so."""
        number = self.under(mark)
        return number.value if number is not None else self.values[0]


@dataclass(frozen=True, slots=True)
class Moment:
    """One end of a printed date; ``shift`` is -1 for "last year" and 0 for "this year"."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A printed period, not yet on the calendar.

    Attributes
    ----------
    kind
        ``span`` (both ends or a calendar unit), ``since``, ``until``, ``now`` or a relative one
        such as ``last_week``.
    first, last
        Its ends, as far as printed.
    """

    kind: str
    first: Moment | None = None
    last: Moment | None = None


@dataclass(frozen=True, slots=True)
class PlaceList:
    """Places named together.

    Attributes
    ----------
    codes
        Place codes in the order printed, each once.
    as_written
        The printed names.
    locus
        District, group, region or residual.
    villages
        Nothing but villages was named: a part of their district.
    unknown, ambiguous
        Names in the list that no place, or several places, carry.
    """

    codes: tuple[str, ...]
    as_written: tuple[str, ...]
    locus: Locus
    villages: bool = False
    unknown: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()


def joined(one: PlaceList, other: PlaceList) -> PlaceList:
    """Return two lists of places as one; a region or "other districts" is joined to nothing."""
    if not one.codes or not other.codes:
        return one
    codes = tuple(dict.fromkeys((*one.codes, *other.codes)))
    return PlaceList(
        codes,
        tuple(dict.fromkeys((*one.as_written, *other.as_written))),
        Locus.DISTRICT if len(codes) == 1 else Locus.GROUP,
        one.villages and other.villages,
        (*one.unknown, *other.unknown),
        (*one.ambiguous, *other.ambiguous),
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a sentence.

    Attributes
    ----------
    letter
        What it is for the grammar, see :data:`clearatlas.sources.reports.lexicon.LETTERS`; besides
        these ``d`` (1 to 31), ``y`` (a year) and ``0`` (another number) in digits, ``t`` (a date in
        digits), ``n`` (a number that was read), ``D`` (a period), ``g`` (places), ``z`` (a model
        name), ``w`` (another word), ``a l s o`` (endings: from, till, other, ordinal).
    start, end
        Its span in the text.
    value
        The key of the phrase, or the folded word.
    """

    letter: str
    start: int
    end: int
    value: str = ""
    quantity: Quantity | None = None
    mention: Mention | None = None
    places: PlaceList | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """Pieces that belong together. ``line_end``: it ends with its line, without a full stop."""

    pieces: tuple[Piece, ...]
    line_end: bool = False

    @property
    def letters(self) -> str:
        """One letter per piece."""
        return "".join(piece.letter for piece in self.pieces)

    def with_runs(self, runs: Iterable[tuple[int, int, Piece]]) -> Sentence:
        """Return the sentence with runs of pieces ``[first, last)`` replaced by one piece each."""
        pieces: list[Piece] = []
        done = 0
        for first, last, piece in runs:
            pieces += [*self.pieces[done:first], piece]
            done = last
        return Sentence((*pieces, *self.pieces[done:]), self.line_end)


def span_of(pieces: Sequence[Piece]) -> tuple[int, int]:
    """Return the span that pieces cover together."""
    return pieces[0].start, pieces[-1].end
