"""Tables of every layout, spelling and fault: cases are files, invariants are properties."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import openpyxl
import pytest

from clearatlas.errors import BadTable, UnreadableFile
from clearatlas.observations import Observation
from clearatlas.places import Gazetteer
from clearatlas.sources import NamedMeasure, Reading, ReadOptions, read

CASES = Path(__file__).parent / "cases" / "tables"
DEFAULTS = {"status": "A", "bound": "exact", "scope": "whole", "definition": "cleared", "note": ""}


def inputs(folder):
    return sorted(
        path
        for path in (CASES / folder).iterdir()
        if not path.name.endswith((".expected.txt", ".expected.json", ".options.toml"))
    )


def expected_beside(path, suffix):
    return path.with_name(f"{path.name}.expected.{suffix}").read_text(encoding="utf-8")


def options_beside(path):
    """Return the options of a case: those in ``NAME.options.toml``, else the defaults."""
    file = path.with_name(f"{path.name}.options.toml")
    found = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    named = tuple(map(NamedMeasure.parse, found.pop("measures", [])))
    return ReadOptions(measures=named, **found)


def as_file(path, folder):
    """Return the file to read: the case itself, or the workbook that a TOML case describes."""
    if path.suffix != ".toml":
        return path
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for described in tomllib.loads(path.read_text(encoding="utf-8"))["sheet"]:
        sheet = workbook.create_sheet(described["name"])
        sheet.sheet_state = described.get("state", "visible")
        for row in described["rows"]:
            sheet.append([None if cell == "" else cell for cell in row])
        for cell, number_format in described.get("formats", {}).items():
            sheet[cell].number_format = number_format
        for merged in described.get("merged", []):
            sheet.merge_cells(merged)
        for number in described.get("hidden_rows", []):
            sheet.row_dimensions[number].hidden = True
        for letter in described.get("hidden_columns", []):
            sheet.column_dimensions[letter].hidden = True
    file = folder / path.with_suffix(".xlsx").name
    workbook.save(file)
    return file


def as_json(reading: Reading):
    return {
        "observations": [observation_as_json(o) for o in reading.observations],
        "notes": list(reading.notes),
    }


def observation_as_json(o: Observation):
    """Return what an observation says, without what is as usual."""
    said = {
        "measure": o.measure.key,
        "value": str(o.value),
        "quantum": str(o.quantum),
        "locus": o.placing.locus.value,
        "codes": " ".join(o.placing.codes),
        "as_written": " | ".join(o.placing.as_written),
        "period": f"{o.period} since" if o.period.since else str(o.period),
        "status": o.status.value,
        "bound": o.bound.value,
        "scope": o.scope.value,
        "definition": o.definition,
        "title": "" if o.source.title == o.origin.file else o.source.title,
        "url": o.source.url,
        "published": o.source.published,
        "agency": o.source.agency,
        "language": o.source.language,
        "where": o.origin.where,
        "text": o.origin.text,
        "note": o.note,
        "problems": " | ".join(f"{p.code}: {p.message}" for p in o.problems),
    }
    return {key: value for key, value in said.items() if value != DEFAULTS.get(key, "")}


@pytest.fixture(scope="module")
def places():
    return Gazetteer.load()


@pytest.mark.parametrize("path", inputs("good"), ids=lambda path: path.name)
def test_good_table_is_read_as_expected(path, places, tmp_path):
    reading = read(as_file(path, tmp_path), places=places, options=options_beside(path))
    assert as_json(reading) == json.loads(expected_beside(path, "json"))


@pytest.mark.parametrize("path", inputs("bad"), ids=lambda path: path.name)
def test_bad_table_is_refused_with_every_finding(path, places, tmp_path):
    with pytest.raises((BadTable, UnreadableFile)) as caught:
        read(as_file(path, tmp_path), places=places, options=options_beside(path))
    error = caught.value
    said = map(str, error.findings) if isinstance(error, BadTable) else ["unreadable", error.reason]
    assert "\n".join(said) + "\n" == expected_beside(path, "txt")
