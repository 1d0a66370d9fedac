"""What a run leaves behind: the counts of every week, from which all metrics follow, and who switched where and why."""

from collections import deque
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from simulation.measurement.cost_parts import COST_PARTS
from simulation.state.tables import World
from simulation.week.belong import move_on, move_out
from simulation.week.remember import drop_out
from simulation.week.visit_lists import list_purchases

YEAR = 52
NARROW = ((np.uint8, 2**8 - 1), (np.uint16, 2**16 - 1), (np.uint32, 2**32 - 1))


class Week(NamedTuple):
    """One week of the run, burn-in included."""

    counts: np.ndarray  # int64, shape (measures, firms, types)
    sums: np.ndarray  # float64, shape (sums, firms, types)
    standings: np.ndarray  # int64, shape (sales, firms, standings): the first counts by customers' standing
    costs: np.ndarray  # whole cents as float64, which hold more than there are integers for, shape (cost parts, firms)
    apart: np.ndarray  # of them, likewise, shape (2, firms): what any week costs, what was paid once
    prices: np.ndarray  # money, shape (firms,)
    waits: np.ndarray  # minutes, shape (firms,)
    morale: np.ndarray  # 0-1: employees' satisfaction, shape (firms,)
    answers: np.ndarray  # float64, shape (2, firms): complaints answered by the desk, working days that took in all
    switches: np.ndarray  # int64, shape (switches, 4): origin, destination, reason, customers


class Closed(NamedTuple):
    """A firm's week as its books close it."""

    costs: Mapping[str, float]  # cents by part
    apart: tuple[float, float]  # of them, cents: what any week costs, what was paid once
    morale: float  # 0-1: employees' satisfaction


class Purchases(NamedTuple):
    """Who bought in a week, in customers' order, each number as narrow as it fits; kept for a year, since metrics look
    back that far.
    """

    week: int
    firms: int  # in the market
    gaps: np.ndarray  # from one customer's row to the next; the first from row 0
    bought: np.ndarray  # units times `firms`, plus the firm's place
    paid: np.ndarray  # cents

    @property
    def columns(self) -> tuple[np.ndarray, np.ndarray]:
        """Gaps and what was bought, as compiled code takes them."""
        return self.gaps.astype(np.int64), self.bought.astype(np.int64)

    @property
    def customer(self) -> np.ndarray:
        """Rows of those who bought."""
        return np.cumsum(self.gaps, dtype=np.int64)

    @property
    def firm(self) -> np.ndarray:
        """Whom they bought from."""
        return (self.bought % self.firms).astype(np.int8)

    @property
    def quantity(self) -> np.ndarray:
        """Units that they bought."""
        return self.bought // self.firms


class Recorder:
    """Grows by one `Week` a week; keeps the purchases of the last year, and of two windows of `window_weeks`, and the
    columns that look back on them.
    """

    def __init__(self, window_weeks: int = YEAR) -> None:
        self.weeks: list[Week] = []
        self.last_year: deque[Purchases] = deque()
        self.before: deque[Purchases] = deque()
        self.window_weeks = window_weeks

    def remember_purchases(self, world: World, week: int) -> None:
        """Keep this week's purchases."""
        self.last_year.append(purchases_of(world, week))

    def forget(self, world: World, week: int, first_reported: int) -> None:
        """Let the purchases of a year ago drop out of the customers' windows, which count from `first_reported` on."""
        if self.last_year and self.last_year[0].week <= week - YEAR:
            old = self.last_year.popleft()
            drop_out(world, old.week, int(old.week >= first_reported), *old.columns, old.paid.astype(np.int64))
            self.before.append(old)
        if self.before:
            self._turn_windows(world, week)

    def _turn_windows(self, world: World, week: int) -> None:
        """Let a week's purchases pass from the window that ends now to the one before, and others out of that one."""
        ended = week - self.window_weeks - self.before[0].week
        if ended >= 0:
            move_on(world, self.before[ended].week, *self.before[ended].columns)
        if ended >= self.window_weeks:
            move_out(world, *self.before.popleft().columns)

    def record(
        self, tally: tuple[np.ndarray, np.ndarray], firms: Sequence[Closed], answers: np.ndarray, world: World
    ) -> None:
        """Write the week down; `tally` holds its counts and sums, `firms` what their books say, in the order of rows.

        `answers` has the shape (2, firms): complaints answered by the desk, working days that took in all.
        """
        counts, sums = tally
        self.weeks.append(
            Week(
                counts=counts,
                sums=sums,
                standings=world.tally.standings.sum(axis=0),
                costs=np.array([[firm.costs[part] for firm in firms] for part in COST_PARTS], np.float64),
                apart=np.array([firm.apart for firm in firms], np.float64).T,
                prices=world.firms.price.copy(),
                waits=world.firms.wait.copy(),
                morale=np.array([firm.morale for firm in firms]),
                answers=answers,
                switches=switches_of(world.tally.moves),
            )
        )


def purchases_of(world: World, week: int) -> Purchases:
    """This week's purchases, copied."""
    columns = np.empty((3, int(world.visits.trips.sum()) + 1), np.int64)
    end, *most = list_purchases(world, *columns)
    narrow = [narrowed(column[:end], largest) for column, largest in zip(columns, most, strict=True)]
    return Purchases(week, world.firms.price.size, *narrow)


def narrowed(column: np.ndarray, most: int) -> np.ndarray:
    """A copy of whole numbers from 0 to `most` in as few bytes each as hold them."""
    return column.astype(next((kind for kind, largest in NARROW if most <= largest), np.int64))


def switches_of(moves: np.ndarray) -> np.ndarray:
    """This week's switches by origin, destination and reason, shape (kinds of switch, 4); `moves` as in `Tally`."""
    customers = moves.sum(axis=0)
    kinds = np.nonzero(customers)
    return np.array([*kinds, customers[kinds]]).T
