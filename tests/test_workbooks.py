"""What only workbooks have: stored results, wrong extents, damage, passwords."""

from __future__ import annotations

import zipfile

import openpyxl
import pytest

from clearatlas.errors import BadTable, UnreadableFile
from clearatlas.places import Gazetteer
from clearatlas.sources import read

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def places():
    return Gazetteer.load()


@pytest.fixture
def path(tmp_path):
    """Return a workbook with two rows of figures, the second of them formulas."""
    workbook = openpyxl.Workbook()
    workbook.active.append(["district", "period", "uxo", "area_ha", "note"])
    workbook.active.append(["Aghdam", 2025, 5, 7.5, "plain"])
    workbook.active.append(["Fuzuli", 2025, "=2+4", "=0.1+0.2", '=""'])
    path = tmp_path / "figures.xlsx"
    workbook.save(path)
    return path


def rewrite(path, member, change):
    """Change one member of a workbook, as another program would have written it."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[member] = change(members[member].decode()).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def store_results(text):
    """Put the results beside the formulas, as a spreadsheet program does on saving."""
    for formula, result in (("2+4", "6"), ("0.1+0.2", "0.30000000000000004")):
        text = text.replace(f"<f>{formula}</f><v />", f"<f>{formula}</f><v>{result}</v>")
    assert "<v />" in text
    return text.replace('<c r="E3">', '<c r="E3" t="str">')


def test_a_formula_counts_with_its_stored_result(path, places):
    rewrite(path, SHEET, store_results)
    values = [(o.measure.key, str(o.value)) for o in read(path, places=places).observations]
    assert values == [
        ("uxo", "5"),
        ("area_cleared", "75000"),
        ("uxo", "6"),
        ("area_cleared", "3000"),
    ]


def test_a_formula_without_a_stored_result_is_refused_where_it_is_read(path, places):
    with pytest.raises(BadTable) as caught:
        read(path, places=places)
    assert [finding.where for finding in caught.value.findings] == [
        "sheet “Sheet”, row 3, column “note” (cell E3)",
        "sheet “Sheet”, row 3, column “uxo” (cell C3)",
        "sheet “Sheet”, row 3, column “area_ha” (cell D3)",
    ]
    assert {f.found for f in caught.value.findings} == {"a formula without a stored result"}


def test_a_stored_error_is_refused(path, places):
    def break_result(text):
        return store_results(text).replace(
            '<c r="C3"><f>2+4</f><v>6</v>', '<c r="C3" t="e"><f>2+4</f><v>#DIV/0!</v>'
        )

    rewrite(path, SHEET, break_result)
    with pytest.raises(BadTable, match=r"cell C3\): the error #DIV/0!"):
        read(path, places=places)


def test_a_wrong_extent_hides_no_row(path, places):
    rewrite(path, SHEET, store_results)
    rewrite(path, SHEET, lambda text: text.replace('ref="A1:E3"', 'ref="A1:B2"'))
    assert len(read(path, places=places).observations) == 4


def test_empty_rows_in_between_keep_the_row_numbers(path, places):
    def move_down(text):
        return store_results(text).replace('r="3"', 'r="7"').replace('3" t=', '7" t=')

    rewrite(path, SHEET, move_down)
    rewrite(path, SHEET, lambda text: text.replace('A3"', 'A7"').replace('B3"', 'B7"'))
    rewrite(path, SHEET, lambda text: text.replace('C3"', 'C7"').replace('D3"', 'D7"'))
    reading = read(path, places=places)
    assert reading.observations[-1].origin.where == (
        "sheet “Sheet”, row 7, column “area_ha” (cell D7)"
    )
    assert reading.notes == (
        "figures.xlsx, sheet “Sheet”, rows 3–6: the row is empty and was skipped",
    )


def test_hidden_columns_of_a_group_are_noted(path, places):
    workbook = openpyxl.load_workbook(path)
    workbook.active.delete_rows(3)
    workbook.active.column_dimensions.group("C", "E", hidden=True)
    workbook.save(path)
    (note,) = read(path, places=places).notes
    assert all(f"(column {letter})" in note for letter in "CDE")
    assert note.endswith("hidden and read all the same")


def test_merged_cells_are_found_on_the_sheet_they_are_on(path, places):
    workbook = openpyxl.load_workbook(path)
    workbook.active.delete_rows(3)
    workbook.active.append(["Fuzuli", 2025, None, 1])
    workbook.copy_worksheet(workbook.active).title = "2024"
    workbook["2024"]["B2"] = workbook["2024"]["B3"] = 2024
    workbook["2024"].merge_cells("C2:C3")
    workbook.save(path)
    with pytest.raises(BadTable) as caught:
        read(path, places=places)
    (finding,) = caught.value.findings
    assert finding.where == "sheet “2024”, rows 2–3, column “uxo” (cells C2:C3)"
    assert "names separated by |" in finding.allowed


@pytest.mark.parametrize("damage", ["<worksheet", "<worksheet><sheetData><row r='x'/>"])
def test_a_damaged_sheet_is_refused(path, places, damage):
    rewrite(path, SHEET, lambda _: damage)
    with pytest.raises(UnreadableFile, match="the workbook is damaged"):
        read(path, places=places)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path, places):
    path = tmp_path / "figures.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    with pytest.raises(UnreadableFile, match="it is no XLSX workbook"):
        read(path, places=places)


def test_a_binary_workbook_is_refused(tmp_path, places):
    path = tmp_path / "figures.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("xl/workbook.bin", "")
    with pytest.raises(UnreadableFile, match="it is a binary workbook"):
        read(path, places=places)


def test_a_workbook_that_would_fill_the_memory_is_refused(path, places):
    data = bytearray(path.read_bytes())
    entry = data.index(b"PK\x01\x02")  # of the archive's table of contents
    data[entry + 24 : entry + 28] = (4_000_000_000).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match="it unpacks to 4,"):
        read(path, places=places)


@pytest.mark.parametrize("at", [0.2, 0.5, 0.9])
def test_a_workbook_with_wrong_bytes_is_refused(path, places, at):
    data = bytearray(path.read_bytes())
    spot = int(len(data) * at)
    data[spot : spot + 200] = bytes(200)
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=r"it is no XLSX workbook|the workbook is damaged"):
        read(path, places=places)


def test_a_cut_off_workbook_is_refused(path, places):
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(UnreadableFile, match="it is no XLSX workbook"):
        read(path, places=places)
