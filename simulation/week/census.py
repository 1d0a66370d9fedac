"""The census: every firm's customers and their states, by loyalty type, counted in blocks of cells.

A pass without branches turns each cell into nine whole numbers; a second one adds them up by firm and type. Sums of
whole numbers come out alike in any order.
"""

import numpy as np

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import likelihood_to_recommend
from simulation.engine.compiling import phase, row, rule
from simulation.state import counts as m
from simulation.state.tables import NOBODY, World
from simulation.week.cell_blocks import block_size, flat

WRITES = ("tally.counts", "tally.sums", "relationships.was_active")

YEAR = 52
PROMOTER, DETRACTOR = 8.5, 6.5  # answers of 9 and 10, answers up to 6, before rounding
GRAIN = 2.0**40  # grains in a 1: states are added up in whole grains
NOW = (m.ACTIVE, m.PROMOTERS, m.DETRACTORS, m.BUYERS, m.BASE)
PAST = (m.EARLIER_ACTIVE, m.KEPT, m.STARTERS, m.STARTERS_KEPT)
"""Counts of a block, each in a byte of the first and of the eighth number of a cell."""


@rule
def grains(state: float) -> int:
    """A state from 0 to 1 in whole grains."""
    return int(state * GRAIN)


@rule
def flags_now(is_active: int, is_buyer: int, is_base: int, answer: float) -> int:
    """Which of NOW hold for a cell, a byte each; all are given as 0 or 1 but the answer, 0-10."""
    verdict = (int(answer >= PROMOTER) << 8) | (int(answer < DETRACTOR) << 16)
    return is_active | (is_active * verdict) | (is_buyer << 24) | (is_base << 32)


@rule
def flags_past(is_active: int, was_active: int, started: int) -> int:
    """Which of PAST hold for a cell, a byte each; all are given as 0 or 1."""
    earlier = was_active | (started << 16)
    return earlier | (is_active * (earlier << 8))


@row
def mark(world: World, nature: Nature, moment: Moment, chunk: int, start: int, stop: int) -> None:
    """Tell for each cell of customers `start` to `stop` - 1 which flags hold, and who bought within the window."""
    relations, firms = world.relationships, world.firms.price.size
    first, last = start * firms, stop * firms
    since, window = moment.week - moment.lapse_weeks, moment.week - min(moment.reported_week, YEAR) + 1
    base = moment.week - moment.base_weeks
    newest, trips = flat(relations.last_purchase)[first:last], flat(relations.year_trips)[first:last]
    earlier, started = flat(relations.earlier_purchase)[first:last], flat(relations.was_active)[first:last]
    satisfaction, affect = flat(relations.cumulative_satisfaction)[first:last], flat(relations.affect)[first:last]
    laid = world.scratch.wholes[chunk]
    now, buyers, past = laid[0][: last - first], laid[1][: last - first], laid[7][: last - first]
    stayed, told = laid[8][: last - first], nature.recommendation
    for cell in range(now.size):
        is_active, is_buyer = int(newest[cell] > since), int(newest[cell] >= window)
        answer = likelihood_to_recommend(np.float64(satisfaction[cell]), np.float64(affect[cell]), told)
        buyers[cell] = is_buyer
        now[cell] = flags_now(is_active, is_buyer, int(newest[cell] > base), answer)
    for cell in range(past.size):
        was_active = int(earlier[cell] > since - YEAR)
        past[cell] = flags_past(int(newest[cell] > since), was_active, int(started[cell]))
        stayed[cell] = int(earlier[cell] > base - YEAR) * int(trips[cell])


@row
def note_starters(world: World, moment: Moment, start: int, stop: int) -> None:
    """In the first reported week: who is a customer of which firm, of customers `start` to `stop` - 1."""
    since = moment.week - moment.lapse_weeks
    for i in range(start, stop):
        for j in range(world.firms.price.size):
            world.relationships.was_active[j, i] = world.relationships.last_purchase[j, i] > since


@rule
def measure(column: np.ndarray, marks: np.ndarray, measured: np.ndarray) -> None:
    """States of active customers in grains, 0 of the others; all arguments have the shape (cells,)."""
    for cell in range(measured.size):
        measured[cell] = (marks[cell] & 1) * grains(np.float64(column[cell]))


@row
def lay_out(world: World, chunk: int, start: int, stop: int) -> None:
    """Turn each cell of customers `start` to `stop` - 1 into numbers: flags, units, cents, states, flags, trips."""
    relations, customers, firms = world.relationships, world.customers, world.firms.price.size
    first, last = start * firms, stop * firms
    laid = world.scratch.wholes[chunk]
    marks = laid[0][: last - first]
    measure(flat(relations.cumulative_satisfaction)[first:last], marks, laid[3][: last - first])
    measure(flat(relations.conviction)[first:last], marks, laid[4][: last - first])
    measure(flat(relations.affect)[first:last], marks, laid[5][: last - first])
    measure(flat(relations.habit)[first:last], marks, laid[6][: last - first])
    units, cents = customers.window_units[start:stop], customers.window_cents[start:stop]
    for j in range(firms):
        for place in range(units.size):
            laid[2, place * firms + j] = laid[1, place * firms + j] * cents[place]
            laid[1, place * firms + j] *= units[place]


@row
def add_up(world: World, chunk: int, start: int, stop: int) -> None:
    """Add the numbers of a block to the totals of each firm and type."""
    kinds, firms, laid = world.customers.loyalty_type[start:stop], world.firms.price.size, world.scratch.wholes[chunk]
    for j in range(firms):
        for place in range(kinds.size):
            total, cell = world.scratch.totals[chunk, kinds[place], j], place * firms + j
            total[0] += laid[0, cell]
            total[1] += laid[1, cell]
            total[2] += laid[2, cell]
            total[3] += laid[3, cell]
            total[4] += laid[4, cell]
            total[5] += laid[5, cell]
            total[6] += laid[6, cell]
            total[7] += laid[7, cell]
            total[8] += laid[8, cell]


@row
def unpack(world: World, chunk: int) -> None:
    """Book the flags of a block, before a byte of their total can overflow."""
    counts, totals = world.tally.counts[chunk], world.scratch.totals[chunk]
    for kind in range(totals.shape[0]):
        for j in range(totals.shape[1]):
            for place in range(len(NOW)):
                counts[NOW[place], j, kind] += (totals[kind, j, 0] >> (8 * place)) & 255
            for place in range(len(PAST)):
                counts[PAST[place], j, kind] += (totals[kind, j, 7] >> (8 * place)) & 255
            totals[kind, j, 0] = 0
            totals[kind, j, 7] = 0


@row
def book(world: World, chunk: int) -> None:
    """Book a chunk's units, cents, states and trips."""
    counts, sums, totals = world.tally.counts[chunk], world.tally.sums[chunk], world.scratch.totals[chunk]
    for kind in range(totals.shape[0]):
        for j in range(totals.shape[1]):
            counts[m.BUYERS_UNITS, j, kind] = totals[kind, j, 1]
            counts[m.BUYERS_CENTS, j, kind] = totals[kind, j, 2]
            counts[m.STAYED_TRIPS, j, kind] = totals[kind, j, 8]
            sums[m.SATISFACTION, j, kind] = totals[kind, j, 3] / GRAIN
            sums[m.CONVICTION, j, kind] = totals[kind, j, 4] / GRAIN
            sums[m.AFFECT, j, kind] = totals[kind, j, 5] / GRAIN
            sums[m.HABIT, j, kind] = totals[kind, j, 6] / GRAIN


@phase
def take_census(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """Count the customers of every firm and add up their states."""
    size = block_size(world.firms.price.size)
    for chunk in range(first, last):
        world.scratch.totals[chunk] = 0
        start = chunk * world.chunk_size
        stop = min(start + world.chunk_size, world.customers.rate.size)
        if moment.reported_week == 1:
            note_starters(world, moment, start, stop)
        for block in range(start, stop, size):
            end = min(block + size, stop)
            mark(world, nature, moment, chunk, block, end)
            lay_out(world, chunk, block, end)
            add_up(world, chunk, block, end)
            unpack(world, chunk)
        book(world, chunk)


@phase
def count_kept(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """Count every firm's main customers of the window before, and those of them who still are."""
    customers = world.customers
    for chunk in range(first, last):
        counts, start = world.tally.counts[chunk], chunk * world.chunk_size
        for i in range(start, min(start + world.chunk_size, customers.rate.size)):
            j = customers.former_main[i]
            if j != NOBODY:
                counts[m.MAINS, j, customers.loyalty_type[i]] += 1
                counts[m.MAINS_KEPT, j, customers.loyalty_type[i]] += customers.main_firm[i] == j
