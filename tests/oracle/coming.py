"""Newcomers and drop-outs as plain objects: who takes a vacant place, and who needs nothing any more.

No place is taken a second time: what is compared does not last so long.
"""

from __future__ import annotations

import math
from array import array

from simulation.behavior import psychology
from simulation.behavior.limits import reservation_multiple
from simulation.behavior.standards import leniency_of
from simulation.engine.chance import normal, uniform
from simulation.loyalty import COGNITIVE
from simulation.state import decisions
from simulation.state.tables import NEVER, NOBODY
from tests.oracle.person import FLOATS, Person, single


def come(customer: Person) -> None:
    """A vacant place may be taken by a newcomer, who lacks one unit."""
    model, identity = customer.model, customer.identity
    is_vacant = customer.vacant_from != NEVER and customer.vacant_from <= model.week
    if not is_vacant or customer.luck(decisions.COME) >= model.moment.arrival:
        return
    assert customer.last_trip == NEVER, "nobody was here before"
    if model.nature.phases.is_on:
        customer.loyalty_type = COGNITIVE
    customer.vacant_from, customer.previous_choice, customer.stock = NEVER, NOBODY, -1
    rates = model.rates
    customer.rate = single(rates[int(uniform(model.luck_key, 0, identity, decisions.PERSON, 1) * len(rates))])
    most = normal(uniform(model.luck_key, 0, identity, decisions.PERSON, 2))
    customer.reservation = single(reservation_multiple(model.nature.types[customer.loyalty_type], most))
    care(customer)
    for name in FLOATS:
        setattr(customer, name, array("f", [0.0] * model.firm_count))
    for j in range(model.firm_count):
        imagine(customer, j)


def care(customer: Person) -> None:
    """What a newcomer weighs in its own way, as multiples of what its type does."""
    spreads = customer.model.nature.heterogeneity
    of_each = (spreads.price_spread, spreads.quality_spread, spreads.affect_spread, spreads.habit_spread)
    customer.price_care, customer.quality_care, customer.affect_care, customer.habit_care = (
        single(math.exp(spread * normal(uniform(customer.model.luck_key, 0, customer.identity, decisions.PERSON, k))
                        - 0.5 * spread * spread))
        for k, spread in enumerate(of_each, start=4)
    )  # fmt: skip
    customer.take_type(customer.loyalty_type)


def imagine(customer: Person, j: int) -> None:
    """What a newcomer knows, likes and expects of a firm."""
    model, nature, shops = customer.model, customer.model.nature, customer.model.shops
    liking, judgement = first_liking(customer, j), nature.satisfaction
    differs = normal(uniform(model.luck_key, 0, customer.identity, decisions.FIRST_IMPRESSION, j))
    expected = min(max(judgement.prior + judgement.prior_spread * differs, 0.0), 1.0)
    lenient = leniency_of(model.luck_key, customer.identity, judgement.leniency)
    judged = judgement.base + judgement.performance * expected + lenient
    customer.taste[j] = customer.traits.taste_spread * liking
    customer.affect[j] = min(max(model.images[j] + nature.start.liking * liking, 0.0), 1.0)
    customer.expectation[j], customer.cumulative_satisfaction[j] = expected, min(max(judged, 0.0), 1.0)
    customer.conviction[j] = psychology.warranted_conviction(judged, model.images[j], 0.0, nature.conviction)
    customer.reference_price[j] = shops.price[j] if shops.is_open[j] else nature.reference_price.category_price
    customer.salience[j] = shops.presence[j]


def first_liking(customer: Person, j: int) -> float:
    """A first taste for a firm, in part that of the acquaintances, in standard deviations."""
    tastes, shared = customer.model.first_tastes[j], customer.model.nature.word_of_mouth.homophily
    own, known = tastes[customer.identity], len(customer.acquaintances)
    if shared <= 0.0 or not known:
        return own
    theirs = 0.0
    for acquaintance in customer.acquaintances:
        theirs += tastes[acquaintance.identity]
    return math.sqrt(1.0 - shared) * own + math.sqrt(shared / known) * theirs


def go(customer: Person) -> None:
    """Who has bought may need nothing of the category any more."""
    model, chances = customer.model, customer.model.dropouts
    own = chances[int(uniform(model.luck_key, 0, customer.identity, decisions.PERSON, 3) * len(chances))]
    if all(first in {NEVER, model.week} for first in customer.first_purchase):
        own *= model.nature.coming_and_going.first_dropout
    if customer.luck(decisions.GO) < own:
        customer.rate, customer.stock = 0.0, 0
        customer.vacant_from = model.week + int(model.nature.coming_and_going.vacancy)
