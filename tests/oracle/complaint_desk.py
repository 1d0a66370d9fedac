"""A complaint desk in plain Python: a list of trips that wait for an answer."""

from __future__ import annotations

from collections.abc import Sequence

from simulation.engine import chance
from simulation.firm import complaint_desk
from simulation.state import counts as m
from simulation.state import decisions
from simulation.state.tables import WORKING_DAYS
from simulation.state.visit_codes import AT_DESK
from simulation.state.whole_cents import booked
from simulation.week.answer import severity_of
from simulation.week.recover import Cases
from tests.oracle.person import Person
from tests.oracle.surroundings import Surroundings
from tests.oracle.tally import Tally
from tests.oracle.trip import NOT_SETTLED, Trip


class Case:
    """A complaint: the trip complained about, when it was filed, and its luck."""

    def __init__(self, trip: Trip, luck: list[float], week: int) -> None:
        self.trip = trip
        self.week = week
        self.place, self.settles, self.rebuys, self.change = luck


class Desk:
    """First come, first served; luck orders the complaints of one week."""

    def __init__(self, model: Surroundings, start: complaint_desk.Desk, customers: Sequence[Person]) -> None:
        self.model = model
        self.firm = start.firm
        self.unused = start.unused
        self.cases = [self._resumed(start.cases, row, customers) for row in range(start.backlog)]

    def _resumed(self, cases: Cases, row: int, customers: Sequence[Person]) -> Case:
        customer, week = customers[cases.customer[row]], int(cases.week[row])
        trip = Trip(customer, 0, [])
        trip.firm, trip.failure, trip.paid = self.firm, int(cases.failure[row]), int(cases.paid[row])
        trip.standing = int(cases.standing[row])
        trip.satisfaction_before, trip.is_repeat = float(cases.before[row]), bool(cases.is_repeat[row])
        key, identity = self.model.luck_key, customer.identity
        return Case(trip, [chance.uniform(key, week, identity, decisions.DESK, k) for k in range(4)], week)

    def work(self, bought: list[Trip], tally: Tally) -> tuple[int, float]:
        """Take in this week's complaints, answer what capacity allows; complaints answered, days in all."""
        week, firm = self.model.week, self.model.firms[self.firm]
        filed = [trip for trip in bought if trip.response == AT_DESK and trip.firm == self.firm]
        new = [Case(trip, [trip.customer.luck(decisions.DESK, k) for k in range(4)], week) for trip in filed]
        self.cases += sorted(new, key=lambda case: case.place)
        budget = firm.desk_capacity + self.unused
        number = min(int(budget), len(self.cases))
        self.unused = min(budget - number, 1.0)
        days, longest = 0.0, self.model.nature.recovery.longest_wait_weeks
        answered, waiting = self.cases[:number], self.cases[number:]
        for case in answered:
            days += self.answer(case, tally)
        for case in waiting:
            if week - case.week >= longest:
                self.give_up(case, tally)
        self.cases = [case for case in waiting if week - case.week < longest]
        firm.backlog = len(self.cases)
        return number, days

    def answer(self, case: Case, tally: Tally) -> float:
        """One answer, which settles the matter or not; returns the days that it took."""
        trip, shops = case.trip, self.model.shops
        days = shops.answer_days[self.firm] + WORKING_DAYS * (self.model.week - case.week)
        is_settled = case.settles < shops.resolution[self.firm]
        self.tell(case, days if is_settled else NOT_SETTLED, tally)
        if is_settled:
            tally.add(m.SETTLED, trip, 1)
            tally.add(m.COMPENSATION, trip, booked(shops.compensation[self.firm] * trip.paid, case.change))
        return days

    def give_up(self, case: Case, tally: Tally) -> None:
        """A complaint that waited too long has failed."""
        self.tell(case, NOT_SETTLED, tally)

    def tell(self, case: Case, days: float | None, tally: Tally) -> None:
        """The customer takes the answer, and may leave."""
        trip = case.trip
        severity = severity_of(trip.failure, trip.is_repeat, self.model.nature.recovery.ratchet)
        is_away = trip.customer.gone_until[trip.firm] > self.model.week
        trip.has_left = False
        trip.take_answer(severity, days, case.rebuys)
        tally.add(m.EXITS, trip, int(trip.has_left and not is_away))
