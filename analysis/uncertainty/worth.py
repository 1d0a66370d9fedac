"""What may research cost? The worth of knowing everything, and of knowing one assumption, before choosing a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis.statistics.one_assumption import assumed, fit
from analysis.statistics.resampling import counted, normal_numbers, resampled, standard_errors
from analysis.statistics.shrinkage import split
from analysis.text.numbers import counted as told_count
from analysis.text.numbers import number
from analysis.uncertainty.differences import Differences, the_differences
from simulation.measurement.metrics import METRICS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.statistics.one_assumption import Assumed

WORTH_COLUMNS = ("assumption", "evppi", "se", "floor", "resolved", "over_horizon", "over_horizon_se", "share")
ALL = "(all)"
"""Stands for all assumptions together in the column `assumption`."""
RESAMPLES = 500
SHUFFLES = 200
ROUNDING = 1e-9
LEVEL = 0.95
DRAWS = 128
FEWER = 16
"""How many times fewer draws a resample has."""

Row = tuple[str, float, float, float, bool, float]


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
    weights: Mapping[int, float] | None = None,
) -> pd.DataFrame:
    """What finding out is worth: the table `worth.csv`, first all at once (`ALL`), then assumptions, dearest first.

    `outcomes` as for `robustness`; `worlds` has `world` and a column an assumption. `evppi` is the most that knowing
    the assumption before choosing a plan is worth, in the metric's units, a year where the metric sums up weeks
    (`years`: how many an outcome covers), `over_horizon` over all of them: the most that finding it out once may
    cost. By regression on the assumption [StrongEtAl2014]; `share` is the out-of-fold share of the variance, over
    worlds, of the difference between the two leading plans. `se` is by bootstrap over worlds. `floor` is what the
    luckiest of all assumptions reaches in 95 of 100 shuffles of the worlds; what does not exceed it is not
    `resolved`: not told from 0 with so many worlds. No assumption is worth more than all together. What never varies
    has no row.
    ValueError where the metric tells too little, or neither way is better.
    """
    baseline = str(outcomes["plan"].iloc[0])
    found = the_differences(outcomes, baseline=baseline, firm=firm, metric=metric, weights=weights)
    everything = evpi(found, seed)
    rows = [(ALL, *everything, np.nan, everything.value > 2.0 * everything.se, np.nan)]
    rows += _of_each(found, worlds, everything.value, seed)
    told = pd.DataFrame(rows, columns=["assumption", "evppi", "se", "floor", "resolved", "share"])
    told["over_horizon"], told["over_horizon_se"] = told["evppi"], told["se"]
    if metric in METRICS and METRICS[metric].kind == "flow":
        told[["evppi", "se", "floor"]] /= years
    return told[list(WORTH_COLUMNS)]


def _of_each(found: Differences, worlds: pd.DataFrame, most: float, seed: int) -> list[Row]:
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
        rows.append((one.name, value, error, floor, value > floor, float(fit(one, lead, even).share[0, 0])))
    return sorted(rows, key=lambda row: -row[1])


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


def worth_in_words(table: pd.DataFrame, labels: Mapping[str, str], unit: str, *, most: int = 3) -> str:
    """What to find out first, in part of a sentence, from the table of `worth`.

    `labels` completes "finding out …" for an assumption; without one its name stands there. `unit` is that of the
    worth, as "USD a year". At most so many assumptions are named. No limit exceeds what knowing everything may be
    worth at most, the upper end of its interval.
    """
    everything, each = (table[table["assumption"].eq(ALL) == is_all] for is_all in (True, False))
    top = float((everything["evppi"] + 2.0 * everything["se"]).max())
    named = each[each["resolved"]].head(most)
    rest = each.drop(named.index)
    level = min(max([*rest["evppi"], *each["floor"].head(1)], default=0.0), top)
    if level <= 0.0 and named.empty:
        return "no single number, if it were known, would change the choice"
    if named.empty:
        least = f"less than {_rounded(level)} {unit} for each of {told_count(len(each), 'number')} that vary"
        return f"no single number is shown to be worth finding out: {least}, and more worlds tell more"
    (first, value), *others = zip(named["assumption"], named["evppi"], strict=True)
    said = f"finding out {labels.get(first, first)} is worth up to {_rounded(value)} {unit}"
    said += "".join(f", {labels.get(name, name)} up to {_rounded(more)}" for name, more in others)
    return said + (f", any other number less than {_rounded(level)}" if len(rest) else "")


def worth_in_brief(table: pd.DataFrame, unit: str) -> str:
    """The number that is worth most to find out, in a sentence, or that none is shown to be."""
    each = table[table["assumption"].ne(ALL) & table["resolved"]]
    if each.empty:
        return "No single number is shown to be worth finding out."
    first = each.iloc[0]
    return f"Finding out {first['assumption']} is worth up to {_rounded(first['evppi'])} {unit}."


def _rounded(value: float) -> str:
    """Two digits that matter, upwards: what is said is a limit."""
    if value <= 0.0:
        return "0"
    step = 10.0 ** (np.floor(np.log10(value)) - 1.0)
    return number(float(np.ceil(round(value / step, 6)) * step), digits=max(0, -int(np.log10(step))))


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
