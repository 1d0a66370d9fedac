"""What moves the need and the tastes of a customer as a plain object: deals, a shelf at home, acquaintances."""

from __future__ import annotations

import math

from simulation.behavior import psychology
from simulation.engine.chance import normal, uniform
from simulation.state import decisions
from simulation.state.tables import NEVER, NOBODY
from tests.oracle.person import Person, single


def temptation(customer: Person) -> float:
    """Factor on need: prices count by how well their firms are in mind."""
    shops, nature = customer.model.shops, customer.model.nature
    usual = nature.reference_price.category_price
    in_mind = [salience * is_open for salience, is_open in zip(customer.salience, shops.is_open, strict=True)]
    cheaper = [(usual - price) / usual for price in customer.shelf.price]
    cuts = sum(mind * cut for mind, cut in zip(in_mind, cheaper, strict=True)) / max(sum(in_mind), 1e-9)
    own = customer.previous_choice
    if own != NOBODY and shops.is_open[own]:
        cuts = psychology.smoothed(cuts, cheaper[own], 1.0 - nature.purchases.own_price)
    return psychology.temptation(cuts, customer.traits.price_weight, nature.purchases.expansion)


def change_life(customer: Person) -> None:
    """Another need for the category, other tastes."""
    rates, nature = customer.model.rates, customer.model.nature
    if customer.vacant_from != NEVER:
        return
    if not nature.phases.is_on and customer.luck(decisions.OTHER_TYPE, 0) < nature.heterogeneity.type_change:
        customer.take_type(other_type(customer))
        z = normal(uniform(customer.model.luck_key, 0, customer.identity, decisions.PERSON, 2))
        customer.reservation = single(customer.traits.reservation * math.exp(customer.traits.reservation_spread * z))
    customer.rate = single(rates[int(customer.luck(decisions.NEED, 2) * len(rates))])
    for j in range(customer.model.firm_count):
        customer.taste[j] = customer.traits.taste_spread * liking(customer, j)
        if customer.model.nature.voice.for_good > 0.0:
            customer.gone_until[j] = NEVER


def other_type(customer: Person) -> int:
    """A type drawn from the mix."""
    chance, below, mix = customer.luck(decisions.OTHER_TYPE, 1), 0.0, customer.model.mix
    for kind, share in enumerate(mix):
        below += share
        if share > 0.0 and chance < below:
            return kind
    return max(kind for kind, share in enumerate(mix) if share > 0.0)


def change_tastes(customer: Person) -> None:
    """A product that has changed is liked otherwise."""
    for j, share in enumerate(customer.model.shops.changed):
        if share > 0.0 and customer.luck(decisions.FEATURES, j) < share:
            customer.taste[j] = customer.traits.taste_spread * liking(customer, j) + customer.model.shops.turn[j]


def liking(customer: Person, j: int) -> float:
    """A new taste for a firm, in part that of the acquaintances."""
    alone, group = normal(customer.luck(decisions.TASTE, j)), customer.model.groups[j]
    common = normal(customer.luck(decisions.GROUP_TASTE, group)) if group >= 0 else 0.0
    own = of_group(alone, common, customer.model.nature.heterogeneity.shared_taste if group >= 0 else 0.0)
    shared = customer.model.nature.word_of_mouth.homophily
    if shared <= 0.0 or not customer.acquaintances:
        return own
    theirs = 0.0
    for acquaintance in customer.acquaintances:
        theirs += customer.model.first_tastes[j][acquaintance.identity]
    return math.sqrt(1.0 - shared) * own + math.sqrt(shared / len(customer.acquaintances)) * theirs


def of_group(alone: float, common: float, shared: float) -> float:
    """A taste for a firm that is in part one for all firms of its group."""
    return math.sqrt(1.0 - shared) * alone + math.sqrt(shared) * common if shared > 0.0 else alone


def units_ahead(customer: Person, j: int) -> int:
    """Units bought ahead since they are cheap for now."""
    if customer.shelf.depth[j] <= 0.0:
        return 0
    nature, expected = customer.model.nature, customer.reference_price[j]
    gap = (expected - customer.price(j)) / max(expected, 0.01)
    weekly = nature.purchases.stockpiling * customer.rate * customer.model.moment.demand
    latitude, chance_of_one = nature.reference_price.latitude, customer.luck(decisions.NEED, 3)
    return psychology.units_ahead(gap, latitude, weekly, float(customer.stock), chance_of_one)
