"""A logit of brand choice with classes of households that have coefficients of their own; one class is plain logit.

Likelihood and its slope are exact, and the search starts from fixed points: the same data give the same estimates.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp

RIDGE = 1e-3
"""A faint prior precision, so that what the purchases do not tell stays near 0 and finite."""
APART = 1.0
"""How far apart two classes start in their utility of one brand."""
MOST_STARTS = 6


class Classes(NamedTuple):
    """Coefficients, shape (classes, attributes), size of each class as a share, largest first, and log likelihood."""

    coefficients: np.ndarray
    sizes: np.ndarray
    log_likelihood: float


class Sample(NamedTuple):
    """Attributes (purchases, brands, attributes), brand chosen, household from 0 (purchases,)."""

    attributes: np.ndarray
    chosen: np.ndarray
    household: np.ndarray


def fit_classes(attributes: np.ndarray, chosen: np.ndarray, household: np.ndarray, classes: int = 1) -> Classes:
    """Maximum likelihood [KamakuraRussell1989]; `attributes` has the shape (purchases, brands, attributes).

    The first attributes are the brands' constants but the first brand's: classes start apart in these.
    """
    sample = Sample(attributes, chosen, np.unique(household, return_inverse=True)[1])
    one = _searched(np.zeros(attributes.shape[2]), 1, sample)
    if classes == 1:
        return _found(one, 1, sample)
    starts = [_start(one, classes, place) for place in range(min(max(attributes.shape[1] - 1, 1), MOST_STARTS))]
    found = [_searched(start, classes, sample) for start in starts]
    best = min(found, key=lambda at: _objective(at, classes, sample)[0])
    return _found(best, classes, sample)


def _start(one: np.ndarray, classes: int, place: int) -> np.ndarray:
    """The plain logit for each class, apart in the utility of one brand; classes of one size."""
    coefficients = np.tile(one, (classes, 1))
    coefficients[:, place] += APART * np.linspace(-1.0, 1.0, classes)
    return np.append(coefficients.ravel(), np.zeros(classes - 1))


def _searched(start: np.ndarray, classes: int, sample: Sample) -> np.ndarray:
    found = minimize(_objective, start, (classes, sample), jac=True, method="BFGS", options={"gtol": 1e-3})
    return np.asarray(found.x)


def household_parts(at: np.ndarray, classes: int, sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    """Each household's log likelihood, shape (households,), and its slope, shape (households, numbers).

    `at` has the coefficients class by class, then the log odds of each class but the first against the first.
    """
    width = sample.attributes.shape[2]
    households = int(sample.household.max()) + 1
    logs = np.zeros((households, classes))
    slopes = np.zeros((households, classes, width))
    taken = sample.attributes[np.arange(sample.chosen.size), sample.chosen]
    for place, mine in enumerate(at[: classes * width].reshape(classes, width)):
        utility = sample.attributes @ mine
        chance = utility - logsumexp(utility, axis=1, keepdims=True)
        np.add.at(logs[:, place], sample.household, chance[np.arange(sample.chosen.size), sample.chosen])
        slope = taken - np.einsum("nb,nbk->nk", np.exp(chance), sample.attributes)
        np.add.at(slopes[:, place], sample.household, slope)
    sizes = _log_sizes(at[classes * width :])
    joint = logs + sizes
    total = logsumexp(joint, axis=1)
    belongs = np.exp(joint - total[:, None])
    of_sizes = (belongs - np.exp(sizes))[:, 1:]
    return total, np.column_stack([(belongs[..., None] * slopes).reshape(households, -1), of_sizes])


def _log_sizes(odds: np.ndarray) -> np.ndarray:
    against = np.append(0.0, odds)
    return np.asarray(against - logsumexp(against))


def _objective(at: np.ndarray, classes: int, sample: Sample) -> tuple[float, np.ndarray]:
    total, slopes = household_parts(at, classes, sample)
    return -float(total.sum()) + RIDGE * float(at @ at) / 2.0, -slopes.sum(axis=0) + RIDGE * at


def _found(at: np.ndarray, classes: int, sample: Sample) -> Classes:
    """The estimates, the largest class first."""
    width = sample.attributes.shape[2]
    sizes = np.exp(_log_sizes(at[classes * width :]))
    order = np.argsort(-sizes, kind="stable")
    coefficients = at[: classes * width].reshape(classes, width)
    return Classes(coefficients[order], sizes[order], float(household_parts(at, classes, sample)[0].sum()))
