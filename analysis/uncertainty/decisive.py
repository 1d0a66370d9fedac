"""What decides between plans? How far each assumption moves the difference between two of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.statistics.one_assumption import Assumed, assumed, fit
from analysis.statistics.resampling import counted, resampled, standard_errors
from analysis.uncertainty.differences import Differences, the_differences

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
    known = assumed(worlds, found.worlds)
    rows = [row for one in known for row in _swings(one, found, pairs, seed)]
    table = pd.DataFrame(rows, columns=list(TORNADO_COLUMNS[:10]))
    both = list(zip(table["plan"], table["rival"], strict=True))
    floor = dict(zip(pairs, _floor(known, found, pairs, seed), strict=True))
    table["floor"] = [floor[pair] for pair in both]
    table["resolved"] = table["share"] > table["floor"]
    width = -(table["high"] - table["low"]).abs()
    order = table.assign(pair=[pairs.index(pair) for pair in both], width=width)
    return table.loc[order.sort_values(["pair", "width"], kind="stable").index].reset_index(drop=True)


def _swings(one: Assumed, found: Differences, pairs: list[tuple[str, str]], seed: int) -> Iterator[tuple[object, ...]]:
    """A row a pair of plans for one assumption."""
    many = len(found.worlds)
    again = many * counted(resampled(found.weights, seed, RESAMPLES)[0], many)
    values = found.apart(pairs)
    columns = one.at(ENDS.clip(one.places.min(), one.places.max())) if one.is_number else one.levels()
    at = one.value_at(ENDS) if one.is_number else one.choices
    told = fit(one, values, many * found.weights[None, :])
    middle = columns @ told.coefficients[0]
    errors = standard_errors(columns @ fit(one, values, again).coefficients)
    for place, pair in enumerate(pairs):
        ends = [0, 1] if one.is_number else [int(middle[:, place].argmin()), int(middle[:, place].argmax())]
        yield (
            one.name,
            *pair,
            *middle[ends, place],
            *errors[ends, place],
            *(at[end] for end in ends),
            told.share[0, place],
        )


def _floor(known: Sequence[Assumed], found: Differences, pairs: list[tuple[str, str]], seed: int) -> list[float]:
    """The share that the luckiest assumption explains in 95 of 100 shuffles, by pair."""
    many = len(found.worlds)
    generator = np.random.Generator(np.random.PCG64([seed, 3]))
    values = found.apart(pairs)
    shuffled = np.hstack([values[generator.permutation(many)] for _ in range(SHUFFLES)])
    luckiest = np.zeros((SHUFFLES, len(pairs)))
    for one in known:
        share = fit(one, shuffled, many * found.weights[None, :]).share
        luckiest = np.maximum(luckiest, share.reshape(SHUFFLES, len(pairs)))
    return [float(value) for value in np.quantile(luckiest, LEVEL, axis=0)]
