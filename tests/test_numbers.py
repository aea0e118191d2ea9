"""Numbers as reports print them: grouping, decimals, steps, and what is ambiguous."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearatlas.errors import BadNumber
from clearatlas.observations import Bound
from clearatlas.sources.bounds import split_bound
from clearatlas.sources.numbers import Number, proved_mark, read_number, read_stored_number

ONE = Decimal(1)
GROUPINGS = ("", " ", "\u00a0", "\u2009", "\u202f", "'", "’", "other mark")
values = st.integers(min_value=0, max_value=9).flatmap(
    lambda places: st.decimals(min_value=0, max_value=10**12, places=places)
)


def printed(value: Decimal, mark: str, grouping: str) -> str:
    """Return a value as somebody with these habits prints it."""
    if grouping == "other mark":
        grouping = "," if mark == "." else "."
    whole, _, decimals = format(value, "f").partition(".")
    return f"{int(whole):,}".replace(",", grouping) + (mark + decimals if decimals else "")


def readings_of(text: str) -> tuple[object, ...]:
    """Return the value of a text, or all that it could be where it is refused."""
    try:
        return (read_number(text).value,)
    except BadNumber as error:
        return error.candidates


@given(values, st.sampled_from(".,"), st.sampled_from(GROUPINGS))
def test_a_printed_value_reads_back_where_the_mark_is_declared(value, mark, grouping):
    number = read_number(printed(value, mark, grouping), decimal=mark)
    assert number.value == value
    assert number.value % number.quantum == 0


@given(values, st.sampled_from(".,"), st.sampled_from(GROUPINGS))
def test_without_a_declared_mark_a_value_is_right_or_ambiguous(value, mark, grouping):
    text = printed(value, mark, grouping)
    readings = readings_of(text)
    assert value in readings
    assert len(readings) == 1 or (len(readings) == 2 and proved_mark(text) is None)


@given(values, st.sampled_from(".,"), st.sampled_from(GROUPINGS))
def test_a_proved_mark_is_the_true_one(value, mark, grouping):
    assert proved_mark(printed(value, mark, grouping)) in (mark, None)


@given(st.text(alphabet="0123456789.,'’ -+eE%\u00a0\u2009٣²a", max_size=14) | st.text())
def test_any_text_is_a_number_or_refused(text):
    try:
        number = read_number(text)
    except BadNumber:
        return
    assert number.value >= 0
    assert number.quantum > 0
    assert any(sign in "0123456789" for sign in text)


@given(st.floats(min_value=0, max_value=1e12, allow_subnormal=False))
def test_a_stored_number_keeps_its_fifteen_digits(stored):
    try:
        number = read_stored_number(stored)
    except BadNumber:
        assert 0 < stored < 1e-5  # more decimals than any figure has
    else:
        assert float(number.value) == pytest.approx(stored, rel=1e-14)
        assert len(number.value.normalize().as_tuple().digits) <= 15


@given(st.integers(min_value=0, max_value=10**14))
def test_a_stored_whole_number_is_exact_and_is_as_if_printed(stored):
    assert read_stored_number(stored) == read_stored_number(float(stored))
    assert read_stored_number(stored) == read_number(str(stored)) == Number(Decimal(stored), ONE)


@pytest.mark.parametrize(
    ("text", "value", "quantum"),
    [
        ("1,362.7", "1362.7", "0.1"),
        ("1245.5", "1245.5", "0.1"),
        ("1362,7", "1362.7", "0.1"),
        ("53081,8", "53081.8", "0.1"),
        ("2.790,9", "2790.9", "0.1"),
        ("237 821,5", "237821.5", "0.1"),
        ("237 821.5", "237821.5", "0.1"),
        ("2\u00a0671", "2671", "1"),
        ("2\u2009671", "2671", "1"),
        ("1 362 700", "1362700", "1"),
        ("1'362.70", "1362.70", "0.01"),
        ("0,123", "0.123", "0.001"),
        ("1234,567", "1234.567", "0.001"),
        ("1.234.567", "1234567", "1"),
        (" 17 ", "17", "1"),
        ("0", "0", "1"),
        ("60", "60", "1"),
        ("600", "600", "1"),
        ("69200", "69200", "1"),
        ("140 000", "140000", "1"),
        ("1362.0", "1362.0", "0.1"),
    ],
)
def test_forms_of_real_reports(text, value, quantum):
    number = read_number(text)
    assert (str(number.value), number.quantum) == (value, Decimal(quantum))


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("8.086", ["8.086", "8086"]),
        ("1,234", ["1.234", "1234"]),
        ("69,200", ["69.200", "69200"]),
        ("123.456", ["123.456", "123456"]),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_with_both(text, readings):
    with pytest.raises(BadNumber) as caught:
        read_number(text)
    assert list(map(str, caught.value.candidates)) == readings
    assert f"it can be {readings[0]} or {readings[1]}" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is empty"),
        ("-5", "it is negative"),
        ("−5", "it is negative"),
        ("1e5", "scientific notation"),
        ("NaN", "no finite number"),
        ("-inf", "no finite number"),
        ("26.2%", "percent sign"),
        ("007", "begins with 0"),
        ("012,5", "begins with 0"),
        (".5", "digits are missing"),
        ("5.", "digits are missing"),
        ("5,264,14", "not grouped in threes"),
        ("12 34", "not grouped in threes"),
        ("1,234.567,8", "not grouped in threes"),
        ("1234*", "more than a number"),
        ("62 ha", "more than a number"),
        ("+5", "more than a number"),
        ("١٢", "another script"),
        ("12²", "raised digits"),
        ("1234567890123456", "too many digits"),
    ],
)
def test_what_is_no_number_is_refused_with_the_reason(text, reason):
    with pytest.raises(BadNumber, match="not usable as a number") as caught:
        read_number(text)
    assert reason in caught.value.reason


@pytest.mark.parametrize(("text", "meant"), [("1454, 2", "1454.2"), ("516, 46", "516.46")])
def test_a_stray_space_is_refused_with_what_may_be_meant(text, meant):
    with pytest.raises(BadNumber, match="a space stands before its decimals") as caught:
        read_number(text)
    assert list(map(str, caught.value.candidates)) == [meant]


def test_a_declared_mark_decides_and_refuses_the_other():
    assert read_number("1,234", decimal=".").value == 1234
    assert read_number("1,234", decimal=",").value == Decimal("1.234")
    with pytest.raises(BadNumber, match=r"the decimal mark is “\.”") as caught:
        read_number("1362,7", decimal=".")
    assert caught.value.candidates == (Decimal("1362.7"),)


@pytest.mark.parametrize(
    ("stored", "value", "quantum"),
    [
        (66936.200000000004, "66936.2", "0.1"),
        (9110.3999999999996, "9110.4", "0.1"),
        (1362.0, "1362", "1"),
        (69200.0, "69200", "1"),
        (153, "153", "1"),
        (-0.0, "0", "1"),
    ],
)
def test_stored_numbers_lose_the_noise_of_the_machine(stored, value, quantum):
    number = read_stored_number(stored)
    assert (str(number.value), str(number.quantum)) == (value, quantum)


@pytest.mark.parametrize("stored", [-1, -0.5, float("nan"), float("inf"), 10**16])
def test_stored_numbers_that_no_figure_has_are_refused(stored):
    with pytest.raises(BadNumber):
        read_stored_number(stored)


@given(values, st.integers(min_value=0, max_value=6))
def test_a_change_of_unit_keeps_every_digit(value, places):
    number = read_number(printed(value, ".", ""), decimal=".")
    shifted = number.shifted(places)
    assert shifted.value.scaleb(-places) == number.value
    assert "E" not in format(shifted.value, "f")
    assert shifted.value % shifted.quantum == 0


@pytest.mark.parametrize(
    ("text", "bound", "rest"),
    [
        ("153", None, "153"),
        ("1 362,7", None, "1 362,7"),
        ("more than 8,200", Bound.AT_LEAST, "8,200"),
        ("More  than\u00a08,200", Bound.AT_LEAST, "8,200"),
        (">8200", Bound.AT_LEAST, "8200"),
        ("≥ 8200", Bound.AT_LEAST, "8200"),
        ("8200+", Bound.AT_LEAST, "8200"),
        ("8200-dən çox", Bound.AT_LEAST, "8200"),
        ("свыше 8 200", Bound.AT_LEAST, "8 200"),
        ("up to 40", Bound.AT_MOST, "40"),
        ("< 40", Bound.AT_MOST, "40"),
        ("~35000", Bound.ABOUT, "35000"),
        ("ca. 35000", Bound.ABOUT, "35000"),
        ("təxminən 140", Bound.ABOUT, "140"),
        ("8000-ə yaxın", Bound.ABOUT, "8000"),
        ("около 300", Bound.ABOUT, "300"),
        ("overtly 5", None, "overtly 5"),
        ("about", None, "about"),
        ("", None, ""),
    ],
)
def test_words_beside_a_number_are_its_bound(text, bound, rest):
    assert split_bound(text) == (bound, rest)
