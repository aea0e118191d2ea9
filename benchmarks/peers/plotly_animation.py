"""The peer: a plotly express animation of one measure through every period."""

import json

import plotly.express as px
from reading import arguments

table, districts, page = arguments()
figure = px.choropleth(
    table,
    geojson=json.loads(districts.to_json()),
    locations="place",
    featureidkey="properties.code",
    color="area_cleared",
    animation_frame="period_start",
)
figure.update_geos(fitbounds="locations", visible=False)
figure.write_html(page, include_plotlyjs=True)
