"""One run seen from close by: who bought what from whom, what they hold, who talked. It serves the figures only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulation.behavior.lapse import base_weeks
from simulation.measurement.recorder import YEAR
from simulation.model import LoyaltyModel, run_to_end
from simulation.result import Result, result_of
from simulation.state import counts as m
from simulation.state.tables import Customers, Relationships
from simulation.week.visit_lists import visited_rows

if TYPE_CHECKING:
    from analysis.execution.run import Run
    from simulation.scenario.scenario import Scenario

MOST_CUSTOMERS = 20_000
"""A larger market is looked at in a smaller one of its kind: a figure shows no more."""
COLUMNS = (
    "customer", "firm", "previous", "quantity", "reason", "paid", "goods_cents", "service_cents", "compensation",
)  # fmt: skip


@dataclass(frozen=True)
class CloseUp:
    """The purchases of one run by column, in order of week and customer, and how it stood at the end."""

    scenario: Scenario
    purchases: Mapping[str, np.ndarray]  # `week` as tables count it; burn-in where fewer than 52 weeks are reported
    people: Customers
    relationships: Relationships
    prices: np.ndarray  # money, shape (firms,)
    talk: np.ndarray  # praises and warnings told in the last year, shape (2, customers)
    offsets: np.ndarray  # acquaintances of i are neighbours[offsets[i]:offsets[i + 1]]
    neighbours: np.ndarray
    margins: (
        np.ndarray
    )  # money left to each firm in a window when all is paid that recurs with customers, shape (firms,)
    result: Result

    @property
    def focus(self) -> int:
        """Place of the firm that the comparison judges."""
        return list(self.scenario.firms).index(self.scenario.focus_firm)

    @property
    def base(self) -> np.ndarray:
        """Who is in the customer base of that firm, whom lifetime value is of; shape (customers,)."""
        end = self.scenario.market.burn_in_weeks + self.scenario.market.weeks
        since = end - (base_weeks(end, self.scenario.window_weeks) or self.scenario.window_weeks)
        return np.asarray(self.relationships.last_purchase[self.focus] > since)

    def since(self, weeks: int) -> dict[str, np.ndarray]:
        """The purchases of so many last weeks, at most a window."""
        rows = self.purchases["week"] > self.scenario.market.weeks - weeks
        return {name: column[rows] for name, column in self.purchases.items()}

    def last_year(self) -> dict[str, np.ndarray]:
        """The purchases of the last 52 weeks."""
        return self.since(YEAR)


def look_closely(run: Run) -> CloseUp:
    """Simulate one run once more and keep what its customers did; at most 20,000 of them."""
    scenario, settled = run.scenario, run.settled
    if scenario.market.customers > MOST_CUSTOMERS:
        scenario = scenario.change("market.customers", MOST_CUSTOMERS)
    model = LoyaltyModel(scenario, run.replicate, settled=settled)
    weeks: list[dict[str, np.ndarray]] = []
    talk = np.zeros((2, scenario.market.customers), np.int32)
    since = min(0, scenario.market.weeks - scenario.window_weeks)

    def look(model: LoyaltyModel) -> None:
        if model.reported_week > since:
            weeks.append(_purchases(model))
        if model.reported_week > scenario.market.weeks - YEAR:
            talk[0] += model.world.customers.news > 0
            talk[1] += model.world.customers.news < 0

    run_to_end(model, look)
    earned = sum(
        week.counts[[m.REVENUE, m.EXTENSION_CENTS]].sum(axis=(0, 2), dtype=float)
        - (week.costs.sum(axis=0) - week.apart.sum(axis=0))
        for week in model.recorder.weeks[-scenario.window_weeks :]
    )
    world = model.world
    found = CloseUp(
        scenario=scenario,
        purchases={name: np.concatenate([week[name] for week in weeks]) for name in weeks[0]},
        people=Customers(*(column.copy() for column in world.customers)),
        relationships=Relationships(*(column.copy() for column in world.relationships)),
        prices=world.firms.price.copy(),
        talk=talk,
        offsets=world.offsets,
        neighbours=world.neighbours,
        margins=np.asarray(earned, float) / 100.0,
        result=result_of(model, run.strategy, run.replicate),
    )
    model.release()
    return found


def _purchases(model: LoyaltyModel) -> dict[str, np.ndarray]:
    rows, visits = visited_rows(model.world), model.world.visits
    columns = {name: getattr(visits, name)[rows] for name in COLUMNS}
    return {"week": np.full(rows.size, model.reported_week, np.int32), **columns}
