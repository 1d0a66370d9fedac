"""What is asked of `run` and `compare`: one strategy of a scenario, all of them, or the baselines of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.study.draws import draws_of
from analysis.study.plan import Plan
from analysis.study.scenario_changes import NO_CHANGES, ScenarioChanges
from analysis.sweeps.definable_outcomes import refuse_undefinable
from analysis.uncertainty.doubt import METRIC
from analysis.uncertainty.request import with_worlds
from simulation.measurement.metrics import METRICS, direction
from simulation.reading.errors import Fault, Refused, refused, suggestion, text_of_value
from simulation.scenario.scenario import Scenario

NO_WORLDS = "0"
METRIC_OPTION = "--metric"
ALIKE = ("customers", "weeks", "burn_in_weeks", "currency")
"""What must be equal under `market` for scenarios of several files to be compared."""


@dataclass(frozen=True)
class RunRequest:
    """One strategy of a scenario: the baseline, unless another is named."""

    scenario: Scenario
    strategy: str | None = None
    name: str = "notebook"

    @classmethod
    def of(cls, source: str, changes: ScenarioChanges = NO_CHANGES, strategy: str | None = None) -> RunRequest:
        """The same of a file or shipped name."""
        return cls(changes.load(source), strategy, Path(source).stem)


@dataclass(frozen=True)
class ComparisonRequest:
    """The strategies of one scenario, or the baselines of several; `sources` say where each of them comes from.

    `uncertain` is a number of plausible worlds, or a file of them, in which they are compared too. A scenario with the
    draws of a calibration is compared in worlds unless that number is 0. `metric` decides between plans there.
    """

    scenarios: tuple[Scenario, ...]
    sources: tuple[str, ...] = ("the scenario",)
    name: str = "notebook"
    uncertain: str | None = None
    metric: str | None = None

    @classmethod
    def of(
        cls,
        sources: Sequence[str],
        changes: ScenarioChanges = NO_CHANGES,
        uncertain: str | None = None,
        metric: str | None = None,
    ) -> ComparisonRequest:
        """The same of files or shipped names."""
        return cls(changes.load_all(sources), tuple(sources), Path(sources[0]).stem, uncertain, metric)


def plan_run(request: RunRequest) -> Plan:
    """The strategy as a plan; refused where the scenario has none of that name."""
    scenario = request.scenario
    name = scenario.baseline if request.strategy is None else request.strategy
    if name not in scenario.compare:
        raise refused(f"no strategy {name!r}; {suggestion(name, scenario.compare)}", place="--strategy")
    arms = {name: scenario.with_strategy(name)}
    return _without_draws(Plan("run", request.name, (scenario,), arms, scenario.settled()))


def plan_comparison(request: ComparisonRequest) -> Plan:
    """The strategies as a plan; refused where there is nothing to compare, or what cannot be."""
    plan, uncertain = _plan(request), request.uncertain
    draws = draws_of(plan.lead, Path(request.sources[0]).parent) if uncertain != NO_WORLDS else None
    if uncertain == NO_WORLDS or (uncertain is None and draws is None):
        if request.metric is not None:
            raise refused("decides between plans in plausible worlds; add --uncertain", place=METRIC_OPTION)
        return _without_draws(plan)
    return with_worlds(plan, uncertain or "", draws, _judged(request.metric or METRIC, plan.lead))


def _judged(metric: str, scenario: Scenario) -> str:
    """The metric, refused where it is none, tells no better from worse, or no run is long enough to have it."""
    if metric not in METRICS:
        raise refused(f"no metric {text_of_value(metric)}; {suggestion(metric, METRICS)}", place=METRIC_OPTION)
    if direction(metric) is None:
        right = "take one of which more, or less, is better, such as profit"
        raise refused(f"neither more nor less of {metric} is better; {right}", place=METRIC_OPTION)
    refuse_undefinable([metric], {metric: ("", metric)}, scenario, (), METRIC_OPTION)
    return metric


def _without_draws(plan: Plan) -> Plan:
    """The plan with scenarios that carry no draws, which it does not use and which do not stand beside its tables."""
    sources = tuple(one.change("draws", None) if one.draws else one for one in plan.sources)
    return replace(plan, sources=sources)


def _plan(request: ComparisonRequest) -> Plan:
    scenarios, sources = request.scenarios, request.sources
    if len(scenarios) > 1:
        scenarios = _on_the_same_luck(sources, scenarios)
        arms = {label: one.settled() for label, one in zip(_labels(sources), scenarios, strict=True)}
        return Plan("compare", f"{request.name}-and-{len(arms) - 1}-more", scenarios, arms)
    scenario = scenarios[0]
    if len(scenario.compare) < 2:
        raise refused(
            f"{sources[0]} has one strategy, {scenario.baseline!r}, and nothing to compare it with;"
            " add strategies under `compare`, or name a second scenario",
            path="compare",
        )
    arms = {arm: scenario.with_strategy(arm) for arm in scenario.compare}
    return Plan("compare", request.name, scenarios, arms, scenario.settled())


def _on_the_same_luck(sources: Sequence[str], scenarios: Sequence[Scenario]) -> tuple[Scenario, ...]:
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
    return (lead, *(other.changed(luck) for other in scenarios[1:]))


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
