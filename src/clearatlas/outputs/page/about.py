"""What the page says of its own making: how fresh it is, where its borders come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import orjson

from clearatlas.boundaries import Boundaries
from clearatlas.outputs.page.payload import Content
from clearatlas.outputs.wording import Texts
from clearatlas.outputs.wording.borders import border_notes, file_notes, is_shipped, rough_borders

__all__ = ["DataNote", "Footnote", "data_notes", "footnotes", "freshness"]

_ISO = re.compile(r"\d{4}(-\d{2}){0,2}")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A standing text with values: ``values`` is JSON, by language, for the scripts.

    After it stand words ``quoted`` as they are in every language; ``lang`` is theirs, if known.
    """

    key: str
    text: str
    values: str
    quoted: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class DataNote:
    """A note that came with the data: ``says`` is JSON, its text by language, for the scripts."""

    text: str
    says: str
    is_of_borders: bool


def freshness(content: Content) -> Footnote | None:
    """Return up to which day there are figures, and when the latest source was published."""
    ends = [period.end for period in content.atlas.periods if period.end is not None]
    if not ends:
        return None
    dates = [date for date in content.published if _ISO.fullmatch(date)]
    if not dates:
        return _footnote(content, "page.fresh_undated", lambda say: {"end": say.day(max(ends))})
    return _footnote(
        content,
        "page.fresh",
        lambda say: {"end": say.day(max(ends)), "published": say.published(max(dates))},
    )


def footnotes(content: Content) -> tuple[Footnote, ...]:
    """Return what is to be said of the boundaries, in every language."""
    return tuple(_footnotes(content))


def data_notes(content: Content) -> Iterator[DataNote]:
    """Yield the notes that came with boundaries and figures, in every language."""
    editions = [content.atlas.boundaries[name] for name in content.drawn_editions]
    of_borders = file_notes(editions)
    for note in dict.fromkeys((*of_borders, *content.atlas.notes)):
        says = {lang: phrases.note(note) for lang, phrases in content.phrases.items()}
        yield DataNote(says[content.atlas.lang], orjson.dumps(says).decode(), note in of_borders)


def _footnotes(content: Content) -> Iterator[Footnote]:
    editions = [content.atlas.boundaries[name] for name in content.drawn_editions]
    for edition in editions:
        note = _same(content, "boundaries", edition=edition.edition, source=edition.source)
        yield replace(note, quoted=edition.source, lang=_tongue(edition))
    for licence, edition in {one.licence: one for one in editions if one.licence}.items():
        note = _same(content, "licence", licence=licence)
        yield replace(note, quoted=licence, lang=_tongue(edition))
    rough = rough_borders(editions, content.atlas.extent)
    for key in border_notes(editions, rough):
        if key.startswith("about.approximate"):
            yield _footnote(content, key, lambda say: {"places": _names(content, rough, say)})
        else:
            yield _footnote(content, key, lambda _: {})
    if content.geometry.simplified:
        yield _same(content, "simplified")


def _tongue(edition: Boundaries) -> str:
    """Return the language of what an edition says of itself, where that is known."""
    return "en" if is_shipped(edition) else ""


def _names(content: Content, codes: tuple[str, ...], say: Texts) -> str:
    return say("page.list").join(content.atlas.name(code, say.lang) for code in codes)


def _same(content: Content, name: str, **values: str) -> Footnote:
    """Return a note whose values are the same in every language."""
    return _footnote(content, f"about.{name}", lambda _: values)


def _footnote(content: Content, key: str, values: Callable[[Texts], dict[str, str]]) -> Footnote:
    by_language = {lang: values(say) for lang, say in content.languages.items()}
    opening = content.languages[content.atlas.lang]
    text = opening(key, **by_language[opening.lang])
    return Footnote(key, text, orjson.dumps(by_language).decode())
