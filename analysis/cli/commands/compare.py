"""Compare strategies on the same customers and the same luck."""

from __future__ import annotations

from typing import Any

import click

from analysis.cli.completion import scenarios_starting
from analysis.cli.options import options


@click.command()
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO…", shell_complete=scenarios_starting)
@options(
    *("set", "seed", "replicates", "weeks", "customers"),
    *("workers", "cluster", "out", "resume", "panel", "csv", "audit", "force", "no_report", "quiet", "json"),
)
def command(scenarios: tuple[str, ...], as_json: bool, **given: Any) -> None:
    """Compare the strategies of one SCENARIO, or the baselines of several, on the same customers and luck.

    The first strategy is the baseline; a scenario names its strategies under `compare`.

    Example: loyalty compare complaint_desk --replicates 3
    """
    from analysis.study.plan import plan_comparison

    numbers = {name: given[name] for name in ("seed", "replicates", "weeks", "customers")}
    plan = plan_comparison(scenarios, given["settings"], numbers)

    from analysis.cli.warnings_said import doubted

    doubts = doubted(scenarios, plan.sources, as_json=as_json)

    from analysis.cli.print_comparison import print_comparison
    from analysis.comparison.study import How, carry_out

    how = How.of(plan, given, quiet=given["quiet"] or as_json)
    findings = carry_out(plan, how)
    print_comparison(findings, doubts, as_json=as_json, quiet=how.quiet)
    findings.raise_failures()
