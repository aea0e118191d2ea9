"""Statements held against each other: everything among them that does not fit together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from clearatlas.ledger.misfits import Misfit
from clearatlas.ledger.nesting import nested_misfits
from clearatlas.ledger.running import running_misfits
from clearatlas.ledger.statements import Statement

__all__ = ["NO_CHANGES", "reconcile"]


NO_CHANGES: Mapping[str, date] = MappingProxyType({})


def reconcile(
    statements: Sequence[Statement],
    reprinted: Iterable[Misfit] = (),
    changes: Mapping[str, date] = NO_CHANGES,
) -> tuple[Misfit, ...]:
    """Return every misfit among statements, the newest period first, in a fixed order.

    Parameters
    ----------
    statements
        Of one record.
    reprinted
        Their reprints: :func:`.reprints.with_reprints_last` has found them on the way.
    changes
        The first day of a district's newest boundary, for districts that changed.
    """
    running = running_misfits(statements, changes)
    found = [*nested_misfits(statements), *running, *reprinted]
    by_kind = sorted(found, key=lambda misfit: misfit.kind)
    return tuple(sorted(by_kind, key=lambda misfit: misfit.subject.period.sort_key, reverse=True))
