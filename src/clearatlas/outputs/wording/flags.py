"""Which flags of a figure have words of their own, beside its status and its kind of work."""

from __future__ import annotations

from collections.abc import Iterable

from clearatlas.ledger.slots import FLAG_OF_STATUS
from clearatlas.ledger.statements import Series
from clearatlas.observations import Status
from clearatlas.outputs.wording import texts

__all__ = ["flag_key", "told_flags"]

#: What a status says by itself, and a flag where a status of higher rank stands in its place.
_OUTRANKED = {
    FLAG_OF_STATUS[status]: status
    for status in (Status.DEFINITION_DIFFERS, Status.PROVISIONAL, Status.ESTIMATED)
}


def flag_key(flag: str) -> str | None:
    """Return which text a flag is told with; None for those that are told by other means.

    >>> flag_key("revised"), flag_key("provisional"), flag_key("conflict")
    ('flag.revised', 'status.P', None)
    """
    word = flag.partition(":")[0]
    if word in _OUTRANKED:
        return f"status.{_OUTRANKED[word]}"
    return f"flag.{word}" if texts("en").has(f"flag.{word}") else None


def told_flags(flags: Iterable[str], status: Status, series: Series | None = None) -> list[str]:
    """Return the flags that are to be told beside a status and the words for a series.

    >>> told_flags(("provisional", "conflict"), Status.CONFLICTING)
    ['provisional']
    >>> told_flags(("provisional",), Status.PROVISIONAL)
    []
    """
    by_series = {"definition_differs"} if series is not None and not series.is_main else set()
    return [
        flag
        for flag in flags
        if flag_key(flag) and _OUTRANKED.get(flag) is not status and flag not in by_series
    ]
