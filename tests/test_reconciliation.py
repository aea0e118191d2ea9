"""The record held against itself: nested periods, running totals, figures printed again."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearatlas.gathering import figure_files, gather
from clearatlas.ledger.coverage import coverage, years_of
from clearatlas.ledger.ground import Ground
from clearatlas.ledger.misfits import MisfitKind
from clearatlas.ledger.nesting import Parts, inside_of, most_without_overlap
from clearatlas.ledger.record import keep
from clearatlas.observations import MEASURES, Bound, Locus, Observation, Placing, Source
from clearatlas.periods import Granularity, Period
from clearatlas.places import Gazetteer
from clearatlas.sources import ReadOptions

ALL = ("aghdam", "fuzuli", "lachin", "tartar", "shusha", "khojaly")


def figure(value, period, *places, measure="uxo", step=1, running=False, **more):
    locus = Locus.TOTAL if not places else Locus.DISTRICT if len(places) == 1 else Locus.GROUP
    source = more.pop("source", Source(title="synthetic", published="2026-01-05"))
    days = Period.parse(period)
    return Observation(
        measure=MEASURES[measure],
        value=Decimal(value),
        quantum=Decimal(step),
        placing=Placing(locus, places, places or ("national",)),
        period=replace(days, since=True) if running else days,
        source=source,
        **more,
    )


def found(*figures):
    return keep(figures).misfits


def kinds(*figures):
    return [misfit.kind for misfit in found(*figures)]


DAYS = ("2025", "2025-08", "2025-W33", "2025-08-17", "2025-08-04..2025-08-17", "..2025-08-31")


class TestNestedPeriods:
    @given(
        st.lists(
            st.tuples(
                st.integers(0, 9),
                st.sampled_from(DAYS),
                st.lists(st.sampled_from(ALL), unique=True),
            ),
            max_size=12,
        )
    )
    def test_what_is_inside_is_found_without_looking_at_every_pair(self, rows):
        figures = [figure(value, days, *places) for value, days, places in rows]
        statements = keep(figures).statements
        ground = Ground.of(statements)
        parts = Parts(statements)
        for whole in statements:
            expected = inside_of(whole, statements, ground)
            assert inside_of(whole, parts.near(whole), ground) == expected

    def test_weeks_that_sum_to_more_than_their_month_contradict_it(self):
        (misfit,) = found(
            figure(100, "2025-08", *ALL),
            figure(60, "2025-08-04..2025-08-10", *ALL),
            figure(55, "2025-08-11..2025-08-17", *ALL),
        )
        assert misfit.kind is MisfitKind.PARTS_EXCEED_WHOLE
        assert (misfit.stated, misfit.found, misfit.size) == (100, 115, 15)
        assert len(misfit.against) == 2

    def test_weeks_that_sum_to_less_contradict_nothing(self):
        assert not kinds(figure(100, "2025-08", *ALL), figure(60, "2025-W33", *ALL))

    def test_a_week_that_reaches_beyond_the_month_is_not_counted(self):
        assert not kinds(figure(10, "2025-08", *ALL), figure(60, "2025-07-28..2025-08-03", *ALL))

    def test_months_that_tile_a_year_and_sum_to_less_contradict_it(self):
        months = [figure(10, f"2025-{month:02}", *ALL) for month in range(1, 13)]
        (misfit,) = found(figure(125, "2025", *ALL), *months)
        assert misfit.kind is MisfitKind.PARTS_FALL_SHORT
        assert misfit.size == 5
        assert not kinds(figure(125, "2025", *ALL), *months[:-1])
        assert not kinds(figure(120, "2025", *ALL), *months)

    def test_the_same_days_stated_twice_are_counted_once(self):
        assert not kinds(
            figure(100, "2025-08", *ALL),
            figure(60, "2025-08-04..2025-08-10", *ALL),
            figure(61, "2025-08-04..2025-08-11", *ALL),
        )

    @pytest.mark.parametrize(
        ("bound", "contradicts"),
        [(Bound.AT_LEAST, False), (Bound.ABOUT, True), (Bound.AT_MOST, True)],
    )
    def test_more_than_is_never_exceeded(self, bound, contradicts):
        whole = figure(100, "2025-08", *ALL, bound=bound)
        assert bool(kinds(whole, figure(160, "2025-W33", *ALL))) is contradicts

    def test_rounding_is_no_contradiction(self):
        month = figure(1_000_000, "2025-08", *ALL, measure="area_cleared", step=10_000)
        week = figure(1_004_000, "2025-W33", *ALL, measure="area_cleared", step=1_000)
        assert not kinds(month, week)

    def test_a_disputed_month_is_contradicted_only_if_no_value_of_it_fits(self):
        month = figure(100, "2025-08", *ALL)
        other = figure(120, "2025-08", *ALL, source=Source(title="other", published="2026"))
        assert not kinds(month, other, figure(110, "2025-W33", *ALL))
        assert kinds(month, other, figure(130, "2025-W33", *ALL))

    def test_a_district_of_a_list_is_inside_the_list_and_others_are_not(self):
        month = figure(100, "2025-08", *ALL)
        assert kinds(month, figure(130, "2025-W33", "aghdam"))
        assert not kinds(month, figure(130, "2025-W33", "gazakh"))

    def test_lists_with_little_in_common_are_other_ground(self):
        month = figure(100, "2025-08", "aghdam", "fuzuli")
        assert not kinds(month, figure(130, "2025-W33", "lachin", "tartar"))

    def test_a_list_inside_a_longer_list_of_the_same_days_is_held_against_it(self):
        assert kinds(figure(100, "2025", *ALL), figure(150, "2025", "aghdam", "fuzuli")) == [
            MisfitKind.PARTS_EXCEED_WHOLE
        ]

    def test_a_week_for_more_places_than_the_month_contradicts_nothing(self):
        month = figure(100, "2025-08", "aghdam", "fuzuli")
        assert not kinds(month, figure(150, "2025-W33", "aghdam", "fuzuli", "lachin", "tartar"))

    def test_quarters_and_months_are_laid_side_by_side(self):
        assert kinds(
            figure(100, "2025", *ALL),
            figure(50, "2025-Q1", *ALL),
            figure(30, "2025-Q2", *ALL),
            figure(60, "2025-07", *ALL),
        ) == [MisfitKind.PARTS_EXCEED_WHOLE]

    def test_two_districts_are_added_and_one_district_twice_is_not(self):
        month = figure(100, "2025-08", *ALL)
        assert kinds(month, figure(60, "2025-W33", "aghdam"), figure(60, "2025-W33", "fuzuli"))
        assert not kinds(
            month,
            figure(60, "2025-08-11..2025-08-17", "aghdam"),
            figure(60, "2025-08-12..2025-08-18", "aghdam"),
        )

    def test_a_period_inside_a_running_total_is_held_against_it(self):
        total = figure(50, "2020-11-10..2025-07-31", running=True)
        assert kinds(total, figure(60, "2023", *ALL)) == [MisfitKind.PARTS_EXCEED_WHOLE]

    def test_percentages_are_never_added(self):
        share = "share_of_area_to_be_cleared"
        assert not kinds(
            figure(30, "2025", "aghdam", measure=share),
            figure(40, "2025-08", "aghdam", measure=share),
        )

    @given(values=st.lists(st.integers(0, 500), min_size=31, max_size=31))
    def test_a_month_that_is_the_sum_of_its_days_contradicts_no_week(self, values):
        first = date(2025, 8, 1)
        weeks = []
        for start in range(25):
            last = first + timedelta(start + 6)
            days = f"{first + timedelta(start)}..{last}"
            weeks.append(figure(sum(values[start : start + 7]), days, *ALL))
        assert not [
            one
            for one in found(figure(sum(values), "2025-08", *ALL), *weeks)
            if one.kind is not MisfitKind.PRINTED_AGAIN
        ]

    @given(
        spans=st.lists(
            st.tuples(st.integers(0, 40), st.integers(0, 9), st.integers(1, 50)),
            min_size=1,
            max_size=9,
        )
    )
    def test_the_laid_statements_share_no_day_and_no_other_choice_is_worth_more(self, spans):
        first = date(2025, 1, 1)
        record = keep(
            figure(value, f"{first + timedelta(s)}..{first + timedelta(s + n)}", *ALL)
            for (s, n), value in {(s, n): v for s, n, v in spans}.items()
        )
        laid = most_without_overlap(record.statements, lambda one: one.value)
        days = Counter(day for one in laid for day in days_of(one.period))
        assert max(days.values()) == 1
        assert sum(one.value for one in laid) == best_by_trying(record.statements)


def days_of(period):
    return [period.start + timedelta(n) for n in range(period.days)]


def best_by_trying(statements):
    """Return the largest sum of statements that share no day, by trying all choices."""
    best = 0
    for choice in range(2 ** len(statements)):
        chosen = [one for n, one in enumerate(statements) if choice >> n & 1]
        days = [day for one in chosen for day in days_of(one.period)]
        if len(days) == len(set(days)):
            best = max(best, sum(one.value for one in chosen))
    return best


class TestRunningTotals:
    def test_one_that_falls_is_held_against_all_it_falls_below(self):
        (misfit,) = found(
            figure(156_000, "..2024-08-16", running=True),
            figure(218_262, "2020-11-10..2025-07-31", running=True),
            figure(140_000, "..2025-08-17", running=True, bound=Bound.ABOUT),
        )
        assert misfit.kind is MisfitKind.RUNNING_TOTAL_FALLS
        assert misfit.subject.value == 140_000
        assert [one.value for one in misfit.against] == [156_000, 218_262]
        assert misfit.size == 78_262

    def test_one_that_is_far_too_high_is_named_itself_and_not_those_after_it(self):
        totals = [figure(100 * n, f"2020-11-10..2025-0{n}-28", running=True) for n in range(1, 7)]
        high = figure(9_000, "2020-11-10..2025-02-10", running=True)
        (misfit,) = found(*totals, high)
        assert misfit.subject.value == 9_000
        assert len(misfit.against) == 5

    def test_one_that_starts_later_may_be_smaller(self):
        assert not kinds(
            figure(500, "2020-11-10..2025-01-31", running=True),
            figure(100, "2024-01-01..2025-02-28", running=True),
        )

    def test_two_districts_say_nothing_of_the_whole_programme(self):
        assert not kinds(
            figure(100, "..2022-05-31", running=True),
            figure(50, "..2025-06-30", "aghdam", "fuzuli", running=True),
        )

    def test_an_unknown_start_is_not_taken_for_the_start_of_a_year(self):
        assert not kinds(
            figure(100, "..2025-05-31", running=True),
            figure(50, "2024-01-01..2025-06-30", running=True),
        )

    def test_one_that_began_later_is_inside_one_that_began_before(self):
        assert kinds(
            figure(100, "2020-11-10..2025-06-30", running=True),
            figure(150, "2022-01-01..2025-06-30", running=True),
        ) == [MisfitKind.PARTS_EXCEED_WHOLE]

    def test_a_district_never_has_more_than_the_nation(self):
        assert kinds(
            figure(100, "2020-11-10..2025-06-30", running=True),
            figure(150, "2020-11-10..2025-05-31", "aghdam", running=True),
        ) == [MisfitKind.PARTS_EXCEED_WHOLE]

    def test_a_district_whose_boundary_changed_may_have_less(self):
        totals = [
            figure(50, "..2023-06-30", "tartar", running=True),
            figure(30, "..2024-06-30", "tartar", running=True),
        ]
        assert kinds(*totals)
        assert not keep(totals, {"tartar": date(2023, 12, 5)}).misfits

    def test_more_than_does_not_fall(self):
        assert not kinds(
            figure(500, "..2025-01-31", running=True),
            figure(400, "..2025-02-28", running=True, bound=Bound.AT_LEAST),
        )

    def test_the_growth_holds_what_the_periods_between_report(self):
        before = figure(500, "2020-11-10..2025-07-31", running=True)
        after = figure(550, "2020-11-10..2025-08-31", running=True)
        week, month = figure(60, "2025-W33", *ALL), figure(40, "2025-08", *ALL)
        assert kinds(before, after, week) == [MisfitKind.GROWTH_BELOW_PARTS]
        assert kinds(before, after, month) == [MisfitKind.GROWTH_ABOVE_PARTS]
        assert not kinds(before, after, replace(month, value=Decimal(50)))

    def test_a_percentage_may_fall(self):
        share = "share_of_area_to_be_cleared"
        assert not kinds(
            figure(30, "..2025-01-31", "aghdam", measure=share, running=True),
            figure(20, "..2025-02-28", "aghdam", measure=share, running=True),
        )

    @given(growth=st.lists(st.integers(0, 100), min_size=2, max_size=8))
    def test_totals_that_only_grow_contradict_nothing(self, growth):
        total, figures = 0, []
        for month, more in enumerate(growth, start=1):
            total += more
            figures.append(figure(total, f"2020-11-10..2025-{month:02}-28", running=True))
        assert not kinds(*figures)


class TestPrintedAgain:
    def report(self, period, *values, source="one", places=ALL):
        who = Source(title=source, published="2026")
        keys = ("ap_mines", "at_mines", "uxo", "area_cleared")
        return [
            figure(value, period, *places, measure=key, source=who)
            for key, value in zip(keys, values, strict=True)
        ]

    def test_three_equal_counts_of_other_days_are_no_chance(self):
        september = self.report("2025-09-08..2025-09-14", 118, 11, 1406, 13_338_000)
        october = self.report("2025-10-06..2025-10-12", 118, 11, 1406, 14_975_000, source="two")
        (misfit,) = found(*september, *october)
        assert misfit.kind is MisfitKind.PRINTED_AGAIN
        assert {one.period.start.month for one in misfit.statements} == {10}
        assert {one.period.start.month for one in misfit.against} == {9}
        assert {one.measure.key for one in misfit.statements} == {"ap_mines", "at_mines", "uxo"}

    def test_it_is_found_behind_a_conflict_of_the_same_days(self):
        september = self.report("2025-09-08..2025-09-14", 118, 11, 1406, 13_338_000)
        october = self.report("2025-10-06..2025-10-12", 118, 11, 1406, 14_975_000, source="two")
        rightly = self.report("2025-10-06..2025-10-12", 77, 100, 1584, 14_975_000, source="three")
        assert MisfitKind.PRINTED_AGAIN in kinds(*september, *october, *rightly)

    def test_equal_counts_of_two_districts_are_no_reprint(self):
        week, next_week = "2025-09-08..2025-09-14", "2025-09-15..2025-09-21"
        counts = (118, 11, 1406, 13_338_000)
        aghdam = self.report(week, *counts, places=("aghdam",))
        assert not kinds(*aghdam, *self.report(next_week, *counts, places=("fuzuli",)))
        assert kinds(*aghdam, *self.report(next_week, *counts, places=("aghdam",)))

    def test_each_district_that_is_printed_again_is_said_for_itself(self):
        week, next_week = "2025-09-08..2025-09-14", "2025-09-15..2025-09-21"
        figures = []
        for place, counts in (("aghdam", (118, 11, 1406, 55)), ("fuzuli", (90, 20, 300, 77))):
            figures += self.report(week, *counts, places=(place,))
            figures += self.report(next_week, *counts, places=(place,))
        again = found(*figures)
        assert {one.subject.codes for one in again} == {("aghdam",), ("fuzuli",)}
        assert all(len(one.statements) == 4 for one in again)

    def test_small_counts_may_be_equal(self):
        assert not kinds(
            *self.report("2025-09-08..2025-09-14", 3, 0, 12, 1_000),
            *self.report("2025-10-06..2025-10-12", 3, 0, 12, 2_000),
        )

    def test_a_longer_period_may_have_no_more_than_a_part_of_it(self):
        assert MisfitKind.PRINTED_AGAIN not in kinds(
            *self.report("2025-01", 118, 11, 1406, 13_338_000),
            *self.report("2025-01-01..2025-02-10", 118, 11, 1406, 13_338_000),
        )

    def test_many_outlets_of_one_week_are_no_reprint(self):
        week = "2025-09-08..2025-09-14"
        assert not kinds(
            *self.report(week, 118, 11, 1406, 13_338_000),
            *self.report(week, 118, 11, 1406, 13_338_000, source="two"),
        )


class TestCoverage:
    def test_it_counts_the_days_of_the_year_and_names_the_gaps(self):
        record = keep(
            [
                figure(5, "2024-12-30..2025-01-05", *ALL),
                figure(5, "2025-01-13..2025-01-19", *ALL),
                figure(9, "2025-02", *ALL),
            ]
        )
        year = Period.parse("2025")
        weeks, months = coverage(record.statements, year)
        assert (weeks.granularity, weeks.covered, weeks.days) == (Granularity.WEEK, 12, 365)
        assert [str(gap) for gap in weeks.gaps] == [
            "2025-W02",
            "2025-01-20..2025-12-31",
        ]
        assert (months.granularity, months.covered) == (Granularity.MONTH, 28)
        assert year in years_of(record.statements)

    def test_a_running_total_and_a_district_cover_nothing(self):
        record = keep(
            [figure(5, "2025-W02", "aghdam"), figure(5, "2020-11-10..2025-07-31", running=True)]
        )
        assert not list(coverage(record.statements, Period.parse("2025")))

    @given(starts=st.sets(st.integers(0, 360), max_size=40))
    def test_covered_days_and_gaps_are_all_days_of_the_year(self, starts):
        first = date(2025, 1, 1)
        record = keep(
            figure(1, f"{first + timedelta(s)}..{first + timedelta(s + 6)}", *ALL) for s in starts
        )
        for one in coverage(record.statements, Period.parse("2025")):
            assert one.covered + sum(gap.days for gap in one.gaps) == one.days == 365


@pytest.fixture(scope="module")
def shipped():
    gathered = gather(figure_files(), places=Gazetteer.load(), options=ReadOptions())
    return keep(gathered.whole().observations)


class TestShippedFigures:
    def test_the_running_total_of_august_2025_falls_below_five_others(self, shipped):
        (fall,) = [
            one
            for one in shipped.misfits
            if one.kind is MisfitKind.RUNNING_TOTAL_FALLS and one.stated == 1_400_000_000
        ]
        below = {one.value / 10_000 for one in fall.against}
        assert {156_000, 218_262} < below

    def test_the_week_of_october_2025_has_the_counts_of_september(self, shipped):
        (again,) = [one for one in shipped.misfits if one.kind is MisfitKind.PRINTED_AGAIN]
        assert str(again.subject.period) == "2025-W41"
        assert str(again.against[0].period) == "2025-W37"

    def test_no_year_is_covered_by_weeks_or_months(self, shipped):
        assert len(years_of(shipped.statements)) > 5
        for year in years_of(shipped.statements):
            assert not any(one.is_full for one in coverage(shipped.statements, year))
