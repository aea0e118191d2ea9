"""The words of the languages: each has one meaning, and folds to itself."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearatlas.observations import MEASURES, Bound, Scope, Status
from clearatlas.periods import Granularity
from clearatlas.sources.measures import PRINTED_UNITS, find_measure, find_unit
from clearatlas.sources.vocabulary import fold, vocabulary

LANGUAGES = {
    path.name: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in (files("clearatlas.sources") / "languages").iterdir()
}
SECTIONS = sorted({section for language in LANGUAGES.values() for section in language})


def test_the_languages_are_there():
    assert set(LANGUAGES) == {"en.toml", "az.toml", "ru.toml"}


@pytest.mark.parametrize("section", SECTIONS)
def test_a_spelling_has_one_meaning(section):
    meanings = {}
    for language in LANGUAGES.values():
        for meaning, spellings in language.get(section, {}).items():
            for spelling in spellings:
                key = spelling if section.startswith("number_") else fold(spelling)
                assert key, spelling
                assert meanings.setdefault(key, meaning) == meaning, spelling


def test_a_header_is_a_column_or_a_measure_but_not_both():
    words = vocabulary()
    assert not words.columns.keys() & words.measures.keys()


def test_meanings_are_those_of_the_house():
    words = vocabulary()
    assert set(words.measures.values()) == set(MEASURES)
    assert set(words.measures_with_unit.values()) <= set(MEASURES)
    assert set(words.units.values()) == set(PRINTED_UNITS)
    assert set(words.status.values()) == set(Status)
    assert set(words.bound.values()) == set(Bound)
    assert {*words.number_before.values(), *words.number_after.values()} <= set(Bound)
    assert set(words.scope.values()) == set(Scope)
    assert set(words.granularity.values()) == set(Granularity)
    assert set(words.months.values()) == set(range(1, 13))


def test_every_canonical_word_is_understood():
    words = vocabulary()
    for mapping in (words.status, words.bound, words.scope, words.granularity):
        assert all(mapping[fold(meaning)] == meaning for meaning in mapping.values())
    for key in MEASURES:
        assert find_measure(key) == (MEASURES[key], None)
    for key in PRINTED_UNITS:
        unit = find_unit(key)
        assert unit is not None
        assert unit.key == key


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "header",
    [
        "area_ha",
        "Area (ha)",
        "AREA, HA",
        "Area cleared, ha",
        "area_cleared_ha",
        "area-cleared-ha",
        "Cleared (hectares)",
        "Hectares cleared",
        "Sahə (ha)",
        "Təmizlənmiş sahə, hektar",
        "TƏMİZLƏNİB, HA",
        "Площадь (га)",
        "Очищено, га",
        "Очищенная площадь [га]",
    ],
)
def test_hectares_in_many_spellings(header):
    found = find_measure(header)
    assert found is not None
    measure, unit = found
    assert unit is not None
    assert (measure.key, unit.key) == ("area_cleared", "ha")


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("AP mines", "ap_mines"),
        ("anti-personnel mines", "ap_mines"),
        ("Antipersonnel mine", "ap_mines"),
        ("Piyada əleyhinə mina", "ap_mines"),
        ("PİYADA ƏLEYHİNƏ MİNALAR", "ap_mines"),
        ("противопехотные мины", "ap_mines"),
        ("Anti-tank mines", "at_mines"),
        ("anti-vehicle mines", "at_mines"),
        ("Tank əleyhinə mina", "at_mines"),
        ("UXO", "uxo"),
        ("PHS", "uxo"),
        ("НРБ", "uxo"),
        ("Unexploded ordnance (items)", "uxo"),
        ("mines (AP + AT)", "mines"),
        ("Kaset sursatı", "cluster_munitions"),
    ],
)
def test_counts_in_many_spellings(header, key):
    found = find_measure(header)
    assert found is not None
    assert found[0].key == key


@pytest.mark.parametrize("header", ["cleared", "ha", "Total", "mines cleared of grass", ""])
def test_what_names_no_measure_is_none(header):
    assert find_measure(header) is None
