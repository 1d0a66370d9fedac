"""Means, paired differences, intervals and the chance of being best, from a handful of replicates.

Replicate r of every strategy meets the same customers and the same luck, so strategies are compared
by their differences within each replicate, never by the overlap of their own intervals.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.special import ndtri, stdtr, stdtrit  # all of scipy.stats takes longer to import than a run

if TYPE_CHECKING:
    from numpy.typing import NDArray

CONFIDENCE = 0.95
NOISE = 1e-12
"""Share of the largest number in a calculation below which what is left of a difference is rounding."""
POSTERIOR_DRAWS = 10_000
POSTERIOR_SEED = 20_200_401


@dataclass(frozen=True)
class Estimate:
    """A mean over replicates with its 95 % t interval; `sd`, `low` and `high` are NaN with one replicate."""

    mean: float
    sd: float
    low: float
    high: float
    n: int

    @property
    def half_width(self) -> float:
        """Half the width of the interval; NaN with one replicate."""
        return (self.high - self.low) / 2.0

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval exists and lies on one side of zero."""
        return self.low > 0.0 or self.high < 0.0


def mean(values: Sequence[float]) -> float:
    """Mean that does not depend on the order of the values and is exact when they are all equal."""
    smallest, largest = min(values), max(values)
    return smallest if smallest == largest else math.fsum(values) / len(values)


def standard_deviation(values: Sequence[float]) -> float:
    """Sample standard deviation (n - 1); exactly 0 when all are equal, NaN for one value."""
    if len(values) < 2:
        return math.nan
    middle = mean(values)
    return math.sqrt(math.fsum((value - middle) ** 2 for value in values) / (len(values) - 1))


def estimate(values: Sequence[float]) -> Estimate:
    """Mean, standard deviation and 95 % t interval of independent replicates [Student1908]."""
    middle, spread, n = mean(values), standard_deviation(values), len(values)
    if n < 2:
        return Estimate(middle, math.nan, math.nan, math.nan, n)
    half = critical_t(n - 1) * spread / math.sqrt(n) if spread > 0.0 else 0.0
    return Estimate(middle, spread, middle - half, middle + half, n)


def estimates_of_columns(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean of each column over the rows in which it is defined, and half of its 95 % t interval: `estimate` of many.

    The mean is NaN where a column is never defined, the half is NaN where it is defined once.
    """
    known = np.isfinite(values)
    count = known.sum(axis=0)
    least, most = np.where(known, values, np.inf).min(axis=0), np.where(known, values, -np.inf).max(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = np.where(least >= most, least, np.where(known, values, 0.0).sum(axis=0) / count)
        squares = (np.where(known, values - middle, 0.0) ** 2).sum(axis=0)
        spread = np.where(least == most, 0.0, np.sqrt(squares / (count - 1)))
    errors = [critical_t(n - 1) / math.sqrt(n) if n > 1 else math.nan for n in range(len(values) + 1)]
    return np.where(count > 0, middle, np.nan), np.array(errors)[count] * spread


def share(values: Sequence[float]) -> Estimate:
    """Share of ones among zeros and ones with Wilson's 95 % interval, which stays within 0 to 1 [Wilson1927]."""
    found = estimate(values)
    if not found.sd > 0.0:
        return found
    z, p, n = ndtri(0.5 + CONFIDENCE / 2.0), found.mean, found.n
    middle = (p + z**2 / (2.0 * n)) / (1.0 + z**2 / n)
    half = z * math.sqrt(p * (1.0 - p) / n + z**2 / (4.0 * n**2)) / (1.0 + z**2 / n)
    return replace(found, low=middle - half, high=middle + half)


def paired_difference(values: Sequence[float], baseline: Sequence[float]) -> Estimate:
    """Mean of the differences within each replicate, `values` minus `baseline`, with its t interval.

    Differences that are all the same but for rounding are the same, and those that are nothing but rounding are 0.
    """
    differences = [value - base for value, base in zip(values, baseline, strict=True)]
    noise = NOISE * max(map(abs, (*values, *baseline)))
    if max(differences) - min(differences) <= noise:
        middle = mean(differences)
        return estimate([0.0 if abs(middle) <= noise else middle] * len(differences))
    return estimate(differences)


def is_tied(values: Sequence[float], baseline: Sequence[float]) -> bool:
    """Whether two columns are the same in every replicate, but for rounding."""
    found = paired_difference(values, baseline)
    return found.mean == 0.0 and not found.sd > 0.0


@functools.cache
def critical_t(degrees: int) -> float:
    """Half-width of a 95 % interval in standard errors, from Student's t."""
    return float(stdtrit(degrees, 0.5 + CONFIDENCE / 2.0))


def p_value(difference: Estimate) -> float:
    """Two-sided p of a paired t test against no difference; 1 with one replicate.

    A difference that is the same in every replicate has p = 0, or 1 when it is zero.
    """
    if difference.n < 2:
        return 1.0
    if difference.sd == 0.0:
        return 1.0 if difference.mean == 0.0 else 0.0
    errors = abs(difference.mean) / (difference.sd / math.sqrt(difference.n))
    return float(2.0 * stdtr(difference.n - 1, -errors))


def holm(p_values: Sequence[float]) -> list[float]:
    """p-values adjusted for asking several questions at once, in the order given [Holm1979]."""
    adjusted = [0.0] * len(p_values)
    running = 0.0
    for rank, index in enumerate(sorted(range(len(p_values)), key=lambda i: p_values[i])):
        running = max(running, min(1.0, (len(p_values) - rank) * p_values[index]))
        adjusted[index] = running
    return adjusted


def chance_of_being_best(columns: Sequence[Sequence[float]], better: Literal["up", "down"]) -> list[float]:
    """Chance that each strategy's true mean is the best of those compared; the chances add up to 1.

    `columns` holds one list of replicates per strategy, paired by position. The chance is the posterior
    probability under a flat prior: the vector of mean differences is multivariate t with n - 1 degrees of
    freedom, so with two strategies it exceeds 0.975 exactly when the 95 % interval excludes 0. With more,
    it is the share of 10,000 draws of a generator of its own (fixed seed) in which the strategy comes out
    ahead. Strategies equal in every replicate share their chance. NaN with one replicate.
    """
    if len(columns) == 1:
        return [1.0]
    if len(columns[0]) < 2:
        return [math.nan] * len(columns)
    sign = 1.0 if better == "up" else -1.0
    distinct: list[tuple[float, ...]] = []
    places = []
    for column in columns:
        signed = tuple(sign * value for value in column)
        place = next((place for place, other in enumerate(distinct) if is_tied(signed, other)), len(distinct))
        distinct += [signed] if place == len(distinct) else []
        places.append(place)
    chances = _chances(distinct)
    return [chances[place] / places.count(place) for place in places]


def _chances(distinct: list[tuple[float, ...]]) -> list[float]:
    """Chance of the highest mean among columns that all differ."""
    if len(distinct) == 1:
        return [1.0]
    if len(distinct) == 2:
        second = _chance_above_zero(paired_difference(distinct[1], distinct[0]))
        return [1.0 - second, second]
    return _simulated_chances(distinct)


def _chance_above_zero(difference: Estimate) -> float:
    """Posterior probability that a paired difference is positive."""
    if difference.sd == 0.0:
        return 0.5 if difference.mean == 0.0 else float(difference.mean > 0.0)
    errors = difference.mean / (difference.sd / math.sqrt(difference.n))
    return float(stdtr(difference.n - 1, errors))


def _simulated_chances(distinct: list[tuple[float, ...]]) -> list[float]:
    """Share of posterior draws in which each column has the highest mean; ties share a draw."""
    differences = np.array([np.subtract(column, distinct[0]) for column in distinct])
    n = differences.shape[1]
    means = np.array([mean(list(row)) for row in differences])
    centred = differences - means[:, None]
    values, vectors = np.linalg.eigh(centred @ centred.T / (n - 1) / n)
    root: NDArray[np.float64] = vectors * np.sqrt(np.clip(values, 0.0, None))
    generator = np.random.Generator(np.random.PCG64(POSTERIOR_SEED))
    normal = generator.standard_normal((POSTERIOR_DRAWS, len(distinct)))
    scale = np.sqrt(generator.chisquare(n - 1, POSTERIOR_DRAWS) / (n - 1))
    drawn = means + (normal @ root.T) / scale[:, None]
    winners = drawn == drawn.max(axis=1, keepdims=True)
    shares = (winners / winners.sum(axis=1, keepdims=True)).mean(axis=0)
    return [float(share) for share in shares]


def speed_up(values: Sequence[float], baseline: Sequence[float]) -> float:
    """How many times more replicates independent luck would need for an interval this narrow.

    Variance of the difference had the two been independent, over the variance of the paired difference;
    infinite when every replicate differs by the same amount, NaN with one replicate.
    """
    if len(values) < 2:
        return math.nan
    paired = paired_difference(values, baseline).sd ** 2
    independent = standard_deviation(values) ** 2 + standard_deviation(baseline) ** 2
    if paired == 0.0:
        return math.inf if independent > 0.0 else 1.0
    return independent / paired
