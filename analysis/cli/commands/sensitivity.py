"""Find out which parameters matter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from analysis.cli.completion import scenarios_starting
from analysis.cli.options import options, picked


@click.command()
@click.argument("scenario", shell_complete=scenarios_starting)
@click.option("--method", type=click.Choice(["morris", "sobol"]), default="morris", show_default=True,
              help="Morris' screening, cheap, or Sobol' indices, exact.")  # fmt: skip
@click.option("--samples", type=click.IntRange(min=2), help="Trajectories of Morris (default 10), or base points "
              "of Sobol' (default 64, a power of two); times the parameters plus one are run.")  # fmt: skip
@click.option("--outcome", "outcomes", multiple=True, metavar="METRIC",
              help="Of the focus firm, or of another as Brio.profit; default: profit; may be repeated.")  # fmt: skip
@options(
    *("vary", "set", "seed", "replicates", "weeks", "customers"),
    *("workers", "cluster", "out", "resume", "audit", "force", "no_report", "quiet", "json"),
)
def command(scenario: str, as_json: bool, **given: Any) -> None:
    """Say which of the varied parameters of SCENARIO move an outcome, by how much, and how surely.

    Without --vary, all that has a plausible range is varied. Where SCENARIO has several strategies, what is asked is
    the difference of each from the first.

    \b
    Example: loyalty sensitivity baseline --vary firms.Alba.pricing.price=9:11 --replicates 1
    """
    from analysis.study.scenario_changes import ScenarioChanges
    from analysis.sweeps.sensitivity_request import SensitivityRequest, plan_sensitivity

    market = picked(ScenarioChanges, given).load(scenario)
    sweep = plan_sensitivity(picked(SensitivityRequest, given, scenario=market, name=Path(scenario).stem))

    from analysis.cli.execution_options import execution_of, placed
    from analysis.cli.print_sensitivity import print_sensitivity
    from analysis.sweeps.sweep import carry_out_sweep

    execution = placed(execution_of(given, as_json=as_json), sweep.name)
    print_sensitivity(carry_out_sweep(sweep, execution), as_json=as_json, quiet=execution.quiet)
