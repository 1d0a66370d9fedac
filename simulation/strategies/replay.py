"""Prices and promotions as they were observed: from a file, from a panel, or written in the scenario."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from simulation.reading.block import quantity
from simulation.strategies.ledger import Ledger
from simulation.strategies.price_rule import LARGEST, PricingStrategy


class Replay(PricingStrategy):
    """Repeat prices and promotions that were observed, over and over.

    They are read from a CSV file or a panel once, when the scenario is loaded, and stand in it from then on.
    """

    strategy: Literal["replay"] = "replay"
    file: str = quantity("", "CSV file in the scenario's folder or below it", "path")
    price_column: str = quantity("price", "Column of the file with the list price", "column name")
    promotion_column: str = quantity("", "Column with the depth of promotions; empty for none", "column name")
    panel: str = quantity("", "Observed purchases instead of a file: yogurt", "name")
    brand: str = quantity("", "Brand of the panel: dannon, hiland, weight, yoplait", "name")
    prices: tuple[Annotated[float, Field(ge=0, le=LARGEST)], ...] = quantity((), "List price by week", "money")
    promotions: tuple[Annotated[float, Field(ge=0, le=1)], ...] = quantity(
        (), "Depth of the promotion by week; none, or one for every price", "share of list price"
    )
    source: str = quantity("", "Where the prices come from, for the reader", "text")

    @model_validator(mode="after")
    def _series_fits(self) -> Self:
        if not self.prices:
            raise ValueError("needs prices; those of a file are read when its scenario is loaded")
        if self.file or self.panel:
            raise ValueError("has prices, so nothing is read; to read them anew write `strategy: replay` beside it")
        if self.promotions and len(self.promotions) != len(self.prices):
            raise ValueError(f"has {len(self.prices)} prices but {len(self.promotions)} promotions")
        return self

    def list_price(self, ledger: Ledger) -> float:
        """The price of this week of the series, which starts in week 1 and repeats, burn-in included."""
        return self.prices[(ledger.week - 1) % len(self.prices)]

    def promotion(self, ledger: Ledger) -> float:
        """The depth in this week of the series."""
        return self.promotions[(ledger.week - 1) % len(self.promotions)] if self.promotions else 0.0
