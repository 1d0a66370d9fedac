"""What an optimisation is about: the task, the finalists on fresh luck, and the tables of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.execution.run import Failure
from analysis.formats.csv_bytes import read_csv
from analysis.optimisation.search import Goal, Search
from analysis.provenance import study_identity
from analysis.statistics.estimates import Estimate, estimate, paired_difference
from analysis.study.files import COLUMNS
from analysis.sweeps.design import Point, Vary, written
from analysis.text.numbers import listed
from simulation.reading.errors import refused
from simulation.reading.paths import get, parse_path
from simulation.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

TRIALS, FINALISTS, CONFIRMATION, BEST = "trials.csv", "finalists.csv", "confirmation.csv", "best.yaml"
AS_IT_IS = "as it is"
MOST_FINALISTS = 3
MEANINGS = {
    "trial": ("number of the trial, in the order in which points were tried", "number from 1"),
    "mean": ("mean of the outcome that is optimised, over replicates", "as the outcome"),
    "is_feasible": ("1 where all limits are kept, on average over replicates", "0 or 1"),
    "candidate": ("trial whose point was run again on fresh luck; `as it is`: nothing changed", "name"),
    "behind": ("winner minus this candidate, paired by luck; positive where the winner is better", "as the outcome"),
    "behind_low": ("lower end of its 95 % interval", "as the outcome"),
    "behind_high": ("upper end of its 95 % interval", "as the outcome"),
}


@dataclass(frozen=True)
class OptimumTask:
    """A scenario as its baseline strategy has it, what may vary in it, what is wanted, and for how many trials."""

    name: str
    scenario: Scenario
    varied: tuple[Vary, ...]
    goal: Goal
    trials: int

    @property
    def paths(self) -> tuple[str, ...]:
        """The varied paths."""
        return tuple(one.path for one in self.varied)

    @property
    def now(self) -> Point:
        """The scenario's own values of the varied paths."""
        tree = self.scenario.tree()
        return tuple(get(tree, parse_path(path)) for path in self.paths)

    def asked(self) -> dict[str, Any]:
        """Everything that the numbers depend on."""
        vary = [[one.path, [written(value) for value in one.choices], one.low, one.high] for one in self.varied]
        goal = [self.goal.column, self.goal.sign, [limit.text for limit in self.goal.limits]]
        return study_identity("optimise", scenario=self.scenario.tree(), vary=vary, goal=goal, trials=self.trials)

    def start(self) -> Point | None:
        """The scenario's own point where the search may begin with it: every value in its range."""
        return self.now if all(map(_holds, self.varied, self.now)) else None


@dataclass(frozen=True)
class Finalist:
    """A point run again on fresh luck: its outcome by replicate, and whether it keeps the limits there."""

    name: str
    point: Point | None
    outcome: tuple[float, ...]
    is_feasible: bool

    @property
    def level(self) -> Estimate:
        """Mean and interval."""
        return estimate(self.outcome)


@dataclass
class Optimised:
    """What was found: all trials, and the finalists, the winner first; none where no point kept the limits."""

    task: OptimumTask
    folder: Path
    finalists: list[Finalist]
    is_new: bool
    failures: list[Failure]

    @property
    def winner(self) -> Finalist | None:
        """The best finalist on fresh luck that is a point of the search."""
        return next((one for one in self.finalists if one.point is not None and one.is_feasible), None)

    def refuse_void(self) -> None:
        """Refuse a search in which nothing could be found, since the outcome or a limit was defined at no point."""
        trials = self.frame(TRIALS)
        columns = {"mean": self.task.goal.column} | {f"limit {one.text}": one.column for one in self.task.goal.limits}
        missing = [outcome for column, outcome in columns.items() if trials[column].isna().all()]
        if missing and not self.failures:
            points = f"any of the {len(trials)} points, in all replicates"
            right = f"take more --weeks, or another outcome; what was run is in {self.folder}"
            raise refused(f"{listed(missing)} is not defined at {points}; {right}", place="optimise")

    def frame(self, name: str) -> pd.DataFrame:
        """One of the tables."""
        return read_csv(self.folder / name)


def behind(found: Optimised, one: Finalist) -> Estimate | None:
    """How much better the winner is, paired by luck; None for itself, and where nobody won."""
    winner, sign = found.winner, found.task.goal.sign
    if winner is None or one is winner:
        return None
    best, this = ([sign * value for value in each.outcome] for each in (winner, one))
    return paired_difference(best, this)


def trial_table(task: OptimumTask, search: Search) -> pd.DataFrame:
    """A row a trial: values, outcome, limits."""
    import pandas as pd

    goal = task.goal
    rows = []
    for number, (point, values) in enumerate(zip(search.points, search.found, strict=True), start=1):
        known: Mapping[str, float] = values or {}
        met = int(values is not None and goal.is_met(values))
        limited = [known.get(limit.column, np.nan) for limit in goal.limits]
        rows.append((number, *map(written, point), known.get(goal.column, np.nan), met, *limited))
    limits = [f"limit {limit.text}" for limit in goal.limits]
    return pd.DataFrame(rows, columns=["trial", *task.paths, "mean", "is_feasible", *limits])


def finalist_table(found: Optimised) -> pd.DataFrame:
    """A row a finalist: outcome on fresh luck, and how far behind the winner."""
    import pandas as pd

    rows = []
    for one in found.finalists:
        level, gap = one.level, behind(found, one)
        gaps = (gap.mean, gap.low, gap.high) if gap else (np.nan, np.nan, np.nan)
        rows.append((one.name, level.mean, level.sd, level.low, level.high, *gaps, int(one.is_feasible), level.n))
    columns = ["candidate", "mean", "sd", "ci_low", "ci_high", "behind", "behind_low", "behind_high", "is_feasible"]
    return pd.DataFrame(rows, columns=[*columns, "replicates"])


def confirmation_table(found: Optimised) -> pd.DataFrame:
    """A row a finalist and replicate of fresh luck."""
    import pandas as pd

    first = found.task.scenario.run.replicates + 1
    rows = [(one.name, replicate, value, int(one.is_feasible))
            for one in found.finalists for replicate, value in enumerate(one.outcome, start=first)]  # fmt: skip
    return pd.DataFrame(rows, columns=["candidate", "replicate", "value", "is_feasible"])


def finalists_of(task: OptimumTask, folder: Path) -> list[Finalist]:
    """The finalists of a finished search, read from its tables."""
    table, trials = read_csv(folder / CONFIRMATION), read_csv(folder / TRIALS).set_index("trial")
    found = []
    for name, part in table.groupby("candidate", sort=False):
        values = None if name == AS_IT_IS else tuple(trials.loc[int(str(name).split()[1]), list(task.paths)])
        found.append(Finalist(str(name), values, tuple(part["value"]), bool(part["is_feasible"].iloc[0])))
    return found


def _holds(one: Vary, value: Any) -> bool:
    """Whether a value is one of those that may be tried."""
    if one.choices:
        return value in one.choices
    return isinstance(value, (int, float)) and one.low <= value <= one.high


def columns_told(task: OptimumTask, frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Meaning and unit of every column of a table."""
    varied = dict.fromkeys(task.paths, ("varied value of the scenario", "as in the scenario"))
    limits = {f"limit {limit.text}": (f"mean of {limit.column}", "as the outcome") for limit in task.goal.limits}
    known = {**COLUMNS, **MEANINGS, **varied, **limits}
    return {name: {"meaning": known[name][0], "unit": known[name][1]} for name in frame.columns}
