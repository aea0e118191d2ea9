"""Spellings: what two written forms of one name have in common.

:func:`fold` removes what writers, keyboards and converters vary without meaning another name:
case (also the Turkic I, ı, İ, i), diacritics, apostrophes and quotes, hyphens and other
punctuation, kinds and numbers of spaces, invisible characters, the Unicode form, and letters of
another script that look the same. It never drops, adds or swaps a letter: near misses stay apart.
"""

from __future__ import annotations

import unicodedata
from functools import cache

__all__ = ["fold", "is_cyrillic", "key", "keys", "tidy"]

#: Apostrophes and quotes stand inside words and are dropped; other punctuation parts words.
_DROPPED = dict.fromkeys(map(ord, "'\"`´ʹʺʻʼʽˈˊˋ‘’‚‛“”„‟′″‵«»‹›"))

#: Letters that no decomposition takes apart.
_LETTERS = str.maketrans({"ı": "i", "ə": "e"})

#: The turned e (U+01DD) stands in for the schwa in texts set with the wrong letter.
_SCHWA = str.maketrans({"ǝ": "ə"})

#: Combining marks of Latin, Greek and Cyrillic. Those of other scripts are letters there and stay.
_MARKS = (
    range(0x0300, 0x0370),
    range(0x1AB0, 0x1B00),
    range(0x1DC0, 0x1E00),
    range(0x20D0, 0x2100),
    range(0xFE00, 0xFE10),
    range(0xFE20, 0xFE30),
)

#: Lower-case Latin and Cyrillic letters that look alike in one of the two cases.
_LATIN_LOOKS = "abcehkmoptxyjsəqw"
_CYRILLIC_LOOKS = "авсенкмортхујѕәԛԝ"
_TO_CYRILLIC = str.maketrans(_LATIN_LOOKS, _CYRILLIC_LOOKS)
_TO_LATIN = str.maketrans(_CYRILLIC_LOOKS + "іһԁ", _LATIN_LOOKS + "ihd")


def tidy(text: str) -> str:
    r"""Return the text as a person sees it: composed, nothing invisible, single spaces.

    >>> tidy("  Ağ\u00addam\u00a0 rayonu\u200b ")
    'Ağdam rayonu'
    """
    visible = "".join(map(_visible, text))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def fold(text: str) -> str:
    """Return the text's words in their common form, with single spaces between.

    Folding twice changes nothing more.

    >>> fold("XANKƏNDİ şəhəri") == fold("Xankəndi  Şəhəri") == "xankendi seheri"
    True
    >>> fold("Aгдам") == fold("Агдам")  # the first A is Latin
    True
    """
    lowered = unicodedata.normalize("NFKD", text.translate(_DROPPED)).casefold()
    plain = map(_plain, unicodedata.normalize("NFKD", lowered).translate(_DROPPED))
    words = "".join(plain).translate(_SCHWA).split()
    return " ".join(_one_script(word).translate(_LETTERS) for word in words)


def keys(spelling: str) -> tuple[str, ...]:
    """Return every form under which a known spelling is filed.

    Where ə is not on the keyboard, some write e and some a: the first is how :func:`fold` reads
    it, the second is filed beside it.

    >>> keys("Kəlbəcər")
    ('kelbecer', 'kalbacar')
    """
    with_a = spelling.replace("ə", "a").replace("Ə", "A")
    return tuple(dict.fromkeys((key(spelling), key(with_a))))


def key(text: str) -> str:
    """Return the folded text without spaces: the form under which a spelling is filed.

    >>> key("Baghanis-Ayrim") == key("Baghanis  Ayrım")
    True
    """
    return _one_script(fold(text).replace(" ", "")).translate(_LETTERS)


def is_cyrillic(letter: str) -> bool:
    """Return whether a letter belongs to the Cyrillic script."""
    return _script(letter) == "CYRILLIC"


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


@cache
def _visible(character: str) -> str:
    """Return a character, a space for a control character, nothing for an invisible one."""
    category = unicodedata.category(character)
    return {"Cf": "", "Cc": " "}.get(category, character)


@cache
def _plain(character: str) -> str:
    """Return a letter or digit as it is, a space for what parts words, nothing for marks."""
    category = unicodedata.category(character)
    if category == "Cf" or any(ord(character) in marks for marks in _MARKS):
        return ""
    return " " if category[0] in "CZPS" else character


def _one_script(word: str) -> str:
    """Return a word of Latin and Cyrillic lookalikes in the one script it can be read in.

    Where it can be read in both, the script of most of its letters counts, and Latin in a tie. A
    word that can be read in neither stays as it is, and so stays unknown.
    """
    if word.isascii():
        return word
    cyrillic = [letter for letter in word if is_cyrillic(letter)]
    latin = [letter for letter in word if _script(letter) == "LATIN"]
    if not cyrillic or not latin:
        return word
    reads_latin = all(ord(letter) in _TO_LATIN for letter in cyrillic)
    reads_cyrillic = all(ord(letter) in _TO_CYRILLIC for letter in latin)
    if reads_latin and (not reads_cyrillic or len(latin) >= len(cyrillic)):
        return word.translate(_TO_LATIN)
    return word.translate(_TO_CYRILLIC) if reads_cyrillic else word
