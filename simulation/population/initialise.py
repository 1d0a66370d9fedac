"""Customers are born: types, rates, tastes and first impressions, each drawn from the seed as a function."""

from typing import NamedTuple

import numpy as np

from simulation.behavior.first_impression import draw_person, imagine
from simulation.behavior.parameters import Nature
from simulation.engine.chance import drawn_by_share, uniform
from simulation.engine.compiling import phase
from simulation.engine.luck import Luck
from simulation.loyalty import COGNITIVE
from simulation.state.decisions import COME, FIRST_FIRM, PERSON
from simulation.state.tables import World


class Start(NamedTuple):
    """What the first week finds."""

    firm_shares: np.ndarray  # share of customers who start as a firm's, shape (firms,)
    prices: np.ndarray  # money remembered of each firm's price, shape (firms,)


@phase
def born(world: World, nature: Nature, luck: Luck, start: Start) -> None:
    """Draw every customer, and what it thinks of every firm before the first week."""
    customers, relations, first = world.customers, world.relationships, nature.start
    for i in range(customers.rate.size):
        customers.identity[i] = i
    for i in range(customers.rate.size):
        drawn = max(drawn_by_share(world.mix, uniform(luck, 0, i, PERSON, 0)), 0)
        customers.loyalty_type[i] = COGNITIVE if nature.phases.is_on else drawn
        draw_person(world, nature, luck, i)
        customers.previous_choice[i] = drawn_by_share(start.firm_shares, uniform(luck, 0, i, FIRST_FIRM, 0))
        for j in range(start.prices.size):
            is_own = customers.previous_choice[i] == j
            relations.habit[j, i] = first.habit * start.firm_shares[j] + (first.own_habit if is_own else 0.0)
            imagine(world, nature, luck, i, j)
            relations.reference_price[j, i] = start.prices[j]
            relations.salience[j, i] = 1.0 if is_own else world.firms.presence[j]
        if nature.coming_and_going.is_on and uniform(luck, 0, i, COME, 0) < nature.coming_and_going.vacant:
            customers.rate[i] = 0.0
            customers.vacant_from[i] = 0
