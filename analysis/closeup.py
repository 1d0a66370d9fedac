"""One run seen from close by: who bought what from whom, what they hold, who talked. It serves the figures only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulation import measures as m
from simulation.metrics import COST_PARTS
from simulation.model import LoyaltyModel
from simulation.recorder import YEAR
from simulation.result import Result, result_of
from simulation.state import Customers, Relationships
from simulation.week.listing import visited_rows

if TYPE_CHECKING:
    from analysis.job import Run
    from simulation.scenario import Scenario

MOST_CUSTOMERS = 20_000
"""A larger market is looked at in a smaller one of its kind: a figure shows no more."""
COLUMNS = (
    "customer", "firm", "previous", "quantity", "reason", "paid", "goods_cents", "service_cents", "compensation",
)  # fmt: skip
SERVING = [COST_PARTS.index(part) for part in ("unit", "service", "desk", "compensation", "extension")]


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
    margins: np.ndarray  # money earned by each firm in the last year, less what serving cost, shape (firms,)
    result: Result

    @property
    def focus(self) -> int:
        """Place of the firm that the comparison judges."""
        return list(self.scenario.firms).index(self.scenario.focus_firm)

    def last_year(self) -> dict[str, np.ndarray]:
        """The purchases of the last 52 weeks."""
        rows = self.purchases["week"] > self.scenario.market.weeks - YEAR
        return {name: column[rows] for name, column in self.purchases.items()}


def look_closely(run: Run) -> CloseUp:
    """Simulate one run once more and keep what its customers did; at most 20,000 of them."""
    scenario, settled = run.scenario, run.settled
    if scenario.market.customers > MOST_CUSTOMERS:
        scenario = scenario.change("market.customers", MOST_CUSTOMERS)
    model = LoyaltyModel(scenario, run.replicate, settled=settled)
    weeks: list[dict[str, np.ndarray]] = []
    talk = np.zeros((2, scenario.market.customers), np.int32)
    since = min(0, scenario.market.weeks - YEAR)
    while model.running:
        model.step()
        if model.reported_week > since:
            weeks.append(_purchases(model))
        if model.reported_week > scenario.market.weeks - YEAR:
            talk[0] += model.world.customers.news > 0
            talk[1] += model.world.customers.news < 0
    year = model.recorder.weeks[-YEAR:]
    earned = sum(
        week.counts[[m.REVENUE, m.EXTENSION_CENTS]].sum(axis=(0, 2)) - week.costs[SERVING].sum(axis=0) for week in year
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
