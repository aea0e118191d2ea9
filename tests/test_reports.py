"""Press releases in three languages: each case file holds a text, and beside it what it says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from clearatlas.errors import UnreadableFile
from clearatlas.places import Gazetteer
from clearatlas.sources.options import ReadOptions
from clearatlas.sources.reports import as_json, explain_html, explain_terminal, read_report
from clearatlas.sources.reports.markup import text_of
from clearatlas.sources.reports.reading import report_reader

CASES = sorted((Path(__file__).parent / "cases" / "reports").glob("*/*.txt"))
PLACES = Gazetteer.load()
KEYS = [
    *("measure", "value", "unit", "bound", "period_start", "period_end", "places"),
    *("places_as_written", "status", "definition", "span", "text", "context", "scope"),
    *("candidates", "problems"),
]


def read(text, published="", **options):
    return read_report(text, places=PLACES, options=ReadOptions(published=published, **options))


def values(release):
    return {(f["measure"], f["value"]) for f in as_json(release)}


def codes(release):
    return {problem["code"] for f in as_json(release) for problem in f["problems"]}


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case(path):
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    release = read(path.read_text(encoding="utf-8"), expected["published"])
    assert as_json(release) == expected["figures"]
    assert release.language == path.parent.name


def test_there_are_enough_cases_of_each_language():
    counts = {lang: sum(path.parent.name == lang for path in CASES) for lang in ("en", "az", "ru")}
    assert min(counts.values()) >= 40
    assert sum(counts.values()) >= 150


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_json_has_the_keys_of_the_contract_and_spans_are_the_text(path):
    release = read(path.read_text(encoding="utf-8"), "2025-08-18")
    for figure in as_json(release):
        assert list(figure) == KEYS
        start, end = figure["span"]
        assert release.text[start:end] == figure["text"]
        assert any(sign.isalnum() for sign in figure["text"])
        assert figure["value"] is not None or figure["problems"]


def test_field_first_example_exactly():
    text = (CASES[0].parents[1] / "en" / "field_first_example.txt").read_text(encoding="utf-8")
    week = [f for f in as_json(read(text, "2025-08-18")) if not f["context"]]
    assert {(f["measure"], f["value"]) for f in week} == {
        ("ap_mines", 153),
        ("at_mines", 30),
        ("uxo", 673),
        ("area_cleared", 13_627_000),
    }
    assert {(f["period_start"], f["period_end"]) for f in week} == {("2025-08-11", "2025-08-17")}
    assert {len(f["places"]) for f in week} == {13}
    assert all(not f["problems"] for f in week)


def test_declared_decimal_mark_settles_an_ambiguous_number():
    text = "From September 4 to 10, 5,246 hectares were cleared."
    assert values(read(text, "2023-09-11")) == {("area_cleared", None)}
    assert values(read(text, "2023-09-11", decimal=".")) == {("area_cleared", 52_460_000)}


def test_candidates_are_canonical_values():
    [figure] = as_json(read("In May 2023, 5,246 hectares were cleared."))
    assert figure["candidates"] == [52_460, 52_460_000]


def test_unmentioned_measure_is_missing_not_zero():
    release = read("From January 23 to 28, 2023, five anti-tank mines were found.")
    assert values(release) == {("at_mines", 5)}


@pytest.mark.parametrize("published", ["2025-08-18", "2025-08", "2025"])
def test_publication_settles_the_year_as_far_as_it_is_known(published):
    [figure] = as_json(read("From August 11 to 17, 3 anti-tank mines were found.", published))
    assert (figure["period_start"], figure["period_end"]) == ("2025-08-11", "2025-08-17")


def test_impossible_days_are_said():
    assert "bad_period" in codes(
        read("From August 28 to 39.08.2025, 3 anti-tank mines found.")
    ) or (codes(read("On 31.02.2025, 3 anti-tank mines were found.")) == {"bad_period"})


def test_period_after_publication_is_said():
    release = read("In October, 14 anti-tank mines were found.", "2025-10-10")
    assert "after_publication" in codes(release)


def test_numbers_and_html_are_read_after_the_tags_are_gone():
    release = read("<p>On <b>7</b> May 2018,<br>3&nbsp;<i>anti-tank</i> mines were found.</p>")
    [figure] = as_json(release)
    assert figure["text"] == "3\xa0anti-tank mines"
    assert "<" not in release.text


def test_scripts_and_styles_are_no_text():
    assert text_of("<p>a</p><script>b<c</script><style>d</style><div>e</div>") == "a\ne"


def test_html_explanation_escapes_everything():
    text = 'In May 2023, 3 anti-tank mines <script>alert("x")</script> & were found.'
    page = explain_html(read(text))
    assert "<script>" not in page
    assert "&amp;" in page
    assert page.count("<mark") == page.count("</mark>") >= 2


def test_terminal_explanation_keeps_the_text_and_no_control_characters():
    text = "In May 2023, 3 anti-tank\x1b[31m mines were found."
    shown = explain_terminal(read(text))
    plain = re.sub(r"\x1b\[[0-9;]*m| \[[^\]]*\]", "", shown)
    assert "3 anti-tank" in plain
    assert "\x1b[31m" not in shown.replace("\x1b[1;31m", "")


def test_explanation_prints_dates_and_places_once_and_a_letter_at_each_figure():
    text = (CASES[0].parents[1] / "en" / "field_first_example.txt").read_text(encoding="utf-8")
    shown = re.sub(r"\x1b\[[0-9;]*m", "", explain_terminal(read(text, "2025-08-18")))
    read_first, marked = shown.split("\n\n", 1)
    assert read_first.count("2025-08-11 to 2025-08-17; 13 places") == 1
    assert shown.count("gubadli") == 1
    assert "673 UXO [uxo 673 A]" in marked
    assert "Approximately 140,000 hectares [area_cleared ≈ 140,000 ha B]" in marked


def test_a_figure_with_a_problem_is_marked_without_colours_too():
    shown = explain_terminal(read("In May 2023, 5,246 hectares were cleared."))
    assert "[area_cleared 5.246 or 5,246 ha? A !]" in shown
    assert shown.count("it can be read as 5.246 ha or 5,246 ha") == 1


def test_problems_are_marked_in_both_explanations():
    release = read("In May 2023, 5,246 hectares were cleared.")
    assert 'class="problem"' in explain_html(release)
    assert "it can be read as" in explain_terminal(release)


def written(folder, name, text, encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_reader_gives_the_week_and_leaves_background_out(tmp_path):
    text = (CASES[0].parents[1] / "en" / "field_first_example.txt").read_text(encoding="utf-8")
    path = written(tmp_path, "release.txt", text)
    reading = report_reader(path, places=PLACES, options=ReadOptions(published="2025-08-18"))
    assert [one.measure.key for one in reading.observations] == [
        *("ap_mines", "at_mines", "uxo", "area_cleared")
    ]
    assert {one.origin.file for one in reading.observations} == {"release.txt"}
    assert {str(one.source.published) for one in reading.observations} == {"2025-08-18"}
    assert "background" in reading.notes[0]


def test_reader_keeps_running_totals_where_there_is_nothing_else(tmp_path):
    text = "Since April 2024, 979 anti-personnel mines have been found in Gazakh district."
    path = written(tmp_path, "release.txt", text)
    reading = report_reader(path, places=PLACES, options=ReadOptions(published="2025-06-18"))
    assert [str(one.period) for one in reading.observations] == ["2024-04-01..2025-06-18"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_reader_knows_the_usual_encodings(tmp_path, encoding):
    text = "С 11 по 17 августа 2025 года в Агдаме обнаружено 15 противотанковых мин."
    path = written(tmp_path, "release.txt", text, encoding)
    [one] = report_reader(path, places=PLACES, options=ReadOptions()).observations
    assert (one.value, one.placing.codes) == (15, ("aghdam",))


def test_reader_says_where_nothing_was_found(tmp_path):
    reading = report_reader(
        written(tmp_path, "a.txt", "Nothing happened."), places=PLACES, options=ReadOptions()
    )
    assert reading.observations == ()
    assert "no clearance figure" in reading.notes[0]


def test_reader_refuses_what_is_no_text(tmp_path):
    path = tmp_path / "release.txt"
    path.write_bytes(bytes(range(128, 256)))
    with pytest.raises(UnreadableFile, match="save it as UTF-8"):
        report_reader(path, places=PLACES, options=ReadOptions())
