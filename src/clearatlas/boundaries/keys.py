"""The code each unit is keyed by, and what is known of it: the gazetteer's, or the file's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from clearatlas.boundaries.attributes import Attributes, Unit
from clearatlas.boundaries.conventions import conventions
from clearatlas.boundaries.model import Places
from clearatlas.boundaries.placing import Placed
from clearatlas.notes import Note

__all__ = ["Keyed", "keyed_by_file", "keyed_by_gazetteer"]

_ISO_3166_2 = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")


@dataclass(frozen=True)
class Keyed:
    """Units with their codes.

    Attributes
    ----------
    codes
        One per unit, in the file's order.
    described
        Code to the descriptive columns of the frame.
    notes, problems
        What to tell the reader; what forbids going on.
    names, further_codes
        For another country: every name and further code of a unit, by its code.
    """

    codes: tuple[str, ...]
    described: Mapping[str, Mapping[str, object]]
    notes: tuple[Note, ...] = ()
    problems: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    further_codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def keyed_by_gazetteer(placed: Sequence[Placed], gazetteer: Places) -> Keyed:
    """Return units of Azerbaijan under the gazetteer's codes.

    A unit that is no known place, or that can be several, is a problem; so are several units that
    are one place, unless the gazetteer knows that files hold that place in as many parts.
    """
    codes = tuple("|".join(unit.places) for unit in placed)
    known = {code for unit in placed if len(unit.places) == 1 for code in unit.places}
    problems = [*_undecided(placed)]
    for code, units in _sharing(codes, placed).items():
        if code in known and not _are_parts(units, len(gazetteer[code].ne_adm1_code)):
            shown = "; ".join(_shown(unit.unit) for unit in units)
            problems.append(f"several units are {code}: {shown}; mend the codes of the wrong ones")
    return Keyed(
        codes=codes,
        described={code: _of_place(gazetteer, code) for code in known},
        notes=tuple(remark.at("", unit.unit.label) for unit in placed for remark in unit.remarks),
        problems=tuple(problems),
    )


def _undecided(placed: Iterable[Placed]) -> Iterable[str]:
    unknown = [_shown(unit.unit) for unit in placed if not unit.places]
    if unknown:
        yield (
            f"no known place of Azerbaijan: {'; '.join(unknown)}; remove these units, or give them "
            "a name or code that “clearatlas places” lists"
        )
    several = [
        f"{_shown(unit.unit)} is {' or '.join(unit.places)}"
        for unit in placed
        if len(unit.places) > 1
    ]
    if several:
        yield (
            f"units that can be several places: {'; '.join(several)}; add a column with their "
            "codes, or one called “kind” that says district or city"
        )


def _are_parts(units: Sequence[Placed], parts: int) -> bool:
    """Return whether units are parts of one place: as many as are known, none contradicted."""
    return len(units) <= parts and not any(unit.contradicted for unit in units)


def _sharing(codes: Sequence[str], units: Sequence[Placed]) -> dict[str, list[Placed]]:
    groups: dict[str, list[Placed]] = {}
    for code, unit in zip(codes, units, strict=True):
        groups.setdefault(code, []).append(unit)
    return {code: group for code, group in groups.items() if len(group) > 1}


def _shown(unit: Unit) -> str:
    """Return a unit with everything that should tell it, for a message."""
    said = [*unit.codes.values(), *([unit.kind] if unit.kind else [])]
    return f"{unit.label} [{', '.join(said)}]" if said else unit.label


def _of_place(gazetteer: Places, code: str) -> Mapping[str, object]:
    place = gazetteer[code]
    return {
        **{f"name_{language}": place.names.get(language) for language in ("en", "az", "ru")},
        "kind": place.kind,
        "iso_3166_2": place.iso_3166_2,
        "ocha_pcode": place.ocha_pcode,
    }


def keyed_by_file(attributes: Attributes) -> Keyed:
    """Return units under the file's own codes: another country.

    The first code column that is filled and unique is the key. Where there is no code column, the
    names are; where the only ones repeat, that is a problem.
    """
    units = attributes.units
    system, codes, problem = _own_codes(attributes)
    if problem:
        return Keyed(codes=("",) * len(units), described={}, problems=(problem,))
    constant = _constant(attributes)
    nameless = [code for code, unit in zip(codes, units, strict=True) if not unit.names]
    notes = [Note("own_keys", system=system)]
    if nameless:
        notes.append(Note("nameless", codes=", ".join(nameless)))
    named = list(zip(codes, units, strict=True))
    return Keyed(
        codes=codes,
        described={code: _of_unit(unit) for code, unit in named},
        notes=tuple(notes),
        names={code: tuple(name.text for name in unit.names) for code, unit in named},
        further_codes={
            code: tuple(
                dict.fromkeys(
                    text
                    for key, text in (*unit.codes.items(), *unit.identifiers.items())
                    if text != code and key not in constant
                )
            )
            for code, unit in named
        },
    )


def _own_codes(attributes: Attributes) -> tuple[str, tuple[str, ...], str]:
    """Return what the units are keyed by, the codes, and why there are none."""
    units = attributes.units
    failing = ""
    constant = set() if attributes.chosen else _constant(attributes)
    for key, column in attributes.code_columns.items():
        codes = tuple(unit.codes.get(key) or unit.identifiers.get(key, "") for unit in units)
        fault = _fault(codes, units)
        if not fault:
            return f"“{column}”", codes, ""
        if key not in constant:
            failing = failing or f"column “{column}” cannot be the units' code: {fault}"
    names = tuple(unit.names[0].text if unit.names else "" for unit in units)
    if not failing and not _fault(names, units):
        return "names", names, ""
    listed = ", ".join(f"“{name}”" for name in attributes.columns)
    failing = failing or f"no column of codes is known, and as names: {_fault(names, units)}"
    return "", (), f"{failing}; pass --code-column with a column that tells them apart: {listed}"


def _fault(codes: Sequence[str], units: Sequence[Unit]) -> str:
    """Return why codes are no key, naming every unit; empty where they are."""
    groups: dict[str, list[str]] = {}
    for code, unit in zip(codes, units, strict=True):
        groups.setdefault(code, []).append(unit.label)
    missing = groups.pop("", [])
    shared = [f"{code} is on {' and '.join(on)}" for code, on in groups.items() if len(on) > 1]
    absent = [f"nothing is on {', '.join(missing)}"] if missing else []
    return "; ".join(shared + absent)


def _constant(attributes: Attributes) -> set[str]:
    """Return the code columns that hold one value only: a country's code, not a unit's."""
    if len(attributes.units) == 1:
        return set()
    columns = attributes.code_columns.items()
    return {key for key, column in columns if len(set(attributes.columns[column])) == 1}


def _of_unit(unit: Unit) -> Mapping[str, object]:
    """Return the descriptive columns of a foreign unit; a name of no stated language is "en"."""
    names = {name.language: name.text for name in reversed(unit.names) if name.decides}
    iso = unit.codes.get("iso_3166_2", "")
    return {
        "name_en": names.get("en") or names.get(""),
        "name_az": names.get("az"),
        "name_ru": names.get("ru"),
        "kind": _kind(unit.kind) or None,
        "iso_3166_2": iso if _ISO_3166_2.fullmatch(iso) else None,
        "ocha_pcode": unit.codes.get("ocha_pcode"),
    }


def _kind(text: str) -> str:
    """Return ``district`` or ``city`` where the file's word means that, else the word."""
    words = conventions().kind_words
    return next((kind for kind, known in words.items() if text.casefold() in known), text)
