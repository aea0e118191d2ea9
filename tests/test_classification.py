"""Classes: every value in exactly one, every missing one in none, limits a reader can say."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearatlas.classification import Classes, classify
from clearatlas.legend import ZERO_COLOUR, colours, entries

VALUES = st.lists(st.none() | st.floats(0, 1e9, allow_subnormal=False), max_size=60)


@given(VALUES)
def test_every_value_is_in_exactly_one_class_and_no_missing_one_is(values):
    classes = classify(values)
    for value in values:
        number = classes.number(value)
        if value is None:
            assert number is None
        elif value == 0:
            assert number == 0
        else:
            inside = [e for e in entries(classes) if e.lower <= value and not _above(value, e)]
            assert [entry.number for entry in inside] == [number]


def _above(value, entry):
    return entry.upper is not None and value >= entry.upper


@given(VALUES)
def test_limits_are_few_rising_and_round(values):
    breaks = classify(values).breaks
    assert len(breaks) <= 6
    assert list(breaks) == sorted(set(breaks))
    for limit in breaks[1:]:
        digits = f"{limit:.10e}".partition("e")[0].rstrip("0").rstrip(".").replace(".", "")
        assert len(digits) <= 3


@given(VALUES)
def test_limits_are_even_steps_or_round_factors(values):
    limits = classify(values).breaks[1:]
    steps = {round(after / before, 6) for before, after in pairwise(limits)}
    evens = {round((after - before) / limits[0], 4) for before, after in pairwise(limits)}
    is_even = len(evens) <= 1
    assert is_even or steps <= {2.0, 2.5, 5.0, 10.0}


@given(VALUES)
def test_no_class_at_the_ends_is_empty(values):
    classes = classify(values)
    known = [value for value in values if value]
    if known:
        assert classes.number(min(known)) == 1
        assert classes.number(max(known)) == len(classes.breaks)


@pytest.mark.parametrize(
    ("values", "breaks"),
    [
        ([], ()),
        ([0, 0], ()),
        ([7.3], (0.0,)),
        ([5, 5, 5], (0.0,)),
        ([0.1, 16.26], (0.0, 10.0)),
        ([1e-6, 1e9], (0.0, 1e9)),
        ([3, 90, 300, 450, 700, 880, 1600], (0.0, 200.0, 400.0, 600.0, 800.0, 1000.0)),
    ],
)
def test_small_and_wide_data_have_sensible_limits(values, breaks):
    assert classify(values).breaks == breaks


@given(VALUES)
def test_a_legend_has_one_entry_and_one_colour_per_class(values):
    classes = classify(values)
    assert [entry.number for entry in entries(classes)] == list(range(1, len(classes.breaks) + 1))
    assert len(set(colours(classes))) == len(classes.breaks) + 1
    assert colours(classes)[0] == ZERO_COLOUR


def test_the_lower_limit_belongs_to_the_class():
    classes = Classes((0.0, 10.0, 20.0))
    assert [classes.number(v) for v in (9.999, 10, 19.999, 20)] == [1, 2, 2, 3]


def test_nothing_above_zero_has_no_classes_and_an_empty_legend():
    classes = classify([0, None, 0])
    assert (classes.breaks, entries(classes), classes.number(0)) == ((), (), 0)


@pytest.mark.parametrize("value", [math.nan, -1])
def test_what_can_not_be_classed_is_refused(value):
    with pytest.raises(ValueError, match="zero and above"):
        Classes((0.0,)).number(value)
