"""How what plans do goes with one assumption, all others averaged: a smooth curve, or a level for each choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from numpy.polynomial.legendre import legvander

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_COLUMNS = 6
"""A curve bends no more than one of the fifth degree does."""
WORLDS_A_BEND = 8
GRID = 81
RIDGE = 1e-9
NOISE = 1e-12


@dataclass(frozen=True)
class Assumed:
    """One assumption in W worlds as columns (W, p) that a curve is made of, the first of them ones.

    Numbers are taken by their ranks, so that it makes no difference whether a range is uniform in the number or in its
    logarithm: Legendre's polynomials of the rank from −1 to 1. Switches and choices have a level for each value that
    stands in at least 2 worlds. `models` are the numbers of columns to choose among. Of a number, `places` (W,) are the
    ranks and `numbers` (W,) what they are of; of a choice, `places` are those of each world among `choices`.
    """

    name: str
    columns: NDArray[np.float64]
    models: tuple[int, ...]
    places: NDArray[np.float64]
    numbers: NDArray[np.float64]
    choices: tuple[object, ...] = ()

    @property
    def is_number(self) -> bool:
        """Whether it lies on a scale."""
        return not self.choices

    def at(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """The columns (n, p) at ranks from −1 to 1 of a number."""
        return legvander(places, self.columns.shape[1] - 1).astype(float)

    def levels(self) -> NDArray[np.float64]:
        """The columns (levels, p) at each level of a choice."""
        return np.array([self.columns[self.places == level][0] for level in range(len(self.choices))])

    def value_at(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """The numbers at ranks from −1 to 1."""
        ranks, rows = np.unique(self.places, return_index=True)
        return np.interp(places, ranks, self.numbers[rows])

    def grid(self) -> NDArray[np.float64]:
        """Ranks from the lowest world to the highest."""
        return np.linspace(self.places.min(), self.places.max(), GRID)


class Fit(NamedTuple):
    """Coefficients (B, p, M) of M columns in B resamples, and shares (B, M) of their variance explained out of fold."""

    coefficients: NDArray[np.float64]
    share: NDArray[np.float64]


def assumed(worlds: pd.DataFrame, rows: NDArray[np.int64]) -> list[Assumed]:
    """Every assumption that differs at all among these worlds; `worlds` has `world` and a column an assumption.

    ValueError where a world is missing.
    """
    known = worlds.set_index("world")
    lost = sorted(set(rows.tolist()) - set(known.index))
    if lost:
        raise ValueError(f"the design has no world {lost[0]}")
    table = known.loc[rows]
    found = (_assumed(str(name), table[name]) for name in table)
    return [one for one in found if one is not None]


def never_varied(worlds: pd.DataFrame) -> list[str]:
    """Assumptions that are the same in all worlds: nothing is known of what they decide."""
    return [str(name) for name in worlds if name != "world" and worlds[name].astype(str).nunique() < 2]


def _assumed(name: str, column: pd.Series) -> Assumed | None:
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(float)
    is_switch = column.map(lambda value: isinstance(value, bool | np.bool_)).any()
    if is_switch or not np.isfinite(numbers).all() or len(np.unique(numbers)) < 3:
        return _choice(name, column)
    ranks = pd.Series(numbers).rank().to_numpy()
    places = (2.0 * ranks - 1.0) / len(ranks) - 1.0
    most = min(MOST_COLUMNS, len(np.unique(numbers)), 1 + len(ranks) // WORLDS_A_BEND)
    return Assumed(name, legvander(places, most - 1).astype(float), tuple(range(1, most + 1)), places, numbers)


def _choice(name: str, column: pd.Series) -> Assumed | None:
    texts = column.astype(str)
    order = sorted(dict.fromkeys(texts))
    if len(order) < 2:
        return None
    places = texts.map(order.index).to_numpy(float)
    many = [level for level in range(len(order)) if (places == level).sum() > 1]
    columns = np.column_stack([np.ones(len(places)), *(places == level for level in many[1:])])
    models = (1, columns.shape[1]) if len(many) > 1 else (1,)
    first = dict(zip(texts, column, strict=True))
    return Assumed(name, columns, models, places, places, tuple(first[text] for text in order))


def fit(one: Assumed, values: NDArray[np.float64], counts: NDArray[np.float64]) -> Fit:
    """Least squares of values (W, M) on one assumption, with as many columns as pay for themselves.

    `counts` (B, W) tells how often each world stands in each resample. How many columns is chosen by the error in
    worlds left out one at a time, all copies of one together, and a column must lower it by what the Bayesian
    information criterion asks [Schwarz1978], so that an assumption that does nothing seldom gets a curve.
    """
    sums = _Sums(one.columns, values, counts)
    fits, errors, scores = [], [], []
    for size in one.models:
        found, error = sums.least_squares(size)
        errors.append(error)
        fits.append(np.pad(found, ((0, 0), (0, one.columns.shape[1] - size), (0, 0))))
        allowed = error + NOISE * errors[0] + np.finfo(float).tiny
        scores.append(len(values) * np.log(allowed) + (np.log(len(values)) - 2.0) * (size - 1))
    chosen = np.argmin(scores, axis=0)[None]
    coefficients = np.take_along_axis(np.array(fits), chosen[:, :, None, :], axis=0)[0]
    least = np.take_along_axis(np.array(errors), chosen, axis=0)[0]
    share = 1.0 - least / np.where(errors[0] > 0.0, errors[0], 1.0)
    return Fit(coefficients, np.where(errors[0] > 0.0, np.clip(share, 0.0, 1.0), 0.0))


class _Sums:
    """Sums over worlds, by resample, that least squares and their errors are made of: nothing a world is kept."""

    def __init__(self, columns: NDArray[np.float64], values: NDArray[np.float64], counts: NDArray[np.float64]) -> None:
        worlds, width = columns.shape
        self.columns, self.counts, self.middle = columns, counts, values.mean(axis=0)
        self.shape = (len(counts), width, -1)
        centred = values - self.middle
        self.squares = np.square(centred)
        self.grams = (columns[:, :, None] * columns[:, None, :]).reshape(worlds, -1)
        self.crosses = (columns[:, :, None] * centred[:, None, :]).reshape(worlds, -1)
        self.gram, self.cross = self.summed(counts)

    def summed(self, counts: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Products of columns with each other (B, p, p), and with values (B, p, M)."""
        return _summed(counts, self.grams).reshape(self.shape), _summed(counts, self.crosses).reshape(self.shape)

    def least_squares(self, size: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Coefficients (B, size, M) of the first columns, and the mean square error in worlds left out (B, M)."""
        columns = self.columns[:, :size]
        total = self.counts.sum(axis=1)[:, None, None]
        inverse = np.linalg.inv(self.gram[:, :size, :size] + RIDGE * total * np.eye(size))
        found = inverse @ self.cross[:, :size]
        leverage = (
            inverse.reshape(len(inverse), -1) @ (columns[:, :, None] * columns[:, None, :]).reshape(len(columns), -1).T
        )
        left_out = self.counts / np.square(np.clip(1.0 - self.counts * leverage, RIDGE, None))
        gram, cross = (part[:, :size] for part in self.summed(left_out))
        error = _summed(left_out, self.squares) + (found * (gram[:, :, :size] @ found - 2.0 * cross)).sum(axis=1)
        found[:, 0] += self.middle
        return found, np.maximum(0.0, error) / total[:, 0]


def _summed(counts: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sums over worlds (B, n); not by a library of threads, which wait for each other on a busy machine."""
    found: NDArray[np.float64] = np.einsum("bw,wn->bn", counts, values)
    return found
