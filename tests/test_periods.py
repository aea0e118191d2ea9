"""Periods: names that come back, kinds by the field's rule, and days counted once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearatlas.errors import BadPeriod
from clearatlas.periods import Granularity, Period

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@given(DAYS, st.integers(0, 800))
def test_a_period_comes_back_from_its_name(start, length):
    period = Period(start, start + timedelta(days=length))
    assert Period.parse(str(period)) == period


@given(DAYS)
def test_an_open_period_comes_back_from_its_name(day):
    for period in (Period(None, day), Period(day, None)):
        assert Period.parse(str(period)) == period
        assert period.granularity is Granularity.CUMULATIVE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2025", "year"),
        ("2025-Q3", "quarter"),
        ("2025-08", "month"),
        ("2022-12-01..2022-12-30", "month"),
        ("2023-02-01..2023-02-27", "month"),
        ("2025-W33", "week"),
        ("2022-01-10..2022-01-15", "week"),
        ("2025-06-10..2025-06-17", "week"),
        ("2021-06-21..2021-06-25", "week"),
        ("2021-06-21..2021-06-24", "other"),
        ("2023-03-13..2023-03-25", "other"),
        ("2021-06-01..2021-07-03", "other"),
        ("2025-11-01..2025-11-16", "other"),
        ("2025-01-01..2025-07-31", "other"),
        ("..2025-08-17", "cumulative"),
        ("2020-11-10..2025-06-17", "cumulative"),
        ("2016-05-14..2016-05-14", "other"),
    ],
)
def test_kinds_follow_the_rule(text, kind):
    assert Period.parse(text).granularity == kind


@pytest.mark.parametrize(
    "text",
    ["", "2025-13", "2025-W54", "2025-02-30", "soon", "..", "2025-Q5", "2025-08-17..2025-08-11"],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(BadPeriod):
        Period.parse(text)


@given(DAYS, st.integers(0, 400), DAYS)
def test_days_before_and_after_a_change_add_up(start, length, change):
    period = Period(start, start + timedelta(days=length))
    before = period.overlap_days(None, change - timedelta(days=1))
    assert before + period.overlap_days(change, None) == period.days
