"""Differences of sums from the baseline in each year of a run: the table `years.csv`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.outcomes.outcomes import paired
from analysis.outcomes.real_size import Scales, sized
from analysis.statistics.estimates import paired_difference
from simulation.measurement.formulas import YEAR

if TYPE_CHECKING:
    import pandas as pd

SUMS = ("profit", "revenue", "cost", "units", "acquired")
"""What is added up by year."""
COLUMNS = (
    *("firm", "metric", "strategy", "baseline", "year", "weeks", "difference", "ci_low", "ci_high", "replicates"),
)


def by_year(weekly: pd.DataFrame, scales: Scales, baseline: str) -> pd.DataFrame:
    """Paired difference of every strategy from the baseline in each year of 52 weeks: the table `years.csv`.

    `weekly` is the table by week and replicate, as it was simulated. What is left of the weeks is a year of its own,
    of as many `weeks`. Years add up to the differences of the whole run.
    """
    import pandas as pd

    years = (weekly["week"] - 1) // YEAR + 1
    weeks = weekly.groupby(years)["week"].nunique()
    sums = sized(weekly, scales, SUMS).groupby(["firm", "strategy", years, "replicate"])[list(SUMS)].sum()
    rows = []
    for firm in dict.fromkeys(weekly["firm"]):
        for metric in SUMS:
            columns = _columns(sums.loc[firm, metric])
            for strategy in dict.fromkeys(weekly["strategy"]):
                for year in weeks.index if strategy != baseline else ():
                    pair = paired([columns.get((name, year), {}) for name in (strategy, baseline)])
                    if pair[0]:
                        found = paired_difference(*pair)
                        rows.append((firm, metric, strategy, baseline, year, weeks[year], found.mean, found.low,
                                     found.high, found.n))  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _columns(sums: pd.Series) -> dict[tuple[str, int], dict[int, float]]:
    """Sums by strategy and year, each by replicate."""
    found: dict[tuple[str, int], dict[int, float]] = {}
    for strategy, year, replicate, value in sums.reset_index().itertuples(index=False):
        found.setdefault((strategy, year), {})[replicate] = float(value)
    return found
