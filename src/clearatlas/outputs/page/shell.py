"""The folium side of the page: a map and a figure of our own around ready-made text.

folium compiles whatever an element holds as a template, so that ``{{ 7 * 7 }}`` in a district's
name would be run. Everything here goes in through :class:`Verbatim`, which is not compiled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import folium
from branca.element import Element, Figure
from folium.template import Template

from clearatlas.outputs.page.assets import policy_hash

__all__ = ["DistrictMap", "Parts", "Sheet"]

#: What a layer of a folium user may need besides Leaflet; of no use to a page without one.
_FOR_MARKERS = {"jquery", "awesome_markers", "awesome_markers_font_css", "awesome_markers_css"}


@dataclass(frozen=True, slots=True)
class Parts:
    """The ready-made texts of a page: none of them is a template."""

    lang: str
    title: str
    styles: tuple[str, ...]
    body: str
    data: str
    scripts: tuple[str, ...]


class Verbatim(Element):
    """An element that stands in the page as it is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def render(self, **_kwargs: Any) -> str:
        """Return the text."""
        return self._text


class Sheet(Figure):
    """The HTML document: folium's figure with a language, a policy and no outside address."""

    _template = Template(
        "<!DOCTYPE html>\n"
        '<html lang="{{ this.parts.lang }}">\n'
        "<head>\n{{ this.header.render(**kwargs) }}</head>\n"
        '<body data-map="{{ this.map_name }}">\n{{ this.html.render(**kwargs) }}\n</body>\n'
        "</html>\n"
    )

    def __init__(self, parts: Parts, *, sealed: bool) -> None:
        super().__init__(height="720px")
        self.parts, self.sealed, self.map_name = parts, sealed, DistrictMap.given_name
        self.header = _Pieces()
        self.html = _Pieces()
        self.script = _Pieces()
        for part in (self.header, self.html, self.script):
            part._parent = self  # noqa: SLF001 - branca has no public way
