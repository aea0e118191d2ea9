"""The words of one language, as one lookup: what a run of words is for the grammar.

The grammar knows no language. Each word or phrase of a file in ``words/`` becomes one *letter* (see
:data:`LETTERS`), a sentence becomes a string of letters, and the grammar is regular expressions
over these strings. Another language costs one more file.

In the files a word may end in ``~`` (any ending that ``[endings]`` allows) or ``*`` (any letters).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from clearatlas.spelling import fold

__all__ = ["LETTERS", "Entry", "Lexicon", "language_of", "lexicon"]

#: Section of a language file, or section and key -> the letter that the grammar sees.
LETTERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "labels.mines": "G",  # mines of any kind
        "labels": "L",  # what is counted: anti-personnel mines
        "units": "H",  # of area: hectares
        "counters": "c",  # pieces of, ədəd, штук
        "number_words": "1",
        "scales": "3",  # thousand
        "articles": "i",  # an (anti-tank mine)
        "bounds_before": "B",
        "bounds_after": "E",
        "months": "m",
        "ordinals": "O",
        "relative": "W",  # last week
        "acts": "V",  # cleared, checked, found
        "against": "X",  # planned, injured, planted: what stands here is no clearance
        "objects": "j",  # (cleared) of mines
        "parts": "=",  # of which
        "pieces_of_work": "K",  # farmland: a part of the work
        "operators": "Z",  # one agency
        "other_units": "u",  # people, mm, villages: what else numbers count
        "kinds": "k",  # district, city, village
        "residual": "r",  # other districts
        "asides": "x",  # read also: what follows is another story
        "stops": "h",  # little words that never stand between a number and its label
        "dates.from": "F",
        "dates.between": "b",
        "dates.to": "T",
        "dates.until": "P",  # after the day: 24-nə qədər
        "dates.and": "A",
        "dates.since": "S",
        "dates.as_of": "N",
        "dates.in": "I",
        "dates.now": "U",  # to date
        "dates.days": "C",  # days, weeks, years, counted
        "dates.early": "e",  # early (May); since early May is since its first day
        "dates.vague": "p",  # late (May), (over the) past (ten days)
        "dates.year": "Y",
        "dates.this_year": "R",
        "dates.last_year": "R",
        "dates.month": "M",
        "dates.quarter": "Q",
        "dates.half": "Q",
    }
)

_LONGEST_ENDING = 12
#: So many more markers than those of any other language settle which one a text is in.
_CLEAR_LEAD = 3


class Entry(NamedTuple):
    """What a word or phrase is: its ``letter`` and its ``value`` in the file.

    ``case`` is ``from`` or ``till`` where its ending says so, as in ``noyabrdan``.
    """

    letter: str
    value: str
    case: str = ""


@dataclass(slots=True)
class _Node:
    """One step of the tree of phrases."""

    steps: dict[str, _Node] = field(default_factory=dict)
    entry: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words of one language.

    Attributes
    ----------
    code
        ``en``, ``az`` ...
    markers
        Folded words that tell the language.
    abbreviations
        Folded words whose point does not end a sentence, unless a capital follows.
    titles
        Those of them that stand before names, so that a capital may follow.
    ordinal_endings
        What follows a number glued: ``rd``, ``cü``, ``го``.
    capital_months
        Months are written with a capital: "may" is no month.
    """

    code: str
    markers: frozenset[str]
    abbreviations: frozenset[str]
    titles: frozenset[str]
    ordinal_endings: frozenset[str]
    capital_months: bool
    place_endings: tuple[str, ...]
    _endings: re.Pattern[str]
    _cases: Mapping[str, tuple[str, ...]]
    _root: _Node
    _bases: frozenset[str]
    _stems: frozenset[str]
    _keys: dict[str, tuple[tuple[str, str], ...]]

    def longest(self, words: Sequence[str]) -> tuple[int, Entry] | None:
        """Return how many of the first ``words`` (folded) are a phrase, and which; or None."""
        best: tuple[int, Entry] | None = None
        level = [(self._root, "")]
        for size, word in enumerate(words, start=1):
            level = [
                (node.steps[key], case)
                for node, _ in level
                for key, case in self._keys_of(word)
                if key in node.steps
            ]
            if not level:
                break
            found = next(((n.entry, case) for n, case in level if n.entry is not None), None)
            if found is not None:
                best = size, Entry(*found[0], found[1])
        return best

    def knows(self, word: str) -> bool:
        """Return whether a folded word begins a phrase of this language, or marks it."""
        steps = self._root.steps
        return word in self.markers or any(key in steps for key, _ in self._keys_of(word))

    def case_of(self, ending: str) -> str | None:
        """Return ``from``, ``till`` or "" for an ending of this language, None for another word."""
        if self._endings.fullmatch(ending) is None:
            return None
        for case, endings in self._cases.items():
            if ending.endswith(endings):
                return case
        return ""

    def _keys_of(self, word: str) -> tuple[tuple[str, str], ...]:
        """Return the keys under which a word may be filed, the most exact first."""
        keys = self._keys.get(word)
        if keys is None:
            keys = self._keys[word] = tuple(self._new_keys(word))
        return keys

    def _new_keys(self, word: str) -> Iterable[tuple[str, str]]:
        yield word, ""
        for size in range(len(word), 0, -1):
            base, ending = word[:size], word[size:]
            if base in self._bases and len(ending) <= _LONGEST_ENDING:
                case = self.case_of(ending)
                if case is not None:
                    yield f"{base}~", case
            if base in self._stems:
                yield f"{base}*", ""


@cache
def lexicon(code: str) -> Lexicon:
    """Return the words of the language ``code``.

    >>> lexicon("en").longest(["anti", "tank", "mines", "were"])
    (3, Entry(letter='L', value='at_mines', case=''))
    """
    text = (files(__package__) / "words" / f"{code}.toml").read_text(encoding="utf-8")
    return _read(code, tomllib.loads(text))


@cache
def _codes() -> tuple[str, ...]:
    folder = files(__package__) / "words"
    names = sorted(file.name for file in folder.iterdir())
    return tuple(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def language_of(words: Iterable[str]) -> Lexicon:
    """Return the language of folded words: the one whose markers occur most often.

    Where they hardly decide, as in a list of labels and numbers, every known word counts.

    >>> language_of(["и", "с", "мин"]).code, language_of(["the", "of"]).code
    ('ru', 'en')
    >>> language_of(["противотанковые", "мины"]).code
    'ru'
    """
    printed = list(words)
    known = [lexicon(code) for code in ("en", *(code for code in _codes() if code != "en"))]
    counts = [sum(word in one.markers for word in printed) for one in known]
    second, most = sorted(counts)[-2:] if len(counts) > 1 else (0, *counts)
    if most - second < _CLEAR_LEAD:
        counts = [sum(map(one.knows, printed)) for one in known]
    return known[counts.index(max(counts))]


def _read(code: str, data: Mapping[str, Any]) -> Lexicon:
    root = _Node()
    words: set[str] = set()
    for section, table in data.items():
        for key, phrases in table.items():
            letter = LETTERS.get(f"{section}.{key}", LETTERS.get(section, ""))
            for phrase in phrases if letter else ():
                path = _path(phrase)
                words.update(path)
                _file(root, path, (letter, str(key)))
    endings = data["endings"]
    slots = [sorted(map(fold, slot), key=len, reverse=True) for slot in endings["slots"]]
    pattern = "".join(f"(?:{'|'.join(map(re.escape, slot))})?" for slot in slots)
    language = data["language"]
    return Lexicon(
        code=code,
        markers=frozenset(map(fold, language["markers"])),
        abbreviations=frozenset(map(fold, (*language["abbreviations"], *language["titles"]))),
        titles=frozenset(map(fold, language["titles"])),
        ordinal_endings=frozenset(map(fold, endings["ordinal"])),
        capital_months=language["capital_months"],
        place_endings=tuple(sorted(endings["places"], key=len, reverse=True)),
        _endings=re.compile(pattern),
        _cases={case: tuple(map(fold, endings[case])) for case in ("from", "till")},
        _root=root,
        _bases=frozenset(word[:-1] for word in words if word.endswith("~")),
        _stems=frozenset(word[:-1] for word in words if word.endswith("*")),
        _keys={},
    )


def _path(phrase: str) -> list[str]:
    """Return the keys of a phrase's words; "~" and "*" stay at the end of their word."""
    path: list[str] = []
    for word in phrase.split():
        mark = word[-1] if word[-1] in "~*" else ""
        folded = fold(word.rstrip("~*")).split()
        path += [*folded[:-1], f"{folded[-1]}{mark}"] if folded else []
    return path


def _file(root: _Node, path: list[str], entry: tuple[str, str]) -> None:
    node = root
    for key in path:
        node = node.steps.setdefault(key, _Node())
    if node.entry is None:
        node.entry = entry
