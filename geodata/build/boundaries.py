"""Rebuild geodata/boundaries/ from its origin: `python geodata/build/boundaries.py`.

Natural Earth's districts of Azerbaijan (naturalearth.py), an approximate Aghdara (aghdara.py) and
the land around (context.py) become one GeoJSON file per edition, a backdrop and a manifest. The
same origin gives the same bytes. Needs the npm client and, the first time, a network.
"""

import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

from shapely.geometry import mapping

import aghdara
import context
import naturalearth
from origin import NATURAL_EARTH_ADMIN1, WITNESS, WORLD_LAND, Origin
from shapes import Area, area_km2, check_coverage, written_form

FOLDER = Path(__file__).parents[1] / "boundaries"


class Edition(NamedTuple):
    """One state of the districts, and how long it was in force."""

    name: str
    valid_from: str | None
    valid_to: str | None
    note: str


_WEAKNESS = (
    "Natural Earth's lines are several km off in places: the drawn areas differ from official ones"
    " (by 9.2 % on average for nine districts), Jabrayil town lies in Khojavand and Lachin town in"
    " Shusha. area_km2 is the area of the polygon as drawn."
)
BEFORE = Edition(
    name="2023",
    valid_from=None,
    valid_to="2023-12-04",
    note=f"The districts before Aghdara's. The exact day of the change is not confirmed."
    f" {_WEAKNESS}",
)
AFTER = Edition(
    name="2024",
    valid_from="2023-12-05",
    valid_to=None,
    note="Aghdara became a district by law 1043-VIQ of December 2023; the exact day is not"
    " confirmed. No open file holds its border: this one is APPROXIMATE, derived from distances to"
    " towns so that its parts have the areas of the bill as reported in November 2023 (735.84 km²"
    " from Kalbajar, 851.25 from Tartar, 73.74 from Aghdam; the law's final text was not seen)."
    f" {_WEAKNESS}",
)

LICENCE = (
    "Public domain (Natural Earth, naturalearthdata.com). Obtained through the npm package"
    f" {NATURAL_EARTH_ADMIN1.spec} (ISC)."
)
SOURCE = (
    "Natural Earth 1:10m admin-1, names and codes corrected; npm package"
    f" {NATURAL_EARTH_ADMIN1.spec}, {NATURAL_EARTH_ADMIN1.member}"
)
_DRAWN = "geodesic (WGS84) area of the polygon as drawn"


def main() -> None:
    """Rebuild every file of the folder, or none."""
    places = naturalearth.places()
    split = aghdara.split(naturalearth.areas(places))
    written = {
        f"{BEFORE.name}.geojson": _edition_text(BEFORE, places, split.before),
        f"{AFTER.name}.geojson": _edition_text(AFTER, places, split.after),
        "context.json": _context_text(context.around(split.before.values())),
    }
    written["manifest.json"] = _manifest_text(written)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in written.items():
        (FOLDER / name).write_bytes(text.encode())
        print(f"{name}: {len(text.encode()):,} bytes")
    for code, offset in split.offsets_m.items():
        given = area_km2(split.before[code]) - area_km2(split.after[code])
        print(f"{code}: offset {offset:,.1f} m, gives Aghdara {given:.3f} km²")


def _edition_text(
    edition: Edition, places: list[naturalearth.Place], areas: dict[str, Area]
) -> str:
    """Return the edition's GeoJSON, a feature to a line so that a change reads as one."""
    check_coverage(edition.name, areas)
    head = {
        "type": "FeatureCollection",
        "edition": edition.name,
        "valid_from": edition.valid_from,
        "valid_to": edition.valid_to,
        "source": SOURCE,
        "licence": LICENCE,
        "note": edition.note,
    }
    features = [
        _json(_feature(place, areas[place.code], edition))
        for place in places
        if place.code in areas
    ]
    return f'{_json(head)[:-1]},"features":[\n' + ",\n".join(features) + "\n]}\n"


def _feature(place: naturalearth.Place, area: Area, edition: Edition) -> dict[str, Any]:
    """Return one place as a GeoJSON feature."""
    shape = written_form(area)
    return {
        "type": "Feature",
        "properties": {
            "code": place.code,
            "name_az": place.name_az,
            "name_en": place.name_en,
            "kind": place.kind,
            "adm1_code": "+".join(place.adm1_codes) or None,
            "approximate": place.code == aghdara.CODE,
            "area_km2": round(area_km2(shape), 2),
            "area_source": _area_source(place, edition),
        },
        "geometry": mapping(shape),
    }


def _area_source(place: naturalearth.Place, edition: Edition) -> str:
    """Return where the area comes from, and what of it is approximate."""
    if place.code == aghdara.CODE:
        return f"{_DRAWN}, derived to have the areas of the bill"
    if edition is AFTER and place.code in {parent.code for parent in aghdara.PARENTS}:
        return f"{_DRAWN} (Natural Earth 1:10m), less the approximate Aghdara"
    return f"{_DRAWN} (Natural Earth 1:10m)"


def _context_text(area: Area) -> str:
    """Return the backdrop as one bare GeoJSON feature.

    GeoJSON and not TopoJSON: at three decimals it is as small as matters, and Leaflet, matplotlib
    and GeoPandas take it as it is, while TopoJSON would need a decoder on the page.
    """
    feature = {
        "type": "Feature",
        "properties": {
            "source": f"Natural Earth 1:10m land; npm package {WORLD_LAND.spec}",
            "licence": "Public domain (Natural Earth)",
        },
        "geometry": mapping(area),
    }
    return f"{_json(feature)}\n"


def _manifest_text(written: dict[str, str]) -> str:
    """Return hash, size, origin and licence of each file, and the witness compared with."""
    origins = {"context.json": [WORLD_LAND, NATURAL_EARTH_ADMIN1]}
    files = {
        name: {
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "bytes": len(text.encode()),
            "licence": "public domain (Natural Earth)",
            "origin": [_origin(one) for one in origins.get(name, [NATURAL_EARTH_ADMIN1])],
        }
        for name, text in written.items()
    }
    manifest = {
        "rebuild": "python geodata/build/boundaries.py",
        "files": files,
        "compared_with": [_origin(WITNESS)],
    }
    return json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"


def _origin(origin: Origin) -> dict[str, str]:
    """Return an origin as the manifest states it."""
    return {
        "registry": "npm",
        "package": origin.package,
        "version": origin.version,
        "package_sha256": origin.package_sha256,
        "file": origin.member,
        "file_sha256": origin.member_sha256,
        "licence": origin.licence,
    }


def _json(value: dict[str, Any]) -> str:
    """Return compact JSON with letters as they are; Python writes floats in their shortest form."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main()
