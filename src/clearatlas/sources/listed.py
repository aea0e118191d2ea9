"""Rows with status K say that a total holds their figure; a note where none lists the place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clearatlas.notes import Note
from clearatlas.observations import Locus, Status
from clearatlas.sources.rows import Draft
from clearatlas.sources.spots import Log, Spot

__all__ = ["note_unlisted"]


def note_unlisted(drafts: Sequence[Draft], log: Log) -> None:
    """Note every row with status K for which no total of the file lists the place.

    The total has to be of the same measure and days; where a row has cells for several measures,
    of one of them.
    """
    claimed: dict[Spot, list[Draft]] = {}
    for draft in drafts:
        if draft.observation.status is Status.IN_GROUP_TOTAL and draft.observation.value is None:
            claimed.setdefault(draft.row, []).append(draft)
    listed = _listed(drafts) if claimed else frozenset()
    for spot, rows in claimed.items():
        if not any(_places(draft) and listed >= _places(draft) for draft in rows):
            log.note(spot, Note("unlisted"))


def _listed(drafts: Iterable[Draft]) -> frozenset[object]:
    """Return every place that a group total lists, with the measure and days of the total."""
    return frozenset(
        place
        for draft in drafts
        if draft.observation.value is not None and draft.observation.placing.locus is Locus.GROUP
        for place in _places(draft)
    )


def _places(draft: Draft) -> frozenset[object]:
    observation = draft.observation
    period = (observation.period.start, observation.period.end)
    return frozenset((observation.measure.key, period, c) for c in observation.placing.codes)
