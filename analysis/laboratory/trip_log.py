"""A run watched from the inside: every shopping trip as a row, and what customers hold about firms at chosen weeks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np

from simulation.loyalty import LOYALTY_TYPES
from simulation.model import LoyaltyModel, run_to_end
from simulation.result import Result, result_of
from simulation.scenario.scenario import Scenario
from simulation.state.tables import NOBODY, Customers, Relationships
from simulation.week.visit_lists import visited_rows

TRIP_COLUMNS = (
    "customer", "firm", "previous", "quantity", "considered", "process", "reason", "paid", "is_new", "failure",
    "performance", "satisfaction", "satisfaction_before", "response", "has_left",
    "goods_cents", "service_cents", "compensation", "known",
)  # fmt: skip


@dataclass(frozen=True)
class TripLog:
    """All purchases of the watched weeks, by column, in order of week and customer; the state of minds when asked for.

    `trips["week"]` counts reported weeks; `unbought` are trips that ended without a purchase, shape (weeks, 4 types).
    """

    scenario: Scenario
    trips: Mapping[str, np.ndarray]
    unbought: np.ndarray
    news: np.ndarray  # praises and warnings told, shape (weeks, 2)
    kinds: np.ndarray  # loyalty type of each customer
    minds: Mapping[int, Relationships]  # copies, by reported week
    people: Customers  # at the end
    result: Result

    @property
    def firms(self) -> int:
        """Number of firms."""
        return len(self.scenario.firms)

    def between(self, first: int, last: int) -> dict[str, np.ndarray]:
        """The purchases of weeks `first` to `last`, both included."""
        rows = (self.trips["week"] >= first) & (self.trips["week"] <= last)
        return {name: column[rows] for name, column in self.trips.items()}

    def units(self, first: int, last: int) -> np.ndarray:
        """Units bought by each customer from each firm, shape (firms, customers)."""
        trips = self.between(first, last)
        cells = trips["firm"].astype(np.int64) * self.kinds.size + trips["customer"]
        counted = np.bincount(cells, trips["quantity"], self.firms * self.kinds.size)
        return counted.reshape(self.firms, -1)

    def of(self, segment: str) -> np.ndarray:
        """Which customers are of a loyalty type, shape (customers,)."""
        return np.asarray(self.kinds == LOYALTY_TYPES.index(segment))


def watch(
    scenario: Scenario,
    replicate: int = 1,
    *,
    minds: Collection[int] = (),
    meddle: Mapping[int, Callable[[LoyaltyModel], None]] | None = None,
    threads: int = 1,
    settled: Scenario | None = None,
) -> TripLog:
    """Run one replicate and watch it; `settled` is the scenario whose firms run the burn-in, None: the same.

    `minds` are the reported weeks at whose end relationships are copied; `meddle` does what no firm could do, such as
    change feelings, after the end of a reported week.
    """
    model = LoyaltyModel(scenario, replicate, threads=threads, settled=settled)
    return observed(model, minds, meddle, replicate)


def observed(
    model: LoyaltyModel,
    minds: Collection[int] = (),
    meddle: Mapping[int, Callable[[LoyaltyModel], None]] | None = None,
    replicate: int = 1,
) -> TripLog:
    """What is seen of a model from where it stands to its end; its memory is freed."""
    meddling, scenario = meddle or {}, model.scenario_in_use
    weeks: list[dict[str, np.ndarray]] = []
    unbought, news = [], []
    copies = {model.reported_week: _minds(model)} if model.reported_week in minds else {}

    def look(model: LoyaltyModel) -> None:
        if model.reported_week >= 1:
            weeks.append(_trips(model))
            unbought.append(_unbought(model))
            told = model.world.customers.news
            news.append([np.count_nonzero(told > 0), np.count_nonzero(told < 0)])
        if model.reported_week in meddling:
            meddling[model.reported_week](model)
        if model.reported_week in minds:
            copies[model.reported_week] = _minds(model)

    run_to_end(model, look)
    trips = {name: np.concatenate([week[name] for week in weeks]) for name in weeks[0]}
    people = Customers(*(column.copy() for column in model.world.customers))
    result = result_of(model, "as_is", replicate)
    model.release()
    return TripLog(scenario, trips, np.array(unbought), np.array(news), people.loyalty_type, copies, people, result)


def _minds(model: LoyaltyModel) -> Relationships:
    return Relationships(*(column.copy() for column in model.world.relationships))


def _trips(model: LoyaltyModel) -> dict[str, np.ndarray]:
    rows, visits = visited_rows(model.world), model.world.visits
    columns = {name: getattr(visits, name)[rows] for name in TRIP_COLUMNS}
    return {"week": np.full(rows.size, model.reported_week, np.int32), **columns}


def _unbought(model: LoyaltyModel) -> np.ndarray:
    world = model.world
    starts = np.arange(world.visits.trips.size) * world.chunk_size
    rows = np.concatenate(
        [np.arange(start, start + count) for start, count in zip(starts, world.visits.trips, strict=True)]
    )
    home = rows[world.visits.firm[rows] == NOBODY]
    return np.bincount(world.customers.loyalty_type[world.visits.customer[home]], minlength=4)
