"""When a text was published, as far as it says, and what it states about time as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from clearatlas.periods import Granularity, Period
from clearatlas.sources.reports.calendar import WEEKDAYS, Clock, settle
from clearatlas.sources.reports.pieces import Mention, Moment, Piece, Sentence

__all__ = ["clock_of", "published_in", "without_dateline"]

_MOST_WORDS_BESIDE: Final = 4
_LEAD: Final = 3
_WEEKLY: Final = ("last_week", "weekly")
_MONTHLY: Final = ("last_month", "past_month", "monthly")
_SOON: Final = timedelta(days=31)

# BAKU, Azerbaijan, August 18 ... : where and when the news was written, not what it is about.
_DATELINE = re.compile(
    r"""
    [;(_]? (?P<place>g) (?: [,(/)-] | [wh](?=[,(/]) ) [wh]? [,/()]? [wh]? [,/]? (?P<day>D)
  | .{0,50}? (?P<place2>g) ,h, (?P<day2>D) $       # (AGENCY) BAKU, Azerbaijan, February 2.
    """,
    re.VERBOSE,
)
#: Where the agencies write from: "Baku: 12 mines" is no count of Baku's.
_CAPITAL: Final = "baku"
# date 2024-12-23 Sappers clear 770 hectares: the day stands before a title, for its publication.
_TITLE_DATE = re.compile(r"w?(?P<day>D)(?=[^,;:]*[nLGH])")


def without_dateline(sentence: Sentence) -> Sentence:
    """Return the sentence with the town and day of its dateline as mere words."""
    match = _DATELINE.match(sentence.letters)
    if match is None:
        return _without_capital(_without_title_date(sentence))
    at = max(match.start("place"), match.start("place2"))
    day = max(match.start("day"), match.start("day2"))
    piece, dated = sentence.pieces[at], sentence.pieces[day]
    one_day = dated.mention is not None and _day_of(dated.mention) is not None
    if not one_day or piece.places is None or len(piece.places.codes) != 1:
        return sentence
    runs = [
        (other, other + 1, replace(early, letter="_"))  # the page's own date before it
        for other, early in enumerate(sentence.pieces[:at])
        if early.mention is not None and _full_day(early.mention) is not None
    ]
    dateline = (at, day + 1, replace(dated, letter="_", start=piece.start))
    return sentence.with_runs([*runs, dateline])


def _without_title_date(sentence: Sentence) -> Sentence:
    match = _TITLE_DATE.match(sentence.letters)
    if match is None or not (sentence.line_end or match.start("day")):
        return sentence
    day = match.start("day")
    dated = sentence.pieces[day]
    if dated.mention is None or _full_day(dated.mention) is None:
        return sentence
    return sentence.with_runs([(day, day + 1, replace(dated, letter="_"))])


def _without_capital(sentence: Sentence) -> Sentence:
    first = sentence.pieces[0]
    if first.places is None or first.places.codes != (_CAPITAL,):
        return sentence
    if sentence.letters[1:2] not in {":", "-", "/"}:
        return sentence
    return sentence.with_runs([(0, 1, replace(first, letter="_"))])


def published_in(sentences: Sequence[Sentence]) -> str:
    """Return the ISO day a text says it was published on, or an empty text.

    That is a full date on a line of its own, or, behind it in rank, one in the lead that follows
    the reported days within a month.
    """
    for sentence in (*sentences[:6], *sentences[-3:]):
        day = _alone(sentence)
        if day is not None:
            return day.isoformat()
    spans = [mention for mention in _mentions(sentences) if mention.kind == "span"]
    for sentence in sentences[:_LEAD]:
        for mention in _mentions([sentence], also_dateline=True):
            day = _full_day(mention)
            if day is not None and any(_follows(day, span) for span in spans):
                return day.isoformat()
    return ""


def _mentions(sentences: Sequence[Sentence], *, also_dateline: bool = False) -> Iterator[Mention]:
    for sentence in sentences:
        for piece in sentence.pieces:
            if piece.mention is not None and (piece.letter == "D" or also_dateline):
                yield piece.mention


def _alone(sentence: Sentence) -> date | None:
    """Return the day of a line that is hardly more than a date."""
    mentions = [piece for piece in sentence.pieces if piece.mention is not None]
    dates = [p for p in mentions if p.mention is None or p.mention.kind not in WEEKDAYS]
    words = sum(piece.letter not in "D_,;:()/-n" for piece in sentence.pieces)
    if len(dates) != 1 or words > _MOST_WORDS_BESIDE or dates[0].mention is None:
        return None
    if any(piece.letter in "LGH" for piece in sentence.pieces):
        return None
    return _full_day(dates[0].mention)


def _day_of(mention: Mention) -> Moment | None:
    moment = mention.first
    if mention.kind != "single" or moment is None or moment.day is None:
        return None
    return moment


def _full_day(mention: Mention) -> date | None:
    moment = _day_of(mention)
    if moment is None or moment.year is None or moment.month is None or moment.day is None:
        return None
    try:
        return date(moment.year, moment.month, moment.day)
    except ValueError:
        return None


def _follows(day: date, span: Mention) -> bool:
    """Return whether a day follows the end of a span that itself has no year."""
    last = span.last
    if last is None or last.year is not None or span.first is None or span.first.year is not None:
        return False
    settled = settle(span, Clock(published=day.isoformat()))
    end = settled.period.end if settled.period is not None else None
    return end is not None and end <= day <= end + _SOON


def clock_of(sentences: Sequence[Sentence], published: str) -> Clock:
    """Return what a text tells about time."""
    clock = Clock(published=published, years=_years_beside_months(sentences))
    stated: list[Period] = []
    by_days: list[Period] = []
    for mention in _mentions(sentences):
        if mention.kind not in {"span", "single"} or mention.first is None:
            continue
        period = settle(mention, clock).period
        if period is None or period.since:
            continue
        if mention.kind == "span" or mention.first.day is None:
            stated.append(period)
        if mention.kind == "span" and mention.first.day is not None:
            by_days.append(period)
    return replace(clock, stated=tuple(stated), by_days=tuple(by_days))


def _years_beside_months(sentences: Sequence[Sentence]) -> dict[int, int]:
    """Return month -> year, where the text prints the month with one year only."""
    found: dict[int, set[int]] = {}
    for mention in _mentions(sentences):
        for moment in (mention.first, mention.last):
            usable = mention.kind == "span" or (moment is not None and moment.day is None)
            if usable and moment is not None and moment.month and moment.year:
                found.setdefault(moment.month, set()).add(moment.year)
    return {month: years.pop() for month, years in found.items() if len(years) == 1}


def called_as_a_whole(sentences: Sequence[Sentence], clock: Clock) -> Granularity | None:
    """Return how long the text calls its period, where no period it states is of that length."""
    kinds = dict.fromkeys(_WEEKLY, Granularity.WEEK) | dict.fromkeys(_MONTHLY, Granularity.MONTH)
    said = next((kinds[m.kind] for m in _mentions(sentences) if m.kind in kinds), None)
    if said is None or not clock.by_days:
        return None
    return None if any(period.granularity is said for period in clock.stated) else said


def pieces_where(sentences: Sequence[Sentence], letter: str) -> Iterator[Piece]:
    """Yield the pieces of a letter, of all sentences."""
    for sentence in sentences:
        yield from (piece for piece in sentence.pieces if piece.letter == letter)
