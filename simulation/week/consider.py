"""Consideration: which firms come to mind of those who go shopping, and what a look at them teaches."""

import numpy as np

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import clip, disconfirmed_satisfaction, grown_affect, smoothed
from simulation.behavior.shelf import noticed
from simulation.behavior.traits import Traits
from simulation.engine.chance import four, normal, uniform
from simulation.engine.compiling import row, rule
from simulation.loyalty.cognitive import looked_up
from simulation.state.decisions import ADVICE, CONSIDER, LOOK, SEARCH
from simulation.state.tables import World
from simulation.week.meeting import can_be_found, is_advised, performance_for
from simulation.week.price import depth_for, display_for


@row
def learn_reputation(world: World, nature: Nature, i: int, j: int) -> None:
    """A stranger to the firm picks up, when shopping, what it is known for."""
    if world.relationships.purchases[j, i] == 0:
        expected = np.float64(world.relationships.expectation[j, i])
        known_for = smoothed(expected, world.firms.reputation[j], 1.0 - nature.reputation.pace)
        world.relationships.expectation[j, i] = known_for


@row
def look_up(world: World, moment: Moment, i: int, j: int, traits: Traits) -> None:
    """Learn the true quality of a firm by asking around and reading tests."""
    relations = world.relationships
    error = normal(uniform(moment.luck, moment.week, int(world.customers.identity[i]), LOOK, j))
    expected = np.float64(relations.expectation[j, i])
    relations.expectation[j, i] = looked_up(expected, performance_for(world, i, j), error, traits)


@row
def be_advised(world: World, nature: Nature, moment: Moment, i: int, j: int) -> None:
    """A stranger meets the firm before it buys, a sample of what buying would be like, and judges it as a purchase.

    Good firms are liked for it, mediocre ones found out; either way the contact is remembered.
    """
    relations, felt, judgement = world.relationships, nature.experience, nature.satisfaction
    luck = normal(uniform(moment.luck, moment.week, int(world.customers.identity[i]), ADVICE, 2 * j + 1))
    level = performance_for(world, i, j) + felt.fit * np.float64(relations.taste[j, i])
    met = clip(level + felt.noise * luck, 0.0, 1.0)
    affect, expected = np.float64(relations.affect[j, i]), np.float64(relations.expectation[j, i])
    satisfaction = disconfirmed_satisfaction(met, expected, judgement)
    growth = nature.before_sale.warmth * nature.types[world.customers.loyalty_type[i]].affect_growth
    cumulative = np.float64(relations.cumulative_satisfaction[j, i])
    relations.affect[j, i] = grown_affect(affect, satisfaction, cumulative, judgement, growth)
    relations.expectation[j, i] = smoothed(expected, met, 1.0 - nature.before_sale.learning)
    salience = np.float64(relations.salience[j, i])
    relations.salience[j, i] = smoothed(salience, 1.0, 1.0 - nature.before_sale.recall)


@rule
def seen_by_chance(world: World, nature: Nature, i: int, j: int, traits: Traits) -> float:
    """Chance that firm j comes to mind of customer i, or meets its eye: by a promotion, a display, a comparison."""
    salience: float = np.float64(world.relationships.salience[j, i])
    depth, display = depth_for(world, i, j), display_for(world, i, j)
    if depth > 0.0 or display > 0.0:
        salience = noticed(salience, depth, display, world.firms.presence[j], nature.attention, traits)
    if world.firms.sight[j] > 0.0:
        salience = 1.0 - (1.0 - salience) * (1.0 - world.firms.sight[j])
    return float(salience)


@row
def comes_up(world: World, nature: Nature, moment: Moment, i: int, j: int, traits: Traits, chance: float) -> bool:
    """Whether a firm that can be found comes to mind by itself: the last one, the salient, what a shelf shows."""
    if world.relationships.gone_until[j, i] > moment.week:
        return False
    learn_reputation(world, nature, i, j)
    return bool(world.customers.previous_choice[i] == j or chance < seen_by_chance(world, nature, i, j, traits))


@row
def consider(world: World, nature: Nature, moment: Moment, i: int, traits: Traits) -> int:
    """The firms to choose from, one bit each: those that come to mind, and those looked up.

    Experts keep themselves informed of the firms that they have left, too, and do not go back for that.
    """
    identity, considered = int(world.customers.identity[i]), 0
    chances = looks = (0.0, 0.0, 0.0, 0.0)
    for j in range(world.firms.price.size):
        if j & 3 == 0:
            chances = four(moment.luck, moment.week, identity, CONSIDER, j >> 2)
            if traits.search > 0.0:
                looks = four(moment.luck, moment.week, identity, SEARCH, j >> 2)
        if not can_be_found(world, moment, i, j):
            continue
        is_considered = comes_up(world, nature, moment, i, j, traits, chances[j & 3])
        if traits.search > 0.0 and looks[j & 3] < traits.search:
            look_up(world, moment, i, j, traits)
            is_considered = world.relationships.gone_until[j, i] <= moment.week
        if is_considered:
            considered |= 1 << j
            if is_advised(world, moment, i, j):
                be_advised(world, nature, moment, i, j)
    return considered
