"""Many observations -> one coherent record: repeats, revisions, conflicts, totals, nesting."""

from __future__ import annotations

from clearatlas.ledger.record import Record, keep
from clearatlas.ledger.statements import Claim, PartsCheck, Series, Statement

__all__ = ["Claim", "PartsCheck", "Record", "Series", "Statement", "keep"]
