"""Exact numbers of a few markets: they change only in a commit that says so, and are the same on every Python.

`python -m tests.golden.test_golden` writes them anew, or those of the markets that are named behind it; the commit that
does stands under "Changes results" in CHANGELOG.
"""

import json
import sys
from pathlib import Path

import pytest

from simulation.measurement.metrics import OF_TRIPS
from simulation.result import simulate
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario
from tests.simulation.sample_markets import market

TABLE = Path(__file__).with_name("outcomes.json")
PLACES = 10
"""Significant digits: the same rule compiled by another version of LLVM may differ in the sixteenth."""

SHIPPED = ("price_war", "service_crisis", "newcomer")
MARKETS = ("shocks", "programmes", *SHIPPED)
SHOCKS = {
    "firms.Alba.service.capacity": 250.0,
    "firms.Alba.pricing": {"strategy": "undercut", "by": 0.02, "price": 9.9},
    "firms.Brio.pricing": {"strategy": "high_low", "price": 10.5, "depth": 0.25},
    "firms.Corda.recovery": {"strategy": "fast_track"},
    "events": [
        {"event": "entry", "firm": "Dorra", "from_week": 8},
        {"event": "service_outage", "firm": "Alba", "from_week": 12, "weeks": 6, "size": 0.4},
        {"event": "rumour", "firm": "Brio", "from_week": 20, "weeks": 4},
        {"event": "exit", "firm": "Corda", "from_week": 40},
    ],
}
PROGRAMMES = {
    "firms.Alba.programme": {"strategy": "nth_free", "every": 5, "expiry_weeks": 16},
    "firms.Brio.programme": {"strategy": "points", "value": 8.0, "expiry_weeks": 26},
    "firms.Corda.programme": {"strategy": "tiers", "from_visits": [3, 6]},
    "firms.Dorra.programme": {"strategy": "paid_membership", "fee": 4.0},
}


def scenario_of(name: str) -> Scenario:
    """Sixty weeks of a shipped scenario among 600 customers after as many of burn-in, or of a market made here."""
    if name == "shocks":
        return market(SHOCKS, customers=600, weeks=60, burn_in_weeks=60)
    if name == "programmes":
        return market(PROGRAMMES, customers=600, weeks=60, burn_in_weeks=60)
    return load(name, [("market.burn_in_weeks", "60")], customers=600, weeks=60)


def outcomes_of(name: str) -> dict[str, dict[str, float]]:
    """Every outcome of every firm, to ten significant digits."""
    result = simulate(scenario_of(name), audit=True)
    found: dict[str, dict[str, float]] = {}
    for (firm, metric), value in result.outcomes.items():
        found.setdefault(firm, {})[metric] = float(f"{value:.{PLACES}g}")
    found["switches"] = {str(reason): int(n) for reason, n in result.flows.groupby("reason")["customers"].sum().items()}
    return found


def golden() -> dict[str, dict[str, dict[str, float]]]:
    expected: dict[str, dict[str, dict[str, float]]] = json.loads(TABLE.read_text(encoding="utf-8"))
    return expected


@pytest.mark.parametrize("name", MARKETS)
def test_outcomes_are_those_written_down(name: str) -> None:
    assert outcomes_of(name) == golden()[name], "results changed: see the head of this file"


def test_the_table_holds_these_markets_and_every_metric() -> None:
    assert set(golden()) == set(MARKETS)
    firms = [table for market in golden().values() for name, table in market.items() if name != "switches"]
    assert set().union(*firms) == set(OF_TRIPS)


if __name__ == "__main__":
    fresh = {name: outcomes_of(name) for name in sys.argv[1:] or MARKETS}
    TABLE.write_text(json.dumps(golden() | fresh, indent=1) + "\n", encoding="utf-8")
