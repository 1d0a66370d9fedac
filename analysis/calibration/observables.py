"""What the model says of each fact that a user knows: the same number, computed from a run or from its summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from analysis.outcomes.real_size import scale
from simulation.facts.observables import OBSERVABLES, Observable

if TYPE_CHECKING:
    import pandas as pd

    from simulation.facts.observed import Observed
    from simulation.result import Result
    from simulation.scenario.scenario import Scenario

__all__ = ["OBSERVABLES", "Known", "Observable", "known_facts", "simulated_facts"]

Facts = dict[tuple[str, str], float]
"""A number by firm and name of the observable, in the unit that the table gives it."""


class Known(NamedTuple):
    """A fact as a fit takes it: the number, and its standard error, above 0, given or usual."""

    value: float
    se: float


def known_facts(scenario: Scenario) -> dict[tuple[str, str], Known]:
    """What the scenario tells of real firms, in its order; empty where it tells nothing."""
    return {key: Known(fact.value, fact.error(key[1])) for key, fact in _told(scenario)}


def simulated_facts(source: Result | pd.DataFrame, scenario: Scenario) -> Facts:
    """Every observable of every firm as the model has it; one that is undefined in it is absent.

    `source` is one run, whose counts are brought to the real size here, or the rows of one strategy of `summary.csv`,
    whose counts are of the real size already.
    """
    import pandas as pd

    if isinstance(source, pd.DataFrame):
        rows = source[["firm", "metric", "mean"]].itertuples(index=False, name=None)
        return _computed({(firm, metric): mean for firm, metric, mean in rows}, scenario.market.weeks, 1.0)
    return _computed(source.outcomes, scenario.market.weeks, scale(scenario, source.settled))


def _computed(outcomes: Mapping[tuple[str, str], float], weeks: int, size: float) -> Facts:
    firms = dict.fromkeys(firm for firm, _ in outcomes)
    return {
        (firm, name): outcomes[firm, one.metric] * (size / weeks if one.a_week else 1.0)
        for firm in firms
        for name, one in OBSERVABLES.items()
        if (firm, one.metric) in outcomes
    }


def _told(scenario: Scenario) -> Iterator[tuple[tuple[str, str], Observed]]:
    for firm, facts in scenario.facts.items():
        for name, fact in facts.items():
            yield (firm, name), fact
