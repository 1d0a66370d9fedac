"""Does a plan's lead survive what nobody knows? What each plan does over plausible worlds, luck set apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.special import ndtr

from analysis.statistics.resampling import counted, normal_numbers, resampled, standard_errors, weighted_quantile
from analysis.statistics.shrinkage import Split, split
from analysis.uncertainty.differences import Differences, differences

if TYPE_CHECKING:
    from numpy.typing import NDArray

ESTIMATES = ("better", "best", "mean", "p05", "p95", "p_loss", "loss_at_5", "mean_regret", "max_regret")
ROBUSTNESS_COLUMNS = (
    "firm", "metric", "plan", "baseline", "worlds", *ESTIMATES, *(f"{name}_se" for name in ESTIMATES)
)  # fmt: skip
UNDIRECTED = ("mean", "p05", "p95")
"""What can be told of a metric that is neither better high nor low."""
RESAMPLES = 500
DRAWS, FEW_DRAWS = 128, 8
"""Draws from what luck leaves open of each world: of the estimates, and of each resample."""
TAIL = 0.05


def robustness(
    outcomes: pd.DataFrame,
    *,
    baseline: str,
    seed: int,
    weights: Mapping[int, float] | None = None,
    resamples: int = RESAMPLES,
) -> pd.DataFrame:
    """What each plan changes over plausible worlds: the table `robustness.csv`, a row a firm, metric and plan.

    `outcomes` has the columns world, replicate, plan, firm, metric, value. Of each world a normal distribution is
    believed, around its shrunk mean (`shrinkage.split`); every number is a mean, a share or a point of the mixture of
    these over worlds, so that luck is neither taken for doubt nor doubt made smaller than it is, as it would be by
    shrunk means alone.

    `better`: share of worlds, 0 to 1, in which the plan beats the baseline; `best`: in which it beats all, equal plans
    sharing it; `mean`, `p05`, `p95`: difference to the baseline in the metric's units, its mean and the points below
    which 5 % and 95 % of the worlds lie; `p_loss`: share of worlds in which the plan is worse;
    `loss_at_5`: how much worse, at least, in the worst 5 %, 0 if it is not; `mean_regret`, `max_regret`: what it gives
    away against the best plan of each world, on average and at the 95 % point. The baseline has a row, too, with
    no `better`. Where neither more nor less is better, only differences are told. Each has a standard error `_se`
    from a bootstrap over worlds, in which luck and doubt are told apart anew: how far resamples lie from the estimate,
    so that what resampling moves to one side is not called sure. `worlds` are those in which the metric is
    defined; `weights` holds a weight above 0 by world. ValueError as `differences` says.
    """
    rows = [
        row
        for found in differences(outcomes, baseline=baseline, weights=weights)
        for row in _rows(found, seed, resamples)
    ]
    return pd.DataFrame(rows, columns=list(ROBUSTNESS_COLUMNS))


def _rows(found: Differences, seed: int, resamples: int) -> list[dict[str, object]]:
    """A row a plan, the baseline first."""
    distinct, places = _distinct(found.means)
    luck = found.luck()[np.ix_(distinct, distinct)]
    means = found.means[:, distinct]
    ties = np.bincount(places)
    told = _numbers(
        split(means, luck, found.weights, found.degrees), found, ties, normal_numbers(DRAWS, means.shape[1])
    )
    picked, equal = resampled(found.weights, seed, resamples)
    lucks = found.luck(counted(picked, len(found.worlds)))[:, distinct][:, :, distinct]
    again = split(means[picked], lucks, equal, found.degrees)
    errors = _numbers(again, found, ties, normal_numbers(FEW_DRAWS, means.shape[1]))
    spread = {name: standard_errors(values, told[name]) for name, values in errors.items()}
    shown = ESTIMATES if found.better else UNDIRECTED
    table = []
    for plan, place in zip((found.baseline, *found.plans), places, strict=True):
        row: dict[str, object] = {"firm": found.firm, "metric": found.metric, "plan": plan, "baseline": found.baseline}
        row["worlds"] = len(found.worlds)
        for name in shown:
            if name != "better" or plan != found.baseline:
                row |= {name: float(told[name][place]), f"{name}_se": float(spread[name][place])}
        table.append(row)
    return table


def _distinct(means: NDArray[np.float64]) -> tuple[list[int], list[int]]:
    """Columns that differ from 0 and from each other; and the place of the baseline and each plan among 0 and these."""
    known: dict[bytes, int] = {np.zeros(len(means)).tobytes(): 0}
    columns, places = [], [0]
    for column in range(means.shape[1]):
        key = (means[:, column] + 0.0).tobytes()
        if key not in known:
            known[key] = len(known)
            columns.append(column)
        places.append(known[key])
    return columns, places


def _numbers(
    believed: Split, found: Differences, ties: NDArray[np.int64], normal: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    """Every estimate, (…, 1 + K): of the baseline, and of each distinct plan."""
    drawn = believed.drawn(normal)
    *batch, worlds, draws, plans = drawn.shape
    gains = np.zeros((*batch, 1 + plans, worlds * draws))
    gains[..., 1:, :] = drawn.reshape(*batch, worlds * draws, plans).swapaxes(-1, -2)
    heavy = np.repeat(found.weights, draws) / draws if not batch else None
    regret = gains.max(axis=-2, keepdims=True) - gains
    low, high = weighted_quantile(gains, (TAIL, 1.0 - TAIL), heavy)
    above, below = _shares_beyond_zero(believed, found.weights if not batch else None)
    p05, p95 = (low, high) if found.sign > 0.0 else (0.0 - high, 0.0 - low)
    return {
        "better": above,
        "best": _mean(regret == 0.0, heavy) / ties,
        "mean": np.concatenate([np.zeros((*batch, 1)), found.sign * believed.middle], axis=-1),
        "p05": p05,
        "p95": p95,
        "p_loss": below,
        "loss_at_5": np.maximum(0.0, 0.0 - low),
        "mean_regret": _mean(regret, heavy),
        "max_regret": weighted_quantile(regret, (1.0 - TAIL,), heavy)[0],
    }


def _mean(values: NDArray[np.float64] | NDArray[np.bool_], weights: NDArray[np.float64] | None) -> NDArray[np.float64]:
    """Mean over the last axis."""
    found: NDArray[np.float64] = values.mean(axis=-1) if weights is None else values @ weights
    return found


def _shares_beyond_zero(
    believed: Split, weights: NDArray[np.float64] | None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean chance over worlds that each plan lies above the baseline, and below; 0 for the baseline itself."""
    sd = believed.open()[..., None, :]
    middle = believed.shrunk
    is_level = (sd == 0.0) & (middle == 0.0)
    sure = np.where(middle < 0.0, -np.inf, np.inf)
    errors = np.where(sd > 0.0, middle / np.where(sd > 0.0, sd, 1.0), sure)
    above, below = (np.where(is_level, 0.0, ndtr(side * errors)).swapaxes(-1, -2) for side in (1.0, -1.0))
    nothing = np.zeros((*middle.shape[:-2], 1))
    above, below = (np.concatenate([nothing, _mean(side, weights)], axis=-1) for side in (above, below))
    return above, below


def in_each_world(outcomes: pd.DataFrame, *, baseline: str, firm: str, metric: str) -> pd.DataFrame:
    """What each plan changes in each world, for a figure: a row a plan and world, in the metric's units.

    `difference` is the mean over replicates, `shrunk` what is believed of it when luck is set apart, `luck` the
    standard deviation of the mean by luck alone. Empty where the metric tells too little.
    """
    columns = ["plan", "world", "difference", "shrunk", "luck"]
    tables = []
    for found in differences(outcomes, baseline=baseline, firm=firm, metric=metric):
        luck = found.luck()
        believed = split(found.means, luck, found.weights, found.degrees)
        for place, plan in enumerate(found.plans):
            told = (plan, found.worlds, found.sign * found.means[:, place], found.sign * believed.shrunk[:, place])
            tables.append(pd.DataFrame(dict(zip(columns, (*told, np.sqrt(luck[place, place])), strict=True))))
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)
