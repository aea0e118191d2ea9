"""Days on which something was said: "ANAMA told us on March 5" dates the words, not the mines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from clearatlas.sources.reports.calendar import DAY_WORDS, WEEKDAYS
from clearatlas.sources.reports.pieces import Piece, Sentence

__all__ = ["without_telling_days"]

#: So many words, names and agencies may stand between "told" and its day.
_FAR: Final = 3
_BETWEEN: Final = frozenset("wgZA(),_h")
_SAYING: Final = "saying"


def without_telling_days(sentence: Sentence) -> Sentence:
    """Return the sentence with the days of telling as mere words.

    A weekday is a day of work only right beside a verb of it: "on Tuesday cleared".
    """
    runs = [
        (at, at + 1, Piece("_", piece.start, piece.end, mention=piece.mention))
        for at, piece in enumerate(sentence.pieces)
        if piece.letter == "D" and _is_of_telling(sentence.pieces, at)
    ]
    return sentence.with_runs(runs) if runs else sentence


def _is_of_telling(pieces: Sequence[Piece], at: int) -> bool:
    mention = pieces[at].mention
    if mention is None:
        return False
    weekday = mention.kind in WEEKDAYS
    single = mention.kind == "single" and mention.first is not None and mention.first.day
    if not single and not weekday and mention.kind not in DAY_WORDS:
        return False
    if weekday and not any(piece.letter == "V" for piece in _beside(pieces, at)):
        return True
    # "On March 5, ANAMA said" tells when; "were found on March 5, ANAMA said" does not.
    after = pieces[at + 1 :]
    apart = at > 1 and bool(after) and after[0].letter == ","
    return (not apart and _is_said(after)) or _is_said(pieces[:at][::-1])


def _beside(pieces: Sequence[Piece], at: int) -> list[Piece]:
    return [*pieces[max(0, at - 1) : at], *pieces[at + 1 : at + 2]]


def _is_said(towards: Sequence[Piece]) -> bool:
    """Return whether a verb of saying is what comes first, but for names and a few words."""
    for piece in towards[: _FAR + 1]:
        if piece.letter == "h" and piece.value == _SAYING:
            return True
        if piece.letter not in _BETWEEN or piece.value == "that":
            return False
    return False
