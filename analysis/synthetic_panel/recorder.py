"""One run taken down week by week; nothing is held in memory but the week, and two sums a customer and firm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pyarrow as pa

from analysis.synthetic_panel.columns import (
    BOUGHT,
    CUSTOMERS,
    FIRST_DAY,
    MINDS,
    TRANSACTIONS,
    PanelColumn,
    customer_columns,
    schema,
)
from analysis.synthetic_panel.parquet_parts import ROWS, Rows, part_of
from simulation.engine.chance import replicate_luck, uniforms
from simulation.loyalty import LOYALTY_TYPES
from simulation.measurement.cost_parts import COST_PARTS
from simulation.measurement.recorder import YEAR
from simulation.result import outcomes_of
from simulation.state import counts as m
from simulation.state.decisions import PANELIST
from simulation.state.switch_reasons import REASONS
from simulation.state.visit_codes import AT_DESK
from simulation.state.whole_cents import cents
from simulation.week.visit_lists import visited_rows

if TYPE_CHECKING:
    from analysis.execution.run import EachWeek, Run
    from simulation.model import LoyaltyModel
    from simulation.state.tables import World


@contextmanager
def taken_down(folder: Path, run: Run) -> Iterator[EachWeek]:
    """Take down a run in its parts of the panel in this folder; gives what is to see the model after every week."""
    with Notes(folder, run) as notes:
        yield notes.add


class Notes:
    """Takes down one run week by week: use as a context, and call `add` after every step of the model."""

    def __init__(self, folder: Path, run: Run) -> None:
        self.run = run
        firms = list(run.scenario.firms)
        self.names = pa.array(firms, pa.string())
        self.columns = customer_columns(firms)
        self._files = {name: part_of(folder, name, run) for name in (TRANSACTIONS, CUSTOMERS)}
        shape = (len(firms), run.scenario.market.customers)
        self.spent, self.margin = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        luck = replicate_luck(run.scenario.run.seed, run.replicate)
        self.is_followed = uniforms(luck, PANELIST, 0, shape[1]) < run.scenario.run.panel_share

    def __enter__(self) -> Self:
        self._stack = ExitStack()
        self._bought = self._stack.enter_context(Rows(self._files[TRANSACTIONS], schema(BOUGHT)))
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def add(self, model: LoyaltyModel) -> None:
        """Write the week's purchases of those who are followed down, and after the last week these customers."""
        if model.reported_week < 1:
            return
        rows = visited_rows(model.world)
        rows = rows[self.is_followed[model.world.visits.customer[rows]]]
        self._bought.add(self._purchases(model, rows))
        if model.reported_week > model.scenario_in_use.market.weeks - YEAR:
            self._look_back(model, rows)
        if not model.running:
            with Rows(self._files[CUSTOMERS], schema(self.columns)) as rows_of_customers:
                followed = np.flatnonzero(self.is_followed)
                for first in range(0, followed.size, ROWS):
                    rows_of_customers.add(self._people(model, followed[first : first + ROWS]))

    def _purchases(self, model: LoyaltyModel, rows: np.ndarray) -> pa.Table:
        visits, week = model.world.visits, model.reported_week
        firm, customer = visits.firm[rows], visits.customer[rows]
        seen = partial(on_shelves, model.world, firm, customer)
        found = {
            "week": np.full(rows.size, week, np.int32),
            "date": np.full(rows.size, (FIRST_DAY + np.timedelta64(7 * (week - 1), "D")).astype("datetime64[ms]")),
            "customer_id": model.world.customers.identity[customer],
            "firm": self.names.take(pa.array(firm)),
            "quantity": visits.quantity[rows],
            "price": seen("price"),
            "amount": visits.paid[rows] / 100.0,
            "promotion": seen("depth").astype(np.float32),
            "satisfaction": np.float32(100.0) * visits.satisfaction[rows],
            "failed": visits.failure[rows] > 0,
            "complained": visits.response[rows] == AT_DESK,
            "reason": pa.array(REASONS).take(pa.array(visits.reason[rows])),
        }
        return self._labelled(found, rows.size, BOUGHT)

    def _look_back(self, model: LoyaltyModel, rows: np.ndarray) -> None:
        """Add up what each customer spent and left to each firm in the last 52 reported weeks, cents."""
        visits = model.world.visits
        firm, customer = visits.firm[rows], visits.customer[rows]
        serving = np.array([cents(one.level.cost_per_visit) for one in model.firms], np.int64)[firm]
        costs = visits.goods_cents[rows] + visits.service_cents[rows] + visits.compensation[rows] + serving
        self.spent[firm, customer] += visits.paid[rows]  # one trip a week: no cell comes twice
        self.margin[firm, customer] += visits.paid[rows] - costs

    def _people(self, model: LoyaltyModel, some: np.ndarray) -> pa.Table:
        world = model.world
        spent = self.spent[:, some]
        size, is_customer = spent.shape[1], spent.any(axis=0)
        firm = spent.argmax(axis=0)
        cell = (firm, np.arange(size))
        minds = {part: np.float32(100.0) * getattr(world.relationships, part)[:, some] for part in MINDS}
        worth = (self.margin[:, some] * worth_by_margin(model)[:, None])[cell]
        first = world.relationships.first_purchase[:, some][cell]
        columns: dict[str, Any] = {
            "customer_id": world.customers.identity[some],
            "segment": pa.array(LOYALTY_TYPES).take(pa.array(world.customers.loyalty_type[some])),
            "firm": pa.DictionaryArray.from_arrays(
                pa.array(firm.astype(np.int8), mask=~is_customer), self.names
            ).dictionary_decode(),
            "tenure": pa.array((model.week - first).astype(np.int32), mask=~is_customer),
            "loyalty": pa.array(sum(minds.values())[cell] / np.float32(3.0), mask=~is_customer),
            "spend": spent.sum(axis=0) / 100.0,
            "clv": np.where(is_customer, worth, 0.0),
        }
        for part, values in minds.items():
            columns |= {f"{part}_{name}": values[j] for j, name in enumerate(self.run.scenario.firms)}
        return self._labelled(columns, size, self.columns)

    def _labelled(self, found: Mapping[str, Any], size: int, columns: Mapping[str, PanelColumn]) -> pa.Table:
        label = {
            "strategy": pa.repeat(self.run.strategy, size),
            "replicate": np.full(size, self.run.replicate, np.int32),
        }
        every = {**label, **found}
        return pa.table([every[name] for name in columns], schema=schema(columns))


def worth_by_margin(model: LoyaltyModel) -> np.ndarray:
    """What each firm's customer base is worth a cent of what serving it left in the last 52 reported weeks, money.

    Shape (firms,); 0 where it is not known yet, or where nothing was left.
    """
    weeks = model.recorder.weeks[model.scenario_in_use.market.burn_in_weeks :][-YEAR:]
    counts = np.sum([week.counts.sum(axis=2) for week in weeks], axis=0)
    service = np.sum([week.costs[COST_PARTS.index("service")] for week in weeks], axis=0)
    left = counts[m.REVENUE] - counts[m.GOODS_CENTS] - counts[m.COMPENSATION] - service
    base, outcomes = weeks[-1].counts[m.BASE].sum(axis=1), outcomes_of(model)
    clv = np.array([outcomes.get((firm.name, "clv"), 0.0) for firm in model.firms])
    return np.asarray(np.where(left > 0, clv * base / np.maximum(left, 1), 0.0))


def on_shelves(world: World, firm: np.ndarray, customer: np.ndarray, name: str) -> np.ndarray:
    """A number of each firm, `price` or `depth`, on the shelf of each customer. Shapes (purchases,)."""
    behind = world.customers.identity[customer] % world.shelves * world.shelf_shift
    weeks = np.column_stack([getattr(world.firms, name), getattr(world.earlier, name)])
    found: np.ndarray = weeks[firm, behind]
    return found
