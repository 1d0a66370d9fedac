"""The encounter: what the purchase turned out to be like, and whether something went wrong."""

import numpy as np

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Experience, Nature
from simulation.behavior.psychology import clip
from simulation.behavior.relationship_marketing import hit_rate, prevented_failures, tailored
from simulation.engine.chance import four, normal
from simulation.engine.compiling import phase, rule
from simulation.state.decisions import SERVICE
from simulation.state.tables import NOBODY, World
from simulation.state.visit_codes import MAJOR, MINOR, NO_FAILURE
from simulation.week.meeting import performance_for

WRITES = ("visits.failure", "visits.performance")


@rule
def failure_of(chance: float, chance_of_major: float, failure_rate: float, major_share: float) -> int:
    """Whether the encounter fails, and how gravely."""
    if chance >= failure_rate:
        return NO_FAILURE
    return MAJOR if chance_of_major < major_share else MINOR


@rule
def perceived_performance(level: float, luck: float, failure: int, impatience: float, felt: Experience) -> float:
    """Performance as felt, 0-1: the firm's level, the day's form, less what a failure and a long wait take away."""
    loss = 0.0
    if failure == MINOR:
        loss = felt.minor_loss
    if failure == MAJOR:
        loss = felt.major_loss
    return clip(level + felt.noise * luck - loss - felt.wait_loss * min(impatience, felt.wait_limit), 0.0, 1.0)


@phase
def experience(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """Everybody who bought meets the firm's service."""
    visits, firms = world.visits, world.firms
    for chunk in range(first, last):
        start = chunk * world.chunk_size
        for v in range(start, start + visits.trips[chunk]):
            j = int(visits.firm[v])
            visits.failure[v] = NO_FAILURE
            if j == NOBODY:
                continue
            i = int(visits.customer[v])
            chances = four(moment.luck, moment.week, int(world.customers.identity[i]), SERVICE, 0)
            known = np.float64(visits.known[v])
            failure_rate = prevented_failures(firms.failure_rate[j], known, nature.knowledge)
            failure = failure_of(chances[0], chances[1], failure_rate, firms.major_share[j])
            impatience = firms.wait[j] / nature.types[world.customers.loyalty_type[i]].wait_tolerance
            level = performance_for(world, i, j) + nature.experience.fit * np.float64(world.relationships.taste[j, i])
            if firms.tailors[j] > 0.0:
                level += tailored(hit_rate(firms.accuracy[j], known, nature.knowledge.wishes), nature.knowledge)
            felt = perceived_performance(level, normal(chances[2]), failure, impatience, nature.experience)
            visits.failure[v] = failure
            visits.performance[v] = np.float32(felt)
