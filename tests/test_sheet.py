"""CSV: every figure of the period, readable by spreadsheets and by clearatlas itself."""

import csv
import io
import re
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import clearatlas as ca
from clearatlas.formulas import FORMULA_STARTS
from clearatlas.outputs.sheet import csv as written
from clearatlas.periods import Period

HERE = Path(__file__).parent
SYNTHETIC = HERE / "cases" / "outputs" / "synthetic_quarter.csv"


def rows(atlas):
    return list(csv.DictReader(io.StringIO(written(atlas).decode("utf-8-sig"))))


def test_golden_file():
    golden = HERE / "golden" / "synthetic_quarter.csv"
    assert written(ca.build(SYNTHETIC)) == golden.read_bytes(), "see tests/golden/rebuild.py"


@pytest.mark.parametrize(
    ("lang", "group", "residual"),
    [("az", "Füzuli, Cəbrayıl", "Digər rayonlar"), ("ru", "Физули, Джебраил", "Другие районы")],
)
def test_labels_are_in_the_language_and_codes_are_not(tmp_path, lang, group, residual):
    english, path = ca.build(SYNTHETIC), tmp_path / "export.csv"
    own = ca.build(SYNTHETIC, lang=lang)
    for mine, theirs in zip(rows(own), rows(english), strict=True):
        assert {**mine, "label": ""} == {**theirs, "label": ""}
        if "|" in mine["place"]:
            assert (mine["label"], theirs["label"]) == (group, "Fuzuli, Jabrayil")
        elif mine["locus"] == "residual":
            assert (mine["label"], theirs["label"]) == (residual, "Other districts")
        else:
            assert mine["label"] == own.name(mine["place"], lang)
    own.to_file(path)
    assert stated(ca.build(path)) == stated(english)


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
    """Return everything a slice states: values, claims, bounds, groups."""
    cells = {
        key: (c.value, c.status, bool(c.groups), c.statement and claims(c.statement))
        for key, c in piece.cells.items()
    }
    groups = [({*g.codes}, {k: claims(t) for k, t in g.totals.items()}) for g in piece.groups]
    unplaced = sorted((row.reason, row.statement.value) for row in piece.unplaced)
    sums = {key: [(s.placed, s.unplaced) for s in sums] for key, sums in piece.sums.items()}
    return cells, groups, unplaced, sums, sorted(total.value for total in piece.totals)


def claims(statement):
    return [(claim.value, claim.bound) for claim in statement.claims]


def stated(atlas):
    """Return every statement of a record with its claims, the one shown first."""
    return sorted(
        (str(s.period), s.series, s.locus, sorted(s.codes) or [s.label], claims(s))
        for s in atlas.record.statements
    )


def test_every_period_at_once_reads_in_again(tmp_path):
    path = tmp_path / "all.csv"
    first = ca.build(period="all")
    first.to_file(path)
    again = ca.build(path, period="all")
    assert [str(p) for p in again.periods] == [str(p) for p in first.periods]
    assert stated(again) == stated(first)
    assert len(first.record.conflicts) >= 5


HEADER = "place,level,period,area_ha,bound,source_title,agency,published\n"
TOTALS = ("national", "whole country")
GROUPS = ("Lachin | Shusha | Fuzuli", "Lachin | Shusha")
PLACES = ("Lachin", "Other districts", *GROUPS, *TOTALS)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(PLACES),
        # Few numbers, so that many are alike; some are printed with a zero at the end.
        st.sampled_from(("100", "100.0", "100.4", "103")) | st.integers(0, 99999).map(str),
        st.sampled_from(("exact", "at_least", "at_most", "about")),
        st.sampled_from((("Bulletin", "ANAMA"), ("Daily", ""), ("Wire", "Ministry"))),
        st.sampled_from(("2025-03-01", "2025-04-02", "2025-04")),
    ),
    min_size=1,
    max_size=8,
    # One source says one thing of one place once.
    unique_by=lambda row: (row[0], row[3], row[4]),
)


@settings(max_examples=30, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
@given(ROWS)
def test_any_figures_read_in_again_with_their_conflicts(rows):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "synthetic.csv"
        lines = [
            f"{place},{'total' if place in TOTALS else ''},2025-Q1,{value},"
            f"{bound},{title},{agency},{published}"
            for place, value, bound, (title, agency), published in rows
        ]
        path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
        first = ca.build(path, period="all")
        first.to_file(Path(folder) / "again.csv")
        again = ca.build(Path(folder) / "again.csv", period="all")
    assert stated(again) == stated(first)


def test_totals_that_are_told_apart_come_back_apart(tmp_path):
    """One source prints two totals; that another repeats the first must not make them one."""
    path = tmp_path / "synthetic.csv"
    first, second = GROUPS
    lines = [f"{first},,2025-Q1,90,,Daily,,2025-03-01", f"{first},,2025-Q1,90,,Daily,,2025-04-02"]
    lines += [f"{second},,2025-Q1,90,,Daily,,2025-04-02"]
    path.write_text(HEADER + "\n".join(lines), encoding="utf-8")
    both = ca.build(path)
    both.to_file(tmp_path / "again.csv")
    assert len(both.record.statements) == 2
    assert stated(ca.build(tmp_path / "again.csv")) == stated(both)


def test_a_total_of_another_table_is_not_held_against_the_districts_beside_it(tmp_path):
    districts, total = tmp_path / "districts.csv", tmp_path / "total.csv"
    districts.write_text(HEADER + "Lachin,,2025-Q1,3,,Daily,,\n", encoding="utf-8")
    total.write_text(HEADER + "national,total,2025-Q1,9,,Daily,,\n", encoding="utf-8")
    both = ca.build([districts, total])
    both.to_file(tmp_path / "again.csv")
    for atlas in (both, ca.build(tmp_path / "again.csv")):
        (found,) = (s for s in atlas.record.statements if s.locus == "total")
        assert (found.parts.contradicts, found.parts.complete) == (False, False)


def test_of_a_conflict_each_claim_has_a_row_with_its_own_source():
    found = [row for row in rows(ca.build(period="2024-08")) if row["measure"] == "uxo"]
    shown = [row for row in found if row["claim"] == "shown"]
    assert [row["value"] for row in shown] == ["27812"]
    assert shown[0]["other_values"].startswith("27872 (")
    assert {row["value"] for row in found if row["claim"] == "other"} == {"27872"}
    assert {row["value"] for row in found if row["claim"] == "repeat"} <= {"27812"}
    assert all(row["source_title"] for row in found if row["value"])


def test_a_sum_that_nobody_stated_does_not_come_back_as_stated(tmp_path):
    path = tmp_path / "synthetic_months.csv"
    months = "".join(f"Lachin,2025-{month:02},{month}\n" for month in range(1, 13))
    path.write_text(f"place,period,uxo\n{months}", encoding="utf-8")
    first = ca.build(path, period="2025")
    assert [row["flags"] for row in rows(first) if row["value"] == "78"] == ["derived"]
    first.to_file(tmp_path / "year.csv")
    assert not ca.build(tmp_path / "year.csv").record.statements
    whole = ca.build(path, period="all")
    whole.to_file(tmp_path / "all.csv")
    assert stated(ca.build(tmp_path / "all.csv")) == stated(whole)


def test_small_numbers_are_plain_and_no_rate_is_rounded_to_zero(tmp_path):
    path = tmp_path / "synthetic_small.csv"
    path.write_text("place,period,area_m2\nLachin,2025,0.3\n", encoding="utf-8")
    (row,) = [row for row in rows(ca.build(path)) if row["value"]]
    assert row["value"] == "0.00003"
    assert 0 < float(row["per_100km2"]) < 0.00001
    assert "e" not in row["per_100km2"].casefold()


def test_subtotals_come_back_as_totals(tmp_path):
    path = tmp_path / "synthetic_provinces.csv"
    path.write_text(
        "place,level,period,uxo\nLachin,,2025,3\nNorthern part,total,2025,9\n", encoding="utf-8"
    )
    first = ca.build(path)
    first.to_file(tmp_path / "again.csv")
    assert stated(ca.build(tmp_path / "again.csv")) == stated(first)


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


def test_the_page_guards_against_the_same_formulas():
    script = Path(ca.__file__).parent / "outputs" / "page" / "static" / "exports.js"
    (pattern,) = re.findall(r"const FORMULA = /(.+)/;", script.read_text(encoding="utf-8"))
    assert {sign for sign in map(chr, range(0x250)) if re.match(pattern, sign)} == {*FORMULA_STARTS}
