"""A folder of releases and tables is the unit of work."""

import html
from pathlib import Path

import pytest
from click.testing import CliRunner

import clearatlas as ca
from clearatlas.cli import main
from clearatlas.outputs.wording import LANGUAGES, texts
from clearatlas.outputs.wording.phrases import Phrases

WEEK = (
    "2025-08-18\n\nBetween August 11-17, 153 anti-personnel mines were found in the Aghdam and "
    "Fuzuli districts.\n"
)
UNCLEAR = (
    "19 June 2023. From June 12 to 17, 18 anti-personnel, 9 anti-tank and 12 anti-personnel mines "
    "were found in the Aghdam and Fuzuli districts.\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("figures").mkdir()
    Path("figures/week.txt").write_text(WEEK, encoding="utf-8")
    return Path("figures")


def run(*words):
    return CliRunner().invoke(main, words)


def test_tables_and_releases_of_a_folder_are_one_record(folder):
    (folder / "year.csv").write_text("place,period,uxo\nLachin,2025,7\n", encoding="utf-8")
    done = run("check", "figures", "--format", "json")
    assert done.stderr.splitlines()[-1] == "Figures: 2. Findings: 0."


def test_a_release_with_a_problem_is_left_off_and_listed(folder):
    (folder / "unclear.txt").write_text(UNCLEAR, encoding="utf-8")
    done = run("map", "figures", "-o", "x.html")
    assert done.exit_code == 0
    assert "unclear.txt" in done.stderr
    assert "153 items in total for 2 places" in done.stderr


def test_a_release_that_cannot_be_read_stops_nothing_where_nobody_named_it(folder):
    (folder / "noise.txt").write_bytes(bytes(range(128, 256)) * 4)
    done = run("map", "figures", "-o", "x.html")
    assert done.exit_code == 0
    assert "noise.txt" in done.stderr
    assert run("map", "figures/noise.txt", "-o", "y.html").exit_code == 1


def test_a_table_that_is_wrong_stops_everything(folder):
    (folder / "bad.csv").write_text("place,period,uxo\nAghdan,2025,1\n", encoding="utf-8")
    done = run("map", "figures", "-o", "x.html")
    assert done.exit_code == 1
    assert "Aghdan" in done.stderr
    assert not Path("x.html").exists()


def test_a_folder_in_a_folder_is_said_and_not_read(folder):
    (folder / "2024").mkdir()
    (folder / "2024" / "old.txt").write_text(UNCLEAR, encoding="utf-8")
    done = run("map", "figures", "-o", "x.html")
    assert done.exit_code == 0
    assert "2024" in done.stderr
    assert "name it too" in done.stderr


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_does_not_tell_where_its_files_lie(folder, lang):
    (folder / "2024").mkdir()
    (folder / "noise.txt").write_bytes(bytes(range(128, 256)) * 4)
    atlas = ca.build(folder.resolve(), lang=lang)
    said = [Phrases(texts(lang), str).note(note) for note in atlas.notes]
    assert {"2024", "noise.txt"} <= {words.partition(":")[0] for words in said}
    atlas.to_html("page.html")
    page = Path("page.html").read_text(encoding="utf-8")
    assert all(html.escape(words) in page for words in said)
    assert str(Path.cwd()) not in page


def test_totals_of_two_files_of_one_name_are_not_taken_for_each_other(tmp_path):
    header = "place,period,area_ha,group,source_title\n"
    totals = {"north": "Aghdam|Fuzuli,2025,100", "south": "Lachin|Zangilan,2025,70"}
    files = [tmp_path / name / "figures.csv" for name in totals]
    for file, (source, total) in zip(files, totals.items(), strict=True):
        file.parent.mkdir()
        file.write_text(f"{header}{total},2025/g1,{source}\n", encoding="utf-8")
    found = ca.build(files).record.statements
    assert sorted(one.codes for one in found) == [("aghdam", "fuzuli"), ("lachin", "zangilan")]


def test_a_folder_without_figures_is_an_error(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    done = run("map", "empty", "-o", "x.html")
    assert done.exit_code == 1
    assert ".txt" in done.stderr
