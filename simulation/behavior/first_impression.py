"""Who somebody is beside its type, and what it thinks of a firm before any experience: drawn from the seed."""

import math

import numpy as np

from simulation.behavior.limits import reservation_multiple
from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import clip, warranted_conviction
from simulation.behavior.standards import leniency_of
from simulation.behavior.taste import taste_for
from simulation.engine.chance import four, normal, uniform
from simulation.engine.compiling import row, rule
from simulation.engine.luck import Luck
from simulation.state.decisions import FIRST_IMPRESSION, PERSON
from simulation.state.tables import World


@rule
def own_multiple(spread: float, deviation: float) -> float:
    """How much more or less one customer weighs something than its type: log-normal with mean 1 [KamakuraRussell1989].

    `spread` in log points, `deviation` in standard deviations; exactly 1 without a spread.
    """
    return math.exp(spread * deviation - 0.5 * spread * spread)


@row
def draw_cares(world: World, nature: Nature, luck: Luck, i: int) -> None:
    """Draw what customer i cares for, as multiples of its type's weights. A change of type leaves them as they are."""
    customers, spreads = world.customers, nature.heterogeneity
    chances = four(luck, 0, int(customers.identity[i]), PERSON, 1)
    customers.price_care[i] = own_multiple(spreads.price_spread, normal(chances[0]))
    customers.quality_care[i] = own_multiple(spreads.quality_spread, normal(chances[1]))
    customers.affect_care[i] = own_multiple(spreads.affect_spread, normal(chances[2]))
    customers.habit_care[i] = own_multiple(spreads.habit_spread, normal(chances[3]))


@row
def draw_person(world: World, nature: Nature, luck: Luck, i: int) -> None:
    """Draw how much customer i needs, units a week, and the most that it pays, a multiple of the usual price."""
    customers, identity = world.customers, int(world.customers.identity[i])
    most = normal(uniform(luck, 0, identity, PERSON, 2))
    customers.rate[i] = world.rates[int(uniform(luck, 0, identity, PERSON, 1) * world.rates.size)]
    customers.reservation[i] = reservation_multiple(nature.types[customers.loyalty_type[i]], most)
    draw_cares(world, nature, luck, i)


@row
def imagine(world: World, nature: Nature, luck: Luck, i: int, j: int) -> None:
    """Draw what customer i likes and expects of firm j, and what it thinks of it with the habit that it has."""
    relations, judgement = world.relationships, nature.satisfaction
    liking = taste_for(world, nature, luck, 0, i, j)
    differs = normal(uniform(luck, 0, int(world.customers.identity[i]), FIRST_IMPRESSION, j))
    expectation = clip(judgement.prior + judgement.prior_spread * differs, 0.0, 1.0)
    lenient = leniency_of(luck, int(world.customers.identity[i]), judgement.leniency)
    judged = judgement.base + judgement.performance * expectation + lenient
    relations.taste[j, i] = nature.types[world.customers.loyalty_type[i]].taste_spread * liking
    relations.affect[j, i] = clip(world.images[j] + nature.start.liking * liking, 0.0, 1.0)
    relations.expectation[j, i] = expectation
    relations.cumulative_satisfaction[j, i] = clip(judged, 0.0, 1.0)
    relations.conviction[j, i] = warranted_conviction(
        judged, world.images[j], np.float64(relations.habit[j, i]), nature.conviction
    )
