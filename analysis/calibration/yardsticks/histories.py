"""A log as models of repeat buying see it: how often each customer came back, when last, and for how long watched."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

WIDEST = 7.0
"""How far from 0 the log of a parameter may go: from .0009 to 1,100."""
STARTS = (-0.7, 0.7)


class Histories(NamedTuple):
    """By customer: repeats, time of the last one and time watched, both since the first purchase and in weeks.

    All have the shape (customers,); recency is 0 without a repeat.
    """

    repeats: np.ndarray
    recency: np.ndarray
    length: np.ndarray

    def distinct(self) -> tuple[Histories, np.ndarray, np.ndarray]:
        """The histories that differ, which of them each customer has, and how many have each."""
        rows, which, count = np.unique(np.column_stack(self), axis=0, return_inverse=True, return_counts=True)
        return Histories(*rows.T), which.ravel(), count


def histories_of(customer: np.ndarray, time: np.ndarray, until: float) -> Histories:
    """Of purchases of customers numbered from 0, each pair once, at times in weeks up to `until`."""
    size = int(customer.max(initial=-1)) + 1
    first, last = np.full(size, np.inf), np.full(size, -np.inf)
    np.minimum.at(first, customer, time)
    np.maximum.at(last, customer, time)
    repeats = np.bincount(customer, minlength=size) - 1.0
    return Histories(repeats, last - first, until - first)


def likeliest(log_likelihood: Callable[[Histories, np.ndarray], np.ndarray], histories: Histories) -> np.ndarray:
    """The logs of four parameters under which the histories are likeliest, from fixed starts.

    Each lies within ±`WIDEST`: where customers do not differ, a parameter would else run away without any change.
    """
    some, _, count = histories.distinct()

    def lack(at: np.ndarray) -> float:
        total = float(count @ log_likelihood(some, at)) / count.sum()
        return -total if np.isfinite(total) else 1e9

    starts = [np.array([low, 2.0, low, 2.0]) for low in STARTS]
    found = [minimize(lack, start, method="L-BFGS-B", bounds=[(-WIDEST, WIDEST)] * 4, options={"ftol": 1e-12})
             for start in starts]  # fmt: skip
    return np.asarray(min(found, key=lambda one: float(one.fun)).x)
