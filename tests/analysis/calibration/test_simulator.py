"""The fit as other tools take it: statistics from parameters, distances, draws as chains."""

import numpy as np
import pandas as pd
import pytest

from analysis import simulator
from analysis.calibration.calibrated import Calibrated
from simulation.scenario.load import load

SMALL = {"market.customers": 200, "market.weeks": 20, "market.burn_in_weeks": 4}


@pytest.fixture(scope="module")
def market():
    facts = {"market_share": 0.4, "nps": 20, "price_paid": 10.0}
    return simulator(load("baseline").changed(SMALL | {"observed": {"Alba": facts}}))


def test_parameters_become_the_statistics_that_were_observed(market):
    assert market.observed == {"market_share Alba": 0.4, "nps Alba": 20.0, "price_paid Alba": 10.0}
    middle = dict.fromkeys(market.names, 0.0)
    seen = market.simulate(middle)
    assert list(seen) == list(market.observed)
    assert seen == market.simulate(middle)
    assert market.vector(np.zeros(len(market.names))).tolist() == list(seen.values())
    dearer = market.simulate({**middle, "firms.Alba.pricing.price": 1.0})
    assert dearer["price_paid Alba"] > seen["price_paid Alba"]
    assert market.scenario(middle).firms["Alba"].pricing.price == pytest.approx(9.5, abs=1.0)


def test_a_distance_is_in_standard_errors(market):
    other = {**market.observed, "nps Alba": 28.0}
    assert market.distance(market.observed, market.observed) == 0.0
    assert market.distance(market.observed, other) == pytest.approx(np.sqrt(2.0**2 / 3))
    assert market.distance({**other, "nps Alba": float("nan")}, other) > 1e3


def test_draws_are_chains_for_arviz(market, tmp_path):
    nothing = pd.DataFrame()
    draws = pd.DataFrame({"draw": [1, 2, 3], "firms.Alba.attraction": [0.1, 0.2, 0.4]})
    left = Calibrated(tmp_path, load("baseline"), nothing, draws, nothing, nothing)
    assert {name: chain.shape for name, chain in left.chains().items()} == {"firms.Alba.attraction": (1, 3)}
    arviz = pytest.importorskip("arviz", reason="arviz is no dependency; the shape is what it takes")
    assert "posterior" in arviz.from_dict({"posterior": left.chains()})


@pytest.mark.filterwarnings("default")
def test_pyabc_takes_it_in_five_lines(market):
    pyabc = pytest.importorskip("pyabc", reason="an extra: pip install 'loyalty-simulator[abc]'")
    prior = pyabc.Distribution(**{name: pyabc.RV("norm", 0, 1) for name in market.names})
    sampler = pyabc.sampler.SingleCoreSampler()
    abc = pyabc.ABCSMC(market.simulate, prior, market.distance, population_size=6, sampler=sampler)
    abc.new("sqlite://", market.observed)
    history = abc.run(max_nr_populations=1)
    assert set(history.get_distribution()[0].columns) == set(market.names)
