"""The record on boundaries: values, statuses, rates, and what did not fit. Door 2."""

from __future__ import annotations

from clearatlas.atlas.atlas import Atlas
from clearatlas.atlas.views import Extent, View

__all__ = ["Atlas", "Extent", "View"]
