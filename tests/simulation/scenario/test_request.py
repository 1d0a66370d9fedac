"""`simulate` runs the strategy that it is given, in the market that settled under the baseline, as `compare` does."""

from typing import Any

import pytest

from analysis import compare
from simulation.model import LoyaltyModel
from simulation.reading.errors import Refused
from simulation.result import simulate
from simulation.scenario.load import load
from simulation.scenario.real_size import PER
from simulation.scenario.scenario import Scenario
from tests.simulation.sample_markets import price_of

PRICE = "firms.Alba.pricing.price"
PLANS = {
    "now": {PRICE: 10.5},
    "cut": {PRICE: 9.0},
    "rise": {"firms.Alba.pricing": {"strategy": "fixed", "price": 12.0}},
}


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """A market whose baseline changes something itself."""
    small = {"market.burn_in_weeks": 4, "run.replicates": 2, "compare": PLANS}
    return load("baseline", small, customers=200, weeks=6)


def profit(result) -> float:
    return result.outcomes["Alba", "profit"]


def test_it_is_what_compare_compares(scenario: Scenario) -> None:
    table = compare(scenario)
    profits = table[(table["firm"] == "Alba") & (table["metric"] == "profit")]
    gains = profits.set_index("strategy")["difference"]
    for name in ("cut", "rise"):
        pairs = [(simulate(scenario, luck, strategy=name), simulate(scenario, luck)) for luck in (1, 2)]
        mine = [(profit(one) - profit(base)) * PER / 200 for one, base in pairs]
        assert gains[name] == pytest.approx(sum(mine) / 2, abs=0.005 * PER / 200)
        assert {one.strategy for one, _ in pairs} == set(pairs[0][0].weekly["strategy"]) == {name}
        assert {base.strategy for _, base in pairs} == {"now"}


def test_a_strategy_begins_in_week_1_and_prices_show_it(scenario: Scenario) -> None:
    seen: list[float] = []
    simulate(scenario, strategy="cut", each_week=lambda model: seen.append(model.firms[0].conditions.price))
    assert seen == [10.5] * 4 + [9.0] * 6
    model = LoyaltyModel(scenario, strategy="rise")
    assert (model.strategy, price_of(model.scenario_in_use, "Alba")) == ("rise", 12.0)


@pytest.mark.parametrize("name", ["cutt", "no_such_strategy", "as_is", 3, {PRICE: 9.0}, ""])
def test_a_strategy_that_is_not_there_is_refused(scenario: Scenario, name) -> None:
    for run in (lambda: simulate(scenario, strategy=name), lambda: LoyaltyModel(scenario, strategy=name)):
        with pytest.raises(
            Refused, match=r"no strategy .* in compare; (did you mean 'cut'|valid here: now, cut, rise)"
        ):
            run()


def test_the_scenario_under_a_strategy_has_it_for_its_baseline(scenario: Scenario) -> None:
    cut = scenario.with_strategy("cut")
    assert list(cut.compare.items()) == [("cut", {}), ("now", PLANS["now"]), ("rise", PLANS["rise"])]
    assert cut.settled() is cut
    assert simulate(cut).strategy == "cut"
    seen: list[float] = []
    simulate(cut, each_week=lambda model: seen.append(model.firms[0].conditions.price))
    assert seen == [9.0] * 10


def test_a_name_of_a_scenario_will_do() -> None:
    small: dict[str, Any] = {"customers": 100, "weeks": 2, "market.burn_in_weeks": 1}
    model = LoyaltyModel("complaint_desk", strategy="price_cut", **small)
    assert model.strategy == "price_cut"
    numbers: Any = [1]
    with pytest.raises(Refused, match="a list is no scenario"):
        simulate(numbers)
