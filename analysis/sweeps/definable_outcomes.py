"""Outcomes that no run of this length can have are refused before the first run, not after the last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from simulation.behavior.lapse import YEAR
from simulation.reading.errors import Fault, Refused, suggestion, text_of_value
from simulation.scenario.scenario import Scenario

WINDOWS = {"retention": 2, "churn": 2}
"""Windows, burn-in included, over which the metric looks back."""
YEARS = {"clv": 2, "customer_equity": 2}
"""Years over which it does."""
LENGTHS = ("market", "market.weeks", "market.burn_in_weeks")


def refuse_unknown(wanted: Iterable[str], known: Mapping[str, object], place: str) -> None:
    """Refuse outcomes that are no column of the table of runs."""
    faults = [Fault(place, 0, 0, "", f"no outcome {text_of_value(one)}; {suggestion(one, known)}")
              for one in wanted if one not in known]  # fmt: skip
    if faults:
        raise Refused(faults)


def weeks_needed(metric: str, scenario: Scenario) -> int:
    """Weeks that a run must last, burn-in included, for the metric to be defined at its end."""
    return max(WINDOWS.get(metric, 0) * scenario.window_weeks, YEARS.get(metric, 0) * YEAR)


def refuse_undefinable(
    wanted: Iterable[str], known: Mapping[str, tuple[str, str]], scenario: Scenario, varied: Iterable[str], place: str
) -> None:
    """Refuse outcomes, of firm and metric as `known` says, that runs of the scenario are too short to have."""
    if set(varied) & set(LENGTHS):
        return  # some points may be long enough
    market = scenario.market
    weeks = market.weeks + market.burn_in_weeks
    faults = []
    for one in wanted:
        _, metric = known[one]
        needed = weeks_needed(metric, scenario)
        if weeks < needed:
            text = f"{one} is not defined in a run of {weeks} weeks, burn-in included: it needs {needed}"
            faults.append(Fault(place, 0, 0, "", f"{text}; take more --weeks, or another outcome such as profit"))
    if faults:
        raise Refused(faults)
