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

    Nothing happens to most customers in most weeks. A first pass marks the others, several customers at a time since
    it has no branches; a second one lists them. A test on the way would be guessed wrong at every one of them.
    """
    identity, rate = world.customers.identity[start:stop], world.customers.rate[start:stop]
    listed = world.visits.customer[start:stop]
    renewal = nature.purchases.renewal / WEEKS_A_YEAR
    for place in range(listed.size):
        chances = four(moment.luck, moment.week, int(identity[place]), NEED, 0)
        is_idle = surely_needs_nothing(np.float64(rate[place]) * moment.demand, chances[0])
        listed[place] = 1 - int(is_idle & (chances[1] >= renewal))
    end = 0
    for place in range(listed.size):
        is_busy = listed[place]
        listed[end] = start + place
        end += is_busy
    return start + end
