"""What of a period does not fit other figures, and how much of it shorter periods cover.

Sentences about misfits are made here, in every language, and are written whole: there are few of
them, and a script that made them anew would have to know everything the record knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clearatlas.atlas.slices import Slice
from clearatlas.ledger.misfits import Misfit
from clearatlas.observations import Measure
from clearatlas.outputs.wording.phrases import Phrases

__all__ = ["Fitting", "coverage_lines", "misfit_lines"]


def misfit_lines(one: Slice, measure: Measure, phrases: Phrases) -> tuple[str, ...]:
    """Return what of a measure does not fit, one sentence each."""
    return tuple(_sentence(misfit, phrases) for misfit in one.misfits if _concerns(misfit, measure))


def coverage_lines(one: Slice, measure: Measure, phrases: Phrases) -> tuple[str, ...]:
    """Return what shorter periods cover, one sentence for each kind of period."""
    own = (each for each in one.coverage if each.series.measure_key == measure.key)
    return tuple(phrases.coverage(each) for each in own)


class Fitting:
    """The misfits and the coverage of several periods, as the data of the page has them.

    Parameters
    ----------
    slices
        The periods.
    measures
        Number of each measure key.
    """

    def __init__(self, slices: Sequence[Slice], measures: Mapping[str, int]) -> None:
        self._measures = measures
        self._misfits = {id(misfit): misfit for one in slices for misfit in one.misfits}
        self._numbers = {key: number for number, key in enumerate(self._misfits)}

    def of(self, one: Slice) -> dict[str, object]:
        """Return the entries of one period: numbers of sentences, and days covered by kind."""
        written: dict[str, object] = {
            "misfits": [
                [self._numbers[id(misfit)], sorted({self._measures[key] for key in _keys(misfit)})]
                for misfit in one.misfits
            ],
            "coverage": [
                [self._measures[each.series.measure_key], each.granularity, each.covered, each.days]
                for each in one.coverage
            ],
        }
        return {key: entry for key, entry in written.items() if entry}

    def sentences(self, phrases: Phrases) -> list[str]:
        """Return the sentence of every misfit in one language."""
        return [_sentence(misfit, phrases) for misfit in self._misfits.values()]


def _sentence(misfit: Misfit, phrases: Phrases) -> str:
    """Return what does not fit; of one district alone, with its name."""
    text, codes = phrases.misfit(misfit), misfit.subject.codes
    if len(codes) != 1:
        return text
    return phrases.say("page.colon", name=phrases.places(codes), text=text)


def _concerns(misfit: Misfit, measure: Measure) -> bool:
    return measure.key in _keys(misfit)


def _keys(misfit: Misfit) -> set[str]:
    return {statement.measure.key for statement in misfit.statements}
