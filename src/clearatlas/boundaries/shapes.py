"""Shapes as they stand in a file -> polygons in EPSG:4326 that form a valid coverage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Geod, Transformer

from clearatlas.boundaries.model import WGS84, Shapes
from clearatlas.notes import Note

__all__ = ["AREA_SOURCE", "Checked", "areas_km2", "as_coverage", "problems_of", "to_wgs84"]

AREA_SOURCE = "geodesic (WGS84) area of the polygon as drawn"

_POLYGONS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
_GEOD = Geod(ellps="WGS84")

#: Two ways to repair a polygon may differ by this share of its area and still mean the same.
_SAME_AREA = 0.001

#: Units that share more than this part of the smaller one are not parts of one map.
_LARGEST_OVERLAP = 0.1

#: Gaps up to this width, in degrees (about 100 m), are slivers: told, and left as they are.
_SLIVER = 0.001

#: Where longitude and latitude end, with room for the rounding of a projection.
_EAST, _NORTH = 180.000001, 90.000001

_LISTED = 12
_NOTED_KM2 = 0.01


@dataclass(frozen=True, eq=False)
class Checked:
    """Shapes after a step, what to tell the reader, and what forbids going on."""

    shapes: Shapes
    notes: tuple[Note, ...] = ()
    problems: tuple[str, ...] = ()


def problems_of(shapes: Shapes, labels: Sequence[str]) -> tuple[str, ...]:
    """Return why shapes cannot be units: missing, not polygons, without usable coordinates."""
    types = shapely.get_type_id(shapes)
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    foreign = ~empty & ~np.isin(types, _POLYGONS)
    xy, owner = shapely.get_coordinates(shapes, return_index=True)
    finite = np.ones(len(shapes), dtype=bool)
    finite[owner[~np.isfinite(xy).all(axis=1)]] = False
    kinds = sorted({str(shape.geom_type) for shape in shapes[foreign]})
    wanted = "remove them or draw their polygons"
    return tuple(
        f"{what}: {_list(labels, mask)}; {step}"
        for mask, what, step in (
            (empty, "features without a shape", wanted),
            (foreign, f"features that are {' or '.join(kinds)}, not polygons", wanted),
            (~finite, "features with coordinates that are no numbers", "mend or remove them"),
        )
        if mask.any()
    )


def to_wgs84(shapes: Shapes, crs: CRS, labels: Sequence[str]) -> Checked:
    """Return flat polygons in longitude and latitude; x is read before y, whatever the CRS says."""
    flat = shapely.force_2d(shapes)
    if not crs.equals(CRS(WGS84), ignore_axis_order=True):
        to_degrees = Transformer.from_crs(crs, WGS84, always_xy=True)
        flat = shapely.transform(
            flat, lambda xy: np.column_stack(to_degrees.transform(xy[:, 0], xy[:, 1]))
        )
    west, south, east, north = shapely.bounds(flat).T
    inside = (west >= -_EAST) & (south >= -_NORTH) & (east <= _EAST) & (north <= _NORTH)
    if inside.all():
        return Checked(flat)
    problem = (
        f"coordinates that are no longitude and latitude under the declared system ({crs.name}): "
        f"{_list(labels, ~inside)}; declare the system the numbers are in"
    )
    return Checked(flat, problems=(problem,))


def as_coverage(shapes: Shapes, labels: Sequence[str]) -> Checked:
    """Return valid polygons that share their edges, outer rings counter-clockwise.

    What is mended is noted with the area it moved; what cannot be mended without deciding where an
    area belongs is a problem.
    """
    repaired = _repaired(shapes, labels)
    if repaired.problems:
        return repaired
    joined = _joined(repaired.shapes, labels)
    oriented = np.asarray(shapely.orient_polygons(joined.shapes, exterior_cw=False), dtype=object)
    return Checked(oriented, repaired.notes + joined.notes, joined.problems)


def areas_km2(shapes: Shapes) -> NDArray[np.float64]:
    """Return geodesic areas on WGS 84 in km².

    Rings are oriented first: the method of Karney (2013) gives signed areas, and a hole that runs
    the same way as its shell would be added.

    >>> degree = shapely.box(46, 40, 47, 41)
    >>> areas_km2(np.array([degree])).round(1).tolist()
    [9412.8]
    """
    oriented = shapely.orient_polygons(shapes, exterior_cw=False)
    return np.array([_GEOD.geometry_area_perimeter(shape)[0] / 1e6 for shape in oriented])


def _repaired(shapes: Shapes, labels: Sequence[str]) -> Checked:
    """Return the shapes with invalid ones repaired, where both ways to repair agree on the area."""
    mended, notes, problems = shapes.copy(), [], []
    for index in map(int, np.flatnonzero(~shapely.is_valid(shapes))):
        fault = f"{labels[index]}: {shapely.is_valid_reason(shapes[index])}"
        choice = shapely.make_valid(shapes[index], method="structure", keep_collapsed=False)
        other = shapely.make_valid(shapes[index], method="linework")
        areas = areas_km2(np.array([choice, _polygons_of(other)]))
        if not areas[0] or abs(areas[0] - areas[1]) > _SAME_AREA * areas[0]:
            found = " or ".join(f"{area:.2f}" for area in areas)
            problems.append(f"{fault}; it can be read as {found} km², mend it in a GIS first")
        mended[index] = choice
        notes.append(Note("repaired", fault=fault, area=f"{areas[0]:.2f}"))
    return Checked(mended, tuple(notes), tuple(problems))


def _polygons_of(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


def _joined(shapes: Shapes, labels: Sequence[str]) -> Checked:
    """Return a valid coverage: small overlaps and unmatched edges are cleaned away."""
    if shapely.coverage_is_valid(shapes, gap_width=_SLIVER):
        return Checked(shapes)  # nearly always: neither overlaps nor gaps
    notes, cleaned = [], shapes
    if not shapely.coverage_is_valid(shapes):
        problems = _large_overlaps(shapes, labels)
        if problems:
            return Checked(shapes, problems=problems)
        # New in shapely 2.2; its type stubs are still those of 2.1.
        cleaned = np.asarray(shapely.coverage_clean(shapes), dtype=object)  # type: ignore[attr-defined,arg-type]
        if not shapely.coverage_is_valid(cleaned) or shapely.is_empty(cleaned).any():
            problem = "its units overlap and could not be cleaned; clean the layer in a GIS first"
            return Checked(shapes, problems=(problem,))
        notes.append(_moved(shapes, cleaned, labels))
    if not shapely.coverage_is_valid(cleaned, gap_width=_SLIVER):
        notes.append(Note("slivers"))
    return Checked(cleaned, tuple(notes))


def _large_overlaps(shapes: Shapes, labels: Sequence[str]) -> tuple[str, ...]:
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    once = left < right
    left, right = left[once], right[once]
    shared = shapely.area(shapely.intersection(shapes[left], shapes[right]))
    share = shared / np.minimum(shapely.area(shapes[left]), shapely.area(shapes[right]))
    large = np.flatnonzero(share > _LARGEST_OVERLAP)
    if not large.size:
        return ()
    pairs = [f"{labels[left[i]]} and {labels[right[i]]} ({share[i]:.0%})" for i in large[:_LISTED]]
    more = f" and {large.size - _LISTED} more pairs" if large.size > _LISTED else ""
    reason = (
        f"units lie on each other, by this part of the smaller one: {', '.join(pairs)}{more}; "
        "keep one level of units, and cut a town out of the district around it"
    )
    return (reason,)


def _moved(before: Shapes, after: Shapes, labels: Sequence[str]) -> Note:
    change = areas_km2(after) - areas_km2(before)
    listed = [
        f"{labels[i]} {change[i]:+.2f}"
        for i in map(int, np.argsort(-np.abs(change), kind="stable")[:_LISTED])
        if abs(change[i]) >= _NOTED_KM2
    ]
    return Note("cleaned", areas=", ".join(listed)) if listed else Note("cleaned_alike")


def _list(labels: Sequence[str], mask: NDArray[np.bool_]) -> str:
    chosen = [labels[index] for index in map(int, np.flatnonzero(mask))]
    more = f" and {len(chosen) - _LISTED} more" if len(chosen) > _LISTED else ""
    return ", ".join(chosen[:_LISTED]) + more
