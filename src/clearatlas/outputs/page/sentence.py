"""A period and a measure -> the one sentence that stands first on the page."""

from __future__ import annotations

from decimal import Decimal

from clearatlas.atlas.cells import Cell
from clearatlas.atlas.slices import Slice, Sum
from clearatlas.ledger.statements import Claim, Statement
from clearatlas.observations import Bound, Measure, Scope, Status
from clearatlas.outputs.page.moments import is_told, leading_definition, sums_of
from clearatlas.outputs.wording.phrases import Phrases

__all__ = ["sentence"]

_MOST_NAMED = 3
#: What one calls "about" may be so many times as much, as far as naming the highest goes.
_LEEWAY = 2


def sentence(one: Slice, measure: Measure, phrases: Phrases) -> str:
    """Return measure, period, what was reported in all, the highest, and what is not known."""
    say = phrases.say
    cells = list(one.row(measure))
    first = next(iter(sums_of(one, measure)), None)
    totals = [group.totals[measure.key] for group in one.groups if measure.key in group.totals]
    placeless = [total for total in one.totals if total.measure == measure]
    said = [
        *(
            _total(first, measure, cells, phrases, [*totals, *placeless])
            if first
            else _unsummed(one, measure, cells, phrases)
        ),
        *_highest(first, cells, phrases),
        *_totals([total for total in totals if _is_news(total)], "group", phrases),
        *_totals([total for total in placeless if _is_news(total)], "placeless", phrases),
    ]
    if not said and len(totals) + len(placeless) == 1:  # one operator's total is all there is
        said = [*_totals(totals, "group", phrases), *_totals(placeless, "placeless", phrases)]
    if said or any(cell.details for cell in cells):
        said += _counted(first, cells, phrases)
    else:
        said.append(say(_nothing(one, measure)))
    text = say("page.clause").join(said)
    return say(
        "summary.lead",
        measure=say(f"measure.{measure.key}"),
        period=say.period(one.period),
        text=text,
    )


def _is_news(total: Statement) -> bool:
    """Return whether a total is to be told beside the sum.

    One that its districts' own figures add up to would be said twice, and one operator's part is
    not a total of all work.
    """
    return total.series.scope is Scope.WHOLE and not is_told(total)


def _total(
    total: Sum, measure: Measure, cells: list[Cell], phrases: Phrases, stated: list[Statement]
) -> list[str]:
    """Return the sum of the first series: of how many districts, and what has no polygon."""
    count = total.placed_count
    is_whole = count >= len(cells) or any(map(is_told, stated))
    kind = "unplaced" if not count else "total" if is_whole else "some"
    text = phrases.say(
        f"summary.{kind}_unplaced" if count and total.unplaced else f"summary.{kind}",
        amount=phrases.told_sum(total, total.total, measure),
        placed=phrases.told_sum(total, total.placed, measure),
        unplaced=phrases.value(total.unplaced, measure),
        count=count,
        all=len(cells),
    )
    is_derived = any("derived" in cell.flags for cell in cells)
    return [phrases.listed([text, phrases.say("summary.derived")]) if is_derived else text]


def _unsummed(one: Slice, measure: Measure, cells: list[Cell], phrases: Phrases) -> list[str]:
    """Return what there is of percentages, which are never added up."""
    count = sum(cell.statement is not None for cell in cells)
    rows = [row.statement for row in one.unplaced if row.statement.measure == measure]
    told = [phrases.told(statement) for statement in rows if _is_news(statement)]
    said = [phrases.say("summary.unsummed", count=count, all=len(cells))] if count else []
    if told:
        said.append(phrases.say("summary.unplaced", amount=phrases.listed(told)))
    return said


def _highest(first: Sum | None, cells: list[Cell], phrases: Phrases) -> list[str]:
    """Return the highest value that was added up, and its districts, where none can be higher."""
    leading = leading_definition(cells) if first is None else first.series.definition
    own = {
        cell.code: cell.statement
        for cell in cells
        if cell.statement is not None and cell.statement.series.definition == leading
    }
    if len(own) < 2:  # noqa: PLR2004 - of one value none is the highest
        return []
    value = max(map(_least, own.values()))
    codes = [code for code, statement in own.items() if _least(statement) == value]
    is_sure = all(code in codes or _is_within(own[code], value) for code in own)
    is_even = len(codes) == 1 or all(_is_within(own[code], value) for code in codes)
    if value <= 0 or not is_sure or not is_even:
        return []
    amount = phrases.told(own[codes[0]])
    codes.sort(key=lambda code: phrases.say.sort_key(phrases.name(code)))
    named = phrases.places(codes)
    if len(codes) > _MOST_NAMED:
        named = phrases.say("summary.highest_many", count=len(codes))
    return [phrases.say("summary.highest", amount=amount, place=named)]


def _least(statement: Statement) -> Decimal:
    """Return the least that a district's value can mean."""

    def least(claim: Claim) -> Decimal:
        if claim.bound is Bound.AT_MOST:
            return Decimal(0)
        return claim.value / _LEEWAY if claim.bound is Bound.ABOUT else claim.value

    return min(map(least, statement.claims))


def _is_within(statement: Statement, limit: Decimal) -> bool:
    """Return whether a district's value can mean no more than ``limit``."""
    return all(
        claim.bound is not Bound.AT_LEAST
        and claim.value * (_LEEWAY if claim.bound is Bound.ABOUT else 1) <= limit
        for claim in statement.claims
    )


def _totals(totals: list[Statement], kind: str, phrases: Phrases) -> list[str]:
    """Return one total in words, or how many there are."""
    if not totals:
        return []
    if len(totals) > 1:
        return [phrases.say(f"summary.{kind}_many", count=len(totals))]
    amount, count = phrases.told(totals[0]), len(totals[0].codes)
    return [phrases.say(f"summary.{kind}", amount=amount, count=count)]


def _counted(first: Sum | None, cells: list[Cell], phrases: Phrases) -> list[str]:
    """Return how many districts the sum leaves out and why; of conflicts, if it does not say so."""
    missing = [cell for cell in cells if cell.status is Status.MISSING]
    in_sum = first is not None and Status.CONFLICTING in first.statuses
    counts = {
        "definition": sum(first is not None and _is_beside(cell, first) for cell in cells),
        "disputed": 0 if in_sum else sum(cell.status is Status.CONFLICTING for cell in cells),
        "grouped": sum(cell.status is Status.IN_GROUP_TOTAL for cell in cells),
        "part": sum(bool(cell.details) for cell in missing),
        "missing": sum(not cell.details for cell in missing),
    }
    return [
        phrases.say(f"summary.{key}", count=count, all=len(cells))
        for key, count in counts.items()
        if count
    ]


def _is_beside(cell: Cell, total: Sum) -> bool:
    """Return whether a district has a value and adds nothing to a sum: it means something else."""
    statements = (cell.statement, *cell.details)
    return cell.statement is not None and not any(
        one is not None and one.series == total.series for one in statements
    )


def _nothing(one: Slice, measure: Measure) -> str:
    """Return the key for nothing reported, or nothing of all work."""
    is_stated = (
        any(measure.key in group.totals for group in one.groups)
        or any(total.measure == measure for total in one.totals)
        or any(row.statement.measure == measure for row in one.unplaced)
    )
    return "chart.no_total" if is_stated else "summary.nothing"
