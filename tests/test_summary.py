"""The summary never gives a sum without what it leaves out."""

from functools import cache

import pytest

import clearatlas as ca
from clearatlas.reporting.summary import summarise


@cache
def summary(period):
    return "\n".join(summarise(ca.build(period=period)))


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2025", "66,936.2 ha in 13 district(s) + 2,269.5 ha unplaced = 69,205.7 ha"),
        ("2025", "69,205.7 ha in total for 13 places, not split; agrees with the sum"),
        ("2025", "(status B, A)"),
        ("2025", "uxo: 13 district(s) only in a group total, 0 not reported"),
        ("2023", "The period reaches across a change of boundaries."),
        ("2023", "part only"),
        ("2024-08", "Sources conflict on 2 figure(s); all values are kept."),
        ("2020-11-10..2025-06-17", "about 35,000 ha in 1 district(s)"),
        ("2020-11-10..2025-06-17", "at least 206,000 ha as a total (national), not mapped"),
        ("2025-W33", "1,362.7 ha in total for 13 places, not split"),
        ("2025-W33", "other period(s) in the record"),
        ("2025-W33", "have a problem and stay off the map"),
        ("2016-05-14..2016-05-14", "area_cleared (checked): 1.2938 ha"),
    ],
)
def test_it_says_what_a_person_must_know(period, words):
    assert words in summary(period), summary(period)


def test_a_place_without_a_polygon_is_named():
    atlas = ca.build(period="2025", edition="2023")
    assert "no polygon for aghdara" in "\n".join(summarise(atlas))


def test_a_sum_of_no_district_is_no_zero(tmp_path):
    table = tmp_path / "synthetic.csv"
    table.write_text("place,period,area_ha\nOther districts,2025,17.5\n")
    words = "\n".join(summarise(ca.build(table)))
    assert "area_cleared: 17.5 ha unplaced; no district has a figure" in words
    assert "0 ha" not in words


def test_a_sum_of_disputed_parts_names_the_conflict(tmp_path):
    table = tmp_path / "synthetic.csv"
    table.write_text(
        "place,period,area_ha,source_title\n"
        "Lachin,2025-07,10,One\nLachin,2025-08,11,One\nLachin,2025-08,31,Two\nLachin,2025-09,12,One\n"
    )
    words = "\n".join(summarise(ca.build(table, period="2025-Q3")))
    assert "Sources conflict on 1 figure(s); all values are kept." in words


def test_a_known_place_beside_an_unknown_one_is_in_their_total(tmp_path):
    table = tmp_path / "synthetic.csv"
    table.write_text("place,period,area_ha\nAtlantis; Fuzuli,2024,100\n")
    atlas = ca.build(table, keep_unknown=True)
    piece = atlas.slice(atlas.opening)
    (group,) = piece.groups
    assert (group.codes, group.without_polygon) == (("Atlantis", "fuzuli"), ("Atlantis",))
    assert piece.cells["area_cleared", "fuzuli"].groups == (group.id,)
    assert "100 ha in total for 2 places, not split" in "\n".join(summarise(atlas))


def test_figures_for_another_border_are_named():
    words = "\n".join(summarise(ca.build(period="2023", edition="2024")))
    assert (
        "For another border than the one drawn, without a rate: aghdam, kalbajar, tartar" in words
    )


#: Rows over a total of 80 ha, and whether the total is their sum for certain, maybe, or not.
TABLES = {
    "every row": ("Fuzuli,50\nShusha,30", "agrees"),
    "a wrong sum": ("Fuzuli,10\nShusha,30", "both cannot be right"),
    "a gap": ("Fuzuli,\nShusha,30", ""),
    "a group": ("Fuzuli; Lachin,50\nShusha,30", ""),
    "a region": ("Karabakh,50\nShusha,30", "agrees"),
    "a village": ("Baganis Ayrim village,50\nShusha,30", ""),
}


@pytest.mark.parametrize(("rows", "verdict"), TABLES.values(), ids=TABLES)
def test_a_total_is_held_only_against_all_of_its_parts(tmp_path, rows, verdict):
    table = tmp_path / "synthetic.csv"
    lines = [f"{row},2025,One" for row in [*rows.split("\n"), "Total,80"]]
    table.write_text("\n".join(["place,area_cleared (ha),period,source_title", *lines]))
    said = "\n".join(summarise(ca.build(table)))
    (line,) = [line for line in said.splitlines() if "80 ha as a total" in line]
    assert verdict in line
    assert (verdict == "") == line.endswith("not mapped")
