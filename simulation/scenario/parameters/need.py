"""Need for the category, and what moves it."""

from simulation.reading.block import REQUIRED, Block, quantity


class Purchases(Block):
    """Need for the category: purchases are Poisson, their rates gamma distributed (NBD)."""

    per_year: float = quantity(REQUIRED, "mean units needed by a customer", "units a year", ge=0, le=500)
    shape: float = quantity(REQUIRED, "shape of the gamma distribution of rates; small means few heavy buyers", "1",
                            gt=0, le=1_000)  # fmt: skip
    renewal: float = quantity(REQUIRED, "share of customers whose rate and tastes change in a year", "share a year",
                              ge=0, le=1)  # fmt: skip
    outside_appeal: float = quantity(REQUIRED, "worth of buying nothing", "utility", ge=-100, le=100)
    stockpiling: float = quantity(REQUIRED, "need that is worth buying ahead, for each 100 % below the expected price",
                                  "weeks", ge=0, le=1_000)  # fmt: skip
    expansion: float = quantity(REQUIRED, "rise of the log of need for a unit of utility that promotions offer", "1",
                                ge=0, le=5)  # fmt: skip
