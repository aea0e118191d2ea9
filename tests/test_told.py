"""What the page says of sums and totals: never more than what was reported."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from pathlib import Path

import pytest

import clearatlas as ca
from clearatlas.reporting.summary import summarise

CASE = Path(__file__).parent / "cases" / "page" / "synthetic_told.csv"


@cache
def atlas(case="told", period="all"):
    return ca.build(() if case == "shipped" else CASE, period=period)


@pytest.fixture
def view(view_of):
    def view(period, measure="area_cleared", case="told", own=None):
        own = own or atlas(case)
        (found,) = (one for one in own.periods if str(one) == period)
        (kind,) = (one for one in own.measures if one.key == measure)
        return view_of(own, found, kind)

    return view


@pytest.fixture
def said(view):
    def said(*args, **options):
        return view(*args, **options).summary.replace("\xa0", " ").partition(": ")[2]

    return said


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2021", "500 ha reported for 2 of 12 districts; highest figure of a district: Lachin"),
        ("2022", "1,200 ha (sources conflict) reported for 2 of 12 districts; not reported"),
        ("2020", "more than 16,500 ha reported for 2 of 12 districts; not reported"),
        ("2019", "at most 12,300 ha reported for 2 of 12 districts; not reported"),
        ("2018", "only figures of one operator or of a part: 1 of 12 districts; not reported"),
        ("2017", "5,430 ha (Synthetic Unit only) as one total for 2 places together"),
        ("2015", "about 16,000 ha reported for 1 of 12 districts; not reported"),
        ("2013", "60 ha reported; highest figure of a district: Zangilan with 40 ha"),
        ("2009", "400 ha reported for 2 of 12 districts; highest figure of a district: Lachin"),
        ("2009", "400 ha as one total for 3 places together"),
        ("2011", "50 ha reported for 1 of 12 districts, and 22 ha in places that the map cannot"),
    ],
)
def test_the_sentence_says_no_more_than_was_reported(said, period, words):
    assert words in said(period), said(period)


@pytest.mark.parametrize(
    ("period", "measure", "words"),
    [
        ("2025", "area_cleared", "69,205.7 ha reported, 2,269.5 ha of it in places that the map"),
        (
            "2016-05-14..2016-05-14",
            "area_cleared",
            "0.0408 ha reported for 1 of 12 districts; figu",
        ),
        ("2020-12-15..2020-12-21", "area_cleared", "68.4 ha (the source says “checked”) as one"),
        ("2020-11-10..2021-09-28", "area_cleared", "5,430 ha (ANAMA only) in a total whose"),
        ("2020-11-10..2023-07-31", "area_cleared", "42,635 ha reported in places that the map"),
        ("2020-11-10..2023-07-31", "share_basis_unstated", "18.1 % (the source says “cleared of"),
    ],
)
def test_the_sentence_of_shipped_figures(said, period, measure, words):
    own = said(period, measure, case="shipped")
    assert words in own, own


def test_the_counts_of_a_sentence_add_up_to_the_districts(said):
    for case in ("told", "shipped"):
        own = atlas(case)
        for period, measure in product(map(str, own.periods), own.measures):
            text = said(period, measure.key, own=own)
            text = re.sub(r"sources conflict: \d+ of \d+ districts", "", text)  # counted twice
            counts = re.findall(r"(\d+) of (\d+) districts", text)
            if re.search(r"for \d+ of", text):
                assert {sum(int(count) for count, _ in counts)} == {int(n) for _, n in counts}, text


def test_a_percentage_of_one_district_is_a_figure(said):
    assert said("2013", "share_of_area_to_be_cleared").startswith("figures for 1 of 12 districts")


def test_a_sum_of_shorter_periods_says_so(said):
    own = ca.build(CASE, period="2012-Q3")
    assert said("2012-Q3", own=own).startswith(
        "53 ha (sources conflict) reported for 1 of 12 districts, added up from shorter periods"
    )


def test_only_values_of_one_kind_have_ranks(view):
    rows = {row.place: row for row in view("2021").rows}
    assert [rows[name].rank for name in ("Lachin", "Shusha", "Fuzuli")] == ["1", "2", ""]
    assert rows["Fuzuli"].value == "1,000"
    assert [row.place for row in view("2021").rows][:3] == ["Lachin", "Shusha", "Fuzuli"]
    assert [(row.place, row.rank) for row in view("2019").rows][:2] == [
        ("Lachin", "1"),
        ("Shusha", ""),
    ]


def test_a_figure_of_one_operator_is_no_gap(view):
    rows = {row.place: row.value for row in view("2018").rows}
    assert rows["Fuzuli"] == "no figure for the whole district"
    assert rows["Lachin"] == "not reported"


def test_bounds_of_a_total_are_told_as_what_they_limit(view):
    rows = {row.place: row.value.replace("\xa0", " ") for row in view("2014").rows}
    assert rows["Gubadli"] == "no upper limit known; more than 5,000 ha together"
    assert rows["Tartar"] == "between 0 and 700 ha"


def test_that_districts_and_their_total_cannot_both_be_right_is_said(view):
    (line,) = view("2016").groups
    assert "more than the total: both cannot be right" in " ".join(line.remarks)
    summary = "\n".join(summarise(ca.build(CASE, period="2016")))
    assert "the districts sum to 350 ha, more than that: both cannot be right" in summary


def test_what_other_districts_add_to_an_agreeing_sum_is_said(view):
    (line,) = view("2025", case="shipped").groups
    (remark,) = (one.replace("\xa0", " ") for one in line.remarks)
    assert "with 2,269.5 ha that the map cannot show, add up to 69,205.7 ha" in remark


def test_what_a_sum_leaves_out_stands_beside_it(view):
    (line,) = view("2010").sums
    assert line.text.replace("\xa0", " ") == "70 ha on the map"
    beside = next(one for one in line.remarks if one.startswith("Not added")).replace("\xa0", " ")
    assert "900 ha as a total whose places are not stated" in beside
    assert "Karabakh: 500 ha" in beside


def test_a_sum_with_figures_that_colour_nothing_is_not_on_the_map(view):
    coloured, checked = (line.text.replace("\xa0", " ") for line in view("2008").sums)
    assert coloured == "300 ha on the map"
    assert "490 ha in districts (not all of it coloured on the map) + 10 ha not on" in checked


def test_a_region_in_an_agreeing_sum_is_not_told_as_districts(tmp_path, view):
    table = tmp_path / "synthetic.csv"
    rows = "Karabakh,2025,50,One\nShusha,2025,30,One\nTotal,2025,80,One\n"
    table.write_text(f"place,period,area_cleared (ha),source_title\n{rows}")
    (line,) = view("2025", own=ca.build(table)).totals
    (remark,) = (one.replace("\xa0", " ") for one in line.remarks)
    assert "with 50 ha that the map cannot show, add up to 80 ha" in remark
