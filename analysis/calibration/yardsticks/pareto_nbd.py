"""Pareto/NBD: a customer buys at a rate of its own, and leaves at any time at a rate of its own.

[SchmittleinMorrisonColombo1987], with Euler's transformation of the hypergeometric function, so that nothing
overflows for those who buy often.
"""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln, hyp2f1

from analysis.calibration.yardsticks.histories import Histories

NEVER = 1e-9


def log_likelihood(histories: Histories, at: np.ndarray) -> np.ndarray:
    """Of each history, shape (customers,); `at` are the logs of r, alpha (weeks), s and beta (weeks)."""
    r, alpha, s, beta = np.exp(at)
    x, _, length = histories
    there = -(r + x) * np.log(alpha + length) - s * np.log(beta + length)
    left = np.log(s / (r + s + x)) + _log_left(histories, at)
    whole = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    return np.asarray(whole + np.logaddexp(there, left))


def _log_left(histories: Histories, at: np.ndarray) -> np.ndarray:
    """Log of the part of the likelihood in which the customer left between the last purchase and now."""
    r, alpha, s, beta = np.exp(at)
    x, recency, length = histories

    def log_term(time: np.ndarray) -> np.ndarray:
        if alpha >= beta:
            reach = hyp2f1(1.0, r + x, r + s + x + 1.0, (alpha - beta) / (alpha + time))
            return np.asarray(np.log(reach) - s * np.log(beta + time) - (r + x) * np.log(alpha + time))
        reach = hyp2f1(1.0, s + 1.0, r + s + x + 1.0, (beta - alpha) / (beta + time))
        return np.asarray(np.log(reach) - (s + 1.0) * np.log(beta + time) - (r + x - 1.0) * np.log(alpha + time))

    early, late = log_term(recency), log_term(length)
    with np.errstate(divide="ignore"):
        return np.asarray(early + np.log(-np.expm1(np.minimum(late - early, 0.0))))


def expected(histories: Histories, at: np.ndarray, ahead: np.ndarray) -> np.ndarray:
    """Repeats to come within so many weeks, given each history; shape (customers, weeks)."""
    r, alpha, s, beta = np.exp(at)
    x, _, length = histories
    there = (r + x) * np.log(alpha + length) + s * np.log(beta + length)
    is_there = 1.0 / (1.0 + np.exp(np.log(s / (r + s + x)) + there + _log_left(histories, at)))
    shrink = s - 1.0 if abs(s - 1.0) > NEVER else NEVER
    since = (beta + length)[:, None]
    lasting = -np.expm1(-shrink * np.log1p(ahead / since)) / shrink * since
    return np.asarray((is_there * (r + x) / (alpha + length))[:, None] * lasting)
