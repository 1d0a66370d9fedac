"""A fit as others' tools for inference take it: what is free, what was observed, and a market that can be asked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from analysis.calibration.fitting.free_parameters import placed
from analysis.calibration.fitting.problem import FitProblem
from analysis.execution.run import Options
from simulation.scenario.scenario import Scenario

LUCKS = 100_000
FAR = 1e6
"""Distance of a market that shows nothing, or cannot be."""


@dataclass(frozen=True, eq=False)
class MarketSimulator:
    """Simulates summary statistics of a market from its free parameters.

    A parameter is told in standard deviations of its prior from its mean, so that each prior is standard normal. The
    luck of a market follows from its parameters: the same give the same statistics. `customers` are simulated.
    """

    problem: FitProblem
    customers: int | None = None
    options: Options = field(default_factory=Options)

    @property
    def names(self) -> tuple[str, ...]:
        """The free parameters, as `parameters.csv` has them."""
        return tuple(one.name for one in self.problem.free)

    @property
    def observed(self) -> dict[str, float]:
        """The summary statistics of the data, by name: those that the data tell."""
        return self._named(self.problem.target.observed)

    def simulate(self, parameters: Mapping[str, float]) -> dict[str, float]:
        """The summary statistics of one market, by name; nan for one that it does not show."""
        return self._named(self._moments(np.array([float(parameters[name]) for name in self.names])))

    def vector(self, theta: np.ndarray) -> np.ndarray:
        """The same as arrays, of shapes (parameters,) and (statistics,), in the order of `names` and `observed`."""
        return np.asarray(self._moments(np.asarray(theta, float))[self.problem.target.is_told])

    def distance(self, one: Mapping[str, float], other: Mapping[str, float]) -> float:
        """Root mean square difference of two sets of statistics, in standard errors of the data."""
        noise = self._named(np.sqrt(np.diag(self.problem.target.noise(self.problem.usual))))
        apart = np.array([(float(one[name]) - float(other[name])) / noise[name] for name in noise])
        return float(np.sqrt(np.mean(apart**2))) if np.isfinite(apart).all() else FAR

    def scenario(self, parameters: Mapping[str, float]) -> Scenario:
        """The market of these parameters; `Refused` where it cannot be."""
        at = np.array([float(parameters[name]) for name in self.names])
        return self.problem.scenario.changed(placed(self.problem.scenario, self.problem.free, at))

    def _moments(self, at: np.ndarray) -> np.ndarray:
        luck = int.from_bytes(hashlib.sha256(at.tobytes()).digest()[:8], "big") % LUCKS + 1
        try:
            run = self.problem.run(at, luck, customers=self.customers).made()
        except ValueError:
            return np.full(len(self.problem.target.names), np.nan)
        return np.frombuffer(self.problem.look(run, self.options))

    def _named(self, values: np.ndarray) -> dict[str, float]:
        told = zip(self.problem.target.names, values, self.problem.target.is_told, strict=True)
        return {str(name): float(value) for name, value, is_told in told if is_told}
