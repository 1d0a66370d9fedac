"""How large a study was, in the words that stand above its numbers: weeks, customers, replicates, points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.text.numbers import counted
from simulation.scenario.real_size import size_told

if TYPE_CHECKING:
    from simulation.scenario.scenario import Scenario


def study_size(scenario: Scenario) -> str:
    """Weeks, customers and replicates."""
    market, run = scenario.market, scenario.run
    return ", ".join(
        [counted(market.weeks, "week"), counted(market.customers, "customer"), counted(run.replicates, "replicate")]
    )


def design_size(points: int, scenario: Scenario) -> str:
    """Points and replicates of each, weeks and customers, and whose money and counts are told."""
    market, run = scenario.market, scenario.run
    many = [counted(points, "point"), counted(run.replicates, "replicate")]
    told = ", ".join([*many, counted(market.weeks, "week"), counted(market.customers, "customer")])
    return f"{told}; money and counts {size_told(scenario)}"
