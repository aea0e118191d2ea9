"""The peer: read figures and boundaries with geopandas and save ``explore()``, one measure."""

import sys

import geopandas as gpd
import pandas as pd

figures, boundaries, page = sys.argv[1:]
table = pd.read_csv(figures)
year = table[table["period_start"] == "2025-01-01"]
districts = gpd.read_file(boundaries).merge(year, left_on="code", right_on="place", how="left")
districts[["code", "value", "geometry"]].explore("value").save(page)
