"""HTML -> its text: tags gone, blocks on lines of their own, the page around it dropped.

Dropped are scripts and styles, navigation, and blocks of nothing but links, which lead to other
releases. The cells of a table row stand on one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Final, NamedTuple

__all__ = ["is_markup", "text_of"]

_DROPPED = re.compile(
    r"""
    script | style | noscript | template | svg | iframe | object
    | nav | aside | footer | menu | form | button | select | textarea | figcaption
    """,
    re.VERBOSE,
)
_INLINE = re.compile(
    r"""
    a | abbr | acronym | b | bdi | bdo | big | cite | code | data | dfn | em | font | i | ins | kbd
    | label | mark | nobr | q | s | samp | small | span | strike | strong | sub | sup | time | tt
    | u | var | wbr
    """,
    re.VERBOSE,
)
_HEADINGS: Final = frozenset({"title", "h1"})
_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|p|div|article|br|h1|span|table)\b[^>]*>", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_DIGIT = re.compile(r"\d")


def is_markup(text: str) -> bool:
    """Return whether a text is HTML.

    >>> is_markup("<p>153 mines</p>"), is_markup("5 < 6 mines")
    (True, False)
    """
    return _MARKUP.search(text) is not None


def text_of(markup: str) -> str:
    r"""Return the text of an HTML page.

    >>> text_of("<h1>Mines</h1><p>153&nbsp;<b>anti</b>-tank</p>")
    'Mines\n153\xa0anti-tank'
    >>> text_of("<p>3 mines</p><ul><li><a href='/2'>5 mines</a></li></ul>")
    '3 mines'
    """
    parser = _Blocks()
    parser.feed(markup)
    parser.close()
    parser.end_block()
    blocks = [block for block in parser.blocks if block.text]
    own = [block for block in blocks if not block.is_link]
    if any(block.tag == "h1" for block in own):
        own = [block for block in own if block.tag != "title"]
    return "\n".join(_lines(own or blocks))


class _Block(NamedTuple):
    """The text of one block; ``row`` and ``cell`` count table rows, and cells within one."""

    text: str
    is_link: bool
    tag: str
    row: int
    cell: int


def _lines(blocks: Sequence[_Block]) -> Iterator[str]:
    """Yield the blocks as lines; rows of short cells as one line each."""
    header: list[str] = []
    at = 0
    while at < len(blocks):
        row = blocks[at].row
        last = at + 1
        while row and last < len(blocks) and blocks[last].row == row:
            last += 1
        cells = blocks[at:last]
        at = last
        texts = [cell.text for cell in cells]
        if not row or len({cell.cell for cell in cells}) < max(2, len(cells)):
            header = []
            yield from texts
        elif len(cells) > 2 and not any(map(_DIGIT.search, texts)):  # noqa: PLR2004 - more than a pair
            header = texts
            yield "; ".join(texts)
        else:
            yield _row(texts, header)


def _row(cells: Sequence[str], header: Sequence[str]) -> str:
    """Return a row as a line: "label: value", or each value with the head of its column."""
    if len(cells) == len(header):
        pairs = zip(header[1:], cells[1:], strict=True)
        said = "; ".join(f"{head}: {cell}" for head, cell in pairs)
        return f"{cells[0]}: {said}"
    return ": ".join(cells) if len(cells) == 2 else "; ".join(cells)  # noqa: PLR2004 - a pair


class _Blocks(HTMLParser):
    """Collects blocks of text; ``dropped`` holds the open elements whose text is none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[_Block] = []
        self.dropped: list[str] = []
        self.tag = ""
        self.linked = False
        self.inside: list[str] = []
        self.outside: list[str] = []
        self.rows: list[int] = []
        self.count = 0
        self.cell = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if _DROPPED.fullmatch(tag):
            self.dropped.append(tag)
            return
        if tag == "a":
            self.linked = True
        if _INLINE.fullmatch(tag):
            return
        self.end_block()
        self.tag = tag
        if tag == "table":
            self.rows.append(0)
        elif tag == "tr" and self.rows:
            self.count += 1
            self.rows[-1], self.cell = self.count, 0
        elif tag in {"td", "th"}:
            self.cell += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _DROPPED.fullmatch(tag) is None:  # nothing would close it
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.dropped:
            while self.dropped.pop() != tag:
                continue
            return
        if tag == "a":
            self.linked = False
        if _INLINE.fullmatch(tag):
            return
        self.end_block()
        if tag == "table" and self.rows:
            self.rows.pop()
        elif tag == "tr" and self.rows:
            self.rows[-1] = 0

    def handle_data(self, data: str) -> None:
        if self.dropped:
            return
        text = data.replace("\n", " ").replace("\r", " ")
        self.inside.append(text)
        if not self.linked:
            self.outside.append(text)

    def end_block(self) -> None:
        """Close the block of text that is open."""
        text = _tidied("".join(self.inside))
        beside = "".join(self.outside)
        is_link = self.tag not in _HEADINGS and text != _tidied(beside) and not _has_words(beside)
        row = self.rows[-1] if self.rows else 0
        self.blocks.append(_Block(text, is_link, self.tag, row, self.cell))
        self.inside, self.outside, self.tag = [], [], ""


def _has_words(text: str) -> bool:
    return _WORD.search(text) is not None


def _tidied(line: str) -> str:
    return re.sub(r"[ \t\r\f\v]+", " ", line).strip(" ")
