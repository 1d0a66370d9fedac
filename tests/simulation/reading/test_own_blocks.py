"""A strategy or an event of a class of one's own runs from a notebook as it is, and is refused where a file is due."""

from typing import Any, Literal

import pytest

from analysis import Execution, compare, sweep
from simulation.market.events.base import FirmEvent
from simulation.market.events.shocks import Promotion
from simulation.model import LoyaltyModel
from simulation.reading.block import SHARE, quantity
from simulation.reading.errors import Refused
from simulation.result import simulate
from simulation.scenario.load import load
from simulation.scenario.parameters.care import Care
from simulation.scenario.parameters.firm import Firm
from simulation.scenario.scenario import Scenario
from simulation.strategies.conditions import Conditions
from simulation.strategies.ledger import Ledger
from simulation.strategies.price_rule import Price, PricingStrategy
from simulation.strategies.pricing import Fixed

PRICING = "firms.Alba.pricing"


class Seasonal(PricingStrategy):
    """Dearer every other week."""

    strategy: Literal["seasonal"] = "seasonal"
    price: Price = 10.0
    swing: float = quantity(0.1, "rise", "Rise", "share of price", SHARE)

    def list_price(self, ledger: Ledger) -> float:
        return self.price * (1.0 + self.swing * (ledger.week % 2))


class Dearer(Fixed):
    """By the name of a class of the program's."""

    def list_price(self, ledger: Ledger) -> float:
        return 2.0 * self.price


class Strike(FirmEvent):
    """The shelf is empty."""

    event: Literal["strike"] = "strike"

    def modify(self, conditions: Conditions, week: int) -> Conditions:
        return conditions._replace(availability=0.0)


@pytest.fixture(scope="module")
def base() -> Scenario:
    return load("baseline", {"market.burn_in_weeks": 2, "run.replicates": 1}, customers=100, weeks=4)


def own(firm: Firm) -> object:
    """The pricing of a firm, which may be of a class that the field does not name."""
    return firm.pricing


def prices(scenario: Scenario, **given) -> list[float]:
    seen: list[float] = []
    simulate(scenario, each_week=lambda model: seen.append(model.firms[0].conditions.price), **given)
    return seen


def test_a_strategy_of_ones_own_runs(base: Scenario) -> None:
    mine = base.change(PRICING, Seasonal(price=8.0, swing=0.5))
    assert prices(mine) == [12.0, 8.0] * 3
    assert prices(base.change(PRICING, Dearer(price=8.0))) == [16.0] * 6
    assert prices(load("baseline", {PRICING: Seasonal()}, customers=50, weeks=1))[-1] == 11.0
    changes: dict[str, Any] = {PRICING: Seasonal()}
    assert own(LoyaltyModel(base, **changes).firms[0].block) == Seasonal()


def test_it_outlives_other_changes(base: Scenario) -> None:
    mine = base.change(PRICING, Seasonal(price=8.0)).change("market.weeks", 5).change("firms.Brio.unit_cost", 5)
    assert own(mine.firms["Alba"]) == Seasonal(price=8.0)
    dearer = mine.change(PRICING, Dearer(price=3.0)).change("market.weeks", 2)
    assert own(dearer.firms["Alba"]) == Dearer(price=3.0)
    assert own(mine.change("firms.Brio", mine.firms["Alba"]).firms["Brio"]) == Seasonal(price=8.0)
    assert mine.change(PRICING, Fixed(price=9.0)).tree() == base.changed(
        {PRICING: Fixed(price=9.0), "market.weeks": 5, "firms.Brio.unit_cost": 5}
    ).tree()  # fmt: skip


def test_it_can_be_a_plan(base: Scenario) -> None:
    plans = base.change("compare", {"as_is": {}, "seasonal": {PRICING: Seasonal(swing=0.5)}})
    assert prices(plans, strategy="seasonal") == [10.0, 10.0] + [15.0, 10.0] * 2
    assert prices(plans.change("market.weeks", 2), strategy="seasonal") == [10.0, 10.0, 15.0, 10.0]


def test_an_event_of_ones_own_happens(base: Scenario) -> None:
    struck = base.change("events", [Promotion(firm="Alba"), Strike(firm="Alba", from_week=2, weeks=1)])
    units = simulate(struck).weekly.query("firm == 'Alba'")["revenue"].tolist()
    assert [value > 0 for value in units] == [True, False, True, True]
    event: object = struck.change("market.weeks", 3).events[1]
    assert isinstance(event, Strike)


@pytest.mark.parametrize("ask", [compare, lambda one: sweep(one, {"market.weeks": [2]}), lambda one: one.tree(),
                                 lambda one: compare(one, Execution(workers=2))])  # fmt: skip
def test_what_a_file_must_hold_is_refused_by_its_path(base: Scenario, ask) -> None:
    plans = {"as_is": {}, "cut": {"firms.Alba.pricing.price": 9.0}}
    for mine in (
        base.change("compare", plans).change("firms.Brio.pricing", Seasonal()),
        base.change("compare", plans | {"mine": {PRICING: Seasonal()}}),
    ):
        with pytest.raises(Refused, match=r"pricing\W*: Seasonal is of a class of your own.*run it with simulate"):
            ask(mine)


def test_what_the_place_does_not_take_is_refused(base: Scenario) -> None:
    class MyCare(Care):
        """Not of a kind that has strategies."""

    for path, value in ((PRICING, Strike(firm="Alba")), ("firms.Alba.service", Seasonal()), ("events", [Seasonal()]),
                        ("firms.Alba.pricing.price", Seasonal()), ("market.weeks", Seasonal())):  # fmt: skip
        with pytest.raises(Refused):
            base.change(path, value)
    with pytest.raises(Refused, match=r"'price' does not exist|nothing below it"):
        base.change(PRICING, Seasonal()).change("firms.Alba.pricing.price", 9.0)
    with pytest.raises(Refused, match="MyCare is of a class of your own"):
        base.change("firms.Alba.care", MyCare()).tree()
