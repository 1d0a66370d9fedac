"""What `explain` prints: a customer's story, or where a difference in profit comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan
from typing import TYPE_CHECKING

import click

from analysis.cli.answers import print_json, print_lines
from analysis.explanation.profit_difference import TOTAL, most_moved
from analysis.figures.style import shortened
from analysis.formats.serialization import records
from analysis.outcomes.tables import aligned
from analysis.text.numbers import counted, number
from analysis.text.terminal_width import cut_apart
from simulation.reading.errors import printable
from simulation.scenario.real_size import size_told

if TYPE_CHECKING:
    import pandas as pd

    from analysis.explanation.profit_difference import Tallies
    from analysis.explanation.show import FollowedCustomer, ProfitDifferences
    from analysis.study.plan import Plan

LONGEST_BLOCK = 3
"""Strategies beside each other in a table of 100 columns."""


def print_journey(found: FollowedCustomer, *, as_json: bool, quiet: bool) -> None:
    """A customer's story, and where its numbers are."""
    question = {"customer": found.customer, "replicate": found.replicate, "strategies": list(found.strategies)}
    if as_json:
        told = {"out": str(found.folder), **question, "story": list(found.story), "journey": records(found.table)}
        print_json(told)
    elif not quiet:
        first = found.journeys[0]
        needs = number(52.0 * first.steps[0].rate)
        who = f"Customer {found.customer}, {first.segment}, needs {needs} units a year; replicate {found.replicate}"
        print_lines([who, "", *found.story, "", f"written to {found.folder}"])


def print_why(plan: Plan, found: ProfitDifferences, *, as_json: bool, quiet: bool) -> None:
    """The parts of each difference in profit, and whom to follow."""
    if as_json:
        told = {"out": str(found.folder), "strategies": list(found.strategies), "drivers": records(found.table)}
        print_json(told)
    elif not quiet:
        _print_drivers(plan, found.strategies, found.table)
        _print_whom_to_follow(plan, found.strategies, found.tallies)
        click.echo(f"\nwritten to {found.folder}")


def _print_drivers(plan: Plan, strategies: Sequence[str], table: pd.DataFrame) -> None:
    """Blocks of a few strategies beside each other."""
    base = plan.question.named(plan.baseline)
    head = f"Where the difference in profit of {plan.lead.focus_firm} against {base} comes from"
    money = f"{plan.lead.market.currency}, {size_told(plan.lead)}"
    scope = f"{money}; mean of {counted(plan.lead.run.replicates, 'replicate')}"
    click.echo(f"{printable(head)}\n{scope}\n")
    for start in range(0, len(strategies), LONGEST_BLOCK):
        click.echo(driver_lines(table, strategies[start : start + LONGEST_BLOCK], plan.labels) + "\n")
    click.echo("± half the 95 % interval; the parts of each column add up to its last line\n")
    click.echo(
        "volume is what more or fewer units brought, each customer in the first group that fits: its\n"
        "complaints ended otherwise under the two strategies; won by word of mouth; won otherwise; of before\n"
    )


def _print_whom_to_follow(plan: Plan, strategies: Sequence[str], found: Tallies) -> None:
    """Customers whose purchases changed most, since their stories tell most."""
    for strategy in strategies:
        more, less = most_moved(found[plan.baseline, 1], found[strategy, 1])
        name = shortened(printable(plan.question.named(strategy)), 40)
        told = [f"{who} bought most {way}" for who, way in ((more, "more"), (less, "less")) if who is not None]
        if not told:
            click.echo(f"nobody spent another sum under {name} (replicate 1)")
        else:
            click.echo(f"--customer {', '.join(told)} under {name} (replicate 1)")


def driver_lines(table: pd.DataFrame, strategies: Sequence[str], labels: Mapping[str, str]) -> str:
    """A row a driver, a column a strategy by its label."""
    part = table[table["strategy"].isin(strategies)]
    cells = {
        (row["driver"], row["strategy"]): _cell(row["difference"], (row["ci_high"] - row["ci_low"]) / 2.0)
        for row in part.to_dict("records")
    }
    names = list(dict.fromkeys(part["driver"]))
    names = [*(name for name in names if name != TOTAL), TOTAL]
    heads = cut_apart([printable(labels.get(name, name)) for name in strategies], 18)
    rows = [["", *heads], *([name, *(cells.get((name, one), "0") for one in strategies)] for name in names)]
    return aligned(rows, rule_after=1, longest=40)


def _cell(mean: float, half: float) -> str:
    text = number(mean, digits=0, sign=True)
    return text if isnan(half) or half < 0.5 else f"{text} ±{number(half, digits=0)}"  # it takes two replicates
