"""Luck and doubt told apart: how far the means of worlds lie from each other beyond what luck alone would do."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FLAT = 1e-10
"""Share of a variance below which a direction has none."""
NULL_TABLES = 400
NULL_SEED = 20_260_101
MOST_DEGREES = 1_000


class Split(NamedTuple):
    """What is believed of worlds, given luck: a normal distribution a world around its shrunk mean.

    `middle` (…, K) is the mean over worlds, `shrunk` (…, W, K) each world's own, `doubt` (…, K, K) the variances and
    covariances over worlds without luck, `root` (…, K, K) a root of what luck leaves open of each world.
    """

    middle: NDArray[np.float64]
    shrunk: NDArray[np.float64]
    doubt: NDArray[np.float64]
    root: NDArray[np.float64]

    def open(self) -> NDArray[np.float64]:
        """Standard deviation (…, K) of what luck leaves open of a world."""
        found: NDArray[np.float64] = np.sqrt(np.square(self.root).sum(axis=-1))
        return found

    def drawn(self, normal: NDArray[np.float64]) -> NDArray[np.float64]:
        """Draws (…, W, L, K) from what is believed of each world, from normal numbers (L, K)."""
        found: NDArray[np.float64] = self.shrunk[..., None, :] + (normal @ self.root.swapaxes(-1, -2))[..., None, :, :]
        return found


def split(means: NDArray[np.float64], luck: NDArray[np.float64], weights: NDArray[np.float64], degrees: int) -> Split:
    """Shrink the means of worlds (…, W, K) towards their mean by what of their variance is luck (…, K, K).

    The vector of plans is shrunk jointly: in each direction by doubt / (doubt + luck), where doubt is the variance over
    worlds less that of luck, never below 0. Directions are those in which the two are independent, so it makes no
    difference which plan the others are compared with, and two plans that share their luck are told apart as well as
    they can be. (Plan by plan, the choice of the baseline would decide.) With one plan this is
    sd² = max(0, variance of means − v) and means shrunk by sd² / (sd² + v). With several, the direction that luck
    happened to favour most would pass for doubt; so the ratios of luck to variance, in their order, are held against
    those of tables of luck alone (`ratios_of_luck`), as parallel analysis does [Horn1965].
    `weights` (…, W) add up to 1; `degrees` are the degrees of freedom of `luck`.
    """
    middle = np.einsum("...w,...wk->...k", weights, means)
    apart = means - middle[..., None, :]
    effective = 1.0 / np.square(weights).sum(axis=-1)
    correction = effective / np.maximum(effective - 1.0, FLAT)
    total = np.einsum("...w,...wk,...wl->...kl", weights, apart, apart) * correction[..., None, None]
    scale = np.sqrt(np.einsum("...kk->...k", total))
    unit = np.where(scale > 0.0, 1.0 / np.where(scale > 0.0, scale, 1.0), 0.0)
    values, vectors = np.linalg.eigh(total * unit[..., :, None] * unit[..., None, :])
    is_told = values > FLAT * means.shape[-1]
    size = np.sqrt(np.where(is_told, values, 1.0))
    back = scale[..., :, None] * vectors * (is_told * size)[..., None, :]
    onto = (vectors * (is_told / size)[..., None, :] * unit[..., :, None]).swapaxes(-1, -2)
    spread = onto @ luck @ onto.swapaxes(-1, -2)
    spread += np.eye(means.shape[-1]) * (~is_told)[..., None, :] / FLAT
    ratio, turn = np.linalg.eigh(spread)
    expected = np.array(ratios_of_luck(means.shape[-2], means.shape[-1], min(degrees, MOST_DEGREES)))
    kept = np.clip(1.0 - np.where(ratio < FLAT, 0.0, ratio) / expected, 0.0, 1.0)
    ahead, behind = back @ turn, turn.swapaxes(-1, -2) @ onto
    shrinking = (ahead * kept[..., None, :]) @ behind
    return Split(
        middle,
        middle[..., None, :] + apart @ shrinking.swapaxes(-1, -2),
        (ahead * kept[..., None, :]) @ ahead.swapaxes(-1, -2),
        ahead * np.sqrt(kept * (1.0 - kept))[..., None, :],
    )


@functools.cache
def ratios_of_luck(worlds: int, plans: int, degrees: int) -> tuple[float, ...]:
    """Ratios of estimated luck to the variance over worlds where all is luck, in rising order, one a plan.

    Medians over 400 tables of normal numbers of a seed of its own, all made smaller alike so that in half of the tables
    no direction shows doubt at all. With one plan that is 1, but for the shape of the two chances.
    """
    if plans < 2:
        return (1.0,) * plans
    normal = np.random.Generator(np.random.PCG64(NULL_SEED))
    found = np.empty((NULL_TABLES, plans))
    for row in found:
        over = np.cov(normal.standard_normal((worlds, plans)), rowvar=False).reshape(plans, plans)
        within = normal.standard_normal((degrees, plans))
        values, vectors = np.linalg.eigh(over)
        is_told = values > FLAT
        onto = (vectors / np.sqrt(np.where(is_told, values, 1.0))) * is_told
        spread = onto.T @ (within.T @ within / degrees) @ onto + np.diag(~is_told / FLAT)
        row[:] = np.linalg.eigvalsh(spread)
    medians = np.median(found, axis=0)
    strict = np.median((found / medians).min(axis=1))
    return tuple(float(value) for value in strict * medians)
