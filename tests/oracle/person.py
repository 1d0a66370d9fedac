"""Whoever buys: what somebody holds about itself and about the firms, and what it knows of prices and of time.

What it holds about firms are arrays of single precision, one entry a firm: so the columns of the fast model round.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import mesa

from simulation.behavior import psychology
from simulation.behavior.traits import Traits
from simulation.engine import chance
from simulation.measurement.recorder import YEAR
from simulation.state import decisions, standings
from simulation.state.tables import NEVER, Earlier
from simulation.week import deepen
from simulation.week.price import WEEKS_A_YEAR
from tests.oracle.surroundings import Surroundings

FLOATS = ("taste", "affect", "habit", "conviction", "cumulative_satisfaction", "expectation", "reference_price",
          "word_of_mouth", "salience", "balance")  # fmt: skip
WHOLES = ("purchases", "first_purchase", "last_purchase", "earlier_purchase", "gone_until", "last_failure",
          "exit_reason", "was_active", "year_trips", "recent_units", "former_units", "former_purchase",
          "joined")  # fmt: skip
PERSONAL = ("identity", "loyalty_type", "rate", "reservation", "price_care", "quality_care", "affect_care",
            "habit_care", "previous_choice", "stock", "last_trip", "last_reason", "last_process", "last_considered",
            "news", "window_units", "window_cents", "main_firm", "former_main", "vacant_from")  # fmt: skip


def single(value: float) -> float:
    """A number rounded to single precision."""
    return array("f", (value,))[0]


class Person(mesa.Agent):
    """Somebody of the columns of the fast model, by the names of these (`simulation.state.tables`)."""

    model: Surroundings
    acquaintances: Sequence[Person]
    traits: Traits

    identity: int
    loyalty_type: int
    rate: float
    reservation: float
    price_care: float
    quality_care: float
    affect_care: float
    habit_care: float
    previous_choice: int
    stock: int
    last_trip: int
    last_reason: int
    last_process: int
    last_considered: int
    news: int
    window_units: int
    window_cents: int
    main_firm: int
    former_main: int
    vacant_from: int

    taste: array[float]
    affect: array[float]
    habit: array[float]
    conviction: array[float]
    cumulative_satisfaction: array[float]
    expectation: array[float]
    reference_price: array[float]
    word_of_mouth: array[float]
    salience: array[float]
    balance: array[float]

    purchases: list[int]
    first_purchase: list[int]
    last_purchase: list[int]
    earlier_purchase: list[int]
    gone_until: list[int]
    last_failure: list[int]
    exit_reason: list[int]
    was_active: list[bool]
    year_trips: list[int]
    recent_units: list[int]
    former_units: list[int]
    former_purchase: list[int]
    joined: list[int]

    def __init__(self, model: Surroundings, personal: dict[str, float], relations: dict[str, list[float]]) -> None:
        super().__init__(model)
        for name in PERSONAL:
            setattr(self, name, personal[name])
        for name in FLOATS:
            setattr(self, name, array("f", relations[name]))
        for name in WHOLES:
            setattr(self, name, relations[name])
        self.take_type(self.loyalty_type)
        self.acquaintances = []
        self.rank = chance.uniform(model.luck_key, 0, self.identity, decisions.DIFFICULT, 0)

    def luck(self, decision: int, k: int = 0) -> float:
        """What this customer meets this week in one decision, in (0, 1)."""
        return self.model.luck[decision][k][self.identity]

    def deepen(self, j: int) -> None:
        """Loyalty moves by a phase, towards the firm just bought from."""
        kind, phases = self.loyalty_type, self.model.nature.phases
        self.take_type(deepen.phase_after(kind, self.affect[j], self.conviction[j], self.habit[j], phases))

    def take_type(self, kind: int) -> None:
        """Be of a loyalty type from now on, and weigh some things in an own way."""
        traits = self.model.nature.types[kind]
        self.loyalty_type = kind
        self.traits = traits._replace(
            price_weight=traits.price_weight * self.price_care,
            quality_weight=traits.quality_weight * self.quality_care,
            affect_weight=traits.affect_weight * self.affect_care,
            habit_weight=traits.habit_weight * self.habit_care,
        )

    def going_price(self) -> float:
        """What the customer knows the category to cost."""
        total, firms = 0.0, 0
        for j, price in enumerate(self.reference_price):
            if self.model.shops.is_open[j]:
                total, firms = total + price, firms + 1
        return total / max(firms, 1)

    def fair_price(self, j: int) -> float:
        """What the customer takes for a fair price of a firm."""
        tier = self.model.nature.reference_price.tier
        return self.going_price() * (1.0 + tier * (self.model.shops.standing[j] - 1.0))

    def expected_elsewhere(self, j: int) -> float:
        """Performance that the customer expects of the other firms that are open."""
        is_open = self.model.shops.is_open
        others = [one for k, one in enumerate(self.expectation) if k != j and is_open[k]]
        return sum(others) / len(others) if others else self.expectation[j]

    def level_of(self, j: int) -> float:
        """The firm's true performance for this customer."""
        shops = self.model.shops
        return float(shops.performance_after[j] if self.purchases[j] > 0 else shops.performance[j])

    def familiarity(self, j: int) -> float:
        """How well the customer knows a firm."""
        return psychology.familiarity(float(self.purchases[j]), self.model.nature.reference_price.half_familiarity)

    def years_with(self, j: int) -> float:
        """Years since the first purchase from a firm."""
        since = self.first_purchase[j]
        return 0.0 if since == NEVER else (self.model.week - since) / WEEKS_A_YEAR

    def loyalty_to(self, j: int) -> float:
        """Loyalty of the customer towards a firm."""
        return psychology.loyalty_index(self.conviction[j], self.affect[j], self.habit[j])

    def standing(self, j: int) -> int:
        """How the customer stands with a firm in the accounts."""
        silence = self.model.week - self.last_purchase[j]
        if self.purchases[j] > 0 and silence >= self.model.moment.lapse_weeks:
            return standings.LAPSED
        if self.purchases[j] == 0 or self.model.week - self.first_purchase[j] < YEAR:
            return standings.NEW
        return standings.LOYAL if self.loyalty_to(j) >= standings.LOYAL_FROM else standings.REGULAR

    @property
    def shelf(self) -> Earlier:
        """What this customer's group sees: prices, cents, depths, displays of this week or of some weeks ago."""
        market = self.model.scenario_in_use.market
        return self.model.shelves[self.identity % market.shelves * market.shelf_shift]

    def price(self, j: int) -> float:
        """What a unit costs this customer."""
        premium = self.model.premium
        return float(self.shelf.price[j]) * (1.0 + premium[min(int(self.years_with(j)), len(premium) - 1)])

    def most(self) -> float:
        """The most that it pays for a unit."""
        return self.reservation * self.model.nature.reference_price.category_price
