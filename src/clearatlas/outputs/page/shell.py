"""The folium side of the page: a figure and a map of our own around ready-made text.

folium compiles whatever an element holds as a template, so that ``{{ 7 * 7 }}`` in a district's
name would be run. All text of ours goes in through :class:`Verbatim`, which is not compiled.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from typing import Any

import folium
from branca.element import Element, Figure
from folium.template import Template

from clearatlas.outputs.page.assets import policy_hash
from clearatlas.outputs.page.packing import DEFLATED, deflate

__all__ = ["MAP_NAME", "DistrictMap", "Parts", "Sheet"]

#: The name under which scripts find the map: fixed, where folium would draw a random one.
MAP_NAME = "map_clearatlas"

#: What layers of a folium user may need besides Leaflet; the page itself needs none of it.
_FOR_LAYERS = frozenset(
    {"jquery", "awesome_markers", "awesome_markers_font_css", "awesome_markers_css"}
)
_FRAME_HEIGHT = "720px"


@dataclass(frozen=True, slots=True)
class Parts:
    """The ready-made texts of a page, none of them a template.

    Attributes
    ----------
    lang, title
        As the page opens.
    styles, library, notice
        Styles in order; the script of Leaflet, and whose it is.
    body, script
        What stands in ``<body>``, data included, and the page's own script.
    loader
        A script that starts library and script, which then stand deflated; empty where they are
        plain.
    """

    lang: str
    title: str
    styles: tuple[str, ...]
    library: str
    notice: str
    body: str
    script: str
    loader: str = ""


class Verbatim(Element):
    """An element that stands in the page as it is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def render(self, **_kwargs: Any) -> str:  # noqa: ANN401 - branca's signature
        """Return the text."""
        return self._text


class Sheet(Figure):
    """The HTML document.

    A sealed one carries a content security policy that lets nothing run but the scripts put in
    here, and nothing be fetched; an open one takes layers that bring addresses of their own.
    """

    _template = Template(
        "<!DOCTYPE html>\n"
        '<html lang="{{ this.lang }}">\n<head>\n{{ this.header.render(**kwargs) }}\n</head>\n'
        "<body>\n{{ this.html.render(**kwargs) }}\n"
        "{% if this.script._children %}<script>{{ this.script.render(**kwargs) }}</script>\n"
        "{% endif %}</body>\n</html>\n"
    )

    def __init__(self, parts: Parts, *, sealed: bool) -> None:
        super().__init__(height=_FRAME_HEIGHT)
        self.lang = parts.lang
        head = [
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f'<meta name="generator" content="clearatlas {version("clearatlas")}">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{escape(parts.title)}</title>",
            *(f"<style>{style}</style>" for style in parts.styles),
        ]
        if sealed:
            head.insert(0, _policy(parts))
            # After the still map, which is seen before any script has been read.
            program = _program(parts)
        else:
            # The helpers of added layers, which come next, need the library.
            head.append(f"<script>{parts.library}</script>")
            program = f"<script>{parts.script}</script>"
        self.header.add_child(Verbatim("\n".join(head)), name="clearatlas")
        self.html.add_child(Verbatim(f"{parts.body}\n{program}"), name="clearatlas")


class DistrictMap(folium.Map):
    """The map of the page as folium sees it: layers added to it are drawn over the districts.

    With layers, folium's helpers for markers and popups are loaded from their usual addresses, and
    the page is no longer offline.
    """

    _template = Template("")

    def __init__(self, parts: Parts, *, sealed: bool) -> None:
        super().__init__(tiles=None)
        # Lists of its own: folium's belong to the class and would leak into every other map.
        self.default_js: list[tuple[str, str]] = []
        self.default_css: list[tuple[str, str]] = []
        Sheet(parts, sealed=sealed).add_child(self)

    def get_name(self) -> str:
        """Return :data:`MAP_NAME`."""
        return MAP_NAME

    # branca declares text, folium's maps return nothing
    def render(self, **kwargs: Any) -> None:  # type: ignore[override] # noqa: ANN401
        """Add what added layers need, then the layers."""
        if self._children:
            self.default_js = _with_helpers(self.default_js, folium.Map.default_js)
            self.default_css = _with_helpers(self.default_css, folium.Map.default_css)
        super().render(**kwargs)  # type: ignore[no-untyped-call]


def _with_helpers(
    own: list[tuple[str, str]], usual: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    helpers = [(name, url) for name, url in usual if name in _FOR_LAYERS]
    return [*helpers, *(link for link in own if link not in helpers)]


def _program(parts: Parts) -> str:
    """Return library and script as they stand, or deflated with what starts them."""
    if not parts.loader:
        return f"<script>{parts.library}{parts.script}</script>"
    deflated = deflate(parts.library + parts.script)
    return (
        f"<!--{parts.notice}-->\n"
        f'<script type="{DEFLATED}" id="program">{deflated}</script>\n'
        f"<script>{parts.loader}</script>"
    )


def _policy(parts: Parts) -> str:
    """Return the policy: what is written here may run, nothing else may, nothing is fetched."""
    scripts = [text for text in (parts.library + parts.script, parts.loader) if text]
    rules = [
        "default-src 'none'",
        f"script-src {' '.join(policy_hash(script) for script in scripts)}",
        f"style-src {' '.join(policy_hash(style) for style in parts.styles)}",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">'
