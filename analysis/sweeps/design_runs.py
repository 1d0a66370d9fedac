"""The runs of a design: every point in every replicate, all points of a replicate on the same customers and luck."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from analysis.execution.burn_in_cache import Beginning
from analysis.execution.kept_outcomes import Key, keys_of, packed
from analysis.execution.run import Options, Run, Runs, look_at_end_of_run
from analysis.outcomes.real_size import grows, scale
from analysis.statistics.estimates import mean
from analysis.sweeps.design import Design
from simulation.measurement.recorder import YEAR
from simulation.reading.paths import format_path
from simulation.scenario.scenario import Scenario

if TYPE_CHECKING:
    from simulation.model import LoyaltyModel

SCALE = "scale"
ALSO = {SCALE: ("real customers that a simulated one stands for; sums of money and counts are so much larger", "1")}
"""What is kept of every run beside its outcomes."""


class PointRuns(Runs):
    """Run number n is point n // replicates in replicate n % replicates + 1, made when it is asked for.

    What firms do is changed in week 1 in a market settled under the baseline, as a strategy of `compare` would be;
    whatever else a point changes holds from the start. `also` has meaning and unit of what is kept of a run beside its
    outcomes, by column.
    """

    def __init__(self, design: Design, scenario: Scenario, also: Mapping[str, tuple[str, str]] | None = None) -> None:
        self.design, self.scenario, self.replicates = design, scenario, scenario.run.replicates
        self.also = {**(also or {}), **ALSO}

    def __len__(self) -> int:
        return len(self.design.points) * self.replicates

    def run(self, number: int) -> Run:
        """Its point's changes, and the replicate's luck."""
        point, place = divmod(number, self.replicates)
        label, changes = f"point {point + 1}", self.design.changes(point)
        return Run(self.scenario, label, place + 1, self.scenario, self.design.begins(point), changes)

    def begins(self, number: int) -> Beginning:
        """Points that differ only in what firms do from week 1 on share their burn-in."""
        point, place = divmod(number, self.replicates)
        return self.design.begins(point), place


def columns_of(scenario: Scenario) -> dict[str, Key]:
    """Every outcome by its column: the metric for the focus firm, and `Brio.profit` for another."""
    focus = scenario.focus_firm
    return {
        metric if firm == focus else format_path((firm, metric)): (firm, metric) for firm, metric in keys_of(scenario)
    }


def prices_of(scenario: Scenario) -> dict[str, str]:
    """The column of each firm's list price."""
    focus = scenario.focus_firm
    firms = dict.fromkeys([focus, *scenario.firms])
    return {firm: "list_price" if firm == focus else format_path((firm, "list_price")) for firm in firms}


def kept_with_prices(run: Run, options: Options) -> bytes:
    """One run as the store keeps it: its outcomes, and each firm's mean list price of the last 52 weeks."""
    from simulation.result import outcomes_of

    last = min(YEAR, run.scenario.market.weeks)

    def look(model: LoyaltyModel) -> bytes:
        prices = {firm.name: mean(firm.books.prices[-last:]) for firm in model.firms}
        also = [*(prices[firm] for firm in prices_of(run.scenario)), scale(run.scenario, model.settled_customers)]
        return packed(run.scenario, outcomes_of(model), also)

    return look_at_end_of_run(run, options, look)


def sums_of(scenario: Scenario) -> list[str]:
    """Columns of the outcomes that grow with the number of customers: sums of money and counts."""
    return [column for column, (_, metric) in columns_of(scenario).items() if grows(metric)]
