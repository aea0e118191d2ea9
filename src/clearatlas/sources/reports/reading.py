"""A press release -> :class:`Release`: its figures, each with the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from clearatlas.errors import UnreadableFile
from clearatlas.notes import Note
from clearatlas.observations import (
    MEASURES,
    Locus,
    Observation,
    Origin,
    Placing,
    Problem,
    Scope,
    Source,
    plain_number,
)
from clearatlas.periods import Period
from clearatlas.sources.names import Names
from clearatlas.sources.numbers import DECIMAL_MARKS
from clearatlas.sources.options import Reading, ReadOptions
from clearatlas.sources.reports.asides import without_asides
from clearatlas.sources.reports.calendar import Clock
from clearatlas.sources.reports.checks import checked
from clearatlas.sources.reports.figures import drafts_of
from clearatlas.sources.reports.lexicon import Lexicon, language_of
from clearatlas.sources.reports.lexing import sentences_of, tokens_of
from clearatlas.sources.reports.marks import decimal_mark
from clearatlas.sources.reports.markup import is_markup, text_of
from clearatlas.sources.reports.pieces import Sentence
from clearatlas.sources.reports.placelists import with_places
from clearatlas.sources.reports.publication import (
    called_as_a_whole,
    clock_of,
    pieces_where,
    published_in,
    without_dateline,
)
from clearatlas.sources.reports.quantities import with_numbers
from clearatlas.sources.reports.telling import without_telling_days
from clearatlas.sources.reports.timespans import with_periods
from clearatlas.sources.reports.valuing import Valued, valued
from clearatlas.sources.reports.visible import Visible

__all__ = ["Figure", "Release", "as_json", "read_release", "read_report", "report_reader"]

_SINGLE_BYTE = ("cp1251", "cp1254")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a release.

    Attributes
    ----------
    observation
        What it says.
    span, text
        Where it stands, in code points of the release's text, and these characters.
    unit
        The unit or label as printed.
    context
        A running total or background, and no figure of the period reported on.
    """

    observation: Observation
    span: tuple[int, int]
    text: str
    unit: str
    context: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A release as it was read.

    Attributes
    ----------
    text
        Its text; for HTML, after the tags are gone.
    language
        The language file it was read with: ``en``, ``az``, ``ru``.
    published
        ISO day, month or year: as given, else as the text says, else empty.
    figures
        In the order of the text.
    periods, places
        Spans of the periods and places that were recognised, for :mod:`.explain`.
    """

    text: str
    language: str
    published: str
    figures: tuple[Figure, ...]
    periods: tuple[tuple[int, int], ...] = ()
    places: tuple[tuple[int, int], ...] = ()


def read_report(
    text: str, *, places: Names, options: ReadOptions | None = None, file: str = ""
) -> Release:
    """Return the clearance figures of a press release, each with its period, places and words.

    Parameters
    ----------
    text
        Plain text or HTML, in a language of ``words/``.
    places
        Who knows place names.
    options
        ``published`` settles years and "last week"; ``decimal`` settles "1.234".
    file
        Name for the origin of the observations.
    """
    options = options or ReadOptions()
    plain = text_of(text) if is_markup(text) else text
    seen = Visible.of(plain)
    tokens = tokens_of(seen.text)
    words = language_of(token.folded for token in tokens if token.kind == "word")
    own = without_asides(sentences_of(tokens, words))
    sentences = [_parsed(one, seen.text, words, places) for one in own]
    published = options.published or published_in(sentences)
    clock = clock_of(sentences, published)
    figures = _figures(sentences, clock, options.decimal)
    source = Source(title=file, published=published, language=words.code)
    return Release(
        text=plain,
        language=words.code,
        published=published,
        figures=tuple(
            _figure(one, plain, seen, source) for one in sorted(figures, key=lambda f: f.draft.span)
        ),
        periods=tuple(seen.span(p.start, p.end) for p in pieces_where(sentences, "D")),
        places=tuple(seen.span(p.start, p.end) for p in pieces_where(sentences, "g")),
    )


def _parsed(sentence: Sentence, text: str, words: Lexicon, places: Names) -> Sentence:
    dated = with_numbers(with_periods(sentence))
    return without_telling_days(without_dateline(with_places(dated, text, words, places)))


def _figures(sentences: list[Sentence], clock: Clock, decimal: str | None) -> list[Valued]:
    headline = len(sentences) > 1 and sentences[0].line_end
    drafts = drafts_of(sentences, clock, headline=headline)
    mark = decimal if decimal in DECIMAL_MARKS else decimal_mark(sentences, drafts)
    return checked([valued(draft, mark) for draft in drafts], called_as_a_whole(sentences, clock))


def _figure(figure: Valued, text: str, seen: Visible, source: Source) -> Figure:
    draft = figure.draft
    start, end = seen.span(*draft.span)
    period = draft.period or Period(None, None)
    placing, scope = _placing(figure)
    observation = Observation(
        measure=MEASURES[figure.measure],
        value=figure.value,
        placing=placing,
        period=period,
        quantum=figure.quantum,
        status=draft.work.status,
        bound=figure.bound,
        scope=scope,
        definition=draft.work.definition,
        source=source,
        origin=Origin(file=source.title, where=f"characters {start}–{end}", text=text[start:end]),
        problems=figure.problems,
        candidates=figure.candidates,
    )
    first, last = seen.span(*draft.count.unit_span)
    return Figure(
        observation=observation,
        span=(start, end),
        text=text[start:end],
        unit=text[first:last],
        context=draft.period is not None and period.since,
    )


def _placing(figure: Valued) -> tuple[Placing, Scope]:
    places, scope = figure.draft.places, figure.draft.work.scope
    if places is None:
        return Placing(Locus.TOTAL, (), ()), scope
    if places.locus is Locus.GROUP and not places.codes:
        return Placing(Locus.UNKNOWN, (), places.as_written), scope
    if places.villages and scope is Scope.WHOLE:
        scope = Scope.PART
    return Placing(places.locus, places.codes, places.as_written), scope


def as_json(release: Release) -> list[dict[str, Any]]:
    """Return the figures as ``read --format json`` prints them; numbers are exact."""
    return [_as_json(figure) for figure in release.figures]


def _as_json(figure: Figure) -> dict[str, Any]:
    observation = figure.observation
    period = observation.period
    return {
        "measure": observation.measure.key,
        "value": None if observation.value is None else plain_number(observation.value),
        "unit": figure.unit,
        "bound": observation.bound.value,
        "period_start": period.start.isoformat() if period.start else None,
        "period_end": period.end.isoformat() if period.end else None,
        "places": list(observation.placing.codes),
        "places_as_written": list(observation.placing.as_written),
        "status": observation.status.value,
        "definition": observation.definition,
        "span": list(figure.span),
        "text": figure.text,
        "context": figure.context,
        "scope": observation.scope.value,
        "candidates": [plain_number(value) for value in observation.candidates],
        "problems": [{"code": p.code, "message": p.message} for p in observation.problems],
    }


def read_release(path: Path, *, places: Names, options: ReadOptions) -> Release:
    """Return the release in a text or HTML file.

    Raises
    ------
    UnreadableFile
        Where the file is no text.
    """
    return read_report(_decoded(path), places=places, options=options, file=path.name)


def report_reader(path: Path, *, places: Names, options: ReadOptions) -> Reading:
    """Return the observations of a release file that a map can use.

    Background (running totals, "so far") is kept apart where the release also reports on a period
    of its own, and a note says so. Observations with problems are kept; the record withholds them.

    Raises
    ------
    UnreadableFile
        Where the file is no text.
    """
    release = read_release(path, places=places, options=options)
    own = [figure for figure in release.figures if not figure.context] or list(release.figures)
    apart = [figure for figure in release.figures if figure not in own]
    notes = []
    if apart:
        notes.append(Note("background", file=path.name, count=len(apart)))
    if not release.figures:
        notes.append(Note("no_clearance", file=path.name))
    return Reading(
        observations=tuple(_named(figure.observation) for figure in own),
        notes=tuple(notes),
        background=tuple(_named(figure.observation) for figure in apart),
    )


def _named(observation: Observation) -> Observation:
    """Return the observation as the record can keep it: without a value it needs a problem."""
    if observation.value is not None or observation.problems:
        return observation
    problem = Problem(code="ambiguous_number", message="it has no value that can be read")
    return replace(observation, problems=(problem,))


def _decoded(path: Path) -> str:
    """Return the text of a file: UTF-8, or a Windows encoding in which a language is recognised."""
    data = path.read_bytes()
    for encoding in ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig",):
        try:
            return _lines(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    best, most = "", 0
    for encoding in _SINGLE_BYTE:
        text = data.decode(encoding, errors="replace")
        tokens = [token.folded for token in tokens_of(text) if token.kind == "word"]
        known = sum(word in language_of(tokens).markers for word in tokens)
        if known > most:
            best, most = text, known
    if not best:
        raise UnreadableFile(path, "its encoding is not known; save it as UTF-8")
    return _lines(best)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
