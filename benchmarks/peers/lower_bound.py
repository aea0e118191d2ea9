"""The lower bound: shared borders once, a matrix of values, deflated; a script that draws them.

No sources, no table, no words, no statuses: nothing that a page of figures needs besides colours.
"""

import base64
import json
import zlib
from pathlib import Path

import shapely
from reading import MEASURES, arguments

from clearatlas.outputs.page.numbers import as_texts
from clearatlas.outputs.page.topology import Grid, build_topology

table, districts, page = arguments()
grid = Grid.around(districts.total_bounds.tolist())
topology = build_topology(shapely.force_2d(districts.geometry.to_numpy()).tolist(), grid)
wide = table.pivot_table(index="period_start", columns="place", values=MEASURES)
wide = wide.reindex(columns=districts["code"], level=1)
data = {
    "arcs": as_texts(topology.arcs),
    "shapes": topology.shapes,
    "values": {
        measure: [
            [None if value != value else round(value, 1) for value in row]  # noqa: PLR0124 - NaN
            for row in wide[measure].to_numpy().tolist()
        ]
        for measure in MEASURES
    },
}
packed = base64.b64encode(zlib.compress(json.dumps(data, separators=(",", ":")).encode())).decode()
script = (Path(__file__).parent / "lower_bound.js").read_text(encoding="utf-8")
Path(page).write_text(
    f'<!DOCTYPE html><meta charset="utf-8"><title>lower bound</title>'
    f'<input id="week" type="range" min="0" max="{len(wide) - 1}" value="0">'
    f'<svg width="900" height="600"></svg>'
    f'<script type="application/zlib" id="data">{packed}</script><script>{script}</script>',
    encoding="utf-8",
)
