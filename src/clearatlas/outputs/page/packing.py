"""Data -> what a script element holds: JSON as it stands, or deflated where that is shorter."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import Final

import deflate as libdeflate
import orjson
from markupsafe import Markup

__all__ = ["DEFLATED", "PLAIN", "Packed", "as_script", "deflate", "pack", "undirected"]

#: Types of a script element that no browser runs: JSON, and deflated JSON in base64.
PLAIN: Final = "application/json"
DEFLATED: Final = "application/zlib"

#: What could end a script element or a line of one.
_ESCAPES = str.maketrans(
    {sign: f"\\u{ord(sign):04x}" for sign in ("<", ">", "&", "\u2028", "\u2029")}
)
#: Signs that change the direction of the text around them: a number would read backwards.
_DIRECTIONS = re.compile("[\0\u202a-\u202e\u2066-\u2069]")
#: Levels of libdeflate: the smallest is seven times slower, which long records are not worth.
_SMALLEST, _QUICK = 12, 9
_LONG = 2_000_000


@dataclass(frozen=True, slots=True)
class Packed:
    """The ``type`` of a script element, and the text in it."""

    type: str
    text: Markup


def pack(data: dict[str, object]) -> Packed:
    """Return data deflated, or as it is where that is shorter.

    A browser inflates it by itself (``DecompressionStream``), but not before other scripts run.
    """
    text = _json(data)
    deflated = deflate(text)
    # Escapes only make it longer; most often there is no need to know how much.
    if len(deflated) < len(text) or len(deflated) < len(_escaped(text)):
        return Packed(DEFLATED, Markup(deflated))  # noqa: S704 - letters, digits, "+", "/", "="
    return Packed(PLAIN, _escaped(text))


def deflate(text: str) -> str:
    """Return text deflated, in base64."""
    content = text.encode()
    level = _SMALLEST if len(content) < _LONG else _QUICK
    return base64.b64encode(libdeflate.zlib_compress(content, level)).decode()


def as_script(data: dict[str, object]) -> Packed:
    """Return data as JSON that no text in it can break out of."""
    return Packed(PLAIN, _escaped(_json(data)))


def undirected(text: str) -> str:
    """Return text without the signs that turn the direction of what stands around them."""
    return _DIRECTIONS.sub("", text)


def _escaped(text: str) -> Markup:
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - escaped here


def _json(data: dict[str, object]) -> str:
    return undirected(orjson.dumps(data).decode())
