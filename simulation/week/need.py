"""Need: who has anything to do this week, whom deals tempt, and whose life changes."""

import numpy as np

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import surely_needs_nothing, temptation, units_ahead, units_needed
from simulation.behavior.taste import taste_for
from simulation.engine.chance import four
from simulation.engine.compiling import row
from simulation.state.decisions import NEED
from simulation.state.tables import World
from simulation.week.price import WEEKS_A_YEAR, depth_for, on_shelf, price_for


@row
def change_life(world: World, nature: Nature, moment: Moment, i: int, chance: float) -> None:
    """A life event: another need for the category, other tastes. What was lived with the firms remains."""
    customers, relations = world.customers, world.relationships
    spread = nature.types[customers.loyalty_type[i]].taste_spread
    customers.rate[i] = world.rates[int(chance * world.rates.size)]
    for j in range(world.firms.price.size):
        relations.taste[j, i] = spread * taste_for(world, nature, moment.luck, moment.week, i, j)


@row
def most_tempting(world: World, nature: Nature) -> float:
    """The factor on need that no customer's temptation exceeds; 1 when nobody promotes."""
    deepest, heaviest = 0.0, 0.0
    for j in range(world.firms.price.size):
        for group in range(world.shelves):
            behind = group * world.shelf_shift
            deepest = max(deepest, on_shelf(world.firms.depth, world.earlier.depth, j, behind))
    for kind in range(len(nature.types)):
        heaviest = max(heaviest, nature.types[kind].price_weight)
    return temptation(deepest, heaviest, nature.purchases.expansion)


@row
def tempted(world: World, nature: Nature, i: int) -> float:
    """Factor on customer i's need: promotions count by how well their firms are in mind."""
    cuts, minds = 0.0, 0.0
    for j in range(world.firms.price.size):
        in_mind = np.float64(world.relationships.salience[j, i]) * world.firms.is_open[j]
        cuts += in_mind * depth_for(world, i, j)
        minds += in_mind
    weight = nature.types[world.customers.loyalty_type[i]].price_weight
    return temptation(cuts / max(minds, 1e-9), weight, nature.purchases.expansion)


@row
def units_to_buy(world: World, nature: Nature, moment: Moment, i: int, chance: float, is_tempting: bool) -> int:
    """Units that customer i needs this week and does not have at home; what it has is used up first."""
    customers = world.customers
    demand = moment.demand * tempted(world, nature, i) if is_tempting else moment.demand
    needed = units_needed(np.float64(customers.rate[i]) * demand, chance)
    used = min(needed, int(customers.stock[i]))
    customers.stock[i] -= used
    return needed - used


@row
def fill_stock(world: World, nature: Nature, moment: Moment, i: int, j: int, chance: float) -> int:
    """Units that customer i buys ahead from firm j, whose price is a bargain to who expects more of it."""
    customers = world.customers
    expected = np.float64(world.relationships.reference_price[j, i])
    gap = (expected - price_for(world, moment, i, j)) / max(expected, 0.01)
    weekly = nature.purchases.stockpiling * np.float64(customers.rate[i]) * moment.demand
    ahead = units_ahead(gap, nature.reference_price.latitude, weekly, np.float64(customers.stock[i]), chance)
    customers.stock[i] += ahead
    return ahead


@row
def find_busy(world: World, nature: Nature, moment: Moment, deals: float, span: tuple[int, int]) -> int:
    """List, in `visits.customer` from `start` on, to whom anything may happen this week; returns the end of the list.

    `deals` is the highest factor by which they raise anybody's need, `span` the first row and the end. Nothing
    happens to most customers in most weeks. A first pass marks the others, several customers at a time since it has no
    branches; a second one lists them. A test on the way would be guessed wrong at every one of them.
    """
    start, stop = span
    demand = moment.demand * deals
    identity, rate = world.customers.identity[start:stop], world.customers.rate[start:stop]
    listed = world.visits.customer[start:stop]
    renewal = nature.purchases.renewal / WEEKS_A_YEAR
    for place in range(listed.size):
        chances = four(moment.luck, moment.week, int(identity[place]), NEED, 0)
        is_idle = surely_needs_nothing(np.float64(rate[place]) * demand, chances[0])
        listed[place] = 1 - int(is_idle & (chances[1] >= renewal))
    end = 0
    for place in range(listed.size):
        is_busy = listed[place]
        listed[end] = start + place
        end += is_busy
    return start + end
