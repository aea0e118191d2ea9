"""What was placed, grouped, left over and missing, with sums, in a few plain lines."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from clearatlas.atlas import Atlas
from clearatlas.atlas.plausible import EXCEEDS_AREA
from clearatlas.atlas.slices import Group, Slice, Sum
from clearatlas.ledger.record import Record
from clearatlas.ledger.statements import Series, Statement
from clearatlas.observations import Bound, Measure, Scope

__all__ = ["amount", "summarise", "withheld"]

#: Figures with a problem that are listed after a map was made; “clearatlas check” lists all.
_MOST_LISTED = 20


def summarise(atlas: Atlas) -> Iterator[str]:
    """Yield the lines a person reads after a map or export was made.

    A sum is never given without the unplaced part and the group totals beside it.
    """
    piece = atlas.slice(atlas.opening)
    yield f"Period {atlas.opening} on boundaries of edition {piece.edition}:"
    for measure in (measure for measure in atlas.measures if measure.key in piece.sums):
        yield from _measure_lines(measure, piece)
    if piece.straddles:
        yield "  The period reaches across a change of boundaries."
    elsewhere = sorted({cell.code for cell in piece.cells.values() if cell.is_elsewhere})
    if elsewhere:
        yield f"  For another border than the one drawn, without a rate: {', '.join(elsewhere)}."
    beyond = sorted({cell.code for cell in piece.cells.values() if EXCEEDS_AREA in cell.flags})
    if beyond:
        yield f"  More ground than the district has: {', '.join(beyond)}. Look at unit and place."
    if piece.conflicts:
        yield f"  Sources conflict on {len(piece.conflicts)} figure(s); all values are kept."
    others = len(atlas.periods) - 1
    if others and len(atlas.selected) == 1:
        yield f"{others} other period(s) in the record; choose one with --period."
    if atlas.record.withheld:
        count = len(atlas.record.withheld)
        yield f"{count} figure(s) have a problem and stay off the map; see “clearatlas check”."


def withheld(record: Record) -> Iterator[str]:
    """Yield a line for each figure that stays off the map because of a problem, with its spot."""
    yield from (f"  {line}" for line in record.withheld_lines[:_MOST_LISTED])
    left = len(record.withheld) - _MOST_LISTED
    if left > 0:
        yield f"  and {left} more"


def amount(value: Decimal, measure: Measure, bound: Bound = Bound.EXACT) -> str:
    """Return a value with thousands separators, its unit, and how exact it is in words.

    >>> from clearatlas.observations import AREA_CLEARED
    >>> amount(Decimal("669362000"), AREA_CLEARED)
    '66,936.2 ha'
    >>> amount(Decimal("82000000"), AREA_CLEARED, Bound.AT_LEAST)
    'at least 8,200 ha'
    """
    words = "" if bound is Bound.EXACT else f"{bound.value.replace('_', ' ')} "
    return f"{words}{measure.shown(value).normalize():,f} {measure.shown_unit}"


def _measure_lines(measure: Measure, piece: Slice) -> Iterator[str]:
    groups = [group for group in piece.groups if measure.key in group.totals]
    totals = [total for total in piece.totals if total.measure == measure]
    sums = [one for one in piece.sums[measure.key] if one.placed_count or one.unplaced]
    counts = piece.sums[measure.key][0] if piece.sums[measure.key] else None
    if not (groups or totals or sums):
        return
    for one in sums:
        yield f"  {_heading(one.series)}: {_sum(one, measure)}"
    for group in groups:
        total = group.totals[measure.key]
        yield f"  {_heading(total.series)}: {_group(group, total)}"
    for total in totals:
        yield f"  {_heading(total.series)}: {_total(total)}"
    if counts is not None and (counts.in_group_count or counts.missing_count):
        yield (
            f"  {measure.key}: {counts.in_group_count} district(s) only in a group total, "
            f"{counts.missing_count} not reported"
        )


def _heading(series: Series) -> str:
    """Return the measure, and what sets the series apart from the whole work called cleared."""
    words = [series.definition] if series.definition != "cleared" else []
    if series.scope is not Scope.WHOLE:
        words.append(f"{series.scope} only" + (f": {series.operator}" if series.operator else ""))
    return f"{series.measure_key} ({', '.join(words)})" if words else series.measure_key


def _sum(one: Sum, measure: Measure) -> str:
    statuses = f"(status {', '.join(status.value for status in one.statuses)})"
    if not one.placed_count:  # a sum of nothing is no zero
        unplaced = amount(one.unplaced, measure, one.bound)
        return f"{unplaced} unplaced; no district has a figure {statuses}"
    text = f"{amount(one.placed, measure, one.bound)} in {one.placed_count} district(s)"
    if one.unplaced:
        text += f" + {amount(one.unplaced, measure)} unplaced = {amount(one.total, measure)}"
    return f"{text} {statuses}"


def _group(group: Group, total: Statement) -> str:
    whole = amount(total.value, total.measure, total.bound)
    text = f"{whole} in total for {len(group.codes)} places, not split"
    text += _agreement(total)
    if group.without_polygon:
        text += f"; no polygon for {', '.join(group.without_polygon)}"
    return text


def _total(total: Statement) -> str:
    text = (
        f"{amount(total.value, total.measure, total.bound)} as a total ({total.label}), not mapped"
    )
    return text + _agreement(total)


def _agreement(total: Statement) -> str:
    """Return how a total compares with its districts' figures, where that is certain."""
    parts = total.parts
    if parts is None or not (parts.agrees or parts.contradicts):
        return ""
    if parts.agrees:
        return "; agrees with the sum of the districts"
    side = "more" if parts.parts_sum > total.value else "less"
    summed = amount(parts.parts_sum, total.measure)
    return f"; the districts sum to {summed}, {side} than that: both cannot be right"
