"""From a command line to a sweep: the scenario, what varies in it, and the points."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.design import KINDS, Design, design_of_file, make_design, read_varied
from analysis.sweep import Sweep
from simulation.faults import refused, shown, suggestion
from simulation.loading import load
from simulation.scenario import Scenario

NUMBERS = ("seed", "replicates", "weeks", "customers")


def plan_sweep(source: str, given: Mapping[str, Any]) -> Sweep:
    """The sweep that the options ask for."""
    scenario = loaded(source, given)
    return Sweep(Path(source).stem, scenario, design_of(scenario, given))


def loaded(source: str, given: Mapping[str, Any]) -> Scenario:
    """The scenario as its baseline strategy has it."""
    scenario = load(source, given["settings"], **{name: given[name] for name in NUMBERS})
    return scenario.with_strategy(scenario.baseline)


def design_of(scenario: Scenario, given: Mapping[str, Any]) -> Design:
    """The points: of a file, or of what is varied."""
    kind = given["design"]
    if kind in KINDS:
        return make_design(kind, read_varied(given["vary"], scenario), given["samples"], scenario.run.seed)
    if not Path(kind).suffix and not Path(kind).exists():
        raise refused(f"no design {shown(kind)}; {suggestion(kind, [*KINDS, 'points.csv'])}", place="--design")
    if given["vary"] or given["samples"]:
        raise refused("a file of points says what varies; leave --vary and --samples out", place="--design")
    return design_of_file(Path(kind), scenario)
