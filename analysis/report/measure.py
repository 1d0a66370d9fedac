"""What plans are judged by over plausible worlds, as people read it: money a year, points of a share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.text.numbers import rounded
from analysis.uncertainty.doubt import METRIC, WEEKS
from simulation.measurement.metrics import METRICS, direction

if TYPE_CHECKING:
    from simulation.scenario.scenario import Scenario

MONEY = "money"
SHARE = "share"
POINTS = 100.0


@dataclass(frozen=True)
class Measure:
    """A metric: the factor from a run's outcome to what is told, the unit of that, whether more of it is better."""

    metric: str
    factor: float
    unit: str
    is_better_high: bool = True
    of_worth: float = 1.0
    """The factor of what `worth.csv` tells, in which sums are a year's already."""

    @property
    def is_money(self) -> bool:
        """Whether it is money that may be spent on finding out."""
        return METRICS[self.metric].unit == MONEY

    @property
    def gain(self) -> str:
        """The unit of what is gained where more counts as better: of a metric that is better low, what is avoided."""
        return self.unit if self.is_better_high else f"{self.unit} avoided"

    @property
    def sign(self) -> float:
        """1 where more is better, else −1."""
        return 1.0 if self.is_better_high else -1.0

    @property
    def words(self) -> str:
        """Its name in words."""
        return self.metric.replace("_", " ")

    def told(self, value: float, *, sign: bool = False) -> str:
        """A run's outcome, or a difference of two, with its unit."""
        return f"{self.figure(value, sign=sign)} {self.unit}"

    def figure(self, value: float, half: float = 0.0, *, sign: bool = False) -> str:
        """The same without its unit, and with half of its interval where that is given."""
        return rounded(value * self.factor, half * self.factor, sign=sign)


def measure_of(scenario: Scenario, metric: str = METRIC) -> Measure:
    """A metric in the units in which the differences of a scenario's plans are told."""
    one, words, currency = METRICS[metric], metric.replace("_", " "), scenario.market.currency
    if metric == METRIC:
        unit = currency
    elif one.unit == MONEY:
        unit = f"{currency} of {words}"
    elif one.unit == SHARE or one.unit.startswith("index"):
        unit = f"points of {words}"
    else:
        unit = words
    factor = POINTS if one.unit == SHARE else 1.0
    is_better_high = direction(metric) != "down"
    if one.kind == "flow":
        return Measure(metric, factor * a_year(scenario), f"{unit} a year", is_better_high)
    return Measure(metric, factor, unit, is_better_high, factor)


def a_year(scenario: Scenario) -> float:
    """What makes a sum over the reported weeks a sum over a year."""
    return float(WEEKS / scenario.market.weeks)
