"""The record: repeats merge, revisions and conflicts are told apart, nothing is counted twice."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearatlas.ledger.claims import merge_repeats, repeats
from clearatlas.ledger.derivation import derive
from clearatlas.ledger.record import keep
from clearatlas.observations import (
    MEASURES,
    Bound,
    Locus,
    Observation,
    Origin,
    Placing,
    Problem,
    Scope,
    Source,
    Status,
)
from clearatlas.periods import Period

AREA = MEASURES["area_cleared"]
UXO = MEASURES["uxo"]
PRIME_MINISTER = Source(title="speech", published="2026-03-13", agency="Prime Minister")


def figure(
    value,
    *places,
    period="2025",
    measure=UXO,
    source="ANAMA via one outlet",
    published="2026-01-05",
    quantum=1,
    locus=None,
    **more,
):
    if locus is None:
        locus = Locus.TOTAL if not places else Locus.DISTRICT if len(places) == 1 else Locus.GROUP
    codes = places if locus in (Locus.DISTRICT, Locus.GROUP) else ()
    written = places or ("national",)
    if not isinstance(source, Source):
        source = Source(title=source, published=published, agency="ANAMA")
    return Observation(
        measure=measure,
        value=Decimal(str(value)),
        quantum=Decimal(str(quantum)),
        placing=Placing(locus, codes, written),
        period=Period.parse(period),
        source=source,
        **more,
    )


def hectares(text, *places, **more):
    step = Decimal(1).scaleb(Decimal(text).as_tuple().exponent) * 10_000
    return figure(Decimal(text) * 10_000, *places, measure=AREA, quantum=step, **more)


def only(record):
    (statement,) = record.statements
    return statement


class TestRepeats:
    @pytest.mark.parametrize(
        ("vague", "step", "precise"),
        [("69200", 100, "69205.7"), ("62023", 1, "62023.9"), ("1043", 1, "1043.2")],
    )
    def test_rounded_and_truncated_values_are_repeats(self, vague, step, precise):
        rounded = replace(hectares(vague), quantum=Decimal(step) * 10_000)
        assert repeats(rounded, hectares(precise))

    def test_two_precise_values_never_repeat_each_other(self):
        assert not repeats(hectares("7135.1"), hectares("7235.1"))
        assert not repeats(figure(27872), figure(27812))

    @pytest.mark.parametrize(
        ("vague", "precise"), [("100", "199"), ("1000", "1999"), ("1200", "1299"), ("0", "0.4")]
    )
    def test_round_numbers_do_not_swallow_conflicts(self, vague, precise):
        assert not repeats(hectares(vague), hectares(precise))

    def test_zeros_at_the_end_tell_of_rounding(self):
        assert repeats(hectares("69200"), hectares("69205.7"))
        assert repeats(hectares("140000"), hectares("139800.5"))
        assert not repeats(hectares("69200"), hectares("69262.1"))

    @pytest.mark.parametrize("dates", [("2025-01-01", "2025-02-01"), ("2025-02-01", "2025-01-01")])
    def test_two_lower_bounds_do_not_contradict_each_other(self, dates):
        bounds = [
            figure(v, "aghdam", bound=Bound.AT_LEAST, source=f"outlet {v}", published=day)
            for v, day in zip((100, 8200), dates, strict=True)
        ]
        statement = only(keep(bounds))
        assert statement.value == 8200
        assert not statement.is_disputed

    def test_a_precise_value_does_not_repeat_a_vague_one(self):
        assert not repeats(hectares("62023.9"), hectares("62023"))

    def test_more_than_fits_what_is_more(self):
        least = replace(hectares("8200"), bound=Bound.AT_LEAST)
        assert repeats(least, hectares("8450.1"))
        assert not repeats(least, hectares("8100.1"))

    # Below 1,000 no count can be taken for a rounded one: two digits and two zeros.
    @given(st.lists(st.integers(0, 999), min_size=1, max_size=12))
    def test_every_observation_is_in_exactly_one_claim(self, values):
        observations = [figure(v, "aghdam", source=f"outlet {n}") for n, v in enumerate(values)]
        claims = merge_repeats(observations)
        kept = [o for claim in claims for o in claim.observations]
        assert sorted(kept, key=id) == sorted(observations, key=id)
        assert len(claims) == len(set(values))


class TestStatements:
    def test_repeats_merge_and_keep_all_sources(self):
        record = keep(
            [hectares("62023", source="icma"), hectares("62023.9", source="menafn")],
        )
        statement = only(record)
        assert statement.value == Decimal(620239000)
        assert {s.title for s in statement.sources} == {"icma", "menafn"}
        assert statement.status is Status.REPORTED

    def test_conflicts_keep_all_values_and_show_the_newest(self):
        older = figure(27872, source="AzerNews", published="2024-09-02", period="2024-08")
        newer = figure(27812, source="Report", published="2024-09-03", period="2024-08")
        statement = only(keep([older, newer]))
        assert [claim.value for claim in statement.claims] == [27812, 27872]
        assert statement.status is Status.CONFLICTING
        assert "conflict" in statement.flags

    def test_a_date_known_to_the_month_does_not_lose_to_a_day_of_that_month(self):
        swapped = figure(1020, source="Trend", published="2023-09-11")
        twice = [figure(972, source=name, published="2023-09") for name in ("mtm", "Report")]
        assert only(keep([swapped, *twice])).value == 972

    def test_a_publisher_who_corrects_itself_supersedes(self):
        first = figure(10, "aghdam", source="Trend", published="2025-01-01")
        second = figure(12, "aghdam", source="Trend", published="2025-02-01")
        statement = only(keep([second, first]))
        assert statement.value == 12
        assert [claim.value for claim in statement.superseded] == [10]
        assert statement.status is Status.REPORTED
        assert statement.flags == ("revised",)

    def test_a_month_as_published_date_revises_nothing(self):
        first = figure(10, "aghdam", source="Trend", published="2025-01")
        second = figure(12, "aghdam", source="Trend", published="2025-02-01")
        assert only(keep([first, second])).is_disputed

    def test_problems_stay_off_the_map_and_in_the_record(self):
        doubtful = replace(figure(1, "aghdam"), problems=(Problem(code="x", message="y"),))
        record = keep([doubtful])
        assert record.statements == ()
        assert record.withheld == (doubtful,)

    def test_scopes_and_definitions_are_series_of_their_own(self):
        record = keep(
            [
                figure(5, "aghdam"),
                figure(3, "aghdam", scope=Scope.OPERATOR),
                figure(4, "aghdam", definition="checked"),
            ]
        )
        assert len(record.statements) == 3
        assert not record.conflicts
        assert sorted(s.status for s in record.statements) == ["A", "D", "D"]

    def test_running_totals_of_the_same_days_are_one_period(self):
        marked = replace(
            figure(5, "aghdam", period="2025-01-01..2025-03-11", source="one"),
            period=Period(*_days("2025-01-01..2025-03-11"), since=True),
        )
        plain = figure(5, "aghdam", period="2025-01-01..2025-03-11", source="two")
        assert only(keep([marked, plain])).period.since

    def test_a_calendar_year_stays_one_whatever_somebody_else_calls_it(self):
        marked = replace(
            figure(5, "aghdam", source="one"), period=Period(*_days("2025"), since=True)
        )
        record = keep([marked, figure(7, "lachin", source="two")])
        assert [str(s.period.granularity) for s in record.statements] == ["year", "cumulative"]


class TestTotals:
    LIST = ("aghdam", "fuzuli", "jabrayil", "lachin")

    def test_two_lists_of_one_total_are_one_statement(self):
        record = keep(
            [
                figure(9, *self.LIST, source="one"),
                figure(9, *self.LIST[:3], source="two", published="2026-01-04"),
            ]
        )
        statement = only(record)
        assert statement.codes == self.LIST
        assert statement.other_lists == (tuple(sorted(self.LIST[:3])),)
        assert "place_lists_differ" in statement.flags

    def test_a_total_without_places_repeats_the_group_total(self):
        record = keep(
            [
                hectares("69205.7", *self.LIST),
                figure(692_000_000, measure=AREA, quantum=1_000_000, source=PRIME_MINISTER),
            ]
        )
        assert only(record).locus is Locus.GROUP
        assert only(record).value == Decimal(692057000)

    def test_differing_totals_with_nearly_the_same_list_conflict(self):
        record = keep(
            [
                figure(1161, *self.LIST, source="news.az"),
                figure(1131, *self.LIST, "khojaly", source="unikal"),
            ]
        )
        assert {claim.value for claim in only(record).claims} == {1131, 1161}

    def test_one_source_with_two_lists_means_two_totals(self):
        record = keep([figure(9, *self.LIST), figure(7, *self.LIST[:3])])
        assert len(record.statements) == 2
        assert not record.conflicts

    def test_a_wider_total_is_not_taken_for_the_groups(self):
        local = Source(title="local", published="2026-01-01")
        national = Source(title="national", published="2026-02-01")
        record = keep(
            [figure(115, *self.LIST, source=local), figure(163, source=national)],
        )
        assert sorted((s.locus, s.value) for s in record.statements) == [
            (Locus.GROUP, 115),
            (Locus.TOTAL, 163),
        ]

    def test_one_agencys_misprint_is_a_conflict_with_the_stated_places(self):
        record = keep(
            [
                figure(27872, source="AzerNews", published="2024-09-02"),
                figure(27812, *self.LIST, source="Report", published="2024-09-01"),
            ]
        )
        statement = only(record)
        assert {claim.value for claim in statement.claims} == {27872, 27812}
        assert statement.codes == self.LIST

    def test_different_values_for_overlapping_lists_are_two_totals(self):
        record = keep(
            [
                figure(115, *self.LIST[:2], source="one"),
                figure(163, *self.LIST[:3], source="two"),
            ]
        )
        assert sorted(s.value for s in record.statements) == [115, 163]
        assert not record.conflicts

    def test_two_totals_for_the_same_places_stay_two_in_the_slice(self):
        figures = [
            figure(100, *self.LIST[:3], source="one"),
            figure(40, *self.LIST[:2], source="one"),
            figure(41, *self.LIST[:2], source="two"),
        ]
        record = keep(figures)
        said = sorted(claim.value for s in record.statements for claim in s.claims)
        assert said == [40, 41, 100]

    def test_a_bound_is_not_contradicted_by_larger_parts(self):
        record = keep(
            [
                figure(5000, "aghdam"),
                figure(4000, "fuzuli"),
                figure(8200, "aghdam", "fuzuli", source="two", bound=Bound.AT_LEAST),
            ]
        )
        (total,) = [s for s in record.statements if s.locus is Locus.GROUP]
        assert not total.parts.agrees
        assert not total.parts.contradicts

    @pytest.mark.parametrize(("bottom", "wrong"), [(57, False), (60, True), (40, True)])
    def test_the_bottom_line_of_a_table_must_be_its_sum(self, bottom, wrong):
        closing = replace(figure(bottom), closes=True)
        record = keep([figure(50, "aghdam"), figure(7, "fuzuli"), closing])
        (total,) = [s for s in record.statements if s.locus is Locus.TOTAL]
        assert total.parts.contradicts is wrong
        assert total.parts.agrees is not wrong

    def test_subtotals_are_not_compared_with_all_districts(self):
        def total(value, label):
            return replace(figure(value), placing=Placing(Locus.TOTAL, (), (label,)))

        record = keep(
            [figure(50, "aghdam"), figure(7, "fuzuli"), total(50, "north"), total(57, "total")]
        )
        parts = {s.label: s.parts for s in record.statements if s.locus is Locus.TOTAL}
        assert parts["north"] is None
        assert parts["total"].agrees

    def test_subtotals_of_one_source_do_not_conflict(self):
        def total(value, label):
            return replace(figure(value), placing=Placing(Locus.TOTAL, (), (label,)))

        record = keep([total(5, "subtotal north"), total(6, "subtotal south"), total(11, "total")])
        assert len(record.statements) == 3

    def test_a_total_that_equals_its_parts_says_so_and_is_not_added(self):
        record = keep(
            [
                hectares("60.5", "aghdam"),
                hectares("30.0", "fuzuli"),
                hectares("9.5", "other districts", locus=Locus.RESIDUAL),
                hectares("100.0", "aghdam", "fuzuli", source="other"),
            ]
        )
        (total,) = [s for s in record.statements if s.locus is Locus.GROUP]
        assert total.parts.agrees
        assert total.parts.complete
        assert total.parts.parts_sum == 1_000_000

    def test_a_total_that_its_parts_contradict_says_so(self):
        record = keep([figure(6, "aghdam"), figure(5, "fuzuli"), figure(9, "aghdam", "fuzuli")])
        (total,) = [s for s in record.statements if s.locus is Locus.GROUP]
        assert not total.parts.agrees
        assert total.parts.parts_sum == 11

    @given(st.permutations(range(6)))
    def test_the_order_of_the_files_changes_nothing(self, order):
        observations = [
            figure(9, *self.LIST, source="one"),
            figure(9, *self.LIST[:3], source="two"),
            figure(8, *self.LIST, source="three", published="2026-01-03"),
            figure(9, source="four"),
            figure(2, "aghdam", source="five"),
            figure(3, "aghdam", source="six"),
        ]
        assert keep(observations[n] for n in order) == keep(observations)


class TestConservation:
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["aghdam", "fuzuli", "jabrayil", "lachin", "shusha"]),
                st.sampled_from(["2024", "2025"]),
                st.decimals(0, 99999, places=1),
            ),
            max_size=20,
            unique_by=lambda row: row[:2],
        )
    )
    def test_what_goes_in_comes_out_exactly(self, rows):
        observations = [hectares(str(v), place, period=p) for place, p, v in rows]
        record = keep(observations)
        assert sum(s.value for s in record.statements) == sum(o.value for o in observations)
        assert len(record.statements) == len(rows)


class TestDerivation:
    QUARTERS = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")

    def test_an_exact_tiling_is_added_and_says_so(self):
        record = keep([figure(n, "aghdam", period=q) for n, q in enumerate(self.QUARTERS, 1)])
        (year,) = derive(record.statements, Period.parse("2025"))
        assert year.value == 10
        assert year.flags == ("derived",)
        assert len(year.derived_from) == 4

    def test_what_a_part_prints_stays_as_printed_with_its_period_beside_it(self):
        spot = Origin(file="synthetic.csv", where="row 2", text="31")
        figures = [replace(figure(31, "aghdam", period=q), origin=spot) for q in self.QUARTERS]
        (year,) = derive(keep(figures).statements, Period.parse("2025"))
        first = year.shown.observations[0].origin
        assert (first.text, first.where) == ("31", "row 2, 2025-Q1")

    def test_one_gap_gives_nothing(self):
        record = keep([figure(1, "aghdam", period=q) for q in self.QUARTERS[:3]])
        assert derive(record.statements, Period.parse("2025")) == ()

    def test_a_place_missing_in_one_part_gives_nothing_for_it(self):
        figures = [figure(1, "aghdam", period=q) for q in self.QUARTERS]
        figures += [figure(1, "fuzuli", period=q) for q in self.QUARTERS[:3]]
        derived = derive(keep(figures).statements, Period.parse("2025"))
        assert [s.codes for s in derived] == [("aghdam",)]

    def test_what_one_place_states_does_not_stop_another(self):
        figures = [figure(1, "aghdam", period=q) for q in self.QUARTERS]
        figures += [figure(9, "lachin"), figure(3, "aghdam", measure=AREA)]
        (year,) = derive(keep(figures).statements, Period.parse("2025"))
        assert (year.codes, year.value) == (("aghdam",), 4)

    def test_parts_of_different_length_tile_too(self):
        days = ("2025-Q1", "2025-Q2", "2025-07", "2025-08-01..2025-08-27")
        rest = ("2025-08-28..2025-08-31", "2025-09", "2025-Q4")
        figures = [figure(1, "aghdam", period=day) for day in (*days, *rest)]
        (year,) = derive(keep(figures).statements, Period.parse("2025"))
        assert year.value == 7

    def test_overlapping_parts_are_never_added(self):
        days = ("2025-01-01..2025-07-15", "2025-07-10..2025-12-31")
        record = keep([figure(1, "aghdam", period=day) for day in days])
        assert derive(record.statements, Period.parse("2025")) == ()

    def test_a_residual_is_one_ground_in_any_language(self):
        words = ("other districts", "digər rayonlar", "другие районы", "other districts")
        figures = [
            figure(5, word, period=q, locus=Locus.RESIDUAL)
            for word, q in zip(words, self.QUARTERS, strict=True)
        ]
        (year,) = derive(keep(figures).statements, Period.parse("2025"))
        assert year.value == 20

    def test_statuses_and_bounds_of_the_parts_are_not_lost(self):
        figures = [figure(1, "aghdam", period=q) for q in self.QUARTERS]
        figures[1] = replace(figures[1], status=Status.PROVISIONAL, bound=Bound.AT_LEAST)
        (year,) = derive(keep(figures).statements, Period.parse("2025"))
        assert year.status is Status.PROVISIONAL
        assert year.bound is Bound.AT_LEAST
        assert "provisional" in year.flags

    def test_percentages_are_never_added(self):
        share = MEASURES["share_of_area_to_be_cleared"]
        record = keep([figure(1, "aghdam", period=q, measure=share) for q in self.QUARTERS])
        assert derive(record.statements, Period.parse("2025")) == ()


def _days(text):
    period = Period.parse(text)
    return period.start, period.end


class TestTotalsAndParts:
    def parts(self, *figures):
        (total,) = [s for s in keep(figures).statements if s.locus is not Locus.DISTRICT]
        return total.parts

    @pytest.mark.parametrize(
        ("bound", "contradicts"), [(Bound.AT_LEAST, False), (Bound.AT_MOST, True)]
    )
    def test_bounds_of_parts_are_given_the_benefit_of_the_doubt(self, bound, contradicts):
        districts = [figure(40, code, bound=bound) for code in ("aghdam", "fuzuli")]
        check = self.parts(figure(100, "aghdam", "fuzuli"), *districts)
        assert check.contradicts is contradicts

    def test_districts_outside_of_a_list_do_not_make_its_total_agree(self):
        outside = [figure(30, "aghdam"), figure(50, "lachin")]
        check = self.parts(figure(80, "aghdam", "fuzuli"), *outside)
        assert not check.agrees
        assert check.parts_sum == 30

    def test_rounded_parts_may_miss_their_total_by_their_rounding(self):
        districts = [hectares("33", code) for code in ("aghdam", "fuzuli", "lachin")]
        assert not self.parts(
            hectares("100.4", "aghdam", "fuzuli", "lachin"), *districts
        ).contradicts

    def test_a_disputed_part_contradicts_only_if_no_value_of_it_fits(self):
        disputed = [figure(40, "aghdam"), figure(60, "aghdam", source="another")]
        assert not self.parts(
            figure(80, "aghdam", "fuzuli"), *disputed, figure(40, "fuzuli")
        ).contradicts

    def test_the_compared_parts_stay_with_the_total(self):
        districts = [figure(40, "aghdam"), figure(50, "fuzuli")]
        check = self.parts(figure(100, "aghdam", "fuzuli"), *districts)
        assert check.contradicts
        assert [part.value for part in check.parts] == [40, 50]


class TestWholes:
    def test_two_national_totals_of_different_sources_conflict(self):
        record = keep([figure(100), figure(170, source="another")])
        (total,) = record.statements
        assert total.is_disputed

    def test_a_later_national_total_of_the_same_source_revises_it(self):
        early, late = figure(100, published="2025-09-01"), figure(170, published="2025-09-05")
        (total,) = keep([early, late]).statements
        assert (total.value, total.superseded[0].value) == (170, 100)

    def test_operators_without_an_agency_are_told_apart_by_their_title(self):
        titles = [Source(title=name) for name in ("HALO", "MAG")]
        figures = [
            figure(value, "aghdam", source=source, scope=Scope.OPERATOR)
            for value, source in zip((10, 50), titles, strict=True)
        ]
        assert not keep(figures).conflicts


def test_tilings_that_disagree_derive_nothing():
    months = [figure(10, "aghdam", period=f"2025-{month:02}") for month in range(1, 13)]
    year = Period.parse("2025")
    assert derive(keep(months).statements, year)[0].value == 120
    disputed = keep([*months, figure(50, "aghdam", period="2025-Q1")])
    assert not derive(disputed.statements, year)
