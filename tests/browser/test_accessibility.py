"""What axe-core finds, and what a screen reader hears."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from clearatlas.outputs.wording import LANGUAGES

pytestmark = pytest.mark.browser


STATES = {
    "opening": "",
    "details": "#measure=area_cleared&period=2023&district=aghdam",
    "group": "#measure=ap_mines&period=2026-W08&district=lachin",
    "circles": "#measure=area_cleared&period=2025&symbols=circles",
    "comparison": "#measure=area_cleared&period=2025&compare=2023",
    "embedded": "#embed",
}


def unfold(opened):
    """Open whatever is folded, so that axe-core sees it."""
    opened.page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
    opened.page.locator("#search").evaluate(
        "one => { one.value = 'a'; one.dispatchEvent(new Event('input')); }"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(open_page, lang, scheme, state):
    opened = open_page(lang=lang, address=STATES[state], color_scheme=scheme, bypass_csp=True)
    unfold(opened)
    assert opened.violations() == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["#district=aghdam", "#symbols=circles", "#embed"])
def test_axe_finds_nothing_on_a_phone(open_page, phone, scheme, address):
    opened = open_page("figures", address=address, color_scheme=scheme, bypass_csp=True, **phone)
    assert opened.violations() == ""


def test_axe_finds_nothing_in_a_theme_the_reader_chose(open_page):
    opened = open_page(color_scheme="light", bypass_csp=True)
    opened.page.locator("#theme").click()
    assert opened.violations() == ""


def test_a_screen_reader_hears_landmarks_headings_and_a_table(open_page):
    opened = open_page()
    by_role = opened.page.get_by_role
    for role in ("banner", "main", "contentinfo"):
        expect(by_role(role)).to_have_count(1)
    expect(by_role("heading", level=1)).to_have_count(1)
    expect(by_role("table")).to_have_accessible_name(re.compile("^Area reported as cleared, 2025"))
    expect(by_role("rowheader")).to_have_count(13)
    expect(by_role("combobox", name="Measure")).to_be_visible()
    expect(by_role("combobox", name="Period", exact=True)).to_be_visible()
    expect(by_role("application")).to_have_accessible_name(re.compile("^Map of districts: Area"))


def test_the_page_reads_as_sense(open_page):
    opened = open_page(address="#measure=area_cleared&period=2025")
    expect(opened.page.locator("main .stage")).to_match_aria_snapshot(
        """
        - heading "Choose what is shown" [level=2]
        - text: Measure
        - combobox "Measure"
        - button "Previous period"
        - text: Period
        - combobox "Period"
        - button "Next period" [disabled]
        - button "Play through the periods"
        - slider "Period, on a line"
        - region "Map":
          - heading "Map" [level=2]
        - region "Legend":
          - heading "Legend" [level=2]
          - list:
            - listitem: under 200 (2)
            - listitem: 200 to under 400 (1)
        """
    )
    expect(opened.page.locator(".through-time")).to_match_aria_snapshot(
        """
        - heading "Through time" [level=2]
        - group "Kind of period":
          - button "Years" [pressed]
          - button "Quarters"
          - button "Months"
          - button "Weeks"
        - paragraph: /2025/
        - slider /Area reported as cleared, Years/
        - list:
          - listitem: Sum of what was reported for districts and for what the map cannot show
        """
    )


def contrast(first, second):
    """The contrast of two colours by WCAG 2.2."""

    def luminance(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted([luminance(first), luminance(second)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


#: What is drawn on what, and how much contrast WCAG 2.2 asks for: 4.5 for text, 3 for shapes.
PAIRS = [
    *[(ink, ground, 4.5) for ink in ("text", "quiet", "accent") for ground in ("page", "raised")],
    ("warning", "page", 4.5),
    *[(shape, "page", 3) for shape in ("focus", "bar", "swatch-edge", "quiet")],
    ("focus", "water", 3),
]


@pytest.fixture(scope="module", params=["light", "dark"])
def coloured(open_once, request):
    """The page in a scheme of colours."""
    return open_once(color_scheme=request.param)


@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_every_token_has_contrast(coloured, ink, ground, least):
    read = "name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`)"
    colours = [coloured.page.evaluate(read, name).strip() for name in (ink, ground)]
    assert contrast(*colours) >= least
