"""Which of the week's visits came to something: their rows, in customers' order."""

import numpy as np

from simulation.behavior.moment import Moment
from simulation.engine.compiling import phase
from simulation.state.tables import NEVER, NOBODY, World
from simulation.state.visit_codes import AT_DESK, CONTENT, SILENT

FRESH = 52  # weeks within which a customer can tell what a firm is like


@phase
def list_visits(world: World, column: np.ndarray, value: int, is_value: bool, rows: np.ndarray) -> int:
    """Write the rows of all visits whose `column` is `value` (or is not) into `rows`; returns how many there are.

    `column` is one of the visits, shape (customers,); `rows` has the shape (visits + 1,).
    """
    end = 0
    for chunk in range(world.visits.trips.size):
        start = chunk * world.chunk_size
        for visit in range(start, start + world.visits.trips[chunk]):
            rows[end] = visit
            end += (column[visit] == value) == is_value
    return end


@phase
def list_purchases(world: World, gaps: np.ndarray, bought: np.ndarray, paid: np.ndarray) -> tuple[int, int, int, int]:
    """Write this week's purchases in customers' order, each of the columns of the shape (visits + 1,), int64.

    `gaps` are the rows from one customer to the next, `bought` units times firms plus the firm's place, `paid` cents.
    Returns how many there are, and the largest number of each column.
    """
    visits, firms = world.visits, world.firms.price.size
    end, before, widest, most, dearest = 0, 0, 0, 0, 0
    for chunk in range(visits.trips.size):
        start = chunk * world.chunk_size
        for visit in range(start, start + visits.trips[chunk]):
            if visits.firm[visit] == NOBODY:
                continue
            customer = int(visits.customer[visit])
            gaps[end] = customer - before
            bought[end] = visits.quantity[visit] * firms + visits.firm[visit]
            paid[end] = visits.paid[visit]
            widest, most, dearest = max(widest, gaps[end]), max(most, bought[end]), max(dearest, paid[end])
            before = customer
            end += 1
    return end, widest, most, dearest


@phase
def count_comparisons(world: World, moment: Moment, told: np.ndarray) -> None:
    """Add to `told` how many complained of a firm this week who have lately bought from another one.

    `told` has the shape (firms, firms), int64: complained of, known.
    """
    visits, relations = world.visits, world.relationships
    for chunk in range(visits.trips.size):
        start = chunk * world.chunk_size
        for v in range(start, start + visits.trips[chunk]):
            if visits.firm[v] == NOBODY or visits.response[v] == CONTENT or visits.response[v] == SILENT:
                continue
            i, j = int(visits.customer[v]), int(visits.firm[v])
            for other in range(world.firms.price.size):
                last = int(relations.last_purchase[other, i])
                told[j, other] += other != j and last != NEVER and moment.week - last < FRESH


def comparisons(world: World, moment: Moment) -> np.ndarray:
    """This week's complaints of each firm by customers who know another one, shape (firms, firms): of, known."""
    firms = world.firms.price.size
    told = np.zeros((firms, firms), np.int64)
    count_comparisons(world, moment, told)
    return told


def visited_rows(world: World) -> np.ndarray:
    """Rows of this week's visits that ended in a purchase, in customers' order. Shape (purchases,)."""
    rows = np.empty(int(world.visits.trips.sum()) + 1, np.int64)
    return rows[: list_visits(world, world.visits.firm, NOBODY, False, rows)]


def desk_visits(world: World) -> np.ndarray:
    """Rows of this week's visits that ended with a complaint at a desk. Shape (complaints,)."""
    rows = np.empty(int(world.visits.trips.sum()) + 1, np.int64)
    return rows[: list_visits(world, world.visits.response, AT_DESK, True, rows)]
