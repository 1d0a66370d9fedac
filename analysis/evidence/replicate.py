"""What one replicate gives: every finding, on runs that they share, in a form that survives an interruption."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING

from analysis.evidence.measured import Measured
from analysis.execution.executor import stop_if_hopeless
from analysis.execution.run import Options, Run
from simulation.reading.errors import printable

if TYPE_CHECKING:
    from simulation.scenario.scenario import Scenario

SIZE = {"market.customers": 4000, "market.weeks": 104, "market.burn_in_weeks": 104, "run.replicates": 20}
QUICK = {"market.customers": 2000, "run.replicates": 4}
MOST_REPLICATES = 60
"""In how many replicates a claim or law is measured that the usual ones leave unsettled; decided once, beforehand."""


@dataclass(frozen=True)
class MeasureTask:
    """What is to be made of a run: the measures of these claims and laws, as the store keeps them.

    In an arm that is named in `of_arm`, only of those given there; in one that is named in `absent`, without those
    mechanisms, whatever the experiments switch on.
    """

    names: tuple[str, ...]
    quick: bool = False
    of_arm: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __call__(self, run: Run, options: Options) -> bytes:
        """The measures of a replicate as bytes."""
        names, absent = self.of_arm.get(run.strategy, self.names), self.absent.get(run.strategy, ())
        return measure(run, options, names=names, quick=self.quick, absent=absent).written()


def runs_of(arms: Mapping[str, Scenario]) -> list[Run]:
    """All replicates of each arm."""
    return [
        Run(scenario, arm, replicate)
        for arm, scenario in arms.items()
        for replicate in range(1, scenario.run.replicates + 1)
    ]


def further_runs(arms: Mapping[str, Scenario], upto: int) -> list[Run]:
    """The replicates of each arm after its own ones, up to so many."""
    return [
        Run(scenario, arm, replicate)
        for arm, scenario in arms.items()
        for replicate in range(scenario.run.replicates + 1, upto + 1)
    ]


def sized(scenario: Scenario, *, quick: bool, replicates: int | None = None) -> Scenario:
    """The scenario in the size in which evidence is taken; a smaller market stays as small as it is."""
    size: dict[str, int] = {**SIZE, **(QUICK if quick else {})}
    size["market.customers"] = min(size["market.customers"], scenario.market.customers)
    if replicates is not None:
        size["run.replicates"] = replicates
    return scenario.with_strategy(scenario.baseline).changed(size)


def measure(run: Run, options: Options, *, names: Sequence[str], quick: bool, absent: tuple[str, ...] = ()) -> Measured:
    """All findings of one replicate, which share its runs; one that raises leaves the others alone."""
    from analysis.evidence.registry import findings
    from analysis.laboratory.lab import Lab

    lab = Lab(run.scenario, run.replicate, quick=quick, threads=options.threads, absent=absent)
    measures, troubles, seconds = {}, {}, {}
    for name in names:
        if name not in findings():
            continue
        began, found = perf_counter(), dict[str, float]()
        for function in findings()[name]:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore", RuntimeWarning)  # 0 / 0 is an undefined measure, and left out
                    new = {key: float(value) for key, value in function(lab).items()}
                if new.keys() & found.keys():
                    raise ValueError(f"{sorted(new.keys() & found.keys())} are measured twice")
                found |= new
            except Exception as error:  # noqa: BLE001  # told as this finding's; the others go on
                stop_if_hopeless(error)
                troubles[name] = f"not measured, {type(error).__name__}: {printable(str(error))[:80]}"
        if found:
            measures[name] = found
        seconds[name] = perf_counter() - began
    return Measured(measures, troubles, seconds, run.replicate)
