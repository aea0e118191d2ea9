"""Figures of different ground stay apart, and what applies beside a status is told."""

from decimal import Decimal

import pytest

import clearatlas as ca
from clearatlas.ledger.record import keep
from clearatlas.observations import Bound, Locus, Status
from clearatlas.outputs.wording import LANGUAGES, texts
from clearatlas.sources.options import ReadOptions

HEADER = "place,period,measure,value,unit,bound,status,scope,source_title,agency,published\n"


@pytest.fixture
def record(tmp_path):
    def record(*rows, **options):
        path = tmp_path / "synthetic.csv"
        path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return keep(ca.read(path, options=ReadOptions(**options)).observations)

    return record


def told(record):
    return {
        (one.locus, one.codes, one.value, one.bound, len(one.claims)) for one in record.statements
    }


GROUP = ("aghdam", "fuzuli", "lachin")


def test_a_bound_of_a_list_is_not_the_national_figure(record):
    kept = record(
        "Aghdam; Fuzuli; Lachin,2025-Q3,uxo,5000,,at_most,,,Newspaper B,,2025-10-05",
        "Total,2025-Q3,uxo,40,,,,,Source A,,2025-10-02",
    )
    assert told(kept) == {
        (Locus.GROUP, GROUP, 5000, Bound.AT_MOST, 1),
        (Locus.TOTAL, (), 40, Bound.EXACT, 1),
    }


def test_a_bound_gives_no_district_to_the_figure_of_others_and_hides_no_conflict(record):
    kept = record(
        "Aghdam; Fuzuli; Lachin,2025-Q3,uxo,5000,,at_most,,,Newspaper B,,2025-10-05",
        "Aghdam; Fuzuli,2025-Q3,uxo,40,,,,,Source A,,2025-10-02",
        "Total,2025-Q3,uxo,4000,,at_most,,,Newspaper C,,2025-10-03",
        "Total,2025-Q3,uxo,90000,,,,,Source D,,2025-10-03",
    )
    groups = {one for one in told(kept) if one[0] is Locus.GROUP}
    assert groups == {
        (Locus.GROUP, GROUP, 5000, Bound.AT_MOST, 1),
        (Locus.GROUP, GROUP[:2], 40, Bound.EXACT, 1),
    }
    (national,) = (one for one in kept.statements if one.locus is Locus.TOTAL)
    assert {claim.value for claim in national.claims} == {4000, 90000}
    assert national.is_disputed


def test_at_least_so_much_nationally_is_no_source_of_a_list(record):
    kept = record(
        "Aghdam; Fuzuli,2025-Q3,uxo,1000,,,,,Source A,,2025-10-02",
        "Total,2025-Q3,uxo,300,,at_least,,,Newspaper B,,2025-10-05",
    )
    assert [len(one.sources) for one in kept.statements] == [1, 1]


def test_percentages_of_other_ground_stay_apart(record):
    kept = record(
        "Aghdam; Fuzuli,2025-Q3,share_basis_unstated,51.24,,,,,Source A,,2025-10-02",
        "Total,2025-Q3,share_basis_unstated,51.24,,,,,Newspaper B,,2025-10-05",
    )
    assert len(kept.statements) == 2


def test_a_rounded_total_without_places_still_repeats_the_list(record):
    kept = record(
        "Aghdam; Fuzuli,2025,area_cleared,69205.7,ha,,,,Source A,,2026-01-02",
        "Total,2025,area_cleared,69200,ha,,,,Newspaper B,,2026-01-05",
    )
    (total,) = kept.statements
    assert (total.value, len(total.sources)) == (Decimal(692_057_000), 2)


OTHERS = (
    "other districts,2025-Q3,uxo,100,,,,,Source A,,2025-10-02",
    "другие районы,2025-Q3,uxo,50,,,,,Source A,,2025-10-02",
)


def test_other_districts_in_two_languages_are_one_rest_to_add_up(record):
    (rest,) = record(*OTHERS, sum_rows=True).statements
    assert (rest.value, rest.is_disputed) == (150, False)


def test_other_districts_in_two_languages_stand_twice_in_one_source(record):
    with pytest.raises(ca.DataError, match="stands in each"):
        record(*OTHERS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_provisional_is_told_where_sources_conflict(tmp_path, view_of, lang):
    path = tmp_path / "synthetic.csv"
    rows = (
        "Fuzuli,2025,uxo,500,,,P,,Source A,,2026-01-02",
        "Fuzuli,2025,uxo,700,,,P,,Source B,,2026-01-02",
        "Lachin,2025,uxo,300,,,P,,Source A,,2026-01-02",
    )
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    atlas = ca.build(path, lang=lang)
    cells = atlas.slice(atlas.opening).cells
    assert cells["uxo", "fuzuli"].status is Status.CONFLICTING
    lines = view_of(atlas, atlas.opening, atlas.measures[0], lang).rows
    said = [remark for line in lines for remark in line.remarks]
    assert said.count(texts(lang)("status.P")) == 2  # of the conflict, and once of the other
