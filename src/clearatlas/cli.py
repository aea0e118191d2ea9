"""The command: arguments, progress, messages and exit codes; nothing else in the house prints.

Data goes to standard output, messages and progress to standard error. Exit code 0 is done, 1 the
data is wrong, 2 the call is wrong.
"""

from __future__ import annotations

import atexit
import csv
import gc
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clearatlas.cli_options import (
    BOUNDARY_OPTIONS,
    FIGURES_HELP,
    LANGUAGE_OPTION,
    READ_OPTIONS,
    VIEW_OPTIONS,
    Command,
    format_option,
    options,
)
from clearatlas.errors import ClearatlasError, UsageError
from clearatlas.formulas import inert

if TYPE_CHECKING:
    from clearatlas.atlas import Atlas
    from clearatlas.loading import Watch
    from clearatlas.places import Place

__all__ = ["console", "main"]

# Heavy modules are imported inside the commands that need them: help and “places” start at once.
# ruff: noqa: PLC0415


def _guarded(command: Command) -> Command:
    """Add --quiet and --debug, and turn a failure into a message and an exit code."""

    @click.option("--quiet", is_flag=True, help="Print no messages but errors.")
    @click.option("--debug", is_flag=True, help="Show the traceback of a failure.")
    def run(*args: Any, debug: bool, **kwargs: Any) -> None:  # noqa: ANN401 - click's own
        try:
            command(*args, **kwargs)
        except ClearatlasError as error:
            if debug:
                raise
            click.echo(f"clearatlas: {error}", err=True)
            sys.exit(2 if isinstance(error, UsageError) else 1)

    return update_wrapper(run, command)


def console() -> None:
    """Run the command as a process of its own.

    The process ends when its one file is written: collecting garbage on the way, and again at exit
    (which freezing prevents), would take a quarter of the time and free nothing that matters.
    """
    gc.disable()
    atexit.register(gc.freeze)
    main(prog_name="clearatlas")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="clearatlas")
def main() -> None:
    """Turn reported mine-clearance figures into maps people can trust."""


@main.command("map", epilog=FIGURES_HELP)
@click.argument("figures", nargs=-1)
@click.option(
    "-o",
    "--output",
    default="maps/clearance.html",
    show_default=True,
    metavar="FILE",
    help="The page to write.",
)
@options(VIEW_OPTIONS, BOUNDARY_OPTIONS, READ_OPTIONS)
@_guarded
def map_command(output: str, **chosen: Any) -> None:  # noqa: ANN401 - click's own
    """Write the page: one HTML file that opens without a network."""
    from clearatlas.outputs import check_page_path

    check_page_path(output)
    _make(output, lambda atlas: atlas.to_html(output), **chosen)


@main.command(epilog=FIGURES_HELP)
@click.argument("figures", nargs=-1)
@click.option("-o", "--output", required=True, metavar="FILE", help="What to write, by suffix.")
@options(VIEW_OPTIONS, BOUNDARY_OPTIONS, READ_OPTIONS)
@_guarded
def export(output: str, **chosen: Any) -> None:  # noqa: ANN401 - click's own
    """Write districts and figures for GIS (.geojson) or spreadsheets (.csv)."""
    from clearatlas.outputs import check_path

    check_path(output)
    _make(output, lambda atlas: atlas.to_file(output), **chosen)


@main.command(epilog=FIGURES_HELP)
@click.argument("figures", nargs=-1)
@format_option("html", words="How to print; html is a page to hand on.")
@click.option("--strict", is_flag=True, help="Exit with 1 when there are findings.")
@options(LANGUAGE_OPTION, BOUNDARY_OPTIONS, READ_OPTIONS)
@_guarded
def check(form: str, *, strict: bool, quiet: bool, lang: str, **chosen: Any) -> None:  # noqa: ANN401 - click's own
    """Say what is wrong, what conflicts, what does not fit and what adds up."""
    from clearatlas.cli_check import COLUMNS, examine
    from clearatlas.loading import Inputs

    with _Progress(quiet=quiet) as watch:
        examined = examine(Inputs(**_renamed(chosen)), lang, watch)
    if form in ("json", "csv"):
        _print(examined.rows(form), form, COLUMNS)
    else:
        click.echo(examined.report(form))
    if not quiet:
        if chosen["figures"]:
            _say(examined.notes)
        _say([examined.summary])
    examined.gathered.raise_unread()
    if strict and examined.findings:
        sys.exit(1)


@main.command(epilog="FILES: releases (.txt, .html), or - for standard input.")
@click.argument("files", nargs=-1, required=True)
@click.option("--published", metavar="DATE", default="", help="When it was published.")
@format_option("html", words="How to print; html goes with --explain.")
@click.option("--explain", is_flag=True, help="Print the text with what was read marked in it.")
@_guarded
def read(files: tuple[str, ...], published: str, form: str, *, explain: bool, quiet: bool) -> None:
    """Read press releases: their figures, each with the words it comes from."""
    from clearatlas.cli_read import explained, releases, table_row
    from clearatlas.sources.reports import as_json

    if form == "html" and not explain:
        raise UsageError("--format html shows the marked text: add --explain")
    rows: list[dict[str, Any]] = []
    for release in releases(files, published):
        if explain:
            click.echo(explained(release, html=form == "html"))
        rows += as_json(release)
    if explain:
        return
    _print(rows if form == "json" else [table_row(row) for row in rows], form)
    problems = sum(bool(row["problems"]) for row in rows)
    if not quiet:
        _say([f"{len(rows)} figures, {problems} with a problem: not used on a map."])


@main.command()
@click.argument("names", nargs=-1)
@format_option()
@_guarded
def places(names: tuple[str, ...], form: str, *, quiet: bool) -> None:
    """Print the gazetteer, or what each NAME resolves to."""
    from clearatlas.errors import DataError
    from clearatlas.places import Gazetteer

    del quiet  # it prints nothing but data and errors
    gazetteer = Gazetteer.load()
    found, failures = [], []
    for name in names:
        try:
            found.append({"asked": name, **_place_row(gazetteer.resolve(name))})
        except DataError as error:
            failures.append(str(error))
    _print(found if names else [_place_row(place) for place in gazetteer], form)
    if failures:
        raise DataError("\n".join(failures))


def _make(output: str, write: Callable[[Atlas], None], *, quiet: bool, **chosen: Any) -> None:  # noqa: ANN401 - click's own
    """Build an atlas, write it, and say what was done."""
    from clearatlas.building import build

    with _Progress(quiet=quiet) as watch:
        atlas = build(watch=watch, **_renamed(chosen))
        write(atlas)
    if quiet:
        return
    from clearatlas.reporting.summary import summarise, withheld

    # What a reader should know of the shipped data stands in its README and on the page.
    if chosen["figures"]:
        _say(atlas.notes)
    if chosen["boundaries"]:
        _say(note for edition in atlas.boundaries.values() for note in edition.notes)
    _say(summarise(atlas))
    if chosen["figures"]:
        _say(withheld(atlas.record))
    _say([f"Wrote {output} ({Path(output).stat().st_size / 1000:,.0f} KB)."])


def _renamed(options: dict[str, Any]) -> dict[str, Any]:
    """Return the options under the names :func:`clearatlas.building` gives them."""
    unplaced = options.pop("unplaced")
    return {**options, "keep_unknown": unplaced == "keep"}


class _Progress:
    """A bar on standard error while long work goes on; nothing where nobody watches."""

    def __init__(self, *, quiet: bool) -> None:
        self._hidden = quiet or not sys.stderr.isatty()
        self._bar: Any = None

    def __enter__(self) -> Watch:
        return self._step

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.render_finish()

    def _step(self, what: str, done: int, total: int) -> None:
        if self._bar is None:
            self._bar = click.progressbar(
                length=total, file=sys.stderr, item_show_func=str, hidden=self._hidden
            )
        self._bar.update(done - self._bar.pos, what)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line, err=True)


def _print(rows: Sequence[Mapping[str, Any]], form: str, columns: Sequence[str] = ()) -> None:
    """Print rows of the same keys on standard output; ``columns`` names them where none is."""
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]) if rows else columns)
        writer.writeheader()
        for row in rows:
            writer.writerow({key: inert(c) if isinstance(c, str) else c for key, c in row.items()})
    else:
        for line in _columns(rows):
            click.echo(line)


def _columns(rows: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """Yield a heading and the rows in aligned columns; the last column runs free."""
    if not rows:
        return
    table = [tuple(rows[0]), *(tuple(row.values()) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for line in table:
        cells = (text.ljust(width) for text, width in zip(line, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _place_row(place: Place) -> dict[str, str]:
    """Return what the command prints of a place; empty where there is nothing."""
    return {
        "code": place.code,
        "kind": place.kind,
        "en": place.names["en"],
        "az": place.names["az"],
        "ru": place.names["ru"],
        "iso_3166_2": place.iso_3166_2 or "",
        "ocha_pcode": place.ocha_pcode or "",
        "valid_from": str(place.valid_from or ""),
    }
