"""Turn reported mine-clearance figures into maps people can trust.

>>> import clearatlas as ca
>>> atlas = ca.build(period="2025")
>>> frame = atlas.frame
>>> float(frame.loc["jabrayil", "area_cleared_ha"])
9110.4

Names are loaded when they are first used, so that importing clearatlas stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clearatlas.atlas import Atlas
    from clearatlas.building import build, join, load_boundaries, read
    from clearatlas.errors import ClearatlasError, DataError, UsageError
    from clearatlas.observations import Measure, Observation, Status
    from clearatlas.periods import Period
    from clearatlas.places import Gazetteer

__all__ = [
    "Atlas",
    "ClearatlasError",
    "DataError",
    "Gazetteer",
    "Measure",
    "Observation",
    "Period",
    "Status",
    "UsageError",
    "build",
    "join",
    "load_boundaries",
    "read",
]

_HOME = {
    "Atlas": "atlas",
    "ClearatlasError": "errors",
    "DataError": "errors",
    "Gazetteer": "places",
    "Measure": "observations",
    "Observation": "observations",
    "Period": "periods",
    "Status": "observations",
    "UsageError": "errors",
    "build": "building",
    "join": "building",
    "load_boundaries": "building",
    "read": "building",
}


def __getattr__(name: str) -> object:
    """Return a public name, importing its module on first use."""
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
