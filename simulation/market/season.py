"""Seasons: how the need for the category rises and falls over the weeks of a year, or of any other span."""

from __future__ import annotations

import math
from typing import Annotated, Self

from pydantic import Field, model_validator

from simulation.reading.block import Block, quantity

LARGEST_DEMAND = 1e12
Demand = Annotated[float, Field(ge=0, le=LARGEST_DEMAND)]
LONGEST_SERIES = 10_000


class Season(Block):
    """Weekly demand of the market: only its shape counts, and its mean is what customers need in an average week."""

    by_week: tuple[Demand, ...] = quantity(
        (), "season", "demand of the market in week 1, 2 … in any unit, such as units sold: need is that times as high"
        " as the week is above the mean of all; it repeats, before week 1 too", "any", source="P: none",
    )  # fmt: skip
    file: str = quantity("", "file of the season", "CSV file in the scenario's folder or below it", "path",
                         source="P: none")  # fmt: skip
    column: str = quantity("demand", "column of the season", "column of the file with demand, a row a week",
                           "column name")  # fmt: skip
    source: str = quantity("", "origin of the season", "where the series comes from, for the reader", "text")

    @model_validator(mode="after")
    def _is_a_season(self) -> Self:
        if self.file:
            right = "to read it anew take by_week away" if self.by_week else "it is read when its scenario is loaded"
            raise ValueError(f"names a file that was not read; {right}")
        if self.by_week and not any(self.by_week):
            raise ValueError("nobody needs anything in any week; write demand above 0 for one of them")
        if len(self.by_week) > LONGEST_SERIES:
            raise ValueError(f"has {len(self.by_week):,} weeks; write at most {LONGEST_SERIES:,}")
        return self

    def demand(self, week: int) -> float:
        """Need in a week, counted from the first that is reported, as a multiple of the usual: 1 without a season."""
        if not self.by_week:
            return 1.0
        return self.by_week[(week - 1) % len(self.by_week)] * len(self.by_week) / math.fsum(self.by_week)

    @property
    def peak(self) -> float:
        """The highest of these multiples."""
        return max(map(self.demand, range(1, len(self.by_week) + 1)), default=1.0)
