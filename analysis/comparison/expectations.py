"""What a scenario expects of its market, tried: each change and plan on the same customers and luck as the baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.execution.executor import do_all
from analysis.execution.run import simulate_run
from analysis.facts.beliefs import Belief, judged
from analysis.outcomes.outcomes import Outcomes, gather
from analysis.outcomes.real_size import of_real_size
from analysis.study.plan import Plan
from simulation.facts.expectations import Expectation, expectations, moved
from simulation.reading.errors import refused
from simulation.reading.paths import get, parse_path

if TYPE_CHECKING:
    from analysis.comparison.findings import Findings
    from analysis.execution.execution import Execution
    from simulation.scenario.scenario import Scenario


def refuse_unexpected(scenario: Scenario) -> None:
    """Refused where the scenario expects nothing, or a belief cannot be tried."""
    if not scenario.expect:
        right = "add under `expect`: - a 5 % price rise loses at most 8 % of units"
        raise refused(f"the scenario expects nothing; {right}", place="--expect")
    expectations(scenario)


def believed(findings: Findings, execution: Execution) -> list[Belief]:
    """Every belief of the scenario beside what the model shows; those about the market as it is take no run.

    Changes begin in week 1 of the market that settled under the baseline, as strategies do.
    """
    plan = findings.plan
    scenario, told = plan.lead, expectations(plan.lead)
    arms = {f"expected {place}": made for place, one in enumerate(told, 1) if (made := _made(scenario, one))}
    named = {one.sentence: f"expected {place}" for place, one in enumerate(told, 1) if f"expected {place}" in arms}
    baseline, cells = scenario.baseline, dict(findings.outcomes.cells)
    if plan.baseline != baseline:
        arms[baseline] = scenario.settled()
    if arms:
        runs = Plan("run", plan.name, (scenario,), arms, scenario.settled()).runs()
        finished = do_all(simulate_run, runs, execution)
        cells |= gather(of_real_size(finished.results, findings.scales)).cells
    outcomes = Outcomes((baseline, *arms), findings.outcomes.firms, findings.outcomes.metrics, cells)
    return judged(told, baseline, named, outcomes)


def _made(scenario: Scenario, one: Expectation) -> Scenario | None:
    """The market in which a belief is tried; None where it is about the market as it is."""
    if one.plan is not None:
        return scenario.with_strategy(one.plan)
    if one.change is None:
        return None
    path, factor = one.change
    settled = scenario.settled()
    return settled.change(path, moved(get(settled.tree(), parse_path(path)), factor))
