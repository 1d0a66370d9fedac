"""The purchase: what is paid, what serving this customer costs, and whether it is a new one."""

import math

import numpy as np

from simulation.chance import DIFFICULT, uniform
from simulation.compiling import phase, rule
from simulation.nature import Moment, Nature
from simulation.psychology import cost_to_serve
from simulation.state import NEVER, NOBODY, World
from simulation.ties import difficulty
from simulation.week.need import WEEKS_A_YEAR

WRITES = ("visits.paid", "visits.goods_cents", "visits.service_cents", "visits.is_new")

REGULAR, NEW, REFERRED = range(3)


@rule
def whole(cents: float) -> int:
    """Money as it is booked: in whole cents, halves upwards."""
    return math.floor(cents + 0.5)


@rule
def newness(purchases: int, word_of_mouth: float) -> int:
    """Whether this is a first purchase from the firm, and one to which an acquaintance's praise has led."""
    if purchases > 0:
        return REGULAR
    return REFERRED if word_of_mouth > 0.0 else NEW


@phase
def pay(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """Everybody who bought pays; customers of long standing buy more beside, and cost less to serve."""
    visits, relations = world.visits, world.relationships
    for chunk in range(first, last):
        start = chunk * world.chunk_size
        for v in range(start, start + visits.trips[chunk]):
            j = int(visits.firm[v])
            if j == NOBODY:
                continue
            i = int(visits.customer[v])
            since = relations.first_purchase[j, i]
            years = 0.0 if since == NEVER else (moment.week - since) / WEEKS_A_YEAR
            more = world.cross_sell[min(int(years), world.cross_sell.size - 1)]
            amount = np.float64(visits.quantity[v]) * (1.0 + more)
            visits.paid[v] = whole(world.firms.cents[j] * amount)
            visits.goods_cents[v] = whole(world.firms.unit_cents[j] * amount)
            rank = uniform(moment.luck, 0, int(world.customers.identity[i]), DIFFICULT, 0)
            effort = cost_to_serve(years, nature.tenure) + difficulty(rank, nature.difficult)
            visits.service_cents[v] = whole(100.0 * effort)
            visits.is_new[v] = newness(relations.purchases[j, i], np.float64(relations.word_of_mouth[j, i]))
