"""The command ``check``: what it finds in tables and releases, and in which forms it says so."""

import json
import re
import tomllib
from html import unescape
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearatlas.cli import main
from clearatlas.outputs.wording import LANGUAGES
from clearatlas.reporting.remarks import Kind
from clearatlas.reporting.review import check_texts

WEEK = (
    "Between August {first}-{last}, {ap} anti-personnel mines, {at} anti-tank mines and {uxo} "
    "unexploded ordnance were found in the Aghdam, Fuzuli and Lachin districts. "
    "{area} hectares were cleared.\n"
)
BACKGROUND = "In total, {so_far} hectares have been cleared since November 10, 2020.\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def invoke(*words):
        return CliRunner().invoke(main, [str(word) for word in words])

    return invoke


def release(name, published, so_far="", **figures):
    text = WEEK.format(**figures) + (BACKGROUND.format(so_far=so_far) if so_far else "")
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(f"{published}\n\n{text}", encoding="utf-8")


def found(done):
    return [(one["kind"], one["period"], one["measure"]) for one in json.loads(done.stdout)]


def of_kind(done, kind):
    return [one for one in json.loads(done.stdout) if one["kind"] == kind]


@pytest.fixture(scope="module")
def remarks():
    done = CliRunner().invoke(main, ["check", "--format", "json"])
    assert done.exit_code == 0
    return json.loads(done.stdout)


class TestShippedFigures:
    def messages(self, remarks, kind, period):
        return [r["message"] for r in remarks if (r["kind"], r["period"]) == (kind, period)]

    def test_the_speech_of_july_2025_is_a_conflict(self, remarks):
        said = self.messages(remarks, "conflict", "2020-11-10..2025-07-15")
        assert any("51.24" in text and "54.24" in text for text in said)

    @pytest.mark.parametrize(
        ("period", "values"),
        [
            ("2022-08", ("1,161", "1,131")),
            ("2024-08", ("27,812", "27,872")),
            ("2024-08", ("7,235.1", "7,135.1")),
        ],
    )
    def test_two_augusts_are_conflicts(self, remarks, period, values):
        said = self.messages(remarks, "conflict", period)
        assert any(all(value in text for value in values) for text in said)

    def test_a_weekly_report_of_37_days_stays_off_the_map(self, remarks):
        said = self.messages(remarks, "withheld", "2024-06-15..2024-07-21")
        assert len(said) == 4
        assert all("called a week" in text and "37 days" in text for text in said)

    def test_october_printed_with_the_counts_of_september(self, remarks):
        (text,) = self.messages(remarks, "printed_again", "2025-W41")
        assert "8–14 September 2025" in text
        assert all(value in text for value in ("118", "11", "1,406"))

    def test_running_totals_that_fall(self, remarks):
        (text,) = self.messages(remarks, "running_total_falls", "..2025-08-17")
        assert all(value in text for value in ("140,000", "156,000", "218,262"))

    def test_the_two_years_that_add_up_are_confirmed(self, remarks):
        confirmed = {r["period"] for r in remarks if r["kind"] == "adds_up"}
        assert {"2023", "2025"} <= confirmed

    def test_coverage_is_said_and_is_no_finding(self, remarks):
        own = [r for r in remarks if r["kind"] == "coverage" and r["period"] == "2025"]
        assert any("weeks cover" in r["message"] for r in own)
        assert any("months cover" in r["message"] for r in own)
        assert not any(r["finding"] for r in own)

    def test_parts_that_miss_their_total_are_listed_with_it(self, remarks):
        (one,) = [r for r in remarks if r["kind"] == "does_not_add_up"]
        assert one["size"] == 3
        assert [figure["value"] for figure in one["figures"]] == [662, 45, 6, 182, 429, 3]

    def test_every_figure_behind_a_finding_has_a_source_and_a_spot(self, remarks):
        for remark in remarks:
            if remark["kind"] == "coverage":
                continue
            assert remark["figures"]
            for figure in remark["figures"]:
                assert figure["sources"]
                assert figure["origins"]


class TestReleases:
    def test_a_week_above_its_month_is_found(self, run):
        release("in/1.txt", "2025-08-18", first=11, last=17, ap=153, at=30, uxo=673, area="1362.7")
        Path("in/month.csv").write_text(
            "place,period,area_ha\nAghdam|Fuzuli|Lachin,2025-08,1000\n", encoding="utf-8"
        )
        (misfit,) = of_kind(run("check", "in", "--format", "json"), "parts_exceed_whole")
        assert misfit["size"] == 362.7
        assert misfit["unit"] == "ha"
        spots = {spot for figure in misfit["figures"] for spot in figure["origins"]}
        assert any(spot.startswith("1.txt characters") for spot in spots)
        assert any(spot.startswith("month.csv row 2") for spot in spots)

    def test_the_background_of_releases_is_held_against_each_other(self, run):
        week = {"ap": 15, "at": 3, "uxo": 67, "area": "136.7"}
        release("in/1.txt", "2025-08-18", so_far="140,500.5", first=11, last=17, **week)
        release("in/2.txt", "2025-08-25", so_far="139,200.5", first=18, last=24, **week)
        done = run("check", "in", "--format", "json")
        (falls,) = of_kind(done, "running_total_falls")
        assert falls["size"] == 1300
        assert run("map", "in", "-o", "x.html").exit_code == 0
        assert "140.500" not in Path("x.html").read_text(encoding="utf-8")
        assert "140,500" not in Path("x.html").read_text(encoding="utf-8")

    def test_the_same_counts_under_another_week_are_found(self, run):
        week = {"ap": 153, "at": 30, "uxo": 673}
        release("in/1.txt", "2025-08-18", first=11, last=17, area="1362.7", **week)
        release("in/2.txt", "2025-08-25", first=18, last=24, area="1500.2", **week)
        (again,) = of_kind(run("check", "in", "--format", "json"), "printed_again")
        assert again["period"] == "2025-W34"

    def test_what_can_be_read_is_checked_and_what_cannot_is_a_failure(self, run):
        release("1.txt", "2025-08-18", first=11, last=17, ap=1, at=2, uxo=3, area="1.5")
        Path("bad.csv").write_text("place,period,uxo\nAghdan,2025,1\n", encoding="utf-8")
        done = run("check", "1.txt", "bad.csv", "--format", "json")
        assert done.exit_code == 1
        assert "Aghdan" in done.stderr
        assert isinstance(json.loads(done.stdout), list)


class TestWhatCannotBeRead:
    def test_nothing_wrong_is_never_said_of_a_file_that_was_not_read(self, run):
        done = run("check", "none.csv")
        assert done.exit_code == 1
        assert "Nothing is wrong" not in done.stdout
        assert done.stdout.startswith("Not read (1)")

    def test_a_release_of_a_folder_that_cannot_be_read_is_a_failure_of_the_check(self, run):
        release("in/1.txt", "2025-08-18", first=11, last=17, ap=1, at=2, uxo=3, area="1.5")
        Path("in/noise.txt").write_bytes(bytes(range(128, 256)) * 4)
        done = run("check", "in", "--format", "json")
        assert done.exit_code == 1
        assert ("unreadable", "", "") in found(done)

    def test_a_measure_of_which_everything_is_withheld_is_examined(self, run):
        Path("x.csv").write_text(
            "place,period,uxo,problem\nLachin,2025,1,a doubt\n", encoding="utf-8"
        )
        done = run("check", "x.csv", "--measure", "uxo", "--format", "json")
        assert done.exit_code == 0
        assert found(done) == [("withheld", "2025", "uxo")]

    def test_a_folder_that_is_not_there_is_missing_and_no_format(self, run):
        done = run("map", "nofolder/", "-o", "x.html")
        assert done.exit_code == 1
        assert "no such file or folder" in done.stderr


class TestForms:
    def test_the_report_says_what_to_do_next(self, run):
        done = run("check")
        assert done.stdout.startswith("Kept off the map (16)\n  Read the source.")
        assert "Figures: 614. Findings: 46." in done.stderr

    def test_nothing_wrong_is_said(self, run):
        Path("good.csv").write_text("place,period,uxo\nLachin,2025,1\n", encoding="utf-8")
        assert run("check", "good.csv").stdout == "Nothing is wrong, in conflict or left out.\n"

    def test_every_figure_says_where_it_was_read(self, run):
        assert "[group_totals.csv row 124, column “value”]" in run("check").stdout

    def test_csv_has_a_header_though_nothing_is_to_be_said_and_runs_nothing(self, run):
        Path("good.csv").write_text("place,period,uxo\nLachin,2025,1\n", encoding="utf-8")
        assert run("check", "good.csv", "--format", "csv").stdout.startswith("kind,period,place")
        Path("odd.csv").write_text(
            "place,period,uxo,source_title\n=1+1,2025,5,one\n=1+1,2025,9,two\n", encoding="utf-8"
        )
        done = run("check", "odd.csv", "--unplaced", "keep", "--format", "csv")
        assert ",'=1+1," in done.stdout

    def test_csv_has_a_row_for_each_remark(self, run):
        lines = run("check", "--format", "csv").stdout.splitlines()
        assert lines[0] == "kind,period,place,measure,message"
        assert len(lines) == 1 + len(json.loads(run("check", "--format", "json").stdout))

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_page_fetches_nothing_and_runs_nothing(self, run, lang):
        page = unescape(run("check", "--format", "html", "--lang", lang).stdout)
        assert f'<html lang="{lang}">' in page
        assert "default-src 'none'" in page
        assert "<script" not in page
        assert not re.findall(r'(?:src|href)="(?!https?://|#)', page)

    def test_hostile_texts_stay_texts(self, run):
        Path("hostile.csv").write_text(
            "place,period,uxo,source_title,source_url,problem\n"
            'Lachin,2025,1,"<script>x</script>",javascript:alert(1),<img src=x>\n',
            encoding="utf-8",
        )
        done = run("check", "hostile.csv", "--format", "html")
        assert "<script" not in done.stdout
        assert "<img" not in done.stdout
        assert 'href="javascript' not in done.stdout


class TestWords:
    def own(self, lang):
        file = files("clearatlas.reporting").joinpath("wording", f"{lang}.toml")
        sections = tomllib.loads(file.read_text(encoding="utf-8"))
        return {f"{s}.{k}": text for s, group in sections.items() for k, text in group.items()}

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_every_language_has_the_same_texts_with_the_same_values(self, lang):
        first, own = self.own("en"), self.own(lang)
        assert own.keys() == first.keys()
        for key, text in own.items():
            assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", first[key])), key

    def test_every_problem_of_the_case_texts_has_words_in_every_language(self):
        cases = Path(__file__).parent / "cases" / "reports"
        expected = [json.loads(p.read_text(encoding="utf-8")) for p in cases.glob("*/*.json")]
        figures = [one for case in expected for one in (case if type(case) is list else [case])]
        codes = set(re.findall(r'"code": "(\w+)"', json.dumps(figures)))
        assert len(codes) > 8
        for lang in LANGUAGES:
            assert codes <= {key.removeprefix("problem.") for key in self.own(lang)}

    def test_reasons_are_said_in_the_language_asked_for(self, run):
        Path("x.txt").write_text(
            "From June 12 to 17, 18 anti-personnel mines were found in the Aghdam district.\n",
            encoding="utf-8",
        )
        assert "в тексте нет года" in run("check", "x.txt", "--lang", "ru").stdout

    @pytest.mark.parametrize("kind", Kind)
    def test_every_kind_has_a_heading_and_an_advice(self, kind):
        for lang in LANGUAGES:
            say = check_texts(lang)
            assert say(f"kind.{kind}")
            assert say(f"advice.{kind}")
