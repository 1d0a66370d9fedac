"""Whether whole cents of 64 bits hold the money of a run: what could pass them is refused at the door."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from simulation.market.events.base import MarketEvent
from simulation.reading.paths import Path
from simulation.reading.pydantic_errors import InputProblem
from simulation.scenario.parameters.customers import Customers
from simulation.scenario.parameters.firm import Firm
from simulation.scenario.parameters.market import Market
from simulation.scenario.real_size import PER, real_customers
from simulation.strategies.price_rule import LARGEST

MOST = (2**63 - 1) / 100.0
"""Money that whole cents can hold."""
LUCK = 100.0
"""How many times the mean of all customers' units luck may bring at most, and customers beyond those there are."""
MOST_A_WEEK = 201.0
"""Units that one customer buys in a week at most: 100 of present need, 101 ahead."""
FARTHEST = 6.5
"""Standard deviations of a normal variate that luck of 32 bits never passes."""
WEEKS_A_YEAR = 52.0
MOST_LEAVING = WEEKS_A_YEAR
"""Customers of the market to which weekly amounts refer."""
POINTS = 300.0
"""Points of a hundred by which three levels of a service can rise."""
DEAREST_SERVICE = 99.0
"""Cost of a visit to a perfect service, in costs of one at half."""


class HighestSpending(Protocol):
    """What is read of a scenario."""

    @property
    def market(self) -> Market:
        """How many customers, and how long."""

    @property
    def customers(self) -> Customers:
        """What they buy, and what serving them costs."""

    @property
    def firms(self) -> Mapping[str, Firm]:
        """What each of them asks and spends."""

    @property
    def events(self) -> Sequence[MarketEvent]:
        """What they cost, and the demand that they bring."""


class Sum(NamedTuple):
    """Where an amount of money stands, the amount, and how many times it may be spent in a run."""

    path: Path
    money: float
    times: float


def money_problems(scenario: HighestSpending) -> Iterator[InputProblem]:
    """Amounts that customers and weeks make larger than whole cents can hold."""
    for path, money, times in sums(scenario):
        if money * times > MOST:
            most = float(f"{0.95 * MOST / times:.2g}")
            told = f"{money:,.12g}, up to {times:,.0f} times in a run, is more than whole cents can hold"
            yield InputProblem(path, f"{told}; write at most {most:,.12g}, or fewer customers or weeks", path)


def dearest_price(scenario: HighestSpending) -> float:
    """The highest price that a rule may come to in this market, money: what it reacts to may grow without end."""
    return min(LARGEST, MOST / _units_paid(scenario))


def sums(scenario: HighestSpending) -> Iterator[Sum]:
    """All money of a scenario that is spent, each amount by itself."""
    units, weeks, customers = _units(scenario), _ten_thousands(scenario.market), scenario.customers
    for name in ("cost_new", "cost_established"):
        yield Sum(("customers", "tenure", name), getattr(customers.tenure, name), units)
    yield Sum(("customers", "difficult", "cost"), customers.difficult.cost, units)
    for index, event in enumerate(scenario.events):
        yield Sum(("events", index, "money"), getattr(event, "money", 0.0), weeks)
    for name, firm in scenario.firms.items():
        for keys, money, times in (*_of_price(firm), *_by_unit(firm, len(scenario.firms))):
            yield Sum(("firms", name, *keys), money, times * _units_paid(scenario))
        for keys, money, times in _by_week(firm, scenario):
            yield Sum(("firms", name, *keys), money, times * weeks)


def _of_price(firm: Firm) -> Iterator[Sum]:
    """The highest price that the firm's block names; what rules come to besides is kept below `dearest_price`."""
    prices = getattr(firm.pricing, "prices", None)
    times = (1.0 + getattr(firm.pricing, "start_premium", 0.0)) * max(firm.recovery.compensation, 1.0)
    if prices:
        yield Sum(("pricing", "prices", prices.index(max(prices))), max(prices), times)
    yield Sum(("pricing", "price"), getattr(firm.pricing, "price", 0.0), times)
    yield Sum(("contract", "welcome_price"), firm.contract.welcome_price or 0.0, times)


def _by_unit(firm: Firm, firms: int) -> Iterator[Sum]:
    """What one of so many firms spends, or takes beside, on a unit or a trip at most; no more trips than units."""
    yield Sum(("unit_cost",), firm.unit_cost, 1.0)
    yield Sum(("plan_cost", "per_purchase"), firm.plan_cost.per_purchase, 1.0)
    yield Sum(("acquisition_cost",), firm.acquisition_cost, 1.0)
    yield Sum(("alliance_cost",), firm.alliance_cost, firm.alliance)
    yield Sum(("recovery", "cost_per_case"), firm.recovery.cost_per_case, 1.0)
    yield Sum(("service", "cost_at_half"), firm.service.cost_at_half, DEAREST_SERVICE)
    yield Sum(("care", "tailoring_cost"), firm.care.tailoring_cost, float(firm.care.accuracy is not None))
    yield Sum(("care", "favour_cost"), firm.care.favour_cost, firm.care.favours)
    yield Sum(("care", "pre_sale_cost"), firm.care.pre_sale_cost, firm.care.pre_sale)
    yield Sum(("care", "participation_cost"), firm.care.participation_cost, firm.care.participation)
    yield Sum(("improvement", "listening_cost"), firm.improvement.listening_cost, firm.improvement.listening * firms)
    for name in ("value", "payout", "fee"):
        yield Sum(("programme", name), getattr(firm.programme, name, 0.0), 1.0)
    if firm.extension is not None:
        yield Sum(("extension", "price"), firm.extension.price, 1.0)
        yield Sum(("extension", "unit_cost"), firm.extension.unit_cost, 1.0)


def _by_week(firm: Firm, scenario: HighestSpending) -> Iterator[Sum]:
    """What a firm spends in a week per 10,000 customers at most."""
    how, people, care = firm.improvement, firm.people, firm.care
    wages = people.wage_share * (max(people.pay, 1.0) + scenario.market.employees.replacement * MOST_LEAVING)
    visits = max(how.mystery_visits, firm.service.mystery_visits) * len(scenario.firms)
    yield Sum(("overhead",), firm.overhead, 1.0 + wages)
    yield Sum(("promotion_cost",), firm.promotion_cost, 1.0)
    part = PER / real_customers(scenario)
    yield Sum(("plan_cost", "once"), firm.plan_cost.once, part)
    yield Sum(("plan_cost", "weekly"), firm.plan_cost.weekly, part)
    yield Sum(("plan_cost", "per_customer"), firm.plan_cost.per_customer, PER)
    yield Sum(("programme", "running_cost"), getattr(firm.programme, "running_cost", 0.0), 1.0)
    yield Sum(("programme", "member_cost"), getattr(firm.programme, "member_cost", 0.0), PER)
    yield Sum(("advertising",), firm.advertising, 1.0)
    yield Sum(("people", "training"), people.training, 1.0)
    yield Sum(("care", "knowledge_cost"), care.knowledge_cost, care.knowledge)
    yield Sum(("care", "message_cost"), care.message_cost, care.brand_message + care.service_message)
    yield Sum(("improvement", "prevention"), how.prevention, 1.0)
    yield Sum(("improvement", "visit_cost"), how.visit_cost, visits)
    yield Sum(("improvement", "answer_cost"), how.answer_cost, float(how.answers))
    yield Sum(("service", "project_cost"), firm.service.project_cost, POINTS)
    yield Sum(("recovery", "wage"), firm.recovery.wage, firm.recovery.staff)


def _ten_thousands(market: Market) -> float:
    """How many times 10,000 customers a market has, all weeks of it together."""
    return market.customers / PER * (market.weeks + market.burn_in_weeks)


def _units(scenario: HighestSpending) -> float:
    """Units that all customers together may buy in a run: far more than luck ever brings, no more than there can be."""
    market, customers = scenario.market, scenario.customers
    weeks = market.weeks + market.burn_in_weeks
    demand = math.prod(max(event.demand(event.from_week), 1.0) for event in scenario.events)
    demand *= scenario.market.season.peak
    weights, spread = [kind.price_weight for _, kind in customers.types], customers.heterogeneity.price_spread
    heaviest = max(weights) * math.exp(FARTHEST * spread - 0.5 * spread**2)
    tempted = min(customers.purchases.expansion * heaviest, math.log(MOST))
    weekly = customers.purchases.per_year / WEEKS_A_YEAR * min(demand, MOST) * math.exp(tempted)
    mean = (market.customers + LUCK) * weekly * (weeks + customers.purchases.stockpiling)
    return max(min(LUCK * mean, market.customers * weeks * MOST_A_WEEK), 1.0)


def _growth(scenario: HighestSpending) -> float:
    """What a customer of long standing buys more, as a factor."""
    tenure = scenario.customers.tenure
    return 1.0 + max(tenure.cross_sell, default=0.0) + max(0.0, *tenure.usage, 0.0)


def _units_paid(scenario: HighestSpending) -> float:
    """Units in prices: a customer of long standing may pay more for each."""
    return _units(scenario) * _growth(scenario) * (1.0 + max(0.0, *scenario.customers.tenure.premium, 0.0))
