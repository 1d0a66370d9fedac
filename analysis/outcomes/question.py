"""What a comparison asks: whose outcome decides, against which strategy, and from which chance on one is sure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.statistics import estimates
from analysis.text.intervals import difference_with_interval
from analysis.text.numbers import counted, rounded, scale_and_unit
from simulation.measurement.formulas import YEAR

SURE = 0.95
NOW, LATER = "profit", "customer_equity"


@dataclass(frozen=True)
class Question:
    """Which metric of which firm decides, against which strategy, in which currency and over how many weeks.

    `ask` names strategies that are set against each other. `world` has those that change nothing that the firm does,
    each with what it changes: they are told and not ranked.
    """

    baseline: str
    focus: str
    currency: str
    metric: str = NOW
    weeks: int = YEAR
    ask: tuple[str, ...] = ()
    world: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    def named(self, strategy: str) -> str:
        """The strategy in the words of its scenario: its label, or its name."""
        return self.labels.get(strategy, strategy)

    def shown(self, difference: estimates.Estimate, metric: str = "") -> str:
        """The difference with its unit and interval."""
        scale, unit = scale_and_unit(metric or self.metric, self.currency, difference=True)
        return difference_with_interval(difference, unit, scale)

    @property
    def period(self) -> str:
        """What sums are told for: a year, or the weeks there are where these are fewer."""
        return "a year" if self.weeks >= YEAR else f"in {counted(self.weeks, 'week')}"

    def figure(self, sum_of_run: float, half: float = 0.0, *, sign: bool = False) -> str:
        """`22,700 ± 6,300`: a sum of the whole run as money of a period, with half of its interval."""
        scale = YEAR / self.weeks if self.weeks >= YEAR else 1.0
        return rounded(sum_of_run * scale, half * scale, sign=sign)

    def money(self, sum_of_run: float, half: float = 0.0, *, sign: bool = False) -> str:
        """The same with its currency."""
        return f"{self.figure(sum_of_run, half, sign=sign)} {self.currency}"

    def amount(self, found: estimates.Estimate) -> str:
        """`22,700 ± 6,300 USD a year more`, or `… USD less in 26 weeks`."""
        money, way = self.money(abs(found.mean), found.half_width), "more" if found.mean >= 0.0 else "less"
        return f"{money} {self.period} {way}" if self.weeks >= YEAR else f"{money} {way} {self.period}"


def is_sure(chance: float) -> bool:
    """Whether a chance is 95 % or more as people read it: what is shown as 95 % is sure."""
    return round(100.0 * chance) >= 100.0 * SURE


def percent(share: float) -> str:
    """A chance as percent, never rounded to certainty."""
    if share in (0.0, 1.0):
        return f"{share:.0%}".replace("%", " %")
    return f"{min(max(share, 0.001), 0.999) * 100:.{1 if share > 0.99 or share < 0.01 else 0}f} %"
