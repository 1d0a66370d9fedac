"""Which prices a customer takes for usual, for fair, and for too high: what is within its reach."""

import numpy as np

from simulation.behavior.limits import accepted_price
from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.engine.compiling import row, rule
from simulation.state.tables import World
from simulation.week.price import price_for


@rule
def going_price(world: World, i: int) -> float:
    """What customer i knows the category to cost: the mean of the prices that it remembers of the firms now open."""
    total, firms = 0.0, 0
    for j in range(world.firms.price.size):
        if world.firms.is_open[j] > 0.0:
            total += np.float64(world.relationships.reference_price[j, i])
            firms += 1
    return total / max(firms, 1)


@rule
def fair_price(world: World, nature: Nature, i: int, j: int) -> float:
    """What customer i takes for a fair price of firm j, money."""
    return accepted_price(going_price(world, i), world.firms.standing[j], nature.reference_price.tier)


@rule
def reservation_price(world: World, nature: Nature, i: int) -> float:
    """The most that customer i pays for a unit, money, whatever prices it has met [BreidertEtAl2006]."""
    return float(np.float64(world.customers.reservation[i]) * nature.reference_price.category_price)


@row
def within_reach(world: World, nature: Nature, moment: Moment, i: int, considered: int) -> int:
    """Of the firms that came to mind, those whose price customer i is willing to pay at all, one bit each."""
    most, affordable = reservation_price(world, nature, i), 0
    for j in range(world.firms.price.size):
        if (considered >> j) & 1 and price_for(world, moment, i, j) <= most:
            affordable |= 1 << j
    return affordable
