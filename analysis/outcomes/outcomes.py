"""Strategies against a baseline, paired by replicate: differences, intervals, chances of being best."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.statistics import estimates
from analysis.statistics.metric_bounds import bounded
from simulation.measurement.metrics import METRICS, direction

if TYPE_CHECKING:
    import pandas as pd

    from simulation.result import Result

Values = Mapping[int, float]
"""An outcome by replicate."""

SUMMARY_COLUMNS = ("strategy", "firm", "metric", "mean", "sd", "ci_low", "ci_high", "replicates")
OUTCOME_COLUMNS = ("strategy", "replicate", "firm", "metric", "value")
COMPARISON_COLUMNS = (
    "firm",
    "metric",
    "strategy",
    "baseline",
    "difference",
    "ci_low",
    "ci_high",
    "p_best",
    "replicates",
)


@dataclass(frozen=True)
class Outcomes:
    """One number for each strategy, firm, metric and replicate; undefined ones are absent."""

    strategies: tuple[str, ...]
    firms: tuple[str, ...]
    metrics: tuple[str, ...]
    cells: Mapping[tuple[str, str, str], Values]

    def values(self, strategy: str, firm: str, metric: str) -> Values:
        """The outcome by replicate, empty where it is never defined."""
        return self.cells.get((strategy, firm, metric), {})

    def difference(self, strategy: str, baseline: str, firm: str, metric: str) -> estimates.Estimate | None:
        """Paired difference over the replicates in which both are defined; None where there are none."""
        pair = paired([self.values(strategy, firm, metric), self.values(baseline, firm, metric)])
        return bounded(estimates.paired_difference(*pair), metric, difference=True) if pair[0] else None

    def level(self, strategy: str, firm: str, metric: str) -> estimates.Estimate | None:
        """Mean and interval of one strategy's own outcome; None where it is never defined."""
        values = list(self.values(strategy, firm, metric).values())
        return bounded(estimates.estimate(values), metric) if values else None

    def chances(self, firm: str, metric: str, but: Collection[str] = ()) -> dict[str, float]:
        """Chance of being best by strategy; empty for a metric that is neither better high nor low.

        Strategies named in `but` are no choice, and the chance is that among the others.
        """
        better = direction(metric)
        defined = [name for name in self.strategies if name not in but and self.values(name, firm, metric)]
        if better is None or len(defined) < (2 if but else 1):
            return {}
        columns = paired([self.values(name, firm, metric) for name in defined])
        if not columns[0]:
            return {}
        return dict(zip(defined, estimates.chance_of_being_best(columns, better), strict=True))

    def table(self) -> pd.DataFrame:
        """Every number as a row: the table `outcomes.csv`."""
        import pandas as pd

        rows = [
            (strategy, replicate, firm, metric, value)
            for strategy in self.strategies
            for firm in self.firms
            for metric in self.metrics
            for replicate, value in sorted(self.values(strategy, firm, metric).items())
        ]
        return pd.DataFrame(rows, columns=list(OUTCOME_COLUMNS))

    @classmethod
    def of(cls, table: pd.DataFrame) -> Outcomes:
        """The outcomes of such a table."""
        cells: dict[tuple[str, str, str], dict[int, float]] = {}
        for strategy, replicate, firm, metric, value in table.itertuples(index=False):
            cells.setdefault((strategy, firm, metric), {})[int(replicate)] = float(value)
        strategies, firms, metrics = (tuple(dict.fromkeys(part)) for part in zip(*cells, strict=True))
        return cls(strategies, firms, tuple(sorted(metrics, key=_place)), cells)


def gather(results: Sequence[Result]) -> Outcomes:
    """The outcomes of all results, strategies and firms in the order in which they come."""
    cells: dict[tuple[str, str, str], dict[int, float]] = {}
    for result in results:
        for (firm, metric), value in result.outcomes.items():
            if math.isfinite(value):
                cells.setdefault((result.strategy, firm, metric), {})[result.replicate] = value
    return Outcomes(
        strategies=tuple(dict.fromkeys(result.strategy for result in results)),
        firms=tuple(dict.fromkeys(firm for _, firm, _ in cells)),
        metrics=tuple(sorted(dict.fromkeys(metric for *_, metric in cells), key=_place)),
        cells=cells,
    )


def paired(columns: Sequence[Values]) -> list[list[float]]:
    """The columns over the replicates that all of them have, in the order of the replicates."""
    common = sorted(set.intersection(*(set(column) for column in columns)))
    return [[column[replicate] for replicate in common] for column in columns]


def summary(outcomes: Outcomes) -> pd.DataFrame:
    """Mean, standard deviation and 95 % interval of every outcome: the table `summary.csv`."""
    import pandas as pd

    rows = []
    for strategy in outcomes.strategies:
        for firm, metric in _keys(outcomes):
            level = outcomes.level(strategy, firm, metric)
            if level is not None:
                rows.append((strategy, firm, metric, level.mean, level.sd, level.low, level.high, level.n))
    return pd.DataFrame(rows, columns=list(SUMMARY_COLUMNS))


def comparison(outcomes: Outcomes, baseline: str, but: Collection[str] = ()) -> pd.DataFrame:
    """Paired difference of every strategy from the baseline: the table `comparison.csv`.

    The baseline has no rows of its own; its chance of being best is what the others leave of 1. Strategies named in
    `but` are no choice of the firm that is judged, and have none.
    """
    import pandas as pd

    rows = []
    for firm, metric in _keys(outcomes):
        chances = outcomes.chances(firm, metric, but)
        for strategy in outcomes.strategies:
            if strategy == baseline:
                continue
            found = outcomes.difference(strategy, baseline, firm, metric)
            if found is not None:
                chance = chances.get(strategy, math.nan)
                rows.append((firm, metric, strategy, baseline, found.mean, found.low, found.high, chance, found.n))
    return pd.DataFrame(rows, columns=list(COMPARISON_COLUMNS))


def _keys(outcomes: Outcomes) -> Iterator[tuple[str, str]]:
    """Every firm with every metric."""
    return ((firm, metric) for firm in outcomes.firms for metric in outcomes.metrics)


def _place(metric: str) -> tuple[int, str]:
    """Where a metric stands in every table: as in `METRICS`, parts of the cost after it by name."""
    names = list(METRICS)
    return (names.index(metric) if metric in names else len(names), metric)
