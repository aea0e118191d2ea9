"""What does not fit within one text: contradictions are said, nothing is picked.

A headline that says the same is left out; one that contradicts its body marks the body's figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from clearatlas.observations import Bound
from clearatlas.periods import Granularity, Period
from clearatlas.sources.reports.doubts import with_doubts
from clearatlas.sources.reports.nesting import without_impossible_readings
from clearatlas.sources.reports.repeats import codes_of, is_residual, series_of, without_repeats
from clearatlas.sources.reports.valuing import Valued, agree, agreeing, flagged, printed, shown

__all__ = ["checked"]

_SUMS: Final = (("ap_mines", "at_mines"), ("ap_mines", "at_mines", "uxo"), ("mines", "uxo"))
_TOTALS: Final = {
    "mines": (("ap_mines", "at_mines"),),
    "eo_items": (("ap_mines", "at_mines", "uxo"), ("mines", "uxo")),
}
#: How long what is called a week or a month has been without doubt about its dates.
_CALLED_DAYS: Final = {Granularity.WEEK: range(5, 11), Granularity.MONTH: range(25, 36)}
_LOOSE: Final = Decimal("0.01")
_MESSAGES: Final = {
    "missing_year": "the text does not say the year; give --published",
    "missing_period": "the text does not say which days this is about",
    "after_publication": "the printed period ends after the day of publication",
    "bad_period": "the printed dates are no period: there is no such day, or it ends first",
}


def checked(figures: Sequence[Valued], called: Granularity | None) -> list[Valued]:
    """Return the figures of a text after everything in it was compared.

    Parameters
    ----------
    figures
        In the order of the text.
    called
        How long the headline or lead calls the period of the whole text, where it does.
    """
    figures = without_impossible_readings(figures)
    body = [figure for figure in figures if not figure.draft.headline]
    heads = [figure for figure in figures if figure.draft.headline]
    body = without_repeats(_with_totals_named(body))
    kept_heads = []
    for head in heads:
        body, kept = _against_headline(head, body)
        kept_heads += [head] if kept else []
    every = with_doubts(_with_part_checks([*kept_heads, *body]))
    return [_with_own_problems(figure, called) for figure in every]


def _with_totals_named(figures: list[Valued]) -> list[Valued]:
    """Call a total by its name where it is printed as one of its parts.

    "112,193 unexploded ordnance: 31,175 anti-personnel ..., 62,228 unexploded ammunition": the
    first is the sum of all, whatever it is called.
    """
    done = list(figures)
    for at, figure in enumerate(figures):
        if figure.measure not in {"uxo", "mines"} or figure.value is None:
            continue
        parts = _values(f for i, f in enumerate(figures) if i != at and _beside(f, figure))
        everything = _sum(parts, _SUMS[1])
        if everything is not None and figure.value == everything:
            done[at] = replace(figure, measure="eo_items")
    return done


def _beside(one: Valued, other: Valued) -> bool:
    """Return whether two figures are about the same work: period, scope and places."""
    return (
        one.draft.period == other.draft.period
        and one.draft.work.scope is other.draft.work.scope
        and codes_of(one) == codes_of(other)
    )


def _values(figures: Iterable[Valued]) -> dict[str, Decimal]:
    """Return measure -> value, the last printed of each."""
    return {figure.measure: figure.value for figure in figures if figure.value is not None}


def _sum(values: dict[str, Decimal], parts: Sequence[str]) -> Decimal | None:
    if any(part not in values for part in parts):
        return None
    return sum((values[part] for part in parts), Decimal(0))


def _against_headline(head: Valued, body: list[Valued]) -> tuple[list[Valued], bool]:
    """Return the body, marked where a headline contradicts it, and whether to keep that."""
    own = [figure for figure in body if figure.measure == head.measure]
    sums = list(_sums_for(head, body))
    if not own and not sums:
        return body, True
    if any(agree(head, figure) for figure in own) or any(_heads(head, value) for value in sums):
        return body, False
    stated = head.draft.period
    if stated is not None and not head.draft.relative and stated not in _periods(body):
        return body, True
    main = own[0].draft.period if own else body[0].draft.period
    message = f"the headline says {printed(head)}"
    parts = {head.measure, *(part for sums in _TOTALS.get(head.measure, ()) for part in sums)}
    marked = [
        flagged(figure, "headline_mismatch", message)
        if figure.draft.period == main and figure.measure in ({head.measure} if own else parts)
        else figure
        for figure in body
    ]
    return marked, False


def _heads(head: Valued, value: Decimal) -> bool:
    """Return whether a headline can mean a sum: "over 1,400" is said of 1,395 as well."""
    if agreeing(head, value):
        return True
    own_name = head.measure != "uxo"
    loose = own_name and head.bound is not Bound.EXACT and head.value is not None
    return loose and abs((head.value or 0) - value) <= value * _LOOSE


def _sums_for(head: Valued, body: Sequence[Valued]) -> Iterator[Decimal]:
    """Yield the sums of a body that a headline's total can mean."""
    if head.measure not in {"mines", "eo_items", "uxo"}:
        return
    for period in _periods(body):
        values = _values(reversed([f for f in body if f.draft.period == period]))
        for parts in _SUMS:
            total = _sum(values, parts)
            if total is not None:
                yield total
        if head.measure == "mines" and len({"ap_mines", "at_mines"} & set(values)) == 1:
            yield next(values[part] for part in ("ap_mines", "at_mines") if part in values)


def _periods(figures: Sequence[Valued]) -> list[Period | None]:
    return list(dict.fromkeys(figure.draft.period for figure in figures))


def _with_part_checks(figures: list[Valued]) -> list[Valued]:
    done = list(figures)
    for at, total in enumerate(figures):
        beside = [i for i, f in enumerate(figures) if i != at and _beside(f, total)]
        values = _values(reversed([figures[i] for i in beside]))
        sums = {parts: _sum(values, parts) for parts in _TOTALS.get(total.measure, ())}
        known = {parts: value for parts, value in sums.items() if value is not None}
        if known and not any(agreeing(total, value) for value in known.values()):
            parts, value = next(iter(known.items()))
            message = (
                f"the parts add up to {shown(value, total.measure)}, the text says {printed(total)}"
            )
            for i in (at, *(i for i in beside if figures[i].measure in parts)):
                done[i] = flagged(done[i], "parts_mismatch", message)
    return _with_split_checks(done)


def _with_split_checks(figures: list[Valued]) -> list[Valued]:
    """Mark a split by district that adds up to more than its total."""
    done = list(figures)
    for at, total in enumerate(figures):
        if len(codes_of(total)) == 1 or total.value is None or is_residual(total):
            continue
        split = [i for i, f in enumerate(figures) if i != at and _is_share(f, total)]
        added = sum((figures[i].value or Decimal(0) for i in split), Decimal(0))
        whole = any(is_residual(figures[i]) for i in split)
        off = added - total.value
        slack = total.quantum
        if total.measure == "area_cleared":  # every part is rounded by half a step at most
            slack = max(slack, total.quantum * len(split) / 2)
        wrong = off >= slack or (whole and -off >= slack)
        if len(split) > 1 and wrong and total.bound is Bound.EXACT:
            sum_ = shown(added, total.measure)
            message = f"the places add up to {sum_}, the text says {printed(total)}"
            for i in (at, *split):
                done[i] = flagged(done[i], "parts_mismatch", message)
    return done


def _is_share(figure: Valued, total: Valued) -> bool:
    """Return whether a figure is of one of a total's places, or of any where it names none."""
    whole = set(codes_of(total))
    inside = len(codes_of(figure)) == 1 and (not whole or set(codes_of(figure)) <= whole)
    apart = is_residual(figure)
    return (inside or apart) and series_of(figure) == series_of(total) and figure.value is not None


def _with_own_problems(figure: Valued, called: Granularity | None) -> Valued:
    """Return the figure with what is wrong with its period and places alone."""
    draft = figure.draft
    settled = draft.settled
    code = "missing_period" if settled is None else settled.problem
    if code:
        figure = flagged(figure, code, _MESSAGES[code])
    said = (settled.called if settled is not None else None) or called
    period = draft.period
    if period is not None and said is not None and not period.since and _is_off(period, said):
        message = f"the text calls it a {said.value}; the dates are {period.days} days"
        figure = flagged(figure, "period_kind_mismatch", message)
    places = draft.places
    if places is not None and places.unknown:
        message = f"no place is called {', '.join(f'“{name}”' for name in places.unknown)}"
        figure = flagged(figure, "unknown_place", message)
    if places is not None and places.ambiguous:
        message = f"several places are called {', '.join(f'“{n}”' for n in places.ambiguous)}"
        figure = flagged(figure, "ambiguous_place", message)
    return figure


def _is_off(period: Period, said: Granularity) -> bool:
    """Return whether a period is not what it is called; agencies round their weeks and months."""
    days = period.days
    return period.granularity is not said and (days is None or days not in _CALLED_DAYS[said])
