"""The text of a release with what was read marked in it, for a check in ten seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import NamedTuple

from clearatlas.observations import Unit
from clearatlas.sources.reports.reading import Figure, Release

__all__ = ["explain_html", "explain_terminal"]

_COLOURS = {
    "figure": "\x1b[1;32m",
    "problem": "\x1b[1;31m",
    "context": "\x1b[2;33m",
    "period": "\x1b[36m",
    "place": "\x1b[34m",
}
_HECTARE = -4  # as a power of ten, in m²
_RESET = "\x1b[0m"
_STYLE = """
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
pre { white-space: pre-wrap; font: inherit }
mark { background: #d6ecf5; color: inherit; padding: 0 .15em; border-bottom: 2px solid #225ea8 }
mark.context { background: #f1f1f1; border-color: #767676 }
mark.problem { background: #fff; border: 2px dashed #111 }
mark.period, mark.place { background: none; border-bottom: 1px dotted #225ea8 }
small { font-size: .8em }
"""


class _Mark(NamedTuple):
    start: int
    end: int
    kind: str
    caption: str


def explain_terminal(release: Release) -> str:
    """Return the text in terminal colours, with what was read behind each figure in brackets."""

    def marked(mark: _Mark, printed: str) -> str:
        caption = f" [{mark.caption}]" if mark.caption else ""
        return f"{_COLOURS[mark.kind]}{printed}{_RESET}{_plain(caption)}"

    return _rendered(release, marked, _plain)


def explain_html(release: Release) -> str:
    """Return the text as an HTML page with everything that was read marked; all text is escaped."""

    def marked(mark: _Mark, printed: str) -> str:
        caption = escape(mark.caption)
        note = f" <small>[{caption}]</small>" if caption else ""
        return f'<mark class="{mark.kind}" title="{caption}">{escape(printed)}</mark>{note}'

    body = _rendered(release, marked, escape)
    return (
        f'<!doctype html>\n<html lang="{escape(release.language)}">\n<head><meta charset="utf-8">\n'
        f"<title>What was read</title>\n<style>{_STYLE}</style></head>\n"
        f"<body><pre>{body}</pre></body>\n</html>\n"
    )


def _rendered(
    release: Release, marked: Callable[[_Mark, str], str], plain: Callable[[str], str]
) -> str:
    parts: list[str] = []
    done = 0
    for mark in _marks(release):
        if mark.start < done:
            continue
        parts.append(plain(release.text[done : mark.start]))
        parts.append(marked(mark, release.text[mark.start : mark.end]))
        done = mark.end
    return "".join([*parts, plain(release.text[done:])])


def _marks(release: Release) -> list[_Mark]:
    return sorted(_all_marks(release), key=lambda mark: (mark.start, -mark.end))


def _all_marks(release: Release) -> Iterator[_Mark]:
    for figure in release.figures:
        kind = "context" if figure.context else "figure"
        kind = "problem" if figure.observation.problems else kind
        yield _Mark(*figure.span, kind, _caption(figure))
    figures = [figure.span for figure in release.figures]
    for kind, spans in (("period", release.periods), ("place", release.places)):
        for start, end in spans:
            if not any(first < end and start < last for first, last in figures):
                yield _Mark(start, end, kind, "")


def _caption(figure: Figure) -> str:
    seen = figure.observation
    if seen.value is None:
        value = " or ".join(f"{candidate:,f}" for candidate in seen.candidates) + "?"
    elif seen.measure.unit is Unit.M2:
        value = f"{seen.value.scaleb(_HECTARE).normalize():,f} ha"
    else:
        value = f"{seen.value:,f}"
    where = ", ".join(seen.placing.codes) or seen.placing.locus.value
    said = [f"{seen.measure.key} {value}", str(seen.period), where]
    said += ["background"] if figure.context else []
    return "; ".join([*said, *(problem.message for problem in seen.problems)])


def _plain(text: str) -> str:
    """Return text without control characters, which a terminal would obey."""
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")
