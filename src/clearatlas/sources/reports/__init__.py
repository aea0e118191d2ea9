"""Press releases -> figures: one language file each, and a grammar that knows no language.

::

    markup      HTML -> its text         asides           what is no part of the release
    visible     text -> what is seen of it
    lexing      text -> sentences of pieces, each with a letter     (words from words/*.toml)
    timespans   periods of a sentence        calendar     periods on the calendar
    quantities  numbers of a sentence        placelists   lists of places
    binding     what a number counts         figures      whose, when, where; or no figure at all
    valuing     exact values         marks       which sign begins decimals
    repeats     what is said twice   checks      contradictions      doubts       wrong sizes
    reading     a release, its JSON, its file             explain      the marked text
"""

from __future__ import annotations

from clearatlas.sources.reports.explain import explain_html, explain_terminal
from clearatlas.sources.reports.reading import (
    Figure,
    Release,
    as_json,
    read_release,
    read_report,
    report_reader,
)

__all__ = [
    "Figure",
    "Release",
    "as_json",
    "explain_html",
    "explain_terminal",
    "read_release",
    "read_report",
    "report_reader",
]
