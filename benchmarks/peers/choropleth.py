"""The peer: read figures and boundaries with geopandas and save one ``folium.Choropleth``."""

import sys

import folium
import geopandas as gpd
import pandas as pd

figures, boundaries, page = sys.argv[1:]
table = pd.read_csv(figures)
year = table[table["period_start"] == "2025-01-01"]
districts = gpd.read_file(boundaries)
shown = folium.Map(location=(40, 47), zoom_start=8)
folium.Choropleth(
    geo_data=districts[["code", "geometry"]],
    data=year,
    columns=["place", "value"],
    key_on="feature.properties.code",
    fill_color="YlGnBu",
).add_to(shown)
shown.save(page)
