"""How many real customers a simulated one stands for: the one place where money and counts get their size.

A market is a sample. What is told of it is told of its real size where a scenario gives one, that of the market or of
one firm, and else of 10,000 customers, as wages and budgets are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from simulation.reading.paths import Path, format_path
from simulation.reading.pydantic_errors import InputProblem
from simulation.scenario.parameters.firm import Firm
from simulation.scenario.parameters.market import Market

PER = 10_000
"""Customers that money and counts are told of where nobody tells how many there are."""
REAL_CUSTOMERS = "real_customers"


class Sized(Protocol):
    """What is read of a scenario."""

    @property
    def market(self) -> Market:
        """How many customers are simulated, and how many there are."""

    @property
    def firms(self) -> Mapping[str, Firm]:
        """The firms by name, one of which may tell how many customers it has."""


def sizing_firm(scenario: Sized) -> str | None:
    """The firm whose real customers tell the size of the market; None where the market tells, or nobody."""
    return next((name for name, firm in scenario.firms.items() if firm.real_customers is not None), None)


def scale_of(scenario: Sized, active: Mapping[str, int]) -> float:
    """Real customers per simulated one, above 0: by this number money and counts of a run are multiplied.

    `active` are each firm's active customers at the end of burn-in. ValueError where the firm that tells the size had
    none.
    """
    name = sizing_firm(scenario)
    if name is None:
        return real_customers(scenario) / scenario.market.customers
    if not active.get(name):
        right = "give the market's real_customers instead, or let it settle for longer"
        raise ValueError(f"nobody bought from {name} before week 1, so its real customers tell no size; {right}")
    return real_customers(scenario) / active[name]


def real_customers(scenario: Sized) -> int:
    """Customers of the real market, or of the firm that tells its size; 10,000 where nobody does."""
    name = sizing_firm(scenario)
    told = scenario.market.real_customers if name is None else scenario.firms[name].real_customers
    return told or PER


def size_told(scenario: Sized) -> str:
    """Whose money and counts are told, in words: `per 10,000 customers of the market`."""
    name, real = sizing_firm(scenario), scenario.market.real_customers
    if name is not None:
        return f"of the real market, in which {name} begins with {scenario.firms[name].real_customers:,} customers"
    if real is not None:
        return f"of the real market, {real:,} customer{'' if real == 1 else 's'}"
    return f"per {PER:,} customers of the market"


def size_problems(scenario: Sized) -> Iterator[InputProblem]:
    """A size that is told twice, and one that no burn-in could tell."""
    told: Sequence[Path] = [
        *([("market", REAL_CUSTOMERS)] if scenario.market.real_customers is not None else []),
        *(("firms", name, REAL_CUSTOMERS) for name, firm in scenario.firms.items() if firm.real_customers is not None),
    ]
    for path in told[1:]:
        right = "one of them tells the size of all; take the other away"
        yield InputProblem(path, f"{format_path(told[0])} tells the size already; {right}", path)
    if told and told[0][0] == "firms" and scenario.market.burn_in_weeks == 0:
        right = "set market.burn_in_weeks, or give market.real_customers"
        yield InputProblem(told[0], f"needs weeks before week 1 in which customers are won; {right}", told[0])
