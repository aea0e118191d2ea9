"""Rows of the map: their columns and their cells say the same, whatever is stated."""

from decimal import Decimal
from functools import cache
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clearatlas as ca
from clearatlas.atlas import districts
from clearatlas.atlas.views import View
from clearatlas.building import load_boundaries
from clearatlas.observations import (
    MEASURES,
    Locus,
    Observation,
    Placing,
    Scope,
    Source,
    Status,
)
from clearatlas.periods import Period
from clearatlas.places import Gazetteer

DISTRICTS = ("tartar", "aghdara", "aghdam", "lachin", "khankendi", "khojaly")
PERIODS = ("2022", "2024", "2025")


@cache
def places():
    return Gazetteer.load()


@cache
def editions():
    return load_boundaries()


def observation(codes, measure, period, value, scope):
    return Observation(
        measure=MEASURES[measure],
        value=Decimal(value),
        placing=Placing(Locus.DISTRICT if len(codes) == 1 else Locus.GROUP, codes, codes),
        period=Period.parse(period),
        scope=scope,
        source=Source(title=f"synthetic {value}", published="2026-01-05"),
    )


figures = st.lists(
    st.builds(
        observation,
        st.lists(st.sampled_from(DISTRICTS), min_size=1, max_size=3, unique=True).map(tuple),
        st.sampled_from(("uxo", "area_cleared", "share_basis_unstated")),
        st.sampled_from(PERIODS),
        st.integers(0, 90),
        st.sampled_from(Scope),
    ),
    min_size=1,
    max_size=12,
)


def agree(row):
    cells = list(row)
    assert [cell.code for cell in cells] == list(row.codes)
    assert {cell.measure for cell in cells} <= {row.measure}
    assert [cell.statement for cell in cells] == list(row.statements)
    assert [cell.status for cell in cells] == list(row.statuses)
    assert [cell.rate for cell in cells] == list(row.rates)
    assert [cell.coloured for cell in cells] == list(row.coloured)
    assert row.is_silent == (not any(c.statement or c.groups or c.details for c in cells))
    for place, cell in enumerate(cells):
        if place not in row.unusual:
            assert not cell.groups
            assert not cell.details
            assert cell.flags == (cell.statement.flags if cell.statement else ())
            assert cell.status is (cell.statement.status if cell.statement else Status.MISSING)


@given(figures)
def test_columns_and_cells_of_random_figures_agree(some):
    atlas = ca.join(some, editions(), places=places(), view=View())
    for period in atlas.periods:
        for row in atlas.slice(period).rows.values():
            agree(row)


@given(figures, st.sampled_from((slice(None), slice(1), slice(1, None))))
def test_cells_are_the_same_where_every_district_is_judged_by_itself(some, drawn):
    def rows():
        atlas = ca.join(some, editions()[drawn], places=places(), view=View(extent="all"))
        return [list(row) for p in atlas.periods for row in atlas.slice(p).rows.values()]

    with patch.object(districts, "_to_be_judged", lambda *given: {*given[-1].places}):
        judged = rows()
    assert rows() == judged


@pytest.mark.parametrize("extent", ["reported", "all"])
def test_columns_and_cells_of_the_shipped_figures_agree(extent):
    atlas = ca.build(extent=extent)
    for period in atlas.periods:
        one = atlas.slice(period)
        for row in one.rows.values():
            agree(row)
            assert all(one.cells[row.measure.key, cell.code] == cell for cell in row)


def test_a_row_is_read_like_a_list():
    row = next(iter(ca.build(period="2025").slice(Period.parse("2025")).rows.values()))
    assert row[-1] == list(row)[-1]
    assert row[1:3] == list(row)[1:3]
    assert len(row[::-1]) == len(row) == 13
    with pytest.raises(IndexError):
        row[len(row)]
