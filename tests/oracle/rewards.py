"""Reward programmes in plain objects: a card in a customer's purse."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from simulation.behavior import bonds
from simulation.state import counts as m
from simulation.state import decisions, whole_cents
from simulation.state.programme_kinds import BY_FEE, BY_VISITS, BY_YEARS, SAVED
from simulation.week.membership import PAID_WEEKS

if TYPE_CHECKING:
    from simulation.strategies.programme import RewardTerms
    from tests.oracle.person import Person
    from tests.oracle.tally import Tally
    from tests.oracle.trip import Trip


class Card:
    """What a customer has in the programme of one firm."""

    def __init__(self, customer: Person, j: int, terms: RewardTerms) -> None:
        self.customer, self.j, self.terms = customer, j, terms
        self.price = max(customer.price(j), 0.01)
        self.care = customer.model.nature.types[customer.loyalty_type]

    @property
    def is_valid(self) -> bool:
        """Whether the customer is a member."""
        joined = self.customer.joined[self.j]
        return joined > 0 and (self.terms.kind != BY_FEE or self.customer.model.week - joined < PAID_WEEKS)

    @property
    def reached(self) -> float:
        """Visits of a year, or years."""
        if self.terms.kind == BY_VISITS:
            return float(self.customer.year_trips[self.j])
        return self.customer.years_with(self.j) if self.terms.kind == BY_YEARS else 0.0

    @property
    def discount(self) -> float:
        """The highest of the steps reached."""
        steps = zip(self.terms.step_from, self.terms.step_share, strict=True)
        return max((share for start, share in steps if start <= self.reached), default=0.0)

    @property
    def full(self) -> float:
        """Rewards in the balance, with parts."""
        return self.customer.balance[self.j] / self.terms.threshold

    def worth(self, price: float) -> float:
        """Of a reward, money."""
        return self.terms.reward_money + self.terms.reward_units * price

    @property
    def now(self) -> float:
        """Taken off a unit on this trip, as a rule; share of the price."""
        terms, due = self.terms, math.floor(self.full)
        if terms.kind != SAVED:
            return self.discount
        if due < 1:
            return 0.0
        reward = terms.reward_money, terms.reward_units
        claims = bonds.rewards_claimed(float(due), 1.0, self.price, *reward)
        return terms.claimed * bonds.taken_off(claims, 1.0, self.price, self.price, reward) / self.price

    @property
    def goal(self) -> tuple[float, float]:
        """How near the next reward is, and what it is worth, share of the price."""
        if self.terms.kind == SAVED:
            return (self.full, self.worth(self.price) / self.price) if self.full < 1.0 else (0.0, 0.0)
        if self.terms.kind == BY_VISITS:
            for start, share in zip(self.terms.step_from, self.terms.step_share, strict=True):
                if start > self.reached and share > self.discount:
                    return self.reached / start, (share - self.discount) * start
        return 0.0, 0.0

    def pull(self) -> float:
        """Utility that being a member adds to the firm's offer."""
        terms, rewards = self.terms, self.customer.model.nature.rewards
        if not self.is_valid:
            return 0.0
        later = bonds.goal_pull(*self.goal, rewards)
        if terms.kind == SAVED:
            earned = terms.given * (terms.by_money * self.price + terms.by_unit + terms.by_visit)
            later += terms.claimed * earned / terms.threshold * self.worth(self.price) / self.price
        weight = self.care.price_weight * self.customer.price_care
        return weight * (self.care.reward_weight * self.now + self.care.saving_weight * later)

    def stake(self) -> float:
        """What holds a customer who met a problem."""
        if not self.is_valid:
            return 0.0
        lost = (
            self.full * self.worth(self.price) / self.price
            if self.terms.kind == SAVED
            else self.discount * self.customer.year_trips[self.j]
        )
        return self.customer.model.nature.rewards.stake * self.care.saving_weight * min(lost, 1.0)

    def cents_each(self) -> float:
        """Worth of a point now."""
        shelf = self.customer.model.shops.price[self.j]
        return 100.0 * self.worth(shelf) / self.terms.threshold


def card(customer: Person, j: int) -> Card | None:
    """The card of a firm that has a programme."""
    terms = customer.model.terms[j]
    return Card(customer, j, terms) if terms else None


def pull(customer: Person, j: int) -> float:
    """What the firm's programme adds to its offer."""
    held = card(customer, j)
    return held.pull() if held else 0.0


def stake(customer: Person, j: int) -> float:
    """What it adds to what holds the customer."""
    held = card(customer, j)
    return held.stake() if held else 0.0


def hurry(customer: Person) -> float:
    """Factor on need: purchases are pulled ahead."""
    cards = [held for j in range(customer.model.firm_count) if (held := card(customer, j)) and held.is_valid]
    nearest = max((held.goal[0] for held in cards), default=0.0)
    care = customer.model.nature.types[customer.loyalty_type].saving_weight
    return bonds.hurried_need(nearest, care, customer.model.nature.rewards)


def show_card(trip: Trip) -> None:
    """At the till: join, claim, earn."""
    customer, j = trip.customer, trip.firm
    trip.reward = trip.issued = trip.fee = 0
    held = card(customer, j)
    if held is None:
        return
    joins, claims_it, earns, change = (customer.luck(decisions.JOIN, 4 * j + k) for k in range(4))
    if not held.is_valid:
        trip.fee = enrol(trip, held, joins)
    if not held.is_valid:
        return
    terms, claims = held.terms, 0.0
    if terms.kind != SAVED:
        trip.issued = trip.reward = whole_cents.booked(held.discount * trip.paid, change)
        return
    due = math.floor(held.full)
    if due >= 1 and claims_it < terms.claimed:
        money, units, quantity = 100.0 * terms.reward_money, terms.reward_units, float(trip.quantity)
        claims = bonds.rewards_claimed(float(due), quantity, float(trip.paid), money, units)
        price = 100.0 * customer.price(j)
        off = bonds.taken_off(claims, quantity, float(trip.paid), price, (money, units))
        trip.reward = whole_cents.booked(off, change)
    left = max(customer.balance[j] - claims * terms.threshold, 0.0)
    paid, units_paid = (trip.paid - trip.reward) / 100.0, max(trip.quantity - claims * terms.reward_units, 0.0)
    after = left
    if earns < terms.given:
        earned = terms.by_money * paid + terms.by_unit * units_paid + terms.by_visit
        after = min(left + earned, max(terms.most, left))
    customer.balance[j] = after
    trip.issued = whole_cents.whole((after - left) * held.cents_each())
    if claims > 0.0 and customer.cumulative_satisfaction[j] >= customer.model.nature.satisfaction.minimum:
        lift = customer.model.nature.rewards.lift * customer.traits.affect_growth
        customer.affect[j] += min(lift, 1.0) * (1.0 - customer.affect[j])


def enrol(trip: Trip, held: Card, chance: float) -> int:
    """Who is asked may join, and pays a fee where there is one; cents."""
    customer, j, terms = trip.customer, trip.firm, held.terms
    is_asked = terms.is_automatic or customer.joined[j] > 0 or chance < terms.joining * bonds.interest(customer.traits)
    if not is_asked:
        return 0
    if terms.kind == BY_FEE:
        spending = customer.rate * PAID_WEEKS * customer.habit[j] * customer.model.shops.price[j]
        if not bonds.pays_off(terms.fee, terms.step_share[0], spending, customer.traits):
            return 0
    customer.joined[j] = customer.model.week
    return whole_cents.whole(100.0 * terms.fee) if terms.kind == BY_FEE else 0


def count_member(customer: Person, tally: Tally) -> None:
    """At the end of the week: what lapses, and what is owed."""
    model, kind = customer.model, customer.loyalty_type
    for j in range(model.firm_count):
        held = card(customer, j)
        if held is None or customer.joined[j] == 0:
            continue
        silent = model.week - customer.last_purchase[j]
        if held.terms.kind == SAVED:
            owed = whole_cents.whole(customer.balance[j] * held.cents_each())
            if held.terms.expiry > 0 and silent >= held.terms.expiry:
                tally.counts[m.EXPIRED][j][kind] += owed
                customer.balance[j], owed = 0.0, 0
            tally.counts[m.OWED][j][kind] += owed
        tally.counts[m.MEMBERS][j][kind] += held.is_valid
        tally.counts[m.ACTIVE_MEMBERS][j][kind] += held.is_valid and silent < model.moment.lapse_weeks
