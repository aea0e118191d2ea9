"""Atlas -> the page as text, and the same map for a notebook."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, Template

from clearatlas.atlas import Atlas
from clearatlas.atlas.slices import Slice
from clearatlas.classification import Classes
from clearatlas.legend import colours
from clearatlas.observations import Measure, Status
from clearatlas.outputs.page import assets
from clearatlas.outputs.page.about import data_notes, footnotes, freshness
from clearatlas.outputs.page.packing import DEFLATED, Packed, as_script, pack, undirected
from clearatlas.outputs.page.payload import Content
from clearatlas.outputs.page.shell import MAP_NAME, DistrictMap, Parts
from clearatlas.outputs.page.still import SIGNS, Still, still
from clearatlas.outputs.page.view import View

__all__ = ["explore", "render"]


def render(atlas: Atlas) -> str:
    """Return the page: one HTML document that fetches nothing and runs only its own scripts."""
    document: str = DistrictMap(_parts(atlas, sealed=True), sealed=True).get_root().render()
    return document


def explore(atlas: Atlas) -> DistrictMap:
    """Return the same map as a :class:`folium.Map`, to show in a notebook and add layers to.

    It has no security policy and carries Leaflet's marker images; layers that are added load
    their helpers from the network.
    """
    return DistrictMap(_parts(atlas, sealed=False), sealed=False)


def _parts(atlas: Atlas, *, sealed: bool) -> Parts:
    content = Content(atlas, tiles=not sealed)
    # Layers of a folium user look for the map at once: they cannot wait for data to be inflated.
    data = pack(content.data) if sealed else as_script(content.data)
    title = undirected(atlas.title or content.languages[atlas.lang]("page.title"))
    return Parts(
        lang=atlas.lang,
        title=title,
        styles=(assets.leaflet_style(images=not sealed), assets.page_style()),
        library=assets.leaflet_script() + ("" if sealed else assets.marker_images()),
        notice=assets.leaflet_notice(),
        body=undirected(_body(content, title, data, tiles=not sealed)),
        script=assets.page_script(tiles=not sealed),
        # A browser that can inflate the data can inflate the script, too.
        loader=assets.page_loader() if data.type == DEFLATED else "",
    )


def _body(content: Content, title: str, data: Packed, *, tiles: bool) -> str:
    """Return what stands in the body; ``tiles`` offers a background from the network."""
    atlas = content.atlas
    say = content.languages[atlas.lang]
    one, measure = atlas.slice(atlas.opening), atlas.measures[0]
    classes = atlas.classes(measure, one.period.granularity)
    phrases, drawn = content.phrases[atlas.lang], content.geometry.drawn[one.edition]
    return _template().render(
        say=say,
        title=title,
        tiles=tiles,
        view=View(one, measure, classes, phrases, drawn),
        signs=SIGNS,
        fills=_fills(classes),
        still=_still(content, one, measure, classes),
        edition=one.edition,
        classes=len(classes.breaks),
        straddles=say("map.straddles", edition=one.edition) if one.straddles else "",
        fresh=freshness(content),
        footnotes=footnotes(content),
        data_notes=tuple(data_notes(content)),
        map_name=MAP_NAME,
        data=data,
    )


def _still(content: Content, one: Slice, measure: Measure, classes: Classes) -> Still | None:
    """Return the opening map, unless the period reports on no district."""
    known = {cell.code: cell for cell in one.row(measure)}
    own = {code: known.get(code) for code in one.codes}
    names = {code: content.atlas.name(code, content.atlas.lang) for code in own}
    geometry = content.geometry
    return still(own, classes, geometry, geometry.drawn[one.edition], names) if own else None


def _fills(classes: Classes) -> dict[str, str]:
    """Return the paint of each fill, for where no style sheet gives it."""
    numbered = {str(number): colour for number, colour in enumerate(colours(classes))}
    patterns = {str(Status.IN_GROUP_TOTAL): "url(#dots)", str(Status.MISSING): "url(#lines)"}
    return {**numbered, **patterns, "context": "#d9dddf", "approximate": "none"}


@cache
def _template() -> Template:
    source = files(__package__).joinpath("static", "page.jinja").read_text(encoding="utf-8")
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(source)
