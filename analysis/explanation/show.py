"""What `explain` prints and writes."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analysis.cli.print_comparison import print_json, print_lines
from analysis.explanation.journey_table import COLUMNS as JOURNEY_COLUMNS
from analysis.explanation.profit_difference import TOTAL
from analysis.explanation.study import arm_named
from analysis.figures.style import shortened
from analysis.outcomes.tables import aligned
from analysis.provenance import asked
from analysis.study.csv_bytes import to_csv
from analysis.study.files import COLUMNS as COMMON_COLUMNS
from analysis.study.files import default_folder
from analysis.study.folder import open_folder
from analysis.study.serialization import records
from analysis.text.numbers import counted, number
from simulation.reading.errors import printable, refused

if TYPE_CHECKING:
    import pandas as pd

    from analysis.explanation.profit_difference import Tallies
    from analysis.study.plan import Plan

DRIVER = ("what the difference comes from; the parts of a strategy sum up to its difference in profit", "name")
LONGEST_BLOCK = 3
"""Strategies beside each other in a table of 100 columns."""


def show_journey(plan: Plan, customer: int, given: Mapping[str, Any], *, as_json: bool) -> None:
    """Tell a customer's story, under two strategies where the study has them, and write its numbers."""
    from analysis.execution.executor import make_ready
    from analysis.explanation.journey import follow
    from analysis.explanation.journey_table import journey_table
    from analysis.explanation.story import story

    replicate, other = given["replicate"], arm_named(plan, given["strategy"])
    if replicate > plan.lead.run.replicates:
        raise refused(f"the study has {counted(plan.lead.run.replicates, 'replicate')}", place="--replicate")
    make_ready(quiet=given["quiet"] or as_json)
    wanted = [plan.baseline, *([other] if other else [])]
    runs = {run.strategy: run for run in plan.runs() if run.replicate == replicate}
    journeys = [follow(runs[name], customer) for name in wanted]
    table = journey_table(journeys, replicate, customer)
    question = {"customer": customer, "replicate": replicate, "strategies": wanted}
    folder = _write(plan, "journey.csv", table, question, given)
    lines = list(story(journeys, plan.lead.market.currency))
    if as_json:
        print_json({"out": str(folder), **question, "story": lines, "journey": records(table)})
    elif not given["quiet"]:
        needs = 52.0 * journeys[0].steps[0].rate
        who = f"Customer {customer}, {journeys[0].segment}, needs {number(needs)} units a year; replicate {replicate}"
        print_lines([who, "", *lines, "", f"written to {folder}"])


def show_why(plan: Plan, given: Mapping[str, Any], *, as_json: bool) -> None:
    """Split the differences in profit into parts that add up, and write them."""
    from analysis.explanation.profit_difference import driver_summary, drivers, tallied

    if len(plan.arms) < 2:
        raise refused("the study has one strategy and no difference to explain", place="--why")
    named = arm_named(plan, given["strategy"]) if given["strategy"] else None
    strategies = [named] if named else [name for name in plan.arms if name != plan.baseline]
    quiet = given["quiet"] or as_json
    found = tallied(plan, strategies, given["workers"], quiet=quiet)
    table = driver_summary(drivers(found, plan.baseline), plan.lead.focus_firm, plan.baseline)
    folder = _write(plan, "drivers.csv", table, {"strategies": strategies}, given)
    if as_json:
        print_json({"out": str(folder), "strategies": strategies, "drivers": records(table)})
    elif not quiet:
        _print_drivers(plan, strategies, table)
        _print_whom_to_follow(plan, strategies, found)
        click.echo(f"\nwritten to {folder}")


def _print_drivers(plan: Plan, strategies: list[str], table: pd.DataFrame) -> None:
    """Blocks of a few strategies beside each other."""
    head = f"Where the difference in profit of {plan.lead.focus_firm} against {plan.baseline} comes from"
    scope = f"{plan.lead.market.currency}, mean of {counted(plan.lead.run.replicates, 'replicate')}"
    click.echo(f"{printable(head)}\n{scope}\n")
    for start in range(0, len(strategies), LONGEST_BLOCK):
        click.echo(driver_lines(table, strategies[start : start + LONGEST_BLOCK]) + "\n")
    click.echo("± half the 95 % interval; the parts of each column add up to its last line\n")
    click.echo(
        "volume is what more or fewer units brought, each customer in the first group that fits: its\n"
        "complaints ended otherwise under the two strategies; won by word of mouth; won otherwise; of before\n"
    )


def _print_whom_to_follow(plan: Plan, strategies: list[str], found: Tallies) -> None:
    """Customers whose purchases changed most, since their stories tell most."""
    from analysis.explanation.profit_difference import most_moved

    for strategy in strategies:
        more, less = most_moved(found[plan.baseline, 1], found[strategy, 1])
        name = shortened(printable(strategy), 40)
        told = [f"{who} bought most {way}" for who, way in ((more, "more"), (less, "less")) if who is not None]
        if not told:
            click.echo(f"nobody spent another sum under {name} (replicate 1)")
        else:
            click.echo(f"--customer {', '.join(told)} under {name} (replicate 1)")


def driver_lines(table: pd.DataFrame, strategies: list[str]) -> str:
    """A row a driver, a column a strategy."""
    part = table[table["strategy"].isin(strategies)]
    cells = {
        (row["driver"], row["strategy"]): _cell(row["difference"], (row["ci_high"] - row["ci_low"]) / 2.0)
        for row in part.to_dict("records")
    }
    names = list(dict.fromkeys(part["driver"]))
    names = [*(name for name in names if name != TOTAL), TOTAL]
    heads = [shortened(printable(name), 18) for name in strategies]
    rows = [["", *heads], *([name, *(cells.get((name, one), "0") for one in strategies)] for name in names)]
    return aligned(rows, rule_after=1, longest=40)


def _cell(mean: float, half: float) -> str:
    text = number(mean, digits=0, sign=True)
    return text if isnan(half) or half < 0.5 else f"{text} ±{number(half, digits=0)}"  # it takes two replicates


def _write(plan: Plan, name: str, table: pd.DataFrame, question: Mapping[str, Any], given: Mapping[str, Any]) -> Path:
    """The table and a manifest in a folder of their own."""
    out = Path(given["out"]) if given["out"] else default_folder(f"{plan.name}-{name.removesuffix('.csv')}")
    request = asked("explain", study=plan.asked(), **question)
    dictionary = {**COMMON_COLUMNS, **JOURNEY_COLUMNS, "driver": DRIVER}
    columns = {
        column: dict(zip(("meaning", "unit"), dictionary[column], strict=True)) for column in map(str, table.columns)
    }
    with open_folder(out, request, force=given["force"]) as folder:
        folder.save({name: to_csv(table)}, {"command": "explain", **question, "columns": {name: columns}})
    return out
