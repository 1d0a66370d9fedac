"""Phases of loyalty as an option: cognitive, affective, conative, action, one step at a time [Oliver1999].

Where `customers.mode` is `phases`, nobody has a type for life. Everybody begins cognitive, and decides by the rules of
the type that stands for its present phase towards the firm that it has just bought from.
"""

import numpy as np

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature, Phases
from simulation.engine.compiling import phase, rule
from simulation.loyalty import BEHAVIORAL, COGNITIVE, EMOTIONAL, IMPULSIVE
from simulation.state.tables import NOBODY, World

WRITES = ("customers.loyalty_type",)

IN_ORDER = (COGNITIVE, EMOTIONAL, IMPULSIVE, BEHAVIORAL)
"""The type that stands for each phase: knowing, liking, meaning to, doing."""


@rule
def phase_after(kind: int, affect: float, conviction: float, habit: float, phases: Phases) -> int:
    """The phase after an encounter: the next one when it is earned, the one before when the present one is lost."""
    if kind == COGNITIVE:
        return EMOTIONAL if affect >= phases.affective else COGNITIVE
    if kind == EMOTIONAL:
        if affect < phases.slack * phases.affective:
            return COGNITIVE
        return IMPULSIVE if conviction >= phases.conative else EMOTIONAL
    if kind == IMPULSIVE:
        if conviction < phases.slack * phases.conative:
            return EMOTIONAL
        return BEHAVIORAL if habit >= phases.action else IMPULSIVE
    return IMPULSIVE if habit < phases.slack * phases.action else BEHAVIORAL


@phase
def deepen(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """Everybody who bought may move by one phase, towards the firm bought from."""
    visits, relations, kinds = world.visits, world.relationships, world.customers.loyalty_type
    for chunk in range(first, last):
        start = chunk * world.chunk_size
        for v in range(start, start + visits.trips[chunk]):
            j = int(visits.firm[v])
            if j != NOBODY:
                i = int(visits.customer[v])
                affect, conviction = np.float64(relations.affect[j, i]), np.float64(relations.conviction[j, i])
                habit = np.float64(relations.habit[j, i])
                kinds[i] = phase_after(kinds[i], affect, conviction, habit, nature.phases)
