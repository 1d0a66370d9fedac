"""What is asked of `calibrate`: a scenario, the data that it is to be fitted to, and how much of them is held back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.calibration.facts_problem import facts_problem
from analysis.calibration.panel.problem import HELD_BACK, panel_problem
from analysis.calibration.panel.trips import Trips
from analysis.calibration.problem import Problem
from analysis.provenance import digest, study_identity
from simulation.scenario.scenario import Scenario


@dataclass(frozen=True, eq=False)
class CalibrationRequest:
    """A fit of the scenario to purchases of a panel; without any, to the facts that the scenario tells itself."""

    scenario: Scenario
    trips: Trips | None = None
    held_back: float = HELD_BACK
    name: str = "notebook"


@dataclass(frozen=True, eq=False)
class Calibration:
    """A fit to carry out; `informed_by` names the data."""

    name: str
    scenario: Scenario
    problem: Problem
    informed_by: str

    def asked(self) -> dict[str, Any]:
        """Everything that the numbers depend on; of the data no more than a digest."""
        target = self.problem.target
        known = [target.observed, target.covariance, *(target.held_back or ())]
        return study_identity(
            "calibrate",
            scenario=self.scenario.tree(),
            market=digest(self.problem.scenario.tree()),
            data=digest([values.astype(float).tobytes().hex() for values in known]),
            free=[[one.name, one.form, one.centre, one.spread] for one in self.problem.free],
        )


def plan_calibration(request: CalibrationRequest) -> Calibration:
    """The fit; refused where it cannot be."""
    settled = request.scenario.settled()
    if request.trips is None:
        return Calibration(request.name, settled, facts_problem(settled), "observed")
    return Calibration(request.name, settled, panel_problem(settled, request.trips, request.held_back), "choices")


def told_of(table: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Meaning and unit of columns, as a manifest has them."""
    return {name: {"meaning": meaning, "unit": unit} for name, (meaning, unit) in table.items()}
