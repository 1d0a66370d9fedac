"""Prices of another world than the usual one, on which hangs the most that customers pay."""

from __future__ import annotations

from collections.abc import Iterator

from simulation.doubts.doubt import Doubt, price_asked
from simulation.doubts.rivals import FARTHEST, forgotten_rivals
from simulation.scenario.scenario import Scenario


def far_from_usual(scenario: Scenario) -> Iterator[Doubt]:
    """Prices more than a factor of two from the usual one, on which hangs the most that customers pay."""
    if any(forgotten_rivals(scenario)):
        return  # which says the same, and where it comes from
    usual, money = scenario.market.usual_price, scenario.market.currency
    prices = {name: price_asked(name, firm) for name, firm in scenario.firms.items()}
    far = {name: price for name, price in prices.items() if not usual / FARTHEST <= price <= usual * FARTHEST}
    yardstick = f"customers hold prices against a usual one of {usual:,.2f} {money}, and pay a few times of it at most"
    if far and len(far) == len(prices):
        low, high = min(far.values()), max(far.values())
        told = f"all firms ask {low:,.2f}{f' to {high:,.2f}' if high > low else ''} {money}"
        yield Doubt(("market", "usual_price"), f"{told}, but {yardstick}; write what a unit usually costs here")
        return
    for name, price in far.items():
        yield Doubt(("firms", name, "pricing"), f"asks {price:,.2f} {money}: {yardstick} (market.usual_price)")
