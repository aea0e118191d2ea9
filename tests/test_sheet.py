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
    assert {k: s[0].total for k, s in two.sums.items() if s} == {
        k: one.sums[k][0].total for k, s in two.sums.items() if s
    }
    for key, cell in two.cells.items():
        assert cell.value == one.cells[key].value, key
    assert [g.codes for g in two.groups] == [g.codes for g in one.groups]


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
