"""The readable model: one Mesa object a customer, the same rules uncompiled, the same weeks, nothing clever.

It takes over a market that the fast model has built, at its start or in any week, and lives on from there. Run it
with NUMBA_DISABLE_JIT=1, so that the rules are plain Python. The firms, which are plain Python in both, move house.
"""

from __future__ import annotations

import math
from collections import Counter, deque

import mesa
import numpy as np

from simulation.behavior.lapse import base_weeks
from simulation.behavior.moment import Moment
from simulation.behavior.relationship_marketing import regained
from simulation.engine import chance
from simulation.firm.accounting import Felt, weekly_and_once
from simulation.firm.market_view import MarketView
from simulation.measurement.cost_parts import COST_PARTS
from simulation.measurement.recorder import YEAR, Purchases, Week
from simulation.model import LoyaltyModel
from simulation.population.arrivals import arrivals_of
from simulation.state import counts as m
from simulation.state import decisions
from simulation.state.switch_reasons import NO_SWITCH
from simulation.state.tables import NEVER, NOBODY, Earlier, Firms
from simulation.state.visit_codes import CONTENT, SILENT
from simulation.week.visit_lists import FRESH
from tests.oracle.coming import come, go
from tests.oracle.complaint_desk import Desk
from tests.oracle.customer import Customer
from tests.oracle.drawn import DrawnLuck
from tests.oracle.need import of_group
from tests.oracle.person import FLOATS, PERSONAL, WHOLES
from tests.oracle.rewards import count_member
from tests.oracle.tally import Tally
from tests.oracle.trip import Trip

Purchase = tuple[Customer, int, int, int]
"""Who bought, from which firm, units, cents."""


class ObjectModel(mesa.Model):
    """The market of `start`, which is used up by it."""

    def __init__(self, start: LoyaltyModel) -> None:
        super().__init__(rng=1)
        self.scenario_in_use = start.scenario_in_use
        self.nature, self.week, self.opened = start.nature, start.week, start.view()
        self.trust = start.trust
        self.firms, self.firm_table, self.attributes = start.firms, start.world.firms, start.world.attributes
        for firm in self.firms:
            firm.model, firm.look = self, self.view
        self.firm_count = len(self.firms)
        self.shelves = shelves_of(start)
        self.growth, self.premium = start.world.growth.tolist(), start.world.premium.tolist()
        self.rates, self.mix = start.world.rates.tolist(), start.world.mix.tolist()
        self.groups = start.world.groups.tolist()
        self.images, self.dropouts = start.world.images.tolist(), start.world.dropouts.tolist()
        self.luck_key = start.luck
        self.customers = self._customers(start)
        self.desks = [Desk(self, desk, self.customers) for desk in start.desks]
        self.last_year = deque(self._purchases(week) for week in start.recorder.last_year)
        self.before = deque(self._purchases(week) for week in start.recorder.before)
        most = max(len(customer.acquaintances) for customer in self.customers)
        self.luck = DrawnLuck(start.luck, len(self.customers), self.firm_count, most)
        self.luck.draw(0, [decisions.TASTE, decisions.GROUP_TASTE])
        self.first_tastes = [self._first_tastes(j) for j in range(self.firm_count)]
        self.weeks: list[Week] = []
        self.trips: list[Trip] = []

    def _first_tastes(self, j: int) -> list[float]:
        alone, group = self.luck[decisions.TASTE][j], self.groups[j]
        if group < 0:
            return [chance.normal(drawn) for drawn in alone]
        shared, common = self.nature.heterogeneity.shared_taste, self.luck[decisions.GROUP_TASTE][group]
        pairs = zip(alone, common, strict=True)
        return [of_group(chance.normal(own), chance.normal(theirs), shared) for own, theirs in pairs]

    def _customers(self, start: LoyaltyModel) -> list[Customer]:
        world = start.world
        personal = {name: getattr(world.customers, name).tolist() for name in PERSONAL}
        relations = {name: getattr(world.relationships, name).T.tolist() for name in (*FLOATS, *WHOLES)}
        customers = [
            Customer(
                self,
                {name: column[i] for name, column in personal.items()},
                {name: column[i] for name, column in relations.items()},
            )
            for i in range(world.customers.rate.size)
        ]
        for i, customer in enumerate(customers):
            span = slice(world.offsets[i], world.offsets[i + 1])
            customer.acquaintances = [customers[other] for other in world.neighbours[span]]
        return customers

    def _purchases(self, week: Purchases) -> tuple[int, list[Purchase]]:
        columns = week.customer.tolist(), week.firm.tolist(), week.quantity.tolist(), week.paid.tolist()
        return week.week, [(self.customers[i], *rest) for i, *rest in zip(*columns, strict=True)]

    @property
    def reported_week(self) -> int:
        """The week as the tables count it, from 1."""
        return self.week - self.scenario_in_use.market.burn_in_weeks

    def view(self) -> MarketView:
        """The market as its firms see it now: of the fast model's day of opening, but for the week and the offers."""
        offers = {firm.row: firm.conditions for firm in self.firms if firm.conditions.is_open}
        return self.opened._replace(week=self.week, reported_week=self.reported_week, offers=offers, trust=self.trust)

    def step(self) -> None:
        """One week; its luck has been drawn (`self.luck.draw(self.week + 1)`)."""
        self.open_week()
        for customer in self.customers:
            customer.hear()
        self.trips = [trip for customer in self.customers if (trip := customer.live()) is not None]
        bought = [trip for trip in self.trips if trip.firm != NOBODY]
        for trip in bought:
            trip.pay()
            trip.show_card()
            trip.experience()
            trip.judge()
            trip.complain()
        for trip in self.trips:
            self.tally.count_trip(trip)
        answers = np.array([desk.work(bought, self.tally) for desk in self.desks]).T
        for customer in self.customers:
            customer.news = 0
        for trip in self.trips:
            trip.remember()
        for trip in bought:
            go(trip.customer)
        for customer in self.customers:
            count_member(customer, self.tally)
        self.close_books(bought, answers)

    def open_week(self) -> None:
        """A new week, its demand, and what the firms decide for it."""
        self.week += 1
        series = self.scenario_in_use.market.season.by_week
        usual = series[(self.reported_week - 1) % len(series)] * len(series) / math.fsum(series) if series else 1.0
        demand = math.prod((event.demand(self.reported_week) for event in self.scenario_in_use.events), start=usual)
        base = base_weeks(self.week, self.scenario_in_use.window_weeks)
        self.moment = Moment(
            luck=self.luck.luck,
            week=self.week,
            demand=demand,
            lapse_weeks=self.scenario_in_use.lapse_weeks,
            reported_week=self.reported_week,
            base_weeks=base,
            arrival=self.arrival(),
        )
        for firm in self.firms:
            firm.decide()
        for firm in self.firms:
            firm.open_doors(self.firm_table, self.attributes)
        self.terms = [firm.block.programme.terms() if firm.block.programme else None for firm in self.firms]
        self.shops = Firms(*(column.tolist() for column in self.firm_table))
        self.shelves = [Earlier(*(getattr(self.shops, name) for name in Earlier._fields)), *self.shelves]
        self.has_rumours = any(self.shops.rumour)
        self.tally = Tally(self)
        for customer in self.customers:
            come(customer)

    def arrival(self) -> float:
        """The chance of each vacant place to be taken this week."""
        coming = self.scenario_in_use.customers.coming_and_going
        vacant = sum(NEVER < customer.vacant_from <= self.week for customer in self.customers)
        return min(arrivals_of(coming, self.reported_week) * len(self.customers) / max(vacant, 1), 1.0)

    def close_books(self, bought: list[Trip], answers: np.ndarray) -> None:
        """Look back: purchases of a year, a census, every firm's books, the record."""
        self.remember_purchases(bought)
        if self.reported_week == 1:
            self.mark_starters()
        if self.reported_week >= 1:
            for customer in self.customers:
                self.tally.count_customer(customer)
        counts, sums = np.array(self.tally.counts, np.int64), np.array(self.tally.sums)
        for firm in self.firms:
            firm.listen(self.comparisons(bought, firm.row))
        self.weeks.append(self.record(counts, sums, answers))
        by_firm, felt = counts.sum(axis=2), sums[[m.ANSWERED, m.PERFORMANCE, m.KNOWN, m.BROKEN]].sum(axis=2)
        sold = float(by_firm[m.UNITS].sum())
        for j, firm in enumerate(self.firms):
            trips = int(by_firm[m.TRIPS, j])
            answered = Felt(**dict(zip(Felt._fields, felt[:, j] / trips, strict=True))) if trips else None
            firm.close_books(by_firm[:, j].tolist(), int(self.weeks[-1].costs[:, j].sum()), answered, sold)
        broken, messages = felt[-1].sum() / max(by_firm[m.TRIPS].sum(), 1), self.nature.messages
        self.trust = float(regained(self.trust, float(broken), messages.cynicism, messages.regained))

    def comparisons(self, bought: list[Trip], j: int) -> list[int]:
        """Complaints of a firm by customers who have lately bought from each other firm."""
        told = [0] * self.firm_count
        for trip in bought:
            for k, last in enumerate(trip.customer.last_purchase):
                knows = k != j and last != NEVER and self.week - last < FRESH
                told[k] += trip.firm == j and trip.response not in (CONTENT, SILENT) and knows
        return told

    def remember_purchases(self, bought: list[Trip]) -> None:
        """This week's purchases enter the customers' windows, those of a year ago drop out."""
        first_reported = self.scenario_in_use.market.burn_in_weeks + 1
        self.last_year.append((self.week, [(trip.customer, trip.firm, trip.quantity, trip.paid) for trip in bought]))
        if self.week >= first_reported:
            for trip in bought:
                trip.customer.window_units += trip.quantity
                trip.customer.window_cents += trip.paid
        self.turn_windows(bought)
        if self.last_year[0][0] <= self.week - YEAR:
            week, purchases = self.last_year.popleft()
            for customer, j, units, paid in purchases:
                customer.earlier_purchase[j] = week
                customer.year_trips[j] -= 1
                if week >= first_reported:
                    customer.window_units -= units
                    customer.window_cents -= paid
            self.before.append((week, purchases))

    def turn_windows(self, bought: list[Trip]) -> None:
        """Purchases enter the window that ends now, pass to the one before when it has passed, and leave that one."""
        window = self.scenario_in_use.window_weeks
        for trip in bought:
            trip.customer.recent_units[trip.firm] += trip.quantity
        for week, purchases in (*self.last_year, *self.before):
            for customer, j, units, _ in purchases if week == self.week - window else ():
                customer.recent_units[j] -= units
                customer.former_units[j] += units
                customer.former_purchase[j] = week
        while self.before and self.before[0][0] <= self.week - 2 * window:
            for customer, j, units, _ in self.before.popleft()[1]:
                customer.former_units[j] -= units
        for customer in self.customers:
            customer.belong()

    def mark_starters(self) -> None:
        """Who is a firm's customer as the reported weeks begin."""
        since = self.week - self.moment.lapse_weeks
        for customer in self.customers:
            customer.was_active = [last > since for last in customer.last_purchase]

    def record(self, counts: np.ndarray, sums: np.ndarray, answers: np.ndarray) -> Week:
        """The week as the fast model records it."""
        costs = [firm.costs(counts[:, firm.row].sum(axis=1).tolist()) for firm in self.firms]
        apart = [weekly_and_once(firm.spending(), cost) for firm, cost in zip(self.firms, costs, strict=True)]
        bought = [trip for trip in self.trips if trip.firm != NOBODY and trip.reason != NO_SWITCH]
        switches = Counter((trip.previous, trip.firm, trip.reason) for trip in bought)
        return Week(
            counts=counts,
            sums=sums,
            standings=np.array(self.tally.standings, np.int64),
            costs=np.array([[cost[part] for cost in costs] for part in COST_PARTS], np.float64),
            apart=np.array(apart, np.float64).T,
            prices=np.array(self.shops.price),
            waits=np.array(self.shops.wait),
            morale=np.array([firm.crew.morale for firm in self.firms]),
            answers=answers,
            switches=np.array([[*kind, count] for kind, count in sorted(switches.items())], np.int64).reshape(-1, 4),
        )

    def columns(self) -> dict[str, np.ndarray]:
        """What all customers hold, by column, shaped as in the tables of the fast model."""
        own = {name: np.array([getattr(customer, name) for customer in self.customers]) for name in PERSONAL}
        held = {
            name: np.array([getattr(customer, name) for customer in self.customers]).T for name in (*FLOATS, *WHOLES)
        }
        own["is_told"] = np.array([any(other.news for other in customer.acquaintances) for customer in self.customers])
        return own | held


def shelves_of(model: LoyaltyModel) -> list[Earlier]:
    """What was on the shelves, this week's first."""
    now = Earlier(*(getattr(model.world.firms, name)[:, None] for name in Earlier._fields))
    weeks = [np.hstack(pair) for pair in zip(now, model.world.earlier, strict=True)]
    return [Earlier(*(column[:, week].tolist() for column in weeks)) for week in range(weeks[0].shape[1])]
