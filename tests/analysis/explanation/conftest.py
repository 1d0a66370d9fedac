"""Lives that tests of explanations look at: of one market, under two strategies."""

import pytest

from analysis.execution.run import Run
from analysis.explanation.followed import follow
from analysis.explanation.journey import parting
from tests.simulation.sample_markets import market

CUT = {"firms.Alba.pricing.price": 8.5}


@pytest.fixture(scope="module")
def as_is():
    return market(weeks=30)


@pytest.fixture(scope="module")
def pair(as_is):
    return [Run(as_is, "as_is", 1), Run(as_is.changed(CUT), "cut", 1)]


@pytest.fixture(scope="module")
def journeys(pair):
    """A customer whose lives part, and one whose lives do not, under both strategies."""
    for_both = [[follow(run, customer) for run in pair] for customer in range(40)]
    parted = next(both for both in for_both if (parting(*both) or 0) > 4)
    alike = next(both for both in for_both if parting(*both) is None and any(step.trip for step in both[0].steps))
    return parted, alike
