"""What the page must not claim: other borders, bounds it does not know, zeros that are none."""

import pytest
from playwright.sync_api import expect

import clearatlas as ca
from clearatlas.outputs import page
from clearatlas.outputs.wording import texts

YEARS = """place,period,area_ha
Tartar,2022,10
Tartar,2023,1286.9
Lachin,2023,50
Lachin,2025,70
Tartar,2025,12.8
Aghdara,2025,3
"""
TOTALS = """place,period,area_ha,source_title
Fuzuli; Jabrayil; Lachin; Zangilan,2025-W33,310,One
Lachin; Gubadli,2025-W33,90,Two
Lachin; Shusha; Khojaly,2025-W33,120.5,Three
"""


@pytest.fixture
def open_table(open_page, tmp_path):
    """Open the page of a table; further options are those of a build."""

    def opened(rows, address="", lang="en", **options):
        table, file = tmp_path / "synthetic.csv", tmp_path / "page.html"
        table.write_text(rows)
        file.write_bytes(page.render(ca.build(table, lang=lang, **options)).encode())
        return open_page(path=file, address=address)

    return opened


def rows_of(opened):
    return [" ".join(row.split()) for row in opened.page.locator("#rows tr").all_inner_texts()]


@pytest.mark.parametrize("lang", ["en", "az", "ru"])
def test_a_figure_for_another_border_has_no_rate_and_no_colour(open_table, lang):
    opened = open_table(YEARS, "#period=2023", lang, edition="2024")
    say = texts(lang)
    day = say.published("2023-12-05")
    (tartar,) = [row for row in rows_of(opened) if "286" in row]
    assert say("flag.border_before", day=day) in tartar
    assert opened.fills()["plain"] == 1
    assert opened.page.locator("#legend-list .fill-plain").count() == 1
    (aghdara,) = [row for row in rows_of(opened) if say("flag.no_district_before", day=day) in row]
    assert say("status.O") in aghdara


def test_python_and_the_script_draw_other_borders_alike(open_table, open_page, tmp_path):
    opened = open_table(YEARS, edition="2024", period="2023")
    still = open_page(path=tmp_path / "page.html", java_script_enabled=False)
    for selector in ("#rows tr", "#legend-list li"):
        said = [one.page.locator(selector).all_text_contents() for one in (opened, still)]
        said = [[" ".join(text.split()) for text in one] for one in said]
        assert said[0] == said[1]


@pytest.mark.parametrize(
    ("pair", "told"), [("2023&compare=2025", "broken"), ("2022&compare=2023", "")]
)
def test_figures_for_two_borders_are_not_compared(open_table, pair, told):
    opened = open_table(YEARS, f"#period={pair}", edition="2024")
    rows = opened.page.locator("tbody[id^=changes] tr").all_inner_texts()
    (tartar,) = [" ".join(row.split()) for row in rows if "Tartar" in row]
    assert tartar.endswith(texts("en")(f"compare.{told}") if told else "+1,276.9")


def test_a_district_in_several_totals_names_them_all_and_no_bound(open_table):
    opened = open_table(TOTALS)
    several = texts("en")("group.several", count=3)
    (lachin,) = [row for row in rows_of(opened) if "Lachin" in row]
    assert several in lachin
    assert lachin.endswith("123")
    opened.page.locator("#rows button", has_text="Lachin").click()
    details = opened.text("#details-figures").replace("\xa0", " ")
    assert several in details
    assert all(f"{one} ha for" in details for one in ("310", "90", "120.5"))
    assert "between 0 and" not in details
    assert several in opened.text("#tooltip")


def test_next_to_nothing_is_not_shown_as_nothing(open_table):
    opened = open_table("place,period,area_m2\nTartar,2025,0.3\nFuzuli,2025,0\n")
    said = rows_of(opened)
    assert any("0.00003" in row and "0.000007" in row for row in said)
    assert any("Fuzuli" in row and "reported as zero" in row for row in said)


def test_parts_of_a_district_are_not_listed_as_not_reported(open_table):
    opened = open_table(
        "place,period,ap_mines,uxo,scope,agency\nFuzuli,2025,,5,whole,\n"
        "Fuzuli,2025,7,,operator,Synthetic\nLachin,2025,1,,whole,\n",
        "#measure=uxo",
    )
    opened.page.locator("#rows button", has_text="Fuzuli").click()
    details = opened.text("#details-figures")
    assert texts("en")("status.part") in details
    expect(opened.page.locator("#details-figures .untold")).to_have_count(0)


def test_what_was_added_up_shows_every_claim_of_its_parts(open_table):
    opened = open_table(
        "place,period,area_ha,source_title\nLachin,2025-07,10,One\nLachin,2025-08,11,One\n"
        "Lachin,2025-08,31,Two\nLachin,2025-09,12,One\n",
        period="2025-Q3",
    )
    opened.page.locator("#rows button", has_text="Lachin").click()
    parts = opened.page.locator("#details-figures details", has_text="Added up from")
    said = " ".join(parts.text_content().split())
    assert "Claim 1 of 2, added up here" in said
    assert "Claim 2 of 2" in said
    quotes = opened.page.locator("#details-figures q").all_text_contents()
    assert set(quotes) == {"10", "11", "12", "31"}


@pytest.mark.parametrize("script", [True, False])
def test_printed_words_say_their_language_and_spots_are_in_the_readers(
    open_table, open_page, tmp_path, script
):
    opened = open_table(
        "place,period,uxo,source_title,language\nFuzuli; Lachin,2025,7,One,ru\n"
        "Fuzuli; Lachin,2024,8,Two,\n",
        lang="az",
    )
    if not script:
        opened = open_page(path=tmp_path / "page.html", java_script_enabled=False)
    line = opened.page.locator("#groups .printed-line")
    assert line.text_content() == "“7” (synthetic.csv, sətir 2, sütun “uxo”)"
    assert line.locator("[lang=ru]").text_content() == "7"
    if script:
        opened.page.locator("#rows button", has_text="Laçın").click()
        expect(opened.page.locator("#details-figures q[lang=ru]")).to_have_text("7")
        expect(opened.page.locator("#details-figures .where")).to_contain_text("sətir 2")
        opened.show("#period=2024")
        expect(opened.page.locator("#groups .printed-line")).to_contain_text("“8”")
        assert opened.page.locator("#groups .printed-line [lang]").count() == 0


BOUNDS = """place,period,uxo,bound,source_title
Lachin,2025,300,at_least,One
Lachin,2025,88481,at_most,Two
Fuzuli; Jabrayil,2025,40,,One
Fuzuli; Jabrayil,2025,500,at_most,Two
"""


def test_a_source_that_says_less_is_not_made_to_say_what_another_does(open_table):
    opened = open_table(BOUNDS, "#district=lachin")
    own = opened.page.locator("#details .observations > li")
    (first,) = own.filter(has_text="One").all_inner_texts()
    (second,) = own.filter(has_text="Two").all_inner_texts()
    assert "at most" not in first
    assert "at most 88,481" in second.replace("\xa0", " ")
    group = opened.page.locator("#groups-list .remark", has_text="Two").first
    assert "at most 500" in group.inner_text().replace("\xa0", " ")


def test_without_scripts_a_source_says_what_it_says(open_page, tmp_path):
    table, file = tmp_path / "synthetic.csv", tmp_path / "page.html"
    table.write_text(BOUNDS)
    file.write_bytes(page.render(ca.build(table)).encode())
    opened = open_page(path=file, java_script_enabled=False)
    group = opened.page.locator("#groups-list .remark", has_text="Two").first
    assert "at most 500" in group.inner_text().replace("\xa0", " ")
