"""Days and periods as tables write them: forms, languages, and what is ambiguous."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearatlas.errors import BadPeriod
from clearatlas.periods import Period
from clearatlas.sources.dates import proved_order, read_period, read_span

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
}
CERTAIN = (
    "{0:%Y-%m-%d}",
    "{0:%d.%m.%Y}",
    "{0.day}.{0.month}.{0.year}",
    "{0:%Y/%m/%d}",
    "{0:%Y-%m-%d} 00:00:00",
    "{0:%Y-%m-%d}T00:00",
    "{0.day} {1} {0.year}",
    "{1} {0.day}, {0.year}",
)


@given(days, st.sampled_from(CERTAIN), st.sampled_from(sorted(MONTHS)))
def test_a_written_day_reads_back(day, form, language):
    month = MONTHS[language].split()[day.month - 1]
    assert read_span(form.format(day, month)) == (day, day)


@given(days, st.sampled_from("/-"), st.booleans())
def test_day_and_month_are_told_apart_only_where_the_order_is_known(day, cut, day_first):
    order = (day.day, day.month) if day_first else (day.month, day.day)
    text = cut.join(map(str, (*order, day.year)))
    assert read_span(text, day_first=day_first) == (day, day)
    if day.day > 12 or day.day == day.month:
        assert read_span(text) == (day, day)
    else:
        with pytest.raises(BadPeriod, match="it can be") as caught:
            read_span(text)
        assert str(day) in caught.value.reason
    assert proved_order(text) in ("day" if day_first else "month", None)


@given(days, days, st.sampled_from(("{}..{}", "{} – {}", "{} - {}", "{}/{}", "{}—{}")))
def test_a_range_is_from_its_first_to_its_last_day(one, other, form):
    first, last = sorted((one, other))
    assert read_period(form.format(first, last)) == Period(first, last)
    if first < last:
        with pytest.raises(BadPeriod, match="ends before it starts"):
            read_period(form.format(last, first))


DAYS = ("{0}-{1} {2} {3}", "{0}–{1} {2}, {3}", "{2} {0} - {1}, {3}", "{0}-{1}.{4:02}.{3}")


@given(days, days, st.sampled_from(DAYS), st.sampled_from(sorted(MONTHS)))
def test_days_of_one_month_need_its_name_once(one, other, form, language):
    first, last = sorted((one, other.replace(day=min(other.day, 28))))
    last = last.replace(year=first.year, month=first.month, day=max(first.day, min(last.day, 28)))
    month = MONTHS[language].split()[first.month - 1]
    text = form.format(first.day, last.day, month, first.year, first.month)
    assert read_period(text) == Period(first, last)


@given(days, days)
def test_a_range_with_dots_needs_no_spaces(one, other):
    first, last = sorted((one, other))
    assert read_period(f"{first:%d.%m.%Y}-{last:%d.%m.%Y}") == Period(first, last)


@given(st.text(alphabet="0123456789.-/ QWqw:T", max_size=24) | st.text())
def test_any_text_is_a_period_or_refused(text):
    try:
        period = read_period(text)
    except BadPeriod:
        return
    assert period.start is not None or period.end is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025", "2025"),
        ("2025.0", "2025"),
        ("2025-ci il", "2025"),
        ("2025 год", "2025"),
        ("2025-Q3", "2025-Q3"),
        ("Q3 2025", "2025-Q3"),
        ("2025 Q3", "2025-Q3"),
        ("2025Q3", "2025-Q3"),
        ("3-cü rüb 2025", "2025-Q3"),
        ("III квартал 2025 г.", "2025-Q3"),
        ("2025-W33", "2025-W33"),
        ("W33 2025", "2025-W33"),
        ("2025-08", "2025-08"),
        ("08.2025", "2025-08"),
        ("8/2025", "2025-08"),
        ("2025/08", "2025-08"),
        ("August 2025", "2025-08"),
        ("Aug. 2025", "2025-08"),
        ("2025, AVQUST", "2025-08"),
        ("avqust 2025-ci il", "2025-08"),
        ("Август 2025 г.", "2025-08"),
        ("2025-08-11..2025-08-17", "2025-W33"),
        ("01.2025..03.2025", "2025-Q1"),
        ("January 2025 – March 2025", "2025-Q1"),
        ("2020..2024", "2020-01-01..2024-12-31"),
        ("..2025-08-17", "..2025-08-17"),
        ("11–17 August 2025", "2025-W33"),
        ("11 - 17 August, 2025", "2025-W33"),
        ("11-17.08.2025", "2025-W33"),
        ("11-17/08/2025", "2025-W33"),
        ("11 – 17.8.2025", "2025-W33"),
        ("August 11-17, 2025", "2025-W33"),
        ("Aug. 11–17 2025", "2025-W33"),
        ("11-17 avqust 2025-ci il", "2025-W33"),
        ("11—17 августа 2025 г.", "2025-W33"),
        ("17/08/2025", "2025-08-17..2025-08-17"),
        ("11/11/2025", "2025-11-11..2025-11-11"),
    ],
)
def test_periods_in_many_forms(text, expected):
    assert str(read_period(text)) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "use 2025-08-11"),
        ("last week", "use 2025-08-11"),
        ("August", "use 2025-08-11"),
        ("2025-8", "use 2025-08-11"),
        ("2024-2025", "use 2025-08-11"),
        ("45870", "use 2025-08-11"),
        ("August August 2025", "use 2025-08-11"),
        ("1 2 August 2025", "use 2025-08-11"),
        ("Q5 2025", "use 2025-08-11"),
        ("hello 2025", "use 2025-08-11"),
        ("August 2025 approx", "use 2025-08-11"),
        ("2025-02-30", "there is no such day"),
        ("31.06.2025", "there is no such day"),
        ("31/02/2025", "there is no such day"),
        ("2025-13", "there is no such day"),
        ("2025-W54", "there is no such day"),
        ("11.08.25", "four digits"),
        ("11/08/25", "four digits"),
        ("11/08/2025", "it can be 2025-08-11 or 2025-11-08"),
        ("2025-08-11 10:30", "a time of day has no place here"),
        ("1899-12-30", "not between 1900 and 2100"),
        ("2205-08-11", "not between 1900 and 2100"),
        ("٢٠٢٥", "another script"),
        ("..", "it has no end; write START..END"),
        ("2025-08-11..", "it has no end; write START..END, or ..END for an unknown start"),
        ("17-11 August 2025", "ends before it starts"),
        ("11-31.06.2025", "there is no such day"),
        ("3-11/08/2025", "it can be"),
        ("2-3 quarter 2025", "11-17 August 2025"),
        ("28 July - 3 August 2025", "11-17 August 2025"),
        ("11-17 2025", "11-17 August 2025"),
        ("11-17 August", "11-17 August 2025"),
        ("01-03.2025", "11-17 August 2025"),
        ("2025-08-17..2025-08-11", "ends before it starts"),
    ],
)
def test_what_is_no_period_is_refused_with_the_reason(text, reason):
    with pytest.raises(BadPeriod) as caught:
        read_period(text)
    assert reason in caught.value.reason


def test_a_range_is_no_span():
    with pytest.raises(BadPeriod, match="a range has no place here"):
        read_span("2025-08-11..2025-08-17")


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("17/08/2025", "day"),
        ("08/17/2025", "month"),
        ("11/08/2025", None),
        ("01/08/2025 – 31/08/2025", "day"),
        ("17-08-2025", "day"),
        ("45/45/2025", None),
        ("2025-08-17", None),
        ("17.08.2025", None),
    ],
)
def test_a_number_over_twelve_proves_the_order(text, order):
    assert proved_order(text) == order
