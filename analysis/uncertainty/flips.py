"""Where does the verdict flip? The value of an assumption at which two plans are level, all others averaged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.statistics.one_assumption import Assumed, assumed, fit
from analysis.statistics.resampling import counted, resampled
from analysis.uncertainty.differences import Differences, the_differences

if TYPE_CHECKING:
    from numpy.typing import NDArray

FLIP_COLUMNS = ("assumption", "plan", "rival", "value", "ci_low", "ci_high", "wins")
RESAMPLES = 500
BAND = (0.025, 0.975)

Row = tuple[str, str, str, object, float, float, str]


@dataclass(frozen=True)
class Curves:
    """What the first of each pair brings more than the second, by one assumption.

    `middle` and the ends `low`, `high` of its 95 % band are (n, pairs), `values_at` the n numbers that they are at,
    from the lowest to the highest, or the levels of a choice.
    """

    one: Assumed
    values_at: NDArray[np.float64] | tuple[object, ...]
    middle: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def flips(
    outcomes: pd.DataFrame,
    worlds: pd.DataFrame,
    *,
    baseline: str,
    firm: str,
    metric: str,
    seed: int,
    weights: Mapping[int, float] | None = None,
) -> pd.DataFrame:
    """Flip points of the two leading plans, and of each plan and the baseline: the table `flips.csv`.

    A row a flip: the `value` of the assumption at which the expected difference between `plan` and `rival`, all other
    assumptions averaged, is 0, and the 95 % interval of values around it at which a bootstrap over worlds cannot tell
    it from 0; an interval that ends where the range ends may go on. A flip is told where there are values at which
    the plan is told to be ahead, and values at which it is told to be behind. `wins` says whether the plan is ahead
    "above" or "below" the value. A pair that flips several times has several rows. One that does not flip has one row
    with an empty value; its interval is then empty too, or holds the values at which a flip cannot be excluded. A
    switch or choice has no point: a row a value at which the sign is told not to be that over all worlds, `wins` says
    "with" or "without" it. `worlds` as for `worth`; what never varies has no row. ValueError where the metric tells
    too little.
    """
    found = the_differences(outcomes, baseline=baseline, firm=firm, metric=metric, weights=weights)
    pairs = found.pairs()
    overall = found.weights @ found.apart(pairs)
    rows: list[Row] = []
    for curves in expected_differences(found, worlds, pairs, seed):
        for place, pair in enumerate(pairs):
            tell = _of_a_number if curves.one.is_number else _of_a_choice
            rows += [(curves.one.name, *pair, *rest) for rest in tell(curves, place, float(overall[place]))]
    return pd.DataFrame(rows, columns=list(FLIP_COLUMNS))


def expected_differences(
    found: Differences, worlds: pd.DataFrame, pairs: list[tuple[str, str]], seed: int
) -> Iterator[Curves]:
    """The curves of each assumption that varies, for pairs of plans, with bootstrap bands."""
    values = found.apart(pairs)
    many = len(found.worlds)
    even = many * found.weights[None, :]
    again = many * counted(resampled(found.weights, seed, RESAMPLES)[0], many)
    for one in assumed(worlds, found.worlds):
        places = one.grid() if one.is_number else np.empty(0)
        columns = one.at(places) if one.is_number else one.levels()
        middle = columns @ fit(one, values, even).coefficients[0]
        low, high = np.quantile(columns @ fit(one, values, again).coefficients, BAND, axis=0)
        yield Curves(one, one.value_at(places) if one.is_number else one.choices, middle, low, high)


def _of_a_number(curves: Curves, place: int, _: float) -> list[tuple[object, float, float, str]]:
    """Every crossing of zero; or one row without a value."""
    values = np.asarray(curves.values_at, float)
    middle = curves.middle[:, place]
    is_open = (curves.low[:, place] <= 0.0) & (curves.high[:, place] >= 0.0)
    if not middle.any():
        return [(np.nan, np.nan, np.nan, "")]
    is_told = (curves.low[:, place] > 0.0).any() and (curves.high[:, place] < 0.0).any()
    crossings = np.flatnonzero(np.sign(middle[:-1]) * np.sign(middle[1:]) < 0.0).tolist()
    rows: list[tuple[object, float, float, str]] = []
    for left in crossings if is_told else ():
        share = middle[left] / (middle[left] - middle[left + 1])
        value = values[left] + share * (values[left + 1] - values[left])
        low, high = _around(is_open, left)
        ends = min(values[low], value), max(values[high], value)
        rows.append((float(value), float(ends[0]), float(ends[1]), "above" if middle[left] < 0.0 else "below"))
    if rows:
        return rows
    near = values[is_open]
    return [(np.nan, *((float(near.min()), float(near.max())) if near.size else (np.nan, np.nan)), "")]


def _around(is_open: NDArray[np.bool_], left: int) -> tuple[int, int]:
    """First and last place of the open stretch around a crossing; just beside it where none is open."""
    low, high = left + 1, left
    while low > 0 and is_open[low - 1]:
        low -= 1
    while high < len(is_open) - 1 and is_open[high + 1]:
        high += 1
    return min(low, left), max(high, left + 1)


def _of_a_choice(curves: Curves, place: int, overall: float) -> list[tuple[object, float, float, str]]:
    """Every level at which the sign is another than over all worlds; or one row without a value."""
    middle = curves.middle[:, place]
    is_told = (curves.low[:, place] > 0.0) | (curves.high[:, place] < 0.0)
    odd = np.flatnonzero(is_told & (np.sign(middle) * np.sign(overall) < 0.0))
    side = "without" if overall > 0.0 else "with"
    rows: list[tuple[object, float, float, str]] = [
        (_plain(curves.values_at[level]), np.nan, np.nan, side) for level in odd
    ]
    return rows or [(np.nan, np.nan, np.nan, "")]


def _plain(value: object) -> object:
    """A level as YAML writes it."""
    return {True: "true", False: "false"}[bool(value)] if isinstance(value, bool | np.bool_) else value


def flip_curve(
    outcomes: pd.DataFrame,
    worlds: pd.DataFrame,
    *,
    firm: str,
    metric: str,
    seed: int,
    assumption: str,
    pair: tuple[str, str],
) -> pd.DataFrame:
    """What the first of a pair of plans is expected to bring more than the second, by one assumption, for a figure.

    Columns `value`, `difference`, `ci_low`, `ci_high` (95 % by bootstrap), in the metric's units, more being better:
    along the range of a number, or at each level of a choice. Empty where the assumption never varies.
    """
    found = the_differences(outcomes, baseline=pair[1], firm=firm, metric=metric)
    tables = [
        pd.DataFrame(
            {
                "value": list(curves.values_at),
                "difference": curves.middle[:, 0],
                "ci_low": curves.low[:, 0],
                "ci_high": curves.high[:, 0],
            }
        )
        for curves in expected_differences(found, worlds[["world", assumption]], [pair], seed)
    ]
    return tables[0] if tables else pd.DataFrame(columns=["value", "difference", "ci_low", "ci_high"])
