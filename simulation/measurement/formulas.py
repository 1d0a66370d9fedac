"""What the formulas of metrics are made of: the record that they read, ratios, rolling sums, cents split without loss.

All arrays have the week as their first axis; further axes are firms, or firms and types. What is undefined in a cell
(nothing was sold, nobody is active) is NaN there. This file needs no compiled code.
"""

from typing import NamedTuple

import numpy as np

from simulation.measurement.cost_parts import COST_PARTS
from simulation.state import counts as m

YEAR = 52
Metrics = dict[str, np.ndarray]


class Record(NamedTuple):
    """What was counted in reported weeks; the axes after those named are free but alike."""

    counts: np.ndarray  # float64, shape (weeks, measures, …)
    sums: np.ndarray  # float64, shape (weeks, sums, …)
    costs: np.ndarray  # float64 cents, shape (weeks, cost parts, …)
    prices: np.ndarray  # money, shape (weeks, …)
    waits: np.ndarray  # minutes, shape (weeks, …)
    morale: np.ndarray  # 0-1: employees' satisfaction, shape (weeks, …)
    answers: np.ndarray  # float64, shape (weeks, 2, …): answered at the desk, working days that took
    totals: np.ndarray  # float64, shape (weeks, measures, …): the market's sums, broadcast
    customers: np.ndarray  # float64: people that there are, broadcast over what follows the week

    def counted(self, place: int) -> np.ndarray:
        """A count of `state/counts.py`, week by week."""
        return self.counts[:, place]

    def yearly(self, place: int) -> np.ndarray:
        """The same over the last 52 weeks, over all weeks where there are fewer."""
        return rolling(self.counts[:, place])

    def added(self, place: int) -> np.ndarray:
        """A sum of `state/counts.py`, week by week."""
        return self.sums[:, place]

    def spent(self, *parts: str) -> np.ndarray:
        """Cents spent on these parts of the cost."""
        return np.asarray(sum(self.costs[:, COST_PARTS.index(part)] for part in parts))

    def received(self) -> np.ndarray:
        """Cents received."""
        money: np.ndarray = self.counts[:, m.REVENUE] + self.counts[:, m.EXTENSION_CENTS]
        return money


def ratio(top: np.ndarray, bottom: np.ndarray) -> np.ndarray:
    """Top by bottom, NaN where nothing is to divide by. Shapes as NumPy broadcasts them."""
    with np.errstate(divide="ignore", invalid="ignore"):
        result: np.ndarray = np.where(bottom > 0, top / bottom, np.nan)
    return result


def rolling(values: np.ndarray, weeks: int = YEAR) -> np.ndarray:
    """Sums over the last so many weeks, over all weeks where there are fewer; same shape."""
    added = np.cumsum(values, axis=0)
    added[weeks:] = added[weeks:] - added[:-weeks]
    return added


def allocated(total: np.ndarray, weights: np.ndarray, otherwise: np.ndarray) -> np.ndarray:
    """Whole cents split along a new last axis in proportion to weights, so that the parts sum up exactly.

    `otherwise`, shape (parts,), weighs the parts where all weights are 0; in equal parts where it has none either.
    """
    everything = weights.sum(axis=-1, keepdims=True)
    otherwise = otherwise if otherwise.any() else np.ones_like(otherwise)
    is_part = (otherwise > 0) | weights.reshape(-1, otherwise.size).any(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(everything > 0, weights / everything, otherwise / otherwise.sum())
    borders = np.floor(np.cumsum(shares, axis=-1) * total[..., None] + 0.5)
    borders[..., np.flatnonzero(is_part)[-1] :] = total[..., None]
    parts: np.ndarray = np.diff(borders, axis=-1, prepend=0.0)
    return parts
