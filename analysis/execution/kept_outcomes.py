"""The outcomes of a run as few bytes: a number a firm and metric, in an order that a scenario gives; and its scale."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from analysis.execution.run import Options, Run, look_at_end_of_run
from simulation.measurement.metrics import METRICS
from simulation.scenario.real_size import scale_of

if TYPE_CHECKING:
    from simulation.model import LoyaltyModel
    from simulation.scenario.scenario import Scenario

Key = tuple[str, str]
"""Firm and metric."""


def keys_of(scenario: Scenario) -> list[Key]:
    """Firm and metric of every outcome, the focus firm's first."""
    firms = [scenario.focus_firm, *(firm for firm in scenario.firms if firm != scenario.focus_firm)]
    return [(firm, metric) for firm in firms for metric in METRICS]


def kept_outcomes(run: Run, options: Options) -> bytes:
    """One run as the store keeps it: its outcomes as simulated, NaN where undefined, and its scale to the real size."""
    from simulation.result import outcomes_of

    def look(model: LoyaltyModel) -> bytes:
        return packed(run.scenario, outcomes_of(model), [scale_of(run.scenario, model.settled_customers)])

    return look_at_end_of_run(run, options, look)


def packed(scenario: Scenario, outcomes: Mapping[Key, float], also: Sequence[float]) -> bytes:
    """The outcomes as numbers of eight bytes, in the order of `keys_of`, and what else is kept."""
    numbers = [*(outcomes.get(key, float("nan")) for key in keys_of(scenario)), *also]
    return struct.pack(f"<{len(numbers)}d", *numbers)
