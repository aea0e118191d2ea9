"""The places of Azerbaijan, with Natural Earth's polygons and this project's names and codes.

Natural Earth's admin-1 has 78 units for Azerbaijan and perfect shared edges, but several wrong
names and codes. codes.csv holds what is right; `FAULTS` says what is wrong, unit by unit, and
reading fails if the source and these two ever tell different stories.

Each unit was also compared by location with OCHA's COD-AB (v01, 2023; compared only, nothing of it
is kept). Every district and city overlaps its namesake most, but for five units: the cities of
Lankaran, Shaki and Yevlakh, which COD-AB keeps within their districts; Naftalan, which COD-AB draws
beside the town, and Natural Earth at it; and AZE-5565, a part of Shusha.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from origin import NATURAL_EARTH_ADMIN1, WITNESS, Origin, read
from shapes import Area, as_area, joined

CODES = Path(__file__).with_name("codes.csv")

Properties = dict[str, Any]


class Fault(NamedTuple):
    """One wrong value of the source."""

    adm1_code: str
    field: str
    says: str
    """What the source says."""
    truth: str
    """What it is, or why the value misleads."""


FAULTS = (
    # The one that moves figures to the wrong end of the country: the polygon between Kalbajar and
    # Gubadli is Lachin (its gn_name and region say so too). The true Lankaran is AZE-1707.
    Fault("AZE-1735", "name", "Lankaran", "Laçın"),
    Fault("AZE-1735", "name_en", "Lankaran", "Lachin"),
    Fault("AZE-1735", "name_ru", "Ленкорань", "Лачинский район"),
    Fault("AZE-1735", "name_alt", "Shusha", "Lachin"),
    Fault("AZE-1735", "iso_3166_2", "AZ-LAN", "AZ-LAC"),
    Fault("AZE-1735", "code_hasc", "AZ.SU", "AZ.LC; AZ.SU is Shusha's"),
    Fault("AZE-1735", "wikidataid", "Q228811", "the city of Lankaran's, as on AZE-5562"),
    # Khankendi and Khojaly.
    Fault("AZE-4838", "name", "Stepanakert", "Xankəndi"),
    Fault("AZE-4838", "name_alt", "Khojali", "Khankendi"),
    Fault("AZE-4838", "gn_name", "Xocali Rayonu", "swapped with AZE-1739"),
    Fault("AZE-4838", "gns_name", "Xocali Rayonu", "swapped with AZE-1739"),
    Fault("AZE-4838", "code_hasc", "AZ.XC", "AZ.XA; AZ.XC is Khojaly's"),
    Fault("AZE-1739", "gn_name", "Xankandi Sahari", "swapped with AZE-4838"),
    Fault("AZE-1739", "gns_name", "Xankandi Sahari", "swapped with AZE-4838"),
    # Shusha stands in two units; they are dissolved.
    Fault("AZE-5565", "iso_3166_2", "AZ-X01~", "AZ-SUS; a placeholder of Natural Earth"),
    # Cities of republican rank beside the district of the same name.
    Fault("AZE-1707", "name", "Lankaran", "Lənkəran; the district"),
    Fault("AZE-1707", "iso_3166_2", "AZ-LA", "AZ-LAN; AZ-LA is the city's"),
    Fault("AZE-5562", "name", "Lankaran", "Lənkəran şəhəri"),
    Fault("AZE-1727", "iso_3166_2", "AZ-SA", "AZ-SAK; AZ-SA is the city's"),
    Fault("AZE-5564", "name", "Şəki", "Şəki şəhəri"),
    Fault("AZE-1688", "name", "Yevlakh Rayon", "Yevlax"),
    Fault("AZE-5566", "name", "Yevlakh", "Yevlax şəhəri"),
    Fault("AZE-5566", "iso_3166_2", "AZ-YEV", "AZ-YE; AZ-YEV is the district's"),
    Fault("AZE-5566", "code_hasc", "AZ.YV", "AZ.YE; AZ.YV is the district's"),
    # The city of Nakhchivan carries the code of the whole autonomous republic.
    Fault("AZE-2422", "iso_3166_2", "AZ-NX", "AZ-NV"),
    # Names that are older than the place's present name, or not in Azerbaijani spelling.
    Fault("AZE-1680", "name", "Xanlar", "Göygöl, renamed in 2008"),
    Fault("AZE-1701", "name", "Dəvəçi", "Şabran, renamed in 2010"),
    Fault("AZE-1736", "name", "Qubadli", "Qubadlı"),
    Fault("AZE-1719", "name", "Xizı", "Xızı"),
    Fault("AZE-1694", "name", "Hajigabul", "Hacıqabul"),
    Fault("AZE-1694", "name_alt", "Ali Bayramli", "the old name of Şirvan, AZE-5563"),
    Fault("AZE-5563", "name", "Shirvan", "Şirvan"),
    Fault("AZE-5567", "name", "Kangarli", "Kəngərli"),
)
"""Every wrong value found in the fields that people join by (Natural Earth as in the package)."""

# Degrees. The witness has more decimals: rounding them to five moves a node by up to 0.71e-5.
_SAME_LINE = 1e-5

_COMPARED = ("name", "iso_3166_2", "code_hasc")


@dataclass(frozen=True)
class Place:
    """One district or city."""

    code: str
    """This project's key."""
    name_en: str
    name_az: str
    kind: str
    """`district` or `city`."""
    adm1_codes: tuple[str, ...]
    """Natural Earth's units that make the place; none for Aghdara."""
    iso_3166_2: str
    hasc: tuple[str, ...]
    """Every HASC code in use for the place."""


class SourceError(Exception):
    """The source, codes.csv and `FAULTS` contradict each other."""

    def __init__(self, findings: list[str]) -> None:
        """List what does not fit."""
        super().__init__(
            "Natural Earth is not as naturalearth.py describes it; nothing was written:\n  "
            + "\n  ".join(findings)
        )


def places() -> list[Place]:
    """Return the places of codes.csv, in the order of their codes."""
    with CODES.open(encoding="utf-8", newline="") as stream:
        rows = [
            Place(
                code=row["code"],
                name_en=row["name_en"],
                name_az=row["name_az"],
                kind=row["kind"],
                adm1_codes=tuple(filter(None, row["adm1_codes"].split("+"))),
                iso_3166_2=row["iso_3166_2"],
                hasc=tuple(filter(None, row["hasc"].split("+"))),
            )
            for row in csv.DictReader(stream)
        ]
    return sorted(rows, key=lambda place: place.code)


def areas(table: list[Place]) -> dict[str, Area]:
    """Return the checked polygon of each place that Natural Earth has, by code."""
    units = _azerbaijan()
    findings = [
        *_unit_findings(units, table),
        *_stale_faults(units),
        *_unlisted_faults(units, table),
        *_witness_findings(units),
    ]
    if findings:
        raise SourceError(findings)
    return {
        place.code: joined([units[code][1] for code in place.adm1_codes])
        for place in table
        if place.adm1_codes
    }


def _features(origin: Origin) -> list[dict[str, Any]]:
    """Return the features of a GeoJSON file out of a package."""
    features: list[dict[str, Any]] = json.loads(read(origin))["features"]
    return features


def _azerbaijan() -> dict[str, tuple[Properties, Area]]:
    """Return Natural Earth's units of Azerbaijan by adm1_code."""
    return {
        feature["properties"]["adm1_code"]: (
            feature["properties"],
            as_area(shape(feature["geometry"])),
        )
        for feature in _features(NATURAL_EARTH_ADMIN1)
        if feature["properties"].get("adm0_a3") == "AZE"
    }


def _unit_findings(units: dict[str, Any], table: list[Place]) -> Iterator[str]:
    """Yield units that codes.csv leaves out, names twice or invents."""
    named = [code for place in table for code in place.adm1_codes]
    for code in sorted(set(named) ^ set(units)):
        yield f"{code} is only in {'the source' if code in units else CODES.name}"
    for code in sorted({code for code in named if named.count(code) > 1}):
        yield f"{code} belongs to two places in {CODES.name}"


def _stale_faults(units: dict[str, tuple[Properties, Area]]) -> Iterator[str]:
    """Yield listed faults that the source no longer has."""
    for fault in FAULTS:
        found = units[fault.adm1_code][0][fault.field]
        if found != fault.says:
            yield f"{fault.adm1_code} {fault.field} is {found!r}, FAULTS expects {fault.says!r}"


def _unlisted_faults(
    units: dict[str, tuple[Properties, Area]], table: list[Place]
) -> Iterator[str]:
    """Yield differences between the source and codes.csv that `FAULTS` does not explain."""
    listed = {(fault.adm1_code, fault.field) for fault in FAULTS}
    for place in table:
        right = dict(
            zip(_COMPARED, ({place.name_az}, {place.iso_3166_2}, set(place.hasc)), strict=True)
        )
        for code in place.adm1_codes:
            for field in _COMPARED:
                says = units[code][0][field]
                if (says in right[field]) == ((code, field) in listed):
                    yield f"{code} {field}: {says!r} beside {right[field]} of {place.code}"


def _witness_findings(units: dict[str, tuple[Properties, Area]]) -> Iterator[str]:
    """Yield units that the second package does not hold with the same outline."""
    others: list[BaseGeometry] = [shape(feature["geometry"]) for feature in _features(WITNESS)]
    if len(others) != len(units):
        yield f"{WITNESS.spec} has {len(others)} units, not {len(units)}"
    tree = shapely.STRtree(others)
    for code, (_, area) in units.items():
        near = tree.query(area.representative_point(), predicate="within")
        if not any(others[i].hausdorff_distance(area) < _SAME_LINE for i in near):
            yield f"{code} has another outline in {WITNESS.spec}"
