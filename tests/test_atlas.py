"""The join: figures meet the edition valid in their period, and every sum is conserved."""

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import clearatlas as ca
from clearatlas.atlas.views import View
from clearatlas.building import load_boundaries
from clearatlas.errors import NothingToShow, UsageError
from clearatlas.observations import (
    MEASURES,
    Locus,
    Observation,
    Placing,
    Scope,
    Source,
    Status,
)
from clearatlas.periods import Granularity, Period
from clearatlas.places import Gazetteer

AREA = MEASURES["area_cleared"]
UXO = MEASURES["uxo"]
CHANGED = {"aghdara", "tartar", "kalbajar", "aghdam"}


@cache
def editions():
    return load_boundaries()


@cache
def shipped():
    return ca.build(period="2025")


def figure(value, *places, period="2025", measure=UXO, locus=None, title="synthetic", **more):
    if locus is None:
        locus = Locus.DISTRICT if len(places) == 1 else Locus.GROUP
    codes = places if locus in (Locus.DISTRICT, Locus.GROUP) else ()
    return Observation(
        measure=measure,
        value=Decimal(value),
        placing=Placing(locus, codes, places),
        period=Period.parse(period),
        source=Source(title=title, published="2026-01-05"),
        **more,
    )


def join(*figures, boundaries=None, **view):
    return ca.join(figures, boundaries or editions(), places=Gazetteer.load(), view=View(**view))


def cell(atlas, code, period="2025", measure="uxo"):
    return atlas.slice(Period.parse(period)).cells[measure, code]


class TestShippedFigures:
    @pytest.mark.parametrize(
        ("period", "placed", "unplaced", "total"),
        [("2025", "66936.2", "2269.5", "69205.7"), ("2023", "52864.2", "217.6", "53081.8")],
    )
    def test_the_two_complete_years_are_conserved_exactly(self, period, placed, unplaced, total):
        piece = shipped().slice(Period.parse(period))
        main = piece.sums["area_cleared"][0]
        assert main.placed == Decimal(placed) * 10_000
        assert main.unplaced == Decimal(unplaced) * 10_000
        assert main.total == Decimal(total) * 10_000

    @pytest.mark.parametrize("period", ["2023", "2025"])
    def test_the_annual_total_confirms_the_split_and_is_not_added(self, period):
        piece = shipped().slice(Period.parse(period))
        totals = [g.totals["area_cleared"] for g in piece.groups if "area_cleared" in g.totals]
        main = [total for total in totals if total.series.is_main]
        assert len(main) == 1
        assert main[0].parts.agrees

    def test_2023_is_drawn_without_aghdara_and_2025_with_it(self):
        before, after = (shipped().slice(Period.parse(year)) for year in ("2023", "2025"))
        assert (before.edition, after.edition) == ("2023", "2024")
        assert ("area_cleared", "aghdara") not in before.cells
        assert after.cells["area_cleared", "aghdara"].value == Decimal(78933000)

    def test_only_the_four_changed_districts_break_their_series(self):
        cells = shipped().slice(Period.parse("2025")).cells.values()
        broken = {c.code for c in cells if c.status is Status.BREAK}
        assert broken == CHANGED

    def test_khankendi_has_no_row_in_2023_and_is_not_zero(self):
        missing = shipped().slice(Period.parse("2023")).cells["area_cleared", "khankendi"]
        assert missing.value is None
        assert missing.status in {Status.MISSING, Status.IN_GROUP_TOTAL}

    def test_it_opens_on_the_newest_period_with_district_values(self):
        assert str(ca.build().opening) == "2025"

    def test_a_week_has_only_a_group_total(self):
        piece = shipped().slice(Period.parse("2025-W33"))
        group = piece.groups[0]
        assert group.totals["ap_mines"].value == 153
        assert group.totals["area_cleared"].value == 13_627_000
        assert len(group.codes) == 13
        for code in group.codes:
            inside = piece.cells["ap_mines", code]
            assert (inside.status, inside.value, inside.groups) == ("K", None, (group.id,))

    def test_known_conflicts_are_disputed_with_all_values(self):
        disputed = {
            (str(s.period), s.measure.key): {claim.value for claim in s.claims}
            for s in shipped().record.conflicts
        }
        assert disputed["2022-08", "uxo"] == {1161, 1131}
        assert disputed["2024-08", "uxo"] == {27872, 27812}
        assert disputed["2024-08", "area_cleared"] == {71_351_000, 72_351_000}

    def test_one_speech_says_two_shares_of_aghdam(self):
        both = {Decimal("51.24"), Decimal("54.24")}
        found = [
            s
            for s in shipped().record.conflicts
            if s.codes == ("aghdam",) and both <= {claim.value for claim in s.claims}
        ]
        assert len(found) == 1
        assert found[0].status is Status.CONFLICTING

    def test_every_figure_leads_to_a_source(self):
        for statement in shipped().record.statements:
            for claim in statement.claims:
                assert all(source.title or source.url for source in claim.sources)
                assert all(o.origin.file and o.origin.where for o in claim.observations)


class TestCells:
    def test_a_gap_is_never_a_zero(self):
        atlas = join(figure(0, "aghdam"), figure(3, "lachin"))
        assert cell(atlas, "aghdam").value == 0
        assert cell(atlas, "aghdam").status is Status.REPORTED
        assert cell(atlas, "fuzuli").value is None
        assert cell(atlas, "fuzuli").status is Status.MISSING

    def test_a_district_with_its_own_value_names_its_group_too(self):
        atlas = join(figure(3, "aghdam"), figure(9, "aghdam", "fuzuli"))
        own, listed = cell(atlas, "aghdam"), cell(atlas, "fuzuli")
        assert (own.value, own.status) == (3, Status.REPORTED)
        assert own.groups == listed.groups != ()
        assert (listed.value, listed.status) == (None, Status.IN_GROUP_TOTAL)

    def test_a_group_total_is_not_in_the_sum(self):
        atlas = join(figure(3, "aghdam"), figure(9, "aghdam", "fuzuli"))
        (total,) = atlas.slice(Period.parse("2025")).sums["uxo"]
        assert (total.placed, total.unplaced) == (3, 0)

    def test_an_operators_part_never_colours_a_district(self):
        atlas = join(figure(7, "aghdam", scope=Scope.OPERATOR), figure(1, "lachin"))
        own = cell(atlas, "aghdam")
        assert own.value is None
        assert [detail.value for detail in own.details] == [7]

    def test_an_operators_group_total_says_nothing_of_its_districts(self):
        atlas = join(figure(7, "aghdam", "fuzuli", scope=Scope.OPERATOR), figure(1, "lachin"))
        assert cell(atlas, "aghdam").status is Status.MISSING

    def test_another_definition_colours_only_where_nothing_else_does(self):
        atlas = join(
            figure(4, "aghdam", definition="checked"),
            figure(5, "aghdam"),
            figure(6, "fuzuli", definition="checked"),
        )
        assert (cell(atlas, "aghdam").value, cell(atlas, "aghdam").status) == (5, "A")
        assert (cell(atlas, "fuzuli").value, cell(atlas, "fuzuli").status) == (6, "D")
        cleared, checked = atlas.slice(Period.parse("2025")).sums["uxo"]
        assert (cleared.placed, checked.placed) == (5, 10)

    def test_rates_divide_by_the_drawn_area(self):
        atlas = join(figure(2_000_000, "lachin", measure=AREA))
        area = atlas.boundaries["2024"].frame.loc["lachin", "area_km2"]
        assert cell(atlas, "lachin", measure="area_cleared").rate == pytest.approx(200 / area * 100)

    def test_percentages_have_no_rate_and_no_sum(self):
        share = MEASURES["share_basis_unstated"]
        atlas = join(figure("51.24", "aghdam", measure=share))
        assert cell(atlas, "aghdam", measure=share.key).rate is None
        assert atlas.slice(Period.parse("2025")).sums[share.key] == ()


class TestUnplaced:
    def test_a_residual_is_kept_and_summed(self):
        atlas = join(figure(3, "aghdam"), figure(2, "other districts", locus=Locus.RESIDUAL))
        piece = atlas.slice(Period.parse("2025"))
        assert [row.reason for row in piece.unplaced] == ["residual"]
        assert piece.sums["uxo"][0].total == 5

    def test_a_place_without_a_polygon_is_unplaced(self):
        old = tuple(edition for edition in editions() if edition.edition == "2023")
        atlas = join(figure(3, "aghdara"), figure(1, "lachin"), boundaries=old)
        piece = atlas.slice(Period.parse("2025"))
        assert [(row.label, row.reason) for row in piece.unplaced] == [("aghdara", "no_polygon")]
        assert (piece.sums["uxo"][0].placed, piece.sums["uxo"][0].unplaced) == (1, 3)

    def test_files_without_aghdara_leave_its_figures_unplaced(self):
        atlas = ca.build(period="2025", edition="2023")
        main = atlas.slice(atlas.opening).sums["area_cleared"][0]
        assert main.placed == Decimal(590429000)
        assert main.unplaced == Decimal(101628000)

    def test_a_region_is_not_added_to_its_own_districts(self):
        region = figure(100, "Karabakh", locus=Locus.REGION)
        alone = join(region, figure(1, "gazakh")).slice(Period.parse("2025"))
        beside = join(region, figure(60, "aghdam")).slice(Period.parse("2025"))
        assert alone.sums["uxo"][0].unplaced == 100
        assert beside.sums["uxo"][0].unplaced == 0
        assert [row.reason for row in beside.unplaced] == ["region"]

    @pytest.mark.parametrize(("place", "unplaced"), [("gazakh", 100), ("barda", 0)])
    def test_a_region_is_added_only_to_what_lies_outside_it(self, place, unplaced):
        region = figure(100, "Karabakh", locus=Locus.REGION)
        piece = join(region, figure(5, place)).slice(Period.parse("2025"))
        assert piece.sums["uxo"][0].unplaced == unplaced

    def test_a_total_without_places_is_neither_placed_nor_unplaced(self):
        atlas = join(figure(3, "aghdam"), figure(50, "national", locus=Locus.TOTAL))
        piece = atlas.slice(Period.parse("2025"))
        assert [total.value for total in piece.totals] == [50]
        assert piece.unplaced == ()
        assert piece.sums["uxo"][0].total == 3

    @settings(deadline=None)
    @given(
        st.dictionaries(
            st.sampled_from(["aghdam", "aghdara", "lachin", "shusha", "gazakh", "*"]),
            st.integers(0, 10**9),
            min_size=1,
        ),
        st.sampled_from(["2022", "2023", "2023-11-20..2023-12-20", "2024-W01", "2025"]),
    )
    def test_placed_and_unplaced_are_everything_that_was_kept(self, values, period):
        figures = [
            figure(v, "other districts", period=period, locus=Locus.RESIDUAL)
            if place == "*"
            else figure(v, place, period=period)
            for place, v in values.items()
        ]
        (total,) = join(*figures).slice(Period.parse(period)).sums["uxo"]
        assert total.total == sum(values.values())


class TestEditions:
    @pytest.mark.parametrize(
        ("period", "place", "edition"),
        [
            ("2022", "aghdam", "2023"),
            ("2023", "aghdam", "2023"),
            ("2023-12", "aghdam", "2024"),
            ("2025", "aghdam", "2024"),
            ("2020-11-10..2025-06-17", "aghdam", "2023"),
            ("2020-11-10..2025-06-17", "aghdara", "2024"),
            ("..2025-06-17", "aghdam", "2024"),
        ],
    )
    def test_most_days_decide_among_those_that_hold_every_place(self, period, place, edition):
        atlas = join(figure(1, place, period=period))
        assert atlas.slice(atlas.periods[0]).edition == edition

    def test_straddling_is_a_note_not_a_status(self):
        atlas = join(figure(1, "lachin", period="2023-12"), figure(1, "lachin", period="2024-01"))
        assert atlas.slice(Period.parse("2023-12")).straddles
        assert not atlas.slice(Period.parse("2024-01")).straddles
        assert cell(atlas, "lachin", "2023-12").status is Status.REPORTED

    def test_a_break_needs_a_series_on_both_sides(self):
        alone = join(figure(1, "tartar", period="2025"))
        both = join(figure(1, "tartar", period="2025"), figure(1, "lachin", period="2022"))
        assert cell(alone, "tartar").status is Status.REPORTED
        assert cell(both, "tartar").status is Status.BREAK

    def test_every_statement_of_a_period_is_in_its_slice_once(self):
        atlas = ca.build()
        for period in atlas.periods:
            piece = atlas.slice(period)
            found = [c.statement for c in piece.cells.values() if c.statement]
            found += [detail for c in piece.cells.values() for detail in c.details]
            found += [total for group in piece.groups for total in group.totals.values()]
            found += [*piece.totals, *(row.statement for row in piece.unplaced)]
            stated = [s for s in atlas.record.statements if s.period == period]
            assert len(found) == len(stated)
            assert all(statement in found for statement in stated)

    def test_two_totals_for_one_list_are_two_groups(self):
        group = ("lachin", "shusha")
        atlas = join(
            figure(100, *group, "tartar", title="one"),
            figure(100, *group, title="two"),
            figure(63, *group, title="one"),
        )
        said = [g.totals["uxo"] for g in atlas.slice(Period.parse("2025")).groups]
        assert sorted(claim.value for total in said for claim in total.claims) == [63, 100]

    def test_only_the_first_value_after_the_change_breaks(self):
        years = [figure(n, "tartar", period=str(n)) for n in (2022, 2024, 2025)]
        atlas = join(*years)
        assert cell(atlas, "tartar", "2024").status is Status.BREAK
        assert cell(atlas, "tartar", "2025").status is Status.REPORTED


class TestViews:
    def test_extent_reported_is_the_usual_thirteen_and_what_is_named(self):
        assert len(join(figure(1, "lachin")).extent) == 13
        assert "gazakh" in join(figure(1, "gazakh")).extent
        assert len(join(figure(1, "gazakh"), extent="all").extent) == 78

    def test_a_period_nobody_stated_names_the_nearest(self):
        atlas = join(figure(1, "lachin", period="2025-08"), period="2025-09")
        with pytest.raises(NothingToShow, match=r"2025-09.*there are: 2025-08"):
            _ = atlas.selected

    def test_a_measure_nobody_stated_names_those_there_are(self):
        with pytest.raises(NothingToShow, match=r"ap_mines.*there are: uxo"):
            join(figure(1, "lachin"), measures=("ap_mines",))

    def test_quarters_make_a_year_and_say_so(self):
        quarters = [figure(n, "lachin", period=f"2025-Q{n}") for n in (1, 2, 3, 4)]
        atlas = join(*quarters, period="2025")
        assert cell(atlas, "lachin").value == 10
        assert "derived" in cell(atlas, "lachin").flags

    def test_latest_is_the_newest_end_with_district_values(self):
        atlas = join(
            figure(1, "lachin", period="2025-Q2"),
            figure(9, "lachin", "fuzuli", period="2025-W40"),
        )
        assert str(atlas.opening) == "2025-Q2"

    def test_with_group_totals_only_the_newest_of_them_opens(self):
        atlas = join(
            figure(9, "lachin", "fuzuli", period="2025-W40"),
            figure(8, "lachin", "fuzuli", period="2025-W39"),
        )
        assert str(atlas.opening) == "2025-W40"
        statuses = {c.status for c in atlas.slice(atlas.opening).cells.values()}
        assert statuses == {Status.IN_GROUP_TOTAL, Status.MISSING}

    def test_classes_are_the_same_for_all_periods_of_a_granularity(self):
        atlas = join(
            *(figure(n * 10, "lachin", period=f"2025-0{n}") for n in (1, 2, 3)),
            figure(5000, "lachin", period="2025"),
        )
        months = atlas.classes(UXO, Granularity.MONTH)
        assert months.breaks != atlas.classes(UXO, Granularity.YEAR).breaks or not months.breaks
        rates = [cell(atlas, "lachin", f"2025-0{n}").rate for n in (1, 2, 3)]
        assert [months.number(rate) for rate in rates] == [1, 2, 3]


class TestBadViews:
    @pytest.mark.parametrize("view", [{"lang": "fr"}, {"extent": "everything"}, {"period": "soon"}])
    def test_what_cannot_be_shown_is_a_wrong_call(self, view):
        with pytest.raises(UsageError, match=next(iter(view.values()))):
            View(**view)

    def test_an_open_end_is_no_crash(self):
        atlas = join(figure(1, "lachin", period="2025-01-01.."))
        assert str(atlas.opening) == "2025-01-01.."

    def test_a_view_of_another_atlas_is_its_own(self):
        atlas = join(figure(1, "lachin"))
        before = atlas.slice(atlas.opening)
        other = replace(atlas, extent=("lachin",))
        assert len(other.slice(other.opening).cells) < len(before.cells)


class TestFrames:
    def test_the_frame_has_declared_types_and_a_crs(self):
        frame = shipped().frame
        assert frame.crs == "EPSG:4326"
        assert str(frame["area_cleared_m2"].dtype) == "Float64"
        assert str(frame["area_cleared_ha"].dtype) == "Float64"
        assert frame.loc["tartar", "area_cleared_status"] == "B"
        assert frame.loc["tartar", "area_cleared_ha"] == 12.8
        assert frame["source_url"].str.startswith("https://").all()

    def test_unplaced_and_conflicts_are_tables(self):
        row = shipped().unplaced.query("measure == 'area_cleared'").iloc[0]
        assert (row["reason"], row["value"]) == ("residual", 2269.5)
        conflicts = shipped().conflicts
        assert conflicts.groupby(["period", "place", "measure"])["shown"].sum().eq(1).all()

    def test_the_long_table_holds_every_figure_of_the_period_once(self):
        table = shipped().table.query("measure == 'area_cleared' and definition == 'cleared'")
        values = table.groupby("locus")["value"].apply(lambda v: sum(map(Decimal, v)))
        assert values["district"] == Decimal("66936.2")
        assert values["residual"] == Decimal("2269.5")
        assert values["group"] == Decimal("69205.7")


def test_replacing_a_source_changes_no_value():
    first = figure(3, "aghdam")
    other = replace(first, source=Source(title="another synthetic", published="2026-01-06"))
    assert join(first).slice(Period.parse("2025")).sums == (
        join(other).slice(Period.parse("2025")).sums
    )


class TestOneFileForEveryPeriod:
    """A figure is for the border of its days, whatever border is drawn."""

    FLAG = "border_before:2023-12-05"

    def drawn_on(self, edition, *figures, **view):
        one = tuple(one for one in editions() if one.edition == edition)
        return join(*figures, boundaries=one, **view)

    def test_a_figure_for_an_older_border_has_no_rate_and_says_so(self):
        atlas = self.drawn_on("2024", figure(5, "tartar", period="2023"))
        own = cell(atlas, "tartar", "2023")
        assert (own.value, own.rate, own.coloured, own.flags) == (5, None, None, (self.FLAG,))
        assert atlas.classes(UXO, Granularity.YEAR).breaks == ()
        assert atlas.frame.loc["tartar", "uxo_flags"] == self.FLAG

    def test_a_figure_for_a_newer_border_has_none_either(self):
        atlas = self.drawn_on("2023", figure(5, "tartar", period="2025"))
        own = cell(atlas, "tartar", "2025")
        assert (own.rate, own.flags) == (None, ("border_since:2023-12-05",))

    def test_other_districts_and_periods_are_as_ever(self):
        atlas = self.drawn_on(
            "2024", figure(5, "lachin", period="2023"), figure(5, "tartar", period="2025")
        )
        assert cell(atlas, "lachin", "2023").flags == ()
        assert cell(atlas, "lachin", "2023").rate > 0
        assert cell(atlas, "tartar", "2025").rate > 0

    def test_a_district_that_was_none_yet_says_so(self):
        atlas = self.drawn_on("2024", figure(5, "tartar", period="2023"))
        none = cell(atlas, "aghdara", "2023")
        assert (none.status, none.flags) == (Status.MISSING, ("no_district_before:2023-12-05",))

    def test_a_percentage_of_another_border_is_not_coloured(self):
        share = MEASURES["share_basis_unstated"]
        atlas = self.drawn_on("2024", figure(5, "aghdam", period="2023", measure=share))
        assert cell(atlas, "aghdam", "2023", share.key).coloured is None

    def test_a_total_for_older_borders_says_so_in_each_district(self):
        atlas = self.drawn_on("2024", figure(5, "tartar", "lachin", period="2023"))
        assert cell(atlas, "tartar", "2023").flags == (self.FLAG,)
        assert cell(atlas, "lachin", "2023").flags == ()

    def test_the_series_breaks_and_periods_straddle_as_with_both_editions(self):
        years = [figure(n, "tartar", period=str(n)) for n in (2022, 2024)]
        atlas = self.drawn_on("2024", *years, figure(1, "lachin", period="2023-12"))
        assert cell(atlas, "tartar", "2024").status is Status.BREAK
        assert atlas.slice(Period.parse("2023-12")).straddles

    @pytest.mark.parametrize(
        ("kept", "period"), [(frozenset({"aghdara"}), "2023"), (frozenset(), "2025")]
    )
    def test_the_side_of_a_file_is_told_by_whether_it_holds_aghdara(self, kept, period):
        new = editions()[-1]
        drawn = {
            code: unit for code, unit in new.drawn.items() if code in kept or code != "aghdara"
        }
        file = replace(new, edition="mine", drawn=drawn, valid_from=None)
        atlas = join(figure(5, "tartar", period=period), boundaries=(file,))
        assert cell(atlas, "tartar", period).is_elsewhere


class TestSeveralTotals:
    def test_a_district_names_every_total_it_is_in(self):
        atlas = join(figure(3, "lachin", "shusha"), figure(9, "lachin", "fuzuli", "tartar"))
        both, one = cell(atlas, "lachin"), cell(atlas, "shusha")
        assert len(both.groups) == 2
        assert set(one.groups) < set(both.groups)
        assert atlas.frame.loc["lachin", "uxo_group"] == "; ".join(both.groups)


class TestIdsOfGroups:
    FIGURES = (
        figure(5, "lachin", "shusha", "tartar", measure=AREA),
        figure(3, "lachin", "shusha"),
        figure(4, "lachin", "shusha", title="another kind", scope=Scope.OPERATOR),
    )

    @pytest.mark.parametrize("asked", [("uxo",), ("area_cleared",), ("area_cleared", "uxo")])
    def test_a_group_has_one_id_whatever_measures_are_asked_for(self, asked):
        every = self.ids()
        own = self.ids(measures=asked)
        assert own.items() <= every.items()
        assert own.keys() == {series for series in every if series.measure_key in asked}

    def ids(self, **view):
        groups = join(*self.FIGURES, **view).slice(Period.parse("2025")).groups
        return {total.series: group.id for group in groups for total in group.totals.values()}

    def test_what_is_derived_for_a_period_moves_no_id(self):
        months = [
            figure(1, "aghdam", "fuzuli", "lachin", "shusha", period=f"2025-{month:02}")
            for month in range(1, 13)
        ]
        stated = join(*self.FIGURES, *months, period="all").slice(Period.parse("2025")).groups
        asked = join(*self.FIGURES, *months, period="2025").slice(Period.parse("2025")).groups
        assert [group.id for group in asked[: len(stated)]] == [group.id for group in stated]
        assert [group.codes for group in asked[: len(stated)]] == [one.codes for one in stated]
        (derived,) = asked[len(stated) :]
        assert derived.totals["uxo"].value == 12


def test_a_year_opens_before_a_running_total_to_the_same_day():
    running = [figure(9, place, period="..2025-12-31") for place in ("aghdam", "fuzuli")]
    atlas = join(figure(1, "aghdam", period="2025"), *running)
    assert str(atlas.opening) == "2025"
