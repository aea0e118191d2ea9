"""HTML -> its text: tags gone, blocks on lines of their own, scripts and styles dropped."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

__all__ = ["is_markup", "text_of"]

_DROPPED: Final = frozenset(
    {"script", "style", "noscript", "template", "svg", "nav", "form", "button"}
)
_INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|p|div|article|br|h1|span|table)\b[^>]*>", re.IGNORECASE
)


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
    """
    parser = _Text()
    parser.feed(markup)
    parser.close()
    lines = (_tidied(line) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _tidied(line: str) -> str:
    return re.sub(r"[ \t\r\f\v]+", " ", line).strip(" ")


class _Text(HTMLParser):
    """Collects text; ``dropped`` counts the open elements whose text is none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.dropped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _DROPPED:
            self.dropped.append(tag)
        elif tag not in _INLINE:
            self.parts.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self.dropped and tag == self.dropped[-1]:
            self.dropped.pop()
        elif tag not in _INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.dropped:
            self.parts.append(data.replace("\n", " ").replace("\r", " "))
