"""What `explain` finds: a customer's story, or the parts of a difference in profit, with its table in a folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.execution.executor import make_ready
from analysis.explanation.followed import follow
from analysis.explanation.journey_table import COLUMNS as JOURNEY_COLUMNS
from analysis.explanation.journey_table import journey_table
from analysis.explanation.profit_difference import driver_summary, drivers, tallied
from analysis.explanation.story import story
from analysis.explanation.study import arm_named
from analysis.formats.csv_bytes import to_csv
from analysis.outcomes.real_size import scale
from analysis.provenance import study_identity
from analysis.study.files import COLUMNS as COMMON_COLUMNS
from analysis.study.files import folder_of
from analysis.study.folder import open_folder
from analysis.text.numbers import counted
from simulation.reading.errors import refused

if TYPE_CHECKING:
    import pandas as pd

    from analysis.execution.execution import Execution
    from analysis.explanation.journey import Journey
    from analysis.explanation.profit_difference import Tallies
    from analysis.explanation.request import DriversRequest, JourneyRequest
    from analysis.study.plan import Plan

DRIVER = ("what the difference comes from; the parts of a strategy sum up to its difference in profit", "name")


@dataclass(frozen=True)
class FollowedCustomer:
    """One customer's weeks under one strategy or two: its story in sentences, and its numbers in a table."""

    customer: int
    replicate: int
    strategies: Sequence[str]
    journeys: Sequence[Journey]
    story: Sequence[str]
    table: pd.DataFrame
    folder: Path


@dataclass(frozen=True)
class ProfitDifferences:
    """Where the differences in profit come from, one column a strategy, and the runs' tallies behind it."""

    strategies: Sequence[str]
    table: pd.DataFrame
    tallies: Tallies
    folder: Path


def followed_customer(request: JourneyRequest, execution: Execution) -> FollowedCustomer:
    """Follow a customer, under two strategies where the study has them, and write its numbers."""
    plan, customer, replicate = request.plan, request.customer, request.replicate
    other = arm_named(plan, request.strategy)
    if replicate > plan.lead.run.replicates:
        raise refused(f"the study has {counted(plan.lead.run.replicates, 'replicate')}", place="--replicate")
    make_ready(quiet=execution.quiet)
    wanted = [plan.baseline, *([other] if other else [])]
    runs = {run.strategy: run for run in plan.runs() if run.replicate == replicate}
    journeys = [follow(runs[name], customer) for name in wanted]
    table = journey_table(journeys, replicate, customer)
    question = {"customer": customer, "replicate": replicate, "strategies": wanted}
    folder = _write(plan, "journey.csv", table, question, execution)
    lines = list(story(journeys, plan.lead.market.currency))
    return FollowedCustomer(customer, replicate, wanted, journeys, lines, table, folder)


def profit_differences(request: DriversRequest, execution: Execution) -> ProfitDifferences:
    """Split the differences in profit into parts that add up, and write them."""
    plan = request.plan
    if len(plan.arms) < 2:
        raise refused("the study has one strategy and no difference to explain", place="--why")
    named = arm_named(plan, request.strategy) if request.strategy else None
    strategies = [named] if named else [name for name in plan.arms if name != plan.baseline]
    found = tallied(plan, strategies, execution)
    scales = {number: scale(plan.lead, run.began) for (name, number), run in found.items() if name == plan.baseline}
    table = driver_summary(drivers(found, plan.baseline), plan.lead.focus_firm, plan.baseline, scales)
    folder = _write(plan, "drivers.csv", table, {"strategies": strategies}, execution)
    return ProfitDifferences(strategies, table, found, folder)


def _write(plan: Plan, name: str, table: pd.DataFrame, question: Mapping[str, object], execution: Execution) -> Path:
    """The table and a manifest in a folder of their own."""
    out = folder_of(f"{plan.name}-{name.removesuffix('.csv')}", execution)
    study = study_identity("explain", study=plan.asked(), **question)
    dictionary = {**COMMON_COLUMNS, **JOURNEY_COLUMNS, "driver": DRIVER}
    columns = {
        column: dict(zip(("meaning", "unit"), dictionary[column], strict=True)) for column in map(str, table.columns)
    }
    with open_folder(out, study, force=execution.force) as folder:
        folder.save({name: to_csv(table)}, {"command": "explain", **question, "columns": {name: columns}})
    return out
