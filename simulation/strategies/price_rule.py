"""What all pricing strategies share: a rule from a ledger to a price, and one that reacts without selling at a loss."""

from abc import abstractmethod
from typing import Annotated

from simulation.reading.block import REQUIRED, Block, between, quantity
from simulation.strategies.ledger import Ledger

LARGEST = 1e9
"""The largest amount of money that a scenario may name for one thing."""

Price = Annotated[
    float,
    quantity(REQUIRED, "price", "List price, or the price the rule starts from", "money", between(0, LARGEST)),
]
FloorMargin = Annotated[
    float,
    quantity(REQUIRED, "least markup", "Markup that is kept at all times", "share of unit cost", between(0, 10)),
]


class PricingStrategy(Block):
    """A rule that turns a ledger into this week's list price and the depth of a labelled promotion."""

    strategy: str = ""

    @abstractmethod
    def list_price(self, ledger: Ledger) -> float:
        """List price of this week, money, before it is rounded to cents."""

    def promotion(self, ledger: Ledger) -> float:  # noqa: ARG002  # one signature for all
        """Depth of the promotion that customers are told about, 0-1 of the list price."""
        return 0.0

    def display(self, ledger: Ledger) -> float:  # noqa: ARG002  # one signature for all
        """How prominently shops or leaflets show the firm, 0-1."""
        return 0.0


class ReactivePricing(PricingStrategy):
    """A rule that sells at `price` in burn-in, reacts from week 1, and never sells below cost plus floor."""

    price: Price = 10.0
    floor_margin: FloorMargin = 0.05

    def list_price(self, ledger: Ledger) -> float:
        """The reaction to the market, or the floor where that is higher."""
        wanted = self.price if ledger.week <= 0 else self.reaction(ledger)
        return max(wanted, ledger.unit_cost * (1.0 + self.floor_margin))

    @abstractmethod
    def reaction(self, ledger: Ledger) -> float:
        """Price that the rule would like to ask in a reported week. Each rule says its own."""
