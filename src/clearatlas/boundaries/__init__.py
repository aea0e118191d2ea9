"""Boundary files and editions -> a checked GeoDataFrame: door 1.

Whatever comes through here has unique codes, lies in EPSG:4326, is a valid coverage and carries
its areas, its source and its licence. Figures meet it once, in the atlas.
"""

from __future__ import annotations

from clearatlas.boundaries.model import Boundaries, PlaceLike, Places, units
from clearatlas.boundaries.shipped import load_shipped
from clearatlas.boundaries.userfile import load_file

__all__ = ["Boundaries", "PlaceLike", "Places", "load_file", "load_shipped", "units"]
