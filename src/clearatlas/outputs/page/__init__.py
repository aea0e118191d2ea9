"""The page: one HTML file that shows an atlas, works offline and traces each number to its source.

Python writes what a reader without scripts needs and hands the rest over as data; the files in
``static/`` draw it; the files of :mod:`clearatlas.outputs.wording` hold every word.
"""

from __future__ import annotations

from clearatlas.outputs.page.render import explore, render

__all__ = ["explore", "render"]
