"""What a person decided about figures with a problem."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import clearatlas as ca
from clearatlas.cli import main
from clearatlas.errors import UsageError
from clearatlas.sources import Acceptance

TWO_COUNTS = (
    "19 June 2023. From June 12 to 17, 18 anti-personnel, 9 anti-tank and 12 anti-personnel mines "
    "and 210 unexploded ordnance were found in the Aghdam and Fuzuli districts.\n"
)
TWO_AREAS = (
    "23 May 2022. From May 16 to 21, 12 anti-tank mines were found in the Aghdam and Fuzuli "
    "districts. As a result, 2,436,776 m² (543 ha) were cleared.\n"
)
NO_YEAR = "From June 12 to 17, 18 anti-personnel mines were found in the Aghdam district.\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("counts.txt").write_text(TWO_COUNTS, encoding="utf-8")
    Path("areas.txt").write_text(TWO_AREAS, encoding="utf-8")
    Path("year.txt").write_text(NO_YEAR, encoding="utf-8")


def run(*words):
    return CliRunner().invoke(main, words)


def kinds(done):
    return {one["kind"] for one in json.loads(done.stdout)} - {"coverage"}


def figures(path, *accept, measure):
    atlas = ca.build(path, accept=accept)
    return [s for s in atlas.record.statements if s.measure.key == measure]


def test_without_a_decision_the_figure_is_not_shown():
    assert not figures("counts.txt", measure="ap_mines")
    assert figures("counts.txt", measure="uxo")


def test_a_value_that_was_decided_is_shown_and_flagged():
    (shown,) = figures("counts.txt", "counts.txt:ap_mines=18", measure="ap_mines")
    assert shown.value == 18
    assert "accepted" in shown.flags


def test_one_of_two_readings_of_an_area_can_be_chosen():
    (shown,) = figures("areas.txt", "areas.txt:area_cleared=543", measure="area_cleared")
    assert shown.value == 5_430_000


def test_a_decision_that_leaves_two_values_open_is_refused_and_lists_them():
    done = run("map", "counts.txt", "--accept", "counts.txt", "-o", "x.html")
    assert done.exit_code == 2
    assert "ap_mines=18" in done.stderr
    assert "ap_mines=12" in done.stderr
    assert not Path("x.html").exists()


@pytest.mark.parametrize(
    "decision", ["none.txt", "counts.txt:uxo", "counts.txt:ap_mines=99", "areas.txt:uxo=1"]
)
def test_a_decision_about_nothing_is_refused(decision):
    assert run("map", "counts.txt", "--accept", decision, "-o", "x.html").exit_code == 2


def test_a_missing_year_cannot_be_accepted():
    done = run("map", "year.txt", "--accept", "year.txt", "-o", "x.html")
    assert done.exit_code == 2
    assert "--published" in done.stderr


def test_two_decisions_that_contradict_each_other_are_refused():
    decisions = ["--accept", "counts.txt:ap_mines=18", "--accept", "counts.txt:ap_mines=12"]
    done = run("map", "counts.txt", *decisions, "-o", "x.html")
    assert done.exit_code == 2
    assert "contradicts" in done.stderr


def test_a_decision_made_twice_is_made_once():
    decision = ["--accept", "counts.txt:ap_mines=18"]
    assert run("map", "counts.txt", *decision, *decision, "-o", "x.html").exit_code == 0


def test_the_reading_that_was_not_chosen_is_no_finding_any_more():
    decision = ["--accept", "counts.txt:ap_mines=18"]
    done = run("check", "counts.txt", *decision, "--strict", "--format", "json")
    assert done.exit_code == 0
    assert kinds(done) == {"accepted", "rejected"}


def test_files_of_one_name_are_told_apart_by_their_folder():
    for folder, place in (("f", "Aghdam"), ("g", "Fuzuli")):
        Path(folder).mkdir()
        Path(folder, "c.csv").write_text(
            f"place,period,uxo,problem\n{place},2025,5,a doubt\n", encoding="utf-8"
        )
    atlas = ca.build(["f", "g"], accept="f/c.csv")
    assert [s.codes for s in atlas.record.statements] == [("aghdam",)]
    done = run("map", "f", "g", "--accept", "c.csv", "-o", "x.html")
    assert done.exit_code == 2
    assert "f/c.csv, g/c.csv" in done.stderr


def test_background_can_be_accepted_too():
    Path("so_far.txt").write_text(
        "2025-08-18\n\nBetween August 11-17, 15 anti-tank mines were found in Aghdam district.\n"
        "In total, 2,436,776 m² (543 ha) have been cleared since November 10, 2020.\n",
        encoding="utf-8",
    )
    decision = ["--accept", "so_far.txt:area_cleared=543"]
    done = run("check", "so_far.txt", *decision, "--format", "json")
    assert done.exit_code == 0, done.stderr
    assert kinds(done) == {"accepted"}


def test_what_cannot_be_read_is_said_before_a_decision_is_doubted():
    Path("bad.csv").write_text("place,period,uxo\nAghdan,2025,1\n", encoding="utf-8")
    done = run("map", "bad.csv", "--accept", "bad.csv", "-o", "x.html")
    assert done.exit_code == 1
    assert "Aghdan" in done.stderr


@pytest.mark.parametrize("text", ["", "x.txt:uxo=many", "x.txt:uxo=1,5", "x.txt:"])
def test_a_form_that_nobody_can_follow_is_refused(text):
    with pytest.raises(UsageError, match="--accept takes"):
        Acceptance.parse(text)


def test_the_check_remembers_what_was_overlooked():
    done = run("check", "counts.txt", "--accept", "counts.txt:ap_mines=18", "--format", "json")
    remarks = json.loads(done.stdout)
    (accepted,) = [one for one in remarks if one["kind"] == "accepted"]
    assert "18" in accepted["message"]
    assert not accepted["finding"]


def test_the_page_and_the_export_say_that_somebody_decided():
    decision = ("--accept", "counts.txt:ap_mines=18", "--period", "2023-06-12..2023-06-17")
    assert run("export", "counts.txt", *decision, "-o", "x.geojson").exit_code == 0
    groups = json.loads(Path("x.geojson").read_text(encoding="utf-8"))["groups"]
    assert "accepted" in groups[0]["totals"]["ap_mines"]["flags"]
    assert (
        run("map", "counts.txt", *decision, "--measure", "ap_mines", "-o", "x.html").exit_code == 0
    )
    assert "somebody has read the source and decided" in Path("x.html").read_text(encoding="utf-8")


def test_a_map_of_nothing_but_problems_says_which():
    done = run("map", "year.txt", "-o", "x.html")
    assert done.exit_code == 1
    assert "year.txt characters" in done.stderr
    assert "--published" in done.stderr


def test_an_accepted_part_is_added_to_the_others():
    rows = ("Aghdam,2025,5,a,", "Aghdam,2025,7,b,doubtful", "Fuzuli,2025,1,c,")
    table = "\n".join(("district,period,uxo,task,problem", *rows))
    Path("tasks.csv").write_text(table, encoding="utf-8")
    before, _ = figures("tasks.csv", measure="uxo")
    after, _ = figures("tasks.csv", "tasks.csv", measure="uxo")
    assert (before.value, before.bound, before.flags) == (5, "at_least", ())
    assert (after.value, after.bound, after.flags) == (12, "exact", ("accepted",))
    assert not after.is_disputed
