"""The runs of a design: every point in every replicate, all points of a replicate on the same customers and luck."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from analysis.burn_in import Beginning
from analysis.design import Design
from analysis.job import Options, Run, Runs, outcomes_of_run
from simulation.metrics import METRICS
from simulation.paths import format_path
from simulation.scenario import Scenario

Key = tuple[str, str]
"""Firm and metric."""


class PointRuns(Runs):
    """Run number n is point n // replicates in replicate n % replicates + 1, made when it is asked for.

    What firms do is changed in week 1 in a market settled under the baseline, as a strategy of `compare` would be;
    whatever else a point changes holds from the start.
    """

    def __init__(self, design: Design, scenario: Scenario) -> None:
        self.design, self.scenario, self.replicates = design, scenario, scenario.run.replicates

    def __len__(self) -> int:
        return len(self.design.points) * self.replicates

    def __getitem__(self, number: int) -> Run:  # type: ignore[override]  # nobody slices
        if not 0 <= number < len(self):
            raise IndexError(number)
        point, place = divmod(number, self.replicates)
        label, changes = f"point {point + 1}", self.design.changes(point)
        return Run(self.scenario, label, place + 1, self.scenario, self.design.begins(point), changes)

    def begins(self, number: int) -> Beginning:
        """Points that differ only in what firms do from week 1 on share their burn-in."""
        point, place = divmod(number, self.replicates)
        return self.design.begins(point), place


def keys_of(scenario: Scenario) -> list[Key]:
    """Firm and metric of every outcome, the focus firm's first."""
    firms = [scenario.focus_firm, *(firm for firm in scenario.firms if firm != scenario.focus_firm)]
    return [(firm, metric) for firm in firms for metric in METRICS]


def columns_of(scenario: Scenario) -> dict[str, Key]:
    """Every outcome by its column: the metric for the focus firm, and `Brio.profit` for another."""
    focus = scenario.focus_firm
    return {
        metric if firm == focus else format_path((firm, metric)): (firm, metric) for firm, metric in keys_of(scenario)
    }


def kept_outcomes(run: Run, options: Options) -> bytes:
    """One run as the store keeps it: its outcomes, one number a firm and metric, NaN where undefined."""
    return packed(run.scenario, outcomes_of_run(run, options))


def packed(scenario: Scenario, outcomes: Mapping[Key, float]) -> bytes:
    """The outcomes as numbers of eight bytes, in the order of `keys_of`."""
    keys = keys_of(scenario)
    return struct.pack(f"<{len(keys)}d", *(outcomes.get(key, float("nan")) for key in keys))
