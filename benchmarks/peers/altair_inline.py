"""The peer: an altair page that opens offline, every measure and period, geometry once."""

import json

import altair as alt
from reading import MEASURES, arguments

alt.data_transformers.disable_max_rows()
table, districts, page = arguments()
weeks = sorted(table["period_start"].unique())
table["week"] = table["period_start"].map({week: number for number, week in enumerate(weeks)})
week = alt.param(
    name="week", value=0, bind=alt.binding_range(min=0, max=len(weeks) - 1, step=1, name="week ")
)
measure = alt.param(
    name="measure", value=MEASURES[0], bind=alt.binding_select(options=MEASURES, name="measure ")
)
shapes = alt.Data(values=json.loads(districts.to_json())["features"])
chart = (
    alt.Chart(table[["place", "week", *MEASURES]])
    .mark_geoshape()
    .transform_filter("datum.week == week")
    .transform_lookup("place", alt.LookupData(shapes, "properties.code", ["geometry", "type"]))
    .transform_calculate(shown="datum[measure]")
    .encode(color=alt.Color("shown:Q").scale(scheme="yellowgreenblue"))
    .add_params(week, measure)
    .project("mercator")
    .properties(width=900, height=600)
)
chart.save(page, inline=True, embed_options={"renderer": "svg"})
