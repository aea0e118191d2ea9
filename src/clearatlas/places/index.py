"""Where spellings and codes are filed: what a name can mean, before anything is decided.

A spelling or code that stands on several places is filed under all of them; nothing here picks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from clearatlas.errors import DataError
from clearatlas.places.files import Alias, Place, check_system
from clearatlas.places.words import PlaceWords
from clearatlas.spelling import fold, is_cyrillic, key, keys, tidy

__all__ = ["PlaceIndex"]

#: A candidate shares at least this part of its letters with the name (OSA distance).
_NEAR: Final = 0.65
_MOST_CANDIDATES: Final = 4
_LONG_WORD: Final = 4

#: Letters of Azerbaijani that English does without.
_AZERBAIJANI: Final = frozenset("əğışçöüƏĞİŞÇÖÜ")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PlaceIndex:
    """Places by code, and the codes of the places that a spelling or a foreign code stands on.

    Attributes
    ----------
    places
        By their own code, in the order given.
    names
        Folded spelling -> codes of the places.
    codes
        Code of another system, in capitals -> codes of the places.
    kinds
        Folded spelling -> name, village, historic or typo.
    words
        The words around names.
    """

    places: Mapping[str, Place]
    names: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]
    words: PlaceWords

    @classmethod
    def of(
        cls,
        places: Sequence[Place],
        aliases: Iterable[Alias],
        codes: Iterable[tuple[str, str]],
        words: PlaceWords,
    ) -> PlaceIndex:
        """File places, their spellings and their codes, given as (own code, foreign code).

        Raises
        ------
        DataError
            Where two places have one code, or a spelling or code stands for a place unknown.
        """
        known = {place.code: place for place in places}
        twice = [code for code, count in Counter(p.code for p in places).items() if count > 1]
        spelled = [*aliases, *_own_spellings(places)]
        strange = {alias.code for alias in spelled} - set(known)
        if twice:
            message = f"one code for several places: {', '.join(twice)}; use another code column"
            raise DataError(message)
        if strange:
            message = f"spellings of places that are not listed: {', '.join(sorted(strange))}"
            raise DataError(message)
        filed = [(form, alias) for alias in spelled for form in keys(alias.spelling)]
        kinds = {form: alias.kind for form, alias in filed}
        kinds |= {form: alias.kind for form, alias in filed if alias.kind == "name"}
        names = _gathered((form, alias.code) for form, alias in filed if form)
        foreign = _gathered((tidy(code).upper(), own) for own, code in codes if code)
        return cls(known, names, foreign, kinds, words)

    def find(self, name: str, kind_hint: str | None = None) -> tuple[Place, ...]:
        """Return every place that a spelling or code fits; none where it is unknown."""
        text = tidy(name)
        if text in self.places:
            return (self.places[text],)
        filed = self.codes.get(text.upper()) or self.names.get(key(text))
        if filed:
            return _of_kind([self.places[code] for code in filed], kind_hint)
        bare = self.words.bare(text)
        if bare is None or (bare.kind == "village" and self.kinds.get(bare.key) != "village"):
            return ()
        found = [self.places[code] for code in self.names.get(bare.key, ())]
        if bare.kind == "region":  # an economic region is never the district of that name
            return tuple(place for place in found if place.kind == "region")
        return _of_kind(found, bare.kind)

    def carrying(self, system: str, code: str) -> tuple[Place, ...]:
        """Return the places that carry a code of one of :data:`~.files.CODE_SYSTEMS`."""
        check_system(system)
        wanted = tidy(code).upper()
        filed = [self.places[own] for own in self.codes.get(wanted, ())]
        return tuple(place for place in filed if wanted in place.codes_in(system))

    def shown_forms(self, code: str) -> frozenset[str]:
        """Return the folded code and names of a place: the spellings that are shown."""
        shown = (code, *self.places[code].names.values())
        return frozenset(form for text in shown for form in keys(text))

    def knows(self, text: str) -> bool:
        """Return whether a text is a name, a code, or a word that stands in a name's place."""
        return bool(self.find(text)) or self.words.locus(text) is not None

    def spelling_kind(self, name: str) -> str:
        """Return what sort of spelling a name is, or an empty text where it is unknown."""
        bare = self.words.bare(name)
        forms = (key(name), bare.key if bare else "")
        return next((self.kinds[form] for form in forms if form in self.kinds), "")

    def meanings(self, codes: Iterable[str]) -> dict[str, frozenset[str]]:
        """Return the known codes of a row, each with the places it stands on."""
        texts = [tidy(text) for code in codes for text in code.replace(";", "|").split("|")]
        filed = {
            text: (text,) if text in self.places else self.codes.get(text.upper(), ())
            for text in texts
        }
        return {text: frozenset(places) for text, places in filed.items() if places}

    def nearest(self, name: str) -> tuple[str, ...]:
        """Return the names of the places whose spellings come nearest, in the name's script.

        Where the whole name is near to nothing, each of its longer words is tried.
        """
        bare = self.words.bare(name)
        scores = self._near([key(name), *([bare.key] if bare else [])])
        if not scores:
            scores = self._near(word for word in fold(name).split() if len(word) >= _LONG_WORD)
        ranked = sorted(scores, key=lambda code: (-scores[code], code))
        lang = _language(name)
        names = dict.fromkeys(self.places[code].name(lang) for code in ranked)
        return tuple(names)[:_MOST_CANDIDATES]

    def _near(self, forms: Iterable[str]) -> dict[str, float]:
        """Return the codes of places with a near spelling, each with its best similarity."""
        # Slow to load, and only a miss needs it.
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        scores: dict[str, float] = {}
        for form in forms:
            for filed, codes in self.names.items():
                score = OSA.normalized_similarity(form, filed, score_cutoff=_NEAR)
                for code in codes if score else ():
                    scores[code] = max(score, scores.get(code, 0))
        return scores


def _own_spellings(places: Iterable[Place]) -> list[Alias]:
    """Return each place's code and names as spellings of it."""
    return [
        Alias(place.code, lang, name, "name")
        for place in places
        for lang, name in [("", place.code), *place.names.items()]
    ]


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    gathered: dict[str, dict[str, None]] = {}
    for filed, code in pairs:
        gathered.setdefault(filed, {})[code] = None
    return {filed: tuple(codes) for filed, codes in gathered.items()}


def _of_kind(places: Sequence[Place], kind: str | None) -> tuple[Place, ...]:
    """Return the places of a kind where several compete; a lone one needs no word to decide."""
    fitting = [place for place in places if place.kind == kind]
    return tuple(fitting if len(places) > 1 and fitting else places)


def _language(name: str) -> str:
    if any(map(is_cyrillic, name)):
        return "ru"
    return "az" if _AZERBAIJANI.intersection(name) else "en"
