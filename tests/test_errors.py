"""Every error says what was found, what is allowed and what to do, in one message."""

import pytest

from clearatlas import errors
from clearatlas.errors import Finding

MESSAGES = [
    (errors.BadNumber("1,234", "it can be 1.234 or 1234", [1]), ["“1,234”", "it can be"]),
    (errors.BadPeriod("soon", "use 2025"), ["“soon”", "use 2025"]),
    (errors.UnknownPlace("Aghdan", ["Aghdam"]), ["“Aghdan”", "nearest: Aghdam"]),
    (errors.UnknownPlace("Aghdan"), ["no place is called “Aghdan”"]),
    (errors.AmbiguousPlace("Shaki", ["shaki", "shaki-city"]), ["shaki, shaki-city", "write one"]),
    (errors.UnreadableFile("x.csv", "it is empty"), ["x.csv: it is empty"]),
    (errors.BoundaryError("x.shp", "no CRS"), ["x.shp: no CRS"]),
    (errors.NothingToShow("uxo", ["ap_mines"]), ["nothing for uxo", "there are: ap_mines"]),
    (errors.UnsupportedFormat("x.doc", [".csv"]), ["x.doc", "use .csv"]),
    (
        errors.BadTable("x.csv", [Finding(where="row 2", found="“x”", allowed="a number")]),
        ["x.csv: 1 problem", "row 2: “x” — a number"],
    ),
    (errors.UsageError("a column without a file"), ["a column without a file"]),
]


@pytest.mark.parametrize(("error", "parts"), MESSAGES, ids=lambda value: type(value).__name__)
def test_the_message_holds_what_a_person_needs(error, parts):
    for part in parts:
        assert part in str(error)


def test_every_class_of_the_tree_has_its_text_tested():
    tested = {type(error).__name__ for error, _ in MESSAGES}
    families = {"ClearatlasError", "DataError", "Finding"}
    assert set(errors.__all__) - families == tested


def test_the_tree_in_the_docstring_is_the_tree():
    drawn = {word for word in errors.__doc__.split() if word in errors.__all__}
    assert drawn == set(errors.__all__) - {"Finding"}


@pytest.mark.parametrize(("error", "parts"), MESSAGES, ids=lambda value: type(value).__name__)
def test_every_error_can_be_caught_as_ours(error, parts):
    assert isinstance(error, errors.ClearatlasError)
    assert isinstance(error, errors.UsageError | errors.DataError), parts
