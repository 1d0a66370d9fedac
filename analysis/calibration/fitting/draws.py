"""How sure the fitted numbers are: the posterior around the fit, and draws of it that make markets.

Laplace's approximation of an indirect inference [GourierouxEtAl1993]: with slopes J of the residuals, which
are in standard errors, and correlations R between them, the curvature is J'J + 1 and the covariance
(J'J + 1)^-1 (J'RJ + 1) (J'J + 1)^-1, in standard deviations of the priors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.calibration.fitting.found import Fitted
from analysis.calibration.fitting.free_parameters import placed
from analysis.calibration.words import NOT_TOLD
from simulation.reading.errors import Refused

if TYPE_CHECKING:
    import pandas as pd

DRAWS = 256
WIDEST = 1.0
MOST_TRIES = 50


@dataclass(frozen=True, eq=False)
class Posterior:
    """What is believed after the fit: a mean and a covariance, in standard deviations of the priors."""

    at: np.ndarray
    covariance: np.ndarray

    @property
    def spread(self) -> np.ndarray:
        """Standard deviations, as shares of the priors', at most 1: data take no knowledge away."""
        return np.asarray(np.minimum(np.sqrt(np.diag(self.covariance)), WIDEST))

    @property
    def is_told(self) -> np.ndarray:
        """Which parameters the data tell."""
        return np.asarray(self.spread <= NOT_TOLD)


def posterior_of(found: Fitted) -> Posterior:
    """What is believed after a fit."""
    noise = found.problem.target.noise(found.problem.usual)
    told = found.problem.target.is_told
    noise = noise[np.ix_(told, told)]
    error = np.sqrt(np.diag(noise))
    alike = noise / np.outer(error, error)
    size = np.eye(found.at.size)
    curved = np.linalg.inv(found.slopes.product(np.eye(error.size)) + size)
    return Posterior(found.at, curved @ (found.slopes.product(alike) + size) @ curved)


def drawn_points(found: Fitted, posterior: Posterior, number: int, seed: int) -> list[np.ndarray]:
    """So many points of the posterior at which the scenario is sound; `Refused` where hardly any is.

    All free parameters are drawn together: of some that go together data may tell the sum and none alone.
    """
    luck = np.random.default_rng(seed)
    root = _root(posterior.covariance)
    points: list[np.ndarray] = []
    for _ in range(number * MOST_TRIES):
        point = posterior.at + root @ luck.standard_normal(posterior.at.size)
        try:
            found.problem.scenario.changed(placed(found.problem.scenario, found.problem.free, point))
        except Refused as refusal:
            last = refusal
            continue
        points.append(point)
        if len(points) == number:
            return points
    raise last


def _root(covariance: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eigh((covariance + covariance.T) / 2.0)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0.0)))


def draws_frame(found: Fitted, points: Sequence[np.ndarray]) -> pd.DataFrame:
    """One row a draw, `draw` from 1; one column a number of the scenario that the fit sets, by path."""
    import pandas as pd

    rows = [placed(found.problem.scenario, found.problem.free, point) for point in points]
    return pd.DataFrame([{"draw": number} | row for number, row in enumerate(rows, start=1)])
