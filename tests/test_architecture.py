"""The arrows of the house run one way: each room imports only the rooms listed for it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "clearatlas"

# Room -> the rooms it may import. What is not listed is refused; a room may import itself.
ARROWS = {
    "addresses": set(),
    "errors": set(),
    "formulas": set(),
    # It imports nothing, but knows two folders: geodata/, and outputs/wording/, whose files are the
    # languages that the command and the atlas offer without loading any output.
    "packaged": set(),
    "spelling": set(),
    "notes": {"packaged"},
    "periods": {"errors"},
    "observations": {"periods"},
    "places": {"errors", "observations", "packaged", "spelling"},
    "sources": {"addresses", "errors", "notes", "periods", "observations", "spelling"},
    "boundaries": {"errors", "notes", "packaged"},
    "ledger": {"errors", "periods", "observations"},
    "classification": set(),
    "legend": {"classification"},
    "atlas": {
        *("errors", "packaged", "periods", "observations"),
        *("places", "boundaries", "ledger", "classification"),
    },
    "outputs": {
        *("addresses", "errors", "formulas", "notes", "packaged", "periods", "observations"),
        *("boundaries", "ledger", "classification", "legend", "atlas"),
    },
    "gathering": {"errors", "notes", "packaged", "places", "sources"},
    "loading": {"errors", "places", "sources", "boundaries", "gathering"},
    "building": {
        *("errors", "observations", "places", "sources", "boundaries", "ledger", "atlas"),
        *("gathering", "loading"),
    },
    "reporting": {"addresses", "periods", "observations", "ledger", "atlas", "outputs"},
    "cli": {
        "errors",
        "formulas",
        "observations",
        "packaged",
        "places",
        "ledger",
        "sources",
        "atlas",
        "outputs",
        "gathering",
        "loading",
        "building",
        "reporting",
    },
}
# Modules that are part of a room of another name.
ROOM_OF = {"__main__": "cli", "cli_options": "cli", "cli_read": "cli", "cli_check": "cli"}
# The one upward call: an atlas offers the verbs of its outputs, and imports them when called.
UPWARD = {("atlas", "outputs")}


def room(module: str) -> str:
    first = module.removeprefix("clearatlas.").split(".")[0]
    return ROOM_OF.get(first, first)


def modules():
    return sorted(path for path in SOURCE.rglob("*.py") if path != SOURCE / "__init__.py")


def dotted(path: Path) -> str:
    parts = ("clearatlas", *path.relative_to(SOURCE).with_suffix("").parts)
    return ".".join(part for part in parts if part != "__init__")


def imports(path: Path):
    """Yield (imported module, whether the import waits inside a function)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        node
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno} imports relatively"
            if node.module == "clearatlas":
                for alias in node.names:
                    yield f"clearatlas.{alias.name}", node in inside
            elif node.module.startswith("clearatlas."):
                yield node.module, node in inside
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("clearatlas."):
                    yield alias.name, node in inside


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_arrows_run_one_way(path):
    here = room(dotted(path))
    assert here in ARROWS, f"{here} is a new room: say in ARROWS what it may import"
    for module, waits in imports(path):
        there = room(module)
        if there == here or (waits and (here, there) in UPWARD):
            continue
        assert there in ARROWS[here], f"{here} may not import {module}"


def test_the_allowed_arrows_have_no_cycle():
    settled: set[str] = set()
    while len(settled) < len(ARROWS):
        ready = {name for name, below in ARROWS.items() if below <= settled} - settled
        assert ready, f"a cycle among {sorted(set(ARROWS) - settled)}"
        settled |= ready


def test_sibling_outputs_never_import_each_other():
    shared = {"wording"}
    for path in SOURCE.glob("outputs/*/**/*.py"):
        own = path.relative_to(SOURCE / "outputs").parts[0]
        for module, _ in imports(path):
            if module.startswith("clearatlas.outputs."):
                assert module.split(".")[2] in {own, *shared}, f"{path.name} imports {module}"


def page_parts():
    return sorted((SOURCE / "outputs" / "page" / "static").iterdir())


@pytest.mark.parametrize("path", [*modules(), *page_parts()], ids=lambda path: path.name)
def test_modules_stay_short(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 300, f"{path.name} has {lines} lines: is it still one idea?"


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_only_the_command_prints(path):
    if dotted(path) == "clearatlas.cli":
        return
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert "print" not in calls


@pytest.mark.parametrize("words", [["--help"], ["places", "Ağdam"], ["map", "--help"]])
def test_the_command_starts_without_heavy_imports(words):
    script = (
        "import sys\n"
        "from clearatlas.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit:\n    pass\n"
        "heavy = {'geopandas', 'pandas', 'folium', 'shapely', 'pyogrio', 'numpy'}\n"
        "sys.exit(','.join(sorted(heavy & set(sys.modules))) or 0)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout
