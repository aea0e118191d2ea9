"""The peer: folium's ``TimeSliderChoropleth`` of one measure in every period."""

import folium
import pandas as pd
from branca.colormap import linear
from folium.plugins import TimeSliderChoropleth
from reading import arguments

table, districts, page = arguments()
west, south, east, north = districts.total_bounds.tolist()
colours = linear.YlGnBu_06.scale(0, table["area_cleared"].max())
times = pd.to_datetime(table["period_start"]).astype("datetime64[s]").astype("int64").astype(str)
styles: dict[str, dict[str, dict[str, object]]] = {}
for place, time, value in zip(table["place"], times, table["area_cleared"], strict=True):
    styles.setdefault(place, {})[time] = {"color": colours(value), "opacity": 0.8}
shown = folium.Map()
shown.fit_bounds([(south, west), (north, east)])
TimeSliderChoropleth(districts.set_index("code").to_json(), styledict=styles).add_to(shown)
shown.save(page)
