"""What budgets come to in the real market, which are written per 10,000 customers of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter

from simulation.doubts.rivals import shipped_firms
from simulation.scenario.parameters.firm import Firm
from simulation.scenario.real_size import PER
from simulation.scenario.scenario import Scenario

BUDGETS = ("overhead", "advertising", "people.training", "improvement.prevention")
"""Money a week of a firm, per 10,000 customers of the market."""
MOST_TOLD = 8


def budgets_told(scenarios: Iterable[Scenario]) -> list[str]:
    """Each budget that somebody set, in real money a week; nothing where the market's real size is not told."""
    found = {line: None for one in scenarios for line in _of(one)}
    told = list(found)
    return told if len(told) <= MOST_TOLD else [*told[:MOST_TOLD], f"and {len(told) - MOST_TOLD} more budgets"]


def _of(scenario: Scenario) -> list[str]:
    real, money, shipped = scenario.market.real_customers, scenario.market.currency, shipped_firms(scenario)
    if real is None:
        return []
    return [
        f"{name}, {key.rpartition('.')[2]} {value:,.10g} per {PER:,} customers:"
        f" {value * real / PER:,.10g} {money} a week in the real market"
        for name, firm in scenario.firms.items()
        for key, value in _set(firm, name, shipped).items()
    ]


def _set(firm: Firm, name: str, shipped: Mapping[str, Firm]) -> dict[str, float]:
    """Budgets that stand otherwise than where nobody sets them."""
    others = (Firm(), *([shipped[name]] if name in shipped else []))
    values = {key: attrgetter(key)(firm) for key in BUDGETS}
    return {
        key: value for key, value in values.items() if value and all(value != attrgetter(key)(one) for one in others)
    }
