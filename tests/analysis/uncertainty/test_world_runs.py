"""A world is a file with its numbers: the same market, the same settling, luck of its own."""

import numpy as np
import pytest

from analysis.comparison.request import ComparisonRequest, plan_comparison
from analysis.execution.execution import Execution
from analysis.execution.executor import do_all
from analysis.execution.kept_outcomes import kept_outcomes, keys_of
from analysis.outcomes.told_shares import brought_back, told_shares, with_attractions
from analysis.uncertainty.world_runs import REPLICATES, WorldRuns, kept_in_world, prepared, seed_of
from simulation.reading.errors import Refused
from simulation.scenario.load import load

QUALITY = "firms.Brio.service.quality"
PLANS = {"as_is": {}, "cut": {"firms.Alba.pricing.price": 9.0}, "habit_off": {"customers.switches.habit": False}}
HERE = Execution(workers=1)


@pytest.fixture(scope="module")
def market():
    sizes = {"market.customers": 300, "market.weeks": 8, "market.burn_in_weeks": 6}
    return load("baseline").changed({**sizes, "compare": PLANS})


def values(results, scenario):
    """Outcomes by run, without the attractions that follow them."""
    return [np.frombuffer(one)[: len(keys_of(scenario))] for one in results]


def test_a_world_gives_the_numbers_of_a_file_written_with_them(market):
    runs = WorldRuns(market, [{QUALITY: 0.5}, {QUALITY: 0.8}])
    found = values(do_all(kept_in_world, runs, HERE).results, market)
    own = market.changed({QUALITY: 0.8, "run.seed": seed_of(market.run.seed, 2), "run.replicates": REPLICATES})
    written = plan_comparison(ComparisonRequest((own,))).runs()
    alone = values(do_all(kept_outcomes, written, HERE).results, own)
    expected = {(run.strategy, run.replicate): one for run, one in zip(written, alone, strict=True)}
    places = [runs.place(number) for number in range(len(runs))]
    assert len([place for place in places if place[0] == 2]) == len(expected) == REPLICATES * len(PLANS)
    for (world, replicate, plan), one in zip(places, found, strict=True):
        if world == 2:
            assert np.array_equal(one, expected[plan, replicate], equal_nan=True), (plan, replicate)


def test_luck_is_shared_by_the_plans_of_a_world_and_is_another_in_the_next(market):
    same = market.changed({"compare": {"as_is": {}, "same": {"firms.Alba.pricing.price": 10.0}}})
    runs = WorldRuns(same, [{QUALITY: 0.7}] * 3)
    found = do_all(kept_in_world, runs, HERE).results
    by_plan = [found[0::2], found[1::2]]
    assert by_plan[0] == by_plan[1], "a plan that changes nothing differs by nothing"
    assert len(set(by_plan[0])) == 3 * REPLICATES, "each world and replicate has luck of its own"


def test_seeds_are_those_of_their_world_whatever_the_number_of_worlds():
    seeds = {seed_of(seed, world) for seed in (1, 2) for world in range(1, 500)}
    assert len(seeds) == 2 * 499
    assert all(0 <= seed < 2**63 for seed in seeds)
    assert seed_of(1, 1) == 38901565946305238


def test_a_world_that_is_no_scenario_fails_as_itself(market):
    runs = WorldRuns(market, [{QUALITY: 0.7}, {QUALITY: 7.0}])
    failures = do_all(kept_in_world, runs, HERE).failures
    assert [str(failure.run) for failure in failures[:1]] == ["world 2, as_is, replicate 1"]
    assert len(failures) == REPLICATES * len(PLANS)
    assert QUALITY in str(failures[0])
    assert not isinstance(failures[0].error, Refused), "which would stop the worlds that are sound"


def test_attractions_are_brought_back_to_the_shares_that_are_told(market):
    told = market.changed({
        "market.customers": 1000, "market.weeks": 26, "market.burn_in_weeks": 26,
        "firms.Alba.observed_share": 0.1, "firms.Brio.observed_share": 0.4,
    })  # fmt: skip
    far = told.changed({"firms.Brio.service.quality": 0.3})
    found = brought_back(far)
    for scenario, most in ((far, 1.0), (found, 0.03)):
        shares = shares_of(scenario)
        missed = max(abs(shares[name] - share) for name, share in told_shares(told).items())
        assert missed < most, shares
        assert scenario is found or missed > 0.1
    assert found.firms["Corda"].attraction == far.firms["Corda"].attraction
    assert brought_back(market) is market, "nothing is told"


def shares_of(scenario):
    run = plan_comparison(ComparisonRequest((scenario,))).runs()[0]
    (one,) = do_all(kept_outcomes, [run], HERE).results
    found = dict(zip(keys_of(scenario), np.frombuffer(one)[:-1], strict=True))  # the last number is the scale
    return {name: found[name, "market_share"] for name in scenario.firms}


def test_a_plan_that_sets_an_attraction_keeps_its_distance(market):
    before = market.firms["Alba"].attraction
    plans = market.changed({"compare": {**PLANS, "nicer": {"firms.Alba.attraction": before + 0.25}}})
    found = with_attractions(plans, {"Alba": before - 1.0})
    assert found.with_strategy("nicer").firms["Alba"].attraction == pytest.approx(before - 0.75)
    assert found.compare["cut"] == PLANS["cut"]


def test_a_world_keeps_the_plans_and_has_its_own_luck(market):
    found = prepared(market, {QUALITY: 0.6}, 3)
    assert found.compare == market.compare
    assert found.firms["Brio"].service.quality == 0.6
    assert (found.run.seed, found.run.replicates) == (seed_of(market.run.seed, 3), REPLICATES)
