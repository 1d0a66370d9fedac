"""Experiments that claims are judged by: the same market and the same luck, with and without one thing."""

from __future__ import annotations

from typing import Any

import numpy as np

from analysis.laboratory.trip_log import TripLog
from simulation.loyalty import LOYALTY_TYPES
from simulation.scenario.scenario import Scenario

IMPULSIVE, EMOTIONAL, COGNITIVE, BEHAVIORAL = range(4)


def sized(scenario: Scenario, customers: int, weeks: int, burn_in_weeks: int) -> Scenario:
    """The scenario for so many customers and weeks."""
    size = {"customers": customers, "weeks": weeks, "burn_in_weeks": burn_in_weeks}
    return scenario.changed({f"market.{name}": value for name, value in size.items()})


def with_events(scenario: Scenario, *events: dict[str, Any]) -> Scenario:
    """The scenario with these events instead of its own."""
    return scenario.changed({"events": list(events)})


def repriced(scenario: Scenario, firm: str, factor: float) -> Scenario:
    """The firm's fixed price times a factor, from the first reported week on."""
    price, market = getattr(scenario.firms[firm].pricing, "price", 0.0), scenario.market
    series = [round(price * factor, 2)] * market.weeks + [price] * market.burn_in_weeks
    return scenario.changed({f"firms.{firm}.pricing": {"strategy": "replay", "prices": series}})


def sales(panel: TripLog, firm: int, first: int, last: int) -> np.ndarray:
    """Units that the firm sold to each type in weeks `first` to `last`, shape (4,)."""
    trips = panel.between(first, last)
    own = trips["firm"] == firm
    return np.bincount(panel.kinds[trips["customer"][own]], trips["quantity"][own], len(LOYALTY_TYPES))


def elasticity(as_is: TripLog, changed: TripLog, firm: int, factor: float, weeks: tuple[int, int]) -> float:
    """Percent of quantity for a percent of price, between two runs whose prices differ by a factor."""
    return float(np.log(sales(changed, firm, *weeks).sum() / sales(as_is, firm, *weeks).sum()) / np.log(factor))
