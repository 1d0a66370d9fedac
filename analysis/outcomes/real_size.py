"""Money and counts of the market as large as it really is: sums are multiplied, prices, shares and indices are not.

Each replicate has a scale of its own, which all strategies share, so that differences stay paired.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from simulation.measurement.metrics import METRICS
from simulation.reading.errors import refused
from simulation.scenario.real_size import REAL_CUSTOMERS, scale_of, size_told, sizing_firm

if TYPE_CHECKING:
    import pandas as pd

    from simulation.result import Result
    from simulation.scenario.scenario import Scenario

SCALE = "scale"  # where a manifest tells it
Scales = Mapping[int, float]
"""Real customers per simulated one by replicate."""
STOCKS = ("active_customers", "cumulative_profit", "customer_equity")
"""What is taken at the last week and grows with the market; all else of a last week is a rate, or of one customer."""
SCALED = ("summary.csv", "comparison.csv", "years.csv", "outcomes.csv", "standing.csv")
"""Files whose money and counts are of the real size."""


def grows(metric: str) -> bool:
    """Whether a metric grows with the number of customers: a sum of money, or a count."""
    return metric in STOCKS or (metric in METRICS and METRICS[metric].kind == "flow")


def scales_of(scenario: Scenario, results: Iterable[Result]) -> dict[int, float]:
    """The scale of each replicate, as the first of its results has it: strategies of a study settle alike.

    Refused where a firm without customers is to tell it.
    """
    found: dict[int, float] = {}
    for result in results:
        if result.replicate not in found:
            found[result.replicate] = scale(scenario, result.settled)
    return found


def scale(scenario: Scenario, settled: Mapping[str, int]) -> float:
    """Real customers per simulated one in a run that began with these active customers; refused where there are none.

    `settled` has them by firm.
    """
    try:
        return scale_of(scenario, settled)
    except ValueError as error:
        path = f"firms.{sizing_firm(scenario)}.{REAL_CUSTOMERS}"
        raise refused(str(error), path=path) from None


def of_real_size(results: Sequence[Result], scales: Scales) -> list[Result]:
    """The results with outcomes and standings of the real size; tables by week and flows stay as simulated."""
    return [
        replace(
            result,
            outcomes={key: value * scales[result.replicate] if grows(key[1]) else value
                      for key, value in result.outcomes.items()},
            standing=sized(result.standing, scales),
        )
        for result in results
    ]  # fmt: skip


def sized(table: pd.DataFrame, scales: Scales, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """A table with a row a replicate, or several, in which sums of money and counts are of the real size.

    `columns` are those to multiply; None: each that is such a metric, and `customers`.
    """
    named = columns or [name for name in table.columns if name == "customers" or grows(name)]
    factors = table["replicate"].map(scales)
    return table.assign(**{name: table[name] * factors for name in named})


def size_facts(scenario: Scenario, scales: Scales) -> dict[str, Any]:
    """What a manifest says of it: whose money and counts are told, in which files, and the factor of each replicate."""
    values = [scales[replicate] for replicate in sorted(scales)]
    same = len(set(values)) == 1
    return {"of": size_told(scenario), "files": list(SCALED), "factor": values[0] if same else values}


def read_scales(manifest: Mapping[str, Any], replicates: int) -> dict[int, float]:
    """The scale of each replicate as a manifest has it."""
    factor = manifest[SCALE]["factor"]
    values = factor if isinstance(factor, list) else [factor] * replicates
    return dict(enumerate(values, start=1))
