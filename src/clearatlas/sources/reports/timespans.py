"""Printed periods of a sentence: "August 11-17", "avqustun 11-dən 17-dək", "с 29 сентября по ..."

The forms are regular expressions over the letters of the pieces, in the order in which they are
tried. What they mean on the calendar, and which year, is settled in
:mod:`clearatlas.sources.reports.calendar`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from clearatlas.sources.reports.lexicon import Lexicon
from clearatlas.sources.reports.pieces import Mention, Moment, Piece, Sentence

__all__ = ["with_periods"]

_MONTHS: Final = 12
_QUARTERS: Final = range(1, 5)
_YEAR: Final = r"y[oas]?[oas]?Y?|R"


def _end(n: int) -> str:
    """Return one end of a period: day, month and year in any order, or part of them."""
    return rf"""
    (?: (?P<yb{n}>{_YEAR}) (?=[mdt]) ,? )?              # 2025-ci il / this year, before
    (?:
        (?P<t{n}>t)                                     # 17.08.2025
      | (?P<ma{n}>m)M?,?(?P<da{n}>d)[os]?               # August 11, avqustun 11
      | (?P<db{n}>d)[os]?I?(?P<mb{n}>m)M?               # 11 августа, 11th of August
      | (?P<dc{n}>d)[os]?                               # the 17 of "11 to 17"
      | (?P<mc{n}>m)M?                                  # August
      | (?P<yc{n}>{_YEAR})                              # 2020
    )
    (?: ,?I?(?P<ya{n}>{_YEAR}) )?                       # ... 2025
    """


_FORMS: Final = tuple(
    (kind, re.compile(pattern, re.VERBOSE))
    for kind, pattern in (
        (
            "span",  # from 11 to 17 August, avqustun 11-dən 17-dək, December 29 - January 4
            rf"""
            (?P<lead>[FbIS]?) {_end(1)}
            (?: -[FT]? | ,?TF? | a,?-? | (?P<joint>A) )
            {_end(2)} [asl]?P?
            """,
        ),
        ("nmonths", rf"O?(?P<count>[d1])[os]?M(?:I?(?P<ya1>{_YEAR}))?"),
        ("quarter", rf"(?:(?P<yb1>{_YEAR}))?(?P<nth>[Od])[os]?Q(?:I?(?P<ya1>{_YEAR}))?"),
        # since 10 November 2020 (till now), 2020-ci ilin noyabrından indiyədək
        ("since", rf"(?:[SF] {_end(1)} a?,? (?:T?U|S)? | {_end(2)} (?: a,?(?:T?U|S)? | S | ,?T?U ))"),
        ("until", rf"(?:[TN] {_end(1)} | {_end(2)} (?: l | sP | aP ))"),
        ("now", r"T?U"),
        ("single", rf"(?P<lead>I?) {_end(1)} (?P<tail>[asl]?I?)"),
        ("relative", r"I?(?P<relative>W)"),
    )
)
_STARTS: Final = frozenset("FbISTNAdymtRWUOQ1")
_QUANTITY: Final = re.compile(r"[os]?[-]?(?:\(|[BE])?(?:c|L|H|3|u|=)")


def with_periods(sentence: Sentence, words: Lexicon) -> Sentence:
    """Return the sentence with every printed period as one piece ``D``."""
    letters = sentence.letters
    runs: list[tuple[int, int, Piece]] = []
    at = 0
    while at < len(letters):
        found = _at(sentence.pieces, letters, at, words) if letters[at] in _STARTS else None
        if found is None:
            at += 1
            continue
        last, mention = found
        pieces = sentence.pieces[at:last]
        runs.append((at, last, Piece("D", pieces[0].start, pieces[-1].end, mention=mention)))
        at = last
    return sentence.with_runs(runs)


def _at(
    pieces: Sequence[Piece], letters: str, at: int, words: Lexicon
) -> tuple[int, Mention] | None:
    """Return the end and the meaning of the period that begins at a piece, or None."""
    for kind, pattern in _FORMS:
        match = pattern.match(letters, at)
        if match is None or match.end() == at:
            continue
        mention = _mention(kind, match, pieces, letters)
        if mention is not None:
            return match.end(), mention
    return None


def _mention(
    kind: str, match: re.Match[str], pieces: Sequence[Piece], letters: str
) -> Mention | None:
    if kind == "now":
        return Mention("now")
    if kind == "relative":
        return Mention(pieces[match.start("relative")].value)
    if kind in {"quarter", "nmonths"}:
        return _by_count(kind, match, pieces)
    if kind == "span":
        return _range(match, pieces, letters)
    moment = _moment(match, pieces, "1") or _moment(match, pieces, "2")
    if moment is None:
        return None
    if kind == "single":
        return _single(match, pieces, letters, moment)
    if moment.month is None and moment.day is not None:
        return None
    if kind == "since":
        if _is_quantity(letters, match, moment) or not _is_dated(match, letters, moment):
            return None
        return Mention("since", moment)
    return Mention("until", last=moment) if moment.month is not None else None


def _is_dated(match: re.Match[str], letters: str, moment: Moment) -> bool:
    """Return whether a bare number behind "since" is a year, and not a count."""
    if moment.month is None and moment.day is None and moment.year is not None:
        return _QUANTITY.match(letters, match.end()) is None
    return True


def _is_quantity(letters: str, match: re.Match[str], moment: Moment) -> bool:
    """Return whether the last number counts what follows: "in August 14 mines"."""
    if moment.day is None and moment.month is not None:
        return False
    last = letters[match.end() - 1]
    return last in "dy" and _QUANTITY.match(letters, match.end()) is not None


def _range(match: re.Match[str], pieces: Sequence[Piece], letters: str) -> Mention | None:
    first, last = _moment(match, pieces, "1"), _moment(match, pieces, "2")
    if first is None or last is None:
        return None
    if match["joint"] and match["lead"] != "b":
        return None
    only_years = first.month is None and first.day is None and last.month is None
    if only_years:
        if last.day is not None or (first.year is None and first.shift is None):
            return None
        if last.year is None and last.shift is None:
            return None
        marked = match["lead"] or letters[match.end() - 1] in "YlPR"
        return Mention("span", first, last) if marked else None
    if first.month is None and last.month is None:
        return None
    if last.day is None and first.day is not None and last.month is None:
        return None
    return Mention("span", first, last)


def _single(
    match: re.Match[str], pieces: Sequence[Piece], letters: str, moment: Moment
) -> Mention | None:
    if moment.month is None:
        if moment.day is not None:
            return None
        marked = match["lead"] == "I" or "Y" in match[0] or "R" in match[0]
        counts = _QUANTITY.match(letters, match.end()) is not None and "Y" not in match[0]
        if not marked or (counts and moment.year is not None):
            return None
    elif moment.day is not None and _counts(match, letters):
        # "in August 14 mines": the number is no day.
        return None
    return Mention("single", moment, moment)


def _counts(match: re.Match[str], letters: str) -> bool:
    group = "da1"
    if match[group] is None or match.end() != match.end(group):
        return False
    return _QUANTITY.match(letters, match.end()) is not None


def _by_count(kind: str, match: re.Match[str], pieces: Sequence[Piece]) -> Mention | None:
    year = _years(match, pieces, "1")
    if kind == "quarter":
        number = int(pieces[match.start("nth")].value)
        if number not in _QUARTERS:
            return None
        first, last = 3 * number - 2, 3 * number
    else:
        first, last = 1, int(pieces[match.start("count")].value)
        if last > _MONTHS or match["ya1"] is None:
            return None
    return Mention("span", _with(year, first), _with(year, last))


def _with(year: Moment, month: int) -> Moment:
    return Moment(year.year, month, None, year.shift)


def _groups(match: re.Match[str], pieces: Sequence[Piece], names: Sequence[str]) -> str | None:
    known = match.re.groupindex
    for name in names:
        if name in known and match[name] is not None:
            return pieces[match.start(name)].value
    return None


def _years(match: re.Match[str], pieces: Sequence[Piece], n: str) -> Moment:
    printed = _groups(match, pieces, [f"yb{n}", f"ya{n}", f"yc{n}"])
    if printed is None:
        return Moment()
    if printed in {"this_year", "last_year"}:
        return Moment(shift=0 if printed == "this_year" else -1)
    return Moment(int(printed))


def _moment(match: re.Match[str], pieces: Sequence[Piece], n: str) -> Moment | None:
    """Return one end as printed, or None where the form has no such end."""
    digits = _groups(match, pieces, [f"t{n}"])
    if digits is not None:
        return _from_digits(digits)
    month = _groups(match, pieces, [f"ma{n}", f"mb{n}", f"mc{n}"])
    day = _groups(match, pieces, [f"da{n}", f"db{n}", f"dc{n}"])
    year = _years(match, pieces, n)
    if month is None and day is None and year == Moment():
        return None
    return Moment(
        year.year, int(month) if month else None, int(day) if day else None, year.shift
    )


def _from_digits(printed: str) -> Moment | None:
    """Return the day of "17.08.2025" or "2025-08-17"; of "11/08/2025" only where one order fits."""
    parts = [int(part) for part in re.split(r"[./-]", printed)]
    if len(parts) == 2:  # noqa: PLR2004 - day and month
        return Moment(None, parts[1], parts[0])
    if printed[4:5] == "-":
        year, month, day = parts
        return Moment(year, month, day)
    first, second, year = parts
    if "/" in printed and max(first, second) <= _MONTHS and first != second:
        return Moment(year)  # either can be the month: only the year is certain
    if "/" in printed and second > _MONTHS:
        first, second = second, first
    return Moment(year, second, first)
