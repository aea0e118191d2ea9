"""The atlas: every placed figure on its boundaries, and everything that did not fit.

Door 2 of the house: outputs read an :class:`Atlas` and compute nothing of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from clearatlas.atlas.cutting import cut
from clearatlas.atlas.districts import Setting
from clearatlas.atlas.editions import choose_edition, named_codes, polygon_code, series_breaks
from clearatlas.atlas.groups import groups_of, listed_totals
from clearatlas.atlas.history import History
from clearatlas.atlas.opening import latest, stated
from clearatlas.atlas.slices import Slice
from clearatlas.atlas.views import View
from clearatlas.boundaries import Boundaries
from clearatlas.classification import Classes, classify
from clearatlas.errors import NothingToShow
from clearatlas.ledger.coverage import coverage, may_cover
from clearatlas.ledger.misfits import Misfit
from clearatlas.ledger.record import Record
from clearatlas.ledger.statements import Series, Statement
from clearatlas.observations import Measure
from clearatlas.periods import Granularity, Period
from clearatlas.places import Gazetteer

if TYPE_CHECKING:
    from pathlib import Path

    import folium
    from geopandas import GeoDataFrame
    from pandas import DataFrame

__all__ = ["Atlas"]


@dataclass(frozen=True, eq=False)
class Atlas:
    """Figures joined to boundaries, one :class:`~clearatlas.atlas.slices.Slice` per period.

    Made by :func:`clearatlas.atlas.joining.join`; see there for what the parts are.
    """

    record: Record
    boundaries: Mapping[str, Boundaries]
    places: Gazetteer
    view: View
    measures: tuple[Measure, ...]
    extent: tuple[str, ...]
    notes: tuple[str, ...] = ()
    _slices: dict[Period, Slice] = field(default_factory=dict, init=False, repr=False)

    @property
    def title(self) -> str:
        """Title asked for, or empty."""
        return self.view.title

    @property
    def lang(self) -> str:
        """Language an output opens in."""
        return self.view.lang

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Every period anything is stated for, the newest end last."""
        return tuple(sorted(self._by_period, key=lambda period: period.sort_key))

    @cached_property
    def opening(self) -> Period:
        """The period an output opens on: the one asked for, or the latest."""
        return self._latest if len(self.selected) != 1 else self.selected[0]

    @cached_property
    def selected(self) -> tuple[Period, ...]:
        """The periods asked for."""
        if self.view.period == "all":
            return self.periods
        if self.view.period == "latest":
            return (self._latest,)
        return (stated(self.periods, Period.parse(self.view.period)),)

    def slice(self, period: Period) -> Slice:
        """Return everything known of one period; see :class:`~clearatlas.atlas.slices.Slice`."""
        if period not in self._slices:
            self._slices[period] = cut(self._by_period.get(period, ()), self._setting(period))
        return self._slices[period]

    def name(self, code: str, lang: str = "en") -> str:
        """Return the name of a place in a language, else in any, else its code."""
        names = self._drawn_names(code)
        if names is None:
            return self.places.name(code, lang)
        return names.get(lang) or next(filter(None, names.values()), code)

    def has_name(self, code: str, lang: str) -> bool:
        """Return whether the boundaries name a district in a language."""
        return bool((self._drawn_names(code) or {}).get(lang))

    def _drawn_names(self, code: str) -> Mapping[str, str | None] | None:
        """Return the names of a district by language as the newest boundaries have them."""
        for edition in reversed(tuple(self.boundaries.values())):
            if code in edition.drawn:
                unit = edition.drawn[code]
                return {"en": unit.name_en, "az": unit.name_az, "ru": unit.name_ru}
        return None

    def spellings(self) -> dict[str, tuple[str, ...]]:
        """Return further spellings of the districts of the extent, by code."""
        return self.places.spellings(self.extent)

    def classes(self, measure: Measure, granularity: Granularity) -> Classes:
        """Return the class limits of a measure, the same for all periods of a granularity.

        In the unit of the map: items or hectares per 100 km², percent for percentages.
        """
        return self._classes[measure.key, granularity]

    @cached_property
    def frame(self) -> GeoDataFrame:
        """One row per district and selected period, with columns as in the GeoJSON export."""
        from clearatlas.atlas.frames import district_frame  # noqa: PLC0415 - brings pandas along

        return district_frame(self._chosen, self.boundaries, self._stated_measures)

    @cached_property
    def table(self) -> DataFrame:
        """One row per figure of the selected periods, with labels in the atlas' language."""
        from clearatlas.atlas.listings import long_table  # noqa: PLC0415 - brings pandas along

        return long_table(self._chosen, partial(self.name, lang=self.lang))

    @cached_property
    def unplaced(self) -> DataFrame:
        """One row per figure of the selected periods that no polygon can show, and why."""
        from clearatlas.atlas.listings import unplaced_table  # noqa: PLC0415 - brings pandas along

        return unplaced_table(self._chosen)

    @cached_property
    def conflicts(self) -> DataFrame:
        """One row per claim of every disputed figure of the whole record, the shown one marked."""
        from clearatlas.atlas.listings import conflict_table  # noqa: PLC0415 - brings pandas along

        return conflict_table(self.record.statements)

    # The only upward calls of the house: a reader expects the verbs on the object, and the
    # outputs are imported only when one is called, so that no module below depends on them.

    def to_html(self, path: str | Path) -> None:
        """Write the page: one HTML file that works without a network."""
        from clearatlas.outputs import write_page  # noqa: PLC0415 - see above

        write_page(self, path)

    def to_file(self, path: str | Path) -> None:
        """Write the selected periods in the format that the suffix names.

        Raises
        ------
        UnsupportedFormat
            With the suffixes that are supported.
        """
        from clearatlas.outputs import write  # noqa: PLC0415 - see above

        write(self, path)

    def explore(self) -> folium.Map:
        """Return the map as a :class:`folium.Map`, to which layers can be added."""
        from clearatlas.outputs import explore  # noqa: PLC0415 - see above

        return explore(self)

    @cached_property
    def _chosen(self) -> tuple[Slice, ...]:
        return tuple(self.slice(period) for period in self.selected)

    @property
    def _stated_measures(self) -> tuple[Measure, ...]:
        """The measures that any selected period states something of."""
        known = {key for piece in self._chosen for key in piece.sums}
        return tuple(measure for measure in self.measures if measure.key in known)

    @cached_property
    def _by_period(self) -> Mapping[Period, tuple[Statement, ...]]:
        found: dict[Period, list[Statement]] = defaultdict(list)
        # In runs: a record is in the order of its periods, and telling a key costs more than a run.
        for period, run in groupby(self.record.statements, attrgetter("period")):
            found[period] += [one for one in run if one.measure.key in self._wanted]
        return {period: tuple(statements) for period, statements in found.items() if statements}

    @cached_property
    def _editions(self) -> Mapping[Period, Boundaries]:
        editions = tuple(self.boundaries.values())
        return {
            period: choose_edition(period, named_codes(statements), editions)
            for period, statements in self._by_period.items()
        }

    @cached_property
    def _history(self) -> History:
        return History.of(tuple(self.boundaries.values()))

    @cached_property
    def _grounds(self) -> Mapping[Period, Boundaries]:
        """The edition whose borders the figures of each period are for."""
        if len(self.boundaries) > 1:
            return self._editions
        return {
            period: self._history.ground(period, named_codes(self._by_period[period]), drawn)
            for period, drawn in self._editions.items()
        }

    def _setting(self, period: Period) -> Setting:
        editions = tuple(self.boundaries.values())
        edition = self._editions.get(period) or choose_edition(period, (), editions)
        return Setting(
            period=period,
            edition=edition,
            straddles=self._history.straddled(period),
            extent=self._reported(period, edition),
            measures=self.measures,
            broken=self._broken.get(period, {}),
            in_regions=self._in_regions,
            groups=groups_of(self._listed.get(period, ()), self._wanted, edition),
            other_borders=self._history.other_borders(self._grounds.get(period, edition), edition),
            misfits=self._misfits.get(period, ()),
            coverage=tuple(coverage(self._covering, period)),
        )

    @cached_property
    def _listed(self) -> Mapping[Period, Sequence[Statement]]:
        return listed_totals(self.record.statements)

    @cached_property
    def _wanted(self) -> frozenset[str]:
        return frozenset(measure.key for measure in self.measures)

    @cached_property
    def _covering(self) -> tuple[Statement, ...]:
        every = (one for here in self._by_period.values() for one in here)
        return tuple(filter(may_cover, every))

    @cached_property
    def _misfits(self) -> Mapping[Period, tuple[Misfit, ...]]:
        """What does not fit, by every period that takes part in it."""
        found: dict[Period, list[Misfit]] = defaultdict(list)
        for misfit in self.record.misfits:
            if misfit.subject.measure.key in self._wanted:
                for period in dict.fromkeys(one.period for one in misfit.everything):
                    found[period].append(misfit)
        return {period: tuple(misfits) for period, misfits in found.items()}

    def _reported(self, period: Period, edition: Boundaries) -> tuple[str, ...]:
        """Return the districts a period reports on: the usual ones and those it names."""
        if self.view.extent == "all":
            return self.extent
        named = named_codes(self._by_period.get(period, ()))
        wanted = {polygon_code(code, edition) for code in named} | self.places.usual_extent
        return tuple(code for code in self.extent if code in wanted)

    @cached_property
    def _in_regions(self) -> frozenset[str]:
        return self.places.may_lie_in_a_region(self.extent)

    @cached_property
    def _broken(self) -> Mapping[Period, Mapping[Series, frozenset[str]]]:
        return series_breaks(
            (statement for period in self.periods for statement in self._by_period[period]),
            {period: ground.edition for period, ground in self._grounds.items()},
            self._history.changes,
        )

    @cached_property
    def _classes(self) -> Mapping[tuple[str, Granularity], Classes]:
        values: dict[tuple[str, Granularity], list[float | None]] = {
            (measure.key, granularity): []
            for measure in self.measures
            for granularity in Granularity
        }
        for period in self.periods:
            kind = period.granularity
            for key, row in self.slice(period).rows.items():
                values[key, kind] += row.coloured
        return {key: classify(shown) for key, shown in values.items()}

    @cached_property
    def _latest(self) -> Period:
        if not self.periods:
            asked = ", ".join(measure.key for measure in self.measures) or "a map"
            raise NothingToShow(asked, withheld=self.record.withheld_lines)
        return latest(self.periods, self.slice, self.measures[0])
