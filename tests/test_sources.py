"""Reading files: who reads what, and that every table we write is read back the same."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import clearatlas
from clearatlas.errors import (
    BadTable,
    DataError,
    UnreadableFile,
    UnsupportedFormat,
    UsageError,
)
from clearatlas.observations import MEASURES, Measure, Unit
from clearatlas.periods import Period
from clearatlas.places import Gazetteer
from clearatlas.sources import NamedMeasure, ReadOptions, read

GAZETTEER = Gazetteer.load()

# For each encoding a header with a letter beyond ASCII and names it can write.
STYLES = {
    "utf-8": ("Rayonun adı", {"aghdam": "Ağdam", "kalbajar": "Kəlbəcər", "fuzuli": "Физули"}),
    "cp1254": ("Rayonun adı", {"aghdam": "Ağdam", "lachin": "Laçın", "shusha": "Şuşa"}),
    "cp1251": ("Район", {"aghdam": "Агдам", "lachin": "Лачин", "shusha": "Шуша"}),
}
STYLES |= {"utf-8-sig": STYLES["utf-8"], "utf-16": STYLES["utf-8"]}

DATES = ("{:%Y-%m-%d}", "{:%d.%m.%Y}", "{:%Y/%m/%d}", "{:%Y-%m-%d} 00:00:00")

files = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def tables(draw, encodings=tuple(STYLES)):
    """Return an encoding and rows of (code, period, count or None, hectares or None)."""
    encoding = draw(st.sampled_from(encodings))
    codes = st.sampled_from(sorted(STYLES[encoding][1]))
    starts = st.dates(min_value=date(2000, 1, 1), max_value=date(2030, 12, 31))
    spans = st.integers(min_value=0, max_value=400)
    keys = draw(st.lists(st.tuples(codes, starts, spans), unique=True, min_size=1, max_size=8))
    counts = st.none() | st.integers(min_value=0, max_value=10**6)
    hectares = st.none() | st.decimals(min_value=0, max_value=10**6, places=2)
    return encoding, [
        (code, Period(start, start + timedelta(days=span)), draw(counts), draw(hectares))
        for code, start, span in keys
    ]


def stated(rows):
    """Return what a reading of the rows must hold."""
    values = {(code, period, "uxo", count) for code, period, count, _ in rows}
    values |= {
        (code, period, "area_cleared", None if ha is None else ha.scaleb(4))
        for code, period, _, ha in rows
    }
    return {value for value in values if value[-1] is not None}


def found(reading):
    return {(o.placing.codes[0], o.period, o.measure.key, o.value) for o in reading.observations}


def grouped(value, separator, mark):
    """Return a number printed with this grouping and decimal mark; empty for None."""
    if value is None:
        return ""
    whole, _, decimals = format(value, "f").partition(".")
    return f"{int(whole):,}".replace(",", separator) + (mark + decimals if decimals else "")


@files
@given(
    table=tables(),
    style=st.tuples(
        st.sampled_from(",;\t"),
        st.sampled_from(".,"),
        st.sampled_from(("", " ", "'", "other")),
        st.sampled_from(DATES),
    ),
)
def test_a_text_table_reads_back(tmp_path, table, style):
    encoding, rows = table
    delimiter, mark, separator, dates = style
    header, names = STYLES[encoding]
    # Where digits are grouped by the other mark, whole numbers may be ambiguous: it is declared.
    declared = mark if separator == "other" else None
    separator = {".": ",", ",": "."}[mark] if separator == "other" else separator
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([header, "period_start", "period_end", "UXO", "area, ha"])
    for code, period, count, hectares in rows:
        days = (dates.format(period.start), dates.format(period.end))
        figures = (grouped(count, separator, mark), grouped(hectares, separator, mark))
        writer.writerow([names[code], *days, *figures])
    path = tmp_path / ("table.tsv" if delimiter == "\t" else "table.csv")
    path.write_bytes(text.getvalue().encode(encoding))
    assert found(read(path, places=GAZETTEER, options=ReadOptions(decimal=declared))) == stated(
        rows
    )


@files
@given(table=tables(encodings=("utf-8",)), long=st.booleans(), native=st.booleans())
def test_a_workbook_reads_back(tmp_path, table, long, native):
    _, rows = table
    names = STYLES["utf-8"][1]
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    figures = ["measure", "value"] if long else ["uxo", "area_ha"]
    sheet.append(["place", "from", "to", *figures])
    for code, period, count, hectares in rows:
        ends = (period.start, period.end) if native else (str(period.start), str(period.end))
        area = float(hectares) if native and hectares is not None else grouped(hectares, " ", ",")
        if long:
            sheet.append([names[code], *ends, "uxo", count])
            sheet.append([names[code], *ends, "area_ha", area])
        else:
            sheet.append([names[code], *ends, count, area])
    path = tmp_path / "table.xlsx"
    workbook.save(path)
    assert found(read(path, places=GAZETTEER)) == stated(rows)


@files
@given(table=tables(encodings=("utf-8",)), parts=st.integers(min_value=2, max_value=4))
def test_parts_add_up_exactly(tmp_path, table, parts):
    _, rows = table
    lines = [
        f"{code},{period.start}..{period.end},{'' if ha is None else ha},T{n},2050-0{n + 1}"
        for n in range(parts)
        for code, period, _, ha in rows
    ]
    path = tmp_path / "table.csv"
    path.write_text("\n".join(("code,period,area_ha,task,published", *lines)), encoding="utf-8")
    sums = {
        (o.placing.codes[0], o.period): o.value for o in read(path, places=GAZETTEER).observations
    }
    expected = {(c, p): ha.scaleb(4) * parts for c, p, _, ha in rows if ha is not None}
    assert sums == expected


@files
@given(data=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
def test_any_bytes_are_no_table(tmp_path, suffix, data):
    path = tmp_path / f"any{suffix}"
    path.write_bytes(data)
    with pytest.raises(DataError):
        read(path, places=GAZETTEER)


@files
@given(data=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@pytest.mark.parametrize("suffix", [".txt", ".html"])
def test_any_bytes_as_a_release_are_refused_or_hold_nothing(tmp_path, suffix, data):
    path = tmp_path / f"any{suffix}"
    path.write_bytes(data)
    with suppress(DataError):
        assert read(path, places=GAZETTEER).observations == ()


cells = st.text(max_size=6) | st.sampled_from(
    ["Aghdam", "2025", "1,234", "5", "uxo", "-", "ha", "K", '"', "a;b", "11/08/2025", "=1", "7%"]
)
HEADERS = (
    "place code period period_start period_end measure value unit status bound uxo area_ha note"
)


@files
@given(
    headers=st.lists(st.sampled_from(HEADERS.split()), min_size=2, max_size=6),
    rows=st.lists(st.lists(cells, max_size=7), max_size=5),
)
def test_any_table_is_read_or_refused_with_located_findings(tmp_path, headers, rows):
    path = tmp_path / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headers, *rows])
    try:
        reading = read(path, places=GAZETTEER)
    except BadTable as error:
        spots = [finding.where for finding in error.findings]
    except UnreadableFile:
        return
    else:
        spots = [observation.origin.where for observation in reading.observations]
    assert all(spot.startswith(("row", "column")) for spot in spots)


def test_an_unknown_suffix_names_the_known_ones(tmp_path):
    with pytest.raises(UnsupportedFormat, match=r"use \.csv, \.tsv, \.xlsx"):
        read(tmp_path / "figures.ods", places=GAZETTEER)


def test_the_suffix_may_be_in_capitals(tmp_path):
    path = tmp_path / "FIGURES.CSV"
    path.write_text("district,period,uxo\nAghdam,2025,5\n", encoding="utf-8")
    assert len(read(path, places=GAZETTEER).observations) == 1


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="there is no such file; check the path"):
        read(tmp_path / "missing.csv", places=GAZETTEER)
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(UnreadableFile, match="it is a folder, not a file; give a file"):
        read(tmp_path / "folder.csv", places=GAZETTEER)


def test_origins_do_not_depend_on_the_folder(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("district,period,uxo\nAghdam,2025,5\n", encoding="utf-8")
    (observation,) = read(path, places=GAZETTEER).observations
    assert observation.origin.file == observation.source.title == "figures.csv"


@pytest.mark.parametrize(
    ("text", "key", "unit", "printed"),
    [
        ("devices", "devices", Unit.ITEMS, "items"),
        ("Remaining area:ha", "remaining_area", Unit.M2, "ha"),
        ("remaining : m2", "remaining", Unit.M2, "m2"),
        ("Очаги:items", "очаги", Unit.ITEMS, "items"),
        ("area_cleared:km2", "area_cleared", Unit.M2, "km2"),
    ],
)
def test_a_named_measure_is_a_count_or_an_area(text, key, unit, printed):
    named = NamedMeasure.parse(text)
    assert named.measure == Measure(key, unit)
    assert named.unit is not None
    assert named.unit.key == printed


@pytest.mark.parametrize("text", ["", ":ha", "devices:acres", "ap_mines:ha", "—"])
def test_a_measure_that_cannot_be_is_a_wrong_call(text):
    with pytest.raises(UsageError, match=r"names no measure|the unit can be"):
        NamedMeasure.parse(text)


def test_a_measure_cannot_take_the_name_of_a_column_of_ours():
    columns = set(clearatlas.build(period="2025").frame.columns)
    taken = {name for name in columns - set(MEASURES) if not name.startswith("share_")}
    assert {"code", "geometry", "published", "uxo_status", "area_cleared_m2"} <= taken
    for name in taken | {"Period start", "devices status", "devices_per_100km2:ha"}:
        with pytest.raises(UsageError, match="choose another name"):
            NamedMeasure.parse(name)


def test_a_cell_that_is_too_long_is_told_so(tmp_path):
    path = tmp_path / "figures.csv"
    longest = csv.field_size_limit()
    rows = f"district,period,uxo,note\nAghdam,2025,5,fits\nFuzuli,2025,6,{'x' * (longest + 1)}\n"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(BadTable) as caught:
        read(path, places=GAZETTEER)
    (finding,) = caught.value.findings
    assert finding.where == "row 3"
    assert finding.found == f"a cell is longer than {longest:,} characters"


def test_of_very_many_problems_the_rest_is_counted(tmp_path):
    path = tmp_path / "figures.csv"
    names = "".join(f"Nowhere-{n:04},2025,5\n" * 2 for n in range(1000))
    path.write_text(f"district,period,uxo\n{names}", encoding="utf-8")
    with pytest.raises(BadTable) as caught:
        read(path, places=GAZETTEER)
    assert len(caught.value.findings) == 1000
    head, *listed, rest = str(caught.value).splitlines()
    assert "1000 problems" in head
    assert len(listed) == 200
    assert rest == "  and 800 more; mend those above first"


def test_our_own_export_reads_back_without_notes(tmp_path):
    path = tmp_path / "export.csv"
    clearatlas.build(period="all").to_file(path)
    assert ",K," in path.read_text(encoding="utf-8")
    notes = read(path, places=GAZETTEER).notes
    assert not [note for note in notes if "K says" in note]


def test_options_that_nobody_can_follow_are_a_wrong_call():
    with pytest.raises(UsageError, match="the decimal mark can be"):
        ReadOptions(decimal=";")
    with pytest.raises(UsageError, match="soon"):
        ReadOptions(published="soon")
    assert ReadOptions(published="18.08.2025").published == "2025-08-18"


def test_reading_text_loads_no_heavy_library():
    script = (
        "import sys, clearatlas.sources as s; "
        "print(*sorted({'pandas', 'numpy', 'openpyxl', 'geopandas'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


def test_exact_values_survive_where_binary_numbers_would_not(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("code,period,area_ha,task\n" + "aghdam,2025,0.1,a\n" * 3, encoding="utf-8")
    (observation,) = read(path, places=GAZETTEER).observations
    assert observation.value == Decimal(3000)
