"""Printed periods of a sentence: "August 11-17", "avqustun 11-dən 17-dək", "с 29 сентября по 5".

The forms are regular expressions over the letters of the pieces, in the order in which they are
tried. What they mean on the calendar, and which year, is settled in
:mod:`clearatlas.sources.reports.calendar`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from clearatlas.sources.reports.pieces import Mention, Moment, Piece, Sentence

__all__ = ["with_periods"]

_MONTHS: Final = 12
_BESIDE: Final = 4
_WAR: Final = 3
#: Months of a part of the year that is counted, and so how many of it a year has.
_PARTS: Final[Mapping[str, int]] = MappingProxyType({"quarter": 3, "half": 6})
_YEAR: Final = r"y[oas]?[oas]?Y?|R"


def _end(n: int) -> str:
    """Return one end of a period: day, month and year in any order, or part of them."""
    return rf"""
    (?: (?P<yb{n}>{_YEAR}) (?=[mdt]) ,? )?              # 2025-ci il / this year, before
    (?:
        (?P<t{n}>t)(?:[os]?Y)?                          # 17.08.2025, 03.07.2021-ci il
      | (?P<ma{n}>m)M?,?(?P<da{n}>d)[os]?               # August 11, avqustun 11
      | (?P<db{n}>[dO])[os]?I?(?P<mb{n}>m)M?            # 11 августа, 11th of August
      | (?P<dc{n}>d)[os]?                               # the 17 of "11 to 17"
      | (?P<mc{n}>m)M?                                  # August
      | (?P<yc{n}>{_YEAR})                              # 2020
    )
    (?: ,?I?(?P<ya{n}>{_YEAR}) )?                       # ... 2025
    """


_FORMS: Final = tuple(
    (kind, re.compile(pattern, re.VERBOSE))
    for kind, pattern in (
        # in early May, over the past ten days, in 54 days: there is no telling which
        (
            "vague",
            rf"I?[ep] I? (?: [d1O0]{{1,3}}-?[CMY] | {_end(1)} ) | {_end(2)} [asl]? [ep](?!a)",
        ),
        (
            "vague",
            r"I?[IO][d01]{1,2}-?C | O[d01]{1,2}-?Y | [d01]{1,2}-?CI | [d1]-?YI | [d1]{1,2}-?W",
        ),
        (
            "span",  # from 11 to 17 August, avqustun 11-dən 17-dək, December 29 - January 4
            rf"""
            (?P<lead>[FbIS]?) {_end(1)}
            (?: -[FT]? | ,?TF? | I?a,?-? | (?P<joint>A) | ,[whI]{1, 6},T )
            {_end(2)} I?[asl]?P?
            """,
        ),
        (
            "nmonths",  # the first nine months of 2025, bu ilin səkkiz ayında
            rf"(?:I?(?P<yb1>{_YEAR}))?I?O?(?P<count>[d1])[os]?M(?:I?(?P<ya1>{_YEAR}))?I?",
        ),
        ("quarter", rf"(?:(?P<yb1>{_YEAR}))?(?P<nth>[Od])[os]?(?P<part>Q)(?:I?(?P<ya1>{_YEAR}))?"),
        # since 10 November 2020 (till now), 2020-ci ilin noyabrından indiyədək
        (
            "since",
            rf"""
            [SF] e? {_end(1)} I?a?,? (?:T?U|S)? (?!T)
          | {_end(2)} (?: [eI]?a,?(?:T?U|S)? | S | ,?T?U )
            """,
        ),
        ("broken", rf"F {_end(1)} a?-?T"),  # from 30 August to an end that cannot be read
        ("until", rf"(?:[TN] {_end(1)} | {_end(2)} (?: I?l | sP | aP ))"),
        ("now", r"T?U"),
        ("single", rf"(?P<lead>I?|W(?=y)) {_end(1)} (?P<tail>[asl]?I?)"),
        ("month", rf"I?(?P<mc1>m)M?(?:,?I?(?P<ya1>{_YEAR}))?"),
        ("relative", r"I?(?P<relative>W)"),
    )
)
_STARTS: Final = frozenset("FbISTNAdymtRWUOQ10pe")
_QUANTITY: Final = re.compile(r"[os]?[-]?(?:\(|[BE])?(?:c|L|G|H|3|=)")


def with_periods(sentence: Sentence) -> Sentence:
    """Return the sentence with every printed period as one piece ``D``."""
    letters = sentence.letters
    runs: list[tuple[int, int, Piece]] = []
    at = 0
    while at < len(letters):
        found = _at(sentence.pieces, letters, at) if letters[at] in _STARTS else None
        if found is None:
            at += 1
            continue
        last, mention = found
        pieces = sentence.pieces[at:last]
        letter = "_" if _is_of_make(sentence.pieces, at, last, mention) else "D"
        runs.append((at, last, Piece(letter, pieces[0].start, pieces[-1].end, mention=mention)))
        at = last
    return sentence.with_runs(runs)


def _is_of_make(pieces: Sequence[Piece], at: int, last: int, mention: Mention) -> bool:
    """Return whether a bare year is that in which mines were made or a war was, not found."""
    if mention.kind != "single" or mention.first is None or not _is_year(mention.first):
        return False
    beside = (*pieces[max(0, at - _BESIDE) : at], *pieces[last : last + _BESIDE])
    made = any(piece.value == "made" and piece.letter == "X" for piece in beside)
    return made or _is_of_war(pieces, at, last)


def _is_of_war(pieces: Sequence[Piece], at: int, last: int) -> bool:
    """Return whether a year is a war's: "the 2020 war", "a war in 2020"; not "remnants of war"."""
    before = at > 1 and pieces[at - 2].letter != "I" and _is_war(pieces[at - 1])
    return before or any(map(_is_war, pieces[last : last + _WAR]))


def _is_war(piece: Piece) -> bool:
    return piece.letter == "h" and piece.value == "war"


def _at(pieces: Sequence[Piece], letters: str, at: int) -> tuple[int, Mention] | None:
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
    if kind in _CONVERTERS:
        return _CONVERTERS[kind](match, pieces, letters)
    if kind == "relative":
        return Mention(pieces[match.start("relative")].value)
    return Mention("vague" if kind in {"vague", "broken"} else "now")


def _since(match: re.Match[str], pieces: Sequence[Piece], letters: str) -> Mention | None:
    moment = _moment(match, pieces, "1") or _moment(match, pieces, "2")
    if moment is None or _is_bare_day(moment) or _is_count(match, letters):
        return None
    return Mention("since", moment)


def _until(match: re.Match[str], pieces: Sequence[Piece], letters: str) -> Mention | None:
    moment = _moment(match, pieces, "1") or _moment(match, pieces, "2")
    if moment is None or moment.month is None or _is_count(match, letters):
        return None
    return Mention("until", last=moment)


def _range(match: re.Match[str], pieces: Sequence[Piece], _letters: str) -> Mention | None:
    first, last = _moment(match, pieces, "1"), _moment(match, pieces, "2")
    if first is None or last is None or (match["joint"] and match["lead"] != "b"):
        return None
    if _is_year(first) and _is_year(last):
        marked = match["lead"] or match[0].rstrip("Iasl")[-1] in "YPR" or match[0][-1] == "l"
        return Mention("span", first, last) if marked else None
    nameless = first.month is None and last.month is None
    loose = first.day is not None and last.day is None and last.month is None
    return None if nameless or loose else Mention("span", first, last)


def _single(match: re.Match[str], pieces: Sequence[Piece], letters: str) -> Mention | None:
    moment = _moment(match, pieces, "1")
    if moment is None or _is_bare_day(moment):
        return None
    if moment.month is not None:
        counts = match["da1"] is not None and match.end() == match.end("da1")
        if counts and _QUANTITY.match(letters, match.end()):
            return None  # "in August 14 mines": the number is no day
        return Mention("single", moment, moment)
    printed = "Y" in match[0] or "R" in match[0]
    if not printed and (not match["lead"] or _QUANTITY.match(letters, match.end())):
        return None
    return Mention("single", moment, moment)


def _month(match: re.Match[str], pieces: Sequence[Piece], _letters: str) -> Mention | None:
    moment = _moment(match, pieces, "1")
    return None if moment is None else Mention("single", moment, moment)


def _is_year(moment: Moment) -> bool:
    return moment.month is None and moment.day is None


def _is_bare_day(moment: Moment) -> bool:
    return moment.month is None and moment.day is not None


def _is_count(match: re.Match[str], letters: str) -> bool:
    """Return whether the last number counts what follows: "since 14 mines"."""
    last = letters[match.end() - 1]
    return last in "dy" and _QUANTITY.match(letters, match.end()) is not None


def _quarter(match: re.Match[str], pieces: Sequence[Piece], _letters: str) -> Mention | None:
    """Return "the first quarter of 2023" or "the second half of 2023"."""
    months = _PARTS[pieces[match.start("part")].value]
    nth = pieces[match.start("nth")].value
    last = _MONTHS if nth == "last" else months * int(nth)
    if not 0 < last <= _MONTHS:
        return None
    year = _years(match, pieces, "1")
    return Mention("span", _with(year, last - months + 1), _with(year, last))


def _months(match: re.Match[str], pieces: Sequence[Piece], _letters: str) -> Mention | None:
    """Return "the first nine months of 2025"; without a year it is no date."""
    last = int(pieces[match.start("count")].value)
    if last > _MONTHS or (match["ya1"] or match["yb1"]) is None:
        return None
    year = _years(match, pieces, "1")
    return Mention("span", _with(year, 1), _with(year, last))


_Converter = Callable[[re.Match[str], Sequence[Piece], str], Mention | None]
_CONVERTERS: Final[Mapping[str, _Converter]] = MappingProxyType(
    {
        "span": _range,
        "nmonths": _months,
        "quarter": _quarter,
        "since": _since,
        "until": _until,
        "single": _single,
        "month": _month,
    }
)


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
    if day == "last" or (month is None and day is None and year == Moment()):
        return None
    return Moment(year.year, int(month) if month else None, int(day) if day else None, year.shift)


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
