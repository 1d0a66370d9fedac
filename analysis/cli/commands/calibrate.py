"""Fit a market to what is known of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from analysis.cli.completion import scenarios_starting
from analysis.cli.options import options


@click.command()
@click.argument("scenario", shell_complete=scenarios_starting)
@options(
    *("set", "seed", "weeks"),
    *("workers", "cluster", "out", "resume", "force", "no_report", "quiet", "json"),
)
def command(scenario: str, as_json: bool, **given: Any) -> None:
    """Fit SCENARIO to the facts that it tells under `observed`, and say what they leave open.

    \b
    Example: loyalty calibrate baseline --set observed.Alba='{market_share: 0.3, nps: 20}'
    """
    from analysis.calibration.request import CalibrationRequest, plan_calibration
    from analysis.cli.options import picked
    from analysis.study.scenario_changes import ScenarioChanges

    market = picked(ScenarioChanges, given).load(scenario)
    task = plan_calibration(CalibrationRequest(market, name=Path(scenario).stem))

    from analysis.calibration.study import carry_out_calibration
    from analysis.cli.execution_options import execution_of, placed
    from analysis.cli.print_calibration import print_calibration

    execution = placed(execution_of(given, as_json=as_json), task.name)
    print_calibration(carry_out_calibration(task, execution), as_json=as_json, quiet=execution.quiet)
