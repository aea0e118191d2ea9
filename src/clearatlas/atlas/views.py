"""What of the record is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from clearatlas.errors import BadPeriod, UsageError
from clearatlas.packaged import languages
from clearatlas.periods import Period

__all__ = ["Extent", "View"]

Extent = Literal["reported", "all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What of the record is shown.

    Attributes
    ----------
    period
        ``latest``, ``all``, or a period in one of the forms of :mod:`clearatlas.periods`.
    measures
        Keys of the measures to show, the first one first; empty means all there are.
    extent
        ``reported``: in each period, the districts usually reported on and every district its
        figures name; ``all``: the whole country.
    lang
        ``en``, ``az``, ``ru`` ...: the language an output opens in.
    title
        Title of the page and the files; empty means the standing one.
    """

    period: str = "latest"
    measures: tuple[str, ...] = ()
    extent: Extent = "reported"
    lang: str = "en"
    title: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be shown."""
        for name, value, allowed in (
            ("language", self.lang, languages()),
            ("extent", self.extent, ("reported", "all")),
        ):
            if value not in allowed:
                raise UsageError(f"there is no {name} “{value}”; use {', '.join(allowed)}")
        if self.period not in {"latest", "all"}:
            try:
                Period.parse(self.period)
            except BadPeriod as error:
                raise UsageError(f"{error}; or latest, or all") from error
