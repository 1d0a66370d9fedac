"""How much memory a run takes, told before it starts."""

import os

from simulation.reading.errors import refused
from simulation.scenario.scenario import Scenario

BYTES_A_CUSTOMER = 152  # columns of customers and visits, rounded up
BYTES_A_RELATIONSHIP = 76  # columns of relationships
BYTES_OF_PURCHASES = 240  # of two windows, which metrics look back on
BYTES_A_LINK = 24  # network: a neighbour takes 4, building the links up to six times that
BYTES_A_WEEK = 75e3  # a firm's week in the record, and in the tables and texts that are made of it at the end
BYTES_OF_A_PROCESS = 300e6  # Python, its libraries, compiled rules


def memory_needed(scenario: Scenario) -> float:
    """Bytes that one run takes at its peak, an upper estimate."""
    market = scenario.market
    links = 0 if market.network.kind == "none" else market.network.neighbours
    customer = BYTES_A_CUSTOMER + BYTES_OF_PURCHASES + BYTES_A_LINK * links + BYTES_A_RELATIONSHIP * len(scenario.firms)
    return BYTES_OF_A_PROCESS + float(customer) * market.customers + _weekly(scenario)


def _weekly(scenario: Scenario) -> float:
    return BYTES_A_WEEK * len(scenario.firms) * (scenario.market.weeks + scenario.market.burn_in_weeks)


def memory_present() -> float:
    """Bytes of memory of this machine; infinite where the system does not tell."""
    try:
        return float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    except (AttributeError, OSError, ValueError):
        return float("inf")


def refuse_too_large(scenario: Scenario, runs_at_once: int) -> None:
    """Raise `Refused` when so many runs at once cannot fit in this machine's memory."""
    needed, present = memory_needed(scenario) * runs_at_once, memory_present()
    if needed > present:
        at_once = f" {runs_at_once} at once" if runs_at_once > 1 else ""
        much = "weeks" if 2.0 * _weekly(scenario) > memory_needed(scenario) else "customers"
        over_weeks = f" over {scenario.market.weeks:,} weeks" if much == "weeks" else ""
        message = (
            f"{scenario.market.customers:,} customers with {len(scenario.firms)} firms{over_weeks}{at_once} need about"
            f" {needed / 1e9:.0f} GB of memory, this machine has {present / 1e9:.0f} GB; write fewer {much}"
        )
        raise refused(message, path=f"market.{much}")
