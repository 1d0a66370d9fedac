"""Find the value of a number at which a plan is level with the baseline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from analysis.cli.completion import scenarios_starting, strategies_starting
from analysis.cli.options import options, picked


@click.command()
@click.argument("scenario", shell_complete=scenarios_starting)
@click.option("--plan", metavar="NAME", help="Plan under the scenario's `compare`.", shell_complete=strategies_starting)
@click.option("--metric", metavar="NAME", default="profit", show_default=True,
              help="What both are judged by, for the focus firm.")  # fmt: skip
@options(
    *("vary", "set", "seed", "replicates", "weeks", "customers"),
    *("workers", "cluster", "out", "resume", "no_report", "audit", "force", "quiet", "json"),
)
def command(scenario: str, as_json: bool, **given: Any) -> None:
    """Find the value of one number of SCENARIO at which a plan is level with the baseline, all else at its value.

    The number may be one of the plan's own, as compare.fast_desk.cost.weekly, or any of the market, as if it had been
    set with --set. --vary PATH=lo:hi:n looks for crossings between n values; without n, between 7.

    \b
    Example: loyalty breakeven complaint_desk --plan fast_desk --vary compare.fast_desk.cost.weekly=0:400 --replicates 4
    """
    from analysis.breakeven.request import BreakevenRequest, plan_breakeven
    from analysis.study.scenario_changes import ScenarioChanges

    market = picked(ScenarioChanges, given).load(scenario)
    task = plan_breakeven(picked(BreakevenRequest, given, scenario=market, name=Path(scenario).stem))

    from analysis.breakeven.study import carry_out_breakeven
    from analysis.cli.execution_options import execution_of, placed
    from analysis.cli.print_breakeven import print_breakeven

    execution = placed(execution_of(given, as_json=as_json), task.name)
    print_breakeven(carry_out_breakeven(task, execution), as_json=as_json, quiet=execution.quiet)
