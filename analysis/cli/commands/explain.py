"""Explain a finished study: one customer's story, or where a difference in profit comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from analysis.cli.completion import strategies_starting
from analysis.cli.options import options, picked
from simulation.reading.errors import refused


@click.command()
@click.argument("run", type=click.Path(), metavar="RUN")
@click.option("--customer", type=int, metavar="ID", help="Tell the story of this customer, week by week.")
@click.option("--why", "is_why", is_flag=True, help="Say where the differences in profit come from.")
@click.option(
    "--strategy",
    metavar="NAME",
    shell_complete=strategies_starting,
    help="Strategy to set against the baseline; default: the first, or all.",
)
@click.option("--replicate", type=click.IntRange(min=1), default=1, help="Run in which the customer is followed.")
@options("workers", "out", "force", "quiet", "json")
def command(run: str, customer: int | None, is_why: bool, as_json: bool, **given: Any) -> None:
    """Explain RUN, the output folder of `run` or `compare`; its runs are simulated once more.

    \b
    Example: loyalty explain results/my_market --customer 17
    """
    if is_why == (customer is not None):
        raise refused("takes either --customer ID or --why", place="explain")

    from analysis.cli.execution_options import execution_of
    from analysis.cli.print_explanation import print_journey, print_why
    from analysis.explanation.request import DriversRequest, JourneyRequest
    from analysis.explanation.show import followed_customer, profit_differences
    from analysis.explanation.study import plan_of

    plan, execution = plan_of(Path(run)), execution_of(given, as_json=as_json)
    if customer is None:
        differences = profit_differences(picked(DriversRequest, given, plan=plan), execution)
        print_why(plan, differences, as_json=as_json, quiet=execution.quiet)
    else:
        followed = followed_customer(picked(JourneyRequest, given, plan=plan, customer=customer), execution)
        print_journey(followed, as_json=as_json, quiet=execution.quiet)
