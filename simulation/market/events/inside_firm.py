"""Events inside a firm: what happens to those who serve, and what is spent on getting better."""

from typing import Literal

from simulation.market.events.base import FirmEvent
from simulation.reading.block import Cost, between, quantity
from simulation.strategies.conditions import Conditions


class Discontent(FirmEvent):
    """Something at work hurts, or with a negative size lifts, the employees; customers feel it through them alone."""

    event: Literal["discontent"] = "discontent"
    size: float = quantity(0.3, "fall of morale", "Fall of employees' satisfaction", "points of 0-1", between(-1, 1))

    def modify(self, conditions: Conditions, week: int) -> Conditions:  # noqa: ARG002  # one signature for all
        """Lower morale."""
        return conditions._replace(morale=conditions.morale - self.size)


class Departures(FirmEvent):
    """More employees leave than usual: experience goes with them."""

    event: Literal["departures"] = "departures"
    size: float = quantity(
        0.2, "more staff leave", "Rise of the share of employees who leave", "share a year", between(0, 5),
    )  # fmt: skip

    def modify(self, conditions: Conditions, week: int) -> Conditions:  # noqa: ARG002  # one signature for all
        """A higher turnover."""
        return conditions._replace(turnover=conditions.turnover + self.size)


class Investment(FirmEvent):
    """A budget of so much a week for one purpose: the orderings of a programme are sequences of these."""

    event: Literal["investment"] = "investment"
    into: Literal["training", "prevention", "development", "advertising"] = quantity(
        "training", "purpose of the money", "What the money is for", "name",
    )  # fmt: skip
    money: Cost = quantity(100.0, "money spent", "Spending, per 10,000 customers", "money a week", between(0, 1e9))

    def modify(self, conditions: Conditions, week: int) -> Conditions:  # noqa: ARG002  # one signature for all
        """More spending on the purpose."""
        if self.into == "training":
            return conditions._replace(training=conditions.training + self.money)
        if self.into == "prevention":
            return conditions._replace(prevention=conditions.prevention + self.money)
        if self.into == "development":
            return conditions._replace(development=conditions.development + self.money)
        return conditions._replace(advertising=conditions.advertising + self.money)
