"""Run every point of a design."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from analysis.cli.completion import scenarios_starting
from analysis.cli.options import options, picked


@click.command()
@click.argument("scenario", shell_complete=scenarios_starting)
@click.option(
    "--design", default="grid", show_default=True, metavar="KIND",
    help="grid, lhs (Latin hypercube), sobol, or a CSV file of points, a column a path.",
)  # fmt: skip
@click.option("--samples", type=click.IntRange(min=1), help="Points of a Latin hypercube or Sobol' sequence.")
@click.option("--outcome", default="profit", show_default=True, metavar="METRIC",
              help="What the points shown are ranked by, of the focus firm, or of another as Brio.profit.")  # fmt: skip
@options(
    *("vary", "set", "seed", "replicates", "weeks", "customers"),
    *("workers", "cluster", "out", "resume", "audit", "force", "quiet", "json"),
)
def command(scenario: str, as_json: bool, **given: Any) -> None:
    """Run every point of a design in SCENARIO, on the same customers and the same luck, and keep each finished run.

    What firms do changes in week 1 of a market settled under the baseline strategy, as in `compare`.

    \b
    Example: loyalty sweep baseline --vary firms.Alba.pricing.price=9,10,11 --replicates 2
    """
    from analysis.study.scenario_changes import ScenarioChanges
    from analysis.sweeps.request import SweepRequest, plan_sweep

    market = picked(ScenarioChanges, given).load(scenario)
    sweep = plan_sweep(picked(SweepRequest, given, scenario=market, name=Path(scenario).stem))

    from analysis.cli.execution_options import execution_of, placed
    from analysis.cli.print_sweep import print_sweep
    from analysis.sweeps.sweep import carry_out_sweep

    execution = placed(execution_of(given, as_json=as_json), sweep.name)
    print_sweep(carry_out_sweep(sweep, execution), as_json=as_json, quiet=execution.quiet)
