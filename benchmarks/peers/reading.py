"""How the peers read what ours reads: a table of figures, a boundary file, one row of arguments."""

from __future__ import annotations

import sys

import geopandas as gpd
import pandas as pd

MEASURES = ["area_cleared", "ap_mines", "at_mines", "uxo"]


def arguments() -> tuple[pd.DataFrame, gpd.GeoDataFrame, str]:
    """Return figures (place, period_start, a column per measure), districts (code), page path."""
    figures, boundaries, page = sys.argv[1:]
    table = pd.read_csv(figures).rename(columns={"area_cleared (ha)": "area_cleared"})
    if "value" in table:  # the shipped figures have a row per value
        table = table.rename(columns={"value": "area_cleared"})
    return table, gpd.read_file(boundaries)[["code", "geometry"]], page


def newest(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the newest period."""
    return table[table["period_start"] == table["period_start"].max()]
