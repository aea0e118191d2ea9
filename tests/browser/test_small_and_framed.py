"""Small screens, sandboxed frames, no scripts, hostile texts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

import clearatlas as ca
from clearatlas.outputs import page
from clearatlas.outputs.wording import LANGUAGES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", ["shipped", "figures", "hostile"])
def test_nothing_runs_over_the_side_of_a_small_phone(open_page, phone, case, lang):
    options = {**phone, "viewport": {"width": 320, "height": 640}}
    for address in ("", "#district=aghdam", "#symbols=circles", "#compare=2023", "#embed"):
        opened = open_page(case, lang, address=address, **options)
        assert opened.page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_tap_shows_the_district_and_a_button_leads_to_its_details(open_page, phone):
    opened = open_page(**phone)
    opened.page.touchscreen.tap(*opened.district("Lachin"))
    expect(opened.page.locator("#tooltip")).to_contain_text("Lachin")
    frame, tooltip = (opened.page.locator(one).bounding_box() for one in (".canvas", "#tooltip"))
    assert frame["x"] <= tooltip["x"]
    assert tooltip["x"] + tooltip["width"] <= frame["x"] + frame["width"]
    opened.page.locator("#open").tap()
    assert opened.page.evaluate("document.activeElement.id") == "details-name"
    expect(opened.page.locator("#details-name")).to_be_in_viewport()


def test_controls_stay_at_the_thumb_on_a_phone(open_page, phone):
    opened = open_page(**phone)
    opened.page.mouse.wheel(0, 3000)
    expect(opened.page.locator("#period")).to_be_in_viewport()


def test_on_a_phone_details_and_table_come_before_the_chart(open_page, phone):
    opened = open_page(**phone)
    tops = [
        opened.page.locator(one).bounding_box()["y"] for one in ("#details", "#table", "#chart")
    ]
    assert tops == sorted(tops)
    wide = open_page(address="#district=lachin")
    chart, table = (wide.page.locator(one).bounding_box() for one in ("#chart", "#table"))
    assert chart["x"] + chart["width"] <= table["x"]


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


def test_no_animation_where_the_reader_wants_none(open_page):
    opened = open_page(reduced_motion="reduce")
    style = "getComputedStyle(document.documentElement).scrollBehavior"
    assert opened.page.evaluate(style) == "auto"


@pytest.mark.parametrize("case", ["hostile", "hostile_names"])
def test_nothing_hostile_runs(open_page, case):
    opened = open_page(case)
    for button in opened.page.locator("#rows button").all():
        button.click()
    opened.page.mouse.move(400, 500)
    opened.page.locator("#symbols input").last.check()
    opened.page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
    opened.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    opened.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert opened.page.evaluate("window.pwned") is None
    assert opened.page.locator("img, iframe, b, svg[onload]").count() == 0
    for anchor in opened.page.locator("a").all():
        assert re.match(r"https?://|#", anchor.get_attribute("href"))


@pytest.mark.parametrize("address", ["", "#district=aghdam", "#compare=2023"])
def test_letters_set_wider_run_over_no_side(open_page, phone, address):
    options = {**phone, "viewport": {"width": 320, "height": 640}, "bypass_csp": True}
    opened = open_page(address=address, **options)
    wider = "line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em"
    opened.page.add_style_tag(content=f"* {{ {wider.replace(';', ' !important;')} !important }}")
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_finger_moves_the_map_only_where_it_is_nearer_than_at_first(open_page, phone):
    opened = open_page(**phone, reduced_motion="reduce")
    box = opened.page.locator("#map")
    assert box.evaluate("one => getComputedStyle(one).touchAction") != "none"
    opened.page.locator("#zoom-in").tap()
    expect(box).to_have_css("touch-action", "none")
    opened.page.locator("#zoom-out").tap()
    expect(box).not_to_have_css("touch-action", "none")
    opened.page.locator("#zoom-in").tap()
    opened.page.locator("#whole").tap()
    expect(box).not_to_have_css("touch-action", "none")


def test_what_shows_amounts_is_offered_where_a_district_has_one(open_page):
    opened = open_page(address="#measure=ap_mines&period=2026-W08")
    expect(opened.page.locator("#symbols")).to_be_hidden()
    expect(opened.page.locator("#method")).to_be_hidden()


def test_a_figure_of_many_sources_does_not_widen_the_page(open_page, tmp_path):
    table = tmp_path / "synthetic.csv"
    rows = "".join(f"Aghdam,2025,5,Synthetic source {n}\n" for n in range(24))
    table.write_text("place,period,uxo,source_title\n" + rows)
    file = tmp_path / "synthetic.html"
    file.write_text(page.render(ca.build(table)), encoding="utf-8")
    opened = open_page(path=file, viewport={"width": 1280, "height": 800})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 1280


IS_IN_FRAME = """() => {
  const frame = document.getElementById("map").getBoundingClientRect();
  const all = [...document.querySelectorAll("path.district")]
    .filter(one => !one.classList.contains("fill-rest")).map(one => one.getBoundingClientRect());
  const left = Math.min(...all.map(one => one.left));
  const right = Math.max(...all.map(one => one.right));
  return left >= frame.left && right <= frame.right && right - left > 60;
}"""


def test_a_window_that_had_no_room_shows_the_districts_when_it_has(open_page):
    page = open_page(viewport={"width": 360, "height": 740}).page
    page.set_viewport_size({"width": 1, "height": 1})
    page.wait_for_timeout(400)
    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_function(IS_IN_FRAME)


def test_a_frame_that_is_shown_later_shows_the_districts(open_page, written, tmp_path):
    outer = tmp_path / "outer.html"
    source = f'src="{written().as_uri()}#embed"'
    outer.write_text(
        f'<!DOCTYPE html><iframe {source} width="400" height="400" style="display: none"></iframe>'
    )
    opened = open_page(path=outer)
    page = opened.page
    page.wait_for_timeout(800)
    opened.requests.clear()
    page.evaluate("document.querySelector('iframe').style.display = ''")
    page.frames[1].locator("#page[data-drawn]").wait_for(state="attached")
    page.frames[1].wait_for_function(IS_IN_FRAME)


@pytest.mark.parametrize("drags", [(-500, 0), (500, 0), (0, -400), (0, 400)])
def test_the_map_is_not_dragged_away_from_its_districts(open_page, drags):
    page = open_page(reduced_motion="reduce").page
    box = page.locator("#map").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for _ in range(4):
        page.mouse.move(*middle)
        page.mouse.down()
        page.mouse.move(middle[0] + drags[0], middle[1] + drags[1], steps=4)
        page.mouse.up()
    page.wait_for_timeout(400)
    in_frame = """() => {
      const frame = document.getElementById("map").getBoundingClientRect();
      return [...document.querySelectorAll("#map path.district:not(.fill-rest)")].filter((path) => {
        const { left, right, top, bottom } = path.getBoundingClientRect();
        const isWithin = left < frame.right && right > frame.left;
        return isWithin && top < frame.bottom && bottom > frame.top;
      }).length;
    }"""
    assert page.evaluate(in_frame) > 6


def test_the_map_is_not_zoomed_out_to_a_dot(open_page):
    page = open_page(reduced_motion="reduce").page
    width = """Math.max(...[...document.querySelectorAll("#map .district:not(.fill-rest)")]
      .map((path) => path.getBoundingClientRect().width))"""
    first = page.evaluate(width)
    for _ in range(6):
        page.locator("#zoom-out").click()
    assert page.evaluate(width) > first / 3
    page.locator("#whole").click()
    assert page.evaluate(width) == pytest.approx(first, abs=1)
