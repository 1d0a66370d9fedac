"""Need: who has anything to do this week, and whose life changes."""

import numpy as np

from simulation.chance import NEED, TASTE, four, normal, uniform
from simulation.compiling import row
from simulation.nature import Moment, Nature
from simulation.psychology import surely_needs_nothing
from simulation.state import World

WEEKS_A_YEAR = 52.0


@row
def change_life(world: World, nature: Nature, moment: Moment, i: int) -> None:
    """A life event: another need for the category, other tastes. What was lived with the firms remains."""
    customers, relations = world.customers, world.relationships
    identity = int(customers.identity[i])
    spread = nature.types[customers.loyalty_type[i]].taste_spread
    draw = uniform(moment.luck, moment.week, identity, NEED, 2)
    customers.rate[i] = world.rates[int(draw * world.rates.size)]
    for j in range(world.firms.price.size):
        relations.taste[j, i] = spread * normal(uniform(moment.luck, moment.week, identity, TASTE, j))


@row
def find_busy(world: World, nature: Nature, moment: Moment, start: int, stop: int) -> int:
    """List, in `visits.customer` from `start` on, to whom anything may happen this week; returns the end of the list.

    Nothing happens to most customers in most weeks. One pass without branches finds the others; a test on the way
    would be guessed wrong at every one of them.
    """
    customers, visits = world.customers, world.visits
    renewal = nature.purchases.renewal / WEEKS_A_YEAR
    end = start
    for i in range(start, stop):
        chances = four(moment.luck, moment.week, int(customers.identity[i]), NEED, 0)
        is_idle = surely_needs_nothing(np.float64(customers.rate[i]) * moment.demand, chances[0])
        visits.customer[end] = i
        end += 1 - int(is_idle & (chances[1] >= renewal))
    return end
