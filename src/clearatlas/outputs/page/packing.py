"""Data -> what a script element holds: JSON as it stands, or deflated where that is shorter."""

from __future__ import annotations

import base64
import re
import zlib
from dataclasses import dataclass
from typing import Final

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
_SMALLEST = 9
#: Blocks of a few thousand signs have codes of their own: what a page holds is of many kinds, and
#: one code for names, figures and borders together makes it some percent longer.
_SHORT_BLOCKS = 5


@dataclass(frozen=True, slots=True)
class Packed:
    """The ``type`` of a script element, and the text in it."""

    type: str
    text: Markup


def pack(data: dict[str, object]) -> Packed:
    """Return data deflated, or as it is where that is shorter.

    A browser inflates it by itself (``DecompressionStream``), but not before other scripts run.
    """
    plain = as_script(data)
    deflated = deflate(_json(data))
    if len(deflated) < len(plain.text):
        return Packed(DEFLATED, Markup(deflated))  # noqa: S704 - letters, digits, "+", "/", "="
    return plain


def deflate(text: str) -> str:
    """Return text deflated, in base64."""
    packer = zlib.compressobj(_SMALLEST, memLevel=_SHORT_BLOCKS)
    return base64.b64encode(packer.compress(text.encode()) + packer.flush()).decode()


def as_script(data: dict[str, object]) -> Packed:
    """Return data as JSON that no text in it can break out of."""
    return Packed(PLAIN, Markup(_json(data).translate(_ESCAPES)))  # noqa: S704 - escaped here


def undirected(text: str) -> str:
    """Return text without the signs that turn the direction of what stands around them."""
    return _DIRECTIONS.sub("", text)


def _json(data: dict[str, object]) -> str:
    return undirected(orjson.dumps(data).decode())
