"""What stands on the page of a release and is no part of it: captions, links to other stories.

A page that was copied with its surroundings ends in titles of other releases, whose figures are
others: "Read also", "Related news". Words of ``[asides]`` begin them; their key says how far they
reach.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from clearatlas.sources.reports.pieces import Sentence

__all__ = ["without_asides"]

#: Signs that may stand before or behind the word of an aside.
_SIGNS: Final = frozenset("_;:,()/-")
_NUMBERS: Final = frozenset("ny0d")
_LABELS: Final = frozenset("LGH")


def without_asides(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Return the sentences of the release itself, its headline once.

    ``line`` is an aside on one line (a caption), ``block`` one with the titles that follow it, and
    ``end`` all that follows, where figures came before it.
    """
    kept: list[Sentence] = []
    titles = told = False
    for sentence in sentences:
        if kept and sentence.line_end and _same(sentence, kept[0]):
            continue
        kind, alone = _aside(sentence)
        if kind == "end" and alone and told:
            break
        if kind:
            titles = alone and kind != "line"
        elif not (titles and sentence.line_end):
            titles = False
            kept.append(sentence)
            told = told or (not sentence.line_end and _tells(sentence))
    return kept


def _same(sentence: Sentence, headline: Sentence) -> bool:
    """Return whether a line is the headline once more, as pages print it above and in the text."""
    if not headline.line_end or len(sentence.pieces) != len(headline.pieces):
        return False
    pairs = zip(sentence.pieces, headline.pieces, strict=True)
    return all(one.value == other.value for one, other in pairs)


def _aside(sentence: Sentence) -> tuple[str, bool]:
    """Return the kind of aside a sentence is, or empty, and whether its word stands alone."""
    pieces = [piece for piece in sentence.pieces if piece.letter not in _SIGNS]
    if not pieces or pieces[0].letter != "x":
        return "", False
    at = sentence.pieces.index(pieces[0])
    alone = len(pieces) == 1
    after = sentence.letters[at + 1 : at + 2]
    is_aside = alone or after == ":" or (sentence.line_end and pieces[0].value != "line")
    return (pieces[0].value if is_aside else ""), alone


def _tells(sentence: Sentence) -> bool:
    """Return whether a sentence has a number and a label or unit beside it."""
    letters = [piece.letter for piece in sentence.pieces if piece.letter not in "wh"]
    return any(
        {one, other} & _NUMBERS and {one, other} & _LABELS for one, other in pairwise(letters)
    )
