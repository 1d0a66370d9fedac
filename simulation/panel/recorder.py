"""One run taken down week by week; nothing is held in memory but the week, and two sums a customer and firm."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from simulation.engine.chance import replicate_luck, uniforms
from simulation.loyalty import LOYALTY_TYPES
from simulation.measurement.cost_parts import COST_PARTS
from simulation.measurement.recorder import YEAR, Week
from simulation.panel.columns import (
    APART,
    AT_END,
    CUSTOMERS,
    FIRST_DAY,
    MINDS,
    OFFERS,
    TRANSACTIONS,
    TRIPS,
    schema,
    tables,
)
from simulation.panel.offers import weighed
from simulation.panel.trips import offer_columns, trip_columns, trip_rows
from simulation.reading.errors import refused
from simulation.state import counts as m
from simulation.state.decisions import PANELIST
from simulation.state.programme_kinds import NO_PROGRAMME
from simulation.state.switch_reasons import REASONS
from simulation.state.tables import NEVER, World
from simulation.state.visit_codes import AT_DESK
from simulation.week.visit_lists import visited_rows

if TYPE_CHECKING:
    from simulation.behavior.moment import Moment
    from simulation.behavior.parameters import Nature
    from simulation.scenario.scenario import Scenario

ROWS = 100_000
"""At most so many customers are looked at together."""
CELLS = 500_000
"""At most so many offers are."""
Keep = Callable[[str, pa.Table], object]


@dataclass(frozen=True)
class Label:
    """Which run of which scenario is taken down."""

    scenario: Scenario
    strategy: str
    replicate: int


class PanelRecorder:
    """Takes one run down: show it every week at the choice and at the end, and the market after the last week.

    `keep` is given each part of a table with the name of its file.
    """

    def __init__(self, label: Label, keep: Keep) -> None:
        if label.scenario.market.buying == "contract":
            raise refused("a market of contracts has no panel of purchases yet; run it without one", place="panel")
        self.label, self._keep = label, keep
        self.firms = list(label.scenario.firms)
        self.names = pa.array(self.firms, pa.string())
        self.columns = tables(self.firms)
        market, run = label.scenario.market, label.scenario.run
        shape = (len(self.firms), market.customers)
        self.spent, self.margin = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        self.is_followed = uniforms(replicate_luck(run.seed, label.replicate), PANELIST, 0, shape[1]) < run.panel_share

    def at_choice(self, world: World, nature: Nature, moment: Moment) -> None:
        """Take down the trips of those who are followed: they have chosen, and have not paid yet."""
        if moment.reported_week < 1:
            return
        rows = trip_rows(world)
        rows = rows[self.is_followed[world.visits.customer[rows]]]
        together = max(CELLS // len(self.firms), 1)
        for first in range(0, max(rows.size, 1), together):
            some = rows[first : first + together]
            seen = weighed(world, nature, moment, some)
            known = self._week(world, moment, world.visits.customer[some])
            self._add(TRIPS, known | trip_columns(world, some, seen, self.firms), some.size)
            trip, offers = offer_columns(world, some, seen, self.names)
            of_trip = {name: pa.array(column).take(pa.array(trip)) for name, column in known.items()}
            self._add(OFFERS, of_trip | offers, trip.size)

    def after_week(self, world: World, moment: Moment) -> None:
        """Take down the week's purchases of those who are followed."""
        if moment.reported_week < 1:
            return
        rows = visited_rows(world)
        rows = rows[self.is_followed[world.visits.customer[rows]]]
        self._add(TRANSACTIONS, self._purchases(world, moment, rows), rows.size)
        if moment.reported_week > self.label.scenario.market.weeks - YEAR:
            self._look_back(world, rows)

    def at_end(self, world: World, moment: Moment, worth: np.ndarray) -> None:
        """Take down who is followed; `worth` as of `worth_by_margin`."""
        people = world.customers
        was_there = (people.vacant_from == NEVER) | (people.last_trip != NEVER)
        followed = np.flatnonzero(self.is_followed & was_there)
        for first in range(0, max(followed.size, 1), ROWS):
            some = followed[first : first + ROWS]
            self._add(CUSTOMERS, self._people(world, moment, some, worth), some.size)

    def _identity(self, world: World, customers: np.ndarray) -> np.ndarray:
        numbers: np.ndarray = world.customers.identity[customers].astype(np.int64)
        return numbers + APART * (self.label.replicate - 1)

    def _week(self, world: World, moment: Moment, customers: np.ndarray) -> dict[str, Any]:
        """When it was, and who they are."""
        day = FIRST_DAY + np.timedelta64(7 * (moment.reported_week - 1), "D")
        return {
            "week": np.full(customers.size, moment.reported_week, np.int32),
            "date": np.full(customers.size, day.astype("datetime64[ms]")),
            "customer_id": self._identity(world, customers),
            "segment": pa.array(LOYALTY_TYPES).take(pa.array(world.customers.loyalty_type[customers])),
        }

    def _purchases(self, world: World, moment: Moment, rows: np.ndarray) -> dict[str, Any]:
        visits = world.visits
        firm, customer = visits.firm[rows], visits.customer[rows]
        return self._week(world, moment, customer) | {
            "firm": self.names.take(pa.array(firm)),
            "quantity": visits.quantity[rows],
            "price": on_shelves(world, firm, customer, "price"),
            "amount": (visits.paid[rows] - rewards_of(world, rows)) / 100.0,
            "promotion": on_shelves(world, firm, customer, "depth").astype(np.float32),
            "satisfaction": np.float32(100.0) * visits.satisfaction[rows],
            "failed": visits.failure[rows] > 0,
            "complained": visits.response[rows] == AT_DESK,
            "reason": pa.array(REASONS).take(pa.array(visits.reason[rows])),
        }

    def _look_back(self, world: World, rows: np.ndarray) -> None:
        """Add up what each customer spent and left to each firm in the last 52 reported weeks, cents."""
        visits = world.visits
        firm, customer = visits.firm[rows], visits.customer[rows]
        serving = np.floor(world.firms.visit_cents + 0.5).astype(np.int64)[firm]
        costs = visits.goods_cents[rows] + visits.service_cents[rows] + visits.compensation[rows] + serving
        paid = visits.paid[rows] - rewards_of(world, rows)
        self.spent[firm, customer] += paid  # one trip a week: no cell comes twice
        self.margin[firm, customer] += paid - costs

    def _people(self, world: World, moment: Moment, some: np.ndarray, worth: np.ndarray) -> dict[str, Any]:
        spent = self.spent[:, some]
        is_customer, firm = spent.any(axis=0), spent.argmax(axis=0)
        cell = (firm, np.arange(some.size))
        minds = {part: np.float32(100.0) * getattr(world.relationships, part)[:, some] for part in MINDS}
        first = world.relationships.first_purchase[:, some][cell]
        columns: dict[str, Any] = {
            "customer_id": self._identity(world, some),
            "segment": pa.array(LOYALTY_TYPES).take(pa.array(world.customers.loyalty_type[some])),
            "firm": self.names.take(pa.array(firm, mask=~is_customer)),
            "tenure": pa.array((moment.week - first).astype(np.int32), mask=~is_customer),
            "loyalty": pa.array(sum(minds.values())[cell] / np.float32(3.0), mask=~is_customer),
            "spend": spent.sum(axis=0) / 100.0,
            "clv": np.where(is_customer, (self.margin[:, some] * worth[:, None])[cell], 0.0),
            "rate": world.customers.rate[some],
            "reservation": world.customers.reservation[some],
        } | {name: getattr(world.customers, name)[some] for name in AT_END if name.endswith("_care")}
        for part, values in (*minds.items(), ("taste", world.relationships.taste[:, some])):
            columns |= {f"{part}_{name}": values[j] for j, name in enumerate(self.firms)}
        return columns

    def _add(self, file: str, found: Mapping[str, Any], size: int) -> None:
        """Hand over some rows of a file, with the names of the run before them."""
        label = {
            "strategy": pa.repeat(self.label.strategy, size),
            "replicate": np.full(size, self.label.replicate, np.int32),
        }
        every, columns = {**label, **found}, self.columns[file]
        self._keep(file, pa.table([every[name] for name in columns], schema=schema(columns)))


def rewards_of(world: World, rows: np.ndarray) -> np.ndarray:
    """Cents that reward programmes took off these purchases. Shapes (purchases,)."""
    has_programme = world.programmes.kind[world.visits.firm[rows]] > NO_PROGRAMME
    off: np.ndarray = np.where(has_programme, world.visits.reward[rows], 0)
    return off


def on_shelves(world: World, firm: np.ndarray, customer: np.ndarray, name: str) -> np.ndarray:
    """A number of each firm, `price` or `depth`, on the shelf of each customer. Shapes (purchases,)."""
    behind = world.customers.identity[customer] % world.shelves * world.shelf_shift
    weeks = np.column_stack([getattr(world.firms, name), getattr(world.earlier, name)])
    found: np.ndarray = weeks[firm, behind]
    return found


def worth_by_margin(weeks: Sequence[Week], clv: np.ndarray) -> np.ndarray:
    """What each firm's customer base is worth a cent of what serving it left in these weeks, money.

    `weeks` are the last 52 reported ones, `clv` a customer's worth to each firm. Shape (firms,); 0 where it is not
    known yet, or where nothing was left.
    """
    counts = np.sum([week.counts.sum(axis=2) for week in weeks], axis=0)
    service = np.sum([week.costs[COST_PARTS.index("service")] for week in weeks], axis=0)
    left = counts[m.REVENUE] - counts[m.REWARD_CENTS] - counts[m.GOODS_CENTS] - counts[m.COMPENSATION] - service
    base = weeks[-1].counts[m.BASE].sum(axis=1)
    return np.asarray(np.where(left > 0, clv * base / np.maximum(left, 1), 0.0))
