"""What decides between plans? How far each assumption moves the difference between two of them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.statistics.one_assumption import assumed, fit
from analysis.statistics.resampling import counted, resampled, standard_errors
from analysis.uncertainty.differences import the_differences

TORNADO_COLUMNS = (
    "assumption", "plan", "rival", "low", "high", "low_se", "high_se", "low_at", "high_at", "share", "floor",
    "resolved",
)  # fmt: skip
RESAMPLES = 500
SHUFFLES = 200
LEVEL = 0.95
ENDS = np.array([-0.9, 0.9])
"""Ranks, from −1 to 1, that only 5 of 100 worlds lie below, and above."""


def tornado(
    outcomes: pd.DataFrame,
    worlds: pd.DataFrame,
    *,
    baseline: str,
    firm: str,
    metric: str,
    seed: int,
    weights: Mapping[int, float] | None = None,
) -> pd.DataFrame:
    """How far each assumption moves the difference of the two leading plans, and of each plan to the baseline.

    A row an assumption and pair, the widest of each pair first: `low` and `high` are the expected differences between
    `plan` and `rival`, in the metric's units and turned so that more is better for the plan, at the values `low_at` and
    `high_at` of the assumption, all others averaged: the points that 5 and 95 of 100 worlds lie below, or the levels
    of a switch or choice at which the difference is least and greatest. `share` is the part of the variance over
    worlds that it explains out of fold, 0 to 1; `floor` what the luckiest of all assumptions reaches in 95 of 100
    shuffles of the worlds, and `resolved` whether the share exceeds it. What never varies has no row: nothing is known
    of it (`one_assumption.never_varied`). ValueError where the metric tells too little, or neither way is better.
    """
    found = the_differences(outcomes, baseline=baseline, firm=firm, metric=metric, weights=weights)
    pairs = found.pairs()
    values = found.apart(pairs)
    known = assumed(worlds, found.worlds)
    many = len(found.worlds)
    even = many * found.weights[None, :]
    again = many * counted(resampled(found.weights, seed, RESAMPLES)[0], many)
    generator = np.random.Generator(np.random.PCG64([seed, 3]))
    shuffled = np.hstack([values[generator.permutation(many)] for _ in range(SHUFFLES)])
    luckiest = np.zeros((SHUFFLES, len(pairs)))
    rows = []
    for one in known:
        columns = one.at(ENDS.clip(one.places.min(), one.places.max())) if one.is_number else one.levels()
        told = fit(one, values, even)
        middle = columns @ told.coefficients[0]
        errors = standard_errors(columns @ fit(one, values, again).coefficients)
        luckiest = np.maximum(luckiest, fit(one, shuffled, even).share.reshape(SHUFFLES, len(pairs)))
        for place, pair in enumerate(pairs):
            low, high = (0, 1) if one.is_number else (int(middle[:, place].argmin()), int(middle[:, place].argmax()))
            at = one.value_at(ENDS) if one.is_number else one.choices
            row = [*middle[[low, high], place], *errors[[low, high], place], at[low], at[high], told.share[0, place]]
            rows.append((one.name, *pair, *row))
    table = pd.DataFrame(rows, columns=list(TORNADO_COLUMNS[:10]))
    floor = dict(zip(pairs, np.quantile(luckiest, LEVEL, axis=0).tolist(), strict=True))
    table["floor"] = [floor[pair] for pair in zip(table["plan"], table["rival"], strict=True)]
    table["resolved"] = table["share"] > table["floor"]
    order = table.assign(
        pair=[pairs.index(pair) for pair in zip(table["plan"], table["rival"], strict=True)],
        width=-(table["high"] - table["low"]).abs(),
    ).sort_values(["pair", "width"], kind="stable")
    return table.loc[order.index].reset_index(drop=True)
