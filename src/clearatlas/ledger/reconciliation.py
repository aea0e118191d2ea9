"""Statements held against each other: everything among them that does not fit together."""

from __future__ import annotations

from collections.abc import Sequence

from clearatlas.ledger.misfits import Misfit
from clearatlas.ledger.nesting import nested_misfits
from clearatlas.ledger.reprints import reprints
from clearatlas.ledger.running import running_misfits
from clearatlas.ledger.statements import Statement

__all__ = ["reconcile"]


def reconcile(statements: Sequence[Statement]) -> tuple[Misfit, ...]:
    """Return every misfit among statements, the newest period first, in a fixed order."""
    found = [*nested_misfits(statements), *running_misfits(statements), *reprints(statements)]
    by_kind = sorted(found, key=lambda misfit: misfit.kind)
    return tuple(sorted(by_kind, key=lambda misfit: misfit.subject.period.sort_key, reverse=True))
