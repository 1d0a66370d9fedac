"""What is asked of `calibrate`: a scenario, the data that it is to be fitted to, and how much of them is held back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.calibration.data.data import Data
from analysis.calibration.data.read import read_data
from analysis.calibration.facts_problem import facts_problem
from analysis.calibration.files.findings import Told
from analysis.calibration.files.told import told_by
from analysis.calibration.fitting.problem import FitProblem
from analysis.calibration.further import of_size, with_changes, with_facts
from analysis.calibration.log.problem import log_problem
from analysis.calibration.panel.problem import HELD_BACK, panel_problem
from analysis.calibration.panel.trips import trips_of_choices
from analysis.calibration.yardsticks.table import Forecasts, forecasts_of
from analysis.provenance import digest, study_identity
from simulation.reading.errors import Refused
from simulation.scenario.scenario import Scenario

OBSERVED, FILES, CHOICES, TRANSACTIONS = "observed", "files", "choices", "transactions"
"""By what a fit is informed: the scenario's own facts, small files, a panel, a log."""


@dataclass(frozen=True, eq=False)
class CalibrationRequest:
    """A fit of the scenario to data; without any, to the facts that the scenario tells itself.

    `data` are a folder, files, or the name of a data set; `mapping` has their own names of columns by ours.
    """

    scenario: Scenario
    data: tuple[str, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    held_back: float = HELD_BACK
    name: str = "notebook"


@dataclass(frozen=True, eq=False)
class Calibration:
    """A fit to carry out; `informed_by` names the data, `told` what the smaller files have of it, `unused` what not."""

    name: str
    scenario: Scenario
    problem: FitProblem
    informed_by: str
    forecasts: Forecasts = dict
    """Gives what an analyst's models foretell of what is held back; nothing where nothing is."""
    told: Told = field(default_factory=Told)
    unused: tuple[str, ...] = ()

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
            changes=[[*vars(one).values()] for one in self.told.tried],
        )


def plan_calibration(request: CalibrationRequest) -> Calibration:
    """The fit; refused where it cannot be."""
    settled = request.scenario.settled()
    if not request.data:
        return Calibration(request.name, settled, facts_problem(settled), OBSERVED)
    data = data_of(request)
    if data.choices is None and data.transactions is None:
        told = told_by(data, settled, request.held_back)
        problem = with_changes(facts_problem(settled, told), told.tried)
        return Calibration(request.name, settled, problem, FILES, told=told, unused=told.unused)
    kind = CHOICES
    if data.choices is not None:
        problem = panel_problem(settled, trips_of_choices(data.choices), request.held_back)
    else:
        assert data.transactions is not None, "one of the two is there"
        problem = log_problem(settled, data.transactions, request.held_back)
        problem = of_size(problem, int(data.transactions["customer_id"].nunique()))
        kind = TRANSACTIONS
    told = told_by(data, problem.scenario, request.held_back)
    problem, left = with_facts(problem, told, kind, is_log=kind == TRANSACTIONS)
    forecasts = forecasts_of(data, request.held_back, settled.run.seed)
    return Calibration(request.name, settled, problem, kind, forecasts, told, (*told.unused, *left))


def data_of(request: CalibrationRequest) -> Data:
    """What was given. A panel or a log of firms none of which the scenario knows brings its own."""
    source = list(request.data) if len(request.data) > 1 else request.data[0]
    try:
        data = read_data(source, request.mapping)
    except Refused:
        return read_data(source, request.mapping, request.scenario)
    known = {firm.casefold() for firm in request.scenario.firms}
    sellers = _sellers(data)
    if sellers and known.isdisjoint(sellers):
        return data
    return read_data(source, request.mapping, request.scenario)


def _sellers(data: Data) -> set[str]:
    """Brands or firms of which the data to be fitted tell by name."""
    if data.choices is not None:
        return {brand.casefold() for brand in data.choices.brands}
    if data.transactions is None:
        return set()
    return {str(firm).casefold() for firm in data.transactions["firm"].unique() if firm}


def told_of(table: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Meaning and unit of columns, as a manifest has them."""
    return {name: {"meaning": meaning, "unit": unit} for name, (meaning, unit) in table.items()}
