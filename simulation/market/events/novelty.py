"""What is new on the shelf: a product that is not what it was, more to choose from, a launch that people queue for."""

from typing import Literal

from simulation.market.events.base import FirmEvent, MarketEvent, TimedEvent
from simulation.reading.block import REQUIRED, SHARE, at_least, between, quantity
from simulation.strategies.conditions import Conditions


class FeatureChange(MarketEvent):
    """A product's features change: to some of its customers what they valued is gone, others find what suits them.

    Their lasting taste for the firm is drawn anew, in this week and for good. Who had come for the old features loses
    most; affect, habit and conviction stay, and hold some of them.
    """

    event: Literal["feature_change"] = "feature_change"
    firm: str = quantity(REQUIRED, "firm", "Firm whose product changes", "firm's name")
    size: float = quantity(
        0.3, "customers whom it concerns", "Share of all customers whose taste for it is drawn anew", "share", SHARE,
    )  # fmt: skip
    turn: float = quantity(
        0.0, "better or worse on average", "By how much more, or less, it pleases them on average", "utility",
        between(-20, 20),
    )  # fmt: skip

    @property
    def firms_named(self) -> tuple[str, ...]:
        """The firm whose product changes."""
        return (self.firm,)

    def touches(self, firm: str, week: int) -> bool:
        """Whether this is the firm, and the week of the change."""
        return firm == self.firm and week == self.from_week

    def modify(self, conditions: Conditions, week: int) -> Conditions:  # noqa: ARG002  # one signature for all
        """Tastes drawn anew; of several changes in a week each finds its share, and what they please adds up."""
        changed = 1.0 - (1.0 - conditions.changed) * (1.0 - self.size)
        return conditions._replace(changed=changed, turn=conditions.turn + self.turn)


class WiderChoice(TimedEvent):
    """More choice than usual: a comparison site or a fuller shelf shows shoppers firms that they had not in mind."""

    event: Literal["wider_choice"] = "wider_choice"
    weeks: int | None = quantity(
        13, "weeks it lasts", "Weeks that the choice is wider; null lasts to the end", "weeks", at_least(1),
    )  # fmt: skip
    firms: tuple[str, ...] = quantity(
        (), "firms on show", "Firms that are on show; none named means all", "firms' names",
    )  # fmt: skip
    size: float = quantity(
        0.5, "firms that meet the eye", "Chance that a firm which is not in mind meets a shopper's eye", "probability",
        SHARE,
    )  # fmt: skip

    @property
    def firms_named(self) -> tuple[str, ...]:
        """The firms on show; empty when all are."""
        return self.firms

    def touches(self, firm: str, week: int) -> bool:
        """Whether the firm is on show this week."""
        return self.is_on(week) and (not self.firms or firm in self.firms)

    def modify(self, conditions: Conditions, week: int) -> Conditions:  # noqa: ARG002  # one signature for all
        """More chances to meet the eye."""
        return conditions._replace(sight=met_by_either(conditions.sight, self.size))


class Launch(FirmEvent):
    """A new product that people talk of and queue for: all of it fades evenly until the launch is over.

    What is new draws everybody, and the queue sends away whoever has no patience with it. A better product on top is
    an event of its own, `quality_launch`.
    """

    event: Literal["launch"] = "launch"
    weeks: int | None = quantity(
        6, "weeks until it is usual", "Weeks until the new is usual; null fades never", "weeks", at_least(1),
    )  # fmt: skip
    interest: float = quantity(
        0.6, "shoppers who take notice", "Chance, at first, that it meets a shopper's eye", "probability", SHARE,
    )  # fmt: skip
    allure: float = quantity(
        2.0, "charm of the new", "What the new, and hard to get, is worth at first", "utility", between(0, 20),
    )  # fmt: skip
    queue: float = quantity(
        6.0, "queue at first", "Wait at first, beyond that of the firm's own queue", "minutes", between(0, 1_000),
    )  # fmt: skip

    def modify(self, conditions: Conditions, week: int) -> Conditions:
        """Noticed, wanted and queued for, by how new it still is."""
        new = 1.0 if self.weeks is None else 1.0 - (week - self.from_week) / self.weeks
        return conditions._replace(
            sight=met_by_either(conditions.sight, new * self.interest),
            allure=conditions.allure + new * self.allure,
            crowd=conditions.crowd + new * self.queue,
        )


def met_by_either(one: float, other: float) -> float:
    """The chance that at least one of two, 0-1 each, comes about."""
    return 1.0 - (1.0 - one) * (1.0 - other)
