"""Service contacts under contract: calls, claims and visits, which wait, fail and are complained of like any visit."""

import numpy as np

from simulation.behavior.limits import loses_patience
from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import cost_to_serve
from simulation.contract.prices import bill_of
from simulation.engine.chance import four
from simulation.engine.compiling import phase, row
from simulation.state import counts as m
from simulation.state.decisions import BALK
from simulation.state.tables import NOBODY, World
from simulation.state.visit_codes import BALKED, CONTENT, NO_FAILURE, REGULAR, SETTLED_AT_ONCE, SETTLED_LATER, WEIGHED
from simulation.state.whole_cents import booked
from simulation.week.count import count_response
from simulation.week.pay import known_to_firm, takes_part
from simulation.week.price import years_with
from simulation.week.remember import bond, call_together, news_of
from simulation.week.standing import standing_of


@row
def get_in_touch(world: World, nature: Nature, moment: Moment, i: int, v: int) -> None:
    """Customer i turns to its provider, and may give up in the queue; the contact is written down as visit v."""
    visits, j = world.visits, int(world.contracts.firm[i])
    identity = int(world.customers.identity[i])
    chances = four(moment.luck, moment.week, identity, BALK, 0)
    tolerance = nature.types[world.customers.loyalty_type[i]].wait_tolerance
    gives_up = loses_patience(world.firms.wait[j], tolerance, chances[0])
    visits.customer[v], visits.quantity[v] = i, 0
    visits.firm[v], visits.previous[v] = NOBODY if gives_up else j, j
    visits.considered[v], visits.attributes[v], visits.reason[v] = 0, 0, 0
    visits.process[v] = BALKED if gives_up else WEIGHED
    visits.paid[v] = booked(100.0 * bill_of(world, moment, i), chances[2])
    visits.known[v] = np.float32(known_to_firm(world, nature, moment, i, j))
    effort = 100.0 * cost_to_serve(years_with(world, moment, i, j), nature.tenure)
    saved = nature.knowledge.saved * np.float64(visits.known[v])
    visits.goods_cents[v] = 0
    visits.service_cents[v] = booked(effort - saved * (effort + world.firms.visit_cents[j]), chances[3])
    visits.extension[v], visits.is_new[v] = 0, REGULAR
    visits.takes_part[v] = takes_part(world, nature, moment, i, j)
    visits.standing[v] = standing_of(world, moment, i, j)
    world.contracts.calls_again[i] = 1 if gives_up else 0


@row
def count_contact(world: World, counts: np.ndarray, v: int, group: int) -> None:
    """What one contact costs; `counts`, of shape (measures, firms, groups), is that of one chunk."""
    visits, j = world.visits, int(world.visits.firm[v])
    counts[m.TRIPS, j, group] += 1
    counts[m.SERVICE_CENTS, j, group] += visits.service_cents[v]
    counts[m.COMPENSATION, j, group] += visits.compensation[v]


@phase
def count_contacts(world: World, first: int, last: int) -> None:
    """Add up the contacts, and note whose matter was not settled."""
    visits, kinds, tally = world.visits, world.customers.loyalty_type, world.tally
    for chunk in range(first, last):
        counts, sums = tally.counts[chunk], tally.sums[chunk]
        start = chunk * world.chunk_size
        for v in range(start, start + visits.trips[chunk]):
            i = int(visits.customer[v])
            kind, j, response = int(kinds[i]), int(visits.firm[v]), int(visits.response[v])
            if j == NOBODY:
                counts[m.ABANDONED, visits.previous[v], kind] += 1
                continue
            count_contact(world, counts, v, kind)
            count_contact(world, tally.standings[chunk], v, int(visits.standing[v]))
            count_response(world, counts, v, kind)
            is_settled = visits.failure[v] == NO_FAILURE or response == SETTLED_AT_ONCE
            counts[m.SETTLED_FIRST, j, kind] += is_settled
            counts[m.TAKING_PART, j, kind] += visits.takes_part[v]
            sums[m.KNOWN, j, kind] += np.float64(visits.known[v])
            sums[m.ANSWERED, j, kind] += np.float64(visits.satisfaction[v])
            sums[m.PERFORMANCE, j, kind] += np.float64(visits.performance[v])
            sums[m.BROKEN, j, kind] += np.float64(visits.broken[v])
            is_open = visits.failure[v] != NO_FAILURE and response not in (SETTLED_AT_ONCE, SETTLED_LATER)
            world.contracts.calls_again[i] = 1 if is_open else 0


@phase
def remember_contacts(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """What contacts leave behind: affect, conviction, news."""
    visits, customers, relations = world.visits, world.customers, world.relationships
    for chunk in range(first, last):
        start = chunk * world.chunk_size
        customers.news[start : min(start + world.chunk_size, customers.rate.size)] = 0
        for v in range(start, start + visits.trips[chunk]):
            j = int(visits.firm[v])
            if j == NOBODY:
                continue
            i = int(visits.customer[v])
            bond(world, nature, moment, v)
            relations.salience[j, i] = 1.0
            if visits.response[v] != CONTENT:
                relations.last_failure[j, i] = moment.week
            customers.news[i] = news_of(world, nature, moment, v)
            if customers.news[i] != 0:
                call_together(world, i)
