"""Customers are born: types, rates, tastes and first impressions, each drawn from the seed as a function."""

from typing import NamedTuple

import numpy as np

from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import clip, warranted_conviction
from simulation.behavior.reservation_price import reservation_multiple
from simulation.behavior.standards import leniency_of
from simulation.behavior.taste import taste_for
from simulation.engine.chance import normal, uniform
from simulation.engine.compiling import phase, rule
from simulation.engine.luck import Luck
from simulation.loyalty import COGNITIVE
from simulation.state.decisions import FIRST_FIRM, FIRST_IMPRESSION, PERSON
from simulation.state.tables import NOBODY, World


class Start(NamedTuple):
    """What the first week finds."""

    type_shares: np.ndarray  # share of each loyalty type, shape (types,)
    firm_shares: np.ndarray  # share of customers who start as a firm's, shape (firms,)
    prices: np.ndarray  # money remembered of each firm's price, shape (firms,)
    images: np.ndarray  # 0-1: affect for each firm before any experience, shape (firms,)


@rule
def drawn_by_share(weights: np.ndarray, chance: float) -> int:
    """A number drawn by weights that sum to 1; NOBODY when all are 0.

    `weights` has the shape (choices,), `chance` lies in (0, 1).
    """
    below = 0.0
    chosen = NOBODY
    for j in range(weights.size):
        if weights[j] > 0.0:
            chosen = j
            below += weights[j]
            if chance < below:
                break
    return chosen


@phase
def born(world: World, nature: Nature, luck: Luck, start: Start) -> None:
    """Draw every customer, and what it thinks of every firm before the first week."""
    customers, relations, first = world.customers, world.relationships, nature.start
    for i in range(customers.rate.size):
        customers.identity[i] = i
    for i in range(customers.rate.size):
        drawn = max(drawn_by_share(start.type_shares, uniform(luck, 0, i, PERSON, 0)), 0)
        kind = COGNITIVE if nature.phases.is_on else drawn
        customers.loyalty_type[i] = kind
        customers.rate[i] = world.rates[int(uniform(luck, 0, i, PERSON, 1) * world.rates.size)]
        customers.reservation[i] = reservation_multiple(nature.types[kind], normal(uniform(luck, 0, i, PERSON, 2)))
        customers.previous_choice[i] = drawn_by_share(start.firm_shares, uniform(luck, 0, i, FIRST_FIRM, 0))
        lenient = leniency_of(luck, i, nature.satisfaction.leniency)
        for j in range(start.prices.size):
            is_own = customers.previous_choice[i] == j
            liking = taste_for(world, nature, luck, 0, i, j)
            differs = normal(uniform(luck, 0, i, FIRST_IMPRESSION, j))
            impression = nature.satisfaction.prior + nature.satisfaction.prior_spread * differs
            expectation = clip(impression, 0.0, 1.0)
            judged = nature.satisfaction.base + nature.satisfaction.performance * expectation + lenient
            relations.taste[j, i] = nature.types[kind].taste_spread * liking
            relations.affect[j, i] = clip(start.images[j] + first.liking * liking, 0.0, 1.0)
            relations.habit[j, i] = first.habit * start.firm_shares[j] + (first.own_habit if is_own else 0.0)
            relations.expectation[j, i] = expectation
            relations.cumulative_satisfaction[j, i] = clip(judged, 0.0, 1.0)
            relations.conviction[j, i] = warranted_conviction(
                judged, start.images[j], np.float64(relations.habit[j, i]), nature.conviction
            )
            relations.reference_price[j, i] = start.prices[j]
            relations.salience[j, i] = 1.0 if is_own else world.firms.presence[j]
