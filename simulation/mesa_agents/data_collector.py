"""What Mesa's DataCollector notes every week, burn-in included: the books of the firm in focus.

For users of Mesa's own tools, as its visualisation and `batch_run`; the tables of a study come from the recorder.
"""

from collections.abc import Sequence
from typing import Protocol

import mesa

from simulation.scenario.scenario import Scenario
from simulation.strategies.conditions import Conditions


class Books(Protocol):
    """What is read of a firm's books, the most recent week last."""

    units: list[float]
    market_units: list[float]
    revenue: list[float]
    profit: list[float]
    complaints: list[float]


class Firm(Protocol):
    """What is read of a firm."""

    @property
    def books(self) -> Books:
        """What it has written down."""

    @property
    def conditions(self) -> Conditions:
        """What it offers this week."""


class Market(Protocol):
    """What is read of a model."""

    @property
    def firms(self) -> Sequence[Firm]:
        """All of them, in the order of rows."""

    @property
    def scenario_in_use(self) -> Scenario:
        """The scenario that they follow."""


def focus(model: Market) -> Firm:
    """The firm whose outcomes the scenario is about."""
    return model.firms[list(model.scenario_in_use.firms).index(model.scenario_in_use.focus_firm)]


def price(model: Market) -> float:
    """Shelf price this week, money."""
    return focus(model).conditions.shelf_price


def market_share(model: Market) -> float:
    """The firm's part of the units sold this week, 0-1; 0 in a week without sales."""
    books = focus(model).books
    return books.units[-1] / books.market_units[-1] if books.market_units[-1] else 0.0


def revenue(model: Market) -> float:
    """Money received this week."""
    return focus(model).books.revenue[-1]


def profit(model: Market) -> float:
    """Revenue less cost this week, money."""
    return focus(model).books.profit[-1]


def complaints(model: Market) -> float:
    """Complaints that reached the desk this week."""
    return focus(model).books.complaints[-1]


def collector() -> mesa.DataCollector:
    """A collector of these; its functions have names, so that a running model can be pickled."""
    reporters = (price, market_share, revenue, profit, complaints)
    return mesa.DataCollector(model_reporters={reporter.__name__: reporter for reporter in reporters})
