"""Atlas -> CSV: one row per figure, readable by spreadsheets and by clearatlas itself."""

from __future__ import annotations

from decimal import Decimal

from clearatlas.atlas import Atlas
from clearatlas.formulas import FORMULA_STARTS
from clearatlas.observations import Locus
from clearatlas.outputs.wording import texts

__all__ = ["csv"]


def csv(atlas: Atlas) -> bytes:
    """Return the selected periods as UTF-8 CSV with a byte-order mark, so that Excel reads it.

    Columns as in :attr:`clearatlas.atlas.Atlas.table`; districts with nothing reported have a row
    without a value; group totals, totals and unplaced figures follow the districts. Read in again
    it gives the same statements, with their claims and bounds, and the same groups: the ids of
    totals tell which rows are printings of one. Whether a total stood under all of its parts is
    not written, so nothing is held against it for what they lack.
    """
    table = atlas.table.copy()
    # A place with no code is called as it was printed, but for "other districts", as on the page.
    residual = table["locus"] == Locus.RESIDUAL.value
    table.loc[residual, "label"] = texts(atlas.lang)("table.residual")
    table["per_100km2"] = table["per_100km2"].map(_digits, na_action="ignore").astype("string")
    for column in (str(name) for name, kind in table.dtypes.items() if kind == "string"):
        dangerous = table[column].str.startswith(FORMULA_STARTS, na=False)
        table.loc[dangerous, column] = "'" + table.loc[dangerous, column]
    text: str = table.to_csv(index=False, lineterminator="\n")
    return b"\xef\xbb\xbf" + text.encode()


def _digits(rate: float) -> str:
    """Return a rate in plain digits: no exponent, as not every reader of tables knows one.

    >>> _digits(3e-06), _digits(78.8913), _digits(12.0)
    ('0.000003', '78.8913', '12')
    """
    return f"{Decimal(str(rate)).normalize():f}"
