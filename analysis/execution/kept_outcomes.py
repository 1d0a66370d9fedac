"""The outcomes of a run as few bytes: one number a firm and metric, in an order that the scenario gives."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import TYPE_CHECKING

from analysis.execution.run import Options, Run, outcomes_of_run
from simulation.measurement.metrics import METRICS

if TYPE_CHECKING:
    from simulation.scenario.scenario import Scenario

Key = tuple[str, str]
"""Firm and metric."""


def keys_of(scenario: Scenario) -> list[Key]:
    """Firm and metric of every outcome, the focus firm's first."""
    firms = [scenario.focus_firm, *(firm for firm in scenario.firms if firm != scenario.focus_firm)]
    return [(firm, metric) for firm in firms for metric in METRICS]


def kept_outcomes(run: Run, options: Options) -> bytes:
    """One run as the store keeps it: its outcomes, one number a firm and metric, NaN where undefined."""
    return packed(run.scenario, outcomes_of_run(run, options))


def packed(scenario: Scenario, outcomes: Mapping[Key, float]) -> bytes:
    """The outcomes as numbers of eight bytes, in the order of `keys_of`."""
    keys = keys_of(scenario)
    return struct.pack(f"<{len(keys)}d", *(outcomes.get(key, float("nan")) for key in keys))
