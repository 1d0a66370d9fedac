"""Times that are too short: a lapse for how often people buy, a run for what it is to tell."""

from __future__ import annotations

from collections.abc import Iterator

from simulation.behavior.lapse import YEAR, enough_weeks
from simulation.doubts.doubt import Doubt
from simulation.scenario.scenario import Scenario


def too_short(scenario: Scenario) -> Iterator[Doubt]:
    """Where the lapse time, or the weeks before the report, are too short for how often people buy."""
    market, per_year = scenario.market, scenario.customers.purchases.per_year
    if market.buying == "contract":
        return  # who has a contract is a customer, however seldom it calls
    enough, lapse, burn_in = enough_weeks(per_year), scenario.lapse_weeks, market.burn_in_weeks
    if lapse < enough:
        right = f"write {enough} or more, or null for what follows from how often they buy"
        told = f"{lapse} weeks are short where people buy {per_year:g} times a year: many who only wait count as lapsed"
        yield Doubt(("market", "lapse_weeks"), f"{told}; {right}")
    if burn_in < lapse:
        told = f"{burn_in} weeks are fewer than the {lapse} of a lapse: in week 1 nobody can have lapsed yet"
        yield Doubt(("market", "burn_in_weeks"), f"{told}; write {lapse} or more")
    lived, undefined = burn_in + market.weeks, 2 * scenario.window_weeks
    if lived < undefined:
        what = "retention" if lived >= 2 * YEAR else "retention and lifetime value"
        told = f"after {lived} weeks in all {what} cannot be told yet"
        yield Doubt(("market", "burn_in_weeks"), f"{told}; write {undefined - market.weeks} or more")
