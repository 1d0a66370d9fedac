"""Facts that were written on another scale than they are read on."""

from __future__ import annotations

from collections.abc import Iterator

from simulation.doubts.doubt import Doubt, price_asked
from simulation.doubts.rivals import FARTHEST
from simulation.facts.observables import OF_CONTRACTS, OF_TRIPS
from simulation.scenario.scenario import Scenario

TINY_NPS = 1.0
LOWEST_SATISFACTION = 10.0
"""Of 100: a mean below this is one on a scale from 1 to 5, to 7 or to 10."""


def facts_of_another_scale(scenario: Scenario) -> Iterator[Doubt]:
    """An NPS as a share, a satisfaction of 5 at most, a price of another world than what the firm asks."""
    money = scenario.market.currency
    for firm, facts in scenario.facts.items():
        told = {name: fact.value for name, fact in facts.items()}
        nps, mean, paid = (told.get(name, 0.0) for name in ("nps", "satisfaction", "price_paid"))
        if 0.0 < abs(nps) < TINY_NPS:
            message = f"{nps:g} of 100 is next to nothing; write {100.0 * nps:g} if it is a share"
            yield Doubt(("observed", firm, "nps"), message)
        if 0.0 < mean < LOWEST_SATISFACTION:
            message = f"{mean:g} of 100 is hardly anybody's; of a scale from 1 to 5 write 25 x (mean - 1)"
            yield Doubt(("observed", firm, "satisfaction"), message)
        yield from _undefined(scenario, firm)
        asked = price_asked(firm, scenario.firms[firm])
        if paid and not asked / FARTHEST <= paid <= asked * FARTHEST:
            message = f"{paid:,.2f} {money} a unit, where the firm asks {asked:,.2f}; set its price, or say it a unit"
            yield Doubt(("observed", firm, "price_paid"), message)


def _undefined(scenario: Scenario, firm: str) -> Iterator[Doubt]:
    """Facts of contracts in a market of trips, and of trips in one of contracts: nothing is held against them."""
    is_contract = scenario.market.buying == "contract"
    for name in scenario.facts[firm]:
        if (name in OF_CONTRACTS) != is_contract and (name in OF_CONTRACTS or name in OF_TRIPS):
            right = "write market.buying: contract for contracts" if not is_contract else "say churn_month or retention"
            yield Doubt(("observed", firm, name), f"is undefined in this market; {right}")
