"""The documents say what is there: every command, every option, and examples that run."""

import re
from pathlib import Path

import click
import pytest

import clearatlas as ca
from clearatlas.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help_and_stands_in_the_readme(name):
    command = main.commands[name]
    assert command.help
    assert f"clearatlas {name}" in README
    undescribed = [
        option.name
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert undescribed == []


def test_the_readmes_table_reads_as_it_says(tmp_path):
    (block,) = re.findall(r"```csv\n(.*?)```", README, re.DOTALL)
    path = tmp_path / "figures.csv"
    path.write_text(block, encoding="utf-8")
    atlas = ca.build(path, period="2025-Q3")
    piece = atlas.slice(atlas.opening)
    assert piece.cells["area_cleared", "aghdam"].value == 13_627_000
    assert piece.cells["area_cleared", "fuzuli"].status == "K"
    assert piece.sums["area_cleared"][0].unplaced == 220_000


def test_the_readmes_python_runs(tmp_path, monkeypatch):
    (table,) = re.findall(r"```csv\n(.*?)```", README, re.DOTALL)
    (script,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    Path("figures.csv").write_text(table, encoding="utf-8")
    exec(compile(script, "README", "exec"), {})  # noqa: S102 - our own text
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "districts.geojson",
        "figures.csv",
        "page.html",
    ]


def test_every_file_the_documents_name_is_there():
    for name in ("README.md", "CONTRIBUTING.md", "geodata/README.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for path in re.findall(r"`((?:src|tests|geodata|maps|benchmarks)/[^`* ]*)`", text):
            assert (ROOT / path).exists(), f"{name}: {path}"


def test_every_link_of_the_documents_leads_somewhere():
    for name in ("README.md", "CONTRIBUTING.md", "geodata/README.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
            assert ((ROOT / name).parent / target).exists(), f"{name}: {target}"


def test_the_guide_names_every_script_of_the_page():
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = guide.partition("## The page")[2].partition("\n## ")[0]
    named = {word.removesuffix(".js") for word in re.findall(r"`(\w+(?:\.js)?)`", section)}
    static = Path(ca.__file__).parent / "outputs" / "page" / "static"
    assert named == {path.stem for path in static.glob("*.js")}


def test_public_names_are_all_there():
    for name in ca.__all__:
        assert getattr(ca, name).__doc__
