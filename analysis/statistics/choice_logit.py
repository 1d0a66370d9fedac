"""A conditional logit where every trip has the same alternatives: arrays in, arrays out, fast enough to fit often."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

STEPS = 30
CLOSE = 1e-6
STEEPEST = 2.0


class ChoiceLogit(NamedTuple):
    """Estimates, shape (attributes,), and of each trip what it moves them by, shape (trips, attributes)."""

    estimate: np.ndarray
    influence: np.ndarray


def choice_logit(attributes: np.ndarray, chosen: np.ndarray, ridge: float = 1e-3) -> ChoiceLogit:
    """Maximum likelihood [McFadden1974]; `attributes` has the shape (trips, alternatives, attributes).

    `ridge` is a faint prior precision, so that what the trips do not tell stays near 0 and finite. A trip's influence
    is what the estimates change by, to first order, when the trip comes in once more: sums of it by household give a
    covariance that holds where a household's trips are alike.
    """
    found = np.zeros(attributes.shape[2])
    for _ in range(STEPS):
        score, curvature = _derivatives(attributes, chosen, found, ridge)
        step = np.linalg.solve(curvature, score.sum(axis=0) - ridge * found)
        longest = float(np.abs(step).max(initial=0.0))
        found = found + step * min(1.0, STEEPEST / max(longest, CLOSE))
        if longest < CLOSE:
            break
    score, curvature = _derivatives(attributes, chosen, found, ridge)
    return ChoiceLogit(found, np.linalg.solve(curvature, score.T).T)


def _derivatives(
    attributes: np.ndarray, chosen: np.ndarray, at: np.ndarray, ridge: float
) -> tuple[np.ndarray, np.ndarray]:
    """Each trip's slope of the log likelihood, shape (trips, attributes), and the curvature of the sum."""
    utility = attributes @ at
    weight = np.exp(utility - utility.max(axis=1, keepdims=True))
    chance = weight / weight.sum(axis=1, keepdims=True)
    means = np.einsum("nb,nbk->nk", chance, attributes)
    apart = (attributes - means[:, None]) * np.sqrt(chance)[..., None]
    flat = apart.reshape(-1, at.size)
    return attributes[np.arange(chosen.size), chosen] - means, flat.T @ flat + ridge * np.eye(at.size)
