"""Worlds drawn again, and points of a mixture of worlds: what standard errors are made of."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

NORMAL_SEED = 20_260_102
ROUNDING = 1e-9


def resampled(weights: NDArray[np.float64], seed: int, resamples: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Rows of worlds drawn again (resamples, n), and their equal weights.

    Worlds are drawn by their weights (W,), which add up to 1, and as many as are effective, so that few heavy worlds
    tell as little as they do.
    """
    generator = np.random.Generator(np.random.PCG64(seed))
    size = max(2, round(1.0 / np.square(weights).sum()))
    picked = np.searchsorted(np.cumsum(weights)[:-1], generator.random((resamples, size)), side="right")
    return picked.astype(np.int64), np.full((resamples, size), 1.0 / size)


def counted(picked: NDArray[np.int64], worlds: int) -> NDArray[np.float64]:
    """How often each world stands in each resample, as shares of it (resamples, W)."""
    counts = np.zeros((len(picked), worlds))
    np.add.at(counts, (np.arange(len(picked))[:, None], picked), 1.0 / picked.shape[1])
    return counts


def standard_errors(again: NDArray[np.float64], told: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Standard deviation over resamples, the first axis; exactly 0 where all are the same.

    Around what was `told` of all worlds, where that is given: an estimate that resampling moves to one side is by so
    much less sure than its scatter says.
    """
    spread = np.where(np.ptp(again, axis=0) == 0.0, 0.0, again.std(axis=0, ddof=1))
    if told is None:
        return spread
    aside = again.mean(axis=0) - told
    return np.hypot(spread, np.where(np.abs(aside) > ROUNDING * np.abs(told), aside, 0.0))


@functools.cache
def normal_numbers(draws: int, columns: int) -> NDArray[np.float64]:
    """Normal numbers (draws, columns) of a seed of their own, with mean 0, variance 1 and as many above as below."""
    half = np.random.Generator(np.random.PCG64(NORMAL_SEED)).standard_normal((draws // 2, columns))
    both = np.concatenate([half, -half])
    found: NDArray[np.float64] = both / np.sqrt(np.square(both).mean(axis=0))
    return found


def weighted_quantile(
    values: NDArray[np.float64], points: Sequence[float], weights: NDArray[np.float64] | None
) -> list[NDArray[np.float64]]:
    """Points (0 to 1) of a distribution along the last axis; `weights` (n,) add up to 1, None: all alike."""
    if weights is None:
        return list(np.quantile(values, points, axis=-1))
    order = np.argsort(values, axis=-1)
    heights = np.cumsum(weights[order], axis=-1) - weights[order] / 2.0
    sorted_values = np.take_along_axis(values, order, axis=-1)
    return [
        np.array([np.interp(point, at, row) for at, row in zip(heights, sorted_values, strict=True)])
        for point in points
    ]
