"""Remarks on what was read are said in the reader's language, with every value they had."""

import ast
import copy
import re
from pathlib import Path

import pytest

import clearatlas as ca
from clearatlas.notes import Note
from clearatlas.outputs.wording import LANGUAGES, texts
from clearatlas.outputs.wording.phrases import Phrases

SOURCE = Path(ca.__file__).parent
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def made():
    """Yield (where, key, names of the values) of every remark that the code makes."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_note = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Note"
            if is_note and node.args and isinstance(node.args[0], ast.Constant):
                values = {word.arg for word in node.keywords} - {"file", "where"}
                yield f"{path.name}:{node.lineno}", node.args[0].value, values


def test_every_remark_has_its_words_and_all_its_values():
    words = texts("en").entries
    for where, key, values in made():
        assert set(PLACEHOLDER.findall(words[f"note.{key}"])) == values, where


def test_every_word_for_a_remark_is_used():
    of_files = re.findall(
        r'^note = "(\w+)"',
        (SOURCE / "boundaries" / "conventions.toml").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    used = {key for _, key, _ in made()} | set(of_files)
    known = {key[5:] for key in texts("en").entries if key.startswith("note.")}
    assert known == used


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "figures.csv, rows 3, 5–7: column “row” was not read"),
        ("az", "figures.csv, sətirlər 3, 5–7: sütun “row” oxunmadı"),
        ("ru", "figures.csv, строки 3, 5–7: не прочитано: столбец “row”"),
    ],
)
def test_a_remark_is_said_in_the_language_and_quotes_stay(lang, said):
    note = Note("ignored", spot="column “row”").at("figures.csv", "rows 3, 5–7")
    assert Phrases(texts(lang), str).note(note) == said


def test_in_english_a_remark_says_what_it_says_by_itself():
    for note in ca.build().notes:
        assert Phrases(texts("en"), str).note(note) == note


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_no_remark_on_the_shipped_figures_stays_in_english(lang):
    for note in ca.build().notes:
        assert not re.search(r"\b(was|is|not|column|rows)\b", Phrases(texts(lang), str).note(note))


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_a_copy_of_a_remark_can_be_said_too(copied):
    note = Note("ignored", spot="column “row”").at("figures.csv", "rows 3, 5–7")
    for lang in LANGUAGES:
        phrases = Phrases(texts(lang), str)
        assert phrases.note(copied(note)) == phrases.note(note)


def test_words_of_others_stand_as_they_are():
    assert Phrases(texts("az"), str).note("said elsewhere") == "said elsewhere"
