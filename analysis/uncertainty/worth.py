"""What may research cost? The worth of knowing everything, one assumption, or a block of many, before choosing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis.statistics.many_assumptions import explained, like_these, together, whitened
from analysis.statistics.one_assumption import assumed, fit
from analysis.statistics.resampling import counted, normal_numbers, resampled, standard_errors
from analysis.statistics.shrinkage import split
from analysis.uncertainty.differences import Differences, the_differences
from simulation.measurement.metrics import METRICS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.statistics.many_assumptions import Explained, Together, Whitened
    from analysis.statistics.one_assumption import Assumed

WORTH_COLUMNS = ("assumption", "evppi", "se", "floor", "resolved", "over_horizon", "over_horizon_se", "share")
ALL = "(all)"
"""Stands for all assumptions together in the column `assumption`."""
BLOCK = "(block) "
"""Begins the name of a block of assumptions there."""
RESAMPLES = 500
SHUFFLES = 200
BLOCK_RESAMPLES, BLOCK_SHUFFLES = 200, 500
ROUNDING = 1e-9
LEVEL = 0.95
DRAWS = 128
FEWER = 16
"""How many times fewer draws a resample has."""


class WorthOf(NamedTuple):
    """What one assumption, a block, or all are worth, in the metric's units over all weeks."""

    assumption: str
    evppi: float
    se: float
    floor: float
    resolved: bool
    share: float


class Kindred(NamedTuple):
    """A block of assumptions: the row's name, what is in it, and how worlds lie apart by it."""

    name: str
    members: frozenset[str]
    together: Together


class Worth(NamedTuple):
    """An expected value of information with its standard error, in the metric's units."""

    value: float
    se: float


def worth(
    outcomes: pd.DataFrame,
    worlds: pd.DataFrame,
    *,
    firm: str,
    metric: str,
    seed: int,
    years: float = 1.0,
    blocks: Mapping[str, Sequence[str]] | None = None,
) -> pd.DataFrame:
    """What finding out is worth: the table `worth.csv`.

    First all at once (`ALL`), then blocks (`BLOCK` and the name), then assumptions, of each the dearest first.
    `blocks` names assumptions by block; one of which fewer than 2 vary has no row.

    `outcomes` as for `robustness`; `worlds` has `world` and a column an assumption. `evppi` is the most that knowing
    the assumption before choosing a plan is worth, in the metric's units, a year where the metric sums up weeks
    (`years`: how many an outcome covers), `over_horizon` over all of them: the most that finding it out once may
    cost. By regression on the assumption [StrongEtAl2014]; `share` is the out-of-fold share of the variance, over
    worlds, of the difference between the two leading plans. `se` is by bootstrap over worlds. `floor` is what the
    luckiest of all assumptions reaches in 95 of 100 shuffles of the worlds; what does not exceed it is not
    `resolved`: not told from 0 with so many worlds. No assumption is worth more than all together. What never varies
    has no row.

    For blocks see `_of_blocks`.
    ValueError where the metric tells too little, or neither way is better.
    """
    baseline = str(outcomes["plan"].iloc[0])
    found = the_differences(outcomes, baseline=baseline, firm=firm, metric=metric)
    everything = evpi(found, seed)
    rows = [WorthOf(ALL, *everything, np.nan, everything.value > 2.0 * everything.se, np.nan)]
    each = _of_each(found, worlds, everything.value, seed)
    rows += _of_blocks(found, _blocks(found, worlds, blocks or {}), each, everything.value, seed)
    rows += each
    told = pd.DataFrame(rows, columns=list(WorthOf._fields))
    told["over_horizon"], told["over_horizon_se"] = told["evppi"], told["se"]
    if metric in METRICS and METRICS[metric].kind == "flow":
        told[["evppi", "se", "floor"]] /= years
    return told[list(WORTH_COLUMNS)]


def _of_each(found: Differences, worlds: pd.DataFrame, most: float, seed: int) -> list[WorthOf]:
    """A row an assumption, none worth more than `most`, dearest first."""
    known = assumed(worlds, found.worlds)
    even = len(found.worlds) * found.weights[None, :]
    again = len(found.worlds) * counted(resampled(found.weights, seed, RESAMPLES)[0], len(found.worlds))
    lead = found.apart(found.pairs()[:1])
    floor = _floor(known, found, seed)
    rows = []
    for one in known:
        value = min(float(_by_regression(one, found.means, even)[0]), most)
        error = float(standard_errors(_by_regression(one, found.means, again)))
        rows.append(WorthOf(one.name, value, error, floor, value > floor, float(fit(one, lead, even).share[0, 0])))
    return sorted(rows, key=lambda row: -row.evppi)


def _blocks(found: Differences, worlds: pd.DataFrame, named: Mapping[str, Sequence[str]]) -> list[Kindred]:
    """The blocks of which at least two assumptions vary."""
    if not found.means.any():
        return []
    known = {one.name: one for one in assumed(worlds, found.worlds)}
    blocks = []
    for name, columns in named.items():
        members = [known[column] for column in columns if column in known]
        block = together(members) if len(members) > 1 else None
        if block is not None:
            blocks.append(Kindred(BLOCK + name, frozenset(one.name for one in members), block))
    return blocks


def _of_blocks(
    found: Differences, blocks: Sequence[Kindred], each: Sequence[WorthOf], most: float, seed: int
) -> list[WorthOf]:
    """A row a block, none worth more than `most` or less than what is told of one of its assumptions.

    It is worth what is believed of each world given all its assumptions (`many_assumptions.explained`); its error is by
    a bootstrap of what is believed. Whether it is told rests on what the expected differences alone show; each block
    has a floor of its own, so that in 5 of 100 shuffles one of all exceeds its own [WestfallYoung1993], on the scale of
    its worth.
    """
    white, average = whitened(found.means), found.means.mean(axis=0)
    turn = found.turn(next(iter(found.pairs()), (found.baseline, found.baseline)))
    rows = []
    for block, floor in zip(blocks, _floors(blocks, white, average, seed), strict=True):
        told = explained(block.together, white.values, white.back)
        shown, value = float(_gained(told.fitted[None] + average)), float(_believed(told, average, DRAWS))
        lead = np.square(told.back @ turn)
        share = float(told.shares @ lead / (lead.sum() or 1.0))
        error = _error(block.together, told, average, seed)
        told_of_one = [row for row in each if row.resolved and row.assumption in block.members]
        is_told = shown > floor or bool(told_of_one)
        value = max([min(value, most), *(row.evppi for row in told_of_one)])
        height = floor * value / shown if shown else max(floor, value)
        height = told_of_one[0].floor if shown <= floor and told_of_one else height
        rows.append(WorthOf(block.name, value, error, height, is_told, share))
    return sorted(rows, key=lambda row: -row.evppi)


def _believed(told: Explained, average: NDArray[np.float64], draws: int) -> NDArray[np.float64]:
    """Worth (…) of knowing what a block explains, by draws of what is believed of each world."""
    return _gained(told.drawn(normal_numbers(draws, told.shares.shape[-1])) + average)


def _error(block: Together, told: Explained, average: NDArray[np.float64], seed: int) -> float:
    """Standard error of a block's worth, by samples of worlds in which it explains as much as was found."""
    generator = np.random.Generator(np.random.PCG64([seed, 5]))
    values = like_these(block, told, generator, BLOCK_RESAMPLES)
    middle = values.mean(axis=-2, keepdims=True)
    again = explained(block, values - middle, told.back)
    means = (average + middle @ told.back)[:, None]
    return float(standard_errors(_gained(again.drawn(normal_numbers(DRAWS // FEWER, len(told.shares))) + means)))


def _floors(blocks: Sequence[Kindred], white: Whitened, average: NDArray[np.float64], seed: int) -> list[float]:
    """What the expected differences of each block show where worlds are shuffled: one of all exceeds it in 5 of 100."""
    generator = np.random.Generator(np.random.PCG64([seed, 6]))
    dealt = np.array([generator.permutation(white.values) for _ in range(BLOCK_SHUFFLES)])
    shown = [_gained(explained(one.together, dealt, white.back).fitted[:, None] + average) for one in blocks]
    ranked = np.array([(each[None, :] >= each[:, None]).mean(axis=1) for each in shown])
    least = float(np.quantile(ranked.min(axis=0), 1.0 - LEVEL)) if blocks else 0.0
    return [float(np.quantile(each, 1.0 - least)) for each in shown]


def _gained(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the best plan of each world brings beyond the one best on average, of differences (…, L, W, K)."""
    best = values.max(axis=-1, initial=0.0).mean(axis=(-2, -1))
    on_average = values.mean(axis=(-3, -2)).max(axis=-1, initial=0.0)
    gained = best - on_average
    return np.where(gained > ROUNDING * np.abs(values).max(initial=0.0), gained, 0.0)


def evpi(found: Differences, seed: int) -> Worth:
    """Expected value of perfect information: what the best plan of each world brings beyond the one best on average.

    From what is believed of each world without luck (`shrinkage.split`), as the least `mean_regret` of `robustness`.
    Where doubt is smaller than luck, or plans are level on average, it tells too little rather than too much.
    """
    normal = normal_numbers(DRAWS, found.means.shape[1])
    believed = split(found.means, found.luck(), found.weights, found.degrees)
    least = _least_regret(believed.drawn(normal), found.weights)
    picked, equal = resampled(found.weights, seed, RESAMPLES)
    again = split(found.means[picked], found.luck(counted(picked, len(found.worlds))), equal, found.degrees)
    errors = _least_regret(again.drawn(normal_numbers(DRAWS // FEWER, found.means.shape[1])), equal[0])
    return Worth(float(least), float(standard_errors(errors)))


def _least_regret(drawn: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the plan that is best on average gives away, by draws (…, W, L, K) of differences to the baseline."""
    best = drawn.max(axis=-1, initial=0.0).mean(axis=-1) @ weights
    on_average = np.einsum("...wlk,w->...k", drawn, weights) / drawn.shape[-2]
    given_away = best - on_average.max(axis=-1, initial=0.0)
    return np.where(given_away > ROUNDING * np.abs(drawn).max(initial=0.0), given_away, 0.0)


def _by_regression(
    one: Assumed, values: NDArray[np.float64], counts: NDArray[np.float64], plans: int | None = None
) -> NDArray[np.float64]:
    """Worth of knowing one assumption, by resample (B,); or by table, where the columns of values are many tables'."""
    expected = one.columns @ fit(one, values, counts).coefficients
    tables = expected.reshape(*expected.shape[:2], -1, plans or values.shape[1])
    best = np.maximum(0.0, tables.max(axis=-1))
    heavy = counts / counts.sum(axis=1, keepdims=True)
    knowing = np.einsum("bw,bwt->bt", heavy, best)
    not_knowing = np.maximum(0.0, np.einsum("bw,bwtk->btk", heavy, tables).max(axis=-1))
    gained = knowing - not_knowing
    return np.where(gained > ROUNDING * np.abs(best).max(initial=0.0), gained, 0.0).ravel()


def _floor(known: Sequence[Assumed], found: Differences, seed: int) -> float:
    """What the luckiest assumption reaches in 95 of 100 shuffles, in which none tells anything."""
    if not known:
        return 0.0
    generator = np.random.Generator(np.random.PCG64([seed, 2]))
    shuffled = np.hstack([found.means[generator.permutation(len(found.means))] for _ in range(SHUFFLES)])
    even = len(found.worlds) * found.weights[None, :]
    luckiest = np.max([_by_regression(one, shuffled, even, found.means.shape[1]) for one in known], axis=0)
    return float(np.quantile(luckiest, LEVEL))
