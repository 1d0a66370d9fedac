"""Money: waiting lines, presence bought by advertising, lifetime value."""

import math
from typing import TypeVar

import numpy as np

from simulation.scenario.parameters.market import Trade

Number = TypeVar("Number", float, np.ndarray)

FULLEST = 0.98


def queue_minutes(visits: float, capacity: float, minutes: float, trade: Trade) -> float:
    """Mean wait in a queue of several servers: Sakasegawa's approximation of M/M/c [Sakasegawa1977].

    `visits` and `capacity` in visits a week per 10,000 customers of the market (capacity 0: no limit), `minutes`
    the mean service time. Above 98 % load the wait grows with the overload.
    """
    if capacity <= 0.0 or visits <= 0.0:
        return 0.0
    servers = max(capacity * minutes / (60.0 * trade.opening_hours), 1.0)
    load = visits / capacity
    busy = min(load, FULLEST)
    wait = minutes * math.pow(busy, math.sqrt(2.0 * (servers + 1.0)) - 1.0) / (servers * (1.0 - busy))
    return min(wait * max(load / FULLEST, 1.0), trade.longest_wait)


def advertised_presence(presence: float, adstock: float, half: float) -> float:
    """Chance of coming to mind, 0-1, when `adstock` money of advertising is still remembered."""
    return presence + (1.0 - presence) * adstock / (adstock + half)


def lifetime_value(margin: Number, retention: Number, discount_rate: float) -> Number:
    """Customer lifetime value, money: margin a year, the first one certain [GuptaLehmannStuart2004].

    `retention` and `discount_rate` are yearly shares; the sum of margin × (retention / (1 + rate))^year.
    """
    return margin * (1.0 + discount_rate) / (1.0 + discount_rate - retention)
