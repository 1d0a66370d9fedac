"""Simulate one scenario."""

from __future__ import annotations

from typing import Any

import click

from analysis.cli.completion import scenarios_starting, strategies_starting
from analysis.cli.options import options, picked
from analysis.cli.warnings_said import doubted


@click.command()
@click.argument("scenario", shell_complete=scenarios_starting)
@click.option(
    "--strategy",
    metavar="NAME",
    shell_complete=strategies_starting,
    help="Strategy under the scenario's `compare`; default: the first.",
)
@click.option("--expect", is_flag=True, help="Also try what the scenario expects, under `expect`.")
@options(
    *("set", "seed", "replicates", "weeks", "customers"),
    *("workers", "cluster", "out", "resume", "panel", "csv", "audit", "force", "no_report", "quiet", "json"),
)
def command(scenario: str, strategy: str | None, expect: bool, as_json: bool, **given: Any) -> None:
    """Simulate SCENARIO, a file or a shipped scenario, and write tables and figures.

    \b
    Example: loyalty run baseline --customers 2000 --weeks 52 --replicates 3
    """
    from analysis.comparison.request import RunRequest, plan_run
    from analysis.study.scenario_changes import ScenarioChanges

    plan = plan_run(RunRequest.of(scenario, picked(ScenarioChanges, given), strategy))

    if expect:
        from analysis.comparison.expectations import refuse_unexpected

        refuse_unexpected(plan.lead)

    doubts = doubted([scenario], plan.sources, as_json=as_json)

    from analysis.cli.execution_options import execution_of, placed
    from analysis.cli.print_comparison import print_run
    from analysis.comparison.expectations import believed as tried
    from analysis.comparison.study import carry_out_comparison

    execution = placed(execution_of(given, as_json=as_json), plan.name)
    findings = carry_out_comparison(plan, execution)
    beliefs = tried(findings, execution) if expect else None
    print_run(findings, doubts, beliefs, as_json=as_json, quiet=execution.quiet)
    findings.raise_failures()
