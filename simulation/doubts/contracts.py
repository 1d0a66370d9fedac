"""Contracts that hardly can be meant, and what is said of them where nobody has one."""

from __future__ import annotations

from collections.abc import Iterator

from simulation.doubts.doubt import Doubt
from simulation.scenario.parameters.contract import FirmContract, UnderContract
from simulation.scenario.scenario import Scenario


def odd_contracts(scenario: Scenario) -> Iterator[Doubt]:
    """Terms that outlast the run, offers without an effect, contracts in a market of trips."""
    if scenario.market.buying != "contract":
        yield from _unread(scenario)
        return
    weeks = scenario.market.weeks
    for name, firm in scenario.firms.items():
        told, here = firm.contract, ("firms", name, "contract")
        longest = max(told.term, told.renewal_term)
        if longest > weeks:
            text = f"a term of {longest} weeks is longer than the {weeks} reported: no contract signed in them ends"
            yield Doubt(here, f"{text}; raise market.weeks, or shorten the term")
        if told.save_offer > 0.0 and told.save_weeks == 0:
            yield Doubt((*here, "save_weeks"), "an offer of 0 weeks keeps nobody; write 52 for a year")
        if told.welcome_price is not None and told.welcome_weeks == 0:
            yield Doubt((*here, "welcome_weeks"), "a price for newcomers of 0 weeks is paid by nobody")
    coming = scenario.customers.coming_and_going
    if coming.arrivals > 0.0 or coming.by_week or coming.dropout > 0.0:
        yield Doubt(("customers", "coming_and_going"), "nobody comes or goes in a market of contracts; "
                    "customers.contract.must_leave and seek say who ends and who looks for a contract")  # fmt: skip


def _unread(scenario: Scenario) -> Iterator[Doubt]:
    right = "write market.buying: contract for contracts"
    for name, firm in scenario.firms.items():
        if firm.contract != FirmContract():
            yield Doubt(
                ("firms", name, "contract"), f"no customer has a contract: people buy from trip to trip; {right}"
            )
    if scenario.customers.contract != UnderContract():
        yield Doubt(("customers", "contract"), f"no customer has a contract: people buy from trip to trip; {right}")
