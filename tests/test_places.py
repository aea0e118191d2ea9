"""The gazetteer: known spellings resolve, everything else is refused with a hint."""

from __future__ import annotations

import csv
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearatlas.errors import AmbiguousPlace, DataError, UnknownPlace
from clearatlas.observations import Locus
from clearatlas.packaged import geodata
from clearatlas.places import CODE_SYSTEMS, Gazetteer
from clearatlas.places.files import Alias, read_aliases, read_places
from clearatlas.places.index import PlaceIndex
from clearatlas.sources.names import Resolver
from clearatlas.spelling import fold, key

HERE = Path(__file__).parent
CASES = HERE / "cases" / "places"
GAZETTEER = Gazetteer.load()
ALIASES = read_aliases(geodata() / "aliases.csv")
NAMES = [alias for alias in ALIASES if not alias.code.startswith("*")]

#: Letters of every script the names are written in, and what varies around them.
LETTERS = "".join(sorted({letter for alias in NAMES for letter in alias.spelling}))
MESSY = LETTERS + LETTERS.upper() + "İIıi'’`´\u00ad\u200b\u200f\u00a0\u2009\t -–.,()́̆̇ǝäﬁK"

#: A district and a city share the name, in every language.
HOMONYMS = {
    frozenset({"lankaran", "lankaran-city"}),
    frozenset({"shaki", "shaki-city"}),
    frozenset({"yevlakh", "yevlakh-city"}),
}


def cases(name):
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return [tuple(row.values()) for row in csv.DictReader(file)]


def codes_of(spelling):
    return {alias.code for alias in NAMES if alias.spelling == spelling}


# --- names -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "code"), cases("names.csv"))
def test_name_resolves(text, code):
    assert GAZETTEER.resolve(text).code == code


@pytest.mark.parametrize(("text", "error", "candidates"), cases("refused.csv"))
def test_name_is_refused_with_candidates(text, error, candidates):
    with pytest.raises(DataError) as caught:
        GAZETTEER.resolve_cell(text)
    assert type(caught.value).__name__ == error
    assert "|".join(caught.value.candidates) == candidates


def test_candidates_can_be_written_instead():
    for text, error, candidates in cases("refused.csv"):
        for candidate in filter(None, candidates.split("|")):
            if error == "UnknownPlace" or candidate in GAZETTEER:
                assert GAZETTEER.resolve(candidate), (text, candidate)


@pytest.mark.parametrize(
    "text",
    [
        "  Ağdam ",
        "Ağdam\u00a0rayonu",
        "Ağ\u00addam",
        "\u200fAğdam\u200b",
        "\ufeffAğdam",
        unicodedata.normalize("NFD", "Ağdam"),
        "Ağ’dam",
        "«Агдам»",
        "A\u0433\u0434\u0430\u043c",
        "\u0410ghdam",
        "\uff21\uff47\uff44\uff41\uff4d",
    ],
    ids=ascii,
)
def test_invisible_and_lookalike_letters_do_not_matter(text):
    assert GAZETTEER.resolve(text).code == "aghdam"


@given(st.sampled_from(NAMES), st.data())
def test_every_spelling_resolves_whatever_its_form(alias, data):
    varied = alias.spelling
    if data.draw(st.booleans(), "without diacritics"):
        plain = unicodedata.normalize("NFD", varied).replace("ı", "i").replace("ə", "e")
        varied = "".join(letter for letter in plain if not unicodedata.combining(letter))
    case = data.draw(st.sampled_from([str.lower, str.upper, str.swapcase, str.title, str]))
    form = data.draw(st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
    varied = unicodedata.normalize(form, case(varied))
    for noise in data.draw(st.lists(st.sampled_from(["'", "’", "\u00ad", "\u200b", "`"]))):
        place = data.draw(st.integers(0, len(varied)))
        varied = varied[:place] + noise + varied[place:]
    varied = varied.replace(" ", data.draw(st.sampled_from([" ", "\u00a0", "  ", "\t"])))
    found = {place.code for place in GAZETTEER.find(f" {varied}\u00a0")}
    expected = codes_of(alias.spelling)
    written_as_code = {varied.translate({ord(c): None for c in "\u00ad\u200b"}).strip()}
    assert found == (written_as_code & expected or expected)


@given(st.sampled_from(NAMES), st.data())
def test_no_name_is_taken_for_another_by_nearness(alias, data):
    place = data.draw(st.integers(0, len(alias.spelling) - 1))
    wrong = alias.spelling[:place] + "ω" + alias.spelling[place + 1 :]
    assert GAZETTEER.find(wrong) == ()
    with pytest.raises(UnknownPlace):
        GAZETTEER.resolve_cell(wrong + "ω")


def test_what_is_invisible_does_not_part_a_word():
    assert fold("Ağ\u00addam\u200b ra\u2060yonu") == "agdam rayonu"


@given(st.text(alphabet=MESSY, max_size=20) | st.text(max_size=20))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)
    assert key(key(text)) == key(text)


@given(st.text(alphabet=MESSY, max_size=20))
def test_folding_is_blind_to_case_form_and_outer_space(text):
    for varied in (text.upper(), text.lower(), unicodedata.normalize("NFD", text), f" {text}\n"):
        assert key(varied) == key(text)


def test_only_the_known_homonyms_are_ambiguous():
    shared = {form: codes for form, codes in GAZETTEER.index.names.items() if len(codes) > 1}
    assert {frozenset(codes) for codes in shared.values()} == HOMONYMS
    written = {alias.spelling for alias in NAMES if len(codes_of(alias.spelling)) > 1}
    assert {key(name) for name in written} <= set(shared)
    assert {"Lankaran", "Lənkəran", "Şəki", "Шеки", "Yevlakh", "Yevlax", "Евлах"} <= written
    assert not {code for codes in GAZETTEER.index.codes.values() for code in codes[1:]}


def test_an_exact_code_is_that_place_and_a_name_is_not_a_code():
    for place in GAZETTEER:
        assert GAZETTEER.resolve(place.code) is place
        assert GAZETTEER[place.code] is place
    with pytest.raises(AmbiguousPlace, match="“LANKARAN” fits several places: lankaran, lankaran"):
        GAZETTEER.resolve("LANKARAN")


def test_spelling_kinds():
    kinds = {
        text: GAZETTEER.spelling_kind(text)
        for text in ("Ağdam", "Kheyrimli village", "Stepanakert", "Tatar", "Paris", "Gazakh")
    }
    assert list(kinds.values()) == ["name", "village", "historic", "typo", "", "name"]


# --- codes -----------------------------------------------------------------------------------


def test_every_foreign_code_finds_its_place():
    for place in GAZETTEER:
        for system in CODE_SYSTEMS:
            for code in place.codes_in(system):
                assert GAZETTEER.by_code(system, code.lower()) is place
                assert GAZETTEER.resolve(code) is place
                assert GAZETTEER.resolve("", [code]) is place
    assert GAZETTEER.by_code("hasc", "AZ-AGM") is None
    with pytest.raises(ValueError, match="ocha_pcode, ne_adm1_code, iso_3166_2, hasc"):
        GAZETTEER.by_code("gadm", "AZE.1_1")


def test_a_code_in_the_row_decides_and_must_agree():
    assert GAZETTEER.resolve("Yevlakh", ["AZ-YE"]).code == "yevlakh-city"
    assert GAZETTEER.resolve("Yevlakh", ["yevlakh"]).code == "yevlakh"
    assert GAZETTEER.resolve("Yevlakh", ["internal 7", "AZE-1688"]).code == "yevlakh"
    assert GAZETTEER.resolve("Aghdam", ["internal 7"]).code == "aghdam"
    assert GAZETTEER.resolve("Agdam old spelling", ["AZ-AGM"]).code == "aghdam"
    with pytest.raises(AmbiguousPlace) as caught:
        GAZETTEER.resolve("Aghdam", ["AZ-TAR"])
    assert str(caught.value).startswith("“Aghdam [AZ-TAR]” fits several places: aghdam, tartar")
    with pytest.raises(AmbiguousPlace):
        GAZETTEER.resolve("", ["AZ-AGM", "AZ-TAR"])


def test_codes_beside_a_list_decide_and_must_be_in_it():
    placing = GAZETTEER.resolve_cell("Barda|Yevlakh", ["AZ-BAR;AZ-YE"])
    assert placing.codes == ("barda", "yevlakh-city")
    with pytest.raises(AmbiguousPlace) as caught:
        GAZETTEER.resolve_cell("Barda|Aghdam", ["AZ-LAC"])
    assert caught.value.candidates == ("aghdam", "barda", "lachin")
    with pytest.raises(AmbiguousPlace):
        GAZETTEER.resolve_cell("other districts", ["AZ-LAC"])
    assert GAZETTEER.resolve_cell("(total)", ["AZ"]).locus is Locus.TOTAL
    assert GAZETTEER.resolve_cell(" ", ["AZ-LAC"]).codes == ("lachin",)


# --- cells -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "locus", "codes"), cases("cells.csv"))
def test_cell_is_located(text, locus, codes):
    placing = GAZETTEER.resolve_cell(text)
    assert (placing.locus, " ".join(placing.codes)) == (locus, codes)


def test_printed_names_are_kept():
    resolver: Resolver = GAZETTEER
    written = resolver.resolve_cell("Jabrayil/Dschäbrayil; Tartar,\u00a0Terter").as_written
    assert written == ("Jabrayil/Dschäbrayil", "Tartar", "Terter")
    assert resolver.resolve_cell("Aghdam\nFuzuli").as_written == ("Aghdam", "Fuzuli")


def test_every_unknown_name_of_a_list_is_reported():
    with pytest.raises(UnknownPlace, match="“Foo; Bar”"):
        GAZETTEER.resolve_cell("Foo, Aghdam and Bar")


@given(st.lists(st.sampled_from([place.code for place in GAZETTEER]), min_size=1, max_size=6))
def test_a_list_of_codes_names_each_place_once(codes):
    districts = list(dict.fromkeys(code for code in codes if GAZETTEER[code].kind != "region"))
    placing = GAZETTEER.resolve_cell("|".join(codes))
    if any(GAZETTEER[code].kind == "region" for code in codes):
        assert placing.locus is Locus.REGION
        assert placing.codes == ()
    else:
        assert placing.locus is (Locus.DISTRICT if len(districts) == 1 else Locus.GROUP)
        assert list(placing.codes) == districts


# --- the two files ---------------------------------------------------------------------------


def test_files_are_plain_sorted_and_without_repeats():
    for name in ("places.csv", "aliases.csv"):
        raw = (geodata() / name).read_bytes()
        assert b"\r" not in raw
        assert not raw.startswith(b"\xef\xbb\xbf")
        assert unicodedata.is_normalized("NFC", raw.decode())
    places = [place.code for place in read_places(geodata() / "places.csv")]
    spelled = [alias[:3] for alias in ALIASES]
    assert places == sorted(set(places))
    assert spelled == sorted(set(spelled))
    assert {alias.kind for alias in NAMES} == {"name", "village", "historic", "typo"}


def test_all_districts_and_cities_are_there():
    kinds = [place.kind for place in GAZETTEER]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "district": 67,  # 66, and Aghdara since December 2023
        "city": 11,
        "region": 3,
    }
    with_code = [place.code for place in GAZETTEER if place.kind != "region" and place.iso_3166_2]
    assert len(with_code) == len(kinds) - 3 - 1  # Aghdara has none
    assert len({place.iso_3166_2 for place in GAZETTEER if place.iso_3166_2}) == 78
    assert len([place for place in GAZETTEER if place.ocha_pcode]) == 74  # COD-AB's ADM1 units
    aghdara = GAZETTEER["aghdara"]
    assert str(aghdara.valid_from) == "2023-12-05"
    assert "not confirmed" in aghdara.note


def test_gazetteer_and_boundaries_agree_on_codes():
    path = HERE.parent / "geodata" / "build" / "codes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ours = {
        place.code: (
            place.name("en"),
            place.name("az"),
            place.kind,
            "+".join(place.ne_adm1_code),
            place.iso_3166_2 or "",
            "+".join(place.hasc),
        )
        for place in GAZETTEER
        if place.kind != "region"
    }
    assert {row["code"]: tuple(row.values())[1:] for row in rows} == ours


def test_azerbaijani_cyrillic_is_the_letter_for_letter_form():
    latin = "abcçdeəfgğhxıijkqlmnoöprsştuüvyz "
    cyrillic = "абҹчдеәфҝғһхыижкглмноөпрсштуүвјз "
    table = str.maketrans(cyrillic, latin)
    old = [alias for alias in NAMES if alias.language == "az-Cyrl"]
    new = {(alias.code, key(alias.spelling)) for alias in NAMES if alias.language == "az"}
    assert len(old) >= 81
    assert [a for a in old if (a.code, key(a.spelling.lower().translate(table))) not in new] == []


def test_names_in_three_languages():
    assert [GAZETTEER.name("lachin", lang) for lang in ("en", "az", "ru")] == [
        "Lachin",
        "Laçın",
        "Лачин",
    ]
    assert GAZETTEER.name("lachin", "fr") == "Lachin"
    assert all(place.name(lang) for place in GAZETTEER for lang in ("en", "az", "ru"))
    with pytest.raises(UnknownPlace) as caught:
        GAZETTEER["lachen"]
    assert caught.value.candidates == ("Lachin",)
    assert "lachin" in GAZETTEER
    assert "Lachin" not in GAZETTEER
    assert len(GAZETTEER) == len(list(GAZETTEER))


# --- units of another boundary file ------------------------------------------------------------

UNITS = [
    ("COL-1399", ["Bogotá", "Bogota Capital District"], ["CO-CUN", "CO.CU"]),
    ("COL-1398", ["Cundinamarca"], ["CO-CUN", "CO.CU"]),
    ("COL-1408", ["Valle del Cauca|Valle", ""], ["CO-VAC"]),
    ("LKA-2458", ["Mulativ", "Mullaitivu"], ["LK-45", ""]),
    ("XXX-1", ["Santander"], []),
    ("XXX-2", ["Sántander"], []),
]


def test_foreign_units_resolve_by_name_and_code():
    units = Gazetteer.from_units(UNITS)
    assert units.resolve("BOGOTA").code == "COL-1399"
    assert units.resolve("valle").code == "COL-1408"
    assert units.resolve("Mullaitivu District").code == "LKA-2458"
    assert units.resolve("LK-45").code == "LKA-2458"
    assert units.resolve("lka-2458").code == "LKA-2458"
    assert units["COL-1408"].name("en") == "Valle del Cauca"
    assert units.resolve_cell("Bogotá, Valle del Cauca").codes == ("COL-1399", "COL-1408")
    assert units.resolve_cell("(subtotal: Northern Province)").locus is Locus.TOTAL


def test_foreign_code_on_two_units_is_ambiguous_unless_the_row_decides():
    units = Gazetteer.from_units(UNITS)
    with pytest.raises(AmbiguousPlace) as caught:
        units.resolve("CO-CUN")
    assert caught.value.candidates == ("COL-1399", "COL-1398")
    assert units.resolve("Cundinamarca", ["CO-CUN"]).code == "COL-1398"
    assert units.resolve("Bogota Dc", ["CO-DC", "COL-1399"]).code == "COL-1399"
    assert units.resolve_cell("Bogotá, D.C.", ["COL-1399"]).codes == ("COL-1399",)
    with pytest.raises(AmbiguousPlace):
        units.resolve_cell("Bogotá, D.C.", ["COL-1408"])


def test_foreign_names_that_fold_alike_are_ambiguous():
    units = Gazetteer.from_units(UNITS)
    with pytest.raises(AmbiguousPlace) as caught:
        units.resolve("Santander")
    assert caught.value.candidates == ("XXX-1", "XXX-2")


def test_foreign_units_know_no_place_of_azerbaijan():
    with pytest.raises(UnknownPlace):
        Gazetteer.from_units(UNITS).resolve("Aghdam")


def test_one_code_for_two_units_is_refused():
    with pytest.raises(DataError, match="one code for several places: A; use another code column"):
        Gazetteer.from_units([("A", ["One"], []), ("A", ["Two"], [])])


def test_a_spelling_of_no_listed_place_is_refused():
    alias = Alias("atlantis", "en", "Atlantis", "name")
    with pytest.raises(DataError, match="spellings of places that are not listed: atlantis"):
        PlaceIndex.of([GAZETTEER["aghdam"]], [alias], [], GAZETTEER.index.words)


# --- start-up --------------------------------------------------------------------------------


def test_a_name_resolves_without_heavy_imports():
    script = """
import sys
from clearatlas.places import Gazetteer
heavy = {"pandas", "numpy", "geopandas", "shapely", "rapidfuzz"}
Gazetteer.load().resolve_cell("Ağdam, Füzuli")
print(sorted(heavy & set(sys.modules)))
Gazetteer.load().index.nearest("Agdamm")
print(sorted(heavy & set(sys.modules)))
"""
    run = [sys.executable, "-c", script]
    printed = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    assert printed.split("\n")[:2] == ["[]", "['rapidfuzz']"]
