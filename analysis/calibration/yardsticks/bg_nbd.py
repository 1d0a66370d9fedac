"""BG/NBD: a customer buys at a rate of its own, and leaves after a repeat with a chance of its own.

[FaderHardieLee2005]
"""

from __future__ import annotations

import numpy as np
from scipy.special import betaln, gammaln, hyp2f1

from analysis.calibration.yardsticks.histories import Histories

NEVER = 1e-6
"""How near to 1 `a` may come, where the expectation would divide nothing by nothing."""


def log_likelihood(histories: Histories, at: np.ndarray) -> np.ndarray:
    """Of each history, shape (customers,); `at` are the logs of r, alpha (weeks), a and b. Their equation 6."""
    r, alpha, a, b = np.exp(at)
    x, recency, length = histories
    stays = betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(alpha + length)
    with np.errstate(divide="ignore"):
        ended = betaln(a + 1.0, b + np.maximum(x, 1.0) - 1.0) - betaln(a, b) - (r + x) * np.log(alpha + recency)
    return np.asarray(
        gammaln(r + x) - gammaln(r) + r * np.log(alpha) + np.logaddexp(stays, np.where(x > 0, ended, -np.inf))
    )


def expected(histories: Histories, at: np.ndarray, ahead: np.ndarray) -> np.ndarray:
    """Repeats to come within so many weeks, given each history; shape (customers, weeks). Their equation 10."""
    r, alpha, a, b = np.exp(at)
    a = 1.0 + NEVER if abs(a - 1.0) < NEVER else a
    x, recency, length = (column[:, None] for column in histories)
    since, all_of_it = alpha + length, alpha + length + ahead
    reach = hyp2f1(r + x, b + x, a + b + x - 1.0, ahead / all_of_it)
    if_there = (a + b + x - 1.0) / (a - 1.0) * (1.0 - (since / all_of_it) ** (r + x) * reach)
    odds = a / (b + np.maximum(x, 1.0) - 1.0) * (since / (alpha + recency)) ** (r + x)
    return np.asarray(if_there / (1.0 + np.where(x > 0, odds, 0.0)))
