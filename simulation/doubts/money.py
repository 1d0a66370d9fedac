"""What arithmetic alone shows: a price below cost, a firm whom all customers together could not feed."""

from __future__ import annotations

from collections.abc import Iterator

from simulation.doubts.doubt import Doubt, ledger, price_asked
from simulation.scenario.parameters.firm import Firm
from simulation.scenario.scenario import Scenario

WEEKS_A_YEAR = 52
PER_CUSTOMERS = 10_000


def sold_at_a_loss(scenario: Scenario) -> Iterator[Doubt]:
    """Firms that ask no more than a unit costs, and prices that a floor never lets them ask."""
    money = scenario.market.currency
    for name, firm in scenario.firms.items():
        price, path = price_asked(name, firm), ("firms", name, "pricing")
        wished = getattr(firm.pricing, "price", price)
        if price <= firm.unit_cost:
            told = f"asks {price:,.2f} {money} for what costs {firm.unit_cost:,.2f} a unit: no sale earns anything"
            yield Doubt(path, told)
        elif hasattr(firm.pricing, "floor_margin") and wished < price:
            yield Doubt((*path, "price"), f"{wished:,.2f} is never asked: cost and floor_margin make it {price:,.2f}")


def more_spent_than_all_could_bring(scenario: Scenario) -> Iterator[Doubt]:
    """Firms whose standing costs exceed the margin of the whole market."""
    customers, money = scenario.customers, scenario.market.currency
    growth = 1.0 + max(customers.tenure.cross_sell, default=0.0) + max(customers.tenure.usage, default=0.0)
    trips = PER_CUSTOMERS * customers.purchases.per_year / WEEKS_A_YEAR
    for name, firm in scenario.firms.items():
        price = price_asked(name, firm) * (1.0 + max(customers.tenure.premium, default=0.0))
        beside = max(firm.extension.price - firm.extension.unit_cost, 0.0) if firm.extension else 0.0
        margin, spent = trips * (growth * (price - firm.unit_cost) + beside), standing_costs(name, firm)
        if 0.0 < margin < spent:
            told = (
                f"overhead, posts and budgets cost {spent:,.0f} {money} a week for 10,000 customers of the market, and "
                f"if all of these bought nowhere else they would bring {margin:,.0f} at most: it must lose money"
            )
            yield Doubt(("firms", name), told)


def standing_costs(name: str, firm: Firm) -> float:
    """What the firm pays whether it sells or not, money a week per 10,000 customers."""
    handling, people, care = firm.recovery.handling(ledger(name, firm)), firm.people, firm.care
    wages = firm.overhead * people.wage_share
    messages = (care.brand_message + care.service_message) * care.message_cost
    return sum((
        firm.overhead - wages + wages * people.pay + people.training,
        handling.staff * handling.wage,
        firm.advertising + firm.improvement.prevention,
        care.knowledge * care.knowledge_cost + messages,
    ))  # fmt: skip
