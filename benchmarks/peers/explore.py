"""The peer: ``geopandas.explore()`` of one measure in one period."""

from reading import arguments, newest

table, districts, page = arguments()
merged = districts.merge(newest(table), left_on="code", right_on="place", how="left")
merged[["code", "area_cleared", "geometry"]].explore("area_cleared").save(page)
