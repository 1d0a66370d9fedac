"""What all events share: when they are felt, by whom, and that they modify a week without a trace."""

from simulation.reading.block import REQUIRED, Block, Topic, at_least, quantity
from simulation.strategies.conditions import Conditions


class MarketEvent(Block):
    """Something that happens to the market in a reported week; what it modifies recovers by itself."""

    topic = Topic.EVENTS

    event: str = ""
    name: str = quantity(
        "", "name of the event", "Free name, for reports and to point at the event; unique where given", "text",
    )  # fmt: skip
    from_week: int = quantity(1, "first week", "First reported week in which the event is felt", "week", at_least(1))

    @property
    def firms_named(self) -> tuple[str, ...]:
        """Firms that the event is about, all of which must exist; empty for every firm or for the market."""
        return ()

    def touches(self, firm: str, week: int) -> bool:  # noqa: ARG002  # one signature for all
        """Whether `modify` has to be asked for this firm in this week."""
        return False

    def modify(self, conditions: Conditions, week: int) -> Conditions:  # noqa: ARG002  # one signature for all
        """What the touched firm offers once the event has had its effect."""
        return conditions

    def demand(self, week: int) -> float:  # noqa: ARG002  # one signature for all
        """Factor on how often every customer needs the product this week."""
        return 1.0


class TimedEvent(MarketEvent):
    """An event that lasts a number of weeks, or from its first week to the end."""

    weeks: int | None = quantity(
        None, "weeks it lasts", "Weeks that the event lasts; null lasts to the end", "weeks", at_least(1),
    )  # fmt: skip

    def is_on(self, week: int) -> bool:
        """Whether the event is felt in this week."""
        return week >= self.from_week and (self.weeks is None or week < self.from_week + self.weeks)


class FirmEvent(TimedEvent):
    """A timed event that happens to one firm."""

    firm: str = quantity(REQUIRED, "firm", "Firm to which the event happens", "firm's name")

    @property
    def firms_named(self) -> tuple[str, ...]:
        """The firm to which the event happens."""
        return (self.firm,)

    def touches(self, firm: str, week: int) -> bool:
        """Whether this is the firm, and the event is on."""
        return firm == self.firm and self.is_on(week)
