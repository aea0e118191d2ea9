"""The command as a person runs it: what it prints, where, and with which exit code."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearatlas.cli import main

GOOD = "district,period,uxo,area_ha\nAğdam rayonu,2025-Q3,3,12.5\nFüzuli,2025-Q3,,0\n"
BAD = "district,period,uxo,area_ha\nAghdan,2025-Q3,3,x\nLankaran,2025-13,-5,1\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*words):
        return CliRunner().invoke(main, words)

    Path("good.csv").write_text(GOOD, encoding="utf-8")
    Path("bad.csv").write_text(BAD, encoding="utf-8")
    return run


class TestMap:
    def test_it_writes_a_page_and_says_what_was_placed(self, run):
        done = run("map", "good.csv", "-o", "out/page.html")
        assert done.exit_code == 0, done.stderr
        assert done.stdout == ""
        assert "area_cleared: 12.5 ha in 2 district(s)" in done.stderr
        assert "uxo: 3 items in 1 district(s)" in done.stderr
        assert "12 not reported" in done.stderr
        assert Path("out/page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")

    def test_quiet_says_nothing(self, run):
        done = run("map", "good.csv", "--quiet", "-o", "page.html")
        assert (done.exit_code, done.output) == (0, "")

    def test_a_page_is_html(self, run):
        done = run("map", "good.csv", "-o", "page.geojson")
        assert done.exit_code == 2
        assert "use .html" in done.stderr

    def test_a_bad_file_writes_nothing_and_says_everything(self, run):
        done = run("map", "bad.csv", "-o", "page.html")
        assert done.exit_code == 1
        for words in (
            "5 problems",
            "row 2",
            "Aghdan",
            "Aghdam",
            "area_ha",
            "row 3",
            "lankaran-city",
        ):
            assert words in done.stderr
        assert not Path("page.html").exists()
        assert "Traceback" not in done.output

    def test_debug_shows_the_traceback(self, run):
        assert run("map", "bad.csv", "--debug").exception is not None

    def test_a_failure_leaves_the_page_that_was_there(self, run):
        Path("page.html").write_text("before", encoding="utf-8")
        run("map", "bad.csv", "-o", "page.html")
        assert Path("page.html").read_text(encoding="utf-8") == "before"


class TestExport:
    def test_geojson_of_one_period(self, run):
        done = run("export", "good.csv", "--period", "2025-Q3", "-o", "x.geojson")
        assert done.exit_code == 0, done.stderr
        features = json.loads(Path("x.geojson").read_text(encoding="utf-8"))["features"]
        found = {f["properties"]["code"]: f["properties"]["area_cleared_ha"] for f in features}
        assert (found["aghdam"], found["fuzuli"], found["lachin"]) == (12.5, 0.0, None)

    def test_a_wrong_suffix_is_a_wrong_call(self, run):
        done = run("export", "good.csv", "-o", "x.xyz")
        assert done.exit_code == 2
        assert ".geojson" in done.stderr

    def test_a_wrong_period_names_those_there_are(self, run):
        done = run("export", "good.csv", "--period", "2024", "-o", "x.geojson")
        assert done.exit_code == 1
        assert "there are: 2025-Q3" in done.stderr

    def test_a_period_that_cannot_be_read_is_an_error(self, run):
        done = run("export", "good.csv", "--period", "last year", "-o", "x.geojson")
        assert done.exit_code == 2
        assert "2025-W33" in done.stderr

    def test_a_file_that_is_not_there(self, run):
        done = run("export", "none.csv", "-o", "x.geojson")
        assert done.exit_code == 1
        assert "there is no such file" in done.stderr

    def test_an_unknown_edition_is_a_wrong_call(self, run):
        done = run("export", "--edition", "1999", "-o", "x.geojson")
        assert done.exit_code == 2
        assert "2023, 2024" in done.stderr

    def test_unknown_names_can_be_kept_and_are_summed(self, run):
        Path("odd.csv").write_text("place,period,uxo\nAtlantis,2025,5\nLachin,2025,1\n", "utf-8")
        assert run("export", "odd.csv", "-o", "x.csv").exit_code == 1
        done = run("export", "odd.csv", "--unplaced", "keep", "-o", "x.csv")
        assert done.exit_code == 0
        assert "1 items in 1 district(s) + 5 items unplaced = 6 items" in done.stderr

    def test_a_measure_of_another_programme(self, run):
        Path("own.csv").write_text("district,period,dogs\nLachin,2025,4\n", "utf-8")
        done = run("export", "own.csv", "--measure", "dogs", "-o", "x.geojson")
        assert done.exit_code == 0, done.stderr
        features = json.loads(Path("x.geojson").read_text(encoding="utf-8"))["features"]
        assert {f["properties"]["dogs"] for f in features} == {4, None}

    def test_the_same_measure_twice_is_shown_once(self, run):
        done = run("export", "good.csv", "--measure", "uxo", "--measure", "uxo", "-o", "x.csv")
        assert done.stderr.count("uxo: 3 items in 1 district(s)") == 1

    def test_columns_without_a_file_are_a_wrong_call(self, run):
        done = run("export", "good.csv", "--code-column", "id", "-o", "x.csv")
        assert done.exit_code == 2
        assert "boundary file" in done.stderr

    def test_a_folder_that_is_a_file_is_said(self, run):
        done = run("export", "good.csv", "-o", "good.csv/x.csv")
        assert done.exit_code == 1
        assert "cannot be written" in done.stderr

    def test_a_bound_is_said(self, run):
        Path("least.csv").write_text("district,period,uxo,bound\nLachin,2025,8,at_least\n", "utf-8")
        assert "uxo: at least 8 items" in run("export", "least.csv", "-o", "x.csv").stderr

    def test_a_folder_is_read_file_by_file(self, run):
        Path("figures").mkdir()
        Path("figures/a.csv").write_text("district,period,uxo\nLachin,2025,1\n", "utf-8")
        Path("figures/b.tsv").write_text("district\tperiod\tuxo\nShusha\t2025\t2\n", "utf-8")
        Path("figures/~$a.xlsx").write_bytes(b"a lock")
        Path("figures/notes.md").write_text("not a table", "utf-8")
        done = run("export", "figures", "-o", "x.csv")
        assert "uxo: 3 items in 2 district(s)" in done.stderr


class TestCheck:
    def test_shipped_figures_confirm_both_years_and_show_the_conflicts(self, run):
        done = run("check", "--format", "json")
        assert done.exit_code == 0
        remarks = json.loads(done.stdout)
        adds_up = {(r["period"], r["measure"]) for r in remarks if r["kind"] == "adds_up"}
        assert {("2023", "area_cleared"), ("2025", "area_cleared")} <= adds_up
        disputed = {(r["period"], r["measure"]) for r in remarks if r["kind"] == "conflict"}
        assert {("2022-08", "uxo"), ("2024-08", "uxo"), ("2024-08", "area_cleared")} <= disputed
        assert any(r["kind"] == "does_not_add_up" and "665" in r["message"] for r in remarks)

    def test_strict_makes_findings_a_failure(self, run):
        assert run("check", "good.csv", "--strict").exit_code == 0
        assert run("check", "--strict").exit_code == 1

    def test_a_measure_of_another_programme_is_taken_in(self, run):
        Path("long.csv").write_text(
            "place,period,measure,value\nLachin,2025,dogs,4\n", encoding="utf-8"
        )
        assert run("check", "long.csv").exit_code == 1
        assert run("check", "long.csv", "--measure", "dogs").exit_code == 0

    def test_what_cannot_be_read_is_a_failure(self, run):
        assert run("check", "bad.csv").exit_code == 1

    def test_all_bad_files_are_reported_at_once(self, run):
        Path("worse.csv").write_text("district,period,uxo\nNowhere,2025,1\n", "utf-8")
        done = run("check", "bad.csv", "worse.csv")
        assert "Aghdan" in done.stderr
        assert "Nowhere" in done.stderr


class TestRead:
    RELEASE = (
        "Between August 11-17, 153 anti-personnel mines and 30 anti-tank mines were found in the "
        "Aghdam and Fuzuli districts. 1,362.7 hectares were cleared. "
        "Approximately 140,000 hectares have been cleared so far.\n"
    )

    def test_a_release_becomes_figures(self, run):
        Path("release.txt").write_text(self.RELEASE, encoding="utf-8")
        done = run("read", "release.txt", "--published", "2025-08-18", "--format", "json")
        assert done.exit_code == 0, done.stderr
        own = [row for row in json.loads(done.stdout) if not row["context"]]
        assert {row["measure"]: row["value"] for row in own} == {
            "ap_mines": 153,
            "at_mines": 30,
            "area_cleared": 13_627_000,
        }
        assert {(row["period_start"], row["period_end"]) for row in own} == {
            ("2025-08-11", "2025-08-17")
        }
        assert all(row["places"] == ["aghdam", "fuzuli"] for row in own)
        assert all(self.RELEASE[slice(*row["span"])] == row["text"] for row in own)

    def test_the_background_is_kept_apart(self, run):
        Path("release.txt").write_text(self.RELEASE, encoding="utf-8")
        done = run("read", "release.txt", "--published", "2025-08-18")
        assert "140,000 ha" in done.stdout
        assert "background" in done.stdout

    def test_a_missing_year_is_said_and_not_guessed(self, run):
        Path("release.txt").write_text(self.RELEASE, encoding="utf-8")
        assert "missing_year" in run("read", "release.txt").stdout

    def test_a_map_comes_straight_from_a_release(self, run):
        Path("release.txt").write_text(self.RELEASE, encoding="utf-8")
        done = run("map", "release.txt", "--published", "2025-08-18", "-o", "page.html")
        assert "1,362.7 ha in total for 2 places, not split" in done.stderr
        assert "140,000" not in done.stderr

    def test_explaining_marks_the_text_and_escapes_it(self, run):
        Path("release.txt").write_text("<b>&</b> " + self.RELEASE, encoding="utf-8")
        done = run("read", "release.txt", "--explain", "--format", "html")
        assert "<mark" in done.stdout
        assert "<script" not in done.stdout

    def test_a_file_that_is_not_there(self, run):
        assert run("read", "none.txt").exit_code == 1

    def test_a_page_beside_its_figures_is_no_source(self, run):
        Path("figures").mkdir()
        Path("figures/good.csv").write_text(GOOD, encoding="utf-8")
        for _ in range(2):
            done = run("map", "figures", "-o", "figures/page.html")
            assert done.exit_code == 0
            assert "area_cleared: 12.5 ha in 2 district(s) (status A)" in done.stderr
        refused = run("map", "figures/page.html", "-o", "x.html")
        assert refused.exit_code == 1
        assert "clearatlas made this page" in refused.stderr


class TestPlaces:
    def test_a_name_resolves(self, run):
        done = run("places", "город Ханкенди", "--format", "json")
        assert json.loads(done.stdout)[0]["code"] == "khankendi"

    def test_an_unknown_name_is_an_error_with_the_nearest(self, run):
        done = run("places", "Aghdan", "Agdam")
        assert done.exit_code == 1
        assert "Aghdam" in done.stderr
        assert "aghdam" in done.stdout

    def test_without_names_it_prints_the_gazetteer(self, run):
        done = run("places", "--format", "csv")
        assert len(done.stdout.splitlines()) > 78

    def test_an_unknown_option_is_a_wrong_call(self, run):
        assert run("places", "--nonsense").exit_code == 2
