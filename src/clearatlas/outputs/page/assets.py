"""The script and style files of the page, joined; Leaflet, from the package that carries it.

Script files are JavaScript modules, so that editors and linters understand them. They are joined
without a bundler: in the order of their imports, in one scope, in which every name is taken once.
Comments and white space that mean nothing stay behind.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from importlib.resources import files
from pathlib import Path

from xstatic.pkg import leaflet

from clearatlas.classification import Classes
from clearatlas.legend import colours

__all__ = [
    "joined",
    "leaflet_notice",
    "leaflet_script",
    "leaflet_style",
    "marker_images",
    "page_loader",
    "page_script",
    "page_style",
    "policy_hash",
]

_IMPORT = re.compile(r'^import \{(?P<names>[^}]*)\} from "\./(?P<file>\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?P<kind>const|function) (?P<name>\w+)", re.MULTILINE)
#: What a module names at its top: functions, constants, variables, and parts taken out of a value.
_NAMED = re.compile(r"^(?:const|let|(?:async )?function) (?:(\w+)|\{([^}]*)\})", re.MULTILINE)
_WORD = re.compile(r"(\w+)(?=,| \}|\s*$)")
_COMMENT = re.compile(r"^\s*(?://[^\n]*|/\*.*?\*/)\n", re.MULTILINE | re.DOTALL)
#: A comment behind code: lines are joined, so that it would swallow what follows.
_COMMENT_BEHIND = re.compile(r"^.*\S // .*$", re.MULTILINE)
_INDENT = re.compile(r"^\s+", re.MULTILINE)
#: Strings and templates, which stay as they are, or the space around a sign that needs none.
_SPACE = re.compile(r"""("(?:[^"\\]|\\.)*"|`[^`]*`)|[ \n]*([=,;{}()\[\]?:&|<>*])[ \n]*""")
#: The same strings, or a last comma or semicolon before what ends a list or block.
_LAST_SIGN = re.compile(r"""("(?:[^"\\]|\\.)*"|`[^`]*`)|,(?=[)\]}])|;(?=})""")
_STYLE_SPACE = re.compile(r"[ \n]*([{};])[ \n]*|(:) +")
_STYLE_COMMENT = re.compile(r"\s*/\*.*?\*/", re.DOTALL)
_IMAGE = re.compile(r"url\(images/([\w.-]+)\)")
#: Rules that need an image file, or an Internet Explorer before version 9.
_FOREIGN_RULE = re.compile(r"^[^{}]*\{[^{}]*url\((?:images/|#default#)[^}]*\}\n?", re.MULTILINE)
_RULE = re.compile(r"([^{}@]+)\{([^{}]*)\}")
#: Tiles, markers, controls and pop-ups that the page has none of; the layers of a notebook may.
_UNUSED = re.compile(
    r"""\.leaflet-(?:popup|tooltip|bar|touch(?!-)|control|attribution|top|right|bottom|left
    |tile|marker|div-icon|shadow|image|zoom-(?:box|hide)|crosshair|safari|vml)|canvas""",
    re.VERBOSE,
)
_MOST_CLASSES = 6
#: It stands by itself and is not joined with the others.
_LOADER = "loader"
#: Only a map that may ask the network for a background has this script and style.
_TILES = "tiles"
#: Later ones override earlier ones.
_STYLES = (
    *("tokens", "layout", "controls", "search", "map", "shapes", "legend", "figures"),
    *("chart", "compare", "picture", "print", "embed"),
)


@cache
def page_script(*, tiles: bool = False) -> str:
    """Return the scripts of ``static/`` as one; ``tiles`` with the one that asks the network."""
    names = [name for name in _scripts() if tiles or name != _TILES]
    modules = joined({name: _static(f"{name}.js") for name in names})
    return f'"use strict";\n(() => {{\n{modules}}})();\n'


def joined(sources: Mapping[str, str]) -> str:
    """Return modules, by name, as one script, each after those that it imports.

    Raises
    ------
    ValueError
        Where two of them give a name to something of their own, or a comment stands behind code.
    """
    needs = {
        name: sorted(match["file"] for match in _IMPORT.finditer(text))
        for name, text in sources.items()
    }
    ordered = list(TopologicalSorter(needs).static_order())
    _check_names({name: sources[name] for name in ordered})
    return "\n".join(_packed(_bare(sources[name])) for name in ordered)


@cache
def page_loader() -> str:
    """Return the script that starts :func:`page_script` where that stands deflated."""
    return _packed(_static(f"{_LOADER}.js"))


@cache
def page_style(*, tiles: bool = False) -> str:
    """Return the styles of ``static/`` as one, with the legend's colours; ``tiles`` as above."""
    names = (*_STYLES, _TILES) if tiles else _STYLES
    return "".join(_packed_style(_static(f"{name}.css")) for name in names) + _fills()


@cache
def leaflet_script() -> str:
    """Return Leaflet, without the address of its source map."""
    return re.sub(r"\n?//# sourceMappingURL=.*", "", _leaflet("leaflet.js")).strip() + "\n"


@cache
def leaflet_notice() -> str:
    """Return whose Leaflet is: its licence (BSD-2-Clause) asks to say so wherever it goes."""
    banner = re.match(r"/\*(.*?)\*/", _leaflet("leaflet.js"), re.DOTALL)
    if banner is None:
        message = "Leaflet no longer begins with its notice"
        raise ValueError(message)
    return f"{banner[1].replace('@preserve', '').strip()}\n * Licence: BSD-2-Clause "


@cache
def marker_images() -> str:
    """Return the script that gives Leaflet's markers their images, which it else looks for."""
    images = {
        "iconUrl": _image("marker-icon.png"),
        "iconRetinaUrl": _image("marker-icon-2x.png"),
        "shadowUrl": _image("marker-shadow.png"),
    }
    return (
        "delete L.Icon.Default.prototype._getIconUrl;\n"
        f"L.Icon.Default.mergeOptions({json.dumps(images)});\n"
    )


@cache
def leaflet_style(*, images: bool) -> str:
    """Return Leaflet's styles: with its images inside, or without the rules that need them."""
    style = _leaflet("leaflet.css")
    if images:
        return _IMAGE.sub(lambda match: f"url({_image(match[1])})", style)
    bare = _STYLE_COMMENT.sub("", _FOREIGN_RULE.sub("", style))
    return _packed_style(_RULE.sub(_used_rule, bare))


def policy_hash(text: str) -> str:
    """Return how a content security policy names an inline script or style.

    >>> policy_hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _bare(source: str) -> str:
    """Return a script without what makes it a module."""
    return _EXPORT.sub(r"\g<kind> \g<name>", _IMPORT.sub("", source))


def _check_names(sources: Mapping[str, str]) -> None:
    """Refuse a name that two scripts give to things of their own."""
    home: dict[str, str] = {}
    for file, source in sources.items():
        for name in _names(_bare(source)):
            if name in home:
                message = f"{home[name]}.js and {file}.js both name something {name}; rename one"
                raise ValueError(message)
            home[name] = file


def _names(source: str) -> Iterator[str]:
    for one, several in _NAMED.findall(source):
        yield from [one] if one else _WORD.findall(several)


def _packed(source: str) -> str:
    """Return a script without comments, and without space and signs that mean nothing.

    Signs that another could join (+, -, /, !) keep theirs, and so do words and regular expressions.
    """
    bare = _INDENT.sub("", _COMMENT.sub("", source))
    if behind := _COMMENT_BEHIND.search(bare):
        message = f"put the comment on a line of its own: {behind[0]}"
        raise ValueError(message)
    close = _SPACE.sub(lambda match: match[1] or match[2], bare)
    return _LAST_SIGN.sub(lambda match: match[1] or "", close)


def _used_rule(rule: re.Match[str]) -> str:
    """Return a rule for those of its selectors that the page uses, if any."""
    used = [one.strip() for one in rule[1].split(",") if not _UNUSED.search(one)]
    return f"{','.join(used)}{{{rule[2]}}}\n" if used else ""


def _packed_style(source: str) -> str:
    bare = _INDENT.sub("", _COMMENT.sub("", source))
    return _STYLE_SPACE.sub(lambda match: match[1] or match[2], bare)


def _fills() -> str:
    """Return a rule per class number and number of classes: colours have one home, the legend."""
    rules = []
    for count in range(_MOST_CLASSES + 1):
        fills = colours(Classes(tuple(float(limit) for limit in range(count))))
        rules += [
            f'[data-classes="{count}"] .fill-{number}{{fill:{fill}}}\n'
            for number, fill in enumerate(fills)
        ]
    return "".join(rules)


def _scripts() -> list[str]:
    found = (Path(entry.name) for entry in files(__package__).joinpath("static").iterdir())
    return sorted(path.stem for path in found if path.suffix == ".js" and path.stem != _LOADER)


def _static(name: str) -> str:
    return files(__package__).joinpath("static", name).read_text(encoding="utf-8")


def _leaflet(name: str) -> str:
    text = Path(leaflet.BASE_DIR, name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


def _image(name: str) -> str:
    content = Path(leaflet.BASE_DIR, "images", name).read_bytes()
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"
