"""Lasting tastes: what a customer likes for no reason in the market, in part shared with its acquaintances."""

import math

from simulation.behavior.parameters import Nature
from simulation.engine.chance import normal, uniform
from simulation.engine.compiling import row
from simulation.engine.luck import Luck
from simulation.state.decisions import TASTE
from simulation.state.tables import PEOPLE, World


@row
def taste_for(world: World, nature: Nature, luck: Luck, week: int, i: int, j: int) -> float:
    """Taste of customer i for firm j as of a week, in standard deviations: its own, and its acquaintances' of old.

    Birds of a feather: acquaintances are alike [McPhersonEtAl2001]. Their tastes count as they were before the first
    week, so that nobody's luck depends on what became of others.
    """
    own = normal(uniform(luck, week, int(world.customers.identity[i]), TASTE, j))
    first, end = world.offsets[i], world.offsets[i + 1]
    if nature.word_of_mouth.homophily <= 0.0 or first == end:
        return own
    theirs = 0.0
    for place in range(first, end):
        who = int(world.customers.identity[world.neighbours[place]]) & (PEOPLE - 1)  # who was there at first
        theirs += normal(uniform(luck, 0, who, TASTE, j))
    shared = nature.word_of_mouth.homophily
    return math.sqrt(1.0 - shared) * own + math.sqrt(shared / float(end - first)) * theirs
