"""Write the golden files anew; look at the difference before it is committed."""

from pathlib import Path

import clearatlas as ca

HERE = Path(__file__).parent
FIGURES = HERE.parent / "cases" / "outputs" / "synthetic_quarter.csv"

atlas = ca.build(FIGURES)
for suffix in (".geojson", ".csv"):
    atlas.to_file(HERE / f"synthetic_quarter{suffix}")
