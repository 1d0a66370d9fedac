"""How large a study was, in the words that stand above its numbers: weeks, customers, replicates, points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.text.numbers import counted

if TYPE_CHECKING:
    from simulation.scenario.scenario import Scenario


def study_size(scenario: Scenario) -> str:
    """Weeks, customers and replicates."""
    market, run = scenario.market, scenario.run
    return ", ".join(
        [counted(market.weeks, "week"), counted(market.customers, "customer"), counted(run.replicates, "replicate")]
    )


def design_size(points: int, scenario: Scenario) -> str:
    """Points and replicates of each, weeks and customers."""
    market, run = scenario.market, scenario.run
    many = [counted(points, "point"), counted(run.replicates, "replicate")]
    return ", ".join([*many, counted(market.weeks, "week"), counted(market.customers, "customer")])
