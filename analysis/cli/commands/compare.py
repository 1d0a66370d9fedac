"""Compare strategies on the same customers and the same luck."""

from __future__ import annotations

from typing import Any

import click

from analysis.cli.completion import scenarios_starting
from analysis.cli.options import options, picked
from analysis.cli.uncertain_option import Uncertain
from analysis.cli.warnings_said import doubted
from simulation.reading.errors import refused


@click.command(cls=Uncertain)
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO…", shell_complete=scenarios_starting)
@click.option("--metric", metavar="NAME", help="With --uncertain: what decides between plans; default: profit.")
@options(
    *("set", "seed", "replicates", "weeks", "customers", "rivals", "uncertain"),
    *("workers", "cluster", "out", "resume", "panel", "csv", "audit", "force", "no_report", "quiet", "json"),
)
def command(
    scenarios: tuple[str, ...], as_json: bool, rivals: bool, uncertain: str | None, metric: str | None, **given: Any
) -> None:
    """Compare the strategies of one SCENARIO, or the baselines of several, on the same customers and luck.

    The first strategy is the baseline; a scenario names its strategies under `compare`. With --rivals, each is also run
    under every plan that the scenario has for rivals: what is left of it if they answer? With --uncertain, they are
    also compared in plausible worlds: does the verdict hold where numbers that nobody knows are others?

    Example: loyalty compare complaint_desk --replicates 3
    """
    from analysis.comparison.request import ComparisonRequest, plan_comparison
    from analysis.comparison.rivalry import against_rivals
    from analysis.study.scenario_changes import ScenarioChanges

    if rivals and uncertain is not None:
        right = "every reaction would be run in every world; compare once with each"
        raise refused(f"asks of rivals, and --uncertain of worlds: {right}", place="--rivals")
    plan = plan_comparison(ComparisonRequest.of(scenarios, picked(ScenarioChanges, given), uncertain, metric))
    plan = against_rivals(plan) if rivals else plan

    doubts = doubted(scenarios, plan.sources, as_json=as_json)

    from analysis.cli.execution_options import execution_of, placed
    from analysis.cli.print_comparison import print_comparison
    from analysis.comparison.study import carry_out_comparison

    execution = placed(execution_of(given, as_json=as_json), plan.name)
    findings = carry_out_comparison(plan, execution)
    print_comparison(findings, doubts, as_json=as_json, quiet=execution.quiet)
    findings.raise_failures()
