"""The text of a release with what was read marked in it, for a check in ten seconds.

Above it stands what was read, in groups: figures of one period and the same places have a letter,
and each mark in the text ends in it. So the dates and places are printed once, and a figure that
went to the wrong period stands out by its letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import count
from typing import Final, NamedTuple

from clearatlas.observations import Bound, Scope, Unit
from clearatlas.sources.reports.reading import Figure, Release

__all__ = ["explain_html", "explain_terminal"]

_COLOURS: Final = {
    "figure": "\x1b[1;32m",
    "problem": "\x1b[1;31m",
    "context": "\x1b[2;33m",
    "period": "\x1b[36m",
    "place": "\x1b[34m",
}
_BOUNDS: Final = {Bound.AT_LEAST: "≥ ", Bound.AT_MOST: "≤ ", Bound.ABOUT: "≈ "}
_HECTARE: Final = -4  # as a power of ten, in m²
_RESET: Final = "\x1b[0m"
_STYLE: Final = """
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
pre { white-space: pre-wrap; font: inherit }
dt { font-weight: 600 }
dt.context { font-weight: 400 }
dd.problem { border-left: 2px dashed #111; padding-left: .5rem }
mark { background: #d6ecf5; color: inherit; padding: 0 .15em; border-bottom: 2px solid #225ea8 }
mark.context { background: #f1f1f1; border-color: #767676 }
mark.problem { background: #fff; border: 2px dashed #111 }
mark.period, mark.place { background: none; border-bottom: 1px dotted #225ea8 }
small { font-size: .8em }
"""


class _Group(NamedTuple):
    """Figures of one period, the same places and the same work, under one letter."""

    letter: str
    title: str
    is_context: bool
    figures: tuple[Figure, ...]


class _Mark(NamedTuple):
    start: int
    end: int
    kind: str
    caption: str


def explain_terminal(release: Release) -> str:
    """Return what was read, then the text in terminal colours, each figure with its group."""

    def marked(mark: _Mark, printed: str) -> str:
        caption = f" [{mark.caption}]" if mark.caption else ""
        return f"{_COLOURS[mark.kind]}{printed}{_RESET}{_plain(caption)}"

    groups = _groups(release)
    lines = [line for group in groups for line in _lines(group)]
    return "\n".join([*lines, "", _rendered(release, groups, marked, _plain)])


def explain_html(release: Release) -> str:
    """Return the same as an HTML page; all text is escaped."""

    def marked(mark: _Mark, printed: str) -> str:
        caption = escape(mark.caption)
        note = f" <small>[{caption}]</small>" if caption else ""
        return f'<mark class="{mark.kind}" title="{caption}">{escape(printed)}</mark>{note}'

    groups = _groups(release)
    read = "".join(map(_item, groups))
    body = _rendered(release, groups, marked, escape)
    return (
        f'<!doctype html>\n<html lang="{escape(release.language)}">\n<head><meta charset="utf-8">\n'
        f"<title>What was read</title>\n<style>{_STYLE}</style></head>\n"
        f"<body><dl>{read}</dl>\n<pre>{body}</pre></body>\n</html>\n"
    )


def _groups(release: Release) -> list[_Group]:
    """Return the figures by period, places and work, in the order of the text."""
    groups: dict[tuple[object, ...], list[Figure]] = {}
    for figure in release.figures:
        seen = figure.observation
        key = (figure.context, seen.period, seen.placing, seen.scope, seen.definition)
        groups.setdefault(key, []).append(figure)
    return [
        _Group(letter, _title(figures[0]), figures[0].context, tuple(figures))
        for letter, figures in zip(_letters(), groups.values(), strict=False)
    ]


def _letters() -> Iterator[str]:
    """Yield A, B ... Z, A1, B1 ..."""
    for turn in count():
        yield from (f"{chr(ord('A') + index)}{turn or ''}" for index in range(26))


def _title(figure: Figure) -> str:
    """Return the period, places and work of a figure in words."""
    seen = figure.observation
    start, end = seen.period.start, seen.period.end
    dates = f"{start or '?'} to {end or '?'}" if start or end else "no period"
    codes = seen.placing.codes
    listed = ", ".join(codes) or ", ".join(seen.placing.as_written)
    where = f"{len(codes)} places: {listed}" if len(codes) > 1 else listed or "no places"
    said = ["background"] if figure.context else []
    said += [seen.scope.value] if seen.scope is not Scope.WHOLE else []
    said += [seen.definition] if seen.definition != "cleared" else []
    return "; ".join([dates, where, *said])


def _lines(group: _Group) -> Iterator[str]:
    kind = "context" if group.is_context else "figure"
    values = ", ".join(f"{f.observation.measure.key} {_value(f)}" for f in group.figures)
    yield f"{_COLOURS[kind]}{group.letter}{_RESET}  {_plain(group.title)}\n   {values}"
    for problem in _problems(group.figures):
        yield f"   {_COLOURS['problem']}! {_plain(problem)}{_RESET}"


def _item(group: _Group) -> str:
    values = ", ".join(f"{f.observation.measure.key} {_value(f)}" for f in group.figures)
    kind = ' class="context"' if group.is_context else ""
    problems = "".join(f'<dd class="problem">{escape(p)}</dd>' for p in _problems(group.figures))
    title = escape(f"{group.letter}  {group.title}")
    return f"<dt{kind}>{title}</dt><dd>{escape(values)}</dd>{problems}\n"


def _problems(figures: Iterable[Figure]) -> list[str]:
    """Return the problems of some figures, each sentence once with the measures it is about."""
    said: dict[str, list[str]] = {}
    for figure in figures:
        for problem in figure.observation.problems:
            said.setdefault(problem.message, []).append(figure.observation.measure.key)
    return [f"{', '.join(dict.fromkeys(keys))}: {message}" for message, keys in said.items()]


def _rendered(
    release: Release,
    groups: Sequence[_Group],
    marked: Callable[[_Mark, str], str],
    plain: Callable[[str], str],
) -> str:
    parts: list[str] = []
    done = 0
    for mark in sorted(_marks(release, groups), key=lambda mark: (mark.start, -mark.end)):
        if mark.start < done:
            continue
        parts.append(plain(release.text[done : mark.start]))
        parts.append(marked(mark, release.text[mark.start : mark.end]))
        done = mark.end
    return "".join([*parts, plain(release.text[done:])])


def _marks(release: Release, groups: Sequence[_Group]) -> Iterator[_Mark]:
    for group in groups:
        for figure in group.figures:
            kind = "context" if group.is_context else "figure"
            kind = "problem" if figure.observation.problems else kind
            unsure = " !" if figure.observation.problems else ""
            caption = f"{figure.observation.measure.key} {_value(figure)} {group.letter}{unsure}"
            yield _Mark(*figure.span, kind, caption)
    figures = [figure.span for figure in release.figures]
    for kind, spans in (("period", release.periods), ("place", release.places)):
        for start, end in spans:
            if not any(first < end and start < last for first, last in figures):
                yield _Mark(start, end, kind, "")


def _value(figure: Figure) -> str:
    seen = figure.observation
    area = seen.measure.unit is Unit.M2
    values = seen.candidates if seen.value is None else (seen.value,)
    shown = [f"{value.scaleb(_HECTARE).normalize() if area else value:,f}" for value in values]
    unsure = "?" if seen.value is None else ""
    return f"{_BOUNDS.get(seen.bound, '')}{' or '.join(shown)}{' ha' if area else ''}{unsure}"


def _plain(text: str) -> str:
    """Return text without control characters, which a terminal would obey."""
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")
