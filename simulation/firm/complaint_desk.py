"""A firm's complaint desk between weeks: who is waiting, and in which order they will be answered."""

import numpy as np

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.engine.time_spent import timed
from simulation.state.tables import World
from simulation.week.recover import Cases, answer_cases, file_cases, take_places
from simulation.week.visit_lists import desk_visits

KINDS = (np.int32, np.int32, np.int8, np.int8, np.int64, np.float32, np.bool_)


class Desk:
    """First come, first served; luck orders the complaints of one week."""

    def __init__(self, firm: int) -> None:
        self.firm = firm
        self.backlog = 0  # complaints not answered yet
        self.unused = 0.0
        self._file = Cases(*(np.empty(0, kind) for kind in KINDS))

    @property
    def cases(self) -> Cases:
        """Those who wait, in the order in which they will be answered."""
        return Cases(*(column[: self.backlog] for column in self._file))

    def admit(self, world: World, line: np.ndarray, moment: Moment, repeat_weeks: float) -> None:
        """Take in this week's complaints; `line` has the rows of all visits that ended at some desk, in order.

        Shape (complaints,).
        """
        if line.size == 0:
            return
        if self.backlog + line.size > self._file.customer.size:
            more = self.backlog + line.size  # so that it seldom grows
            self._file = Cases(*(np.concatenate((column, np.empty(more, column.dtype))) for column in self._file))
        free = Cases(*(column[self.backlog :] for column in self._file))
        self.backlog += timed(file_cases, world, moment, self.firm, line, repeat_weeks, free)

    def answer(
        self, world: World, nature: Nature, moment: Moment, capacity: float, counts: np.ndarray
    ) -> tuple[int, float]:
        """Answer what capacity allows; returns the complaints answered, and the working days they took in all.

        `capacity` is in complaints a week; exits, settlements and compensation are added to `counts`, of shape
        (measures, firms, types).
        """
        budget = capacity + self.unused
        number = min(int(budget), self.backlog)
        self.unused = min(budget - number, 1.0)
        if self.backlog == 0:
            return 0, 0.0
        days, self.backlog = timed(answer_cases, world, nature, moment, self.cases, self.firm, number, counts)
        return number, days


def line_up(world: World, moment: Moment) -> np.ndarray:
    """Rows of this week's visits that ended with a complaint at a desk, in the order of luck. Shape (complaints,)."""
    rows = desk_visits(world)
    places = np.empty(rows.size)
    take_places(world, moment, rows, places)
    return rows[np.argsort(places, kind="stable")]
