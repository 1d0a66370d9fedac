"""Runs that the tests of theory share: the shipped market, watched once for long and once for every experiment."""

import pytest

from analysis.experiments import repriced, sized, with_events
from analysis.panel import Panel, watch
from simulation.loading import load
from simulation.scenario import Scenario

SHORT = range(104, 131)


@pytest.fixture(scope="session")
def market() -> Scenario:
    """The shipped baseline, 6,000 customers, two years after two of burn-in."""
    return sized(load("baseline"), 6_000, 104, 104)


@pytest.fixture(scope="session")
def long_run() -> Panel:
    """Five years of the shipped baseline; minds at the end of each year, and every week of half a year."""
    return watch(sized(load("baseline"), 9_000, 260, 104), minds=(52, 156, 208, 260, *SHORT))


@pytest.fixture(scope="session")
def as_is(market: Scenario) -> Panel:
    return watch(market, minds=(1, 4, 52, 104))


@pytest.fixture(scope="session")
def dearer(market: Scenario) -> Panel:
    """The first firm asks 10 % more."""
    return watch(repriced(market, "Alba", 1.1))


@pytest.fixture(scope="session")
def promoted(market: Scenario) -> Panel:
    """The second firm takes 20 % off for two weeks, and says so."""
    promotion = {"event": "promotion", "firm": "Brio", "depth": 0.2, "from_week": 21, "weeks": 2}
    return watch(with_events(market, promotion))


@pytest.fixture(scope="session")
def missed(market: Scenario) -> Panel:
    """The first firm has nothing to sell in week 10."""
    return watch(with_events(market, {"event": "stock_out", "firm": "Alba", "from_week": 10, "weeks": 1}))
