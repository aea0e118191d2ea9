"""Our page beside the peers': bytes, building, the first district, a step. Synthetic districts.

Every contestant is a process of its own, bounded in time and memory; one that fails is reported as
it failed. Pages open in one headless Chromium, taking turns, with the files they would fetch from
the network on the local disk. What counts are the ratios: the machine may be busy.

Run ``make benchmark``, or ``python benchmarks/page.py 80x52 clearatlas choropleth`` for one size
and some of the contestants.
"""

from __future__ import annotations

import gzip
import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

from cdn import on_disk
from synthetic import SIZES, Size, write

ROOT = Path(__file__).parents[1]
CACHE = ROOT / ".cache" / "benchmarks"
ROUNDS, STEPS = 3, 4
SECONDS, BYTES = 240, 10 * 2**30
#: How long a page may take to draw a district, in seconds.
PATIENCE = 40


@dataclass(frozen=True)
class Contestant:
    """How a page is made, when its first district is there, and how a reader steps.

    ``control`` is a CSS selector, ``event`` what it hears; empty where there is no step.
    ``answers`` selects the district that pointers and keys reach, where that is not the first.
    """

    name: str
    shows: str
    district: str
    control: str = ""
    event: str = "input"
    answers: str = ""


OURS = Contestant(
    "clearatlas", "all", "path.district", "#period", "change", answers="#map path.district"
)
BOUND = Contestant("lower_bound", "all", "path.district", "#week")
PEERS = (
    Contestant("altair_inline", "all", "g.mark-shape path", "input[type=range]"),
    Contestant("choropleth", "1 measure, 1 period", "path.leaflet-interactive"),
    Contestant("explore", "1 measure, 1 period", "path.leaflet-interactive"),
    Contestant("timeslider", "1 measure", "path.leaflet-interactive", "input[type=range]"),
    Contestant("plotly_animation", "1 measure", ".choroplethlayer path"),
)

#: Milliseconds after which a page is taken to be at rest.
_REST = 600
_HEADINGS = (
    *("page", "shows", "KB", "KB gzipped", "built in s"),
    *("first district ms", "answers ms", "step ms", "script after a step ms"),
)
#: Notes when a district in a colour has been painted: it is there as a frame begins, and the frame
#: is over.
_WATCH = """(selectors) => {
  window.painted = {};
  const isColoured = (node) => {
    const { width, height } = node.getBoundingClientRect();
    return getComputedStyle(node).fill !== "none" && width > 1 && height > 1;
  };
  const look = () => {
    for (const selector of selectors) {
      const found = selector in window.painted ? [] : [...document.querySelectorAll(selector)];
      if (found.some(isColoured)) {
        const after = new MessageChannel();
        after.port1.onmessage = () => (window.painted[selector] ??= performance.now());
        after.port2.postMessage(null);
      }
    }
    if (Object.keys(window.painted).length < selectors.length) {
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);
}"""
#: Sets a control to its next value.
_STEP = """([selector, event]) => {
  const control = document.querySelector(selector);
  if (control.tagName === "SELECT") {
    const values = [...control.options].map((option) => option.value);
    control.value = values[(values.indexOf(control.value) + 1) % values.length];
  } else {
    control.value = Number(control.value) < Number(control.max) ? Number(control.value) + 1 : 0;
  }
  control.dispatchEvent(new Event(event, { bubbles: true }));
}"""


@dataclass
class Result:
    """What was measured of one contestant; milliseconds and bytes."""

    building: list[float] = field(default_factory=list)
    size: int = 0
    packed: int = 0
    first: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    step: list[float] = field(default_factory=list)
    script: list[float] = field(default_factory=list)
    failure: str = ""


def command(one: Contestant, size: Size, page: Path) -> list[str]:
    """Return the command that builds a page."""
    figures, boundaries = (
        CACHE / f"synthetic_{kind}"
        for kind in (f"figures_{size.name}.csv", f"districts_{size.name}.geojson")
    )
    if one is OURS:
        return [
            *(sys.executable, "-m", "clearatlas", "map", "--quiet", "--extent", "all"),
            *("--boundaries", str(boundaries), "-o", str(page), str(figures)),
        ]
    peer = ROOT / "benchmarks" / "peers" / f"{one.name}.py"
    return [sys.executable, str(peer), str(figures), str(boundaries), str(page)]


def build(one: Contestant, size: Size, page: Path, result: Result) -> None:
    """Build a page once, and note how long it took and how large it is."""
    start = time.perf_counter()
    try:
        done = subprocess.run(  # noqa: S603 - the commands stand above
            command(one, size, page),
            check=False,
            timeout=SECONDS,
            capture_output=True,
            text=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES)),
        )
    except subprocess.TimeoutExpired:
        result.failure = f"not built in {SECONDS} s"
        return
    if done.returncode:
        result.failure = (done.stderr.strip().splitlines() or ["killed"])[-1][:80]
        return
    result.building.append(1000 * (time.perf_counter() - start))
    content = page.read_bytes()
    result.size, result.packed = len(content), len(gzip.compress(content))


def look(one: Contestant, page: Path, browser: Browser, result: Result) -> None:
    """Open a page and take steps."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900}, offline=True)
    try:
        awaited = [one.district, one.answers or one.district]
        opened.add_init_script(f"({_WATCH})({json.dumps(sorted(set(awaited)))})")
        opened.goto(page.as_uri(), wait_until="commit", timeout=1000 * PATIENCE)
        first, answers = (painted(opened, selector) for selector in awaited)
        result.first.append(first)
        result.answers.append(answers)
        if one.control:
            opened.wait_for_timeout(_REST)
            step(one, opened, result)
    except BrowserError:
        result.failure = f"no district within {PATIENCE} s, network shut"
    finally:
        opened.close()


def painted(opened: Page, selector: str) -> float:
    """Return when a district was first painted, in milliseconds from the start of the page."""
    # Asked from outside: a page with a policy lets no text be run as a condition.
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found: float | None = opened.evaluate("one => window.painted?.[one] ?? null", selector)
        if found is not None:
            return found
        opened.wait_for_timeout(50)
    raise BrowserError(selector)


def step(one: Contestant, opened: Page, result: Result) -> None:
    """Take steps; note what their listeners took, and all script until the page is at rest.

    Both in processor time: a busy machine does not count.
    """
    session = opened.context.new_cdp_session(opened)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def script() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return 1000 * next(m["value"] for m in metrics if m["name"] == "ScriptDuration")

    for _ in range(STEPS):
        before = script()
        opened.evaluate(_STEP, [one.control, one.event])
        result.step.append(script() - before)
        opened.wait_for_timeout(_REST)
        result.script.append(script() - before)


def compare(size: Size, names: Sequence[str]) -> dict[str, Result]:
    """Return what was measured of contestants at one size; no names mean all of them."""
    write(size, CACHE)
    contestants = [one for one in (OURS, BOUND, *PEERS) if one.name in names or not names]
    results = {one.name: Result() for one in contestants}
    pages = {one.name: CACHE / f"{one.name}_{size.name}.html" for one in contestants}
    rounds = 1 if size.districts > 1000 else ROUNDS  # noqa: PLR2004 - minutes each
    for _ in range(rounds):
        for one in contestants:
            if not results[one.name].failure:
                build(one, size, pages[one.name], results[one.name])
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for _ in range(ROUNDS):
            for one in contestants:
                if not results[one.name].failure:
                    local = on_disk(pages[one.name], CACHE / "cdn")
                    look(one, local, browser, results[one.name])
        browser.close()
    return results


def table(size: Size, results: dict[str, Result]) -> list[str]:
    """Return the lines of a Markdown table."""
    shows = {one.name: one.shows for one in (OURS, BOUND, *PEERS)}
    lines = [
        f"### {size.districts} districts, 4 measures x {size.weeks} weeks",
        "",
        f"| {' | '.join(_HEADINGS)} |",
        f"|{'---|' * len(_HEADINGS)}",
    ]
    for name, one in results.items():
        cells = [f"{one.size / 1000:,.0f}", f"{one.packed / 1000:,.0f}"] if one.size else ["-", "-"]
        cells.append(f"{median(one.building) / 1000:.1f}" if one.building else "-")
        cells += [
            f"{median(x):.0f}" if x else "-" for x in (one.first, one.answers, one.step, one.script)
        ]
        if one.failure:
            cells[-1] = one.failure
        lines.append(f"| {name} | {shows[name]} | {' | '.join(cells)} |")
    return [*lines, ""]


def main() -> None:
    """Print a table per size; the command may name sizes and contestants."""
    names = [name for name in sys.argv[1:] if name not in SIZES]
    for size in [SIZES[name] for name in sys.argv[1:] if name in SIZES] or SIZES.values():
        print("\n".join(table(size, compare(size, names))), flush=True)


if __name__ == "__main__":
    main()
