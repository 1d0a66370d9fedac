"""Which attributes of offers moved choices, and how surely? A conditional logit by maximum likelihood."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

TRIP = ["strategy", "replicate", "week", "customer_id"]
STEPS = 50
CLOSE = 1e-8


def conditional_logit(
    offers: pd.DataFrame, attributes: Sequence[str], *, known: Sequence[str] = (), trip: Sequence[str] = TRIP
) -> pd.DataFrame:
    """Estimate and standard error of each attribute's coefficient [McFadden1974], one row an attribute.

    `offers` has a row for each alternative of a trip; `chosen` is true for one of them. What buying nothing lacks (an
    empty cell) counts as 0. Attributes that are `known` count as they are, with a coefficient of 1. The columns of
    `trip` together name one. What the trips tell nothing of, since it never differs or only together with others, is
    nan. ValueError where a trip does not have exactly one chosen alternative.
    """
    numbers = np.nan_to_num(offers[list(attributes)].to_numpy(float))
    given = np.nan_to_num(offers[list(known)].to_numpy(float)).sum(axis=1)
    trips = offers.groupby(list(trip), sort=False).ngroup().to_numpy()
    chosen = offers["chosen"].to_numpy(float)
    if not (np.bincount(trips, chosen) == 1.0).all():
        raise ValueError("a trip has no chosen alternative among its rows, or several")
    found = np.zeros(len(attributes))
    for _ in range(STEPS):
        slope, curvature = _derivatives(numbers, given, trips, chosen, found)
        covariance, is_told = _inverse(curvature)
        step = covariance @ slope
        longest = np.abs(step).max(initial=0.0)
        found += step * min(1.0, 2.0 / max(longest, CLOSE))  # no leap where the first guess is far off
        if longest < CLOSE:
            break
    table = {"estimate": found, "standard_error": np.sqrt(np.diag(covariance))}
    names = pd.Index(attributes, name="attribute")
    return pd.DataFrame({name: np.where(is_told, values, np.nan) for name, values in table.items()}, index=names)


def _inverse(curvature: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Inverse of the curvature where it curves at all, and which attributes lie in no flat direction."""
    scale = np.sqrt(np.diag(curvature))
    scale[scale < CLOSE] = 1.0
    values, vectors = np.linalg.eigh(curvature / np.outer(scale, scale))
    is_flat = values < CLOSE
    curved = vectors[:, ~is_flat]
    inverse = (curved / values[~is_flat]) @ curved.T
    return inverse / np.outer(scale, scale), ~(np.abs(vectors[:, is_flat]) > 1e-3).any(axis=1)


def _derivatives(
    numbers: np.ndarray, given: np.ndarray, trips: np.ndarray, chosen: np.ndarray, at: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Slope of the log likelihood, and its curvature downwards."""
    utility = given + numbers @ at
    highest = np.full(trips.max() + 1, -np.inf)
    np.maximum.at(highest, trips, utility)
    weight = np.exp(utility - highest[trips])
    chance = weight / np.bincount(trips, weight)[trips]
    means = np.column_stack([np.bincount(trips, chance * column) for column in numbers.T])
    apart = numbers - means[trips]
    return (chosen - chance) @ numbers, (apart * chance[:, None]).T @ apart
