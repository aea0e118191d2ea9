"""Take pictures of the states of the page that matter, to be looked at by a person.

Run with ``make screenshots``: builds the page of the shipped figures and writes PNG files into
``screenshots/`` (not kept by git), and the picture of the README into ``maps/``.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "maps" / "clearance.html"
WIDE, PHONE = (1280, 860), (360, 740)


def nothing(_: Page) -> None:
    """Leave the page as it opens."""


def week(page: Page) -> None:
    """Show a week, which has only a total for a group of districts."""
    page.select_option("#period", label="11–17 August 2025")


def conflict(page: Page) -> None:
    """Show a month whose sources conflict."""
    page.select_option("#measure", label="Unexploded ordnance")
    page.select_option("#period", label="August 2024")


def details(page: Page) -> None:
    """Open the details of the first district."""
    page.locator("table button").first.click()


def language(code: str) -> Callable[[Page], None]:
    """Return the state in another language."""
    return lambda page: page.select_option("#language", code) and None


#: Name, size, what is done, options of the browser's context.
STATES: tuple[tuple[str, tuple[int, int], Callable[[Page], None], dict[str, object]], ...] = (
    ("wide", WIDE, nothing, {}),
    ("phone", PHONE, nothing, {}),
    ("dark", WIDE, nothing, {"color_scheme": "dark"}),
    ("az", WIDE, language("az"), {}),
    ("ru_phone", PHONE, language("ru"), {}),
    ("week", WIDE, week, {}),
    ("week_phone", PHONE, week, {}),
    ("conflict", WIDE, conflict, {}),
    ("details", WIDE, details, {}),
    ("details_phone", PHONE, details, {}),
    ("no_scripts", PHONE, nothing, {"java_script_enabled": False}),
)


def shoot(browser: Browser, folder: Path) -> None:
    """Write one picture per state, and the printed page."""
    for name, (width, height), act, options in STATES:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        page = context.new_page()
        page.goto(PAGE.as_uri())
        page.wait_for_timeout(400)
        act(page)
        page.wait_for_timeout(300)
        page.screenshot(path=folder / f"{name}.png")
        context.close()
    page = browser.new_page()
    page.goto(PAGE.as_uri())
    page.wait_for_timeout(400)
    page.pdf(path=folder / "print.pdf", format="A4")


def main() -> None:
    """Take all pictures; the first one also illustrates the README."""
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        shoot(browser, folder)
        browser.close()
    shutil.copyfile(folder / "wide.png", ROOT / "maps" / "clearance.png")
    print(f"wrote {len(STATES) + 1} pictures into {folder.name}/")  # noqa: T201 - a script


if __name__ == "__main__":
    main()
