"""A period and a measure -> the one sentence that stands first on the page."""

from __future__ import annotations

from clearatlas.atlas.slices import Cell, Slice
from clearatlas.ledger.statements import Statement
from clearatlas.observations import Measure, Scope, Status
from clearatlas.outputs.page.moments import is_exact, sums_of
from clearatlas.outputs.wording.phrases import Phrases

__all__ = ["sentence"]

_MOST_NAMED = 3


def sentence(one: Slice, measure: Measure, phrases: Phrases) -> str:
    """Return measure, period, what was reported in all, the highest, and what is not known."""
    say = phrases.say
    cells = [cell for (key, _), cell in one.cells.items() if key == measure.key]
    totals = [group.totals[measure.key] for group in one.groups if measure.key in group.totals]
    groups = [total for total in totals if _is_news(total)]
    placeless = [total for total in one.totals if total.measure == measure]
    said = [
        *_total(one, measure, phrases),
        *_highest(cells, phrases),
        *_totals(groups, "group", phrases),
        *_totals(placeless, "placeless", phrases),
    ]
    said += _counted(cells, phrases) if said else [say("summary.nothing")]
    text = say("page.clause").join(said)
    return say(
        "summary.lead",
        measure=say(f"measure.{measure.key}"),
        period=say.period(one.period),
        text=text,
    )


def _is_news(total: Statement) -> bool:
    """Return whether a group total is to be told beside the sum.

    One that its districts' own figures add up to would be said twice, and one operator's part is
    not a total of all work.
    """
    is_repeat = total.parts is not None and total.parts.agrees
    return total.series.scope is Scope.WHOLE and not is_repeat


def _total(one: Slice, measure: Measure, phrases: Phrases) -> list[str]:
    """Return the sum of the first series, and the part of it that has no polygon."""
    total = next(iter(sums_of(one, measure)), None)
    if total is None:
        return []
    key = "unplaced" if not total.placed_count else "total_unplaced" if total.unplaced else "total"
    both, unplaced = (phrases.value(value, measure) for value in (total.total, total.unplaced))
    said = [phrases.say(f"summary.{key}", total=both, unplaced=unplaced)]
    return said if is_exact(total) else [*said, phrases.say("summary.inexact")]


def _highest(cells: list[Cell], phrases: Phrases) -> list[str]:
    """Return the highest district value and all districts that have it."""
    valued = [cell for cell in cells if cell.statement is not None and cell.value]
    if not valued or len(valued) < 2:  # noqa: PLR2004 - of one value none is the highest
        return []
    highest = max(valued, key=lambda cell: cell.value or 0)
    if highest.statement is None:
        return []
    codes = [cell.code for cell in valued if cell.value == highest.value]
    codes.sort(key=lambda code: phrases.say.sort_key(phrases.name(code)))
    named = phrases.places(codes)
    if len(codes) > _MOST_NAMED:
        named = phrases.say("summary.highest_many", count=len(codes))
    amount = _amount(highest.statement, phrases)
    return [phrases.say("summary.highest", amount=amount, place=named)]


def _totals(totals: list[Statement], kind: str, phrases: Phrases) -> list[str]:
    """Return one total in words, or how many there are."""
    if not totals:
        return []
    if len(totals) > 1:
        return [phrases.say(f"summary.{kind}_many", count=len(totals))]
    amount, count = _amount(totals[0], phrases), len(totals[0].codes)
    return [phrases.say(f"summary.{kind}", amount=amount, count=count)]


def _amount(statement: Statement, phrases: Phrases) -> str:
    """Return the amount shown; that sources conflict about it is never left out."""
    amount = phrases.shown(statement)
    return phrases.say("chart.disputed_item", amount=amount) if statement.is_disputed else amount


def _counted(cells: list[Cell], phrases: Phrases) -> list[str]:
    """Return for how many districts sources conflict, and how many have no figure of their own."""
    counts = {
        "disputed": sum(cell.status is Status.CONFLICTING for cell in cells),
        "grouped": sum(cell.status is Status.IN_GROUP_TOTAL for cell in cells),
        "missing": sum(cell.status is Status.MISSING for cell in cells),
    }
    return [
        phrases.say(f"summary.{key}", count=count, all=len(cells))
        for key, count in counts.items()
        if count
    ]
