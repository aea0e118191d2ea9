"""What the page draws, and that scripts write what Python wrote."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

import clearatlas as ca
from clearatlas.outputs import page
from clearatlas.outputs.wording import LANGUAGES, texts
from clearatlas.periods import Granularity

pytestmark = pytest.mark.browser

#: What scripts redraw and Python wrote before them.
PARTS = (
    "#title",
    "#summary",
    "#legend-unit",
    "#legend-list",
    "#straddles",
    "#groups",
    "#totals",
    "#caption",
    "#unit",
    "#rows",
    "#others",
    "#unplaced",
    "#sums",
    "#misfits",
    "#coverage",
    "#dated",
    "#sources",
    "footer",
)


def test_it_draws_the_thirteen_districts_of_2025_by_their_class(open_page):
    opened = open_page()
    assert opened.fills() == {"1": 2, "2": 1, "3": 6, "4": 2, "6": 2}
    expect(opened.page.locator("#summary")).to_contain_text("69,205.7")
    assert opened.page.locator("path.rough").get_attribute("d") not in {None, "M0 0"}


def test_colours_on_the_map_are_those_of_the_legend(open_page):
    opened = open_page()
    own = ca.build()
    classes = own.classes(own.measures[0], own.opening.granularity)
    shown = opened.page.eval_on_selector_all(
        "path.fill-6, .legend .fill-6", "all => all.map(one => getComputedStyle(one).fill)"
    )
    assert len(shown) == 3
    assert set(shown) == {"rgb(37, 52, 148)"}
    assert len(classes.breaks) == 6


@pytest.mark.parametrize("case", ["shipped", "figures", "hostile", "hostile_names"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_scripts_write_what_python_wrote(open_page, case, lang):
    plain = open_page(case, lang, java_script_enabled=False)
    scripted = open_page(case, lang)
    for part in PARTS:
        assert scripted.text(part) == plain.text(part), part
        hidden = plain.page.locator(part).is_hidden(), scripted.page.locator(part).is_hidden()
        assert hidden[0] == hidden[1], part


@pytest.mark.parametrize("case", ["shipped", "figures", "hostile_names"])
def test_without_scripts_the_same_map_is_there(open_page, case):
    plain, scripted = open_page(case, java_script_enabled=False), open_page(case)
    assert plain.fills() == scripted.fills()
    expect(plain.page.locator("#still")).to_be_visible()
    expect(scripted.page.locator("#still")).to_have_count(0)
    signs = plain.page.locator(".still-sign").all_text_contents()
    assert sorted(filter(None, signs)) == sorted(
        scripted.page.locator("#names .mark").all_text_contents()
    )
    for part in ("#edition", "#rough-note"):
        assert plain.text(part) == scripted.text(part)
        assert plain.page.locator(part).is_hidden() == scripted.page.locator(part).is_hidden()
    has_rough = "map => map.querySelector('#still-rough').getAttribute('d') !== ''"
    is_rough = scripted.page.locator("path.rough").get_attribute("d") not in {None, "M0 0"}
    assert plain.page.eval_on_selector("#still", has_rough) == is_rough


def test_scripts_draw_the_map_where_the_still_one_was(open_page):
    # Its data cannot be inflated in a browser so old: the still map stays.
    still, drawn = open_page(old=True), open_page()
    box = """selector => {
      const frame = document.querySelector(".canvas").getBoundingClientRect();
      const all = [...document.querySelectorAll(selector)].filter((one) =>
        !one.matches(".fill-rest")).map((one) => one.getBoundingClientRect());
      return [
        Math.min(...all.map(({ left }) => left)) - frame.left,
        Math.max(...all.map(({ right }) => right)) - frame.left,
        Math.min(...all.map(({ top }) => top)) - frame.top,
        Math.max(...all.map(({ bottom }) => bottom)) - frame.top,
      ];
    }"""
    before = still.page.evaluate(box, "#still .district")
    assert drawn.page.evaluate(box, "#map .district") == pytest.approx(before, abs=2)


#: Acts as soon as the first district is on the map, before the rest of the page is drawn.
AT_ONCE = """() => new MutationObserver((_, watch) => {
  const path = document.querySelector("#map path.district:not(.fill-rest)");
  if (path) {
    watch.disconnect();
    window.wasDrawn = document.querySelector("#page").hasAttribute("data-drawn");
    ACT
  }
}).observe(document, { childList: true, subtree: true })"""


@pytest.mark.parametrize(
    "act",
    [
        'path.dispatchEvent(new MouseEvent("click", { bubbles: true }));',
        """const map = document.querySelector("#map");
        for (const key of ["ArrowRight", "Enter"]) {
          map.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        }""",
    ],
)
def test_the_map_answers_before_the_rest_of_the_page_is_drawn(browser, written, act):
    tab = browser.new_page()
    tab.add_init_script(f"({AT_ONCE.replace('ACT', act)})()")
    complaints = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto(written().as_uri())
    expect(tab.locator("#details-name")).not_to_be_empty()
    expect(tab.locator("#page[data-drawn]")).to_be_attached()
    assert tab.evaluate("window.wasDrawn") is False
    expect(tab.locator("#table tr[aria-current=true]")).to_have_count(1)
    expect(tab.locator("#map path.outline.chosen, #map path.outline.looked")).to_have_count(1)
    assert complaints == []
    tab.close()


def test_an_address_followed_before_the_rest_of_the_page_is_drawn_is_shown(browser, written):
    tab = browser.new_page()
    act = 'location.hash = "measure=ap_mines&period=2024&lang=az";'
    tab.add_init_script(f"({AT_ONCE.replace('ACT', act)})()")
    tab.goto(written().as_uri())
    expect(tab.locator("#page[data-drawn]")).to_be_attached()
    assert tab.evaluate("window.wasDrawn") is False
    expect(tab.locator("html")).to_have_attribute("lang", "az")
    expect(tab.locator("#period option:checked")).to_have_text("2024")
    drawn = "all => all.map((path) => path.className.baseVal)"
    shown = tab.eval_on_selector_all("#map path.district", drawn)
    tab.reload()
    expect(tab.locator("#page[data-drawn]")).to_be_attached()
    assert tab.eval_on_selector_all("#map path.district", drawn) == shown
    tab.close()


@pytest.mark.parametrize("stop", ["#rows tr:nth-child(3) a", "#groups a", "#sources-list li"])
def test_an_early_reader_keeps_the_keyboard_and_what_they_opened(browser, written, stop):
    tab = browser.new_page()
    act = """
    for (const fold of document.querySelectorAll(".evidence")) {
      fold.open = true;
    }
    const stop = document.querySelector("STOP");
    stop.focus();
    window.stood = stop.textContent;
    """.replace("STOP", stop)
    tab.add_init_script(f"({AT_ONCE.replace('ACT', act)})()")
    tab.goto(written().as_uri())
    expect(tab.locator("#page[data-drawn]")).to_be_attached()
    assert tab.evaluate("window.wasDrawn") is False
    assert tab.evaluate("window.stood") == tab.locator(stop).first.text_content()
    expect(tab.locator(stop).first).to_be_focused()
    expect(tab.locator(".evidence[open]")).to_have_count(tab.locator(".evidence").count())
    expect(tab.locator(".evidence").first).to_be_visible()
    tab.close()


def test_where_a_server_refuses_scripts_all_rows_and_the_still_map_are_seen(
    browser, squares, tmp_path
):
    content = _page_of_rows(squares, tmp_path, 70)
    tab = browser.new_page()
    _serve(tab, content, "script-src 'none'")
    tab.goto("https://example.test/")
    expect(tab.locator("#still")).to_be_visible()
    assert _rows_shown(tab) == [True] * 70
    tab.close()


def test_where_a_server_refuses_styles_too_an_approximate_border_is_dashed(browser, written):
    tab = browser.new_page()
    _serve(tab, written().read_text(encoding="utf-8"), "script-src 'none'; default-src 'self'")
    tab.goto("https://example.test/")
    dashes = "line => getComputedStyle(line).strokeDasharray"
    assert tab.locator("#still .rough").evaluate(dashes) == "6px, 5px"
    assert tab.locator("#still .rough").evaluate("line => getComputedStyle(line).stroke") != "none"
    expect(tab.locator("#rough-note")).to_be_visible()
    expect(tab.locator("#map-help")).to_be_hidden()
    tab.close()


def _serve(tab, content, policy):
    tab.route(
        "https://example.test/",
        lambda route: route.fulfill(
            body=content,
            content_type="text/html",
            headers={"Content-Security-Policy": policy},
        ),
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_periods_are_named_alike_by_scripts_and_python(open_page, lang):
    opened = open_page(lang=lang)
    say = texts(lang)
    before, after = say("control.without", period="|").split("|")
    shown = {}
    kinds = opened.page.locator("#kind option").evaluate_all("all => all.map(one => one.value)")
    for kind in kinds:
        opened.page.locator("#kind").select_option(kind)
        for option in opened.page.locator("#period option").all():
            number, label = int(option.get_attribute("value")), option.text_content()
            shown[number] = label.removeprefix(before).removesuffix(after)
    own = ca.build(lang=lang)
    assert shown == {number: picked(period, say) for number, period in enumerate(own.periods)}


def picked(period, say):
    """How the picker names a period: running totals, which begin alike, by their end."""
    if period.granularity is Granularity.CUMULATIVE and period.start and period.end:
        first, last = (say.published(day.isoformat()) for day in (period.start, period.end))
        return say("period.to", first=first, last=last)
    return say.period(period)


def test_measure_period_and_language_can_be_chosen(open_page):
    opened = open_page()
    opened.choose("#measure", "Anti-personnel mines")
    expect(opened.page.locator("#summary")).to_contain_text("Anti-personnel mines, 2025")
    assert opened.fills() == {"K": 13}
    opened.choose("#period", "2023")
    expect(opened.page.locator("#summary")).to_contain_text("Anti-personnel mines, 2023")
    opened.choose("#language", "Azərbaycanca")
    expect(opened.page.locator("html")).to_have_attribute("lang", "az")
    assert "Piyada əleyhinə minalar, 2023" in opened.text("#summary")
    assert opened.page.title() == texts("az")("page.title")
    assert opened.address() == "#measure=ap_mines&period=2023&lang=az"


def test_previous_and_next_stay_among_periods_of_one_kind(open_page):
    opened = open_page()
    expect(opened.page.locator("#next")).to_be_disabled()
    opened.page.locator("#previous").click()
    assert opened.text("#kind option:checked") == texts("en")("granularity.year")
    opened.page.locator("#next").click()
    expect(opened.page.locator("#summary")).to_contain_text(", 2025:")


def test_an_address_opens_what_its_sender_saw(open_page):
    first = open_page()
    first.choose("#period", "2023")
    first.choose("#language", "Русский")
    first.page.locator("#rows button", has_text="Агдам").click()
    second = open_page(address=first.address())
    for part in ("#summary", "#rows", "#details-body"):
        assert second.text(part) == first.text(part)


def test_going_back_shows_what_each_address_would_open(open_page):
    opened = open_page()
    first = opened.text("#summary")
    opened.show("#lang=az&district=lachin")
    expect(opened.page.locator("html")).to_have_attribute("lang", "az")
    opened.show("#measure=ap_mines&period=2023&symbols=circles&compare=2024")
    expect(opened.page.locator("html")).to_have_attribute("lang", "en")
    expect(opened.page.locator("#open")).to_be_hidden()
    shown = opened.text("#summary")
    for link in ("#source-1", "#figures"):
        opened.show(link)
        opened.page.wait_for_timeout(100)
        assert opened.text("#summary") == shown
    for _ in range(4):
        opened.page.go_back()
    expect(opened.page.locator("#comparison")).to_be_hidden()
    assert opened.text("#summary") == first


@pytest.mark.parametrize("address", ["#measure=nonsense&period=x&lang=xx&district=%3Cb%3E", "#%%%"])
def test_a_broken_address_opens_the_page_all_the_same(open_page, address):
    assert open_page(address=address).fills() == open_page().fills()


def test_only_districts_that_change_class_are_repainted(open_page):
    opened = open_page()
    opened.page.evaluate(
        """() => {
          window.painted = 0;
          const count = (records) => { window.painted += records.length; };
          new MutationObserver(count).observe(document.querySelector("#map"), {
            attributes: true, attributeFilter: ["class"], subtree: true,
          });
        }"""
    )
    opened.choose("#language", "Русский")
    assert opened.page.evaluate("window.painted") == 0
    paths = "all => all.map(path => path.getAttribute('class'))"
    before = opened.page.eval_on_selector_all("path.district", paths)
    opened.page.locator("#measure").select_option("1")
    after = opened.page.eval_on_selector_all("path.district", paths)
    changed = sum(old != new for old, new in zip(before, after, strict=True))
    assert 0 < changed < len(after)
    assert opened.page.evaluate("window.painted") == changed


def test_a_long_table_fills_in_turns_and_is_whole_in_the_end(open_page, tmp_path):
    count = 150
    squares = [
        {
            "type": "Feature",
            "properties": {"code": f"S{number:03}", "name": f"Synthetic {number:03}"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[number, 0], [number + 1, 0], [number + 1, 1], [number, 0]]],
            },
        }
        for number in range(count)
    ]
    shapes, figures = tmp_path / "synthetic.geojson", tmp_path / "synthetic.csv"
    shapes.write_text(json.dumps({"type": "FeatureCollection", "features": squares}))
    rows = [
        f"S{number:03},{year},{number + year}\n" for number in range(count) for year in (2024, 2025)
    ]
    figures.write_text("place,period,ap_mines\n" + "".join(rows))
    file = tmp_path / "page.html"
    own = ca.build(figures, boundaries=shapes, extent="all")
    file.write_bytes(page.render(own).encode())
    opened = open_page(path=file)
    expect(opened.page.locator("#rows")).to_have_attribute("aria-busy", "false")
    # Two steps at once: the rows of the first must not come after those of the second.
    opened.page.evaluate(
        """() => {
          const period = document.querySelector("#period");
          for (const value of [...period.options].map((option) => option.value)) {
            period.value = value;
            period.dispatchEvent(new Event("change"));
          }
        }"""
    )
    expect(opened.page.locator("#rows")).to_have_attribute("aria-busy", "false")
    expect(opened.page.locator("#table tbody")).to_have_count(1)
    shown = opened.page.locator("#rows .rank").all_text_contents()
    assert shown == [str(rank) for rank in range(1, count + 1)]
    values = opened.page.locator("#rows .value").all_text_contents()
    assert values[0].replace(",", "") == str(count - 1 + 2024)
    assert values[-1].replace(",", "") == "2024"


def test_a_browser_that_cannot_inflate_says_so_and_keeps_the_table(open_page, written):
    opened = open_page(path=written(), old=True)
    expect(opened.page.locator("#too-old")).to_be_visible()
    expect(opened.page.locator("#rows tr")).to_have_count(13)
    expect(opened.page.locator("#controls")).to_be_hidden()


@pytest.mark.parametrize("address", ["", "#measure=ap_mines&period=2026-W08&lang=az"])
@pytest.mark.parametrize(
    "lacking",
    ["Object.hasOwn", "Array.prototype.at", "window.ResizeObserver", "window.Response"],
)
def test_a_browser_that_lacks_something_newer_keeps_the_page_as_written(
    browser, written, lacking, address
):
    tab = browser.new_page()
    tab.add_init_script(f"delete {lacking}")
    tab.goto(f"{written().as_uri()}{address}")
    expect(tab.locator("#too-old")).to_be_visible()
    tab.wait_for_timeout(700)  # half a second later, the program would draw the rest
    _is_as_written(tab, 13)
    tab.close()


def test_a_program_that_a_server_refuses_leaves_the_page_as_written(browser, squares, tmp_path):
    content = _page_of_rows(squares, tmp_path, 70)
    program = re.search("script-src ('sha256-[^']+')", content)[1]
    file = tmp_path / "synthetic.html"
    file.write_text(content.replace(program, ""), encoding="utf-8")
    tab = browser.new_page()
    tab.goto(file.as_uri())
    expect(tab.locator("#too-old")).to_be_visible()
    _is_as_written(tab, 70)
    tab.close()


def test_a_page_printed_while_it_starts_has_all_rows_on_paper(browser, squares, tmp_path):
    file = tmp_path / "synthetic.html"
    file.write_text(_page_of_rows(squares, tmp_path, 70), encoding="utf-8")
    tab = browser.new_page()
    # Its program waits for ever.
    tab.add_init_script("Response.prototype.text = () => new Promise(() => {})")
    tab.goto(file.as_uri())
    assert _rows_shown(tab) == [True] * 60 + [False] * 10
    tab.emulate_media(media="print")
    assert _rows_shown(tab) == [True] * 70
    tab.close()


def _page_of_rows(squares, folder, count):
    boundaries, table = folder / "synthetic.geojson", folder / "synthetic.csv"
    boundaries.write_text(json.dumps(squares(count)))
    lines = "".join(f"Square {n},2025,{n}\n" for n in range(count))
    table.write_text(f"place,period,uxo\n{lines}")
    return page.render(ca.build(table, boundaries=boundaries))


def _is_as_written(tab, count):
    """All rows and the still map are seen, and no control."""
    expect(tab.locator("[data-starting]")).to_have_count(0)
    assert _rows_shown(tab) == [True] * count
    expect(tab.locator("#still .district")).to_have_count(count)
    expect(tab.locator("[data-scripted]:not([hidden])")).to_have_count(0)


def _rows_shown(tab):
    return tab.eval_on_selector_all("#rows tr", "all => all.map((row) => row.offsetHeight > 0)")
