"""A real browser, the network shut, and pages to open in it."""

from __future__ import annotations

import json
import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import clearatlas as ca
from clearatlas.outputs import page

CASES = Path(__file__).parents[1] / "cases" / "page"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@pytest.fixture
def phone():
    """What makes a window a phone."""
    return {
        "viewport": {"width": 360, "height": 740},
        "is_mobile": True,
        "has_touch": True,
        "user_agent": (
            "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36"
        ),
    }


@pytest.fixture(scope="session")
def executable():
    """Path of the browser: CLEARATLAS_BROWSER, else the first Chromium on the path."""
    named = os.environ.get("CLEARATLAS_BROWSER")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        reason = f"no browser: set CLEARATLAS_BROWSER or install one of {', '.join(BROWSERS)}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def browser(executable):
    """One browser for all tests."""
    with sync_playwright() as player:
        started = player.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """Path of the page of a case in a language; each is written once."""
    folder = tmp_path_factory.mktemp("pages")
    known = {}

    def path(case="shipped", lang="en"):
        if (case, lang) not in known:
            figures = () if case == "shipped" else CASES / f"synthetic_{case}.csv"
            shapes = CASES / f"synthetic_{case}.geojson"
            boundaries = shapes if shapes.is_file() else None
            known[case, lang] = folder / f"{case}-{lang}.html"
            text = page.render(ca.build(figures, boundaries=boundaries, lang=lang))
            known[case, lang].write_bytes(text.encode())
        return known[case, lang]

    return path


@dataclass
class Opened:
    """A page, and what it asked of the network or complained of."""

    page: object
    requests: list = field(default_factory=list)
    complaints: list = field(default_factory=list)

    def text(self, selector):
        return " ".join(self.page.locator(selector).text_content().split())

    def choose(self, selector, label):
        self.page.locator(selector).select_option(label=label)

    def fills(self):
        """How many districts of each class or pattern are drawn."""
        found = self.page.eval_on_selector_all(
            "path.district", "paths => paths.map(path => path.getAttribute('class'))"
        )
        names = [re.search(r"fill-(\w+)", one)[1] for one in found]
        return {name: names.count(name) for name in sorted(set(names)) if name != "rest"}

    def district(self, name):
        """The middle of a district's label on the screen."""
        label = self.page.locator("#names .label", has_text=re.compile(f"^{name}"))
        box = label.bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def show(self, address):
        """Follow a link within the page."""
        self.page.evaluate("address => { location.hash = address; }", address)

    def violations(self):
        """What axe-core finds; its script needs a page without a policy: ``bypass_csp``."""
        result = Axe().run(self.page)
        return result.generate_report() if result.violations_count else ""

    def address(self):
        self.page.wait_for_timeout(300)  # it is written when the reader pauses
        return self.page.evaluate("location.hash")


@pytest.fixture(scope="module")
def context_of(browser):
    """A context of the browser with these options, kept for all pages of a file that ask alike.

    A page in a context that has one costs half of a page in a new context. Pages of a context
    share what they store; ours store nothing, see ``test_the_scripts_keep_nothing``.
    """
    kept = {}

    def context(**options):
        kind = json.dumps(options, sort_keys=True)
        if kind not in kept:
            kept[kind] = browser.new_context(**options)
            kept[kind].new_page()  # the browser takes down what has no page left
        return kept[kind]

    yield context
    for one in kept.values():
        one.close()


@contextmanager
def opening(context_of, written):
    """Open the page of a case; at the end nothing may have been fetched or complained of."""
    all_opened = []

    def opened(case="shipped", lang="en", *, address="", path=None, old=False, **options):
        context = context_of(**{"viewport": {"width": 1280, "height": 900}, **options})
        one = Opened(context.new_page())
        file = (path or written(case, lang)).as_uri()
        if old:
            one.page.add_init_script("delete window.DecompressionStream")
        one.page.on("request", lambda request: one.requests.append(request.url))
        one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
        one.page.on(
            "console",
            lambda message: (
                one.complaints.append(message.text)
                if message.type in {"error", "warning"}
                else None
            ),
        )
        all_opened.append((one, file))
        one.page.goto(f"{file}{address}")
        # The script is inflated first, which takes its turn after the page has loaded.
        if (
            options.get("java_script_enabled", True)
            and not old
            and one.page.locator("#page").count()
        ):
            one.page.locator("#page[data-drawn]").wait_for(state="attached")
        return one

    yield opened
    for one, _ in all_opened:
        one.page.close()
    for one, file in all_opened:
        asked = (url for url in one.requests if not url.startswith("blob:"))
        assert [url for url in asked if url.partition("#")[0] != file] == []
        assert one.complaints == []


@pytest.fixture
def open_page(context_of, written):
    """Open the page of a case for one test."""
    with opening(context_of, written) as opened:
        yield opened


@pytest.fixture(scope="module")
def open_once(context_of, written):
    """Open the page of a case for all tests of a file that change nothing in it."""
    with opening(context_of, written) as opened:
        yield opened
