"""A calibration carried out into a folder: each simulated point is kept, and an interrupted fit goes on from there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.calibration.bought import BOUGHT_COLUMNS, bought_table
from analysis.calibration.calibrated import Calibrated
from analysis.calibration.fitting.draws import DRAWS, Posterior, drawn_points, draws_frame, posterior_of
from analysis.calibration.fitting.evaluations import Evaluations, Trial
from analysis.calibration.fitting.fit import fitted
from analysis.calibration.fitting.found import Fitted
from analysis.calibration.fitting.free_parameters import placed
from analysis.calibration.page import calibration_page
from analysis.calibration.request import Calibration, told_of
from analysis.calibration.scores import named_errors, path_of
from analysis.calibration.tables import (
    FIT_COLUMNS,
    OF_DRAWS,
    OF_FORECASTS,
    PARAMETER_COLUMNS,
    fit_table,
    parameter_table,
)
from analysis.calibration.worth import files_of
from analysis.execution.execution import Execution
from analysis.execution.process_pool import standing_crew
from analysis.figures.calibration import figures_of
from analysis.figures.undrawable import drawn
from analysis.formats.csv_bytes import read_csv, to_csv
from analysis.formats.parquet_bytes import read_parquet, to_parquet
from analysis.formats.yaml_bytes import to_yaml
from analysis.provenance import digest
from analysis.study.files import folder_of, origin
from analysis.study.folder import Folder, open_folder
from analysis.study.manifest import read_manifest
from analysis.study.resume import kept_store
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

CALIBRATED, FIT, PARAMETERS, BOUGHT, DRAWN, REPORT = (
    "calibrated.yaml", "fit.csv", "parameters.csv", "bought.csv", "draws.parquet", "report.html"
)  # fmt: skip
SCENARIO = "scenario.yaml"
UNUSED = "unused"
"""Where the manifest says what of the data is of no use, and why."""
MOST_RUNS = 150
PREDICTED = 16
"""Draws that are simulated, each with a luck of its own, to see what the data leave open."""


def carry_out_calibration(task: Calibration, execution: Execution) -> Calibrated:
    """Fit, and write what was found."""
    out = folder_of(task.name, execution)
    with open_folder(out, task.asked(), force=execution.force, resume=execution.resume) as folder:
        if execution.resume and folder.is_whole([CALIBRATED, FIT, PARAMETERS, BOUGHT, DRAWN]):
            return _read(out, is_new=False)
        with kept_store(folder, MOST_RUNS, execution.again) as store, standing_crew():
            evaluations = Evaluations(store, execution)
            found = fitted(task.problem, evaluations)
            posterior = posterior_of(found)
            points = drawn_points(found, posterior, DRAWS, task.scenario.run.seed)
            trials = [Trial(at, luck, is_long=True) for luck, at in enumerate(points[:PREDICTED], start=1)]
            predicted = evaluations.moments(found.problem, trials)
            frames = _tables(task, found, posterior, predicted) | {DRAWN: draws_frame(found, points)}
            is_new = _save(task, folder, found, frames, report=execution.report)
    return _read(out, is_new=is_new)


def _read(folder: Path, *, is_new: bool) -> Calibrated:
    """What a finished calibration wrote."""
    parameters, fit, bought = (read_csv(folder / name) for name in (PARAMETERS, FIT, BOUGHT))
    told = read_manifest(folder)
    scenario, draws = load(str(folder / CALIBRATED)), read_parquet(folder / DRAWN)
    return Calibrated(folder, scenario, parameters, draws, fit, bought, tuple(told[UNUSED]), is_new)


def calibrated_scenario(found: Fitted) -> Scenario:
    """The fitted market, which carries its draws."""
    problem = found.problem
    return problem.scenario.changed({**placed(problem.scenario, problem.free, found.at), "draws": DRAWN})


def _tables(task: Calibration, found: Fitted, posterior: Posterior, predicted: np.ndarray) -> dict[str, pd.DataFrame]:
    """The tables of a fit by file."""
    bought = bought_table(found, posterior)
    return {
        FIT: fit_table(found, task.forecasts(), predicted),
        PARAMETERS: parameter_table(found, posterior, files_of(bought), task.told.settings),
        BOUGHT: bought,
    }


def _save(
    task: Calibration, folder: Folder, found: Fitted, frames: Mapping[str, pd.DataFrame], *, report: bool
) -> bool:
    files: dict[str, bytes | Path] = {
        **{name: to_csv(frames[name]) for name in (FIT, PARAMETERS, BOUGHT)},
        DRAWN: to_parquet(frames[DRAWN]),
        CALIBRATED: to_yaml(calibrated_scenario(found).tree()),
        SCENARIO: to_yaml(task.scenario.tree()),
    }
    if report:
        figures = drawn(figures_of(frames[FIT], frames[PARAMETERS], named_errors(frames[FIT]), path_of(frames[FIT])))
        files |= figures | {REPORT: calibration_page((task.name, task.informed_by), task.unused, frames, figures)}
    facts = {
        **origin("calibrate", task.scenario, digest(task.scenario.tree())),
        "informed_by": task.informed_by,
        "points": found.runs,
        "starts": list(found.costs),
        UNUSED: list(task.unused),
        "columns": {
            FIT: told_of({name: {**FIT_COLUMNS, **OF_FORECASTS}[name] for name in frames[FIT].columns}),
            PARAMETERS: told_of(PARAMETER_COLUMNS),
            BOUGHT: told_of(BOUGHT_COLUMNS),
            DRAWN: _told_of_draws(frames[DRAWN]),
        },
    }
    return folder.save(files, facts)


def _told_of_draws(frame: pd.DataFrame) -> Mapping[str, Any]:
    of_paths = dict.fromkeys(frame.columns[1:], ("value of the scenario in this draw", "as in the scenario"))
    return told_of({**OF_DRAWS, **of_paths})
