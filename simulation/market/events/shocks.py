"""Shocks of a scenario: each block modifies what a firm offers, or what the market wants, while it lasts."""

from typing import Annotated, Literal

from pydantic import Field

from simulation.market.events.base import FirmEvent, MarketEvent, TimedEvent
from simulation.market.events.inside_firm import Departures, Discontent, Investment
from simulation.market.events.novelty import FeatureChange, Launch, WiderChoice
from simulation.reading.block import REQUIRED, SHARE, at_least, between, or_own, quantity
from simulation.strategies.conditions import Conditions


class PriceWar(TimedEvent):
    """Firms cut their list prices without calling it a promotion, so that customers come to expect less."""

    event: Literal["price_war"] = "price_war"
    firms: tuple[str, ...] = quantity(
        (), "firms that join", "Firms that cut their prices; none named means all", "firms' names",
    )  # fmt: skip
    depth: float = quantity(0.15, "price cut", "Cut of the list price", "share of list price", SHARE)

    @property
    def firms_named(self) -> tuple[str, ...]:
        """The firms at war; empty when all are."""
        return self.firms

    def touches(self, firm: str, week: int) -> bool:
        """Whether the firm is at war this week."""
        return self.is_on(week) and (not self.firms or firm in self.firms)

    def modify(self, conditions: Conditions, week: int) -> Conditions:  # noqa: ARG002  # one signature for all
        """A lower list price."""
        return conditions._replace(price=conditions.price * (1.0 - self.depth))


class Promotion(FirmEvent):
    """A price cut that customers are told is temporary, which spares the firm the doubt of cheapness."""

    event: Literal["promotion"] = "promotion"
    weeks: int | None = quantity(
        2, "weeks it lasts", "Weeks that the promotion lasts; null lasts to the end", "weeks", at_least(1),
    )  # fmt: skip
    depth: float = quantity(0.2, "price cut", "Labelled price cut", "share of list price", SHARE)

    def modify(self, conditions: Conditions, week: int) -> Conditions:  # noqa: ARG002  # one signature for all
        """The deeper of this promotion and the firm's own."""
        return conditions._replace(promotion=max(conditions.promotion, self.depth))


class ServiceOutage(FirmEvent):
    """A breakdown: more visits go wrong, and fewer can be served."""

    event: Literal["service_outage"] = "service_outage"
    weeks: int | None = quantity(
        4, "weeks it lasts", "Weeks that the outage lasts; null lasts to the end", "weeks", at_least(1),
    )  # fmt: skip
    size: float = quantity(0.3, "more failures", "Rise of the failure rate", "added chance per visit", SHARE)
    capacity_loss: float = quantity(
        0.0, "capacity lost", "Share of a limited capacity that is lost", "share", between(0, 0.99),
    )  # fmt: skip

    def modify(self, conditions: Conditions, week: int) -> Conditions:  # noqa: ARG002  # one signature for all
        """More failures, and less capacity where capacity is limited."""
        service = conditions.service
        failure_rate = min(1.0, service.failure_rate + self.size)
        capacity = service.capacity * (1.0 - self.capacity_loss)
        return conditions._replace(service=service._replace(failure_rate=failure_rate, capacity=capacity))


class QualityLaunch(FirmEvent):
    """A better (or, with a negative size, a worse) product, for good unless weeks are given."""

    event: Literal["quality_launch"] = "quality_launch"
    size: float = quantity(0.15, "change of the product", "Change of product quality", "points of 0-1", between(-1, 1))

    def modify(self, conditions: Conditions, week: int) -> Conditions:  # noqa: ARG002  # one signature for all
        """Product quality moved by the size, within 0-1."""
        quality = min(1.0, max(0.0, conditions.service.quality + self.size))
        return conditions._replace(service=conditions.service._replace(quality=quality))


class Entry(MarketEvent):
    """A new competitor: the firm is closed, burn-in included, until it enters."""

    event: Literal["entry"] = "entry"
    firm: str = quantity(REQUIRED, "firm", "Firm that enters", "firm's name")

    @property
    def firms_named(self) -> tuple[str, ...]:
        """The firm that enters."""
        return (self.firm,)

    def touches(self, firm: str, week: int) -> bool:
        """Whether this is the firm, and it has not entered yet."""
        return firm == self.firm and week < self.from_week

    def modify(self, conditions: Conditions, week: int) -> Conditions:  # noqa: ARG002  # one signature for all
        """A firm that is not there yet."""
        return conditions._replace(is_open=False)


class Exit(MarketEvent):
    """A competitor closes its doors for good."""

    event: Literal["exit"] = "exit"
    firm: str = quantity(REQUIRED, "firm", "Firm that leaves the market", "firm's name")

    @property
    def firms_named(self) -> tuple[str, ...]:
        """The firm that leaves."""
        return (self.firm,)

    def touches(self, firm: str, week: int) -> bool:
        """Whether this is the firm, and it has left."""
        return firm == self.firm and week >= self.from_week

    def modify(self, conditions: Conditions, week: int) -> Conditions:  # noqa: ARG002  # one signature for all
        """A firm that is not there any more."""
        return conditions._replace(is_open=False)


class Downturn(TimedEvent):
    """Hard times: every customer needs the product less often; a negative size is an upswing."""

    event: Literal["downturn"] = "downturn"
    size: float = quantity(0.2, "fall of demand", "Fall of purchase rates", "share of normal demand", between(-1, 1))

    def demand(self, week: int) -> float:
        """Factor on every customer's need: below 1 in a downturn, above 1 in an upswing."""
        return 1.0 - self.size if self.is_on(week) else 1.0


class StaffChange(FirmEvent):
    """Experienced staff leave: process and skill drop at once and return evenly as successors learn."""

    event: Literal["staff_change"] = "staff_change"
    weeks: int | None = quantity(
        26, "weeks until learnt", "Weeks until successors have learnt; null never", "weeks", at_least(1),
    )  # fmt: skip
    size: float = quantity(0.2, "expertise lost", "Fall of process and technical capability", "points of 0-1", SHARE)

    def modify(self, conditions: Conditions, week: int) -> Conditions:
        """Less process and technical capability, by what the successors have still to learn."""
        learnt = 0.0 if self.weeks is None else (week - self.from_week) / self.weeks
        loss = self.size * (1.0 - learnt)
        service = conditions.service
        process, technical = max(0.0, service.process - loss), max(0.0, service.technical - loss)
        return conditions._replace(service=service._replace(process=process, technical=technical))


class Rumour(FirmEvent):
    """Talk about the firm that no experience backs: a scandal, or a hype, that reaches part of the market."""

    event: Literal["rumour"] = "rumour"
    weeks: int | None = quantity(
        4, "weeks it runs", "Weeks that the rumour runs; null runs to the end", "weeks", at_least(1),
    )  # fmt: skip
    valence: float = quantity(-0.6, "tone", "Tone of the rumour, from scandal to praise", "-1 to 1", between(-1, 1))
    reach: float = quantity(0.2, "people reached", "Share of customers reached in a week", "share a week", SHARE)

    def modify(self, conditions: Conditions, week: int) -> Conditions:  # noqa: ARG002  # one signature for all
        """The firm is talked about; of two rumours the one that reaches more people is heard."""
        if self.reach < conditions.rumour_reach:
            return conditions
        return conditions._replace(rumour=self.valence, rumour_reach=self.reach)


class StockOut(FirmEvent):
    """Empty shelves: customers who want the firm's product do not get it, which also breaks habits."""

    event: Literal["stock_out"] = "stock_out"
    weeks: int | None = quantity(
        8, "weeks it lasts", "Weeks that the stock-out lasts; null lasts to the end", "weeks", at_least(1),
    )  # fmt: skip
    size: float = quantity(1.0, "empty shelves", "Share of the customers who find the shelf empty", "share", SHARE)

    def modify(self, conditions: Conditions, week: int) -> Conditions:  # noqa: ARG002  # one signature for all
        """Less of the product to be had."""
        return conditions._replace(availability=conditions.availability * (1.0 - self.size))


Event = Annotated[
    PriceWar
    | Promotion
    | ServiceOutage
    | QualityLaunch
    | Entry
    | Exit
    | Downturn
    | StaffChange
    | Rumour
    | StockOut
    | Discontent
    | Departures
    | Investment
    | FeatureChange
    | WiderChoice
    | Launch,
    Field(discriminator="event"),
    or_own(MarketEvent),
]
