"""Simulate one scenario."""

from __future__ import annotations

from typing import Any

import click

from analysis.cli.completion import scenarios_starting, strategies_starting
from analysis.cli.options import options


@click.command()
@click.argument("scenario", shell_complete=scenarios_starting)
@click.option(
    "--strategy",
    metavar="NAME",
    shell_complete=strategies_starting,
    help="Strategy under the scenario's `compare`; default: the first.",
)
@options(
    *("set", "seed", "replicates", "weeks", "customers"),
    *("workers", "cluster", "out", "resume", "panel", "csv", "audit", "force", "no_report", "quiet", "json"),
)
def command(scenario: str, strategy: str | None, as_json: bool, **given: Any) -> None:
    """Simulate SCENARIO, a file or a shipped scenario, and write tables and figures.

    \b
    Example: loyalty run baseline --customers 2000 --weeks 52 --replicates 3
    """
    from analysis.study.plan import plan_run

    numbers = {name: given[name] for name in ("seed", "replicates", "weeks", "customers")}
    plan = plan_run(scenario, given["settings"], numbers, strategy)

    from analysis.cli.warnings_said import doubted

    doubts = doubted([scenario], plan.sources, as_json=as_json)

    from analysis.cli.print_comparison import print_run
    from analysis.comparison.study import How, carry_out

    how = How.of(plan, given, quiet=given["quiet"] or as_json)
    findings = carry_out(plan, how)
    print_run(findings, doubts, as_json=as_json, quiet=how.quiet)
    findings.raise_failures()
