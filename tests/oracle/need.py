"""What moves the need and the tastes of a customer as a plain object: deals, a shelf at home, acquaintances."""

from __future__ import annotations

import math

from simulation.behavior import psychology
from simulation.engine.chance import normal
from simulation.state import decisions
from tests.oracle.person import Person, single


def temptation(customer: Person) -> float:
    """Factor on need: promotions count by how well their firms are in mind."""
    shops = customer.model.shops
    in_mind = [salience * is_open for salience, is_open in zip(customer.salience, shops.is_open, strict=True)]
    cuts = sum(mind * depth for mind, depth in zip(in_mind, customer.shelf.depth, strict=True)) / max(
        sum(in_mind), 1e-9
    )
    return psychology.temptation(cuts, customer.traits.price_weight, customer.model.nature.purchases.expansion)


def change_life(customer: Person) -> None:
    """Another need for the category, other tastes."""
    rates = customer.model.rates
    customer.rate = single(rates[int(customer.luck(decisions.NEED, 2) * len(rates))])
    for j in range(customer.model.firm_count):
        customer.taste[j] = customer.traits.taste_spread * liking(customer, j)


def liking(customer: Person, j: int) -> float:
    """A new taste for a firm, in part that of the acquaintances."""
    own, shared = normal(customer.luck(decisions.TASTE, j)), customer.model.nature.word_of_mouth.homophily
    if shared <= 0.0 or not customer.acquaintances:
        return own
    theirs = 0.0
    for acquaintance in customer.acquaintances:
        theirs += customer.model.first_tastes[j][acquaintance.identity]
    return math.sqrt(1.0 - shared) * own + math.sqrt(shared / len(customer.acquaintances)) * theirs


def units_ahead(customer: Person, j: int) -> int:
    """Units bought ahead since they are cheap."""
    nature, expected = customer.model.nature, customer.reference_price[j]
    gap = (expected - customer.price(j)) / max(expected, 0.01)
    weekly = nature.purchases.stockpiling * customer.rate * customer.model.moment.demand
    latitude, chance_of_one = nature.reference_price.latitude, customer.luck(decisions.NEED, 3)
    return psychology.units_ahead(gap, latitude, weekly, float(customer.stock), chance_of_one)
