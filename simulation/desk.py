"""A firm's complaint desk between weeks: who is waiting, and in which order they will be answered."""

import numpy as np

from simulation.nature import Moment, Nature
from simulation.state import NEVER, World
from simulation.week.recover import Cases, answer_cases, take_places


class Desk:
    """First come, first served; luck orders the complaints of one week."""

    def __init__(self, firm: int) -> None:
        self.firm = firm
        self.cases = _cases(np.zeros(0, np.int64), np.zeros(0, np.bool_), 0, None)
        self.unused = 0.0

    def admit(self, world: World, visits: np.ndarray, moment: Moment, repeat_weeks: float) -> None:
        """Take in this week's complaints; `visits` are the rows of all visits that ended at some desk.

        Shape (complaints,).
        """
        rows = visits[world.visits.firm[visits] == self.firm]
        if rows.size == 0:
            return
        customers = world.visits.customer[rows]
        places = np.empty(rows.size)
        take_places(world, moment, customers, places)
        rows = rows[np.argsort(places, kind="stable")]
        before = world.relationships.last_failure[self.firm, world.visits.customer[rows]]
        is_repeat = (before != NEVER) & (moment.week - before.astype(np.int64) <= repeat_weeks)
        new = _cases(rows, is_repeat, moment.week, world)
        self.cases = Cases(*(np.concatenate(pair) for pair in zip(self.cases, new, strict=True)))

    def answer(
        self, world: World, nature: Nature, moment: Moment, capacity: float, counts: np.ndarray
    ) -> tuple[int, float]:
        """Answer what capacity allows; returns the complaints answered, and the working days they took in all.

        `capacity` is in complaints a week; exits, settlements and compensation are added to `counts`, of shape
        (measures, firms, types).
        """
        budget = capacity + self.unused
        number = min(int(budget), self.cases.customer.size)
        self.unused = min(budget - number, 1.0)
        if self.cases.customer.size == 0:
            return 0, 0.0
        days = answer_cases(world, nature, moment, self.cases, self.firm, number, counts)
        waited = moment.week - self.cases.week
        open_still = (np.arange(waited.size) >= number) & (waited < nature.recovery.longest_wait_weeks)
        self.cases = Cases(*(column[open_still] for column in self.cases))
        return number, float(days)

    @property
    def backlog(self) -> int:
        """Complaints not answered yet."""
        return int(self.cases.customer.size)


def _cases(rows: np.ndarray, is_repeat: np.ndarray, week: int, world: World | None) -> Cases:
    if world is None:
        kinds = (np.int32, np.int32, np.int8, np.int64, np.float32, np.bool_)
        return Cases(*(np.zeros(0, kind) for kind in kinds))
    visits = world.visits
    return Cases(
        customer=visits.customer[rows],
        week=np.full(rows.size, week, np.int32),
        failure=visits.failure[rows],
        paid=visits.paid[rows],
        before=visits.satisfaction_before[rows],
        is_repeat=is_repeat,
    )
