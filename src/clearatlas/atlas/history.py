"""How the borders of districts changed, whatever file is drawn: the shipped editions know.

A figure is for the borders of its days. Where one boundary file is drawn for all periods, some
figures are for borders that it does not have: those get no rate and no colour, and say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from clearatlas.atlas.editions import change_days, changed_codes, choose_edition, straddles
from clearatlas.boundaries import Boundaries, load_shipped
from clearatlas.periods import Period
from clearatlas.places import Gazetteer

__all__ = ["History"]


@dataclass(frozen=True, eq=False)
class History:
    """The editions that know how borders changed; none for another country.

    >>> History(load_shipped(Gazetteer.load())).days["aghdara"].isoformat()
    '2023-12-05'
    """

    editions: tuple[Boundaries, ...]

    @classmethod
    def of(cls, drawn: Sequence[Boundaries]) -> History:
        """Return what is known of the districts that ``drawn`` holds."""
        if any(edition.own_codes for edition in drawn):
            return cls(())
        return cls(tuple(drawn) if len(drawn) > 1 else _shipped())

    @cached_property
    def changes(self) -> Mapping[str, frozenset[str]]:
        """By edition name, the districts that differ from the edition before."""
        return changed_codes(self.editions)

    @cached_property
    def days(self) -> Mapping[str, date]:
        """First day of the newest border of each district that ever changed."""
        return change_days(self.editions)

    def straddled(self, period: Period) -> bool:
        """Return whether a period has days before and after a change."""
        return straddles(period, self.editions)

    def ground(self, period: Period, named: Iterable[str], drawn: Boundaries) -> Boundaries:
        """Return the edition with the borders that the figures of a period are for.

        That is ``drawn`` itself where nothing is known of changes.
        """
        return choose_edition(period, named, self.editions) if self.editions else drawn

    def other_borders(self, ground: Boundaries, drawn: Boundaries) -> Mapping[str, str]:
        """Return, by district, the flag of figures for ``ground`` on the borders of ``drawn``.

        Empty where both are on one side of every change.
        """
        side = self._side(drawn)
        if not self.editions or ground is side:
            return {}
        names = [edition.edition for edition in self.editions]
        is_older = names.index(ground.edition) < names.index(side.edition)
        later = side if is_older else ground
        word = "border_before" if is_older else "border_since"
        return {
            code: f"{word if code in ground.drawn else 'no_district_before'}:{later.valid_from}"
            for code in changed_codes((ground, side))[later.edition]
        }

    def _side(self, drawn: Boundaries) -> Boundaries:
        """Return the edition that has the borders of a file.

        What tells is which of the districts that changed the file holds: Aghdara or not.
        """
        if drawn in self.editions or not self.editions:
            return drawn
        changed = frozenset().union(*self.changes.values())
        held = changed & drawn.drawn.keys()
        return min(self.editions, key=lambda one: len(held ^ (changed & one.drawn.keys())))


@cache
def _shipped() -> tuple[Boundaries, ...]:
    return load_shipped(Gazetteer.load())
