"""Contracts that cannot be meant: a price for newcomers above the usual one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from simulation.reading.pydantic_errors import InputProblem
from simulation.scenario.parameters.firm import Firm
from simulation.scenario.parameters.market import Market


class OfContracts(Protocol):
    """What is read of a scenario."""

    @property
    def market(self) -> Market:
        """How people buy."""

    @property
    def firms(self) -> Mapping[str, Firm]:
        """What each of them asks."""


def contract_problems(scenario: OfContracts) -> Iterator[InputProblem]:
    """Prices for newcomers that lie above what the firm usually asks, where it says so."""
    if scenario.market.buying != "contract":
        return
    for name, firm in scenario.firms.items():
        welcome, usual = firm.contract.welcome_price, getattr(firm.pricing, "price", None)
        if welcome is not None and usual is not None and welcome > usual:
            here = ("firms", name, "contract", "welcome_price")
            told = f"{welcome:g} is above the usual price of {usual:g}, so that newcomers would pay more than regulars"
            yield InputProblem(here, f"{told}; write at most {usual:g}, or null", here)
