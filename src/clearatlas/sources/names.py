"""What readers need of a gazetteer to find names in running text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

__all__ = ["NamedPlace", "Names"]


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
