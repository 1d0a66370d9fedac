"""Runs that the tests of theory share: the shipped market, watched once."""

import pytest

from analysis.laboratory.interventions import sized
from analysis.laboratory.trip_log import TripLog, watch
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario


@pytest.fixture(scope="session")
def market() -> Scenario:
    """The shipped baseline, 6,000 customers, two years after two of burn-in."""
    return sized(load("baseline"), 6_000, 104, 104)


@pytest.fixture(scope="session")
def as_is(market: Scenario) -> TripLog:
    return watch(market)
