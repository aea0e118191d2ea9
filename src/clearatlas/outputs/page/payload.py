"""Atlas -> the data of the page: geometry once, figures as columns, words of every language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, partial

from clearatlas.atlas import Atlas
from clearatlas.atlas.slices import Slice
from clearatlas.observations import Measure
from clearatlas.outputs.page.columns import Columns
from clearatlas.outputs.page.fitting import Fitting
from clearatlas.outputs.page.geometry import Geometry, geometry_of, written_area
from clearatlas.outputs.page.moments import moment, named_places
from clearatlas.outputs.page.numbers import steps_as_text
from clearatlas.outputs.wording import LANGUAGES, Texts, texts, title_key
from clearatlas.outputs.wording.phrases import Phrases

__all__ = ["Content", "words"]


def words(lang: str, measures: Iterable[Measure]) -> Texts:
    """Return the texts of a language; a measure it does not know is named after its key.

    >>> from clearatlas.observations import Unit
    >>> words("en", [Measure("booby_traps", Unit.ITEMS)])("measure.booby_traps")
    'Booby traps'
    """
    measures = tuple(measures)
    known = texts(lang).entries
    named = {
        f"measure.{measure.key}": measure.key.replace("_", " ").strip().capitalize()
        for measure in measures
    }
    rest = {key: text for key, text in known.items() if not key.startswith("measure.")}
    rest["page.title"] = known[title_key(measures)]
    del rest["page.title_plain"]
    return Texts(lang, rest | named | {key: known[key] for key in named if key in known})


class Content:
    """What one page holds, in the order of the atlas; no clock and no random number takes part.

    Attributes
    ----------
    atlas
        What is shown.
    languages
        The words of each language, custom measures included.
    tiles
        Whether a background from the network is offered.
    """

    def __init__(self, atlas: Atlas, *, tiles: bool = False) -> None:
        self.atlas, self.tiles = atlas, tiles
        self.languages = {lang: words(lang, atlas.measures) for lang in LANGUAGES}

    @cached_property
    def phrases(self) -> dict[str, Phrases]:
        """The sentences of each language."""
        return {
            lang: Phrases(own, partial(self.atlas.name, lang=lang))
            for lang, own in self.languages.items()
        }

    @cached_property
    def slices(self) -> tuple[Slice, ...]:
        """Every period of the atlas."""
        return tuple(self.atlas.slice(period) for period in self.atlas.periods)

    @cached_property
    def editions(self) -> tuple[str, ...]:
        """Names of all editions."""
        return tuple(self.atlas.boundaries)

    @cached_property
    def drawn_editions(self) -> tuple[str, ...]:
        """Names of the editions that periods are drawn on."""
        used = {one.edition for one in self.slices}
        return tuple(name for name in self.editions if name in used)

    @cached_property
    def geometry(self) -> Geometry:
        """Arcs and shapes of all editions: they tell which borders are approximate."""
        return geometry_of(tuple(self.atlas.boundaries.values()), self.atlas.extent)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Codes of every place the page names: the districts of the extent come first."""
        named = (code for one in self.slices for code in named_places(one))
        return tuple(dict.fromkeys([*self.atlas.extent, *named]))

    @property
    def published(self) -> frozenset[str]:
        """Every date of publication that a source states."""
        sources = self._collected[0].evidence.sources
        return frozenset(source.published for source in sources if source.published)

    @cached_property
    def _collected(self) -> tuple[Columns, list[dict[str, object]], dict[str, object]]:
        """Return the columns, every period in terms of them, and what stands in them."""
        atlas = self.atlas
        columns = Columns(
            measures=atlas.measures,
            periods={period: number for number, period in enumerate(atlas.periods)},
            places={code: number for number, code in enumerate(self.places)},
        )
        firsts: list[dict[str, int]] = [{} for _ in self.slices]
        for measure in atlas.measures:
            for one, own in zip(self.slices, firsts, strict=True):
                if row := one.rows.get(measure.key):
                    own[measure.key] = columns.collect(row.statements)
        areas = {
            name: {code: written_area(district) for code, district in edition.drawn.items()}
            for name, edition in atlas.boundaries.items()
        }
        slices = [
            moment(one, own, atlas, areas[one.edition], columns) | self._fitting.of(one)
            for one, own in zip(self.slices, firsts, strict=True)
        ]
        return columns, slices, columns.payload()

    @cached_property
    def data(self) -> dict[str, object]:
        """All of it, ready for JSON."""
        atlas = self.atlas
        _, slices, figures = self._collected
        return {
            "lang": atlas.lang,
            "title": atlas.title,
            "opening": atlas.periods.index(atlas.opening),
            "measures": [[measure.key, measure.unit.value] for measure in atlas.measures],
            "editions": self.editions,
            "periods": {
                "keys": [str(period) for period in atlas.periods],
                "kinds": "".join(period.granularity.value[0] for period in atlas.periods),
            },
            "places": {"codes": self.places, "extent": len(atlas.extent)},
            "spellings": self._spellings(),
            "names": list(self._names),
            "texts": self._text_keys,
            "languages": {lang: self._language(own) for lang, own in self.languages.items()},
            "classes": self._classes(),
            "slices": slices,
            **figures,
            "geometry": self.geometry.payload,
        }

    @cached_property
    def _fitting(self) -> Fitting:
        measures = {measure.key: number for number, measure in enumerate(self.atlas.measures)}
        return Fitting(self.slices, measures)

    @cached_property
    def _text_keys(self) -> list[str]:
        """What the texts of each language are called, in their order."""
        return [
            key
            for key in self.languages[self.atlas.lang].entries
            if _is_for_scripts(key) and (self.tiles or not key.startswith("tiles."))
        ]

    def _names_in(self, lang: str) -> tuple[str, ...]:
        return tuple(self.atlas.name(code, lang) for code in self.places)

    def _spellings(self) -> dict[str, str]:
        """Return further spellings of the districts by number, parted by bars, for the search."""
        numbers = {code: str(number) for number, code in enumerate(self.atlas.extent)}
        return {numbers[code]: "|".join(own) for code, own in self.atlas.spellings().items()}

    def _borrowed(self, lang: str) -> str:
        """Return the districts whose name in a language is that of another one, by number."""
        extent = self.atlas.extent
        return steps_as_text(
            n for n, code in enumerate(extent) if not self.atlas.has_name(code, lang)
        )

    @cached_property
    def _names(self) -> dict[tuple[str, ...], int]:
        """Number of each list of names: many a boundary file names its places in one language."""
        lists = dict.fromkeys(self._names_in(lang) for lang in self.languages)
        return {names: number for number, names in enumerate(lists)}

    def _language(self, own: Texts) -> dict[str, object]:
        names = self._names_in(own.lang)
        alphabetical = sorted(range(len(names)), key=lambda place: own.sort_key(names[place]))
        ranks = {place: rank for rank, place in enumerate(alphabetical)}
        return {
            "texts": [own.entries[key] for key in self._text_keys],
            "misfits": self._fitting.sentences(self.phrases[own.lang]),
            "signs": own.signs,
            "places": self._names[names],
            "borrowed": self._borrowed(own.lang),
            "order": steps_as_text(ranks[place] for place in range(len(names))),
            "months": own.months,
        }

    def _classes(self) -> dict[str, dict[str, tuple[float, ...]]]:
        """Return the class limits of each granularity and measure that has any."""
        kinds = dict.fromkeys(period.granularity for period in self.atlas.periods)
        return {
            kind.value[0]: {
                str(number): breaks
                for number, measure in enumerate(self.atlas.measures)
                if (breaks := self.atlas.classes(measure, kind).breaks)
            }
            for kind in kinds
        }


def _is_for_scripts(key: str) -> bool:
    """Return whether scripts need a text: remarks and sentences on misfits come to them whole."""
    if key == "language.alphabet" or key.startswith("note."):
        return False
    return not key.startswith("misfit.") or key in {"misfit.heading", "misfit.explained"}
