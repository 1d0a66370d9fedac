"""A firm: a Mesa agent that asks its strategies, lets events happen to it, handles complaints and keeps its books."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import mesa
import numpy as np

from simulation import measures as m
from simulation.economics import advertised_presence, cents, queue_minutes
from simulation.market.conditions import Conditions
from simulation.metrics import COST_PARTS
from simulation.parameters.firms import Firm as FirmBlock
from simulation.state import Firms
from simulation.strategies.ledger import Handling, Ledger, ServiceLevel

if TYPE_CHECKING:
    from simulation.model import LoyaltyModel

PER = 10_000.0
MEMORY = 104
ADSTOCK_KEEP = 0.7
PRICE_MEMORY = 0.9
WAIT_MEMORY = 0.5


@dataclass
class Books:
    """What the firm has written down, week by week, most recent last."""

    prices: list[float] = field(default_factory=list)
    units: list[float] = field(default_factory=list)
    revenue: list[float] = field(default_factory=list)
    profit: list[float] = field(default_factory=list)
    market_units: list[float] = field(default_factory=list)
    survey: list[float] = field(default_factory=list)
    complaints: list[float] = field(default_factory=list)
    best_rival: list[ServiceLevel] = field(default_factory=list)

    def write(self, column: str, value: float | ServiceLevel) -> None:
        """Add a week to a column; what lies more than two years back is dropped."""
        entries = getattr(self, column)
        entries.append(value)
        del entries[:-MEMORY]


class Firm(mesa.Agent):
    """One competitor, row `row` of the model's table of firms."""

    def __init__(self, model: LoyaltyModel, name: str, row: int, block: FirmBlock) -> None:
        super().__init__(model)
        self.name = name
        self.row = row
        self.block = block
        self.books = Books()
        self.level = block.service.built
        self.handling: Handling = block.recovery.handling(Ledger(0, name, block.unit_cost, 0.0, 0.0))
        self.conditions = Conditions(price=0.0, service=self.level)
        self.list_price = 0.0
        self.wait = 0.0
        self.adstock = block.advertising / (1.0 - ADSTOCK_KEEP)
        self.causes_left = 1.0
        self.market_price = model.scenario_in_use.market.usual_price
        self.weeks_open = 0
        self.backlog = 0

    def turn_to(self, block: FirmBlock) -> None:
        """Follow another block of strategies from now on; a service that it sets otherwise is there at once."""
        if block.service != self.block.service:
            self.level = block.service.built
        self.block = block

    def ledger(self) -> Ledger:
        """What the manager knows at the start of this week: the books, the market, no minds."""
        books, rivals = self.books, self.model.rivals_of(self)
        return Ledger(
            week=self.model.reported_week,
            firm=self.name,
            unit_cost=self.block.unit_cost,
            list_price=self.list_price,
            shelf_price=self.conditions.shelf_price,
            rival_prices=tuple(rival.conditions.shelf_price for rival in rivals),
            market_price=self.market_price,
            prices=tuple(books.prices),
            units=tuple(books.units),
            revenue=tuple(books.revenue),
            profit=tuple(books.profit),
            market_units=tuple(books.market_units),
            survey_satisfaction=tuple(books.survey),
            complaints=tuple(books.complaints),
            backlog=float(self.backlog),
            wait_minutes=self.wait,
            service=self.level,
            best_rival_service=tuple(books.best_rival),
            weeks_open=self.weeks_open,
        )

    def decide(self) -> None:
        """Set price, promotion, service and complaint handling for the week; then events have their say."""
        ledger = self.ledger()
        price = max(self.block.pricing.list_price(ledger), 0.0)
        self.level = self.block.service.offer(ledger)
        self.handling = self.block.recovery.handling(ledger)
        self.adstock = ADSTOCK_KEEP * self.adstock + self.block.advertising
        failure_rate = self.level.failure_rate * self.causes_left
        conditions = Conditions(
            price=price,
            service=replace(self.level, failure_rate=failure_rate),
            promotion=self.block.pricing.promotion(ledger),
            presence=advertised_presence(self.block.presence, self.adstock, self.block.advertising_half),
        )
        for event in self.model.scenario_in_use.events:
            if event.touches(self.name, self.model.reported_week):
                conditions = event.modify(conditions, self.model.reported_week)
        self.conditions = conditions
        self.list_price = price

    def open_doors(self, table: Firms) -> None:
        """Write this week's offer into the firm's row, where customers find it."""
        j, now, service, weights = self.row, self.conditions, self.conditions.service, self.model.performance_weights
        before_sale = weights.quality * service.quality + weights.process * service.process
        table.cents[j] = cents(now.shelf_price)
        table.price[j] = table.cents[j] / 100.0
        table.unit_cents[j] = cents(self.block.unit_cost)
        table.depth[j] = now.promotion
        table.attraction[j] = self.block.attraction
        table.presence[j] = now.presence
        table.performance[j] = before_sale / (weights.quality + weights.process)
        table.performance_after[j] = before_sale + weights.technical * service.technical
        table.failure_rate[j] = service.failure_rate
        table.major_share[j] = service.major_share
        table.wait[j] = self.wait
        table.steps[j] = service.steps
        table.is_open[j] = float(now.is_open)
        table.availability[j] = now.availability
        table.rumour[j], table.rumour_reach[j] = now.rumour, now.rumour_reach
        table.ease_of_voice[j] = self.handling.ease_of_voice
        table.frontline_authority[j] = self.handling.frontline_authority
        table.resolution[j] = self.handling.resolution
        table.answer_days[j] = self.handling.days
        table.compensation[j] = self.handling.compensation
        table.empathy[j] = self.handling.empathy

    @property
    def desk_capacity(self) -> float:
        """Complaints that the desk can answer in a week."""
        return float(self.handling.staff * self.handling.cases_per_staff * self.model.scale)

    def costs(self, counts: np.ndarray) -> dict[str, int]:
        """This week's spending in cents by part, from the firm's counts, shape (measures,).

        A firm that has closed still pays what its desk settles of old complaints, and nothing else.
        """
        block, scale = self.block, self.model.scale
        if not self.conditions.is_open:
            return {**dict.fromkeys(COST_PARTS, 0), "compensation": int(counts[m.COMPENSATION])}
        desk = self.handling.staff * self.handling.wage * scale
        return {
            "unit": int(counts[m.GOODS_CENTS]),
            "service": int(counts[m.SERVICE_CENTS]) + cents(self.level.cost_per_visit) * int(counts[m.TRIPS]),
            "desk": cents(desk) + cents(self.handling.cost_per_case) * int(counts[m.VOICED]),
            "compensation": int(counts[m.COMPENSATION]),
            "promotion": cents(block.promotion_cost * scale) if self.conditions.promotion > 0.0 else 0,
            "acquisition": cents(block.acquisition_cost) * int(counts[m.ACQUIRED] - counts[m.REFERRED]),
            "communication": cents(block.advertising * scale),
            "overhead": cents(block.overhead * scale),
        }

    def close_books(self, counts: np.ndarray, satisfaction: float | None, market_units: float) -> None:
        """Write down the week: `counts` of the firm, shape (measures,), mean answer of the questionnaire, all sales."""
        books = self.books
        revenue = int(counts[m.REVENUE])
        self.weeks_open += self.conditions.is_open
        books.write("prices", self.list_price)
        books.write("units", float(counts[m.UNITS]))
        books.write("revenue", revenue / 100.0)
        books.write("profit", (revenue - sum(self.costs(counts).values())) / 100.0)
        books.write("market_units", market_units)
        books.write("complaints", float(counts[m.AT_DESK]))
        if satisfaction is not None or books.survey:
            books.write("survey", books.survey[-1] if satisfaction is None else satisfaction)
        self.learn(int(counts[m.VOICED]))
        self.see_the_market(float(counts[m.TRIPS]))

    def learn(self, problems: int) -> None:
        """Each problem that was voiced points to a cause of failure; the firm removes part of them."""
        removed = self.handling.learning * problems / self.model.scale / 1_000.0
        self.causes_left *= max(1.0 - removed, 0.0)

    def see_the_market(self, visits: float) -> None:
        """Queue, rivals' service and market price as the next week will find them."""
        service = self.conditions.service
        wait = queue_minutes(visits / self.model.scale, service.capacity, service.minutes)
        self.wait = WAIT_MEMORY * self.wait + (1.0 - WAIT_MEMORY) * wait
        rivals = self.model.rivals_of(self)
        if rivals:
            self.books.write("best_rival", max((rival.conditions.service for rival in rivals), key=_level))
        shelf = [firm.conditions.shelf_price for firm in self.model.firms if firm.conditions.is_open]
        if shelf:
            self.market_price += (1.0 - PRICE_MEMORY) * (sum(shelf) / len(shelf) - self.market_price)


def _level(service: ServiceLevel) -> float:
    return service.level
