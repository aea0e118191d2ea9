"""Take pictures of the states of the page that matter, to be looked at by a person.

Run with ``make screenshots``: builds the page of the shipped figures and writes PNG files into
``screenshots/`` (not kept by git), and the pictures of the README into ``maps/``.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "maps" / "clearance.html"
WIDE, PHONE = (1280, 860), (360, 740)


def nothing(_: Page) -> None:
    """Leave the page as it opens."""


def details(page: Page) -> None:
    """Open the details of the first district."""
    page.locator("table button").first.click()


def group(page: Page) -> None:
    """Look at a district that is only in a group total."""
    page.locator("#map").focus()
    page.keyboard.press("ArrowDown")


def show(selector: str) -> Callable[[Page], None]:
    """Return what brings a part of the page into view."""
    return lambda page: page.locator(selector).scroll_into_view_if_needed()


def top_of(selector: str) -> Callable[[Page], None]:
    """Return what brings a part of the page to the upper edge."""
    return lambda page: page.locator(selector).evaluate("one => one.scrollIntoView()")


def find(page: Page) -> None:
    """Search in another spelling."""
    page.locator("#search").fill("Fizuli")


def dark(page: Page) -> None:
    """Choose the dark theme."""
    page.locator("#theme").click()


def paper(page: Page) -> None:
    """Lay the sheet out as for a printer."""
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")


def grey_paper(page: Page) -> None:
    """Lay the sheet out as a printer without colours has it."""
    paper(page)
    page.locator("#paper").evaluate("one => { one.style.filter = 'grayscale(1)'; }")


@dataclass(frozen=True)
class State:
    """One picture: the address it opens, the window, what is done, the browser's options."""

    name: str
    address: str = ""
    size: tuple[int, int] = WIDE
    act: Callable[[Page], None] = nothing
    options: dict[str, object] = field(default_factory=dict)


WEEK = "measure=area_cleared&period=2025-W33"
CONFLICT = "measure=uxo&period=2024-08"
PAIR = "measure=area_cleared&period=2025&compare=2023"
STATES = (
    State("wide"),
    State("phone", size=PHONE),
    State("dark", act=dark, options={"bypass_csp": True}),
    State(
        "dark_chart",
        "measure=area_cleared&period=2025-W33",
        act=top_of(".through-time"),
        options={"color_scheme": "dark"},
    ),
    State("az", "measure=area_cleared&lang=az"),
    State("az_phone", "measure=area_cleared&lang=az", PHONE),
    State("ru", "measure=area_cleared&lang=ru"),
    State("ru_phone", "measure=area_cleared&lang=ru", PHONE),
    State("week", WEEK, act=group),
    State("week_phone", WEEK, PHONE),
    State("conflict", CONFLICT),
    State("conflict_details", f"{CONFLICT}&district=aghdam", act=top_of("#figures")),
    State("details", act=details),
    State("details_phone", size=PHONE, act=details),
    State("circles", "measure=area_cleared&symbols=circles"),
    State("circles_phone", "measure=area_cleared&symbols=circles", PHONE),
    State("bounds_circles", "period=2020-11-10..2023-04-17&symbols=circles"),
    State("legend", act=top_of(".ways")),
    State("legend_phone", size=PHONE, act=top_of(".ways")),
    State("chart_years", act=top_of(".through-time")),
    State("chart_months", "measure=uxo&period=2024-08", act=top_of(".through-time")),
    State("chart_weeks", WEEK, act=top_of(".through-time")),
    State("chart_totals", "period=2020-11-10..2023-04-17", act=top_of(".through-time")),
    State("chart_phone", WEEK, PHONE, top_of(".through-time")),
    State("compare", PAIR, act=top_of(".compare")),
    State("compare_phone", PAIR, PHONE, top_of(".compare")),
    State(
        "compare_ru_dark",
        f"{PAIR}&lang=ru",
        act=top_of(".compare"),
        options={"color_scheme": "dark"},
    ),
    State("take", act=top_of(".take")),
    State("search", act=find),
    State("embed", "embed", (700, 520)),
    State("embed_phone", "embed&measure=area_cleared&lang=ru", PHONE),
    State("print", size=(794, 1123), act=paper),
    State("print_grey", size=(794, 1123), act=grey_paper, options={"bypass_csp": True}),
    State("print_week_az", f"{WEEK}&lang=az", (794, 1123), paper),
    State("no_scripts", size=PHONE, options={"java_script_enabled": False}),
    State("no_scripts_wide", options={"java_script_enabled": False}),
)


def shoot(browser: Browser, folder: Path) -> None:
    """Write one picture per state, and the printed page."""
    for state in STATES:
        width, height = state.size
        # A smooth scroll would still be under way when the picture is taken.
        context = browser.new_context(
            reduced_motion="reduce", viewport={"width": width, "height": height}, **state.options
        )
        page = context.new_page()
        page.goto(f"{PAGE.as_uri()}#{state.address}" if state.address else PAGE.as_uri())
        page.wait_for_timeout(300)
        state.act(page)
        page.wait_for_timeout(200)
        page.screenshot(path=folder / f"{state.name}.png")
        context.close()
    page = browser.new_page()
    page.goto(PAGE.as_uri())
    page.wait_for_timeout(400)
    page.pdf(path=folder / "print.pdf", prefer_css_page_size=True)


def main() -> None:
    """Take all pictures; the first two also illustrate the README."""
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        shoot(browser, folder)
        browser.close()
    shutil.copyfile(folder / "wide.png", ROOT / "maps" / "clearance.png")
    shutil.copyfile(folder / "phone.png", ROOT / "maps" / "clearance_phone.png")
    print(f"wrote {len(STATES) + 1} pictures into {folder.name}/")  # noqa: T201 - a script


if __name__ == "__main__":
    main()
