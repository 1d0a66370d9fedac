"""Play every strategy of one firm against every strategy of its rivals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from analysis.cli.completion import scenarios_starting
from analysis.cli.options import options, picked


@click.command()
@click.argument("scenario", shell_complete=scenarios_starting)
@click.option("--firms", metavar="A,B", help="Contestants; default: the focus firm and all under `rivals`.")
@click.option("--metric", default="profit", show_default=True, help="What firms want as much of as they can get.")
@click.option("--adaptive", is_flag=True, help="Also let all contestants hill climb their prices at once.")
@options(
    *("set", "seed", "replicates", "weeks", "customers"),
    *("workers", "cluster", "out", "resume", "audit", "force", "no_report", "quiet", "json"),
)
def command(scenario: str, firms: str | None, as_json: bool, **given: Any) -> None:
    """Play all strategies of SCENARIO against each other: payoffs, best replies, equilibria, a verdict.

    The focus firm's strategies stand under `compare`, those of the others under `rivals`. With --adaptive, which needs
    strategies that are prices, the firms also learn from their own profit, from their lowest and from their highest
    prices, and you are told whether they reach the equilibrium.

    \b
    Example: loyalty tournament price_war --set "rivals={Brio: {stay: {}, cut: {firms.Brio.pricing.price: 9}}}"
    """
    from analysis.study.scenario_changes import ScenarioChanges
    from analysis.tournaments.request import TournamentRequest, firms_named, plan_tournament

    market = picked(ScenarioChanges, given).load(scenario)
    contestants = firms_named(firms)
    sweep = plan_tournament(
        picked(TournamentRequest, given, scenario=market, firms=contestants, name=Path(scenario).stem)
    )

    from analysis.cli.execution_options import execution_of, placed
    from analysis.cli.print_tournament import print_tournament
    from analysis.sweeps.sweep import carry_out_sweep

    execution = placed(execution_of(given, as_json=as_json), sweep.name)
    print_tournament(carry_out_sweep(sweep, execution), as_json=as_json, quiet=execution.quiet)
