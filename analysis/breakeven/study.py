"""`breakeven` carried out: runs at the values of a grid, and at those that close in on each crossing."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.breakeven.levels import Level, levels
from analysis.breakeven.request import BreakevenTask
from analysis.execution.burn_in_cache import Beginning, beginning
from analysis.execution.execution import Execution
from analysis.execution.executor import run_each
from analysis.execution.kept_outcomes import kept_outcomes, keys_of
from analysis.execution.process_pool import standing_crew
from analysis.execution.run import Run, Runs, RunsFailed
from analysis.figures.breakeven import breakeven as draw_breakeven
from analysis.figures.undrawable import drawn
from analysis.formats.csv_bytes import read_csv, to_csv
from analysis.formats.yaml_bytes import to_yaml
from analysis.outcomes.real_size import grows
from analysis.provenance import digest
from analysis.statistics.estimates import Estimate, paired_difference
from analysis.statistics.metric_bounds import bounded
from analysis.study.files import COLUMNS, folder_of, origin
from analysis.study.folder import Folder, open_folder
from analysis.study.resume import kept_store
from analysis.study.run_store import Store
from analysis.sweeps.sweep import SCENARIO
from simulation.measurement.metrics import direction
from simulation.reading.errors import refused
from simulation.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

BREAKEVEN, TRIALS = "breakeven.csv", "trials.csv"
NONE = {True: "everywhere", False: "nowhere", None: "equal"}
"""Where the plan is better, if both are level at no value."""
MEANINGS = {
    "plan": ("plan that is set against the baseline", "name"),
    "path": ("number that was varied", "path"),
    "value": (
        "value of the number; in breakeven.csv that at which both are level, empty where there is none",
        "its own",
    ),
    "ci_low": ("lower end of the 95 % interval", "as the number, or as the metric"),
    "ci_high": ("upper end of the 95 % interval", "as the number, or as the metric"),
    "better": ("where the plan is better: above or below the value; everywhere, nowhere, or equal without one", "name"),
    "trial": ("number of the value, in the order in which they were tried", "number from 1"),
    "difference": ("plan minus baseline, mean over replicates paired by luck", "as the metric"),
}


class ArmRuns(Runs):
    """At each value that was asked for, the baseline in every replicate and then the plan."""

    def __init__(self, task: BreakevenTask) -> None:
        self.task, self.replicates = task, task.scenario.run.replicates
        self.tried: list[float] = []
        self._arms: list[tuple[Scenario, Scenario, tuple[str, str]]] = []

    def add(self, value: float) -> None:
        """One more value."""
        base, plan = self.task.arms(value)
        self.tried.append(value)
        self._arms.append((base, plan, (beginning(base, base), beginning(plan, base))))

    def __len__(self) -> int:
        return 2 * self.replicates * len(self.tried)

    def numbers(self, value: float) -> tuple[range, range]:
        """Numbers of the runs of the baseline and of the plan at a value."""
        place = 0 if self.task.is_of_the_plan else self.tried.index(value)
        base = 2 * self.replicates * place
        plan = 2 * self.replicates * self.tried.index(value) + self.replicates
        return range(base, base + self.replicates), range(plan, plan + self.replicates)

    def run(self, number: int) -> Run:
        """The arm at its value, with the replicate's luck."""
        place, rest = divmod(number, 2 * self.replicates)
        arm, replicate = divmod(rest, self.replicates)
        base, plan, begins = self._arms[place]
        label = f"{(base.baseline, self.task.plan)[arm]} at {self.tried[place]:g}"
        return Run((base, plan)[arm], label, replicate + 1, base, begins[arm])

    def begins(self, number: int) -> Beginning:
        """Runs whose market settles alike share that."""
        place, rest = divmod(number, 2 * self.replicates)
        return self._arms[place][2][rest // self.replicates], rest % self.replicates


class GainsFound:
    """The paired difference at any value; what was run already is looked up."""

    def __init__(self, task: BreakevenTask, store: Store, execution: Execution) -> None:
        self.task, self.store, self.execution = task, store, execution
        self.runs = ArmRuns(task)
        self.found: dict[float, Estimate] = {}
        self._place = keys_of(task.scenario).index((task.scenario.focus_firm, task.metric))

    def run_all(self, values: Sequence[float]) -> None:
        """Run what is missing at these values; ends where a run fails."""
        for value in values:
            if value not in self.runs.tried:
                self.runs.add(value)
        wanted = dict.fromkeys(number for value in values for arm in self.runs.numbers(value) for number in arm)
        todo = sorted(number for number in wanted if number not in self.store)
        failures = run_each(self.runs, self.store.keep, kept_outcomes, self.execution, todo)
        if failures:
            raise RunsFailed(failures)

    def at(self, value: float) -> Estimate:
        """Plan minus baseline."""
        if value not in self.found:
            self.run_all([value])
            base, plan = ([self._outcome(number) for number in arm] for arm in self.runs.numbers(value))
            both = [pair for pair in zip(plan, base, strict=True) if all(map(math.isfinite, pair))]
            if not both:
                told = f"{self.task.metric} is not defined at {value:g}"
                raise refused(f"{told}; take more --weeks, or another metric such as profit", place="--metric")
            found = paired_difference([one for one, _ in both], [other for _, other in both])
            self.found[value] = bounded(found, self.task.metric, difference=True)
        return self.found[value]

    def _outcome(self, number: int) -> float:
        """The metric of a run, of the real size."""
        numbers = np.frombuffer(self.store.read(number))
        return float(numbers[self._place] * (numbers[-1] if grows(self.task.metric) else 1.0))


@dataclass(frozen=True)
class Breakeven:
    """Where plan and baseline are level, the differences at all values that were tried, and where the files are."""

    task: BreakevenTask
    folder: Path
    is_new: bool

    @property
    def levels(self) -> list[Level]:
        """Each value at which both are level, rising."""
        table = self.frame(BREAKEVEN).dropna(subset=["value"])
        numbers = table[["value", "ci_low", "ci_high"]].to_numpy(float).tolist()
        return [
            Level(value, low, high, better) for (value, low, high), better in zip(numbers, table["better"], strict=True)
        ]

    @property
    def better(self) -> str:
        """Where the plan is better, of the first level or, without one, of all values."""
        return str(self.frame(BREAKEVEN)["better"].iloc[0])

    def ends(self) -> list[tuple[float, Estimate]]:
        """The difference at both ends of the range."""
        table, found = self.frame(TRIALS), []
        for value in (self.task.grid[0], self.task.grid[-1]):
            (row,) = table.loc[table["value"] == value, ["difference", "ci_low", "ci_high"]].to_numpy(float).tolist()
            found.append((value, Estimate(row[0], math.nan, row[1], row[2], self.task.scenario.run.replicates)))
        return found

    def frame(self, name: str) -> pd.DataFrame:
        """One of the tables."""
        return read_csv(self.folder / name)


def carry_out_breakeven(task: BreakevenTask, execution: Execution) -> Breakeven:
    """Look for every crossing, and write what was found; each finished run is kept."""
    out = folder_of(task.name, execution)
    total = 2 * task.scenario.run.replicates * len(task.grid)
    with open_folder(out, task.asked(), force=execution.force, resume=execution.resume) as folder:
        if execution.resume and folder.is_whole([BREAKEVEN]):
            return Breakeven(task, out, is_new=False)
        with kept_store(folder, total, execution.again) as store, standing_crew():
            seen = GainsFound(task, store, execution)
            seen.run_all(task.grid)
            wants_more = direction(task.metric) != "down"
            found = levels(task.grid, seen.at, whole=task.varied.is_whole, more_is_better=wants_more)
            return Breakeven(task, out, is_new=_save(task, folder, seen.found, found, figures=execution.report))


def _save(
    task: BreakevenTask, folder: Folder, seen: Mapping[float, Estimate], found: Sequence[Level], *, figures: bool
) -> bool:
    frames = {BREAKEVEN: level_table(task, seen, found), TRIALS: trial_table(seen)}
    scenario = task.scenario
    told = {name: {column: _meaning(column) for column in frame.columns} for name, frame in frames.items()}
    facts = {**origin("breakeven", scenario, digest(scenario.tree())), "failed_runs": [], "columns": told}
    files: dict[str, bytes | Path] = {name: to_csv(frame) for name, frame in frames.items()}
    files[SCENARIO] = to_yaml(scenario.tree())
    if figures:
        names = (task.plan, scenario.baseline, scenario.focus_firm)
        draw = partial(draw_breakeven, frames[TRIALS], found, names, task.varied.path, task.metric)
        files |= drawn({"breakeven": partial(draw, scenario.market.currency)})
    return folder.save(files, facts)


def _meaning(column: str) -> dict[str, str]:
    meaning, unit = MEANINGS.get(column) or COLUMNS[column]
    return {"meaning": meaning, "unit": unit}


def level_table(task: BreakevenTask, seen: Mapping[float, Estimate], found: Sequence[Level]) -> pd.DataFrame:
    """A row a crossing; one row without a value where there is none."""
    import pandas as pd

    rows: list[tuple[float, float, float, str]] = [(one.value, one.low, one.high, one.better) for one in found]
    if not rows:
        signs = {one.mean > 0.0 for one in seen.values() if one.mean != 0.0}
        better = NONE[(signs == {True}) == (direction(task.metric) != "down")] if signs else NONE[None]
        rows.append((math.nan, math.nan, math.nan, better))
    about = (task.plan, task.scenario.baseline, task.scenario.focus_firm, task.metric, task.varied.path)
    names = ("plan", "baseline", "firm", "metric", "path", "value", "ci_low", "ci_high", "better", "replicates")
    return pd.DataFrame([(*about, *row, task.scenario.run.replicates) for row in rows], columns=list(names))


def trial_table(seen: Mapping[float, Estimate]) -> pd.DataFrame:
    """A row a value that was tried."""
    import pandas as pd

    rows: list[tuple[Any, ...]] = [
        (number, value, one.mean, one.low, one.high, one.n) for number, (value, one) in enumerate(seen.items(), start=1)
    ]
    return pd.DataFrame(rows, columns=["trial", "value", "difference", "ci_low", "ci_high", "replicates"])
