"""Moments: numbers that data and a simulated market have alike, by name, with how sure those of the data are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np


class Named(NamedTuple):
    """A moment: what it measures, and of whom; `firm` is empty where it is of all, `a > b` for a flow."""

    moment: str
    firm: str

    def __str__(self) -> str:
        return f"{self.moment} {self.firm}".strip()


@dataclass(frozen=True, eq=False)
class Moments:
    """Values and, where asked for, resamples of them: shapes (moments,) and (resamples, moments).

    `households` are those, or the customers, whom they are of.
    """

    names: tuple[Named, ...]
    values: np.ndarray
    resampled: np.ndarray
    households: int

    @property
    def covariance(self) -> np.ndarray:
        """Between resamples of households, shape (moments, moments)."""
        return np.atleast_2d(np.cov(self.resampled, rowvar=False))
