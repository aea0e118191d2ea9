"""What the page says of its own making: how fresh it is, where its borders come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import orjson

from clearatlas.outputs.page.geometry import is_shipped
from clearatlas.outputs.page.payload import Content
from clearatlas.outputs.page.texts import Texts

__all__ = ["Note", "freshness", "notes", "raw_notes"]

_ISO = re.compile(r"\d{4}(-\d{2}){0,2}")


@dataclass(frozen=True, slots=True)
class Note:
    """A standing text with values: ``values`` is JSON, by language, for the scripts."""

    key: str
    text: str
    values: str


def freshness(content: Content) -> Note | None:
    """Return up to which day there are figures, and when the latest source was published."""
    ends = [period.end for period in content.atlas.periods if period.end is not None]
    if not ends:
        return None
    dates = [date for date in content.published if _ISO.fullmatch(date)]
    if not dates:
        return _note(content, "page.fresh_undated", lambda say: {"end": say.day(max(ends))})
    return _note(
        content,
        "page.fresh",
        lambda say: {"end": say.day(max(ends)), "published": say.published(max(dates))},
    )


def notes(content: Content) -> tuple[Note, ...]:
    """Return what is to be said of the boundaries, in every language."""
    return tuple(_notes(content))


def raw_notes(content: Content) -> tuple[str, ...]:
    """Return the remarks that come with the data, in the words they came in."""
    own = (note for name in content.editions for note in content.atlas.boundaries[name].notes)
    return tuple(dict.fromkeys([*own, *content.atlas.notes]))


def _notes(content: Content) -> Iterator[Note]:
    editions = [content.atlas.boundaries[name] for name in content.editions]
    for edition in editions:
        values = {"edition": edition.edition, "source": edition.source}
        yield _note(content, "about.boundaries", lambda _, values=values: values)
    for licence in dict.fromkeys(edition.licence for edition in editions if edition.licence):
        values = {"licence": licence}
        yield _note(content, "about.licence", lambda _, values=values: values)
    if not all(edition.redistributable for edition in editions):
        yield _note(content, "about.restricted")
    yield _note(content, "about.area")
    rough = _approximate(content)
    if rough:
        shipped = all(is_shipped(edition) for edition in editions)
        key = "about.approximate" if shipped else "about.approximate_plain"
        yield _note(
            content,
            key,
            lambda say: {
                "places": say("page.list").join(
                    content.atlas.name(code, say.lang) for code in rough
                )
            },
        )
    if content.geometry.simplified:
        yield _note(content, "about.simplified")


def _approximate(content: Content) -> tuple[str, ...]:
    """Return the districts of the extent with an approximate border."""
    rough = {code for drawn in content.geometry.drawn.values() for code in drawn.approximate}
    return tuple(code for code in content.atlas.extent if code in rough)


def _note(
    content: Content, key: str, values: Callable[[Texts], dict[str, str]] = lambda _: {}
) -> Note:
    by_language = {lang: values(say) for lang, say in content.languages.items()}
    opening = content.languages[content.atlas.lang]
    text = opening(key, **by_language[opening.lang])
    return Note(key, text, orjson.dumps(by_language).decode())
