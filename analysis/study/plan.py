"""What is to be run and compared: one scenario a strategy, the same customers and luck for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.execution.burn_in_cache import beginning
from analysis.execution.run import Run
from analysis.provenance import digest, study_identity
from simulation.scenario.scenario import Scenario


@dataclass(frozen=True)
class Plan:
    """The scenarios as they were read, and each strategy's scenario by its name, the baseline first.

    `settled` is the scenario whose firms run every burn-in, so that a strategy is a change made in a settled market;
    None: each arm's own.
    """

    command: str
    name: str
    sources: tuple[Scenario, ...]
    arms: Mapping[str, Scenario]
    settled: Scenario | None = None

    @property
    def lead(self) -> Scenario:
        """The scenario whose focus, currency, seed and number of replicates hold for all."""
        return self.sources[0]

    @property
    def baseline(self) -> str:
        """The strategy that the others are compared with."""
        return next(iter(self.arms))

    def runs(self) -> list[Run]:
        """Every strategy in every replicate, in the order of the tables."""
        count, settled = self.lead.run.replicates, self.settled
        begins = {label: settled and beginning(scenario, settled) for label, scenario in self.arms.items()}
        return [
            Run(scenario, label, replicate, settled, begins[label])
            for label, scenario in self.arms.items()
            for replicate in range(1, count + 1)
        ]

    @property
    def scenario_hash(self) -> str:
        """Equal where, and only where, the resolved scenarios are."""
        return digest([scenario.tree() for scenario in self.sources])

    def asked(self) -> dict[str, Any]:
        """Everything that the numbers depend on."""
        trees = {f"scenario-{place}": one.tree() for place, one in enumerate(self.sources[1:], start=2)}
        return study_identity(self.command, strategies=list(self.arms), scenario=self.lead.tree(), **trees)
