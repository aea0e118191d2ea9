"""A spelling or code -> a place; never a guess."""

from __future__ import annotations

from clearatlas.places.files import CODE_SYSTEMS, Place
from clearatlas.places.gazetteer import Gazetteer

__all__ = ["CODE_SYSTEMS", "Gazetteer", "Place"]
