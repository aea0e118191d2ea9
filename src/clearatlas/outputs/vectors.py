"""Atlas -> GeoJSON by RFC 7946: WGS84, right-hand rule, no ``crs``, six decimals at most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from typing import Any

import numpy as np
import orjson
import shapely

from clearatlas.atlas import Atlas
from clearatlas.atlas.slices import Group, Slice
from clearatlas.boundaries import Boundaries
from clearatlas.ledger.statements import Claim, Statement
from clearatlas.observations import Source, Unit, plain_number
from clearatlas.outputs.wording import texts, title_key
from clearatlas.outputs.wording.borders import border_notes, file_notes, rough_borders
from clearatlas.outputs.wording.phrases import Phrases

__all__ = ["geojson"]

#: Six decimals are about 0.1 m: finer than any boundary file.
_DECIMALS = 6

Json = dict[str, Any]


def geojson(atlas: Atlas) -> bytes:
    """Return one feature per district and selected period, as UTF-8 text, one feature a line.

    Every feature has the same properties, null where there is nothing. Group totals, unplaced
    figures, conflicts, disclaimer, licence and sources stand beside them as members of the
    collection (RFC 7946, section 6.1).
    """
    frame = atlas.frame
    properties = frame.drop(columns="geometry").astype(object)
    rows = properties.where(properties.notna(), None).to_dict("records")
    units = list(zip(frame["edition"], frame["code"], strict=True))
    # A district is rounded once, however many periods it has.
    once = dict(zip(units, frame.geometry.to_numpy(), strict=True))
    rounded = _rounded(np.array(list(once.values()), dtype=object))
    geometry = dict(zip(once, map(_geometry, rounded), strict=True))
    features = [
        {"type": "Feature", "properties": row, "geometry": geometry[unit]}
        for row, unit in zip(rows, units, strict=True)
    ]
    collection = {"type": "FeatureCollection", **_bbox(rounded), **_members(atlas)}
    lines = b",\n".join(orjson.dumps(feature) for feature in features)
    return orjson.dumps(collection)[:-1] + b',"features":[\n' + lines + b"\n]}\n"


def _bbox(shapes: np.ndarray) -> Json:
    """Return the member ``bbox``; none where nothing is drawn."""
    if not len(shapes):
        return {}
    return {"bbox": [round(float(edge), _DECIMALS) for edge in shapely.total_bounds(shapes)]}


def _rounded(shapes: np.ndarray) -> np.ndarray:
    """Return the polygons on a grid of six decimals, rings oriented by the right-hand rule."""
    snapped = shapely.set_precision(shapes, 10.0**-_DECIMALS, mode="pointwise")
    broken = ~shapely.is_valid(snapped)
    if broken.any():
        snapped[broken] = shapely.set_precision(shapes[broken], 10.0**-_DECIMALS)
    return shapely.orient_polygons(snapped)


def _geometry(shape: shapely.Polygon | shapely.MultiPolygon) -> Json:
    if shape.geom_type == "Polygon":
        return {"type": "Polygon", "coordinates": _rings(shape)}
    return {"type": "MultiPolygon", "coordinates": [_rings(part) for part in shape.geoms]}


def _rings(polygon: shapely.Polygon) -> list[list[list[float]]]:
    """Return the rings as lists of ``[lon, lat]``.

    Rounding gives the float nearest to a number of six decimals, and that prints as those digits.
    """
    return [
        np.round(shapely.get_coordinates(ring), _DECIMALS).tolist()
        for ring in (polygon.exterior, *polygon.interiors)
    ]


def _members(atlas: Atlas) -> Json:
    say = texts(atlas.lang)
    slices = [atlas.slice(period) for period in atlas.selected]
    editions = [atlas.boundaries[name] for name in dict.fromkeys(piece.edition for piece in slices)]
    return {
        "title": atlas.title or say(title_key(atlas.measures)),
        "disclaimer": say("disclaimer.text"),
        "notes": list(_notes(atlas, editions)),
        "boundary_source": "; ".join(dict.fromkeys(edition.source for edition in editions)),
        "licence": "; ".join(dict.fromkeys(edition.licence for edition in editions)),
        "generator": f"clearatlas {version('clearatlas')}",
        "groups": [_group(group, piece) for piece in slices for group in piece.groups],
        "totals": [_total(total) for piece in slices for total in piece.totals],
        "unplaced": [
            {"label": row.label, "reason": row.reason.value, **_total(row.statement)}
            for piece in slices
            for row in piece.unplaced
        ],
        "conflicts": [
            {
                "place": statement.codes or statement.label,
                "measure": statement.measure.key,
                **_period(statement),
                "claims": [_claim(claim, statement) for claim in statement.claims],
            }
            for piece in slices
            for statement in piece.conflicts
        ],
        "misfits": _misfits(atlas, slices),
        "coverage": [
            {
                "measure": one.series.measure_key,
                "period": str(one.period),
                "by": one.granularity.value,
                "days_covered": one.covered,
                "days": one.days,
                "gaps": [str(gap) for gap in one.gaps],
            }
            for piece in slices
            for one in piece.coverage
        ],
    }


def _misfits(atlas: Atlas, slices: Iterable[Slice]) -> list[Json]:
    """Return what of the periods does not fit other figures of the record, each once."""
    phrases = Phrases(texts(atlas.lang), lambda code: atlas.name(code, atlas.lang))
    every = {id(one): one for piece in slices for one in piece.misfits}
    return [
        {
            "kind": one.kind.value,
            "measure": one.subject.measure.key,
            "message": phrases.misfit(one),
            "statements": [_total(statement) for statement in one.statements],
            "against": [_total(statement) for statement in one.against],
        }
        for one in every.values()
    ]


def _notes(atlas: Atlas, editions: Sequence[Boundaries]) -> Iterator[str]:
    """Yield what a reader must know of the boundaries before using the figures."""
    say = texts(atlas.lang)
    rough = rough_borders(editions, atlas.extent)
    phrases = Phrases(say, partial(atlas.name, lang=atlas.lang))
    for key in border_notes(editions, rough):
        yield say(key, places=phrases.places(rough))
    yield from map(phrases.note, file_notes(editions))


def _group(group: Group, piece: Slice) -> Json:
    return {
        "id": group.id,
        **_period(next(iter(group.totals.values()))),
        "places": group.codes,
        "places_as_written": group.label,
        "without_polygon": group.without_polygon,
        "totals": {key: _total(total) for key, total in group.totals.items()},
        "sources": _sources(source for total in group.totals.values() for source in total.sources),
        "edition": piece.edition,
    }


def _total(statement: Statement) -> Json:
    series = statement.series
    return {
        "measure": statement.measure.key,
        **_period(statement),
        **_amount(statement.shown, statement),
        "status": statement.status.value,
        "flags": statement.flags,
        "scope": series.scope.value,
        "definition": series.definition,
        "label": statement.label,
        "other_lists": statement.other_lists,
        "sources": _sources(statement.sources),
    }


def _claim(claim: Claim, statement: Statement) -> Json:
    return {**_amount(claim, statement), "sources": _sources(claim.sources)}


def _amount(claim: Claim, statement: Statement) -> Json:
    """Return the value in the unit people read, areas in m² too, and how exact it is."""
    unit = statement.measure.unit
    if unit is Unit.M2:
        values: Mapping[str, Any] = {
            "value_m2": plain_number(claim.value),
            "value_ha": float(statement.measure.shown(claim.value)),
        }
    else:
        values = {"value": plain_number(claim.value)}
    return {**values, "bound": claim.bound.value}


def _period(statement: Statement) -> Json:
    period = statement.period
    return {
        "period_start": period.start.isoformat() if period.start else None,
        "period_end": period.end.isoformat() if period.end else None,
        "granularity": period.granularity.value,
    }


def _sources(sources: Iterable[Source]) -> list[Json]:
    return [
        {
            "title": source.title or None,
            "url": source.url or None,
            "published": source.published or None,
            "agency": source.agency or None,
        }
        for source in dict.fromkeys(sources)
    ]
