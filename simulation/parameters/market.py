"""The market: how many customers, how long, who talks to whom, and how money is discounted."""

from typing import Literal

from simulation.blocks import REQUIRED, Block, quantity


class Network(Block):
    """Who talks to whom."""

    kind: Literal["small_world", "ring", "random", "scale_free", "none"] = quantity(
        REQUIRED, "shape of the network of acquaintances", "name"
    )
    neighbours: int = quantity(REQUIRED, "mean number of acquaintances a customer", "count", ge=0, le=100)
    rewiring: float = quantity(REQUIRED, "share of ties that lead far away, in a small world", "share", ge=0, le=1)


class Market(Block):
    """Size, duration and money of the market."""

    customers: int = quantity(REQUIRED, "customers simulated; more make results surer, not different", "count",
                              ge=1, le=100_000_000)  # fmt: skip
    weeks: int = quantity(REQUIRED, "weeks reported", "weeks", ge=1, le=100_000)
    burn_in_weeks: int = quantity(REQUIRED, "weeks run before, not reported", "weeks", ge=0, le=100_000)
    currency: str = quantity(REQUIRED, "name of the money, in which whole cents are booked", "name")
    usual_price: float = quantity(REQUIRED, "usual price of a unit in the category", "money", gt=0, le=1e9)
    lapse_weeks: int = quantity(REQUIRED, "weeks without a purchase after which a customer counts as lapsed",
                                "weeks", ge=1, le=1_000)  # fmt: skip
    discount_rate: float = quantity(REQUIRED, "yearly rate at which future money is discounted", "share a year",
                                    gt=0, le=5)  # fmt: skip
    network: Network
