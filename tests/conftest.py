"""What all tests share."""

import os
from functools import partial

import pytest
from hypothesis import settings

from clearatlas.outputs.page.geometry import Drawn
from clearatlas.outputs.page.payload import words
from clearatlas.outputs.page.view import View
from clearatlas.outputs.wording.phrases import Phrases

# How long an example takes says something of the machine and nothing of the code; under CI the
# examples are the same in every run, so that a failure there can be repeated.
settings.register_profile("clearatlas", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("clearatlas")


@pytest.fixture(scope="session")
def view_of():
    """Return what Python writes on the page of a period and a measure, without a map."""
    nothing = Drawn(approximate=frozenset(), areas=0, shapes={}, points={}, dashed=())

    def view(atlas, period, measure, lang="en"):
        phrases = Phrases(words(lang, atlas.measures), partial(atlas.name, lang=lang))
        classes = atlas.classes(measure, period.granularity)
        return View(atlas.slice(period), measure, classes, phrases, nothing)

    return view
