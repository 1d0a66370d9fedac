"""What is changed in a scenario before a study of it runs: any value by its path, and four numbers by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulation.reading.errors import Fault, Refused
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario

Settings = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class ScenarioChanges:
    """Changes by path, and the numbers that have names of their own; None: as the scenario has it."""

    settings: Settings = ()
    seed: int | None = None
    replicates: int | None = None
    weeks: int | None = None
    customers: int | None = None

    def load(self, source: str) -> Scenario:
        """The scenario of a file or shipped name with these changes; `Refused` with every fault."""
        return load(
            source,
            self.settings,
            seed=self.seed,
            replicates=self.replicates,
            weeks=self.weeks,
            customers=self.customers,
        )

    def load_all(self, sources: Sequence[str]) -> tuple[Scenario, ...]:
        """All scenarios, or the faults of all of them at once."""
        scenarios: list[Scenario] = []
        faults: list[Fault] = []
        for source in sources:
            try:
                scenarios.append(self.load(source))
            except Refused as refusal:
                faults += refusal.faults
        if faults:
            raise Refused(list(dict.fromkeys(faults)))
        return tuple(scenarios)


NO_CHANGES = ScenarioChanges()
