"""What the numbers of a sentence count: each number and its label or unit, before or after it.

The forms are regular expressions over the letters of the pieces. A number that fits none of them
(people, calibres, villages) counts nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from clearatlas.observations import Bound
from clearatlas.sources.numbers import Number
from clearatlas.sources.reports.pieces import Piece, Quantity, Sentence

__all__ = ["Count", "counts_of"]

# A label, also in two parts: "anti-personnel and anti-tank mines". It ends where a number of the
# next label follows.
_LABEL: Final = r"[LG]+(?:(?:\([LGw]\))?(?:,?A|,)[LG]+(?!a?[-:]?c?[Bn]))*"
_SPECIFIC: Final = frozenset({"ap_mines", "at_mines", "cluster_munitions", "uxo", "other_eo"})
_MINES: Final = frozenset({"ap_mines", "at_mines", "mines"})

_COUNT = re.compile(
    rf"""
    (?P<before> B{{0,2}} | (?<=[VA,])T )            # cleared up to 92 ha, очищено до 92 га
    (?: (?P<number>n) (?: \( (?P<exact>n) \) )? | (?P<article>i) )   # over 53,000 (53,081)
    (?P<tail> [sol]{{0,2}} (?P<after>aE|E)? a? )
    (?: -?(?P<unit>H) (?P<unit_tail> [al]?) (?P<unit_after>E)?
        (?: \( B? (?P<same>n) -?H \) )?
      | [,-]?c{{0,2}} (?P<piece_after>aE|E)? [wzhVX_-]{{0,5}}? (?P<label>GhL|{_LABEL})
    )
  | (?P<label_first>(?P<plain>G)|{_LABEL}) (?: \([LG]+\) )? h?[-:]{{0,2}}c? (?P<before2>B?)
        (?P<number2>n) (?P<tail2>[sol]{{0,2}}) (?P<after2>aE|E)?
        (?! a?c*[wzh]{{0,2}}L | -?[HuC%] ) (?(plain) (?! a?c*[wzh]{{0,2}}G ) | c?(?:G(?!A))? ) c?
  | (?P<unit3>H)\)?[-:]{{1,2}}(?P<before3>B?)(?P<number3>n) (?! -?[HLGcuC%] )   # Area (ha): 1362.7
    """,
    re.VERBOSE,
)
# piyada əleyhinə 93 tank əleyhinə 33 mina: every label stands before its number.
_LABELS_LEAD = re.compile(r"(?:L[LG]*[-:]?c?n[,A]*){2,}c?G?(?![sol]?c?L|[-]?H)")
_LABEL_NUMBER = re.compile(r"[LG]+[-:]?c?n")


@dataclass(frozen=True, slots=True)
class Count:
    """A number with what it counts.

    Attributes
    ----------
    at
        Index of the number among the sentence's pieces.
    first, last
        The pieces ``[first, last)`` that say it.
    measure
        The measure's key.
    unit
        ``items``, ``ha``, ``m2`` or ``km2``.
    unit_span
        Where the unit or label is printed.
    same
        The area that stands in brackets behind it: the number and its unit.
    article
        It is no number but "an".
    """

    at: int
    first: int
    last: int
    measure: str
    quantity: Quantity
    unit: str
    unit_span: tuple[int, int]
    bound: Bound = Bound.EXACT
    same: tuple[Quantity, str] | None = None
    article: bool = False

    @property
    def kind(self) -> tuple[str, str]:
        """What is counted, in which unit."""
        return self.measure, self.unit


def counts_of(sentence: Sentence) -> list[Count]:
    """Return everything that the numbers of a sentence count, in its order."""
    letters = sentence.letters
    found: list[Count] = []
    at = 0
    while at < len(letters):
        leading = _LABELS_LEAD.match(letters, at)
        if leading is not None:
            found += _led(sentence, leading)
            at = leading.end()
            continue
        match = _COUNT.match(letters, at)
        if match is None:
            at += 1
            continue
        count = _count(match, sentence.pieces)
        if count is not None:
            found.append(count)
        at = match.end() if count is not None else at + 1
    return found


def _led(sentence: Sentence, leading: re.Match[str]) -> Iterator[Count]:
    pieces = sentence.pieces
    for match in _LABEL_NUMBER.finditer(sentence.letters, leading.start(), leading.end()):
        number = match.end() - 1
        labels = [piece for piece in pieces[match.start() : number] if piece.letter in "LG"]
        quantity = pieces[number].quantity
        if quantity is not None:
            yield Count(
                number,
                match.start(),
                match.end(),
                _measure(labels, joined=False),
                quantity,
                "items",
                (labels[0].start, labels[-1].end),
            )


def _count(match: re.Match[str], pieces: Sequence[Piece]) -> Count | None:
    if match["number3"]:
        return _area(match, pieces, "3")
    if match["unit"]:
        return None if match["article"] else _area(match, pieces, "")
    if match["label_first"]:
        return _items(match, pieces, "label_first", "2")
    return _items(match, pieces, "label", "")


def _area(match: re.Match[str], pieces: Sequence[Piece], form: str) -> Count | None:
    number, unit = _number_at(match, form), match.start(f"unit{form}")
    quantity = pieces[number].quantity
    if quantity is None:
        return None
    same = None
    if not form and match["same"]:
        other = pieces[match.start("same")].quantity
        beside = next(p.value for p in pieces[match.end("same") :] if p.letter == "H")
        same = None if other is None else (other, beside)
    return Count(
        number,
        match.start(),
        match.end(),
        "area_cleared",
        quantity,
        pieces[unit].value,
        (pieces[unit].start, pieces[unit].end),
        _bound(match, pieces, form),
        same,
    )


def _number_at(match: re.Match[str], form: str) -> int:
    return match.start("exact") if not form and match["exact"] else match.start(f"number{form}")


def _items(match: re.Match[str], pieces: Sequence[Piece], label: str, form: str) -> Count | None:
    first, last = match.span(label)
    labels = [piece for piece in pieces[first:last] if piece.letter in "LG"]
    joined = any(piece.letter in ",A" for piece in pieces[first:last])
    article = not form and match["article"] is not None
    number = match.start("article") if article else _number_at(match, form)
    quantity = _one() if article else pieces[number].quantity
    if quantity is None or (article and joined):  # "a mine and UXO clearance" counts nothing
        return None
    return Count(
        number,
        match.start(),
        match.end(),
        _measure(labels, joined=joined),
        quantity,
        "items",
        (labels[0].start, labels[-1].end),
        _bound(match, pieces, form),
        article=article,
    )


def _one() -> Quantity:
    return Quantity((("", Number(Decimal(1), Decimal(1))),))


def _measure(labels: Sequence[Piece], *, joined: bool) -> str:
    """Return what labels say together: "anti-tank" and "mine" is one label, "mines and UXO" two."""
    keys = [label.value for label in labels]
    if not joined:
        return next((key for key in keys if key in _SPECIFIC), keys[0])
    if len(set(keys)) == 1:
        return keys[0]
    return "mines" if set(keys) <= _MINES else "eo_items"


def _bound(match: re.Match[str], pieces: Sequence[Piece], form: str) -> Bound:
    """Return how exact the words around a number call it."""
    if not form and match["exact"]:
        return Bound.EXACT
    if match[f"before{form}"]:
        before = pieces[match.end(f"before{form}") - 1]
        return Bound.AT_MOST if before.letter == "T" else Bound(before.value)
    for group in ("after", "unit_after", "piece_after") if not form else (f"after{form}",):
        if group in match.re.groupindex and match[group]:
            said = pieces[match.end(group) - 1].value
            ablative = "a" in match[group] or (group == "unit_after" and match["unit_tail"] == "a")
            if said != "at_least" or ablative:  # "more" without a "than" is no bound
                return Bound(said)
    return Bound.AT_MOST if not form and match["unit_tail"] == "l" else Bound.EXACT
