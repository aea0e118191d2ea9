"""Notes on what was read: plain English for whoever just prints them, a key for other languages.

The words stand with those of the outputs, in ``[note]`` of each language's file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from clearatlas.packaged import sections

__all__ = ["Note"]


class Note(str):
    """A note in English that knows which one it is, so that it can be said in any language.

    A value called ``spot`` is a spot of a file in English words, as ``where`` is.

    Attributes
    ----------
    key, values
        Which text it is, and what fills its placeholders.
    file, where
        The file and the spot it speaks of, where known.

    Examples
    --------
    >>> print(Note("hidden_row", file="figures.xlsx", where="row 7"))
    figures.xlsx, row 7: the row is hidden and was read
    """

    __slots__ = ("file", "key", "values", "where")

    key: str
    values: Mapping[str, object]
    file: str
    where: str

    def __new__(cls, key: str, *, file: str = "", where: str = "", **values: object) -> Self:
        """Return the note with its placeholders filled."""
        text = sections("en")["note"][key].format(**values)
        place = ", ".join(filter(None, (file, where)))
        note = super().__new__(cls, f"{place}: {text}" if place else text)
        note.key, note.values, note.file, note.where = key, values, file, where
        return note

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """Return what a copy is made of: the key and the values, and not the text."""
        return (self.key,), {"file": self.file, "where": self.where, **self.values}

    def at(self, file: str, where: str = "") -> Note:
        """Return the same note on a file, or a spot in it."""
        return Note(self.key, file=file, where=where, **self.values)
