"""``more than 8,200`` -> the bound and what remains to be read as a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from clearatlas.observations import Bound
from clearatlas.sources.vocabulary import vocabulary

__all__ = ["split_bound"]


@lru_cache(maxsize=65536)
def split_bound(text: str) -> tuple[Bound | None, str]:
    """Return how exact the words around a number call it, and the text without those words.

    The words are those of the language files. None stands for no such word.

    >>> split_bound("more than 8,200")
    (<Bound.AT_LEAST: 'at_least'>, '8,200')
    >>> split_bound("8200-dən çox")
    (<Bound.AT_LEAST: 'at_least'>, '8200')
    >>> split_bound("153")
    (None, '153')
    """
    printed = text.strip()
    if not printed or (printed[0].isdigit() and printed[-1].isdigit()):
        return None, printed
    words = vocabulary()
    before, after = _patterns()
    for pattern, meanings in ((before, words.number_before), (after, words.number_after)):
        match = pattern.search(printed)
        if match is not None:
            word = " ".join(match["word"].split()).casefold()
            return Bound(meanings[word]), (printed[: match.start()] + printed[match.end() :])
    return None, printed


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = vocabulary()
    before = _any_of(words.number_before)
    after = _any_of(words.number_after)
    return (
        # A word needs a space before the number, a sign such as ">" does not.
        re.compile(rf"\A(?P<word>{before})(?:(?<=[^\w.])\s*|\s+)(?=[0-9])", re.IGNORECASE),
        re.compile(rf"(?<=[0-9])\s*(?P<word>{after})\Z", re.IGNORECASE),
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace("\\ ", r"\s+") for word in words)
