"""How a customer stands with a firm: where accounts book what it buys, and as what it is counted at the end.

A purchase is booked by how its customer stood before it. So whoever comes back after a lapse is booked as lapsed once,
and what the firm learns of a purchase does not decide where that very purchase stands.
"""

import numpy as np

from simulation.behavior.moment import Moment
from simulation.behavior.psychology import loyalty_index
from simulation.engine.compiling import phase, rule
from simulation.state.standings import LAPSED, LOYAL, LOYAL_FROM, NEW, REGULAR
from simulation.state.tables import NEVER, World
from simulation.state.visit_codes import NEW as FIRST
from simulation.state.visit_codes import REFERRED
from simulation.state.visit_codes import REGULAR as AGAIN
from simulation.week.price import years_with


@rule
def loyalty_of(world: World, i: int, j: int) -> float:
    """Loyalty index of a customer towards a firm, 0-1."""
    relations = world.relationships
    return loyalty_index(
        np.float64(relations.conviction[j, i]), np.float64(relations.affect[j, i]), np.float64(relations.habit[j, i])
    )


@rule
def standing_of(world: World, moment: Moment, i: int, j: int) -> int:
    """How customer i stands with firm j now, a place in STANDINGS; who never bought there is new.

    A lapse outweighs all; in its first year with a firm nobody has shown yet whether it is loyal.
    """
    newest = world.relationships.last_purchase[j, i]
    if newest != NEVER and newest <= moment.week - moment.lapse_weeks:
        return LAPSED
    if years_with(world, moment, i, j) < 1.0:
        return NEW
    return LOYAL if loyalty_of(world, i, j) >= LOYAL_FROM else REGULAR


@rule
def newness(purchases: int, word_of_mouth: float, least: float) -> int:
    """Whether this is a first purchase from the firm, and one to which an acquaintance's praise has led.

    Praise counts that still weighs enough: `least`, a part of what it weighed on the day it was heard.
    """
    if purchases > 0:
        return AGAIN
    return REFERRED if word_of_mouth > 0.0 and word_of_mouth >= least else FIRST


@phase
def count_standings(world: World, moment: Moment, customers: np.ndarray) -> None:
    """Count who ever bought from each firm by how they stand with it, into `customers`, shape (firms, standings)."""
    for i in range(world.customers.rate.size):
        for j in range(world.firms.price.size):
            if world.relationships.last_purchase[j, i] != NEVER:
                customers[j, standing_of(world, moment, i, j)] += 1
