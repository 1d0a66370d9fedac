"""The week's visits in numbers, by firm and loyalty type; money by the customers' standing, too."""

import numpy as np

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.engine.compiling import phase, row, rule
from simulation.state import counts as m
from simulation.state.switch_reasons import NO_SWITCH
from simulation.state.tables import NOBODY, World
from simulation.state.visit_codes import (
    AT_DESK,
    BALKED,
    CONTENT,
    REFERRED,
    REGULAR,
    SETTLED_AT_ONCE,
    SETTLED_LATER,
    SILENT,
)
from simulation.week.meeting import is_advised
from simulation.week.price import years_with

WRITES = ("tally.counts", "tally.sums", "tally.standings", "tally.moves")


@row
def count_tenure(world: World, moment: Moment, sums: np.ndarray, v: int, kind: int) -> None:
    """The units of one purchase by the year of tenure; `sums` is that of one chunk, of shape (sums, firms, types)."""
    i, j = int(world.visits.customer[v]), int(world.visits.firm[v])
    year = min(int(years_with(world, moment, i, j)), m.TENURES - 1)
    sums[m.TENURE + year, j, kind] += float(world.visits.quantity[v])


@row
def count_sale(world: World, counts: np.ndarray, v: int, group: int) -> None:
    """What one purchase brings and costs; `counts`, of shape (measures, firms, groups), is that of one chunk."""
    visits = world.visits
    j, items = int(visits.firm[v]), int(visits.extension[v])
    counts[m.UNITS, j, group] += visits.quantity[v]
    counts[m.TRIPS, j, group] += 1
    counts[m.REVENUE, j, group] += visits.paid[v]
    counts[m.GOODS_CENTS, j, group] += visits.goods_cents[v]
    counts[m.SERVICE_CENTS, j, group] += visits.service_cents[v]
    counts[m.COMPENSATION, j, group] += visits.compensation[v]
    counts[m.ACQUIRED, j, group] += visits.is_new[v] != REGULAR
    counts[m.REFERRED, j, group] += visits.is_new[v] == REFERRED
    counts[m.EXTENSION_UNITS, j, group] += items
    counts[m.EXTENSION_CENTS, j, group] += items * int(world.firms.extension_cents[j])


@row
def count_purchase(world: World, counts: np.ndarray, sums: np.ndarray, v: int, kind: int) -> None:
    """What went into the choice of one purchase, what it repeats, and how it turned out.

    `counts` and `sums` are those of one chunk, of shape (measures or sums, firms, types).
    """
    visits = world.visits
    j = int(visits.firm[v])
    counts[m.ATTRIBUTES, j, kind] += visits.attributes[v]
    counts[m.DECISIONS, j, kind] += 1
    sums[m.KNOWN, j, kind] += np.float64(visits.known[v])
    counts[m.TAKING_PART, j, kind] += visits.takes_part[v]
    if visits.previous[v] != NOBODY:
        counts[m.EARLIER_BUYERS, visits.previous[v], kind] += visits.quantity[v]
        counts[m.REPEATS, j, kind] += visits.quantity[v] * (visits.previous[v] == j)
    sums[m.ANSWERED, j, kind] += np.float64(visits.satisfaction[v])
    sums[m.PERFORMANCE, j, kind] += np.float64(visits.performance[v])
    sums[m.BROKEN, j, kind] += np.float64(visits.broken[v])


@rule
def any_advice(shares: np.ndarray) -> bool:
    """Whether any firm advises strangers. `shares` has the shape (firms,)."""
    most = 0.0
    for share in shares:
        most = max(most, share)
    return most > 0.0


@row
def count_advice(world: World, moment: Moment, counts: np.ndarray, v: int, kind: int) -> None:
    """The firms that advised this shopper, or let it try; `counts` has the shape (measures, firms, types)."""
    i = int(world.visits.customer[v])
    for j in range(world.firms.price.size):
        if (world.visits.considered[v] >> j) & 1:
            counts[m.ADVISED, j, kind] += is_advised(world, moment, i, j)


@row
def count_response(world: World, counts: np.ndarray, v: int, kind: int) -> None:
    """What went wrong in one encounter, and what the customer did about it.

    `counts` is that of one chunk, of shape (measures, firms, types).
    """
    j, response = int(world.visits.firm[v]), int(world.visits.response[v])
    counts[m.FAILURES, j, kind] += world.visits.failure[v] > 0
    if response == CONTENT:
        return
    counts[m.DISSATISFIED, j, kind] += 1
    counts[m.VOICED, j, kind] += response != SILENT
    counts[m.AT_DESK, j, kind] += response == AT_DESK
    counts[m.SETTLED, j, kind] += response == SETTLED_AT_ONCE or response == SETTLED_LATER
    counts[m.EXITS, j, kind] += world.visits.has_left[v]
    counts[m.SILENT_EXITS, j, kind] += world.visits.has_left[v] and response == SILENT


@phase
def count_visits(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """Add up the visits."""
    visits, kinds, tally = world.visits, world.customers.loyalty_type, world.tally
    has_advice = any_advice(world.firms.pre_sale)
    for chunk in range(first, last):
        counts, sums, moves = tally.counts[chunk], tally.sums[chunk], tally.moves[chunk]
        moves[:] = 0
        counts[:] = 0
        tally.standings[chunk] = 0
        sums[:] = 0.0
        start = chunk * world.chunk_size
        for v in range(start, start + visits.trips[chunk]):
            kind = int(kinds[visits.customer[v]])
            if has_advice:
                count_advice(world, moment, counts, v, kind)
            if visits.firm[v] != NOBODY:
                count_sale(world, counts, v, kind)
                count_sale(world, tally.standings[chunk], v, int(visits.standing[v]))
                count_purchase(world, counts, sums, v, kind)
                count_tenure(world, moment, sums, v, kind)
                count_response(world, counts, v, kind)
                if visits.reason[v] != NO_SWITCH:
                    moves[visits.previous[v], visits.firm[v], visits.reason[v]] += 1
            elif visits.previous[v] != NOBODY:
                abandoned = m.ABANDONED if visits.process[v] == BALKED else m.UNSUITED
                counts[abandoned, visits.previous[v], kind] += 1
