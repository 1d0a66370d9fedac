"""What a run leaves behind: the counts of every week, from which all metrics follow, and who switched where and why."""

from collections import deque
from typing import NamedTuple

import numpy as np

from simulation.firm import Firm
from simulation.metrics import COST_PARTS
from simulation.reasons import NO_SWITCH, REASONS
from simulation.state import NOBODY, World

YEAR = 52
NARROW = (np.uint8, np.uint16, np.uint32)


class Week(NamedTuple):
    """One week of the run, burn-in included."""

    counts: np.ndarray  # int64, shape (measures, firms, types)
    sums: np.ndarray  # float64, shape (sums, firms, types)
    costs: np.ndarray  # int64 cents, shape (cost parts, firms)
    prices: np.ndarray  # money, shape (firms,)
    waits: np.ndarray  # minutes, shape (firms,)
    morale: np.ndarray  # 0-1: employees' satisfaction, shape (firms,)
    answers: np.ndarray  # float64, shape (2, firms): complaints answered by the desk, working days that took in all
    switches: np.ndarray  # int64, shape (switches, 4): origin, destination, reason, customers


class Purchases(NamedTuple):
    """Who bought in a week, in customers' order, each number as narrow as it fits; kept for a year, since metrics look
    back that far.
    """

    week: int
    gaps: np.ndarray  # from one customer's row to the next; the first from row 0
    firm: np.ndarray  # int8
    quantity: np.ndarray
    paid: np.ndarray  # cents

    @property
    def customer(self) -> np.ndarray:
        """Rows of those who bought."""
        return np.cumsum(self.gaps, dtype=np.int64)


class Recorder:
    """Grows by one `Week` a week; keeps the purchases of the last year and the columns that look back on them."""

    def __init__(self) -> None:
        self.weeks: list[Week] = []
        self.last_year: deque[Purchases] = deque()

    def remember_purchases(self, world: World, week: int, first_reported: int) -> None:
        """Add this week's purchases to the customers' windows, and let those of a year ago drop out."""
        bought = purchases_of(world, week)
        self.last_year.append(bought)
        customers = world.customers
        if week >= first_reported:
            rows = bought.customer
            customers.window_units[rows] += bought.quantity
            customers.window_cents[rows] += bought.paid
        if self.last_year[0].week <= week - YEAR:
            old = self.last_year.popleft()
            rows = old.customer
            world.relationships.earlier_purchase[old.firm, rows] = old.week
            if old.week >= first_reported:
                customers.window_units[rows] -= old.quantity
                customers.window_cents[rows] -= old.paid

    def record(
        self, tally: tuple[np.ndarray, np.ndarray], firms: list[Firm], answers: np.ndarray, world: World
    ) -> None:
        """Write the week down; `tally` holds its counts and sums."""
        counts, sums = tally
        costs = [firm.costs(counts[:, firm.row].sum(axis=1)) for firm in firms]
        self.weeks.append(
            Week(
                counts=counts,
                sums=sums,
                costs=np.array([[cost[part] for cost in costs] for part in COST_PARTS], np.int64),
                prices=world.firms.price.copy(),
                waits=world.firms.wait.copy(),
                morale=np.array([firm.crew.morale for firm in firms]),
                answers=answers,
                switches=switches_of(world),
            )
        )


def visited_rows(world: World) -> np.ndarray:
    """Rows of this week's visits that ended in a purchase, in customers' order. Shape (purchases,)."""
    starts = np.arange(world.visits.trips.size) * world.chunk_size
    rows = [start + np.flatnonzero(world.visits.firm[start : start + count] != NOBODY)
            for start, count in zip(starts, world.visits.trips, strict=True)]  # fmt: skip
    return np.concatenate(rows)


def purchases_of(world: World, week: int) -> Purchases:
    """This week's purchases, copied."""
    rows, visits = visited_rows(world), world.visits
    gaps = np.diff(visits.customer[rows], prepend=0)
    return Purchases(week, narrow(gaps), visits.firm[rows], narrow(visits.quantity[rows]), narrow(visits.paid[rows]))


def narrow(column: np.ndarray) -> np.ndarray:
    """A copy of whole numbers, none negative, in one, two or four bytes each where they fit."""
    most = int(column.max(initial=0))
    return column.astype(next((kind for kind in NARROW if most <= np.iinfo(kind).max), np.int64))


def switches_of(world: World) -> np.ndarray:
    """This week's switches, counted by origin, destination and reason, shape (kinds of switch, 4)."""
    rows, visits = visited_rows(world), world.visits
    rows = rows[visits.reason[rows] != NO_SWITCH]
    firms, reasons = world.firms.price.size, len(REASONS)
    pair = visits.previous[rows].astype(np.int64) * firms + visits.firm[rows]
    customers = np.bincount(pair * reasons + visits.reason[rows], minlength=firms * firms * reasons)
    kinds = np.flatnonzero(customers)
    pairs = kinds // reasons
    return np.stack([pairs // firms, pairs % firms, kinds % reasons, customers[kinds]], axis=1)
