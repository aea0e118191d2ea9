"""What a spreadsheet would run: texts that must not become formulas when a CSV is opened."""

from __future__ import annotations

from typing import Final

__all__ = ["FORMULA_STARTS", "inert"]

#: A spreadsheet runs a cell that begins so as a formula (OWASP, CSV injection).
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def inert(text: str) -> str:
    """Return a text that no spreadsheet runs: an apostrophe in front keeps it a text.

    >>> inert("=1+1"), inert("Ağdam")
    ("'=1+1", 'Ağdam')
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
