"""Which parameters matter: Morris' screening and Sobol' indices of chosen outcomes, with intervals.

Every point is run on the same luck, and a point's outcome is its mean over replicates, so that what the indices share
out among the parameters is what the parameters do.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.figures.parameters import parameter_bars
from analysis.statistics.estimates import CONFIDENCE, NOISE
from analysis.sweeps.design import Design, Vary
from analysis.text.numbers import number
from simulation.reading.errors import Fault, Refused, refused

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

METHODS = ("morris", "sobol")
SENSITIVITY = "sensitivity.csv"
PROBLEM = "problem.json"
SHARES = ("S1", "ST")
"""Indices that are shares of the outcome's variance; estimates beyond 0 to 1 are cut off there, and told."""
LEVELS = 4
RESAMPLES = 1_000
LEAST_VAGUE = 0.1
"""Half an interval of a share below which nobody asks for a narrower one."""
TOLERATED = 0.05
"""How far beyond 0 to 1 an estimate of a share may lie without a word."""
MOST_NAMED = 5
AGAIN = "the same command with another --outcome and --resume reads the runs that are kept"
MEANINGS = {
    "mu_star": "mean absolute change of the outcome when the parameter crosses its range",
    "sigma": "spread of that change: 0 where the parameter acts alone and evenly",
    "S1": "share of the outcome's variance that the parameter explains by itself",
    "ST": "share that it explains together with all its interactions",
}
COLUMNS = {
    "outcome": ("outcome of a run, a column of runs.parquet", "name"),
    "path": ("varied path of the scenario", "name"),
    "index": ("; ".join(f"{name}: {meaning}" for name, meaning in MEANINGS.items()), "name"),
    "value": ("the index", "mu_star, sigma: as the outcome; S1, ST: share"),
    "ci_low": ("lower end of its 95 % bootstrap interval; empty where there is none", "as the value"),
    "ci_high": ("upper end of its 95 % bootstrap interval; empty where there is none", "as the value"),
}


@dataclass(frozen=True)
class Sensitivity:
    """What is made of the runs: indices of each outcome."""

    method: str
    paths: tuple[str, ...]
    shares: np.ndarray
    outcomes: tuple[str, ...]
    seed: int

    @property
    def columns(self) -> Mapping[str, tuple[str, str]]:
        """Meaning and unit of the columns of its table."""
        return COLUMNS

    @property
    def chosen(self) -> Sequence[str]:
        """The outcomes that are read."""
        return self.outcomes

    @property
    def reads(self) -> Sequence[str]:
        """The columns of the table of runs that it looks at."""
        return ["point", *self.outcomes]

    def tables(self, runs: pd.DataFrame) -> dict[str, pd.DataFrame]:
        """A row an outcome, path and index; none of an outcome that is not defined at every point."""
        import pandas as pd

        means = self._means(runs)
        rows = [row for outcome in self.outcomes if means[outcome].notna().all()
                for row in self._rows(outcome, means[outcome].to_numpy(float))]  # fmt: skip
        return {SENSITIVITY: pd.DataFrame(rows, columns=list(COLUMNS))}

    def gaps(self, runs: pd.DataFrame) -> list[str]:
        """Outcomes without indices, each with the points at which it is not defined."""
        means, told = self._means(runs), []
        for outcome in self.outcomes:
            missing = [str(point) for point in means.index[means[outcome].isna()]]
            if missing:
                first = ", ".join(missing[:MOST_NAMED]) + (", …" if len(missing) > MOST_NAMED else "")
                where = f"{len(missing)} of {len(means)} points ({first})"
                told.append(f"{outcome} is not defined at {where}, so it has no indices; {AGAIN}")
        if len(told) == len(self.outcomes):
            raise Refused([Fault("--outcome", 0, 0, "", text) for text in told])
        return told

    def notes(self, runs: pd.DataFrame) -> list[str]:
        """What its numbers do not show: an outcome that never changes, and shares that too few samples blow up."""
        means, notes = self._means(runs), []
        for outcome in self.outcomes:
            values = means[outcome].to_numpy(float)
            if np.isnan(values).any():
                continue
            if is_constant(values):
                notes.append(f"{outcome} is the same at all {len(values)} points: nothing varied moves it here.")
                continue
            if self.method == "sobol" and (beyond := self._beyond(values)):
                right = "too few samples to share out the variance; take twice as many --samples or more"
                notes.append(f"{outcome}: {', '.join(beyond)} came out beyond 0 to 100 %: {right}.")
            if vague := self._vague(values):
                more = f", nor are {len(vague) - 1} more" if len(vague) > 1 else ""
                notes.append(f"{outcome}: {vague[0]} is not resolved{more}; take more --samples.")
        return notes

    def _vague(self, values: np.ndarray) -> list[str]:
        """Indices that their own interval leaves open, the largest first: `S1 of customers.mix 1.40 ±0.69`."""
        found = indices(self.method, len(self.paths), self.shares, values, self.seed)
        open_ones = [
            (float(value[place]), f"{name} of {path} {number(value[place])} ±{number(half[place])}")
            for name, (value, half) in found.items()
            for place, path in enumerate(self.paths)
            if half[place] > max(abs(value[place]) / 2.0, LEAST_VAGUE if name in SHARES else 0.0)
        ]
        return [text for _, text in sorted(open_ones, key=lambda one: -one[0])]

    def _beyond(self, values: np.ndarray) -> list[str]:
        """Indices of which some estimate is no share."""
        found = indices(self.method, len(self.paths), self.shares, values, self.seed)
        return [name for name, (value, _) in found.items()
                if name in SHARES and (value.max() > 1.0 + TOLERATED or value.min() < -TOLERATED)]  # fmt: skip

    def _means(self, runs: pd.DataFrame) -> pd.DataFrame:
        return runs.groupby("point")[list(self.outcomes)].mean()

    def _rows(self, outcome: str, values: np.ndarray) -> list[tuple[Any, ...]]:
        found = indices(self.method, len(self.paths), self.shares, values, self.seed)
        rows = []
        for place, path in enumerate(self.paths):
            for index, (value, half) in found.items():
                ends = value[place] + np.array([0.0, -half[place], half[place]])
                rows.append((outcome, path, index, *(np.clip(ends, 0.0, 1.0) if index in SHARES else ends)))
        return rows

    def figures(self, frames: Mapping[str, pd.DataFrame]) -> dict[str, Callable[[], Figure]]:
        """A figure an outcome."""
        table = frames[SENSITIVITY]
        return {f"sensitivity-{place}": partial(parameter_bars, table[table["outcome"] == outcome], outcome)
                for place, outcome in enumerate(self.outcomes, start=1)}  # fmt: skip


def sampled(method: str, varied: Sequence[Vary], samples: int, seed: int) -> tuple[Design, np.ndarray]:
    """The design that the method needs, and where its points lie in the unit cube, shape (points, paths)."""
    problem = problem_of(len(varied))
    if method == "morris":
        from SALib.sample import morris

        shares = morris.sample(problem, samples, num_levels=LEVELS, seed=seed)
    else:
        from SALib.sample import sobol

        if samples & (samples - 1):
            near = 1 << samples.bit_length()
            raise refused(f"{samples}: a Sobol' design needs a power of two, such as {near}", place="--samples")
        shares = sobol.sample(problem, samples, calc_second_order=False, seed=seed)
    points = [tuple(one.at(float(u)) for one, u in zip(varied, row, strict=True)) for row in shares]
    return Design(method, tuple(one.path for one in varied), points), np.asarray(shares)


def indices(
    method: str, parameters: int, shares: np.ndarray, values: np.ndarray, seed: int
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Each index of each parameter, and half of its 95 % interval.

    Where the outcome never changes, but for rounding, its changes are 0, without an interval; shares of a variance that
    is nought are undefined.
    """
    names = SHARES if method == "sobol" else ("mu_star", "sigma")
    if is_constant(values):
        missing = np.full(parameters, np.nan)
        return dict.fromkeys(names, (missing if method == "sobol" else np.zeros(parameters), missing))
    how: dict[str, Any] = {"conf_level": CONFIDENCE, "num_resamples": RESAMPLES, "seed": seed}
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # SALib divides by the variance of resamples, which may be nought
        if method == "morris":
            from SALib.analyze import morris

            found = morris.analyze(problem_of(parameters), shares, values, num_levels=LEVELS, **how)
            missing = np.full(parameters, np.nan)
            noise = NOISE * np.abs(values).max()
            steps, spread = _pair(found, "mu_star"), np.asarray(found["sigma"], float)
            return {"mu_star": (_rid(steps[0], noise), _rid(steps[1], noise)), "sigma": (_rid(spread, noise), missing)}
        from SALib.analyze import sobol

        found = sobol.analyze(problem_of(parameters), values, calc_second_order=False, **how)
    return {name: _pair(found, name) for name in names}


def is_constant(values: np.ndarray) -> bool:
    """Whether all values, shape (points,), are the same but for rounding."""
    return bool(np.ptp(values) <= NOISE * np.abs(values).max())


def _rid(found: np.ndarray, noise: float) -> np.ndarray:
    """The numbers, with 0 for those that are nothing but rounding."""
    return np.where(np.abs(found) <= noise * LEVELS, 0.0, found)


def _pair(found: Mapping[str, Any], name: str) -> tuple[np.ndarray, np.ndarray]:
    return np.asarray(found[name], float), np.asarray(found[f"{name}_conf"], float)


def problem_to_read(varied: Sequence[Vary]) -> dict[str, Any]:
    """The same by the names and bounds of the paths, for SALib's own tools; of values listed, the bounds are 0 to 1."""
    kinds = ["logunif" if one.is_log else "unif" for one in varied]
    bounds = [[one.low, one.high] if one.is_range else [0.0, 1.0] for one in varied]
    return {"num_vars": len(varied), "names": [one.path for one in varied], "bounds": bounds, "dists": kinds}


def problem_of(parameters: int) -> dict[str, Any]:
    """SALib's description of the unit cube."""
    names = [f"x{place}" for place in range(parameters)]
    return {"num_vars": parameters, "names": names, "bounds": [[0.0, 1.0]] * parameters}
