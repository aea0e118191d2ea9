"""Who made a file and on what terms, as far as its columns, name or own words tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clearatlas.boundaries.attributes import Attributes
from clearatlas.boundaries.conventions import Origin, conventions
from clearatlas.boundaries.layers import Layer
from clearatlas.notes import Note

__all__ = ["Terms", "terms_of"]


@dataclass(frozen=True)
class Terms:
    """What is printed about a file, and whether its shapes may be handed on."""

    source: str
    licence: str
    redistributable: bool
    notes: tuple[Note, ...]


def terms_of(layer: Layer, attributes: Attributes) -> Terms:
    """Return the source and licence of a file.

    A clearatlas export says them itself; otherwise the convention of its columns tells, or the
    beginning of its name. Where nothing does, that is said.
    """
    stated = _stated(layer.members)
    if stated is not None:
        return stated
    for origin in conventions().origins:
        if _is_of(origin, layer, attributes):
            return Terms(
                source=", ".join([origin.source, *_details(origin, attributes)]),
                licence=origin.licence,
                redistributable=origin.redistributable,
                notes=(Note(origin.note),) if origin.note else (),
            )
    return Terms(
        source=f"not stated: {layer.path.name}",
        licence="not stated",
        redistributable=True,
        notes=(Note("no_licence"),),
    )


def _stated(members: Mapping[str, object]) -> Terms | None:
    """Return what a collection says in the members that clearatlas writes."""
    source = members.get("boundary_source", members.get("source"))
    licence = members.get("licence")
    if not isinstance(source, str) or not isinstance(licence, str):
        return None
    barred = [origin for origin in conventions().origins if origin.licence in licence]
    notes = tuple(dict.fromkeys(Note(origin.note) for origin in barred if origin.note))
    return Terms(source, licence, all(origin.redistributable for origin in barred), notes)


def _is_of(origin: Origin, layer: Layer, attributes: Attributes) -> bool:
    if origin.file and layer.path.name.casefold().startswith(origin.file):
        return True
    return all(name in attributes.columns for name in _spelled(origin.needs, attributes))


def _details(origin: Origin, attributes: Attributes) -> Sequence[str]:
    """Return the values that hold for the whole file, once each."""
    put = []
    for column, form in origin.details.items():
        values = set(attributes.columns.get(column, ()))
        if len(values) == 1 and "" not in values:
            put.append(form.format(values.pop()))
    return list(dict.fromkeys(put))


def _spelled(patterns: Sequence[str], attributes: Attributes) -> Sequence[str]:
    return [pattern.format(n=attributes.level) for pattern in patterns]
