"""A further language costs one file of words: a small one, put beside the others, is read."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import clearatlas
from clearatlas.packaged import geodata

PACKAGE = Path(clearatlas.__file__).parent

#: As little as a language needs: markers, endings, labels, a unit, months and date words, verbs.
WORDS = """
[language]
markers = ["ve", "tarihleri", "bulundu", "temizlendi", "alan"]
abbreviations = []
titles = []
capital_months = true

[endings]
slots = [["lar", "ler"], ["da", "de", "dan", "den", "ı", "i"]]
from = ["dan", "den"]
till = []
ordinal = []
places = ["'da>", "'de>"]

[labels]
ap_mines = ["antipersonel mayın~"]
at_mines = ["antitank mayın~"]

[units]
ha = ["hektar~"]

[scales]
1000 = ["bin"]

[months]
8 = ["ağustos~"]

[dates]
and = ["ve"]
in = ["tarihleri arasında"]

[acts]
cleared = ["temizlendi"]
found = ["bulundu"]
"""
TEXT = (
    "11-17 Ağustos 2025 tarihleri arasında Ağdam'da 12 antitank mayını ve 7 antipersonel mayın "
    "bulundu. 1 bin 362,7 hektar alan temizlendi."
)
SCRIPT = """
import json
from clearatlas.places import Gazetteer
from clearatlas.sources.reports import as_json, read_report
release = read_report({text!r}, places=Gazetteer.load())
print(json.dumps([release.language, as_json(release)]))
"""


def test_one_file_of_words_is_a_language(tmp_path):
    shutil.copytree(PACKAGE, tmp_path / "clearatlas")
    for name in ("places.csv", "aliases.csv"):
        target = tmp_path / "clearatlas" / "geodata" / name
        target.parent.mkdir(exist_ok=True)
        shutil.copy(geodata() / name, target)
    words = tmp_path / "clearatlas" / "sources" / "reports" / "words" / "xx.toml"
    words.write_text(WORDS, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(text=TEXT)],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    language, figures = json.loads(done.stdout)
    assert language == "xx"
    assert {(f["measure"], f["value"]) for f in figures} == {
        ("at_mines", 12),
        ("ap_mines", 7),
        ("area_cleared", 13_627_000),
    }
    assert {(f["period_start"], f["period_end"]) for f in figures} == {("2025-08-11", "2025-08-17")}
    assert {tuple(f["places"]) for f in figures} == {("aghdam",)}
    assert not any(f["problems"] for f in figures)
