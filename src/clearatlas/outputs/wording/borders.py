"""What every output says of the boundaries before the figures on them are used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clearatlas.boundaries import Boundaries

__all__ = ["border_notes", "file_notes", "is_shipped", "rough_borders"]

#: How the shipped editions name their source; only they fit the shipped land around them.
_SHIPPED_SOURCE = "Natural Earth 1:10m admin-1, names and codes corrected"


def is_shipped(edition: Boundaries) -> bool:
    """Return whether an edition is one of those that come with the package."""
    return not edition.own_codes and edition.source.startswith(_SHIPPED_SOURCE)


def rough_borders(editions: Sequence[Boundaries], extent: Sequence[str]) -> tuple[str, ...]:
    """Return the districts of the extent that an edition draws with an approximate border."""
    rough = {
        code
        for edition in editions
        for code, district in edition.drawn.items()
        if district.approximate
    }
    return tuple(code for code in extent if code in rough)


def file_notes(editions: Sequence[Boundaries]) -> tuple[str, ...]:
    """Return what users' own files say of themselves, in the words it came in.

    Those on the shipped boundaries are among the notes, in every language.
    """
    own = (note for edition in editions if not is_shipped(edition) for note in edition.notes)
    return tuple(dict.fromkeys(own))


def border_notes(editions: Sequence[Boundaries], rough: Sequence[str]) -> Iterator[str]:
    """Yield the keys of the notes in order; those on approximate borders name the ``places``."""
    if not all(edition.redistributable for edition in editions):
        yield "about.restricted"
    yield "about.area"
    if rough:
        # How a border was derived is known of the shipped ones only.
        is_told = all(map(is_shipped, editions))
        yield "about.approximate" if is_told else "about.approximate_plain"
    if any(map(is_shipped, editions)):
        yield "about.shipped"
