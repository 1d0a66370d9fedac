"""The market: how many customers, how long, who talks to whom, and how money is discounted."""

from typing import Literal

from simulation.reading.block import REQUIRED, Block, Cost, quantity


class Network(Block):
    """Who talks to whom."""

    kind: Literal["small_world", "ring", "random", "scale_free", "none"] = quantity(
        REQUIRED, "shape of the network of acquaintances", "name"
    )
    neighbours: int = quantity(REQUIRED, "mean number of acquaintances a customer", "count", ge=0, le=100)
    rewiring: float = quantity(REQUIRED, "share of ties that lead far away, in a small world", "share", ge=0, le=1)


class Employees(Block):
    """Those who serve are customers too: how their satisfaction forms, and how it reaches those whom they serve.

    All effects are counted from what is usual: there they are nil.
    """

    usual_morale: float = quantity(REQUIRED, "employees' satisfaction at usual pay, workload and training", "0-1",
                                   ge=0, le=1)  # fmt: skip
    pay: float = quantity(REQUIRED, "morale per share of pay above the usual", "1", ge=0, le=20)
    training: float = quantity(REQUIRED, "morale gained by training without end", "0-1", ge=0, le=1)
    training_half: Cost = quantity(300.0, "training that brings half of it, per 10,000 customers", "money a week",
                                   gt=0, le=1e9)  # fmt: skip
    overload: float = quantity(REQUIRED, "morale lost per share of load above the comfortable one", "1", ge=0, le=20)
    comfortable_load: float = quantity(REQUIRED, "share of capacity that staff work at without strain", "share",
                                       gt=0, le=10)  # fmt: skip
    adaptation: float = quantity(REQUIRED, "share of the way that morale moves in a week", "share a week", ge=0, le=1)
    process: float = quantity(REQUIRED, "service process per unit of morale", "1", ge=0, le=5)
    failures: float = quantity(REQUIRED, "share of failures that a unit of morale prevents", "1", ge=0, le=5)
    empathy: float = quantity(REQUIRED, "empathy shown to customers per unit of morale", "1", ge=0, le=5)
    turnover: float = quantity(REQUIRED, "employees who leave at the usual morale", "share a year", ge=0, le=5)
    restlessness: float = quantity(REQUIRED, "how much a unit of morale lowers that", "log points", ge=0, le=20)
    schooling: float = quantity(REQUIRED, "rate at which newcomers become experienced", "1 a year", gt=0, le=50)
    training_speed: float = quantity(REQUIRED, "how much faster with training without end", "share", ge=0, le=20)
    skill: float = quantity(REQUIRED, "technical capability per share of experienced staff", "1", ge=0, le=5)
    replacement: float = quantity(REQUIRED, "cost of replacing one who leaves", "years' pay", ge=0, le=10)
    usual_knowledge: float = quantity(REQUIRED, "what staff usually know of products and discounts", "0-1", ge=0, le=1)
    prevented: float = quantity(REQUIRED, "share of failures that full knowledge prevents", "share", ge=0, le=1)
    trust: float = quantity(REQUIRED, "performance that customers count on more where staff know everything", "0-1",
                            ge=0, le=1)  # fmt: skip


class Market(Block):
    """Size, duration and money of the market."""

    customers: int = quantity(REQUIRED, "customers simulated; more make results surer, not different", "count",
                              ge=1, le=100_000_000)  # fmt: skip
    weeks: int = quantity(REQUIRED, "weeks reported", "weeks", ge=1, le=100_000)
    burn_in_weeks: int = quantity(REQUIRED, "weeks run before, not reported", "weeks", ge=0, le=100_000)
    currency: str = quantity(REQUIRED, "name of the money, in which whole cents are booked", "name")
    usual_price: float = quantity(REQUIRED, "usual price of a unit in the category", "money", gt=0, le=1e9)
    lapse_weeks: int | None = quantity(
        None, "weeks without a purchase after which a customer counts as lapsed; null: three mean times between"
        " purchases, at least 52", "weeks", ge=1, le=1_000,
    )  # fmt: skip
    discount_rate: float = quantity(REQUIRED, "yearly rate at which future money is discounted", "share a year",
                                    gt=0, le=5)  # fmt: skip
    network: Network
    employees: Employees
