"""What a lesson's runs came to, and how surely a part of its claim holds in them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from analysis.statistics.estimates import Estimate, estimate

if TYPE_CHECKING:
    import pandas as pd

    from analysis.study.plan import Plan

Numbers = Mapping[str, float]
Replicate = Mapping[str, Numbers]
"""What was measured under the luck of one replicate, by strategy."""


@dataclass(frozen=True)
class Found:
    """Measures of every run, in pairs of equal luck, and the weekly table of all of them."""

    plan: Plan
    replicates: Sequence[Replicate]
    weekly: pd.DataFrame

    def over(self, expression: Callable[[Replicate], float]) -> Estimate:
        """An expression in the measures of one replicate, as mean and interval over those in which it is defined."""
        values = [value for one in self.replicates if math.isfinite(value := _or_nan(expression, one))]
        return estimate(values) if values else Estimate(math.nan, math.nan, math.nan, math.nan, 0)

    def of(self, name: str, expression: Callable[[Replicate, str], float]) -> Estimate:
        """The same for an expression that is about one thing of several: a strategy, a kind of customer."""
        return self.over(lambda one: expression(one, name))

    def each(self, names: Iterable[str], expression: Callable[[Replicate, str], float]) -> dict[str, Estimate]:
        """The same for each of several things."""
        return {name: self.of(name, expression) for name in names}

    def level(self, strategy: str, measure: str) -> Estimate:
        """One measure under one strategy."""
        return self.over(lambda one: one[strategy][measure])


class Stance(Enum):
    """What it means for the claim when that comes out which a line asks for."""

    FOR = "the claim says so"
    AGAINST = "the claim says the opposite"
    BESIDE = "the claim does not speak of it"


@dataclass(frozen=True)
class Part:
    """What came out for a line, in a sentence; `holds` is None where the runs cannot tell whether it is so."""

    sentence: str
    holds: bool | None
    stance: Stance = Stance.FOR

    @property
    def supports(self) -> bool | None:
        """Whether this supports the claim or contradicts it; None where it is open or beside the claim."""
        if self.holds is None or self.stance is Stance.BESIDE:
            return None
        return self.holds == (self.stance is Stance.FOR)

    @property
    def word(self) -> str:
        """The same in a word."""
        if self.stance is Stance.BESIDE:
            return "beside"
        return {True: "supports", False: "contradicts", None: "open"}[self.supports]


@dataclass(frozen=True)
class Bars:
    """A handful of numbers to look at: a row each, with its interval over replicates.

    `scale` turns a measure into the unit of the title, `digits` is how many decimals are worth reading.
    """

    title: str
    unit: str
    rows: Mapping[str, Estimate]
    scale: float = 1.0
    digits: int = 0


def judged(difference: Estimate, *, yes: str, no: str, stance: Stance = Stance.FOR) -> Part:
    """`yes` where the difference is above zero with its whole interval, `no` where it is below, else undecided.

    `stance` says what `yes` means for the claim.
    """
    lean = yes if difference.mean > 0.0 else no
    if difference.n < 2:
        return Part(f"{lean} But one replicate cannot tell effect from luck.", None, stance)
    if difference.mean == difference.low == difference.high == 0.0:
        return Part(no, holds=False, stance=stance)
    if not difference.excludes_zero:
        return Part(f"{lean} But it is too close to call: the interval reaches to the other side.", None, stance)
    return Part(lean, holds=difference.mean > 0.0, stance=stance)


def verdict(parts: Sequence[Part]) -> str:
    """How the claim fares as a whole, in a few words; what is beside it does not count."""
    answers = [part.supports for part in parts if part.stance is not Stance.BESIDE]
    if all(answers):
        return "The claim holds here."
    if True not in answers and None not in answers:
        return "The claim does not hold here."
    if True not in answers:
        return "Here the claim is not shown."
    return "Here a part of the claim is not shown." if False not in answers else "The claim holds in part here."


def _or_nan(expression: Callable[[Replicate], float], one: Replicate) -> float:
    try:
        return expression(one)
    except ZeroDivisionError:
        return math.nan
