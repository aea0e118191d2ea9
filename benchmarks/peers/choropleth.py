"""The peer: one ``folium.Choropleth`` of one measure in one period."""

import folium
from reading import arguments, newest

table, districts, page = arguments()
west, south, east, north = districts.total_bounds.tolist()
shown = folium.Map()
shown.fit_bounds([(south, west), (north, east)])
folium.Choropleth(
    geo_data=districts,
    data=newest(table),
    columns=["place", "area_cleared"],
    key_on="feature.properties.code",
    fill_color="YlGnBu",
).add_to(shown)
shown.save(page)
