"""From replicates to scorecards: every claim and law measured in each, side by side, and judged together."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.evidence.markets import properties
from analysis.evidence.measured import INTACT, Measured
from analysis.evidence.replicate import measure, runs_of
from analysis.evidence.scorecard import Scorecard
from analysis.evidence.verdicts.criteria import facts
from analysis.evidence.verdicts.judging import FindingVerdict, judge_finding
from analysis.execution.execution import Execution
from analysis.execution.executor import do_all
from analysis.execution.run import Failure, Run
from simulation.scenario.scenario import Scenario


def take(
    scenario: Scenario, names: Sequence[str], *, workers: int | None = None, quick: bool = False, quiet: bool = False
) -> Scorecard:
    """Measure the claims and laws in all replicates of the scenario, and judge them."""
    runs = runs_of({INTACT: scenario})
    execution = Execution(workers=workers, quiet=quiet)
    done = do_all(functools.partial(measure, names=tuple(names), quick=quick), runs, execution)
    return Scorecard(scenario, judged_all(names, done.results, scenario), done.results, done.failures)


def cards(
    arms: Mapping[str, Scenario],
    runs: Sequence[Run],
    found: Mapping[int, Measured],
    names: Sequence[str],
    failures: Sequence[Failure] = (),
) -> dict[str, Scorecard]:
    """A scorecard for each arm, from what its runs gave, by the number of the run; failures go with the first."""
    made: dict[str, Scorecard] = {}
    for arm, scenario in arms.items():
        own = tuple(measured for number, measured in found.items() if runs[number].strategy == arm)
        made[arm] = Scorecard(scenario, judged_all(names, own, scenario), own, () if made else tuple(failures))
    return made


def judged_all(names: Sequence[str], replicates: Sequence[Measured], scenario: Scenario) -> tuple[FindingVerdict, ...]:
    """The verdicts on claims and laws from what the replicates of a market gave."""
    has = properties.of(scenario)
    return tuple(
        _judged(name, replicates, is_silent=not has.isdisjoint(facts()[name].undefined_where)) for name in names
    )


def _judged(name: str, replicates: Sequence[Measured], *, is_silent: bool) -> FindingVerdict:
    trouble = next((done.troubles[name] for done in replicates if name in done.troubles), "")
    found = judge_finding(name, facts()[name], [done.measures.get(name, {}) for done in replicates], trouble)
    return replace(found, verdict="undefined", trouble="", is_silent=True) if is_silent else found
