"""Remarks -> what is printed of them: rows for programs, sections for people, one HTML page."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any, TypeGuard

from jinja2 import Environment, Template
from markupsafe import Markup

from clearatlas.addresses import link
from clearatlas.observations import Source, plain_number
from clearatlas.outputs.wording.phrases import Phrases
from clearatlas.periods import Period
from clearatlas.reporting.remarks import Evidence, Kind, Remark
from clearatlas.reporting.review import check_texts, named

__all__ = ["as_json", "as_page", "as_rows", "as_text"]

_MOST_PLACES = 3
_MOST_EVIDENCE = 8


def as_json(remarks: Iterable[Remark]) -> list[dict[str, Any]]:
    """Return every remark with all figures behind it, in the units people read."""
    return [
        {
            **_row(remark),
            "finding": remark.kind.is_finding,
            "size": _size(remark),
            "unit": remark.measure.shown_unit if remark.measure else "",
            "figures": [_figure(one) for one in remark.evidence],
        }
        for remark in remarks
    ]


def as_rows(remarks: Iterable[Remark]) -> list[dict[str, str]]:
    """Return one row of texts per remark: kind, period, place, measure and message."""
    return [_row(remark) for remark in remarks]


def as_text(remarks: Sequence[Remark], name: Callable[[str], str], lang: str) -> Iterator[str]:
    """Yield the lines of a report to read: a section for each kind, what to do, every figure."""
    say = check_texts(lang)
    for section in _sections(remarks, name, lang):
        yield f"{section.heading} ({section.count})"
        yield f"  {section.advice}"
        for item in section.items:
            yield ""
            if item.about:
                yield f"  {item.about}"
            if item.message:
                yield f"    {item.message}"
            for line in item.lines:
                mark = f" ({line.mark})" if line.mark else ""
                yield f"    - {line.amount}: {line.who} [{line.where}]{mark}"
            if item.more:
                yield f"    {say('report.more', count=item.more)}"
        yield ""
    if not any(remark.kind.is_finding for remark in remarks):
        yield say("report.nothing")


def as_page(remarks: Sequence[Remark], name: Callable[[str], str], lang: str, summary: str) -> str:
    """Return the same as one HTML page that fetches nothing and runs no script."""
    style = files(__package__).joinpath("check.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _template().render(
        lang=lang,
        say=check_texts(lang),
        sections=list(_sections(remarks, name, lang)),
        summary=summary,
        style=Markup(style),  # noqa: S704 - our own file
        policy=f"default-src 'none'; style-src 'sha256-{digest}'",
        nothing=not any(remark.kind.is_finding for remark in remarks),
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """One figure behind an item: what it says, who says it and where, and if a map shows it."""

    amount: str
    who: str
    where: str
    urls: tuple[tuple[str, str], ...]
    mark: str


@dataclass(frozen=True, slots=True)
class _Item:
    about: str
    message: str
    lines: tuple[_Line, ...]
    more: int


@dataclass(frozen=True, slots=True)
class _Section:
    kind: Kind
    heading: str
    advice: str
    items: tuple[_Item, ...]
    count: int


def _sections(
    remarks: Sequence[Remark], name: Callable[[str], str], lang: str
) -> Iterator[_Section]:
    """Yield the sections of the report; remarks that differ only in the measure are one item."""
    say = check_texts(lang)
    phrases = Phrases(say, name)
    for kind, found in groupby(remarks, key=lambda remark: remark.kind):
        own = list(found)
        alike: dict[tuple[object, ...], list[Remark]] = {}
        for remark in own:
            key = (remark.period, remark.codes, remark.label, remark.message)
            alike.setdefault(key, []).append(remark)
        yield _Section(
            kind=kind,
            heading=say(f"kind.{kind}"),
            advice=say(f"advice.{kind}"),
            items=tuple(_item(same, phrases) for same in alike.values()),
            count=len(own),
        )


def _item(same: Sequence[Remark], phrases: Phrases) -> _Item:
    remark = same[0]
    evidence = [one for each in same for one in each.evidence]
    measures = phrases.listed(
        dict.fromkeys(phrases.measure(each.measure) for each in same if each.measure)
    )
    period = phrases.say.period(remark.period) if _is_dated(remark.period) else ""
    return _Item(
        about=" · ".join(filter(None, (period, measures, _places(remark, phrases)))),
        # The lines below a conflict say all that its sentence says, and more legibly.
        message="" if remark.kind is Kind.CONFLICT else remark.message,
        lines=tuple(_line(one, remark, phrases) for one in evidence[:_MOST_EVIDENCE]),
        more=max(0, len(evidence) - _MOST_EVIDENCE),
    )


def _is_dated(period: Period | None) -> TypeGuard[Period]:
    return period is not None and (period.start is not None or period.end is not None)


def _places(remark: Remark, phrases: Phrases) -> str:
    names = [phrases.name(code) for code in remark.codes] or [remark.label]
    shown = phrases.listed(names[:_MOST_PLACES])
    left = len(names) - _MOST_PLACES
    if left <= 0:
        return shown
    return phrases.say("report.places_more", places=shown, count=left)


def _line(one: Evidence, remark: Remark, phrases: Phrases) -> _Line:
    say = phrases.say
    if one.value is None:
        amount = say("report.no_value")
    else:
        value = phrases.value(one.value, one.measure)
        amount = say(f"bound.{one.bound}", amount=value)
    if one.measure != remark.measure or remark.kind is Kind.PRINTED_AGAIN:
        amount = say("misfit.value", measure=phrases.measure(one.measure), amount=amount)
    if one.period != remark.period and _is_dated(one.period):
        amount = say("misfit.item", amount=amount, period=say.period(one.period))
    return _Line(
        amount=amount,
        who="; ".join(named(source) or source.agency for source in one.sources),
        where="; ".join(origin.spot for origin in one.origins),
        urls=tuple(map(_link, one.sources)),
        mark=say("report.shown") if one.is_shown else "",
    )


def _link(source: Source) -> tuple[str, str]:
    """Return a source in words and the address it may be linked to, if it is one of the web."""
    words = named(replace(source, url="")) or source.agency or source.url
    return words, link(source.url)


def _row(remark: Remark) -> dict[str, str]:
    return {
        "kind": remark.kind.value,
        "period": str(remark.period or ""),
        "place": ", ".join(remark.codes) or remark.label,
        "measure": remark.measure.key if remark.measure else "",
        "message": remark.message,
    }


def _figure(one: Evidence) -> dict[str, Any]:
    return {
        "measure": one.measure.key,
        "value": None if one.value is None else plain_number(one.measure.shown(one.value)),
        "unit": one.measure.shown_unit,
        "bound": one.bound.value,
        "period": str(one.period),
        "shown": one.is_shown,
        "sources": [
            {"title": s.title, "url": s.url, "published": s.published, "agency": s.agency}
            for s in one.sources
        ],
        "origins": [origin.spot for origin in one.origins],
    }


def _size(remark: Remark) -> int | float | None:
    if remark.size is None or remark.measure is None:
        return None
    return plain_number(remark.measure.shown(remark.size))


@cache
def _template() -> Template:
    source = files(__package__).joinpath("check.jinja").read_text(encoding="utf-8")
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(source)
