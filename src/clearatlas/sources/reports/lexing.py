"""Text -> sentences of pieces: signs, words and phrases, numbers in digits, endings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from clearatlas.sources.reports.lexicon import Entry, Lexicon
from clearatlas.sources.reports.pieces import Piece, Sentence
from clearatlas.spelling import fold

__all__ = ["Token", "sentences_of", "tokens_of"]

_SPACES: Final = " \u00a0\u2007\u2009\u202f"
_DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_UPPER: Final = "A-ZÇƏĞÖŞÜİА-ЯЁ"
_LAST_DAY: Final = 31
_YEARS: Final = range(1990, 2101)
_LONGEST_PHRASE: Final = 7
#: The end of a range that has a day, up to its other day: August 11 to, July 29 - August.
_DAY_FOLLOWS: Final = frozenset({"mdT", "md-", "dTm", "d-m"})

_TOKEN = re.compile(
    rf"""
    (?P<date> (?<!\d) (?:
        \d{{4}}-\d{{2}}-\d{{2}}                                   # 2025-08-17
      | \d{{1,2}}([./])\d{{1,2}}\2\d{{4}}                         # 17.08.2025, 17/08/2025
      | \d{{1,2}}\.\d{{1,2}}(?=\s*[{_DASHES}]\s*\d{{1,2}}\.\d{{1,2}}\.\d{{4}})   # 11.08-17.08.2025
      ) (?![\d]) )
  | (?P<clock> (?<!\d) \d{{1,2}}:\d{{2}}(?::\d{{2}})? (?!\d) )
  | (?P<model>                                                    # TM-62M, PMN-2, E-001, PMN-E
        (?<![\w]) [{_UPPER}]{{1,5}}
        (?: [{_DASHES}]\d+\w* | (?<![MМ]) \d+\w* | [{_DASHES}][{_UPPER}](?!\w) )
        (?: [ ][MМ](?!\w) )? )                                   # E-001 M
  | (?P<number>
        (?<![\w.,]) (?<!\d[{_DASHES}])                            # not the 17 of "11-17 153"
        \d{{1,3}} (?: [{_SPACES}]\d{{3}} (?!\d) )+ (?: [.,]\d+ )? (?![.,]?\d)
      | \d+ (?: [.,'’]\d+ )* )
  | (?P<word> [^\W\d_]+ (?: ['’ʼ`][^\W\d_]+ )* (?: (?<=[mMмМ])[2²](?!\d) )? )
  | (?P<sign> [^\s\w] | _ )
  | (?P<line> [^\S\n]*\n\s* )
    """,
    re.VERBOSE,
)

_BULLETS: Final = "•●▪◦*·■►–—-"


class Token(NamedTuple):
    """A printed word, number or sign: its ``kind``, text, folded text and span."""

    kind: str
    text: str
    folded: str
    start: int
    end: int


_folded = lru_cache(maxsize=65536)(fold)


def tokens_of(text: str) -> list[Token]:
    """Return the words, numbers and signs of a text.

    >>> [token.text for token in tokens_of("two TM-62M mines, 1 362,7 ha")]
    ['two', 'TM-62M', 'mines', ',', '1 362,7', 'ha']
    """
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "sign"
        printed = match[0]
        folded = _folded(printed) if kind == "word" else printed
        if kind == "word" and not folded:
            continue
        found.append(Token(kind, printed, folded, match.start(), match.end()))
    return found


def sentences_of(tokens: Sequence[Token], words: Lexicon) -> list[Sentence]:
    """Return the sentences, as pieces with a letter each."""
    sentences: list[Sentence] = []
    wrapped = _is_wrapped(tokens)
    first = 0
    for index, token in enumerate(tokens):
        by_line = token.kind == "line" and not (wrapped and token.text.count("\n") == 1)
        if by_line or _ends_sentence(tokens, index, words):
            pieces = _with_days_apart(_pieces(tokens[first:index], words))
            if pieces:
                sentences.append(Sentence(pieces, by_line))
            first = index + 1
    pieces = _with_days_apart(_pieces(tokens[first:], words))
    return [*sentences, Sentence(pieces, line_end=True)] if pieces else sentences


def _is_wrapped(tokens: Sequence[Token]) -> bool:
    """Return whether single line ends are only those of a narrow page.

    So it is where most lines that another line follows break off before a small letter.
    """
    joints = ends = 0
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.kind == "line" and token.text.count("\n") == 1:
            ends += 1
            joints += (
                before.text not in ".!?;:" and after.kind == "word" and after.text[0].islower()
            )
    return joints > ends / 4


def _ends_sentence(tokens: Sequence[Token], index: int, words: Lexicon) -> bool:
    token = tokens[index]
    if token.text not in {".", "!", "?", "…"}:
        return False
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    last = after is None or after.kind == "line" or token.text != "."
    if last or before is None or after is None or before.end != token.start:
        return True
    if before.folded in words.abbreviations:
        return after.text[0].isupper() and not _before_a_name(tokens, index, words)
    initial = len(before.text) == 1 and before.text.isupper()
    glued = before.kind in {"number", "date"} and after.start == token.end
    return after.text[0].isupper() if glued else not (initial or after.text[0].islower())


def _before_a_name(tokens: Sequence[Token], index: int, words: Lexicon) -> bool:
    """Return whether a point is that of a title, "г. Баку", and not of a year, "2025 г. В ..."."""
    if tokens[index - 1].folded not in words.titles:
        return False
    return index < len("г.") or tokens[index - 2].kind not in {"number", "date"}


def _pieces(tokens: Sequence[Token], words: Lexicon) -> Iterator[Piece]:
    tokens = [token for token in tokens if token.kind != "line"]
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind in {"number", "date"}:
            yield _digits(token) if token.kind == "number" else _other(token, first=False)
            ending = _ending(tokens, index, words)
            if ending is not None:
                size, piece = ending
                yield piece
                index += size
        elif token.kind == "word":
            size, pieces = _phrase(tokens, index, words)
            yield from pieces
            index += size - 1
        else:
            yield _other(token, first=index == 0)
        index += 1


def _with_days_apart(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return the pieces with "August 11 to 17 153 mines" as a day and a count, not 17,153."""
    done: list[Piece] = []
    for piece in pieces:
        day, space, rest = piece.value.partition(" ")
        before = "".join(other.letter for other in done[-3:])
        if space and piece.letter == "0" and before in _DAY_FOLLOWS and int(day) <= _LAST_DAY:
            cut = piece.start + len(day)
            done.append(_digits(Token("number", day, day, piece.start, cut)))
            done.append(_digits(Token("number", rest, rest, cut + 1, piece.end)))
        else:
            done.append(piece)
    return tuple(done)


def _digits(token: Token) -> Piece:
    """Return a number: one that may be a day, a year, or neither."""
    letter = "0"
    if token.text.isdigit():
        value = int(token.text)
        is_day = 1 <= value <= _LAST_DAY and len(token.text) <= len("31")
        letter = "d" if is_day else "y" if value in _YEARS and token.text[0] != "0" else "0"
    return Piece(letter, token.start, token.end, token.text)


def _other(token: Token, *, first: bool) -> Piece:
    letter = {"date": "t", "model": "z", "clock": "_"}.get(token.kind)
    if letter is None:
        letter = "-" if token.text in _DASHES else token.text if token.text in ",;:()%/" else "_"
        letter = ";" if first and token.text in _BULLETS else letter
    return Piece(letter, token.start, token.end, token.text)


def _ending(tokens: Sequence[Token], index: int, words: Lexicon) -> tuple[int, Piece] | None:
    """Return the ending glued to a number ("11-dən", "3rd", "1-го") and its count of tokens."""
    end = tokens[index].end
    size = 1
    if index + 1 < len(tokens) and tokens[index + 1].text in _DASHES + "'’ʼ":
        if tokens[index + 1].start != end:
            return None
        end = tokens[index + 1].end
        size = 2
    if index + size >= len(tokens):
        return None
    word = tokens[index + size]
    if word.kind != "word" or word.start != end:
        return None
    if word.folded in words.ordinal_endings:
        return size, Piece("o", word.start, word.end, word.folded)
    case = words.case_of(word.folded)
    if case is None or (size == 1 and words.longest([word.folded]) is not None):
        return None
    letter = {"from": "a", "till": "l"}.get(case, "s")
    return size, Piece(letter, word.start, word.end, word.folded)


def _phrase(tokens: Sequence[Token], index: int, words: Lexicon) -> tuple[int, list[Piece]]:
    """Return the longest known phrase that begins here, with its ending, or the bare word."""
    run = _run(tokens, index)
    found = words.longest([tokens[at].folded for at in run])
    token = tokens[index]
    if found is None or _is_no_month(found[1], token, words):
        return 1, [Piece("w", token.start, token.end, token.text)]
    size, entry = found
    last = run[size - 1]
    count = last - index + 1
    end = tokens[last].end
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and after.text == "." and tokens[last].folded in words.abbreviations:
        count, end = count + 1, after.end
    pieces = [Piece(entry.letter, token.start, end, entry.value)]
    if entry.case:
        pieces.append(Piece("a" if entry.case == "from" else "l", end, end))
    return count, pieces


def _is_no_month(entry: Entry, token: Token, words: Lexicon) -> bool:
    return entry.letter == "m" and words.capital_months and not token.text[0].isupper()


def _run(tokens: Sequence[Token], index: int) -> list[int]:
    """Return the tokens that may form a phrase: words, over glued hyphens and abbreviations."""
    run = [index]
    at = index + 1
    while at < len(tokens) and len(run) < _LONGEST_PHRASE:
        token = tokens[at]
        if token.kind == "word":
            run.append(at)
        elif not _is_inner(tokens, at):
            break
        at += 1
    return run


def _is_inner(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a sign stands inside a phrase: "anti-tank", "кв. м", "кв/м"."""
    before, token = tokens[at - 1], tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or after.kind != "word" or before.kind != "word":
        return False
    if token.text in _DASHES:
        return before.end == token.start or token.end == after.start
    if token.text == "/":
        return before.end == token.start and token.end == after.start
    return token.text == "." and before.end == token.start and after.text[0].islower()
