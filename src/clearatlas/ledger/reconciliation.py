"""A record held against itself: everything in it that does not fit together."""

from __future__ import annotations

from clearatlas.ledger.misfits import Misfit
from clearatlas.ledger.nesting import nested_misfits
from clearatlas.ledger.record import Record
from clearatlas.ledger.reprints import reprints
from clearatlas.ledger.running import running_misfits

__all__ = ["misfits"]


def misfits(record: Record) -> tuple[Misfit, ...]:
    """Return every misfit of a record, the newest period first, in a fixed order.

    Only figures that a map may show are compared: what is withheld is listed for itself.
    """
    known = record.statements
    found = [*nested_misfits(known), *running_misfits(known), *reprints(known)]
    by_kind = sorted(found, key=lambda misfit: misfit.kind)
    return tuple(sorted(by_kind, key=lambda misfit: misfit.subject.period.sort_key, reverse=True))
