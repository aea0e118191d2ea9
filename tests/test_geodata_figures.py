"""The figures this project ships: complete, sourced, rebuildable, with their conflicts kept."""

import csv
import importlib
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clearatlas.ledger.record import keep
from clearatlas.observations import MEASURES, Bound, Locus, Scope, Status
from clearatlas.periods import Granularity, Period
from clearatlas.places import Gazetteer
from clearatlas.sources import read

GEODATA = Path(__file__).parents[1] / "geodata"
FOLDER = GEODATA / "figures"
BUILD = GEODATA / "build"
FILES = {
    "annual_districts.csv": {Locus.DISTRICT, Locus.RESIDUAL},
    "districts.csv": {Locus.DISTRICT},
    "group_totals.csv": {Locus.GROUP},
    "national_totals.csv": {Locus.TOTAL, Locus.REGION},
}
COLUMNS = (
    "place,period_start,period_end,granularity,measure,value,unit,status,bound,scope,definition,"
    "agency,source_title,source_url,published,language,mentioned,problem,note"
)
UNITS = {"m2": {"ha", "m2"}, "items": {"items"}, "percent": {"%"}}


def table(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def every_row():
    return [row for name in FILES for row in table(name)]


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.load()


@pytest.fixture(scope="module")
def readings(gazetteer):
    return {name: read(FOLDER / name, places=gazetteer) for name in FILES}


@pytest.fixture(scope="module")
def record(readings):
    return keep(o for reading in readings.values() for o in reading.observations)


@pytest.fixture
def build_module(monkeypatch):
    """Import a module of the build scripts, which are not a package, and forget it after."""
    monkeypatch.syspath_prepend(str(BUILD))
    before = set(sys.modules)
    yield importlib.import_module
    for name in set(sys.modules) - before:
        if str(BUILD) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


def test_the_script_gives_the_committed_bytes(tmp_path):
    script = BUILD / "figures.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, capture_output=True)

    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in FOLDER.iterdir()}
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), name


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_utf_8_with_plain_line_ends_and_the_agreed_columns(name):
    data = (FOLDER / name).read_bytes()

    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.decode().splitlines()[0] == COLUMNS
    assert data.endswith(b"\n")


def test_no_file_names_a_machine_or_a_place_on_it():
    files = [*FOLDER.iterdir(), *(BUILD / "transcripts").iterdir(), *BUILD.glob("*.py")]
    for path in files:
        assert not re.search(r"/work/|/home/|/tmp/", path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize(
    ("year", "places", "by_district", "rest", "total"),
    [
        ("2023", 11, "52864.2", "217.6", "53081.8"),
        ("2025", 13, "66936.2", "2269.5", "69205.7"),
    ],
)
def test_the_two_years_add_up_to_the_total_of_the_agency(year, places, by_district, rest, total):
    rows = [row for row in table("annual_districts.csv") if row["period_start"].startswith(year)]
    values = {row["place"]: Decimal(row["value"]) for row in rows}
    stated = {
        Decimal(row["value"])
        for row in table("group_totals.csv")
        if (row["period_start"], row["period_end"]) == (f"{year}-01-01", f"{year}-12-31")
        and (row["measure"], row["agency"], row["scope"]) == ("area_cleared", "ANAMA", "whole")
    }

    assert len(rows) == len(values) == places + 1
    assert values.pop("other districts") == Decimal(rest)
    assert sum(values.values()) == Decimal(by_district)
    assert Decimal(by_district) + Decimal(rest) == Decimal(total)
    assert stated == {Decimal(total)}


def test_every_cell_holds_a_known_word():
    for row in every_row():
        assert row["measure"] in MEASURES, row
        assert row["unit"] in UNITS[MEASURES[row["measure"]].unit], row
        assert row["status"] in {Status.REPORTED, Status.DEFINITION_DIFFERS}, row
        assert row["bound"] in set(Bound), row
        assert row["scope"] in set(Scope), row
        assert row["granularity"] in {"", "cumulative", "week", "month"}, row
        assert row["definition"], row
        assert Decimal(row["value"]) >= 0, row


def test_every_period_is_whole_and_published_after_it_has_ended():
    early = []
    for row in every_row():
        end = date.fromisoformat(row["period_end"])
        if row["period_start"]:
            assert date.fromisoformat(row["period_start"]) <= end, row
        else:
            assert row["granularity"] == Granularity.CUMULATIVE, row
        assert re.fullmatch(r"(\d{4}(-\d{2}(-\d{2})?)?)?", row["published"]), row
        if row["published"] < row["period_end"][: len(row["published"])]:
            early.append(row)

    assert early == []


@pytest.mark.parametrize("name", FILES)
def test_every_place_cell_resolves_to_what_the_file_is_for(name, readings, gazetteer):
    rows, observations = table(name), readings[name].observations

    assert len(observations) == len(rows)
    assert {o.placing.locus for o in observations} == FILES[name]
    for row in rows:
        assert all(code in gazetteer for code in row["mentioned"].split("|") if code), row
        if name != "national_totals.csv" and row["place"] != "other districts":
            codes = row["place"].split("|")
            assert all(code in gazetteer for code in codes), row
            assert len(codes) == len(set(codes)), row


def test_only_totals_that_are_not_theirs_mention_places():
    for name in FILES:
        mentioning = [row for row in table(name) if row["mentioned"]]
        assert bool(mentioning) == (name == "national_totals.csv")
        assert all("|" not in row["place"] for row in mentioning)


def test_every_row_leads_to_its_source():
    for row in every_row():
        assert row["source_title"], row
        assert re.fullmatch(r"https?://[^\s/]+\.[^\s/]+/\S+|", row["source_url"]), row
        assert (
            row["source_url"]
            or "address not known" in row["note"]
            or "Caliber" in (row["source_title"])
        ), row


def test_what_one_operator_or_one_part_did_is_marked():
    for row in every_row():
        if row["scope"] == Scope.OPERATOR:
            assert row["agency"], row
        if row["scope"] == Scope.PART:
            assert row["note"], row
        differs = row["scope"] != Scope.WHOLE or row["definition"] != "cleared"
        assert differs == (row["status"] == Status.DEFINITION_DIFFERS), row


def test_the_record_finds_the_known_conflicts_and_no_others(record):
    found = {
        (s.measure.key, str(s.period), s.codes[0] if s.locus is Locus.DISTRICT else "total"): {
            str(claim.value / (10_000 if s.measure.key == "area_cleared" else 1))
            for claim in s.claims
        }
        for s in record.conflicts
    }

    assert found == {
        ("uxo", "2022-08", "total"): {"1161", "1131"},
        ("ap_mines", "2023-08", "total"): {"972", "1020"},
        ("at_mines", "2023-08", "total"): {"1020", "972"},
        ("uxo", "2024-08", "total"): {"27872", "27812"},
        ("area_cleared", "2024-08", "total"): {"7135.1", "7235.1"},
        ("share_basis_unstated", "2020-11-10..2025-07-15", "aghdam"): {"51.24", "54.24"},
        ("share_basis_unstated", "2020-11-10..2025-07-15", "khojavand"): {"7.56", "57"},
        ("ap_mines", "2025-W41", "total"): {"118", "77"},
        ("at_mines", "2025-W41", "total"): {"11", "100"},
        ("uxo", "2025-W41", "total"): {"1406", "1584"},
    }


def test_a_total_that_its_parts_contradict_keeps_both(record):
    [total] = [
        s
        for s in record.statements
        if s.measure.key == "cluster_munitions" and s.locus is Locus.TOTAL
    ]

    assert total.value == 662
    assert total.parts.parts_sum == 665
    assert not total.parts.agrees


def test_both_years_agree_with_the_split_in_the_record(record):
    checked = {
        str(s.period): (s.value, s.parts.agrees, s.parts.complete)
        for s in record.statements
        if s.measure.key == "area_cleared" and s.parts and s.period.granularity == Granularity.YEAR
    }

    assert checked == {
        "2023": (530_818_000, True, True),
        "2025": (692_057_000, True, True),
    }


def test_copies_of_one_report_become_one_statement(record):
    week = Period.parse("2022-01-10..2022-01-15")
    statements = [s for s in record.statements if s.period == week]

    assert {s.measure.key: s.value for s in statements} == {
        "ap_mines": 14,
        "at_mines": 1,
        "uxo": 112,
        "area_cleared": 518_000,
    }
    assert {len(s.claims[0].observations) for s in statements} == {3}


def test_what_cannot_be_used_is_withheld_and_says_why(record):
    withheld = Counter((o.measure.key, o.origin.text, str(o.period)) for o in record.withheld)

    assert withheld == Counter(
        [
            ("ap_mines", "5420000", "..2021-01-26"),
            ("at_mines", "1453000", "..2021-01-26"),
            ("uxo", "17500", "..2021-01-26"),
            ("ap_mines", "18", "2023-06-12..2023-06-17"),
            ("ap_mines", "12", "2023-06-12..2023-06-17"),
            ("area_cleared", "5246", "2023-W36"),
            ("area_cleared", "5.246", "2023-W36"),
            ("area_cleared", "8200", "..2024-04-25"),
            ("ap_mines", "37", "2024-06-15..2024-07-21"),
            ("at_mines", "67", "2024-06-15..2024-07-21"),
            ("uxo", "181", "2024-06-15..2024-07-21"),
            ("area_cleared", "1673.7", "2024-06-15..2024-07-21"),
            ("area_cleared", "156", "..2024-08-16"),
            ("mines", "225", "2024-W43"),
            ("area_cleared", "84147", "2020-11-10..2025-09-24"),
            ("area_cleared", "228690", "2020-11-10..2025-09-24"),
        ]
    )
    assert all(o.problems[0].message for o in record.withheld)


def test_national_totals_are_not_given_to_the_places_they_mention():
    national = {row["value"]: row["mentioned"] for row in table("national_totals.csv")}

    assert national["156000"] == "lachin|jabrayil"
    assert national["179791.9"] == "aghdam|fuzuli|jabrayil|tartar|khojaly|khojavand|khankendi"
    assert national["1731"] == "shusha"
    assert not {"156000", "179791.9", "1731", "228690"} & {
        row["value"] for name in ("districts.csv", "group_totals.csv") for row in table(name)
    }


def test_villages_are_counted_as_their_district():
    [week] = [
        row
        for row in table("group_totals.csv")
        if row["source_url"].endswith(
            "1533228/oten-hefte-askarlanmis-minalarin-sayi-aciqlandi.html"
        )
        and row["measure"] == "area_cleared"
    ]

    assert week["place"].split("|")[-1] == "gazakh"
    assert week["place"].count("gazakh") == 1
    assert len(week["place"].split("|")) == 14


def test_a_batch_of_mines_stays_with_the_district_it_was_found_in():
    found = {
        (row["place"], row["period_end"], row["measure"], row["value"])
        for row in every_row()
        if row["period_end"] in {"2022-09-17", "2022-09-18", "2022-10-07"}
    }

    assert found == {
        ("lachin", "2022-09-18", "ap_mines", "122"),
        ("lachin|dashkasan|kalbajar", "2022-09-17", "ap_mines", "108"),
        ("lachin|dashkasan|kalbajar", "2022-09-17", "at_mines", "10"),
        ("kalbajar", "2022-10-07", "ap_mines", "79"),
        ("kalbajar", "2022-10-07", "at_mines", "2"),
        ("dashkasan", "2022-10-07", "ap_mines", "57"),
    }


def test_no_figure_of_the_transcripts_vanished(build_module):
    settled = build_module("figures").settle()
    kept = {(row.source_url, row.value) for one in settled for row in one.rows}
    counts = Counter(one.line.transcript for one in settled)

    assert counts == {"district_figures": 113, "reported_totals": 185}
    for one in settled:
        printed = Counter(value for _, value in one.line.values)
        stands = Counter(row.value for row in one.rows)
        if one.rows:
            assert printed <= stands, one.line
        else:  # dropped as a repeat: the same address states the same in another line
            assert all((one.line.cells["source_url"], value) in kept for value in printed), one.line


def test_only_repeats_of_one_address_were_dropped(build_module):
    judgements = build_module("judgements").read_judgements()
    dropped = [j for j in judgements if j.decision == "drop"]

    assert [j.key[1] for j in dropped] == [2, 5, 10, 12, 78, 125, 126, 127, 179]
    assert {j.key[0] for j in dropped} == {"reported_totals"}


def test_a_transcript_that_changes_is_judged_again_or_refused(build_module):
    lines = build_module("transcript_lines").read_lines()
    judging = build_module("judgements")
    judgements = judging.read_judgements()

    assert list(judging.faults(lines, judgements)) == []
    changed = (replace(lines[0], check="00000000"), *lines[1:])
    assert list(judging.faults(changed, judgements)) == [
        "district_figures line 2: the line has changed (now 00000000); judge it again"
    ]
    assert list(judging.faults(lines[1:], judgements)) == [
        "district_figures line 2: there is no such line"
    ]
    assert list(judging.faults(lines, judgements[1:])) == [
        "district_figures line 2: 0 general judgements; there must be one"
    ]


def test_a_judgement_gives_a_reason_and_never_replaces_a_printed_value(build_module):
    lines = build_module("transcript_lines").read_lines()
    judging = build_module("judgements")
    first, *others = judging.read_judgements()

    def faults(**changes):
        return list(judging.faults(lines, [replace(first, **changes), *others]))

    assert faults(reason="") == ["district_figures line 2: it gives no reason"]
    assert faults(decision="guess") == [
        "district_figures line 2: “guess” is none of keep, drop, add"
    ]
    assert faults(changes={"value": "1"}) == [
        "district_figures line 2: a transcribed value is never replaced; add a row instead"
    ]
