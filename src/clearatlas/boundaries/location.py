"""Where units lie, compared with where the shipped edition has their places.

Codes and names can agree and both be wrong; a place does not move. Lines of small-scale maps are
several km off, so only a unit that shares next to nothing with its own place is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import shapely

from clearatlas.boundaries.model import Boundaries, Places, Shapes
from clearatlas.boundaries.shipped import load_shipped

__all__ = ["Homeland"]

#: A unit is misplaced where less than this part of it lies in its own place, unless it is small
#: (in square degrees, about 200 km²) and near (in degrees, about 20 km): maps differ by more than
#: a town's width on where a town lies.
_TOO_LITTLE = 0.1
_SMALL = 0.021
_NEAR = 0.2

#: A district covers a city where more than this part of the city lies in it.
_COVERED = 0.5


class Homeland:
    """The polygons of the shipped editions, to check a file's units by."""

    def __init__(self, gazetteer: Places) -> None:
        editions: Sequence[Boundaries] = load_shipped(gazetteer)
        self._shapes: dict[str, list[shapely.Geometry]] = {}
        for edition in editions:
            for code, district in edition.drawn.items():
                self._shapes.setdefault(code, []).append(district.shape)
        self._newest = {code: unit.shape for code, unit in editions[-1].drawn.items()}

    def misplaced(
        self, codes: Sequence[str], shapes: Shapes, labels: Sequence[str]
    ) -> tuple[str, ...]:
        """Return what is wrong with where units lie; empty where nothing is."""
        valid = shapely.make_valid(shapes)
        far = [self._misplacement(*unit) for unit in zip(codes, valid, labels, strict=True)]
        faults = [fault for fault in far if fault]
        if not faults:
            return ()
        if len(faults) == len(codes) and self._lies_here(shapely.transform(shapes, np.fliplr)):
            return (
                "the units lie in Azerbaijan only if latitude is read first: swap the coordinates",
            )
        listed = "; ".join(faults)
        return (
            f"units that do not lie where their place is: {listed}; mend their codes and names",
        )

    def stands_for(self, codes: Sequence[str], shapes: Shapes) -> Mapping[str, str]:
        """Return the cities without a unit of their own -> the district's unit that covers them.

        A city beside a district of the same name has the district's code and ``-city``.
        """
        covered = {}
        for code, shape in zip(codes, shapes, strict=True):
            city = f"{code}-city"
            if city in self._newest and city not in codes:
                drawn = self._newest[city]
                if _share(drawn, shape) > _COVERED:
                    covered[city] = code
        return dict(sorted(covered.items()))

    def _misplacement(self, code: str, shape: shapely.Geometry, label: str) -> str:
        own = self._shapes.get(code)
        if own is None or max(_share(shape, drawn) for drawn in own) >= _TOO_LITTLE:
            return ""
        near = min(shapely.distance(shape, drawn) for drawn in own) < _NEAR
        if near and shapely.area(shape) < _SMALL:
            return ""
        shares = {str(other): _share(shape, drawn) for other, drawn in self._newest.items()}
        most = max(shares, key=lambda other: shares[other])
        where = f"in {most} ({shares[most]:.0%} of it)" if shares[most] else "outside Azerbaijan"
        return f"{label} is taken as {code} but lies {where}"

    def _lies_here(self, shapes: Shapes) -> bool:
        country = shapely.box(*shapely.total_bounds(list(self._newest.values())))
        return bool(shapely.intersects(shapes, country).all())


def _share(shape: shapely.Geometry, within: shapely.Geometry) -> float:
    """Return the part of a shape's area that lies in another shape."""
    area = float(shapely.area(shape))
    return float(shapely.area(shapely.intersection(shape, within))) / area if area else 0.0
