"""How a firm sets its list price and its labelled promotions, from what the ledger shows."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from simulation.reading.block import SHARE, above, at_least, between, default_strategy, or_own, quantity
from simulation.strategies.ledger import Ledger, share_left, trailing_mean
from simulation.strategies.price_rule import LARGEST, Price, PricingStrategy, ReactivePricing

SMALLEST_STEP = 0.01


class Fixed(PricingStrategy):
    """Keep one price whatever happens."""

    strategy: Literal["fixed"] = "fixed"
    price: Price = 10.0

    def list_price(self, ledger: Ledger) -> float:  # noqa: ARG002  # one signature for all
        """The price of the block."""
        return self.price


class CostPlus(PricingStrategy):
    """Add the usual markup to what a unit costs, without a look at customers or rivals."""

    strategy: Literal["cost_plus"] = "cost_plus"
    markup: float = quantity(0.6, "markup", "Markup", "share of unit cost", between(0, 100))

    def list_price(self, ledger: Ledger) -> float:
        """Unit cost plus markup."""
        return ledger.unit_cost * (1.0 + self.markup)


class ExpectedPrice(ReactivePricing):
    """Ask what customers have come to expect in this market, or a set distance above or below it."""

    strategy: Literal["expected_price"] = "expected_price"
    premium: float = quantity(
        0.0, "distance from the expected price", "Distance from the expected price; negative is a discount", "share",
        between(-0.9, 10),
    )  # fmt: skip

    def reaction(self, ledger: Ledger) -> float:
        """The market's smoothed price with the premium on it."""
        return ledger.market_price * (1.0 + self.premium) if ledger.market_price > 0 else self.price


class MatchCheapest(ReactivePricing):
    """Follow the cheapest rival, never below cost plus the floor margin."""

    strategy: Literal["match_cheapest"] = "match_cheapest"

    def reaction(self, ledger: Ledger) -> float:
        """Last week's lowest shelf price among open rivals."""
        return min(ledger.rival_prices, default=self.price)


class Undercut(ReactivePricing):
    """Be cheaper than every rival by a set share, never below cost plus the floor margin."""

    strategy: Literal["undercut"] = "undercut"
    by: float = quantity(
        0.05, "distance below the cheapest", "Distance below the cheapest rival", "share of the rival's price", SHARE,
    )  # fmt: skip

    def reaction(self, ledger: Ledger) -> float:
        """Last week's lowest shelf price among open rivals, less the share."""
        return min(ledger.rival_prices) * (1.0 - self.by) if ledger.rival_prices else self.price


class HighLow(PricingStrategy):
    """Keep a high list price and promote deeply every few weeks, so that patient customers pay less."""

    strategy: Literal["high_low"] = "high_low"
    price: Price = 10.0
    depth: float = quantity(0.2, "price cut", "Labelled price cut", "share of list price", SHARE)
    every_weeks: int = quantity(
        8, "weeks between promotions", "Weeks from the start of one promotion to the next", "weeks", at_least(1),
    )  # fmt: skip
    promotion_weeks: int = quantity(2, "weeks of a promotion", "Weeks that a promotion lasts", "weeks", at_least(0))
    first_week: int = quantity(
        1, "first promotion", "A week in which a promotion starts; staggers rival firms", "week", at_least(1),
    )  # fmt: skip

    @model_validator(mode="after")
    def _promotion_ends_before_the_next(self) -> Self:
        if self.promotion_weeks > self.every_weeks:
            raise ValueError(f"promotion_weeks {self.promotion_weeks} exceeds every_weeks {self.every_weeks}")
        return self

    def list_price(self, ledger: Ledger) -> float:  # noqa: ARG002  # one signature for all
        """The price of the block; only the label on the shelf moves."""
        return self.price

    def promotion(self, ledger: Ledger) -> float:
        """The depth in promotion weeks, burn-in included, since customers know the calendar."""
        is_promoted = (ledger.week - self.first_week) % self.every_weeks < self.promotion_weeks
        return self.depth if is_promoted else 0.0


class EverydayLow(PricingStrategy):
    """Stay a little below the regular price every day and never promote."""

    strategy: Literal["everyday_low"] = "everyday_low"
    price: Price = 10.0
    saving: float = quantity(
        0.05, "lasting price cut", "Permanent cut below the regular price", "share of price", SHARE,
    )  # fmt: skip

    def list_price(self, ledger: Ledger) -> float:  # noqa: ARG002  # one signature for all
        """The regular price less the saving."""
        return self.price * (1.0 - self.saving)


class Penetration(PricingStrategy):
    """Open cheap to be tried, then rise evenly to the target price."""

    strategy: Literal["penetration"] = "penetration"
    price: Price = 10.0
    start_discount: float = quantity(
        0.3, "price cut at first", "Cut below the target price at first", "share of price", SHARE,
    )  # fmt: skip
    weeks: int = quantity(26, "weeks until the target", "Weeks until the target price is reached", "weeks", at_least(1))

    def list_price(self, ledger: Ledger) -> float:
        """The target price less what is left of the opening discount; the target price in burn-in."""
        return self.price * (1.0 - self.start_discount * share_left(ledger, self.weeks))


class Skimming(PricingStrategy):
    """Open dear for those who will pay, then fall evenly to the target price."""

    strategy: Literal["skimming"] = "skimming"
    price: Price = 10.0
    start_premium: float = quantity(
        0.3, "rise at first", "Rise over the target price at first", "share of price", between(0, 10),
    )  # fmt: skip
    weeks: int = quantity(26, "weeks until the target", "Weeks until the target price is reached", "weeks", at_least(1))

    def list_price(self, ledger: Ledger) -> float:
        """The target price plus what is left of the opening premium; the target price in burn-in."""
        return self.price * (1.0 + self.start_premium * share_left(ledger, self.weeks))


class HillClimb(ReactivePricing):
    """Feel the way to profit: move the price a step, go on while profit rises, turn back when it falls."""

    strategy: Literal["hill_climb"] = "hill_climb"
    step: float = quantity(0.02, "size of a move", "Size of a price move", "share of price", above(0, 1))
    every_weeks: int = quantity(
        8, "weeks between moves", "Weeks between moves, and averaged to judge one", "weeks", between(1, 52),
    )  # fmt: skip
    largest_change: float = quantity(
        0.5, "farthest from the price", "Farthest from `price`, up or down", "share of price", SHARE,
    )  # fmt: skip

    def reaction(self, ledger: Ledger) -> float:
        """Last price, moved one step in every decision week; the first step is from `price`."""
        now = ledger.prices[-1] if ledger.prices and ledger.week > 1 else self.price
        if ledger.weeks_open == 0 or (ledger.week - 1) % self.every_weeks:
            return now
        lowest = max(self.price * (1.0 - self.largest_change), ledger.unit_cost * (1.0 + self.floor_margin))
        highest = max(lowest, self.price * (1.0 + self.largest_change))
        move = max(SMALLEST_STEP, self.step * now) * self._direction(ledger, now >= highest)
        return min(highest, max(lowest, now + move))

    def _direction(self, ledger: Ledger, is_at_top: bool) -> float:  # noqa: FBT001  # private, called once
        known = len(ledger.prices) > self.every_weeks
        moved = ledger.prices[-1] - ledger.prices[-1 - self.every_weeks] if known else 0.0
        if moved == 0.0:
            return -1.0 if is_at_top else 1.0
        lately = trailing_mean(ledger.profit, self.every_weeks)
        before = trailing_mean(ledger.profit, self.every_weeks, self.every_weeks)
        has_risen = lately is None or before is None or lately >= before
        return 1.0 if (moved > 0.0) == has_risen else -1.0


class Replay(PricingStrategy):
    """Repeat prices, promotions and displays that were observed, over and over.

    They are read from a CSV file or a panel once, when the scenario is loaded, and stand in it from then on.
    """

    strategy: Literal["replay"] = "replay"
    file: str = quantity("", "file", "CSV file in the scenario's folder or below it", "path")
    price_column: str = quantity("price", "column of prices", "Column of the file with the list price", "column name")
    promotion_column: str = quantity(
        "", "column of promotions", "Column with the depth of promotions; empty for none", "column name",
    )  # fmt: skip
    display_column: str = quantity(
        "", "column of displays", "Column with displays or features, 0 to 1; empty for none", "column name",
    )  # fmt: skip
    panel: str = quantity("", "panel", "Observed purchases instead of a file: yogurt", "name")
    brand: str = quantity("", "brand", "Brand of the panel: dannon, hiland, weight, yoplait", "name")
    prices: tuple[Annotated[float, Field(ge=0, le=LARGEST)], ...] = quantity(
        (), "prices", "List price by week", "money",
    )  # fmt: skip
    promotions: tuple[Annotated[float, Field(ge=0, le=1)], ...] = quantity(
        (), "promotions", "Depth of the promotion by week; none, or one for every price", "share of list price",
    )  # fmt: skip
    displays: tuple[Annotated[float, Field(ge=0, le=1)], ...] = quantity(
        (), "displays", "Display or feature by week, 1 for a full one; none, or one for every price", "0-1",
    )  # fmt: skip
    source: str = quantity("", "origin of the prices", "Where the prices come from, for the reader", "text")

    @model_validator(mode="after")
    def _series_fits(self) -> Self:
        if not self.prices:
            raise ValueError("needs prices; those of a file are read when its scenario is loaded")
        if self.file or self.panel:
            raise ValueError("has prices, so nothing is read; to read them anew write `strategy: replay` beside it")
        if self.promotions and len(self.promotions) != len(self.prices):
            raise ValueError(f"has {len(self.prices)} prices but {len(self.promotions)} promotions")
        if self.displays and len(self.displays) != len(self.prices):
            raise ValueError(f"has {len(self.prices)} prices but {len(self.displays)} displays")
        return self

    def list_price(self, ledger: Ledger) -> float:
        """The price of this week of the series, which starts in week 1 and repeats, burn-in included."""
        return self.prices[(ledger.week - 1) % len(self.prices)]

    def promotion(self, ledger: Ledger) -> float:
        """The depth in this week of the series."""
        return self.promotions[(ledger.week - 1) % len(self.promotions)] if self.promotions else 0.0

    def display(self, ledger: Ledger) -> float:
        """The display in this week of the series."""
        return self.displays[(ledger.week - 1) % len(self.displays)] if self.displays else 0.0


Pricing = Annotated[
    Annotated[
        Fixed
        | CostPlus
        | ExpectedPrice
        | MatchCheapest
        | Undercut
        | HighLow
        | EverydayLow
        | Penetration
        | Skimming
        | HillClimb
        | Replay,
        Field(discriminator="strategy"),
    ],
    default_strategy("fixed"),
    or_own(PricingStrategy),
]
