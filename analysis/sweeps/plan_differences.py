"""Differences between plans at a point of a design: all plans start from the point's own market, on the same luck."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from analysis.execution.burn_in_cache import beginning
from analysis.execution.kept_outcomes import Key, kept_outcomes, keys_of
from analysis.execution.run import Options, Run
from analysis.outcomes.real_size import grows
from analysis.sweeps.design_runs import columns_of
from simulation.measurement.metrics import METRICS

if TYPE_CHECKING:
    from simulation.scenario.scenario import Scenario

LESS = " less "
OF = ": "


def difference_columns(scenario: Scenario) -> dict[str, Key]:
    """Firm and metric of each difference, by its column: `fast_desk less as_is: profit`."""
    return {
        f"{plan}{LESS}{scenario.baseline}{OF}{column}": key
        for plan in list(scenario.compare)[1:]
        for column, key in columns_of(scenario).items()
    }


def differences_of(scenario: Scenario, outcome: str) -> list[str]:
    """The columns of one outcome, a column a plan; the outcome itself where there is one plan."""
    plans = list(scenario.compare)[1:]
    return [f"{plan}{LESS}{scenario.baseline}{OF}{outcome}" for plan in plans] or [outcome]


def metric_of(scenario: Scenario, column: str) -> str:
    """The metric behind an outcome or a difference."""
    return {**columns_of(scenario), **difference_columns(scenario)}[column][1]


def also_kept(scenario: Scenario) -> dict[str, tuple[str, str]]:
    """Meaning and unit of the differences, by column."""
    return {
        column: (f"difference between plans, {firm}: {METRICS[metric].meaning}", METRICS[metric].unit)
        for column, (firm, metric) in difference_columns(scenario).items()
    }


def sums_between(scenario: Scenario) -> list[str]:
    """Differences that grow with the number of customers."""
    return [column for column, (_, metric) in difference_columns(scenario).items() if grows(metric)]


def kept_differences(run: Run, options: Options) -> bytes:
    """One point and replicate as the store keeps it: the baseline's outcomes, and the differences of the other plans.

    The point's numbers, those of firms too, hold from the first week of burn-in, as in a file written with them.
    """
    scenario = run.scenario
    settled, sharing = scenario.settled(), replace(options, keep_settled=True)
    found: list[np.ndarray] = []
    for plan in scenario.compare:
        arm = scenario.with_strategy(plan)
        begins = (run.strategy, beginning(arm, settled))
        found.append(np.frombuffer(kept_outcomes(Run(arm, plan, run.replicate, settled, begins), sharing)))
    base, *others = found
    size = len(keys_of(scenario))
    differences = [other[:size] - base[:size] for other in others]
    return np.concatenate([base[:size], *differences, base[size:]]).tobytes()
