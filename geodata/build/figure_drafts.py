"""A line of a transcript -> the rows it says by itself, before it is judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from clearatlas.observations import Locus
from clearatlas.places import Gazetteer
from figure_rows import Row
from transcript_lines import Line, read_table

__all__ = ["RUNNING", "Draft", "Drafter", "places_of"]

_COLUMNS = {"ap_mines": "ap_mines", "at_mines": "at_mines", "uxo": "uxo", "area_ha": "area_cleared"}

#: What the transcripts call those who stated a figure -> the name used here.
_AGENCIES = {
    "MoD Azerbaijan": "Ministry of Defense",
    "Aghdam executive power": "Aghdam district executive power",
    "Prime Minister (AZ)": "Prime Minister",
    "Cabinet of Ministers (AZ)": "Cabinet of Ministers",
    "State Statistics Committee (AZ)": "State Statistics Committee",
    "all agencies (AZ)": "",  # names whose work it is, not who stated it
}

RUNNING = "cumulative"

#: The kinds of lines whose values are running totals.
_RUNNING = frozenset(
    {
        "cumulative",
        "cumulative-per-district",
        "district-cumulative",
        "district-percent",
        "working-group",
    }
)

#: The kinds of lines whose source calls the period a week or a month.
_CALLED = {"weekly": "week", "monthly": "month"}


@dataclass(frozen=True, slots=True)
class Draft:
    """What a line says: ``base`` is everything but the figures, ``rows`` one row per figure."""

    base: Row
    rows: tuple[Row, ...]


def places_of(text: str, gazetteer: Gazetteer) -> str:
    """Return the codes a printed list of places names, or the words of what has no code.

    ``A/B`` is one place in two spellings.
    """
    if not text:
        return ""
    placing = gazetteer.resolve_cell(text)
    if placing.locus in (Locus.DISTRICT, Locus.GROUP):
        return "|".join(placing.codes)
    return text.strip("()")


@dataclass(frozen=True, slots=True)
class Drafter:
    """Drafts lines; made once with the tables it needs."""

    gazetteer: Gazetteer
    words: Mapping[str, Mapping[str, str]]
    publishers: Mapping[str, str]

    @classmethod
    def load(cls) -> Drafter:
        """Return a drafter with the shipped gazetteer and the tables beside the transcripts."""
        words = {row.pop("words"): row for row in read_table("measure_words")}
        publishers = {row["host"]: row["title"] for row in read_table("publishers")}
        return cls(Gazetteer.load(), words, publishers)

    def draft(self, line: Line) -> Draft:
        """Return what a line says by itself."""
        drafters: Mapping[str, Callable[[Line], Draft]] = {
            "district_figures": self._district_figure,
            "reported_totals": self._reported_total,
        }
        return drafters[line.transcript](line)

    def _district_figure(self, line: Line) -> Draft:
        cells = line.cells
        said = {column: text for column, text in self.words[cells["measure"]].items() if text}
        base = Row(
            place=cells["district"],
            period_start=cells["period_start"],
            period_end=cells["period_end"],
            value=cells["value"],
            unit=cells["unit"],
            source_title=cells["source_title"],
            source_url=cells["source_url"],
        )
        row = replace(base, **said)
        return Draft(row, (row,))

    def _reported_total(self, line: Line) -> Draft:
        cells = line.cells
        inferred = cells["inferred"]
        base = Row(
            place=cells["places_as_written"],
            period_start=cells["period_start"],
            period_end=cells["period_end"],
            granularity=_granularity(cells["kind"]),
            agency=_AGENCIES.get(cells["agency"], cells["agency"]),
            source_title=self._publisher(cells["source_url"]),
            source_url=cells["source_url"],
            published=cells["published"],
            language=cells["language"],
            note=f"concluded by the transcriber: {inferred}" if inferred else "",
        )
        rows = tuple(
            replace(
                base,
                measure=_COLUMNS[column],
                value=value,
                unit="ha" if column == "area_ha" else "items",
            )
            for column, value in line.values
        )
        return Draft(base, rows)

    def _publisher(self, url: str) -> str:
        """Return the publication that an address proves, or empty without an address."""
        host = urlsplit(url).netloc.removeprefix("www.")
        return self.publishers[host] if host else ""


def _granularity(kind: str) -> str:
    """Return what the source calls the period, as far as the kind of a line tells.

    Of a kind such as ``weekly+cumulative`` the values are the first one's.
    """
    first = kind.partition("+")[0].partition("-split")[0]
    return RUNNING if first in _RUNNING else _CALLED.get(first, "")
