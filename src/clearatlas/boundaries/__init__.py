"""Boundary files and editions -> a checked GeoDataFrame: door 1.

Whatever comes through here has unique codes, lies in EPSG:4326, is a valid coverage and carries
its areas, its source and its licence. Figures meet it once, in the atlas.

A user's own file is read by :mod:`clearatlas.boundaries.userfile`, which is imported when it is
needed: it brings GDAL and Arrow along.
"""

from __future__ import annotations

from clearatlas.boundaries.model import COLUMNS, Boundaries, District, PlaceLike, Places, units
from clearatlas.boundaries.shipped import load_shipped

__all__ = ["COLUMNS", "Boundaries", "District", "PlaceLike", "Places", "load_shipped", "units"]
