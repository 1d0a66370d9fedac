"""Which parameters matter: Morris' screening and Sobol' indices of chosen outcomes, with intervals.

Every point is run on the same luck, and a point's outcome is its mean over replicates, so that what the indices share
out among the parameters is what the parameters do.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.design import Design, Vary
from analysis.statistics import CONFIDENCE
from simulation.faults import refused

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

METHODS = ("morris", "sobol")
SENSITIVITY = "sensitivity.csv"
LEVELS = 4
RESAMPLES = 1_000
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
    def reads(self) -> Sequence[str]:
        """The columns of the table of runs that it looks at."""
        return ["point", *self.outcomes]

    def tables(self, runs: pd.DataFrame) -> dict[str, pd.DataFrame]:
        """A row an outcome, path and index."""
        import pandas as pd

        means = runs.groupby("point")[list(self.outcomes)].mean()
        rows = [row for outcome in self.outcomes for row in self._rows(outcome, means[outcome].to_numpy(float))]
        return {SENSITIVITY: pd.DataFrame(rows, columns=list(COLUMNS))}

    def _rows(self, outcome: str, values: np.ndarray) -> list[tuple[Any, ...]]:
        if not np.isfinite(values).all():
            raise refused(f"{outcome} is not defined at every point; take another --outcome", place="--outcome")
        found = indices(self.method, len(self.paths), self.shares, values, self.seed)
        rows = []
        for place, path in enumerate(self.paths):
            for index, (value, half) in found.items():
                low, high = value[place] - half[place], value[place] + half[place]
                rows.append((outcome, path, index, value[place], low, high))
        return rows

    def figures(self, frames: Mapping[str, pd.DataFrame]) -> dict[str, Figure]:
        """A figure an outcome."""
        from analysis.plots.parameters import parameter_bars

        table = frames[SENSITIVITY]
        return {f"sensitivity-{place}": parameter_bars(table[table["outcome"] == outcome], outcome)
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
    """Each index of each parameter, and half of its 95 % interval; all 0 where the outcome never changes."""
    names = ("mu_star", "sigma") if method == "morris" else ("S1", "ST")
    zero = np.zeros(parameters)
    if np.ptp(values) == 0.0:
        return dict.fromkeys(names, (zero, zero))
    how: dict[str, Any] = {"conf_level": CONFIDENCE, "num_resamples": RESAMPLES, "seed": seed}
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # SALib divides by the variance of resamples, which may be nought
        if method == "morris":
            from SALib.analyze import morris

            found = morris.analyze(problem_of(parameters), shares, values, num_levels=LEVELS, **how)
            missing = np.full(parameters, np.nan)
            return {"mu_star": _pair(found, "mu_star"), "sigma": (np.asarray(found["sigma"], float), missing)}
        from SALib.analyze import sobol

        found = sobol.analyze(problem_of(parameters), values, calc_second_order=False, **how)
    return {name: _pair(found, name) for name in names}


def _pair(found: Mapping[str, Any], name: str) -> tuple[np.ndarray, np.ndarray]:
    return np.asarray(found[name], float), np.asarray(found[f"{name}_conf"], float)


def problem_of(parameters: int) -> dict[str, Any]:
    """SALib's description of the unit cube."""
    names = [f"x{place}" for place in range(parameters)]
    return {"num_vars": parameters, "names": names, "bounds": [[0.0, 1.0]] * parameters}
