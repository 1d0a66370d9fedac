"""Where a fit ended, and how the moments move there with each parameter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.calibration.fitting.problem import FitProblem


@dataclass(frozen=True, eq=False)
class Slopes:
    """Slopes of the residuals by each parameter, with one luck and with another; shape (told moments, parameters)."""

    forwards: np.ndarray
    backwards: np.ndarray

    def product(self, middle: np.ndarray) -> np.ndarray:
        """J' M J of the true slopes J: what luck adds to each of the two has no part in their product."""
        crossed = self.forwards.T @ middle @ self.backwards
        values, vectors = np.linalg.eigh((crossed + crossed.T) / 2.0)
        return np.asarray((vectors * np.maximum(values, 0.0)) @ vectors.T)


@dataclass(frozen=True, eq=False)
class Fitted:
    """Where the fit ended: the point, its moments, the slopes there, and what each start came to."""

    problem: FitProblem
    at: np.ndarray
    simulated: np.ndarray
    slopes: Slopes
    costs: tuple[float, ...]
    runs: int
