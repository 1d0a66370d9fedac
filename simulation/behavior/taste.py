"""Lasting tastes: what a customer likes for no reason in the market, in part shared with its acquaintances."""

import math

from simulation.behavior.parameters import Nature
from simulation.engine.chance import normal, uniform
from simulation.engine.compiling import row, rule
from simulation.engine.luck import Luck
from simulation.state.decisions import GROUP_TASTE, TASTE
from simulation.state.tables import PEOPLE, World


@rule
def own_taste(world: World, nature: Nature, luck: Luck, week: int, identity: int, j: int) -> float:
    """A customer's taste for firm j that it shares with nobody, in standard deviations.

    Part of it goes to all firms of a group alike, so that who likes one likes the others [ElrodKeane1995].
    """
    alone = normal(uniform(luck, week, identity, TASTE, j))
    shared, group = nature.heterogeneity.shared_taste, world.groups[j]
    if shared <= 0.0 or group < 0:
        return alone
    common = normal(uniform(luck, week, identity, GROUP_TASTE, group))
    return math.sqrt(1.0 - shared) * alone + math.sqrt(shared) * common


@row
def taste_for(world: World, nature: Nature, luck: Luck, week: int, i: int, j: int) -> float:
    """Taste of customer i for firm j as of a week, in standard deviations: its own, and its acquaintances' of old.

    Birds of a feather: acquaintances are alike [McPhersonEtAl2001]. Their tastes count as they were before the first
    week, so that nobody's luck depends on what became of others.
    """
    own = own_taste(world, nature, luck, week, int(world.customers.identity[i]), j)
    first, end = world.offsets[i], world.offsets[i + 1]
    if nature.word_of_mouth.homophily <= 0.0 or first == end:
        return own
    theirs = 0.0
    for place in range(first, end):
        who = int(world.customers.identity[world.neighbours[place]]) & (PEOPLE - 1)  # who was there at first
        theirs += own_taste(world, nature, luck, 0, who, j)
    shared = nature.word_of_mouth.homophily
    return math.sqrt(1.0 - shared) * own + math.sqrt(shared / float(end - first)) * theirs
