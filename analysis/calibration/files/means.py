"""A mean with its standard error, by a bootstrap of the customers whose answers it is of."""

from __future__ import annotations

import numpy as np

from analysis.calibration.observables import Known
from simulation.facts.observables import OBSERVABLES

RESAMPLES = 400
FEWEST = 10
"""Customers that a mean needs at least, so that resamples of them say anything."""
LEAST = 0.1
"""Standard error at least, as a part of that of a number told without one: answers may all be alike by luck."""
DIGITS = 6


def mean_of(values: np.ndarray, customer: np.ndarray, seed: int) -> Known | None:
    """Mean of the values that are not nan, and its standard error over resamples of customers; None for too few.

    `values` and `customer` have the same shape.
    """
    told = ~np.isnan(values)
    who = np.unique(customer[told], return_inverse=True)[1]
    size = int(who.max(initial=-1)) + 1
    if size < FEWEST:
        return None
    sums, counts = np.bincount(who, values[told], size), np.bincount(who, minlength=size)
    weights = np.random.default_rng(seed).multinomial(size, np.full(size, 1.0 / size), RESAMPLES)
    return rounded(float(sums.sum() / counts.sum()), float(np.std((weights @ sums) / (weights @ counts))))


def rounded(value: float, se: float) -> Known:
    """Both numbers with as many digits as a scenario is to show."""
    return Known(float(f"{value:.{DIGITS}g}"), float(f"{se:.{DIGITS}g}"))


def never_certain(name: str, known: Known) -> Known:
    """The number of an observable, with an error above 0."""
    return Known(known.value, max(known.se, LEAST * OBSERVABLES[name].usual_error(known.value)))
