"""Finding a district however it is written."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def found(opened, word):
    opened.page.locator("#search").fill(word)
    return [
        text.removesuffix("not in this period")
        for text in opened.page.locator("#found li").all_text_contents()
    ]


@pytest.fixture(scope="module")
def searched(open_once):
    """The page, for words that are sought and not chosen."""
    return open_once()


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Füzuli", "Fuzuli"),
        ("fizuli", "Fuzuli"),
        ("ФИЗУЛИ", "Fuzuli"),
        ("Xocalı", "Khojaly"),
        ("xocali", "Khojaly"),
        ("Hocalı", "Khojaly"),
        ("Ходжалы", "Khojaly"),
        ("Khocaly", "Khojaly"),
        ("AĞDAM", "Aghdam"),
        ("agdam", "Aghdam"),
        ("Агдам", "Aghdam"),
        ("Ağdərə", "Aghdara"),
        ("agdere", "Aghdara"),
        ("kelbecer", "Kalbajar"),
        ("Kəlbəcər", "Kalbajar"),
        ("CƏBRAYIL", "Jabrayil"),
        ("Jebrail", "Jabrayil"),
        ("Tatar", "Tartar"),
        ("ŞUŞA", "Shusha"),
        ("Qubadlı", "Gubadli"),
        ("Кубатлы", "Gubadli"),
        ("LAÇIN", "Lachin"),
        ("zengilan", "Zangilan"),
        ("Agdam", "Aghdam"),
        ("Агдамский район", "Aghdam"),
        ("Terter", "Tartar"),
        ("Mir-Bashir", "Tartar"),
        ("Мир-Башир", "Tartar"),
        ("Kelbadschar", "Kalbajar"),
        ("Stepanakert", "Khankendi"),
        ("Кәлбәҹәр", "Kalbajar"),
        ("lacin", "Lachin"),
        ("susa", "Shusha"),
    ],
)
def test_a_district_is_found_in_any_spelling_and_script(searched, word, name):
    assert found(searched, "") == []
    assert found(searched, word)[0] == name


def test_a_sound_half_typed_leaves_the_names_that_begin_so(searched):
    assert found(searched, "Ход")[:2] == ["Khojaly", "Khojavand"]
    assert found(searched, "lac")[0] == "Lachin"


def test_a_beginning_finds_all_that_begin_so(open_page):
    assert found(open_page(), "kho")[:2] == ["Khojaly", "Khojavand"]


@pytest.mark.parametrize(
    "name",
    [
        "Lachin",
        "Lacin",
        "Laçın",
        "Лачин",
        "Shusha",
        "Şuşa",
        "Khojaly",
        "Khodzhaly",
        "Xocalı",
        "Ходжалы",
        "Khankendi",
        "Dzhebrail",
        "Джебраил",
        "Cəbrayıl",
        "Kalbajar",
        "Кельбаджар",
        "Aghdam",
        "Ağdərə",
        "Qubadlı",
        "Физули",
        "Zəngilan",
    ],
)
def test_a_name_is_found_all_the_while_it_is_typed(searched, name):
    for length in range(1, len(name) + 1):
        assert found(searched, name[:length]), name[:length]
    assert len(found(searched, name)) == 1


def test_a_name_is_never_guessed(open_page):
    opened = open_page()
    assert found(opened, "Paris, Texas") == []
    assert opened.text("#search-status") == "No district found. Try another spelling."


def test_the_first_found_is_taken_with_enter(open_page):
    opened = open_page()
    opened.page.locator("#search").fill("laçin")
    opened.page.keyboard.press("Enter")
    expect(opened.page.locator("#details-name")).to_have_text("Lachin")
    assert opened.page.evaluate("document.activeElement.id") == "details-name"
    assert "district=lachin" in opened.address()
    opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("document.activeElement.id") == "search"


def test_arrows_go_through_what_was_found(open_page):
    opened = open_page()
    opened.page.locator("#search").fill("kho")
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("ArrowDown")
    assert opened.page.evaluate("document.activeElement.textContent") == "Khojavand"
    opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("document.activeElement.id") == "search"
    opened.page.keyboard.press("Escape")
    expect(opened.page.locator("#found")).to_be_hidden()


def test_hostile_names_are_found_as_text(open_page):
    opened = open_page("hostile_names")
    opened.page.locator("#search").fill("img")
    assert opened.page.evaluate("window.pwned") is None
    assert opened.page.locator("#found img").count() == 0


def test_districts_on_the_map_come_before_others_and_own_names_before_other_spellings(open_page):
    opened = open_page()
    assert found(opened, "ka")[0] == "Kalbajar"
    opened.page.locator("#search").press("Enter")
    expect(opened.page.locator("#details-name")).to_have_text("Kalbajar")


def test_a_whole_name_comes_first_wherever_the_district_lies(open_page):
    assert found(open_page(), "Baku")[0] == "Baku"


def test_what_was_found_is_counted_as_it_is_listed_and_seen(open_page):
    opened = open_page()
    assert len(found(opened, "a")) == 6
    assert re.match(r"\d+ districts found, the first 6", opened.text("#search-status"))
    found(opened, "xyzxyz")
    expect(opened.page.locator("#search-status")).to_be_visible()


def test_the_list_closes_when_the_reader_goes_on(open_page):
    opened = open_page()
    found(opened, "a")
    opened.page.locator("#search").focus()
    opened.page.locator("#symbols input").first.focus()
    expect(opened.page.locator("#found")).to_be_hidden()
    opened.page.locator("#search").focus()
    expect(opened.page.locator("#found")).to_be_visible()
    opened.page.mouse.click(5, 5)
    expect(opened.page.locator("#found")).to_be_hidden()
