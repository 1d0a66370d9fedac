"""Need: who has anything to do this week, whom prices tempt, and whose life changes."""

import numpy as np

from simulation.behavior.bonds import hurried_need
from simulation.behavior.limits import reservation_multiple
from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import smoothed, surely_needs_nothing, temptation, units_ahead, units_needed
from simulation.behavior.taste import taste_for
from simulation.engine.chance import drawn_by_share, four, normal, uniform
from simulation.engine.compiling import row, rule
from simulation.state.decisions import FEATURES, NEED, OTHER_TYPE, PERSON
from simulation.state.tables import NEVER, NOBODY, World
from simulation.week.membership import hurry
from simulation.week.price import WEEKS_A_YEAR, depth_for, on_shelf, price_for, weeks_behind


@row
def change_type(world: World, nature: Nature, moment: Moment, i: int) -> None:
    """The loyalty type may be drawn anew, from the mix: who stays is as before, and so are the shares of all types."""
    customers, identity = world.customers, int(world.customers.identity[i])
    chances = four(moment.luck, moment.week, identity, OTHER_TYPE, 0)
    if chances[0] < nature.heterogeneity.type_change:
        kind = max(drawn_by_share(world.mix, chances[1]), 0)
        customers.loyalty_type[i] = kind
        deviation = normal(uniform(moment.luck, 0, identity, PERSON, 2))
        customers.reservation[i] = reservation_multiple(nature.types[kind], deviation)


@row
def change_life(world: World, nature: Nature, moment: Moment, i: int, chance: float) -> None:
    """A life event: another need for the category, other tastes. What was lived with the firms remains."""
    customers, relations = world.customers, world.relationships
    if customers.vacant_from[i] != NEVER:
        return
    if nature.heterogeneity.type_change > 0.0 and not nature.phases.is_on:
        change_type(world, nature, moment, i)
    spread = nature.types[customers.loyalty_type[i]].taste_spread
    customers.rate[i] = world.rates[int(chance * world.rates.size)]
    for j in range(world.firms.price.size):
        relations.taste[j, i] = spread * taste_for(world, nature, moment.luck, moment.week, i, j)
        if nature.voice.for_good > 0.0:
            relations.gone_until[j, i] = NEVER  # firms left for good belong to the life before


@row
def change_tastes(world: World, nature: Nature, moment: Moment, start: int, stop: int) -> None:
    """A firm has changed its product: some of the customers `start` to `stop` - 1 like it otherwise from now on.

    What suited them may be gone, or come. What they have lived with the firm, and know of it, remains.
    """
    customers, relations = world.customers, world.relationships
    for j in range(world.firms.price.size):
        if world.firms.changed[j] == 0.0:
            continue
        for i in range(start, stop):
            chance = uniform(moment.luck, moment.week, int(customers.identity[i]), FEATURES, j)
            if chance < world.firms.changed[j]:
                spread = nature.types[customers.loyalty_type[i]].taste_spread
                liking = taste_for(world, nature, moment.luck, moment.week, i, j)
                relations.taste[j, i] = spread * liking + world.firms.turn[j]


@row
def bargain(world: World, nature: Nature, j: int, behind: int) -> float:
    """How far firm j's price of so many weeks ago lies below the usual one, as a share of it; negative above."""
    usual = nature.reference_price.category_price
    return (usual - on_shelf(world.firms.price, world.earlier.price, j, behind)) / usual


@row
def temptations(world: World, nature: Nature, span: tuple[int, int]) -> tuple[float, float]:
    """A level and a slope: the temptation of a customer of these rows is at most level + slope x its `price_care`.

    Where nobody differs it is the highest there is, with a slope of 0; (1, 0) when nobody promotes. Else a line from no
    care to the highest: the exponential function lies below it in between.
    """
    deepest, heaviest, most = 0.0, 0.0, 0.0
    for j in range(world.firms.price.size):
        for group in range(world.shelves):
            cut = bargain(world, nature, j, group * world.shelf_shift)
            deepest = max(deepest, cut * world.firms.is_open[j])
    for kind in range(len(nature.types)):
        heaviest = max(heaviest, nature.types[kind].price_weight)
    if deepest <= 0.0 or nature.heterogeneity.price_spread <= 0.0:
        return temptation(deepest, heaviest, nature.purchases.expansion), 0.0
    for i in range(span[0], span[1]):
        most = max(most, np.float64(world.customers.price_care[i]))
    highest = temptation(deepest, heaviest * most, nature.purchases.expansion)
    return 1.0, (highest - 1.0) / max(most, 1e-9)


@row
def tempted(world: World, nature: Nature, i: int) -> float:
    """Factor on customer i's need: prices count by how well their firms are in mind, and that of the own one most."""
    cuts, minds, behind = 0.0, 0.0, weeks_behind(world, i)
    for j in range(world.firms.price.size):
        in_mind = np.float64(world.relationships.salience[j, i]) * world.firms.is_open[j]
        cuts += in_mind * bargain(world, nature, j, behind)
        minds += in_mind
    cut, own = cuts / max(minds, 1e-9), int(world.customers.previous_choice[i])
    if own != NOBODY and world.firms.is_open[own] > 0.0:
        cut = smoothed(cut, bargain(world, nature, own, behind), 1.0 - nature.purchases.own_price)
    weight = nature.types[world.customers.loyalty_type[i]].price_weight * np.float64(world.customers.price_care[i])
    return temptation(cut, weight, nature.purchases.expansion)


@rule
def most_hurried(nature: Nature, kind: int) -> float:
    """Factor on need of a type when a reward is all but earned."""
    return hurried_need(1.0, nature.types[kind].saving_weight, nature.rewards)


@rule
def hurried(nature: Nature, moment: Moment, deals: tuple[float, float]) -> tuple[float, float]:
    """The same bound on need, level and slope, where a near reward may raise it further."""
    if not moment.has_programmes:
        return deals
    factor = 1.0
    for kind in range(len(nature.types)):
        factor = max(factor, most_hurried(nature, kind))
    return deals[0] * factor, deals[1] * factor


@row
def hurries(
    world: World, nature: Nature, moment: Moment, i: int, chance: float, deals: tuple[float, float]
) -> tuple[float, bool]:
    """Factor on customer i's need by a near reward, and whether it may need anything at all, whatever prices it sees.

    `deals` bound what prices do to need (`temptations`). What is told at a glance is told first.
    """
    bound = deals[0] + deals[1] * np.float64(world.customers.price_care[i])
    most = np.float64(world.customers.rate[i]) * moment.demand * bound
    if surely_needs_nothing(most * most_hurried(nature, world.customers.loyalty_type[i]), chance):
        return 1.0, False
    factor = hurry(world, nature, moment, i)
    return factor, not surely_needs_nothing(most * factor, chance)


@row
def units_to_buy(
    world: World, nature: Nature, moment: Moment, i: int, chance: float, deals: tuple[float, float]
) -> int:
    """Units that customer i needs this week and does not have at home; what it has is used up first.

    Who hurries for a reward buys now what it would need later, and has it at home until then.
    """
    customers, factor = world.customers, 1.0
    if moment.has_programmes:
        factor, may_need = hurries(world, nature, moment, i, chance, deals)
        if not may_need and customers.stock[i] >= 0:  # a newcomer lacks a unit
            return 0
    demand = moment.demand * tempted(world, nature, i) if nature.purchases.expansion > 0.0 else moment.demand
    rate = np.float64(customers.rate[i]) * demand
    needed = units_needed(rate, chance)
    ahead = units_needed(rate * factor, chance) - needed if factor > 1.0 else 0
    used = min(needed, int(customers.stock[i]))
    customers.stock[i] += ahead - used
    return needed - used + ahead


@row
def fill_stock(world: World, nature: Nature, moment: Moment, i: int, j: int, chance: float) -> int:
    """Units that customer i buys ahead from firm j, whose promotion is a bargain to who expects a higher price.

    A low price that is no promotion will be as low next week, so that there is no reason to buy ahead.
    """
    if depth_for(world, i, j) <= 0.0:
        return 0
    customers = world.customers
    expected = np.float64(world.relationships.reference_price[j, i])
    gap = (expected - price_for(world, moment, i, j)) / max(expected, 0.01)
    weekly = nature.purchases.stockpiling * np.float64(customers.rate[i]) * moment.demand
    ahead = units_ahead(gap, nature.reference_price.latitude, weekly, np.float64(customers.stock[i]), chance)
    customers.stock[i] += ahead
    return ahead


@row
def find_busy(world: World, nature: Nature, moment: Moment, deals: tuple[float, float], span: tuple[int, int]) -> int:
    """List, in `visits.customer` from `start` on, to whom anything may happen this week; returns the end of the list.

    `deals` bound the factor by which they raise need (`temptations`), `span` is the first row and the end. Nothing
    happens to most customers in most weeks. A first pass marks the others, several customers at a time since it has no
    branches; a second one lists them. A test on the way would be guessed wrong at every one of them.
    """
    start, stop = span
    level, slope = moment.demand * deals[0], moment.demand * deals[1]
    identity, rate = world.customers.identity[start:stop], world.customers.rate[start:stop]
    care = world.customers.price_care[start:stop]
    listed = world.visits.customer[start:stop]
    renewal = nature.purchases.renewal / WEEKS_A_YEAR
    for place in range(listed.size):
        chances = four(moment.luck, moment.week, int(identity[place]), NEED, 0)
        demand = level + slope * np.float64(care[place])
        is_idle = surely_needs_nothing(np.float64(rate[place]) * demand, chances[0])
        listed[place] = 1 - int(is_idle & (chances[1] >= renewal))
    if nature.coming_and_going.is_on:
        for place in range(listed.size):
            listed[place] |= int(world.customers.stock[start + place] < 0)  # newcomers lack something
    end = 0
    for place in range(listed.size):
        is_busy = listed[place]
        listed[end] = start + place
        end += is_busy
    return start + end
