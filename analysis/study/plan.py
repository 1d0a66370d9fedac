"""What is to be run and compared: one scenario a strategy, the same customers and luck for all of them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.execution.burn_in_cache import beginning
from analysis.execution.run import Run
from analysis.outcomes.question import Question
from analysis.provenance import digest, study_identity
from analysis.text.numbers import listed
from simulation.doubts import touched
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

    @property
    def question(self) -> Question:
        """What a comparison of these strategies asks."""
        lead = self.lead
        return Question(
            self.baseline, lead.focus_firm, lead.market.currency,
            weeks=lead.market.weeks, ask=lead.ask if self.settled is not None else (), world=self.world,
            labels=self.labels,
        )  # fmt: skip

    @property
    def labels(self) -> dict[str, str]:
        """What people call the strategies, by name."""
        return {name: plan.title for name, plan in self.lead.plans.items()} if self.settled is not None else {}

    @functools.cached_property
    def world(self) -> dict[str, str]:
        """Strategies that change rivals, customers or the market and nothing that the focus firm does, with what.

        None of several files: each of these is a market of its own.
        """
        if self.settled is None or len(self.arms) < 2:
            return {}
        found = {}
        for name, arm in self.arms.items():
            own, rivals, world = touched(self.arms[self.baseline], arm, self.lead.focus_firm)
            if not own and (rivals or world):
                found[name] = listed([*rivals, *world])
        return found

    @property
    def today(self) -> str | None:
        """The strategy under which the market is as it is: the baseline; None where another one is run alone."""
        return None if self.command == "run" and self.baseline != self.lead.baseline else self.baseline

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
