"""What is to be run and compared: one scenario a strategy, the same customers and luck for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.execution.burn_in_cache import beginning
from analysis.execution.run import Run
from analysis.provenance import asked, digest
from simulation.reading.errors import Fault, Refused, refused, suggestion
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario

Settings = Sequence[tuple[str, str]]
ALIKE = ("customers", "weeks", "burn_in_weeks", "currency")
"""What must be equal under `market` for scenarios of several files to be compared."""


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
        return asked(self.command, strategies=list(self.arms), scenario=self.lead.tree(), **trees)


def plan_run(source: str, settings: Settings, numbers: Mapping[str, int | None], strategy: str | None) -> Plan:
    """One strategy of one scenario: the baseline unless another is named."""
    scenario = load(source, settings, **numbers)
    name = scenario.baseline if strategy is None else strategy
    if name not in scenario.compare:
        raise refused(f"no strategy {name!r}; {suggestion(name, scenario.compare)}", place="--strategy")
    arms = {name: scenario.with_strategy(name)}
    return Plan("run", Path(source).stem, (scenario,), arms, scenario.settled())


def plan_comparison(sources: Sequence[str], settings: Settings, numbers: Mapping[str, int | None]) -> Plan:
    """The strategies of one scenario, or the baselines of several."""
    scenarios = _load_all(sources, settings, numbers)
    name = Path(sources[0]).stem
    if len(scenarios) > 1:
        scenarios = _on_the_same_luck(sources, scenarios)
        labels = _labels(sources)
        arms = {label: one.settled() for label, one in zip(labels, scenarios, strict=True)}
        return Plan("compare", f"{name}-and-{len(arms) - 1}-more", tuple(scenarios), arms)
    return comparison_of(scenarios[0], name, sources[0])


def comparison_of(scenario: Scenario, name: str, source: str = "the scenario") -> Plan:
    """The strategies of one scenario; refused where there is nothing to compare."""
    if len(scenario.compare) < 2:
        raise refused(
            f"{source} has one strategy, {scenario.baseline!r}, and nothing to compare it with;"
            " add strategies under `compare`, or name a second scenario",
            path="compare",
        )
    arms = {arm: scenario.with_strategy(arm) for arm in scenario.compare}
    return Plan("compare", name, (scenario,), arms, scenario.settled())


def _load_all(sources: Sequence[str], settings: Settings, numbers: Mapping[str, int | None]) -> list[Scenario]:
    """All scenarios, or the faults of all of them at once."""
    scenarios: list[Scenario] = []
    faults: list[Fault] = []
    for source in sources:
        try:
            scenarios.append(load(source, settings, **numbers))
        except Refused as refusal:
            faults += refusal.faults
    if faults:
        raise Refused(list(dict.fromkeys(faults)))
    return scenarios


def _on_the_same_luck(sources: Sequence[str], scenarios: Sequence[Scenario]) -> list[Scenario]:
    """The scenarios with the first one's seed and replicates; refused where they cannot be compared."""
    lead = scenarios[0]
    faults = []
    for source, other in zip(sources[1:], scenarios[1:], strict=True):
        for key in ALIKE:
            mine, theirs = getattr(lead.market, key), getattr(other.market, key)
            if mine != theirs:
                text = f"{theirs}, but {mine} in {sources[0]}; scenarios compared must agree"
                faults.append(Fault(source, 0, 0, f"market.{key}", f"{text}: set one with --set"))
        if lead.focus_firm not in other.firms:
            text = f"no firm {lead.focus_firm!r}, which {sources[0]} judges"
            faults.append(Fault(source, 0, 0, "firms", f"{text}; {suggestion(lead.focus_firm, other.firms)}"))
    if faults:
        raise Refused(faults)
    luck = {"run.seed": lead.run.seed, "run.replicates": lead.run.replicates}
    return [lead, *(other.changed(luck) for other in scenarios[1:])]


def _labels(sources: Sequence[str]) -> list[str]:
    """A name for each file: its stem, or as given where stems are equal, numbered where that is too."""
    stems = [Path(source).stem for source in sources]
    labels: list[str] = []
    for source, stem in zip(sources, stems, strict=True):
        label = stem if stems.count(stem) == 1 else source
        while label in labels:
            label += f" ({len(labels) + 1})"
        labels.append(label)
    return labels
