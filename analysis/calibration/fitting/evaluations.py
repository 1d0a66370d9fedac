"""Points of a fit carried out, each kept in the folder's store: a fit that was stopped finds them there again.

A fit asks for its points in an order that depends on nothing but what came before, so the number of a point is the
place at which it was asked for, and a resumed fit walks the same way to the bit, whatever the workers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.calibration.fitting.problem import FitProblem
from analysis.execution.execution import Execution
from analysis.execution.executor import run_each
from analysis.execution.run import Failure
from analysis.study.run_store import Store


class Trial(NamedTuple):
    """A point to simulate, with which luck, in a market of which size, and whether through both periods."""

    at: np.ndarray
    replicate: int = 1
    customers: int | None = None
    is_long: bool = False


class Evaluations:
    """Moments of points, simulated now or before."""

    def __init__(self, store: Store, execution: Execution) -> None:
        self.store, self.execution = store, execution
        self.count = 0
        self.failures: list[Failure] = []

    def moments(self, problem: FitProblem, asked: Sequence[Trial]) -> np.ndarray:
        """Moments of each point, shape (points, moments); nan where a run failed, or cannot be."""
        runs = [problem.run(one.at, one.replicate, customers=one.customers, is_long=one.is_long) for one in asked]
        first, self.count = self.count, self.count + len(runs)
        task = problem.look_on if asked and asked[0].is_long else problem.look
        todo = [place for place, one in enumerate(asked)
                if first + place not in self.store and problem.is_sound(one.at)]  # fmt: skip
        self.failures += run_each(runs, lambda n, data: self.store.keep(first + n, data), task, self.execution, todo)
        return np.stack([self._read(first + place, problem, is_long=asked[0].is_long) for place in range(len(runs))])

    def _read(self, number: int, problem: FitProblem, *, is_long: bool) -> np.ndarray:
        size = len(problem.target.names) * (1 + (is_long and problem.is_split))
        return np.frombuffer(self.store.read(number)) if number in self.store else np.full(size, np.nan)
