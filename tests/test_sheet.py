"""CSV: every figure of the period, readable by spreadsheets and by clearatlas itself."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

import clearatlas as ca
from clearatlas.outputs.sheet import csv as written
from clearatlas.periods import Period

HERE = Path(__file__).parent
SYNTHETIC = HERE / "cases" / "outputs" / "synthetic_quarter.csv"


def rows(atlas):
    return list(csv.DictReader(io.StringIO(written(atlas).decode("utf-8-sig"))))


def test_golden_file():
    golden = HERE / "golden" / "synthetic_quarter.csv"
    assert written(ca.build(SYNTHETIC)) == golden.read_bytes(), "see tests/golden/rebuild.py"


def test_missing_is_empty_and_zero_is_zero():
    found = {(row["place"], row["measure"]): row for row in rows(ca.build(SYNTHETIC))}
    assert found["lachin", "uxo"]["value"] == "0"
    assert (found["shusha", "uxo"]["value"], found["shusha", "uxo"]["status"]) == ("", "O")
    assert (found["fuzuli", "uxo"]["value"], found["fuzuli", "uxo"]["status"]) == ("", "K")


@pytest.mark.parametrize("period", ["2025", "2023", "2025-W33", "2020-11-10..2025-06-17"])
def test_what_is_written_reads_in_again_unchanged(tmp_path, period):
    path = tmp_path / "export.csv"
    first = ca.build(period=period)
    first.to_file(path)
    again = ca.build(path, period=period)
    day = Period.parse(period)
    before = next(p for p in first.periods if (p.start, p.end) == (day.start, day.end))
    one, two = first.slice(before), again.slice(again.opening)
    assert said(two) == said(one)


def said(piece):
    """Return everything a slice states, without who says it and which conflicts there are."""
    cells = {key: (c.value, bool(c.groups)) for key, c in piece.cells.items()}
    groups = [({*g.codes}, {k: t.value for k, t in g.totals.items()}) for g in piece.groups]
    unplaced = sorted((row.reason, row.statement.value) for row in piece.unplaced)
    sums = {key: [(s.placed, s.unplaced) for s in sums] for key, sums in piece.sums.items()}
    return cells, groups, unplaced, sums, sorted(total.value for total in piece.totals)


def test_every_period_at_once_reads_in_again(tmp_path):
    path = tmp_path / "all.csv"
    first = ca.build(period="all")
    first.to_file(path)
    again = ca.build(path, period="all")
    assert [str(p) for p in again.periods] == [str(p) for p in first.periods]
    values = [sorted(s.value for s in atlas.record.statements) for atlas in (first, again)]
    assert values[0] == values[1]


def test_a_cell_never_runs_as_a_formula(tmp_path):
    path = tmp_path / "synthetic_hostile.csv"
    path.write_text(
        'district,period,uxo,source_title\nLachin,2025,1,"=HYPERLINK(""http://x"")"\n',
        encoding="utf-8",
    )
    cells = [cell for row in rows(ca.build(path)) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert any("HYPERLINK" in cell for cell in cells)


def test_values_are_exact_digits():
    values = {
        row["place"]: row["value"]
        for row in rows(ca.build(period="2025"))
        if row["measure"] == "area_cleared" and row["locus"] == "district" and row["value"]
    }
    assert sum(map(Decimal, values.values())) == Decimal("66936.2")
    assert values["tartar"] == "12.8"
