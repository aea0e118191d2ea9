"""What readers need of a gazetteer: they receive one and never build one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from clearatlas.observations import Placing

__all__ = ["NamedPlace", "Names", "Resolver"]


class NamedPlace(Protocol):
    """What is read of a place."""

    @property
    def code(self) -> str:
        """Its stable code."""
        ...

    @property
    def kind(self) -> str:
        """District, city or region."""
        ...


class Names(Protocol):
    """Who knows place names, such as a :class:`~clearatlas.places.Gazetteer`."""

    def __hash__(self) -> int:
        """Return its hash: what was looked up once is remembered."""
        ...

    def find(self, name: str, kind_hint: str | None = None) -> Sequence[NamedPlace]:
        """Return every place that a spelling fits; none where it is unknown."""
        ...

    def spelling_kind(self, name: str) -> str:
        """Return what sort of spelling a name is, such as ``village``."""
        ...


class Resolver(Protocol):
    """Who knows what a table cell or printed list of places names."""

    def resolve_cell(self, text: str, codes: tuple[str, ...] = ()) -> Placing:
        """Return what a table cell or printed list names.

        Parameters
        ----------
        text
            One name or several, a residual, a region or the word "total".
        codes
            Codes that stand in the same row (ISO, P-code ...); they decide where a name is
            ambiguous, and must agree with it.

        Raises
        ------
        UnknownPlace, AmbiguousPlace
            With the nearest candidates. A name is never guessed.
        """
        ...
