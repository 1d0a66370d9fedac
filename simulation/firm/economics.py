"""Money: waiting lines, presence bought by advertising, lifetime value."""

import math
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from simulation.scenario.parameters.market import Trade

Number = TypeVar("Number", float, np.ndarray)

FULLEST = 0.98
YOUNG = 26
"""Weeks in which customers learn what a new firm usually asks."""


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


def usual_standing(standing: float, price: float, shelf: Sequence[float], weeks_open: int, keep: float) -> float:
    """Usual list price of a firm as a multiple of the mean shelf price, a week on: `keep` of the former is left.

    A young firm's is the mean of the weeks that it has been open: it opens with no past, and no single week decides
    what is usual. `shelf` are the prices of the firms that are open, money.
    """
    mean = sum(shelf) / len(shelf) if shelf else price
    pace = 1.0 / (weeks_open + 1) if weeks_open < YOUNG else 1.0 - keep
    return standing + pace * (price / max(mean, 0.01) - standing)
