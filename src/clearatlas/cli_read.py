"""The command ``read``: a press release -> its figures, or the text with what was read marked."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clearatlas.errors import UnreadableFile
from clearatlas.observations import MEASURES
from clearatlas.places import Gazetteer
from clearatlas.sources.options import ReadOptions
from clearatlas.sources.reports import (
    Release,
    explain_html,
    explain_terminal,
    read_release,
    read_report,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["explained", "releases", "table_row"]


def releases(files: tuple[str, ...], published: str) -> Iterator[Release]:
    """Yield the release of each file; ``-`` is standard input.

    Raises
    ------
    UnreadableFile
        Where a file is missing or is no text.
    """
    options = ReadOptions(published=published)
    gazetteer = Gazetteer.load()
    for name in files:
        if name == "-":
            text = sys.stdin.read()
            yield read_report(text, places=gazetteer, options=options, file="standard input")
        elif not Path(name).is_file():
            raise UnreadableFile(name, "there is no such file; check the path")
        else:
            yield read_release(Path(name), places=gazetteer, options=options)


def table_row(figure: Mapping[str, Any]) -> dict[str, str]:
    """Return what a person checks first of one figure, given as the JSON has it."""
    measure = MEASURES[figure["measure"]]
    values = figure["candidates"] if figure["value"] is None else [figure["value"]]
    shown = " or ".join(f"{measure.shown(Decimal(str(value))).normalize():,f}" for value in values)
    return {
        "measure": measure.key,
        "value": f"{shown or '?'} {measure.shown_unit}",
        "bound": figure["bound"],
        "period": f"{figure['period_start'] or ''}..{figure['period_end'] or ''}",
        "places": str(len(figure["places"])) if figure["places"] else "none stated",
        "context": "background" if figure["context"] else "",
        "problems": ", ".join(problem["code"] for problem in figure["problems"]),
        "text": " ".join(figure["text"].split()),
    }


def explained(release: Release, *, html: bool) -> str:
    """Return the release's text with what was read marked in it."""
    return explain_html(release) if html else explain_terminal(release)
