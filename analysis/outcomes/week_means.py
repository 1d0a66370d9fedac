"""Tables that people open: what they ask of a week, as means over replicates with intervals, a row a metric."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.statistics.estimates import estimates_of_columns
from analysis.statistics.metric_bounds import limits

if TYPE_CHECKING:
    import pandas as pd

ASKED_OF_WEEKS = (
    *("market_share", "penetration", "repeat_rate", "retention", "acquired", "active_customers"),
    *("satisfaction", "nps", "conviction", "affect", "habit", "loyalty"),
    *("failures", "dissatisfied", "complaints", "resolved", "silent_exits", "price_paid", "units"),
    *("revenue", "cost", "profit", "cumulative_profit", "clv", "customer_equity"),
)
ASKED_OF_TYPES = (
    *("market_share", "retention", "satisfaction", "conviction", "affect", "habit", "loyalty", "profit", "clv"),
)
"""Metrics that are shown by week, and by week and loyalty type; programs find all of them beside these tables."""
DIGITS = 7
KEYS = ("strategy", "week", "firm", "segment")


def week_means(frame: pd.DataFrame, metrics: Iterable[str]) -> pd.DataFrame:
    """A row a strategy, week, firm, loyalty type where there is one, and metric: `mean, ci_low, ci_high`."""
    import pandas as pd

    keys = [key for key in KEYS if key in frame.columns]
    shown = [metric for metric in metrics if metric in frame.columns]
    parts = [_of_strategy(part, keys, shown) for _, part in frame.groupby("strategy", sort=False)]
    return pd.concat(parts, ignore_index=True)


def _of_strategy(part: pd.DataFrame, keys: Sequence[str], metrics: Sequence[str]) -> pd.DataFrame:
    """The same of one strategy, each of whose runs has the same rows in the same order."""
    runs = part["replicate"].nunique()
    cells = part[keys].iloc[: len(part) // runs]
    means, halves = estimates_of_columns(part[list(metrics)].to_numpy(float).reshape(runs, -1))
    least, most = (np.tile(ends, len(cells)) for ends in zip(*map(limits, metrics), strict=True))
    rows = cells.loc[cells.index.repeat(len(metrics))].reset_index(drop=True)
    return rows.assign(
        metric=list(metrics) * len(cells),
        mean=_short(means),
        ci_low=_short(np.maximum(means - halves, np.minimum(least, means))),
        ci_high=_short(np.minimum(means + halves, np.maximum(most, means))),
    )


def _short(numbers: np.ndarray) -> list[float]:
    """Each number to seven digits: nobody reads more of them."""
    return [float(f"{number:.{DIGITS}g}") for number in numbers.tolist()]
