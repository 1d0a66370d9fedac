"""Results of a market that nobody had to simulate: right columns, invented numbers."""

import dataclasses
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.execution.run import Options, Run
from analysis.formats.serialization import encoded
from analysis.outcomes.outcomes import Outcomes
from analysis.outcomes.question import Question
from simulation.measurement.metrics import METRICS
from simulation.state.standings import STANDINGS

FIRMS = ("Alba", "Brio", "NA")
TYPES = ("impulsive", "emotional", "cognitive", "behavioral")
KEYS = ["strategy", "replicate", "week"]


@dataclasses.dataclass(frozen=True)
class FakeResult:
    """What `simulate` gives, as far as analysis looks at it."""

    strategy: str
    replicate: int
    weekly: pd.DataFrame
    segments: pd.DataFrame
    flows: pd.DataFrame
    standing: pd.DataFrame
    outcomes: dict[tuple[str, str], float]
    settled: dict[str, int]


def fake_result(strategy: str, replicate: int, gain: float = 0.0, weeks: int = 6) -> Any:
    """A result whose profits grow by `gain` times the firm's place; luck depends on the replicate only."""
    luck = np.random.default_rng(replicate)
    keys = [(strategy, replicate, week) for week in range(1, weeks + 1)]
    rows = [(*key, firm) for key in keys for firm in FIRMS]
    numbers = luck.uniform(1.0, 50.0, (len(rows), len(METRICS)))
    weekly = pd.DataFrame(rows, columns=[*KEYS, "firm"]).join(pd.DataFrame(numbers, columns=list(METRICS)))
    weekly["profit"] += gain
    weekly["market_share"] = 1.0 / len(FIRMS)
    cells = [(*key, firm, kind) for key in keys for firm in FIRMS for kind in TYPES]
    numbers = luck.uniform(1.0, 50.0, (len(cells), 3))
    segments = pd.DataFrame(cells, columns=[*KEYS, "firm", "segment"])
    segments = segments.join(pd.DataFrame(numbers, columns=["conviction", "affect", "habit"]))
    flows = pd.DataFrame(
        [(*key, "Alba", "NA", "pricing", 3) for key in keys],
        columns=[*KEYS, "origin", "destination", "reason", "customers"],
    )
    parts = [(strategy, replicate, firm, name) for firm in FIRMS for name in STANDINGS]
    standing = pd.DataFrame(parts, columns=["strategy", "replicate", "firm", "standing"])
    standing = standing.assign(customers=luck.integers(1, 90, len(parts)), revenue=900.25 + gain, profit=-3.5)
    outcomes = {
        (str(firm), str(metric)): float(part.sum())
        for firm, rows_of_firm in weekly.groupby("firm")
        for metric, part in rows_of_firm[list(METRICS)].items()
    }
    return FakeResult(strategy, replicate, weekly, segments, flows, standing, outcomes, dict.fromkeys(FIRMS, 50))


def task(run: Run, options: Options) -> Any:
    """In place of a simulation: the same for any number of processes."""
    return fake_result(run.strategy, run.replicate, gain=float(len(run.strategy)))


def task_that_sleeps(run: Run, options: Options) -> Any:
    """A run of a minute; the question says where to note that it began."""
    Path(run.scenario.question).touch()
    time.sleep(60.0)
    return task(run, options)


def task_that_raises(run: Run, options: Options) -> Any:
    """Replicate 2 meets an error of its own."""
    if run.replicate == 2:
        raise FloatingPointError("satisfaction is not finite in week 3")
    return task(run, options)


def task_of_one_strategy(run: Run, options: Options) -> Any:
    """Only the baseline has results."""
    if run.strategy != "as_is":
        raise FloatingPointError("satisfaction is not finite in week 3")
    return task(run, options)


def task_that_dies(run: Run, options: Options) -> Any:
    """Replicate 3 takes its process down, always."""
    if run.replicate == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return task(run, options)


def task_that_dies_once(run: Run, options: Options) -> Any:
    """Replicate 3 takes its process down the first time; the question says where to note that."""
    mark = Path(run.scenario.question)
    if run.replicate == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return task(run, options)


def kept(task: Any) -> Any:
    """The task as one whose results are kept in a folder."""
    return lambda run, options: encoded(task(run, options))


QUESTION = Question("as_is", "Alba", "USD")


def outcomes(metric: str = "profit", /, **columns: Sequence[float]) -> Outcomes:
    """Outcomes of Alba with one metric, a list of replicates a strategy."""
    cells = {(name, "Alba", metric): dict(enumerate(values, start=1)) for name, values in columns.items()}
    return Outcomes(tuple(columns), ("Alba",), (metric,), cells)


def both(now: Sequence[float], later: Sequence[float]) -> Outcomes:
    """Profit and customer equity of a strategy, the baseline being at nothing."""
    cells: dict[tuple[str, str, str], dict[int, float]] = {}
    for metric, values in (("profit", now), ("customer_equity", later)):
        cells["cut", "Alba", metric] = dict(enumerate(values))
        cells["as_is", "Alba", metric] = dict.fromkeys(range(len(values)), 0.0)
    return Outcomes(("as_is", "cut"), ("Alba",), ("profit", "customer_equity"), cells)
