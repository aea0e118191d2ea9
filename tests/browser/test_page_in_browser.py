"""The page as its readers have it: on a desk, on a phone, by keyboard, without scripts, framed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import folium
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

import clearatlas as ca
from clearatlas.outputs import page
from clearatlas.outputs.wording import LANGUAGES, texts

pytestmark = pytest.mark.browser

CASES = Path(__file__).parents[1] / "cases" / "page"
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "is_mobile": True,
    "has_touch": True,
    "user_agent": (
        "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36"
    ),
}
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
    "#sources",
    "footer",
)


def fills(opened):
    """How many districts of each class or pattern are drawn."""
    found = opened.page.eval_on_selector_all(
        "path.district", "paths => paths.map(path => path.getAttribute('class'))"
    )
    names = [re.search(r"fill-(\w+)", one)[1] for one in found]
    return {name: names.count(name) for name in sorted(set(names)) if name != "rest"}


def district(opened, name):
    """The middle of a district's label on the screen."""
    label = opened.page.locator("#names .label", has_text=re.compile(f"^{name}"))
    box = label.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


# What is drawn


def test_it_draws_the_thirteen_districts_of_2025_by_their_class(open_page):
    opened = open_page()
    assert fills(opened) == {"1": 1, "2": 2, "4": 3, "5": 5, "6": 2}
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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_periods_are_named_alike_by_scripts_and_python(open_page, lang):
    opened = open_page(lang=lang)
    say = texts(lang)
    before, after = say("control.without", period="|").split("|")
    shown = {}
    for option in opened.page.locator("#period option").all():
        number, label = int(option.get_attribute("value")), option.text_content()
        shown[number] = label.removeprefix(before).removesuffix(after)
    own = ca.build(lang=lang)
    assert shown == {number: say.period(period) for number, period in enumerate(own.periods)}


# Choosing


def test_measure_period_and_language_can_be_chosen(open_page):
    opened = open_page()
    opened.choose("#measure", "Anti-personnel mines")
    expect(opened.page.locator("#summary")).to_contain_text("Anti-personnel mines, 2025")
    assert fills(opened) == {"K": 13}
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
    kind = opened.page.locator("#period option:checked").evaluate("one => one.parentNode.label")
    assert kind == texts("en")("granularity.year")
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


@pytest.mark.parametrize("address", ["#measure=nonsense&period=x&lang=xx&district=%3Cb%3E", "#%%%"])
def test_a_broken_address_opens_the_page_all_the_same(open_page, address):
    assert fills(open_page(address=address)) == fills(open_page())


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


# What a reader is told


def test_a_period_with_nothing_but_group_totals_begins_with_them(open_page):
    opened = open_page("figures", address="#measure=area_cleared&period=2025-W10")
    first = opened.page.locator("main section:visible").first
    assert first.get_attribute("id") == "groups"
    said = opened.text("#groups").replace("\xa0", " ")
    assert "12.4 ha for 2 places together: Tartar, Aghdara" in said
    assert "Synthetic weekly" in said
    assert "published 10 March 2025" in said
    assert fills(opened) == {"K": 2, "O": 11}
    assert opened.page.locator("#legend-list [class*=fill-1]").count() == 0
    expect(opened.page.locator("#no-classes")).to_be_visible()


def test_looking_at_a_district_in_a_group_outlines_the_whole_group(open_page):
    opened = open_page("figures", address="#measure=area_cleared&period=2025-W10")
    opened.page.mouse.move(*district(opened, "Aghdara"))
    tooltip = opened.text("#tooltip").replace("\xa0", " ")
    assert "between 0 and 12.4 ha, which is the total for 2 places together" in tooltip
    assert opened.page.locator("path.outline.group").count() == 1
    opened.page.mouse.move(5, 5)
    expect(opened.page.locator("#tooltip")).to_be_hidden()
    assert opened.page.locator("path.outline").count() == 0


def test_a_conflict_shows_both_figures_side_by_side_with_their_sources(open_page):
    opened = open_page("figures")
    opened.page.locator("#rows button", has_text="Aghdam").click()
    claims = opened.page.locator(".claims.several > li")
    assert claims.count() == 2
    said = [" ".join(one.split()) for one in claims.all_text_contents()]
    assert "1,020.5" in said[0]
    assert "Synthetic bulletin B" in said[0]
    assert "“1020.5”" in said[0] or "1020.5" in said[0]
    assert "1,200.5" in said[1]
    assert "Synthetic bulletin A" in said[1]
    boxes = [one.bounding_box() for one in claims.all()]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert opened.page.locator("#names .mark", has_text="!").count() == 1
    assert "Sources conflict: 1" in opened.text("#legend-list")


def test_bounds_statuses_and_definitions_are_said_in_words(open_page):
    opened = open_page("figures")
    rows = opened.text("#rows").replace("\xa0", " ")
    for said in ("more than 8,200", "about 430", "provisional", "“checked”", "reported as zero"):
        assert said in rows
    assert "Ministry of Defense only" in opened.text("#others")


def test_details_lead_to_the_printed_cell(open_page):
    opened = open_page("figures")
    opened.page.locator("#rows button", has_text="Zangilan").click()
    said = opened.text("#details-body")
    for words in ("430", "Synthetic bulletin A", "5 April 2025", "synthetic_figures.csv, row 6"):
        assert words in said
    link = opened.page.locator("#details-body a").first
    assert link.get_attribute("href") == "https://example.org/a"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_figure_that_was_replaced_stays_readable(open_page):
    opened = open_page("figures", address="#measure=uxo&period=2025-Q1&district=khojaly")
    said = opened.text("#details-body")
    assert "a later figure replaced an earlier one" in said
    folded = opened.page.locator("#details-body details")
    folded.locator("summary").click()
    expect(folded).to_contain_text("published 5 April 2025")
    assert folded.locator("li").first.text_content().startswith("20")


def test_a_total_printed_with_two_lists_of_places_shows_both(open_page):
    opened = open_page("figures", address="#measure=uxo&period=2025-Q1")
    said = opened.text("#groups")
    assert "300 for 3 places together: Tartar, Aghdara, Kalbajar" in said
    assert "Also printed for another list of places: Aghdara, Tartar" in said


def test_a_percentage_of_several_places_is_no_bound_for_one(open_page):
    opened = open_page(
        "figures", address="#measure=share_of_area_to_be_cleared&period=..2025-03-31"
    )
    rows = opened.text("#rows").replace("\xa0", " ")
    assert "Lachinonly in a group total40 % together" in rows
    assert "between 0 and" not in rows
    assert texts("en")("group.explained_percent") in opened.text("#groups")


def test_a_derived_figure_says_what_it_was_added_up_from(open_page, tmp_path):
    figures = CASES / "synthetic_figures.csv"
    own = ca.build(figures, period="2025-01-01..2025-02-28", measures=["uxo"])
    file = tmp_path / "derived.html"
    file.write_bytes(page.render(own).encode())
    opened = open_page(path=file)
    opened.page.locator("#rows button", has_text="Aghdam").click()
    said = opened.text("#details-body")
    assert "added up from periods that make up this one exactly" in said
    assert "January 2025: 5" in said
    assert "February 2025: 6" in said


def test_the_legend_has_every_pattern_of_the_map_and_no_other(open_page):
    for case in ("shipped", "figures"):
        opened = open_page(case)
        signs = opened.page.eval_on_selector_all(
            "#legend-list rect", "all => all.map(one => one.getAttribute('class').slice(5))"
        )
        drawn = fills(opened)
        assert [sign for sign in signs if sign in "KO0"] == [one for one in "0KO" if one in drawn]


# The keyboard


def test_the_keyboard_goes_from_district_to_district(open_page):
    opened = open_page()
    keys = opened.page.keyboard
    opened.page.locator("#next").focus()
    opened.page.locator("#previous").focus()
    while opened.page.evaluate("document.activeElement.id") != "map":
        keys.press("Tab")
    expect(opened.page.locator("#tooltip")).to_contain_text("Aghdam")
    keys.press("ArrowDown")
    expect(opened.page.locator("#tooltip")).not_to_contain_text("Aghdam")
    heard = opened.text("#announcement")
    name = opened.page.locator("#tooltip strong").text_content()
    assert heard.startswith(name)
    keys.press("Enter")
    assert opened.page.evaluate("document.activeElement.id") == "details-name"
    assert opened.page.locator("#details-name").text_content() == name
    keys.press("Escape")
    assert opened.page.evaluate("document.activeElement.id") == "map"
    expect(opened.page.locator("#details-body")).to_be_hidden()


def test_the_map_is_one_stop_for_the_tab_key(open_page):
    opened = open_page()
    opened.page.locator("#map").focus()
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.closest('#map')") is None


def test_arrows_reach_every_district_from_the_first(open_page):
    opened = open_page()
    focused = opened.page.locator("#map")
    codes = {name: code for code, name in ((c, ca.build().name(c)) for c in ca.build().extent)}
    reached, waiting = {"Aghdam"}, ["Aghdam"]
    while waiting:
        here = waiting.pop()
        for way in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
            focused.blur()
            opened.page.evaluate("code => { location.hash = `district=${code}`; }", codes[here])
            expect(opened.page.locator("#details-name")).to_have_text(here)
            focused.focus()
            focused.press(way)
            name = opened.page.locator("#tooltip strong").text_content()
            if name not in reached:
                reached.add(name)
                waiting.append(name)
    assert len(reached) == 13


def test_details_opened_in_the_table_close_back_to_it(open_page):
    opened = open_page()
    button = opened.page.locator("#rows button", has_text="Lachin")
    button.focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("document.activeElement.id") == "details-name"
    opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("document.activeElement.textContent") == "Lachin"


# Accessibility

STATES = {
    "opening": "",
    "details": "#measure=area_cleared&period=2023&district=aghdam",
    "group": "#measure=ap_mines&period=2026-W08&district=lachin",
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(open_page, lang, scheme, state):
    opened = open_page(lang=lang, address=STATES[state], color_scheme=scheme, bypass_csp=True)
    result = Axe().run(opened.page)
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_conflicts_on_a_phone(open_page, scheme):
    opened = open_page(
        "figures", address="#district=aghdam", color_scheme=scheme, bypass_csp=True, **PHONE
    )
    result = Axe().run(opened.page)
    assert result.violations_count == 0, result.generate_report()


def test_a_screen_reader_hears_landmarks_headings_and_a_table(open_page):
    opened = open_page()
    by_role = opened.page.get_by_role
    for role in ("banner", "main", "contentinfo"):
        expect(by_role(role)).to_have_count(1)
    expect(by_role("heading", level=1)).to_have_count(1)
    expect(by_role("table")).to_have_accessible_name(re.compile("^Area reported as cleared, 2025"))
    expect(by_role("rowheader")).to_have_count(13)
    expect(by_role("combobox", name="Measure")).to_be_visible()
    expect(by_role("combobox", name="Period")).to_be_visible()
    expect(by_role("application")).to_have_accessible_name(re.compile("^Map of districts: Area"))


# Small screens, paper, frames, no scripts


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", ["shipped", "figures", "hostile"])
def test_nothing_runs_over_the_side_of_a_small_phone(open_page, case, lang):
    options = {**PHONE, "viewport": {"width": 320, "height": 640}}
    for address in ("", "#district=aghdam", "#district=lachin"):
        opened = open_page(case, lang, address=address, **options)
        assert opened.page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_tap_shows_the_district_and_a_button_leads_to_its_details(open_page):
    opened = open_page(**PHONE)
    opened.page.touchscreen.tap(*district(opened, "Lachin"))
    expect(opened.page.locator("#tooltip")).to_contain_text("Lachin")
    frame, tooltip = (opened.page.locator(one).bounding_box() for one in (".canvas", "#tooltip"))
    assert frame["x"] <= tooltip["x"]
    assert tooltip["x"] + tooltip["width"] <= frame["x"] + frame["width"]
    opened.page.locator("#open").tap()
    assert opened.page.evaluate("document.activeElement.id") == "details-name"
    expect(opened.page.locator("#details-name")).to_be_in_viewport()


def test_controls_stay_at_the_thumb_on_a_phone(open_page):
    opened = open_page(**PHONE)
    opened.page.mouse.wheel(0, 3000)
    expect(opened.page.locator("#period")).to_be_in_viewport()


def test_without_scripts_there_are_no_dead_controls(open_page):
    opened = open_page("figures", java_script_enabled=False)
    for dead in ("#controls", "#map", "#language", "button"):
        for one in opened.page.locator(dead).all():
            assert one.is_hidden()
    expect(opened.page.locator("noscript p")).to_be_visible()
    expect(opened.page.locator("#rows tr")).to_have_count(13)
    expect(opened.page.locator("#groups")).to_be_visible()


def test_it_works_in_a_sandboxed_frame(open_page, written, tmp_path):
    frame = tmp_path / "frame.html"
    page_text = written().read_text(encoding="utf-8").replace("&", "&amp;").replace('"', "&quot;")
    frame.write_text(
        f'<!DOCTYPE html><iframe sandbox="allow-scripts" width="900" height="700"'
        f' srcdoc="{page_text}"></iframe>',
        encoding="utf-8",
    )
    opened = open_page(path=frame)
    inner = opened.page.frame_locator("iframe")
    expect(inner.locator("path.fill-6")).to_have_count(2)
    inner.locator("#measure").select_option("1")
    expect(inner.locator("path.fill-K")).to_have_count(13)


def test_paper_shows_the_whole_map(open_page):
    opened = open_page()
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    opened.page.emulate_media(media="print")
    frame = opened.page.locator("#map").bounding_box()
    for path in opened.page.locator("path[class*=fill-]:not(.fill-rest)").all():
        box = path.bounding_box()
        if path.evaluate("one => one.classList.contains('district')"):
            assert frame["x"] <= box["x"]
            assert box["x"] + box["width"] <= frame["x"] + frame["width"]
            assert box["y"] + box["height"] <= frame["y"] + frame["height"]
    assert frame["width"] <= 718
    expect(opened.page.locator("#controls")).to_be_hidden()


def test_no_animation_where_the_reader_wants_none(open_page):
    opened = open_page(reduced_motion="reduce")
    style = "getComputedStyle(document.documentElement).scrollBehavior"
    assert opened.page.evaluate(style) == "auto"


# Hostile text


@pytest.mark.parametrize("case", ["hostile", "hostile_names"])
def test_nothing_hostile_runs(open_page, case):
    opened = open_page(case)
    for button in opened.page.locator("#rows button").all():
        button.click()
    opened.page.mouse.move(400, 500)
    assert opened.page.evaluate("window.pwned") is None
    assert opened.page.locator("img, iframe, b, svg[onload]").count() == 0
    for anchor in opened.page.locator("a").all():
        assert re.match(r"https?://|#", anchor.get_attribute("href"))


# folium


def test_a_layer_of_a_folium_user_lies_on_the_same_map(open_page, tmp_path):
    shown = page.explore(ca.build())
    # Without a popup or an icon a marker needs nothing from the network.
    folium.CircleMarker((39.8, 46.75), radius=9, color="#b3005e").add_to(shown)
    folium.GeoJson(
        {"type": "Point", "coordinates": [46.9, 39.9]}, marker=folium.CircleMarker(radius=5)
    ).add_to(shown)
    file = tmp_path / "explore.html"
    # The helpers of folium come from the network, which is shut: take their addresses out.
    text = re.sub(
        r'<(script src|link rel="stylesheet" href)="http[^>]*>(</script>)?',
        "",
        shown.get_root().render(),
    )
    file.write_text(text, encoding="utf-8")
    opened = open_page(path=file)
    expect(opened.page.locator("path.fill-6")).to_have_count(2)
    expect(opened.page.locator('path[stroke="#b3005e"]')).to_have_count(1)


def test_a_marker_has_its_image_without_a_network(open_page, tmp_path):
    shown = page.explore(ca.build())
    file = tmp_path / "explore.html"
    text = shown.get_root().render()
    marker = "<script>L.marker([39.8, 46.75]).addTo(map_clearatlas);</script></body>"
    file.write_text(text.replace("</body>", marker), encoding="utf-8")
    opened = open_page(path=file)
    icon = opened.page.locator("img.leaflet-marker-icon")
    expect(icon).to_have_attribute("src", re.compile("^data:image/png"))
    assert icon.evaluate("one => one.naturalWidth") > 0
