"""The week in numbers: events of the visits, and a census of every firm's customers, by loyalty type."""

import numpy as np

from simulation import measures as m
from simulation.compiling import phase, row
from simulation.loyalty import BALKED
from simulation.nature import Moment
from simulation.psychology import likelihood_to_recommend
from simulation.state import NEVER, NOBODY, World
from simulation.week.complain import AT_DESK, CONTENT, SETTLED_AT_ONCE, SETTLED_LATER, SILENT
from simulation.week.pay import REFERRED, REGULAR

WRITES = ("tally.counts", "tally.sums")

YEAR = 52
PROMOTER, DETRACTOR = 8.5, 6.5  # answers of 9 and 10, answers up to 6, before rounding


@row
def count_purchase(world: World, counts: np.ndarray, sums: np.ndarray, v: int, kind: int) -> None:
    """Sales, money and newcomers of one purchase.

    `counts` and `sums` are those of one chunk, of shape (measures or sums, firms, types).
    """
    visits = world.visits
    j = int(visits.firm[v])
    counts[m.UNITS, j, kind] += visits.quantity[v]
    counts[m.TRIPS, j, kind] += 1
    counts[m.REVENUE, j, kind] += visits.paid[v]
    counts[m.GOODS_CENTS, j, kind] += visits.goods_cents[v]
    counts[m.SERVICE_CENTS, j, kind] += visits.service_cents[v]
    counts[m.COMPENSATION, j, kind] += visits.compensation[v]
    counts[m.ACQUIRED, j, kind] += visits.is_new[v] != REGULAR
    counts[m.REFERRED, j, kind] += visits.is_new[v] == REFERRED
    counts[m.ATTRIBUTES, j, kind] += visits.attributes[v]
    counts[m.DECISIONS, j, kind] += 1
    sums[m.KNOWN, j, kind] += np.float64(visits.known[v])
    items = int(visits.extension[v])
    counts[m.EXTENSION_UNITS, j, kind] += items
    counts[m.EXTENSION_CENTS, j, kind] += items * int(world.firms.extension_cents[j])
    if visits.is_new[v] != REGULAR:
        earned = visits.paid[v] - visits.goods_cents[v] - visits.service_cents[v] - visits.compensation[v]
        counts[m.FIRST_MARGIN, j, kind] += earned
    if visits.previous[v] != NOBODY:
        counts[m.EARLIER_BUYERS, visits.previous[v], kind] += visits.quantity[v]
        counts[m.REPEATS, j, kind] += visits.quantity[v] * (visits.previous[v] == j)
    sums[m.ANSWERED, j, kind] += np.float64(visits.satisfaction[v])
    sums[m.PERFORMANCE, j, kind] += np.float64(visits.performance[v])


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
def count_visits(world: World, moment: Moment, counts: np.ndarray, sums: np.ndarray, first: int, last: int) -> None:
    """Add up the visits. `counts` has the shape (chunks, measures, firms, types), int64; `sums` likewise, float64."""
    visits, kinds = world.visits, world.customers.loyalty_type
    for chunk in range(first, last):
        counts[chunk] = 0
        sums[chunk] = 0.0
        start = chunk * world.chunk_size
        for v in range(start, start + visits.trips[chunk]):
            kind = int(kinds[visits.customer[v]])
            if visits.firm[v] != NOBODY:
                count_purchase(world, counts[chunk], sums[chunk], v, kind)
                count_response(world, counts[chunk], v, kind)
            elif visits.previous[v] != NOBODY:
                abandoned = m.ABANDONED if visits.process[v] == BALKED else m.UNSUITED
                counts[chunk, abandoned, visits.previous[v], kind] += 1


@row
def count_customer(
    world: World, moment: Moment, counts: np.ndarray, sums: np.ndarray, i: int, j: int, window: int
) -> None:
    """One customer of one firm in the census; `window` is the first week of the last 52 reported ones.

    Conditions are added as 0 or 1, not branched on: half of them are true, and wrong guesses cost most of the time.
    """
    relations, kind = world.relationships, int(world.customers.loyalty_type[i])
    since = moment.week - moment.lapse_weeks
    last = relations.last_purchase[j, i]
    active = int(last > since)
    is_buyer = int(last >= window)
    was_active = int(relations.earlier_purchase[j, i] > since - YEAR)
    started = int(relations.was_active[j, i])
    once = int(relations.first_purchase[j, i] == last)
    was_once = was_active * int(relations.first_purchase[j, i] == relations.earlier_purchase[j, i])
    satisfaction, affect = np.float64(relations.cumulative_satisfaction[j, i]), np.float64(relations.affect[j, i])
    answer = likelihood_to_recommend(satisfaction, affect)
    counts[m.ACTIVE, j, kind] += active
    counts[m.PROMOTERS, j, kind] += active * int(answer >= PROMOTER)
    counts[m.DETRACTORS, j, kind] += active * int(answer < DETRACTOR)
    counts[m.BUYERS, j, kind] += is_buyer
    counts[m.BUYERS_UNITS, j, kind] += is_buyer * world.customers.window_units[i]
    counts[m.BUYERS_CENTS, j, kind] += is_buyer * world.customers.window_cents[i]
    counts[m.EARLIER_ACTIVE, j, kind] += was_active
    counts[m.KEPT, j, kind] += was_active * active
    counts[m.ONCE, j, kind] += active * once
    counts[m.EARLIER_ONCE, j, kind] += was_once
    counts[m.ONCE_KEPT, j, kind] += was_once * active
    counts[m.STARTERS, j, kind] += started
    counts[m.STARTERS_KEPT, j, kind] += started * active
    sums[m.SATISFACTION, j, kind] += active * satisfaction
    sums[m.CONVICTION, j, kind] += active * np.float64(relations.conviction[j, i])
    sums[m.AFFECT, j, kind] += active * affect
    sums[m.HABIT, j, kind] += active * np.float64(relations.habit[j, i])


@phase
def take_census(world: World, moment: Moment, counts: np.ndarray, sums: np.ndarray, first: int, last: int) -> None:
    """Count the customers of every firm and add up their states; shapes as in `count_visits`."""
    window = moment.week - min(moment.reported_week, YEAR) + 1
    for chunk in range(first, last):
        start = chunk * world.chunk_size
        for i in range(start, min(start + world.chunk_size, world.customers.rate.size)):
            for j in range(world.firms.price.size):
                if world.relationships.last_purchase[j, i] != NEVER:
                    count_customer(world, moment, counts[chunk], sums[chunk], i, j, window)
