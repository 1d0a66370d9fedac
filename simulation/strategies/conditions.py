"""What a firm offers this week, as plain numbers: the outcome of its strategies and of events."""

from typing import NamedTuple

from simulation.strategies.ledger import ServiceLevel


class Conditions(NamedTuple):
    """A firm as customers find it this week; strategies propose it, events modify it."""

    price: float
    """List price, money."""
    service: ServiceLevel
    """What a visit is meant to be like."""
    promotion: float = 0.0
    """Depth of a promotion that is labelled as such, 0-1 of the list price."""
    display: float = 0.0
    """How prominently shops or leaflets show the firm, whatever its price, 0-1."""
    presence: float = 1.0
    """Chance of coming to mind and being within reach when a customer shops, 0-1."""
    is_open: bool = True
    """Whether the firm is in the market at all."""
    availability: float = 1.0
    """Chance that the product is in stock for a customer who wants it, 0-1."""
    rumour: float = 0.0
    """What people say about the firm, -1 (scandal) to 1 (praise)."""
    rumour_reach: float = 0.0
    """Share of all customers whom the rumour reaches in a week, 0-1."""
    sight: float = 0.0
    """Chance that the firm meets the eye of who shops and has it not in mind, 0-1."""
    allure: float = 0.0
    """Utility that the new of it has for everybody."""
    crowd: float = 0.0
    """Minutes of waiting that come to those of the firm's own queue."""
    changed: float = 0.0
    """Share of all customers to whom the product becomes another one this week, 0-1."""
    turn: float = 0.0
    """Utility by which the changed product pleases them better, or worse, on average."""

    pay: float = 1.0
    """Pay of those who serve, as a multiple of the usual pay."""
    training: float = 0.0
    """Spending on training, money a week per 10,000 customers."""
    morale: float = 0.0
    """What just happened to employees, -1 to 1: added to their morale."""
    turnover: float = 0.25
    """Employees who leave when morale is as usual, share a year."""
    prevention: float = 0.0
    """Spending on the prevention of failures, money a week per 10,000 customers."""
    development: float = 0.0
    """Spending on a better product, money a week per 10,000 customers."""
    advertising: float = 0.0
    """Spending on advertising, money a week per 10,000 customers."""

    @property
    def shelf_price(self) -> float:
        """The price that a buyer pays: the list price after the labelled promotion, money."""
        return self.price * (1.0 - self.promotion)
