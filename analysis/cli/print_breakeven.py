"""What `breakeven` says: where plan and baseline are level, how surely, and on which side the plan is better."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import click

from analysis.cli.answers import files_in, print_json, print_lines, written_to
from analysis.formats.serialization import records
from analysis.outcomes.strategy_changes import unit_at
from analysis.outcomes.tables import difference_shown
from analysis.text.numbers import fitting_digits, number, scale_and_unit
from analysis.text.study_size import study_size
from simulation.reading.paths import parse_path

if TYPE_CHECKING:
    from analysis.breakeven.levels import Level
    from analysis.breakeven.study import Breakeven


def print_breakeven(found: Breakeven, *, as_json: bool, quiet: bool) -> None:
    """The levels, the differences at both ends, and where the files are."""
    from analysis.breakeven.study import BREAKEVEN, TRIALS

    task = found.task
    if as_json:
        print_json({
            "out": str(found.folder),
            "files": files_in(found.folder),
            "verdict": sentences(found),
            "breakeven": records(found.frame(BREAKEVEN)),
            "trials": records(found.frame(TRIALS)),
        })  # fmt: skip
    elif not quiet:
        print_lines([f"{_named(found)} against {_base(found)}: {study_size(task.scenario)}"])
        click.echo("")
        print_lines(sentences(found))
        click.echo(f"\n{written_to(found.folder, is_new=found.is_new)}")


def sentences(found: Breakeven) -> list[str]:
    """Every level, or that there is none, and what the plan comes to at both ends of the range."""
    task, levels = found.task, found.levels
    ends = [f"{_shown(found, value)}: {_difference(found, value)}" for value, _ in found.ends()]
    at_ends = f"{task.metric.replace('_', ' ')} of {task.scenario.focus_firm}, {_named(found)} less"
    told = f"{at_ends} {_base(found)}, at {ends[0]}; at {ends[1]}."
    low, high = (_shown(found, value) for value, _ in found.ends())
    if levels:
        many = [] if len(levels) == 1 else [f"{task.varied.path} has {len(levels)} such values:"]
        return [*many, *(_level_told(found, one) for one in levels), told]
    if found.better == "equal":
        return [f"{_named(found)} makes no difference between {low} and {high} of {task.varied.path}.", told]
    side = "better" if found.better == "everywhere" else "worse"
    return [
        f"level nowhere between {low} and {high} of {task.varied.path}: {_named(found)} is {side} all the way.",
        told,
    ]


def _level_told(found: Breakeven, one: Level) -> str:
    """One level with its interval and the side on which the plan is better."""
    digits = _digits(one)
    value, low, high = (number(end, digits=digits) for end in (one.value, one.low, one.high))
    interval = "" if math.isnan(one.low) or one.low == one.high else f" (95 % interval {low} to {high})"
    at = f"{found.task.varied.path} is {_with_unit(found, value)}{interval}"
    return f"level where {at}; {_named(found)} is better {one.better} that."


def _named(found: Breakeven) -> str:
    return found.task.scenario.plans[found.task.plan].title


def _base(found: Breakeven) -> str:
    return found.task.scenario.plans[found.task.scenario.baseline].title


def _with_unit(found: Breakeven, value: str) -> str:
    """The number with its unit as the scenario declares it, where it has one in words."""
    task = found.task
    unit = unit_at(task.scenario, parse_path(task.varied.path)).replace("money", task.scenario.market.currency)
    return f"{value} {unit}".rstrip()


def _digits(one: Level) -> int:
    """Decimals that show the interval's width, and cents at least."""
    half = (one.high - one.low) / 2.0
    return max(2, fitting_digits(half)) if half > 0.0 else 2


def _shown(found: Breakeven, value: float) -> str:
    return _with_unit(found, number(value, digits=0) if found.task.varied.is_whole else f"{value:,.6g}")


def _difference(found: Breakeven, value: float) -> str:
    scale, unit = scale_and_unit(found.task.metric, found.task.scenario.market.currency, difference=True)
    one = dict(found.ends())[value]
    return f"{difference_shown(one, scale)} {unit}".rstrip()
