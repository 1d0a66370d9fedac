"""`optimise`: the search carried out in a folder, the best points run on fresh luck, and a scenario of the winner."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from analysis.execution.execution import Execution
from analysis.execution.executor import run_each
from analysis.execution.kept_outcomes import kept_outcomes
from analysis.execution.process_pool import standing_crew
from analysis.execution.run import Failure, Run, RunsFailed
from analysis.formats.csv_bytes import to_csv
from analysis.formats.yaml_bytes import to_yaml
from analysis.optimisation.confirmation import (
    AS_IT_IS,
    BEST,
    CONFIRMATION,
    FINALISTS,
    MOST_FINALISTS,
    TRIALS,
    Finalist,
    Optimised,
    OptimumTask,
    columns_told,
    confirmation_table,
    finalist_table,
    finalists_of,
    trial_table,
)
from analysis.optimisation.search import Search, walked
from analysis.provenance import digest
from analysis.study.files import folder_of, origin
from analysis.study.folder import Folder, open_folder
from analysis.study.resume import kept_store
from analysis.study.run_store import Store
from analysis.sweeps.design import Design, Point
from analysis.sweeps.design_runs import PointRuns, columns_of, sums_of
from analysis.sweeps.sweep import SCENARIO
from simulation.reading.paths import parse_path
from simulation.scenario.scenario import Scenario


class FreshRuns(PointRuns):
    """The same, with the luck of replicates that the search never saw."""

    def run(self, number: int) -> Run:
        """The same run with other luck."""
        run = super().run(number)
        return Run(run.scenario, f"finalist {number // self.replicates + 1}", run.replicate + self.replicates,
                   run.settled, run.beginning, run.changes)  # fmt: skip


class Evaluation:
    """The runs of a search in the folder's store: those of trials first, those of finalists after them."""

    def __init__(self, task: OptimumTask, store: Store, execution: Execution) -> None:
        self.task, self.store, self.execution = task, store, execution
        self.replicates = task.scenario.run.replicates
        self.columns = list(columns_of(task.scenario))
        self.sums = np.isin(self.columns, sums_of(task.scenario))
        self.failures: list[Failure] = []

    def trials(self, search: Search, batch: range) -> None:
        """Fill in what the points of a batch came to."""
        runs = PointRuns(Design("search", self.task.paths, search.points), self.task.scenario)
        self._run(runs, range(batch.start * self.replicates, batch.stop * self.replicates), 0)
        for number in batch:
            table = self._outcomes(number * self.replicates)
            search.found.append(None if table is None else _means(self.columns, table))

    def finalists(self, search: Search, chosen: Sequence[int]) -> list[Finalist]:
        """The chosen points and the scenario as it is, on fresh luck, the best first."""
        design = Design("finalists", self.task.paths, [search.points[number] for number in chosen])
        goal, first = self.task.goal, self.task.trials * self.replicates
        runs = FreshRuns(design, self.task.scenario)
        as_it_is = FreshRuns(Design("as it is", (), [()]), self.task.scenario)
        self._run(runs, range(len(runs)), first)
        last = first + MOST_FINALISTS * self.replicates
        self._run(as_it_is, range(self.replicates), last)
        candidates: list[tuple[str, Point | None, int]] = [
            (f"trial {number + 1}", search.points[number], first + place * self.replicates)
            for place, number in enumerate(chosen)
        ]
        found = []
        for name, point, start in [*candidates, (AS_IT_IS, None, last)]:
            table = self._outcomes(start)
            if table is not None:
                outcome = tuple(table[:, self.columns.index(goal.column)].tolist())
                found.append(Finalist(name, point, outcome, goal.is_met(_means(self.columns, table))))
        return sorted(found, key=lambda one: (not one.is_feasible, -goal.sign * one.level.mean))

    def _run(self, runs: PointRuns, numbers: range, shift: int) -> None:
        todo = [number for number in numbers if number + shift not in self.store]

        def keep(number: int, data: bytes) -> None:
            self.store.keep(number + shift, data)

        self.failures += run_each(runs, keep, kept_outcomes, self.execution, todo)

    def _outcomes(self, first: int) -> np.ndarray | None:
        """Outcomes of all replicates, shape (replicates, columns); None where a run failed."""
        numbers = range(first, first + self.replicates)
        if any(number not in self.store for number in numbers):
            return None
        table = np.frombuffer(b"".join(self.store.read(number) for number in numbers)).reshape(self.replicates, -1)
        scales, outcomes = table[:, -1:], table[:, :-1]
        return np.where(self.sums, outcomes * scales, outcomes)


def optimise(task: OptimumTask, execution: Execution) -> Optimised:
    """Search, confirm, and write what was found; what is finished is kept run by run."""
    found = _optimised(task, folder_of(task.name, execution), execution)
    found.refuse_void()
    return found


def _optimised(task: OptimumTask, out: Path, execution: Execution) -> Optimised:
    total = (task.trials + MOST_FINALISTS + 1) * task.scenario.run.replicates
    with open_folder(out, task.asked(), force=execution.force, resume=execution.resume) as folder:
        if execution.resume and folder.is_whole([TRIALS]):
            return Optimised(task, out, finalists_of(task, out), is_new=False, failures=[])
        with kept_store(folder, total, execution.again) as store, standing_crew():
            evaluation = Evaluation(task, store, execution)
            seed = task.scenario.run.seed
            search = walked(task.varied, task.goal, task.trials, seed, evaluation.trials, task.start())
            if not any(search.found):
                raise RunsFailed(evaluation.failures)
            chosen = search.best(task.goal, MOST_FINALISTS)
            finalists = evaluation.finalists(search, chosen) if chosen else []
            found = Optimised(task, out, finalists, is_new=True, failures=evaluation.failures)
            found.is_new = _save(found, folder, search, evaluation)
    return found


def _save(found: Optimised, folder: Folder, search: Search, evaluation: Evaluation) -> bool:
    task = found.task
    frames = {
        TRIALS: trial_table(task, search),
        FINALISTS: finalist_table(found),
        CONFIRMATION: confirmation_table(found),
    }
    told = {name: columns_told(task, frame) for name, frame in frames.items()}
    facts = {
        **origin("optimise", task.scenario, digest(task.scenario.tree())),
        "goal": [task.goal.column, *(limit.text for limit in task.goal.limits)],
        "failed_runs": [str(failure) for failure in evaluation.failures],
        "columns": told,
    }
    files: dict[str, bytes | Path] = {name: to_csv(frame) for name, frame in frames.items()}
    files[SCENARIO] = to_yaml(task.scenario.tree())
    if found.winner is not None:
        files[BEST] = to_yaml(best_scenario(task, found.winner).tree())
    return folder.save(files, facts, complete=not evaluation.failures)


def best_scenario(task: OptimumTask, winner: Finalist) -> Scenario:
    """The scenario with the winner's values, and its old ones as the strategy `as_it_was` to compare with."""
    changes = dict(zip(task.paths, winner.point or (), strict=True))
    back = dict(zip(task.paths, task.now, strict=True))
    compare = {"best": {}, "as_it_was": back}
    if any(parse_path(path)[0] in ("run", "compare", "rivals") for path in task.paths):
        compare = {"best": {}}
    return task.scenario.changed({"compare": compare, "rivals": {}}).changed(changes)


def _means(columns: Sequence[str], table: np.ndarray) -> dict[str, float]:
    return dict(zip(columns, table.mean(axis=0).tolist(), strict=True))
