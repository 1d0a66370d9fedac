"""Look for the best point within limits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from analysis.cli.completion import scenarios_starting
from analysis.cli.options import options, picked


@click.command()
@click.argument("scenario", shell_complete=scenarios_starting)
@click.option("--maximise", metavar="METRIC", help="Outcome of the focus firm, or of another as Brio.profit.")
@click.option("--minimise", metavar="METRIC", help="The same, as little as can be.")
@click.option("--subject-to", "limits", multiple=True, metavar="LIMIT",
              help="A limit such as 'cost<=50000/quarter' or 'retention>=0.7'; may be repeated.")  # fmt: skip
@click.option("--trials", type=click.IntRange(min=1, max=100_000), default=40, show_default=True,
              help="Points to try, each in all replicates.")  # fmt: skip
@click.option("--free-levers", is_flag=True,
              help="Let levers vary that cost nothing in this model, such as service.failure_rate.")  # fmt: skip
@options(
    *("vary", "set", "seed", "replicates", "weeks", "customers"),
    *("workers", "cluster", "out", "resume", "audit", "force", "quiet", "json"),
)
def command(scenario: str, as_json: bool, **given: Any) -> None:
    """Look for the point of SCENARIO with the highest METRIC, confirm it on fresh luck, and write it as a scenario.

    \b
    Example: loyalty optimise baseline --vary firms.Alba.pricing.price=8:13 --maximise profit --trials 8
    """
    from analysis.optimisation.request import OptimumRequest, plan_optimum
    from analysis.study.scenario_changes import ScenarioChanges

    market = picked(ScenarioChanges, given).load(scenario)
    task = plan_optimum(picked(OptimumRequest, given, scenario=market, name=Path(scenario).stem))

    from analysis.cli.execution_options import execution_of, placed
    from analysis.cli.print_optimum import print_optimum
    from analysis.optimisation.optimise import optimise

    execution = placed(execution_of(given, as_json=as_json), task.name)
    print_optimum(optimise(task, execution), as_json=as_json, quiet=execution.quiet)
