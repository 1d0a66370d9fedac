"""What is asked of `sweep`: a scenario, what varies in it and how, and the outcome that points are ranked by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.sweeps.definable_outcomes import refuse_undefinable, refuse_unknown
from analysis.sweeps.design import KINDS, Design, make_design
from analysis.sweeps.design_file import design_of_file
from analysis.sweeps.design_runs import columns_of
from analysis.sweeps.sweep import Sweep
from analysis.sweeps.varied_path import read_varied
from simulation.reading.errors import refused, suggestion, text_of_value
from simulation.scenario.scenario import Scenario


@dataclass(frozen=True)
class SweepRequest:
    """Every point of a design in a scenario under its baseline strategy.

    `vary` says what varies as the option of the command does: "PATH=9,10,11", "PATH=9:11", "PATH=9:11:3". `design` is
    the kind of it, or a file of points, which says itself what varies.
    """

    scenario: Scenario
    vary: tuple[str, ...] = ()
    design: str = "grid"
    samples: int | None = None
    outcome: str = "profit"
    name: str = "notebook"


def plan_sweep(request: SweepRequest) -> Sweep:
    """The points to run, and what they are ranked by; refused where that cannot be."""
    scenario, outcome = request.scenario.settled(), request.outcome
    known = columns_of(scenario)
    refuse_unknown([outcome], known, "--outcome")
    design = _design(request, scenario)
    refuse_undefinable([outcome], known, scenario, design.paths, "--outcome")
    return Sweep(request.name, scenario, design, outcome=outcome)


def _design(request: SweepRequest, scenario: Scenario) -> Design:
    """The points: of a file, or of what is varied."""
    kind = request.design
    if kind in KINDS:
        return make_design(kind, read_varied(request.vary, scenario), request.samples, scenario.run.seed)
    if not Path(kind).suffix and not Path(kind).exists():
        raise refused(f"no design {text_of_value(kind)}; {suggestion(kind, [*KINDS, 'points.csv'])}", place="--design")
    if request.vary or request.samples:
        raise refused("a file of points says what varies; leave --vary and --samples out", place="--design")
    return design_of_file(Path(kind), scenario)
