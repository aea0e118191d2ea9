"""The options that several commands share, each written once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from clearatlas.packaged import languages

__all__ = [
    "BOUNDARY_OPTIONS",
    "FIGURES_HELP",
    "LANGUAGE_OPTION",
    "READ_OPTIONS",
    "VIEW_OPTIONS",
    "Command",
    "format_option",
    "options",
]

Command = Callable[..., Any]

FIGURES_HELP = (
    "FIGURES: tables (.csv, .tsv, .xlsx), releases (.txt, .html), folders; none: the shipped ones."
)

BOUNDARY_OPTIONS = (
    click.option("--boundaries", metavar="FILE", help="Your own boundary file."),
    click.option("--code-column", metavar="NAME", help="Column of FILE that holds the codes."),
    click.option("--name-column", metavar="NAME", help="Column of FILE that holds the names."),
    click.option("--edition", metavar="NAME", help="Boundary edition, instead of by period."),
)
READ_OPTIONS = (
    click.option(
        "--measure",
        "measures",
        multiple=True,
        metavar="M",
        help="Measure to show (repeatable); NAME:ha|m2|km2 takes in a column of your own.",
    ),
    click.option("--published", metavar="DATE", default="", help="Date of figures that have none."),
    click.option(
        "--unplaced",
        type=click.Choice(["refuse", "keep"]),
        default="refuse",
        show_default=True,
        help="What to do with a place name nobody knows.",
    ),
    click.option(
        "--accept",
        multiple=True,
        metavar="FILE[:M[=VALUE]]",
        help="Show a figure with a problem (repeatable): you have read it and decided.",
    ),
    click.option("--sum-rows", is_flag=True, help="Rows of one place and period are parts: add."),
    click.option(
        "--decimal", type=click.Choice([".", ","]), help="Decimal mark, where a file proves none."
    ),
    click.option(
        "--day-first/--month-first",
        default=None,
        help="How to read 11/08/2025, where a file does not prove it.",
    ),
)
LANGUAGE_OPTION = (
    click.option(
        "--lang",
        type=click.Choice(languages()),
        default="en",
        show_default=True,
        help="Language of what is written.",
    ),
)
VIEW_OPTIONS = (
    click.option(
        "--period",
        default="latest",
        show_default=True,
        metavar="P",
        help="latest, all, 2025, 2025-Q3, 2025-08, 2025-W33, 2025-08-11..2025-08-17, ..2025-08-17",
    ),
    click.option(
        "--extent",
        type=click.Choice(["reported", "all"]),
        default="reported",
        show_default=True,
        help="Districts usually reported on, or the whole country.",
    ),
    *LANGUAGE_OPTION,
    click.option("--title", default="", metavar="TEXT", help="Title of the page or file."),
)


def format_option(*more: str, words: str = "How to print.") -> Callable[[Command], Command]:
    """Return the option ``--format``: table, json, csv, and ``more`` where a command has them."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json", "csv", *more]),
        default="table",
        show_default=True,
        help=words,
    )


def options(*groups: tuple[Command, ...]) -> Callable[[Command], Command]:
    """Return a decorator that adds options in the order given."""

    def add(command: Command) -> Command:
        for option in reversed([option for group in groups for option in group]):
            command = option(command)
        return command

    return add
