"""What each plan changes in each plausible world, paired with the baseline on the same luck."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.statistics.estimates import NOISE
from simulation.measurement.metrics import direction

if TYPE_CHECKING:
    from numpy.typing import NDArray

KEYS = ["firm", "metric", "world", "replicate"]


@dataclass(frozen=True)
class Differences:
    """One metric of one firm: W worlds and K plans beside the baseline, in the units of the metric.

    `means` (W, K) are the means over replicates of plan less baseline, turned so that more is better (`sign` turns
    them back). `scatter` (W, K, K) has the squares and products of what replicates differ from these, `replicates`
    (W,) their number; `weights` (W,) add up to 1. `better` says whether more is better at all.
    """

    firm: str
    metric: str
    baseline: str
    plans: tuple[str, ...]
    worlds: NDArray[np.int64]
    means: NDArray[np.float64]
    scatter: NDArray[np.float64]
    replicates: NDArray[np.int64]
    weights: NDArray[np.float64]
    sign: float
    better: bool

    @property
    def effective(self) -> float:
        """How many worlds of equal weight tell as much as these do."""
        return float(1.0 / np.square(self.weights).sum())

    @property
    def names(self) -> tuple[str, ...]:
        """The baseline, and the plans beside it."""
        return (self.baseline, *self.plans)

    def gains(self) -> NDArray[np.float64]:
        """What each of `names` brings in each world, (W, 1 + K): 0 for the baseline."""
        return np.column_stack([np.zeros(len(self.worlds)), self.means])

    def pairs(self) -> list[tuple[str, str]]:
        """The two leading plans, the better on average first, and then each other plan and the baseline."""
        gains = self.weights @ self.gains()
        first, second = np.argsort(-gains, kind="stable")[:2]
        lead = self.names[first], self.names[second]
        others = [(plan, self.baseline) for plan in self.plans if {plan, self.baseline} != set(lead)]
        return [lead, *others] if self.plans else []

    def apart(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """What the first of each pair brings more than the second in each world, (W, pairs)."""
        gains = self.gains()
        places = np.array([[self.names.index(name) for name in pair] for pair in pairs]).reshape(-1, 2)
        found: NDArray[np.float64] = gains[:, places[:, 0]] - gains[:, places[:, 1]]
        return found

    def turn(self, pair: tuple[str, str]) -> NDArray[np.float64]:
        """What the first of a pair brings more than the second, as weights (K,) of the differences to the baseline."""
        first, second = (np.array([float(plan == name) for plan in self.plans]) for name in pair)
        found: NDArray[np.float64] = first - second
        return found

    @property
    def degrees(self) -> int:
        """How many degrees of freedom the luck within worlds has."""
        return int((self.replicates - 1).sum())

    def luck(self, shares: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """Variances and covariances of a world's means that are luck alone, (…, K, K), pooled over worlds.

        `shares` (…, W) counts worlds otherwise than their weights do, as a bootstrap does.
        """
        counted = self.weights if shares is None else shares
        degrees = (counted @ (self.replicates - 1.0))[..., None, None]
        pooled = np.tensordot(counted, self.scatter, 1) / np.where(degrees > 0.0, degrees, np.inf)
        found: NDArray[np.float64] = pooled * (counted @ (1.0 / self.replicates))[..., None, None]
        return found


def differences(
    outcomes: pd.DataFrame,
    *,
    baseline: str,
    firm: str | None = None,
    metric: str | None = None,
    weights: Mapping[int, float] | None = None,
) -> Iterator[Differences]:
    """Differences of each firm and metric of `world_outcomes` (world, replicate, plan, firm, metric, value).

    Counted are the replicates in which the metric is defined under every plan that has it at all. What has fewer than
    2 worlds, or no world of 2 replicates, is left out. `weights` holds a weight above 0 by world; default: all alike.
    ValueError where the baseline is no plan, or every world has a single replicate: luck cannot be told from doubt.
    """
    chosen = outcomes
    for column, wanted in (("firm", firm), ("metric", metric)):
        chosen = chosen if wanted is None else chosen[chosen[column] == wanted]
    plans = list(dict.fromkeys(outcomes["plan"]))
    if baseline not in plans:
        raise ValueError(f"no plan {baseline!r} among the outcomes of plausible worlds")
    if outcomes["replicate"].nunique() < 2:
        raise ValueError("luck cannot be told from doubt with one replicate a world: at least 2 are needed")
    table = chosen.set_index([*KEYS, "plan"])["value"].unstack("plan").reindex(columns=plans)  # noqa: PD010  # no sums
    for key in dict.fromkeys(zip(chosen["firm"], chosen["metric"], strict=True)):
        found = _differences(table.loc[key], key, baseline, weights)
        if found is not None:
            yield found


def the_differences(
    outcomes: pd.DataFrame,
    *,
    baseline: str,
    firm: str,
    metric: str,
    weights: Mapping[int, float] | None = None,
) -> Differences:
    """The differences of one metric of one firm; ValueError where it tells too little, or neither way is better."""
    found = next(differences(outcomes, baseline=baseline, firm=firm, metric=metric, weights=weights), None)
    if found is None:
        raise ValueError(f"{metric} of {firm} is not defined in 2 worlds of 2 replicates")
    if not found.better:
        raise ValueError(f"neither more nor less of {metric} is better")
    return found


def _differences(
    values: pd.DataFrame, key: tuple[str, str], baseline: str, weights: Mapping[int, float] | None
) -> Differences | None:
    """Those of one table of world and replicate by plan; None where they tell too little."""
    known = values.replace([np.inf, -np.inf], np.nan).dropna(axis=1, how="all").dropna()
    worlds, places, replicates = np.unique(
        known.index.get_level_values("world"), return_inverse=True, return_counts=True
    )
    if baseline not in known or len(worlds) < 2 or replicates.max() < 2:
        return None
    plans = [str(name) for name in known if name != baseline]
    way = direction(key[1])
    sign = -1.0 if way == "down" else 1.0
    levels = known[plans].to_numpy(float)
    base = known[[baseline]].to_numpy(float)
    paired = sign * (levels - base)
    paired[np.abs(paired) <= NOISE * np.maximum(np.abs(levels), np.abs(base))] = 0.0
    means = np.zeros((len(worlds), len(plans)))
    np.add.at(means, places, paired)
    means /= replicates[:, None]
    apart = paired - means[places]
    apart[np.abs(apart) <= NOISE * np.abs(paired)] = 0.0
    scatter = np.zeros((len(worlds), len(plans), len(plans)))
    np.add.at(scatter, places, apart[:, :, None] * apart[:, None, :])
    heavy = np.array([1.0 if weights is None else weights[int(world)] for world in worlds])
    share = heavy / heavy.sum()
    return Differences(
        *key, baseline, tuple(plans), worlds, means, scatter, replicates, share, sign, better=way is not None
    )
